"""A row as JSON, as a browser has it, and back: whatever comes in, either one sentence says what is wrong or it is a row.

document  {"language", "key", "anew": [kind, …], "blocks": [block, …]}
block     {"key", "kind", "label", "content": [piece, …]} and, where there is any, "heading", "rows": [[[piece, …], …], …], "own",
          "level", "fixed", "between", "continues", "roman"
piece     "words", or a reference {"to": key, "words"} and, where there is any, "also": [key, …] and "figures": [figure, …]
figure    {"start", "end", "kind", "key"} and "main", "sub" or "token"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflow.text.keyed.blocks import Block, Cite, Content, Figure, Piece, Row, joined
from workflow.text.tree import Kind
from workflow.words import Script, Words

#: More than any regulation has; a text in whole is bounded besides where it is stored.
MOST_BLOCKS = 20_000
MOST_CHARACTERS = 2_000_000
_DEEPEST = 12
_LONGEST_LABEL = 80
_KEY = re.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NOT_WORDS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.DOCUMENT}
_FLAGS = ("fixed", "between", "continues", "roman")

_NOT_ONE = Words(
    "送来的内容不是一份正文，没有保存；请刷新页面再试。",
    "What was sent is no text and was not kept; reload the page and try again.",
)
TOO_MUCH = Words(
    "正文太长，没有保存；一份正文至多 20000 段、200 万字。",
    "The text is too long and was not kept; a text has at most 20,000 blocks and two million characters.",
)
TWICE = Words(
    "送来的正文里有两段用了同一个标识，没有保存；请刷新页面再试。",
    "Two blocks of what was sent have the same key, so it was not kept; reload the page and try again.",
)


class NotARow(Exception):
    """What was sent is no row; `words` say so in one sentence."""

    def __init__(self, words: Words = _NOT_ONE) -> None:
        super().__init__(words.en)
        self.words = words


# out


def as_json(row: Row) -> dict[str, Any]:
    """`row` as values that JSON has."""
    return {
        "language": row.language.value,
        "key": row.key,
        "anew": sorted(kind.value for kind in row.anew),
        "blocks": [block_json(block) for block in row.blocks],
    }


def block_json(block: Block) -> dict[str, Any]:
    """One block; what is empty is left out."""
    made: dict[str, Any] = {
        "key": block.key,
        "kind": block.kind.value,
        "label": block.label,
        "content": content_json(block.content),
    }
    if block.heading:
        made["heading"] = block.heading
    if block.rows:
        made["rows"] = [[content_json(cell) for cell in cells] for cells in block.rows]
    if block.own:
        made["own"] = block.own
    if block.level:
        made["level"] = block.level
    return made | {flag: True for flag in _FLAGS if getattr(block, flag)}


def content_json(content: Content) -> list[Any]:
    """Words and references, one after the other."""
    return [piece if isinstance(piece, str) else _cite_json(piece) for piece in content]


def _cite_json(cite: Cite) -> dict[str, Any]:
    made: dict[str, Any] = {"to": cite.to[0] if cite.to else "", "words": cite.words}
    if cite.to[1:]:
        made["also"] = list(cite.to[1:])
    if cite.figures:
        made["figures"] = [_figure_json(one) for one in cite.figures]
    return made


def _figure_json(one: Figure) -> dict[str, Any]:
    made: dict[str, Any] = {"start": one.start, "end": one.end, "kind": one.kind.value, "key": one.key}
    number = (
        {"token": one.token} if one.token else {"main": one.main, "sub": one.sub} if one.sub else {"main": one.main}
    )
    return made | number


# in


def row_from(sent: object) -> Row:
    """The row that `sent` is, decoded JSON of anybody. Raises NotARow."""
    fields = _fields(sent)
    blocks = _list(fields.get("blocks"))
    if len(blocks) > MOST_BLOCKS:
        raise NotARow(TOO_MUCH)
    try:
        language = Script(_text(fields.get("language")))
        anew = frozenset(_KINDS[_text(kind)] for kind in _list(fields.get("anew", [])))
    except (ValueError, KeyError) as error:
        raise NotARow from error
    row = Row(language, tuple(block_from(one) for one in blocks), _key(fields.get("key", ""), empty=True), anew)
    if sum(_length(block) for block in row.blocks) > MOST_CHARACTERS:
        raise NotARow(TOO_MUCH)
    keys = list(row.keys())
    if len(set(keys)) < len(keys) or row.key in keys:
        raise NotARow(TWICE)
    return row


def block_from(sent: object) -> Block:
    """One block. Raises NotARow."""
    fields = _fields(sent)
    kind = _KINDS.get(_text(fields.get("kind")))
    level = _whole(fields.get("level", 0))
    if kind is None or level > _DEEPEST:
        raise NotARow
    label = _line(fields.get("label", ""))
    if len(label) > _LONGEST_LABEL:
        raise NotARow
    return Block(
        key=_key(fields.get("key")),
        kind=kind,
        label=label,
        heading=_line(fields.get("heading", "")),
        content=content_from(fields.get("content", [])),
        rows=_rows(fields.get("rows", [])) if kind == Kind.TABLE else (),
        own=_key(fields.get("own", ""), empty=True),
        level=level,
        **{flag: fields.get(flag) is True for flag in _FLAGS},
    )


def content_from(sent: object) -> Content:
    """Words and references. Raises NotARow."""
    return joined(tuple(_piece(one) for one in _list(sent)))


def _rows(sent: object) -> tuple[tuple[Content, ...], ...]:
    return tuple(tuple(_cell(cell) for cell in _list(cells)) for cells in _list(sent) if cells)


def _cell(sent: object) -> Content:
    """A cell has one line."""
    content = content_from([sent] if isinstance(sent, str) else sent)
    return tuple(_LINE_ENDS.sub(" ", piece) if isinstance(piece, str) else piece for piece in content)


def _piece(sent: object) -> Piece:
    if isinstance(sent, str):
        return _words(sent)
    fields = _fields(sent)
    words = _line(fields.get("words", ""))
    to = (_key(fields.get("to")), *(_key(one) for one in _list(fields.get("also", []))))
    figures = tuple(_figure(one, words) for one in _list(fields.get("figures", [])))
    return Cite(to, words, figures)


def _figure(sent: object, words: str) -> Figure:
    fields = _fields(sent)
    start, end = _whole(fields.get("start")), _whole(fields.get("end"))
    kind = _KINDS.get(_text(fields.get("kind")))
    if kind is None or not start < end <= len(words):
        raise NotARow
    main, sub = _whole(fields.get("main", 0)), _whole(fields.get("sub", 0))
    return Figure(start, end, kind, _key(fields.get("key")), main, sub, _line(fields.get("token", "")))


def _length(block: Block) -> int:
    return len(block.heading) + sum(
        len(piece) if isinstance(piece, str) else len(piece.words) for content in block.contents() for piece in content
    )


def _fields(sent: object) -> Mapping[str, object]:
    if not isinstance(sent, dict):
        raise NotARow
    return sent


def _list(sent: object) -> list[object]:
    if not isinstance(sent, list):
        raise NotARow
    return sent


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise NotARow
    return sent


def _words(sent: object) -> str:
    """Words of one person: line ends in one form, nothing that no text has."""
    return _NOT_WORDS.sub("", _LINE_ENDS.sub("\n", _text(sent)))


def _line(sent: object) -> str:
    return _words(sent).replace("\n", " ").strip()


def _whole(sent: object) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent < 100_000_000:
        raise NotARow
    return sent


def _key(sent: object, *, empty: bool = False) -> str:
    key = _text(sent)
    if (empty and not key) or _KEY.fullmatch(key):
        return key
    raise NotARow
