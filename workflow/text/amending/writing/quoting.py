"""From one wording to another by exchanging words: which words to quote so that a reader finds them, and only them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.text.amending.carrying.edits import Edit, core, made, meeting
from workflow.text.amending.said.finding_words import exchanged, occurrences
from workflow.text.amending.said.operations import Beside, Side
from workflow.text.amending.writing.changes import BRACKETS, LONGEST, Change, changes, closes_first
from workflow.text.amending.writing.edges import FAIR, GOOD, Edges, is_particle, latin
from workflow.text.amending.writing.lexicon import WORDS

MOST = 4  # exchanges inside one provision that still read better than the whole of it
_LARGE = 20_000  # characters of a text beyond which words are not exchanged
_OPENING = "《“‘（「『("
_CLOSING = "》”’）」』)"
_BETWEEN = frozenset("、，；")
_RUN = re.compile(r"[^\W_]+")
_SOON = 6  # characters within which a good edge is better than a fair one
_NEARBY = 16  # characters of the words beside an insertion that are looked at for a place after which it comes


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words to find and what stands there afterwards. `side` is set where `after` only comes next to `before`.

    nodes  the texts in which the words are found
    often  whether they stand in one place more than once
    """

    before: str
    after: str
    side: Beside = ""
    nodes: tuple[int, ...] = ()
    often: bool = False

    @property
    def quoted(self) -> int:
        """Characters a decision quotes for it."""
        return len(self.before) + len(self.after)


@dataclass(frozen=True, slots=True)
class Place:
    """One change in one text: the number of the text, and the stretch."""

    node: int
    change: Change


