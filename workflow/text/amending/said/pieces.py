"""Pieces narrower than a unit: 第二句, 末句, 但书, 前段, 后半段. Each is found exactly, or said not to be found; none is widened."""

from __future__ import annotations

import re

from workflow.text.amending.said.operations import CannotCarry, Less, Piece
from workflow.text.labels.chinese import NUMERAL
from workflow.text.labels.numerals import counted
from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece

Span = tuple[int, int]
PIECE = re.compile(
    rf"(?:第({NUMERAL}{{1,4}})句|(?P<some>[前后最]后?(?:{NUMERAL}{{1,3}}|两)句)|(?P<first>首句)|(?P<last>最后一句|末句|末一句|末尾一句)|(?P<proviso>但书)|(?P<one>前段|前半段|前半句|前半部分)|(?P<other>后段|后半段|后半句|后半部分))(?:话)?"
)
_STOPS = "。！？"
_ENDS = _STOPS + ".!?"
_ENGLISH_END = re.compile(r"[.!?][)”\"’]*(?=\s+[A-Z“\"(]|\s*$)")
_SHORTENED = re.compile(r"(?:\b[A-Z]|\b(?:No|Nos|Art|Arts|Sec|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Co|Corp|cf|vs|al|approx))$")
_ENGLISH_PROVISO = re.compile(r"[,;:] (?:and )?(?:[Pp]rovided,? that|except,? that|[Pp]rovided, (?:however, )?that)\b")
_OPENS, _CLOSES = "“‘（《「『(", "”’）》」』)"
_PROVISO = re.compile(r"(?<=[，；。])但(?:是)?(?![书])|^但(?:是)?(?![书])")


def named(match: re.Match[str]) -> Piece:
    """The piece that a match of `PIECE` names, as a place tells it."""
    if match[1]:
        return Piece(Less.SENTENCE, counted(match[1]))
    if words := match["some"]:  # 前两句, 后两句, 最后两句
        number = words.strip("前后最句")
        count = 2 if number == "两" else counted(number)
        return Piece(Less.SENTENCES, count if words[0] == "前" else -count)
    if match["first"] or match["last"]:
        return Piece(Less.SENTENCE, 1 if match["first"] else -1)
    return Piece(Less.PROVISO) if match["proviso"] else Piece(Less.HALF, 1 if match["one"] else 2)


def holder(scope: Workpiece) -> Workpiece:
    """The unit whose own words the pieces of `scope` are. CannotCarry when there are several."""
    if scope.kind in (Kind.ARTICLE, Kind.PREAMBLE):
        paragraphs = [child for child in scope.children if child.kind == Kind.PARAGRAPH]
        if len(paragraphs) != 1 or len(scope.children) != 1:
            raise CannotCarry(
                f"{scope.label}不止一款，未写明是哪一款的句子",
                f"{scope.label} has more than one paragraph; which one is not said",
            )
        scope = paragraphs[0]
    if scope.children or not scope.text:
        raise CannotCarry(
            "这里有分项，无法确定是哪一句", "there is a list here: which sentence is meant cannot be told"
        )
    return scope


def span(text: str, piece: Piece) -> Span:
    """Where `piece` stands in `text`. CannotCarry when there is no such piece or it could be several."""
    match piece.what:
        case Less.SENTENCE:
            return _sentence(text, piece.number)
        case Less.SENTENCES:
            return _sentences(text, piece.number)
        case Less.PROVISO:
            return _proviso(text)
        case Less.HALF:
            return _half(text, piece.number)


def without(text: str, at: Span, piece: Piece) -> str:
    """`text` without the piece at `at`; what is left ends as a sentence does."""
    start, end = at
    before, after = text[:start], text[end:]
    if not (before + after).strip(_ENDS + "；， "):
        raise CannotCarry("删去后没有剩下文字", "nothing would be left")
    if is_latin(text):
        return (
            " ".join(one for one in (before.strip(), after.strip()) if one) if piece.is_of_sentences else before + after
        )
    if not piece.is_of_sentences and before and (not after or after[0] in _STOPS):
        return before.rstrip("，；") + (after or "。")  # the piece took the end of the sentence with it
    return before + after


def ended(words: str, old: str) -> str:
    """`words` in the place of `old`, with the stop `old` had where they bring none."""
    return words if words[-1:] in _ENDS + "；" or old[-1:] not in _ENDS + "；" else words + old[-1]


def is_whole_sentence(words: str) -> bool:
    """Whether `words` end as a sentence does."""
    return words[-1:] in _ENDS


def is_latin(text: str) -> bool:
    """Whether the sentences of `text` end with a stop of the Latin script."""
    return not any(sign in text for sign in _STOPS) and bool(re.search("[A-Za-z]{2}", text))


def sentences(text: str) -> list[Span]:
    """Where the sentences of `text` stand; a stop inside quotation marks or brackets ends none."""
    if is_latin(text):
        return _english_sentences(text)
    found: list[Span] = []
    start = depth = 0
    for place, sign in enumerate(text):
        depth += (sign in _OPENS) - (sign in _CLOSES and depth > 0)
        if sign in _STOPS and not depth:
            found.append((start, place + 1))
            start = place + 1
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _english_sentences(text: str) -> list[Span]:
    found: list[Span] = []
    start = 0
    for match in _ENGLISH_END.finditer(text):
        if match.end() < len(text) and _SHORTENED.search(text[: match.start()]):
            continue
        found.append((start, match.end()))
        start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _sentence(text: str, number: int) -> Span:
    found = sentences(text)
    if number == -1 and found:
        return found[-1]
    if not 0 < number <= len(found):
        raise CannotCarry(f"这里没有第{number}句", f"there is no sentence {number} here")
    return found[number - 1]


def _sentences(text: str, number: int) -> Span:
    """The first two, or the last two."""
    found = sentences(text)
    if not 0 < abs(number) < len(found):
        raise CannotCarry(f"这里没有{abs(number)}句以上", f"there are not more than {abs(number)} sentences here")
    return (0, found[number - 1][1]) if number > 0 else (found[number][0], len(text))


def _proviso(text: str) -> Span:
    found = list((_ENGLISH_PROVISO if is_latin(text) else _PROVISO).finditer(text))
    if len(found) != 1:
        zh, en = ("这里没有但书", "no proviso") if not found else ("这里不止一处“但”", "more than one proviso")
        raise CannotCarry(zh, f"there is {en} here")
    start = found[0].start()
    end = next(end for begin, end in sentences(text) if begin <= start < end)
    stop = end - 1 if text[end - 1] in _ENDS and start and text[start - 1] not in _STOPS else end
    if "；" in text[start:stop] or ";" in text[start + 1 : stop]:
        raise CannotCarry("无法确定但书到哪里为止", "where the proviso ends cannot be told")
    return start, stop


def _half(text: str, number: int) -> Span:
    """前段 and 后段: two sentences, or one sentence with one semicolon; anything else has no halves."""
    found = sentences(text)
    if len(found) == 2 and "；" not in text:
        return found[number - 1]
    if len(found) == 1 and text.count("；") == 1 and text[-1:] in _STOPS:
        middle = text.index("；") + 1
        return (0, middle) if number == 1 else (middle, len(text) - 1)
    raise CannotCarry("无法确定前段和后段从哪里分开", "where the first half ends cannot be told")
