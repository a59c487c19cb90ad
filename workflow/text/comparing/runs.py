"""What changed inside a pair of texts, cut where a reader would cut: between words, numbers and punctuation marks.

Chinese is compared character by character, Latin script word by word. Then edges are mended: a change that can slide
goes where a clause or word ends; an edge never stands inside a word or a number; an equal scrap between two changes
that no one could read by itself joins them. Deterministic, without any time limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workflow.text.strings.lexicon import WORDS
from workflow.text.strings.matching import Block, common_blocks
from workflow.words import Vocabulary


class Mark(Vocabulary):
    """What became of the characters of a run; printed as it reads (`compare --json`)."""

    KEPT = "="
    GONE = "-"
    CAME = "+"


Run = tuple[Mark, str]  # and the characters

LONG = 4_000_000  # product of the lengths from which lines are matched first
SCRAP = 1  # an equal stretch of so many characters between two changes is a scrap
STRAY = 4  # so is one of so many characters when both changes are
BESIDE = 2  # more than so many times as long
_LATIN = re.compile(r"[A-Za-z]{2,}")
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*%?|[^\W_]+(?:['’][^\W_]+)*|\s+|.", re.S)
_ATOM = re.compile(  # what is never cut: dates, numbers with their marks and units, Latin words
    r"[0-9０-９]+(?:[.,，．:：/-][0-9０-９]+)*\s?(?:[%％‰]|个?工作日|个月|[年月日天周时元万亿人次])?"
    r"|百分之[一二三四五六七八九十百零〇点]+"
    r"|[一二三四五六七八九十百千万亿零〇○两]+(?:分之[一二三四五六七八九十百千万]+|个?工作日|个月|[年月日天周元])?"
    r"|[A-Za-z]+(?:['’-][A-Za-z]+)*"
)
_STRONG = "。；！？，、：\n"
_ENDS = "。；！？.;!?"
_PAUSES = "，、：,:）》」”)"
_OPENS = "（《「“("


def runs(old: str, new: str) -> list[Run]:
    """The runs from `old` to `new`: joining "=" and "-" gives `old`, joining "=" and "+" gives `new`.

    Neighbouring runs differ in kind and "-" comes before "+"; no run is empty.
    """
    if old == new:
        return [(Mark.KEPT, old)] if old else []
    latin = _is_latin(old) and _is_latin(new)
    return _as_runs(_word_blocks(old, new) if latin else _character_blocks(old, new), old, new)


def marked(some: list[Run]) -> tuple[int, int]:
    """Characters deleted and inserted."""
    return sum(len(text) for kind, text in some if kind is Mark.GONE), sum(
        len(text) for kind, text in some if kind is Mark.CAME
    )


def _is_latin(text: str) -> bool:
    return sum(map(len, _LATIN.findall(text))) * 2 > len(text)


def _character_blocks(old: str, new: str) -> list[Block]:
    if len(old) * len(new) < LONG:
        blocks = common_blocks(old, new)
    else:
        blocks = _by_parts(old.splitlines(keepends=True), new.splitlines(keepends=True), common_blocks)
    return _mend(blocks, old, new)


def _word_blocks(old: str, new: str) -> list[Block]:
    """Of an equal blank or punctuation mark between two changed words nothing can be read: it does not count."""
    blocks = _by_parts(_TOKEN.findall(old), _TOKEN.findall(new), None)
    return [
        (i, j, length)
        for k, (i, j, length) in enumerate(blocks)
        if not 0 < k < len(blocks) - 1 or length > 2 or any(map(str.isalnum, old[i : i + length]))
    ]


def _by_parts(olds: list[str], news: list[str], inside: Callable[[str, str], list[Block]] | None) -> list[Block]:
    """Matches whole parts (words, lines) as if each were a character, then looks `inside` what lies between them."""
    code: dict[str, str] = {}
    for part in (*olds, *news):
        number = len(code)
        code.setdefault(part, chr(number if number < 0xD800 else number + 0x800))  # steps over the surrogates
    starts = [0], [0]
    for parts, places in zip((olds, news), starts, strict=True):
        for part in parts:
            places.append(places[-1] + len(part))
    same = common_blocks("".join(code[part] for part in olds), "".join(code[part] for part in news))
    blocks: list[Block] = []
    before = (0, 0)
    for i, j, length in [*same, (len(olds), len(news), 0)]:
        at, to = starts[0][before[0]], starts[1][before[1]]
        gone, came = "".join(olds[before[0] : i]), "".join(news[before[1] : j])
        if inside and gone and came:
            blocks += [(at + p, to + q, size) for p, q, size in inside(gone, came)]
        if length:
            blocks.append((starts[0][i], starts[1][j], starts[0][i + length] - starts[0][i]))
        before = (i + length, j + length)
    return blocks


def _mend(blocks: list[Block], old: str, new: str) -> list[Block]:
    cuts = _Cuts(old), _Cuts(new)
    blocks = _slide(blocks, old, new, cuts)
    whole = [block for block in (_snap(block, old, new, cuts) for block in blocks) if block[2]]
    return _without_scraps(whole, old, new)


class _Cuts:
    """Where a text must not be cut."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.inside: set[int] = set()
        for match in _ATOM.finditer(text):
            self.inside.update(range(match.start() + 1, match.end()))

    def at(self, place: int) -> bool:
        """Whether an edge before character `place` would stand inside a word or number."""
        if place in self.inside:
            return True
        text = self.text
        across = (
            text[place - 1 : place + 1] in WORDS
            or text[place - 1 : place + 2] in WORDS
            or (place > 1 and text[place - 2 : place + 1] in WORDS)
        )
        return across and not (self._ends(place) and self._begins(place))

    def _ends(self, place: int) -> bool:
        return self.text[max(0, place - 2) : place] in WORDS or self.text[max(0, place - 3) : place] in WORDS

    def _begins(self, place: int) -> bool:
        return self.text[place : place + 2] in WORDS or self.text[place : place + 3] in WORDS

    def worth(self, place: int) -> int:
        """How well an edge stands before character `place`."""
        if place == 0 or place == len(self.text):
            return 5
        before, after = self.text[place - 1], self.text[place]
        if before == "\n":
            return 5
        if before in _ENDS:
            return 4
        if before in _PAUSES or after in _OPENS:
            return 3
        if after in _PAUSES or after in _ENDS or after == "\n":
            return 2
        return 0 if self.at(place) else 1