class Quoting:
    """Finds exchanges in the texts of two regulations, of which it knows the words. Remembers what it found."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self._changes: dict[tuple[str, str], list[Change]] = {}
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Exchange] | None] = {}

    def changes(self, old: str, new: str) -> list[Change]:
        """What changes from `old` to `new`, between whole words."""
        found = self._changes.get((old, new))
        if found is None:
            found = self._changes[old, new] = changes(old, new, self.edges)
        return found

    def exchanges(self, old: Sequence[str], new: Sequence[str]) -> list[Exchange] | None:
        """Exchanges that make the texts `old` into `new`, all at once; None when words alone cannot do it well.

        The texts are all that a reader looks through for the words: the paragraphs, headings and cells of one place.
        """
        key = tuple(old), tuple(new)
        if key not in self._found:
            self._found[key] = self._exchanges(old, new)
        return self._found[key]

    def _exchanges(self, old: Sequence[str], new: Sequence[str]) -> list[Exchange] | None:
        if len(old) != len(new) or sum(map(len, old)) > _LARGE:
            return None
        alike: dict[tuple[str, str], list[Place]] = {}
        for node, wanted in enumerate(new):
            if old[node] == wanted:
                continue
            if not old[node] or not wanted or "\n" in old[node] + wanted:
                return None
            for change in self.changes(old[node], wanted):
                words = old[node][change.start : change.end], wanted[change.to : change.till]
                alike.setdefault(words, []).append(Place(node, change))
            if len(alike) > 2 * MOST:
                return None
        found: list[Exchange] = []
        for places in alike.values():
            one = self._plain(old, new, places)
            each = [one] if one is not None else [self._plain(old, new, [place]) for place in places]
            if any(some is None for some in each):
                return None
            found += [some for some in each if some is not None]
        if len(found) > MOST:
            return None
        found.sort(key=lambda one: (one.nodes[0], old[one.nodes[0]].find(one.before)))
        if together(old, found) != list(new):
            return None
        return found if len({(one.before, one.side) for one in found}) == len(found) else None

    def _plain(self, texts: Sequence[str], wanted: Sequence[str], places: list[Place]) -> Exchange | None:
        """The change as words that stand in `texts` nowhere but in `places`, with as little as possible taken along."""
        first = places[0]
        text, change = texts[first.node], first.change
        after = wanted[first.node][change.to : change.till]
        insertion = change.start == change.end
        nodes = tuple(dict.fromkeys(place.node for place in places))
        widths = list(self._widths(text, change, insertion=insertion and len(places) == 1))
        for whole_brackets in (True, False):
            for left, right in widths:
                before = text[change.start - left : change.end + right]
                if (
                    not before
                    or (whole_brackets and not _paired(before))
                    or not tells(before, text)
                    or not all(_is_beside(texts[one.node], one.change, before, left) for one in places)
                    or sum(len(occurrences(other, before)) for other in texts) != len(places)
                ):
                    continue
                for one in _forms(before, left, right, after, insertion and len(places) == 1, nodes):
                    turned = _turned(one)
                    if turned is not None and self._tells_once(turned, texts, wanted, places):
                        return turned
                    if all(self._leads(texts[node], wanted[node], one, places, node) for node in nodes):
                        return replace(one, often=len(places) > 1)
        return None

    def _tells_once(self, one: Exchange, texts: Sequence[str], wanted: Sequence[str], places: list[Place]) -> bool:
        """Whether the words of an insertion that was turned are found in its one place, and lead there."""
        [node] = one.nodes
        return (
            tells(one.before, texts[node])
            and self.edges.worth(texts[node], max(0, texts[node].find(one.before)) + len(one.before)) >= GOOD
            and sum(len(occurrences(other, one.before)) for other in texts) == 1
            and self._leads(texts[node], wanted[node], one, places, node)
        )

    def _leads(self, text: str, wanted: str, one: Exchange, places: list[Place], node: int) -> bool:
        """Whether a reader who carries out `one` changes in this text what is to be changed, and nothing else."""
        edits = [
            Edit(place.change.start, place.change.end, wanted[place.change.to : place.change.till])
            for place in places
            if place.node == node
        ]
        return carried([text], one) == [_put(text, edits)]

    def _widths(self, text: str, change: Change, *, insertion: bool) -> Iterator[tuple[int, int]]:
        """How much to take along on the left and on the right, from little to much; an insertion leans on one side."""
        lefts = self.steps(text, change.start, left=True)
        rights = self.steps(text, change.end, left=False)
        if insertion:
            near = [left for left in lefts if left <= _NEARBY]
            yield from ((left, 0) for left in near)
            yield from ((0, right) for right in rights if right <= _NEARBY)
            yield from ((left, 0) for left in lefts if left > _NEARBY)
            yield from ((0, right) for right in rights if right > _NEARBY)
            yield from zip(lefts, rights, strict=False)
            return
        yield (0, 0)
        for left, right in zip(_padded(lefts, rights), _padded(rights, lefts), strict=True):
            yield from ((left, 0), (0, right), (left, right))

    def steps(self, text: str, place: int, *, left: bool) -> list[int]:
        """Widths at which the words beside a change may be cut: at a good edge, or at a fair one that no good one is near."""
        most = min(LONGEST, place if left else len(text) - place)
        found: list[int] = []
        fair = 0
        for width in range(1, most + 1):
            at = place - width if left else place + width
            outermost = text[at] if left else text[at - 1]
            worth = self.edges.worth(text, at)
            if worth >= FAIR and (_may_stand_outside(outermost, left=left) or latin(outermost)):
                if worth >= GOOD:
                    found.append(width)
                    fair = 0
                else:
                    fair = fair or width
            if fair and width >= fair + _SOON:
                found.append(fair)
                fair = 0
        return [*found, fair] if fair else found


def together(texts: Sequence[str], some: Sequence[Exchange]) -> list[str] | None:
    """`texts` as the reader of a decision has them after all exchanges, each in the words of the old text; None where two meet."""
    found: list[str] = []
    for text in texts:
        edits: list[Edit] = []
        for one in some:
            for span in _spans(text, one):
                edit = core(text, span, one.after)
                if meeting(edit, edits) is not None:
                    return None
                edits.append(edit)
        found.append(made(text, edits))
    return found


def _put(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return text


def _spans(text: str, one: Exchange) -> list[tuple[int, int]]:
    spans = occurrences(text, one.before)
    if one.side:
        spans = [(end, end) if one.side is Side.AFTER else (start, start) for start, end in spans]
    return spans


def carried(texts: Sequence[str], one: Exchange) -> list[str]:
    """`texts` as the reader of a decision would have them after `one`."""
    return [exchanged(text, spans, one.after) if (spans := _spans(text, one)) else text for text in texts]


def _is_beside(text: str, change: Change, before: str, left: int) -> bool:
    """Whether the words `before` stand around this change too."""
    start = change.start - left
    return start >= 0 and text.startswith(before, start)


def _paired(words: str) -> bool:
    """Whether every bracket and quotation mark in `words` has its partner there."""
    return not any(closes_first(words, one, other) or words.count(one) != words.count(other) for one, other in BRACKETS)


def tells(words: str, text: str) -> bool:
    """Whether `words` are enough for a reader: two characters side by side that are more than particles, if the text has such."""
    return _is_telling(words) or not _is_telling(text)


def _is_telling(words: str) -> bool:
    return any(len(run) > 1 and (run in WORDS or not is_particle(run)) for run in _RUN.findall(words))


def _forms(
    before: str, left: int, right: int, after: str, insertion: bool, nodes: tuple[int, ...]
) -> Iterator[Exchange]:
    beside = insertion and any(map(str.isalnum, after))
    if beside and not right:
        yield Exchange(before, after, Side.AFTER, nodes)
    elif beside and not left:
        yield Exchange(before, after, Side.BEFORE, nodes)
    else:
        yield Exchange(before, before[:left] + after + before[len(before) - right :], "", nodes)


def _turned(one: Exchange) -> Exchange | None:
    """在“甲”后增加“、乙” for 在“甲、”后增加“乙、”: the same text, as an office says it."""
    mark = one.before[-1:]
    if one.side is not Side.AFTER or mark not in _BETWEEN or not one.after.endswith(mark):
        return None
    return Exchange(one.before[:-1], mark + one.after[:-1], one.side, one.nodes)


def _may_stand_outside(sign: str, *, left: bool) -> bool:
    """Whether what is quoted may begin (or end) with this character where the change itself does not."""
    return sign.isalnum() or sign in (_OPENING if left else _CLOSING) or sign in "%％℃"


def _padded(steps: list[int], other: list[int]) -> list[int]:
    return steps + [steps[-1] if steps else 0] * (len(other) - len(steps))
