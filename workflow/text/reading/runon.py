"""Cuts a Chinese text that has lost its line breaks where its labels show that a unit begins."""

from __future__ import annotations

import re

from workflow.text.labels.chinese import NUMERAL, bracketed
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.lines import Line

_MARK = re.compile(
    rf"目[ \u3000]?[录錄次](?=[ \u3000]*第一[编編章])|第({NUMERAL}{{1,9}})([条條章编編])(?:之({NUMERAL}{{1,4}}))?(?=[ \u3000])"
)
_SENTENCE = re.compile(
    "(?<=[。；：])[ \u3000]+(?=\\S)|(?<=[。；：])(?=（[一二三四五六七八九十]{1,3}）)"
    "|(?<=[。；：）])(?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
)
_INLINE = re.compile("(?<=[：；。])(?=（(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})）)")
_ENDINGS = "。；：！？）)」』”】"
_LONG = 100  # characters; a line below this was not run together
_HEADING = 40


def cut(lines: list[Line]) -> list[Line]:
    """The same characters, with a line for each unit wherever two or more units were found on one line."""
    lines = _with_first_items(lines)
    if all(len(line.text) < _LONG for line in lines):
        return lines
    found: list[Line] = []
    for line in lines:
        if len(line.text) < _LONG:
            found.append(line)
            continue
        places = _places(line.text)
        if len(places) < 2:
            found.append(line)
            continue
        for start, end in zip([0, *places], [*places, len(line.text)], strict=True):
            found.extend(_pieces(line, line.text[start:end]))
    return found


def _with_first_items(lines: list[Line]) -> list[Line]:
    """…包括：（一）… on the line above （二）… becomes a line of its own."""
    found: list[Line] = []
    for line in lines:
        if (
            found
            and line.text[0] in "（("
            and (label := bracketed(line.text))
            and label.number
            and label.number.main > 1
        ):
            above = found[-1]
            before = (
                f"（{chinese(label.number.main - 1)}）" if label.style == "（一）" else f"（{label.number.main - 1}）"
            )
            if above.text[0] not in "（(" and before in above.text:
                found[-1:] = [Line(above.number, piece, above.indent) for piece in _INLINE.split(above.text)]
        found.append(line)
    return found


def _pieces(line: Line, words: str) -> list[Line]:
    return [Line(line.number, piece.strip()) for piece in _SENTENCE.split(words) if piece.strip()]


def _places(words: str) -> list[int]:
    """Where an article or a chapter begins inside `words`: in sequence, after a sentence or a heading."""
    places: list[int] = []
    article: Number | None = None
    chapter = 0
    start = 0  # of the piece that would end here
    contents = False
    for match in _MARK.finditer(words):
        place = match.start()
        before = words[place - 1] if place else ""
        if match[1] is None:
            contents = True
        else:
            main, sub = parse_numeral(match[1]), parse_numeral(match[3]) if match[3] else 0
            if main is None or sub is None:
                continue
            heading = place - start <= _HEADING and words[start : start + 1] == "第"
            apart = not before or before.isspace() or before in _ENDINGS
            if match[2] in "条條":
                number = Number(main, sub)
                if not (apart or (heading and chapter)) or not number.follows(article):
                    continue
                article, contents = number, False
            else:
                if not (apart or heading or contents) or main not in (1, chapter + 1):
                    continue
                chapter = main
        if place:
            places.append(place)
        start = place
    return places