def _slide(blocks: list[Block], old: str, new: str, cuts: tuple[_Cuts, _Cuts]) -> list[Block]:
    """Moves each pure insertion or deletion to the best place it can have without marking another character."""
    blocks = list(blocks)
    for k in range(len(blocks) - 1):
        i, j, length = blocks[k]
        p, q, size = blocks[k + 1]
        gone, came = p - i - length, q - j - length
        if bool(gone) == bool(came):
            continue
        text, side, start, stop = (old, 0, i + length, p) if gone else (new, 1, j + length, q)
        left = 0
        while left < length and text[start - left - 1] == text[stop - left - 1]:
            left += 1
        right = 0
        while right < size and text[start + right] == text[stop + right]:
            right += 1
        if not left and not right:
            continue
        cut = cuts[side]
        best = max(
            range(-left, right + 1), key=lambda step: (cut.worth(start + step) + cut.worth(stop + step), -abs(step))
        )
        blocks[k] = (i, j, length + best)
        blocks[k + 1] = (p + best, q + best, size - best)
    return blocks


def _snap(block: Block, old: str, new: str, cuts: tuple[_Cuts, _Cuts]) -> Block:
    """Gives up the characters at both ends of an equal stretch that belong to a word or number cut by the edge."""
    i, j, length = block
    if i or j:
        while length and (cuts[0].at(i) or cuts[1].at(j)):
            i, j, length = i + 1, j + 1, length - 1
    if i + length < len(old) or j + length < len(new):
        while length and (cuts[0].at(i + length) or cuts[1].at(j + length)):
            length -= 1
    return i, j, length


def _without_scraps(blocks: list[Block], old: str, new: str) -> list[Block]:
    """Drops what stays equal between two changes but is too short beside both to be read: a character, a stray word."""
    kept: list[Block] = []
    after = [*blocks[1:], (len(old), len(new), 0)][: len(blocks)]
    end = (0, 0)
    for (i, j, length), follower in zip(blocks, after, strict=True):
        left = max(i - end[0], j - end[1])
        right = max(follower[0] - i - length, follower[1] - j - length)
        short = length <= SCRAP or (length <= STRAY and length * BESIDE < min(left, right))
        if left and right and short and old[i] not in _STRONG and "\n" not in old[i : i + length]:
            continue
        if kept and not left:
            before = kept.pop()
            i, j, length = before[0], before[1], before[2] + length
        kept.append((i, j, length))
        end = (i + length, j + length)
    return kept


def _as_runs(blocks: list[Block], old: str, new: str) -> list[Run]:
    found: list[Run] = []
    at = to = 0
    for i, j, length in [*blocks, (len(old), len(new), 0)]:
        if i > at:
            found.append((Mark.GONE, old[at:i]))
        if j > to:
            found.append((Mark.CAME, new[to:j]))
        if length:
            if found and found[-1][0] is Mark.KEPT:
                found[-1] = (Mark.KEPT, found[-1][1] + old[i : i + length])
            else:
                found.append((Mark.KEPT, old[i : i + length]))
        at, to = i + length, j + length
    return found
