"""From whatever people have to clean lines: line ends, a BOM, control and zero-width characters; from files, markup too.

Every line keeps the number of the source line it came from. Markup goes, words stay, and what went is told.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple


class Line(NamedTuple):
    """A line of text without white space at its ends; `indent` is the width of the blanks before it."""

    number: int
    text: str
    indent: int = 0


class Normalisation(NamedTuple):
    """A change other than white space between the source and the canonical text: `before` was printed, `after` is.

    Both are empty for markup and entities, whose `why` says all.
    """

    line: int
    before: str
    after: str
    why: str


_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_NAMES = (
    "p|br|div|span|strong|b|i|em|u|font|table|tr|td|th|tbody|thead|h[1-6]|a|html|body|li|ul|ol|center|section|article|head"
    "|meta|title|style|script|sup|sub|hr|img|o:p"
)
#: After its name a tag ends, or a blank and attributes follow: <B、C> is no tag, even in a hypertext file.
_REST = r"(?:\s[^<>]{0,4000})?/?>"
_TAG = re.compile(rf"</?(?:{_NAMES}){_REST}|<!doctype[^<>]{{0,200}}>", re.I)
_BREAK = re.compile(rf"<br\s*/?>|</?(?:p|div|tr|h[1-6]|li|ul|ol|table|section|article|title|center|hr){_REST}", re.I)
_CELL = re.compile(r"</t[dh]\s*>", re.I)
_CELL_END = "\x1f"
_BLOCK = re.compile(r"<!--|<(script|style)\b", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_HASHES = re.compile(r"^#{1,6}(?:[ \t]+(?=\S)|(?=[^\s#0-9A-Za-z]))")
#: A heading that only its mark tells from words: `labels/marks.py`. Where units have labels, marks are Markdown's.
_ONLY_MARKED = re.compile(r"^#{1,4}[ \t]+(?![0-9第一二三四五六七八九十（(#|*\[§]|附[件录表]|[IVX]+\.|Annex|Appendix)")
_UNITS = re.compile(
    r"^[#*\s]*(?:第[ \u3000]*[零〇一二三四五六七八九十百千0-9]{1,9}[ \u3000]*[条條章节節]|(?:Article|Section|Chapter|§)[ \t]*[0-9IVX])",
    re.M,
)
_RULE = re.compile(r"^(?:={3,}|-{3,}|\*{3,}|_{3,})$")
_BULLET = re.compile(r"^[*+\-] (?=\[)")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,400})\)")
#: Emphasis touches the words it is about: 缩小**%、扩大**% are blanks to be filled in.
_STRONG = re.compile(r"\*\*(?=[\w《“（(])([^*]{1,200})(?<=[\w》”）).。：:；;，,])\*\*")
_MARKDOWN = re.compile(r"^[^\S\n]*(?:#|[*+\-] \[|[=\-*_]{3,}[^\S\n]*$)|\*\*|\]\(", re.M)
_PASSES = 4  # times a text is cleaned while cleaning uncovers more markup, as &amp;lt; does


def read(text: str, *, markup: bool = False) -> tuple[list[Line], list[Normalisation], list[int]]:
    """The lines of `text` that hold anything, what was taken away, and the lines that held control characters.

    markup  the text comes out of a file that may be hypertext or markdown: its markup goes. What somebody typed, and what
            was kept of it, is words to the last character: A<B、C>D, &amp; and ** are what they look like.
    """
    told: list[Normalisation] = []
    controls: list[int] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        told.append(Normalisation(1, "\ufeff", "", "byte order mark"))
    if markup and _BLOCK.search(text):
        text = _without_blocks(text, told)
    pieces = list(enumerate(_LINE_END.split(text), 1))
    if _CONTROL.search(text):
        pieces = [(number, _without_controls(number, piece, told, controls)) for number, piece in pieces]
    if len(pieces) != text.count("\n") + 1 or controls or "\r" in text:
        text = "\n".join(piece for _, piece in pieces)
    marked = markup and "#" in text and _UNITS.search(text) is None
    top = next((number for number, piece in pieces if piece.strip()), 0)  # there stands the title
    for _ in range(_PASSES):
        cleaners = [clean for clean, sign in (_MARKUP_CLEANERS if markup else _CLEANERS) if sign.search(text)]
        if not cleaners:
            break
        pieces = [
            (number, clean)
            for number, piece in pieces
            for clean in (
                [piece]
                if marked and number > top and _ONLY_MARKED.match(piece)
                else _cleaned(number, piece, cleaners, told)
            )
        ]
        text = "\n".join(piece for _, piece in pieces)
    return [_line(number, piece) for number, piece in pieces if piece and not piece.isspace()], told, controls


def without_markup(text: str) -> str:
    """`text` out of a file, without the marks of hypertext and markdown; where there are none, as it is."""
    if not (
        _BLOCK.search(text) or any(sign.search(text) for clean, sign in _MARKUP_CLEANERS if clean is not _invisible)
    ):
        return text
    lines, _, _ = read(text, markup=True)
    return "".join(f"{' ' * line.indent}{line.text}\n" for line in lines)


def lines_of(text: str) -> list[str]:
    """The lines of `text` that hold anything, without the blanks at their ends; nothing else is taken out."""
    return [words for piece in _LINE_END.split(text.removeprefix("\ufeff")) if (words := piece.strip())]


def _line(number: int, piece: str) -> Line:
    words = piece.strip()
    return Line(number, words, len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0)


def _without_controls(number: int, piece: str, told: list[Normalisation], controls: list[int]) -> str:
    found = _CONTROL.findall(piece)
    if found:
        controls.append(number)
        told.append(Normalisation(number, "".join(found), "", "control characters"))
    return _CONTROL.sub("", piece) if found else piece


_Cleaner = Callable[[int, str, list[Normalisation]], list[str]]


def _cleaned(number: int, piece: str, cleaners: list[_Cleaner], told: list[Normalisation]) -> list[str]:
    pieces = [piece]
    for clean in cleaners:
        pieces = [after for before in pieces for after in clean(number, before, told)]
    return pieces


def _hypertext(number: int, piece: str, told: list[Normalisation]) -> list[str]:
    if "<" not in piece:
        return [piece]
    pieces = _BREAK.sub("\n", _CELL.sub(_CELL_END, piece)).split("\n")
    pieces = [_row(part) if _CELL_END in part else _TAG.sub("", part) for part in pieces]
    if pieces != [piece]:
        told.append(Normalisation(number, "", "", "markup"))
    return pieces


def _row(piece: str) -> str:
    """A row of a hypertext table as a row of a plain-text one."""
    cells = [_TAG.sub("", cell).strip().replace("|", "\\|") for cell in piece.split(_CELL_END)]
    if not cells[-1]:
        cells.pop()
    return f"| {' | '.join(cells)} |"


def _entities(number: int, piece: str, told: list[Normalisation]) -> list[str]:
    if "&" not in piece:
        return [piece]
    clean = _ENTITY.sub(lambda match: html.unescape(match[0]), piece)
    if clean == piece:
        return [piece]
    told.append(Normalisation(number, "", "", "entities"))
    return [_LINE_END.sub(" ", _CONTROL.sub("", clean))]


def _invisible(number: int, piece: str, told: list[Normalisation]) -> list[str]:
    found = _INVISIBLE.findall(piece)
    if not found:
        return [piece]
    told.append(Normalisation(number, "".join(found), "", "invisible characters"))
    return [_INVISIBLE.sub("", piece)]


def _markdown(number: int, piece: str, told: list[Normalisation]) -> list[str]:
    words = piece.strip()
    clean = "" if _RULE.match(words) else _HASHES.sub("", words, count=1)
    if "](" in clean:
        clean = _LINK.sub(r"\1", _BULLET.sub("", clean, count=1))
    if "**" in clean:
        clean = _STRONG.sub(r"\1", clean)
    if clean == words:
        return [piece]
    told.append(Normalisation(number, "", "", "markup"))
    return [clean]


_CLEANERS: list[tuple[_Cleaner, re.Pattern[str]]] = [(_invisible, _INVISIBLE)]
_MARKUP_CLEANERS: list[tuple[_Cleaner, re.Pattern[str]]] = [
    (_hypertext, _TAG),
    (_entities, _ENTITY),
    *_CLEANERS,
    (_markdown, _MARKDOWN),
]


def _without_blocks(text: str, told: list[Normalisation]) -> str:
    """`text` without comments, scripts and styles, with its line numbers. One that never ends stays."""
    kept: list[str] = []
    done = line = 0
    ends: dict[str, int] = {}  # where the next end of each kind is, so that none is looked for twice
    for match in _BLOCK.finditer(text):
        if match.start() < done:
            continue
        close = f"</{match[1].lower()}" if match[1] else "-->"
        if ends.get(close, 0) < match.end():
            ends[close] = _find(text, close, match.end())
        if ends[close] == len(text):
            continue
        stop = text.find(">", ends[close]) + 1 or len(text)
        line += text.count("\n", done, match.start())
        told.append(Normalisation(line + 1, "", "", "markup"))
        gap = text.count("\n", match.start(), stop)
        line += gap
        kept += text[done : match.start()], "\n" * gap
        done = stop
    return "".join(kept) + text[done:]


def _find(text: str, close: str, start: int) -> int:
    """Where `close` begins, in any case, or the length of `text`."""
    found = re.compile(re.escape(close), re.I).search(text, start)
    return found.start() if found else len(text)
