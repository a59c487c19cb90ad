"""Exchanges of words in one unit, all in the words it had before: 甲 becomes 乙 and 乙 becomes 丙, and 甲 never becomes 丙."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.said.finding_words import exchanged
from workflow.text.amending.said.operations import CannotCarry
from workflow.text.workpiece import Workpiece


@dataclass(slots=True)
class Edit:
    """`after` comes in the place of `start` to `end`; `item` is who says so."""

    start: int
    end: int
    after: str
    item: int = 0


@dataclass(slots=True)
class _Words:
    before: str  # as an act found them
    now: str  # as the edits made them
    unit: Workpiece  # held, so that its id stays its own
    edits: list[Edit] = field(default_factory=list)


def core(text: str, span: tuple[int, int], after: str, item: int = 0) -> Edit:
    """What an exchange changes: words that stand the same at both ends only tell the place."""
    start, end = span
    before = text[start:end]
    most = min(len(before), len(after))
    left = next((k for k in range(most) if before[k] != after[k]), most)
    right = next((k for k in range(most - left) if before[-1 - k] != after[-1 - k]), most - left)
    return Edit(start + left, end - right, after[left : len(after) - right], item)


def meeting(one: Edit, edits: list[Edit]) -> Edit | None:
    """The edit that changes the same words as `one`, or comes in at the same point."""
    return next((other for other in edits if _meet((one.start, one.end), (other.start, other.end))), None)


def made(text: str, edits: list[Edit]) -> str:
    """`text` with all `edits`, none of which meet."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = exchanged(text, [(edit.start, edit.end)], edit.after)
    return text


#: The words of a unit that can change: its text, its heading, or one cell of its table.
Slot = str | tuple[int, int]


class Edits:
    """The exchanges of one act, by the words they change."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, Slot], _Words] = {}

    def before(self, unit: Workpiece, slot: Slot = "text") -> str:
        """The words of `unit` as the act found them, or as they were made anew since."""
        return self._words(unit, slot).before

    def change(self, unit: Workpiece, spans: list[tuple[int, int]], after: str, item: int, slot: Slot = "text") -> None:
        """Puts `after` in the place of each span of the words before. CannotCarry where two changes meet."""
        words = self._words(unit, slot)
        for span in spans:
            edit = core(words.before, span, after, item)
            if (other := meeting(edit, words.edits)) is not None:
                start = max(edit.start, other.start)
                met = words.before[start : start + 20]
                raise CannotCarry(f"有两处修改涉及同样的文字“{met}”", f"two changes meet in the words “{met}”")
            words.edits.append(edit)
        words.now = made(words.before, words.edits)
        _write(unit, slot, words.now)

    def forget(self, item: int) -> None:
        """Strikes out what `item` changed, once its units have their words back."""
        for words in self._known.values():
            if any(edit.item == item for edit in words.edits):
                words.edits = [edit for edit in words.edits if edit.item != item]
                words.now = made(words.before, words.edits)

    def _words(self, unit: Workpiece, slot: Slot) -> _Words:
        now = _read(unit, slot)
        words = self._known.get((id(unit), slot))
        if words is None or words.now != now:
            words = self._known[id(unit), slot] = _Words(now, now, unit)
        return words


def _read(unit: Workpiece, slot: Slot) -> str:
    if isinstance(slot, tuple):
        return unit.rows[slot[0]][slot[1]]
    return unit.text if slot == "text" else unit.heading


def _write(unit: Workpiece, slot: Slot, words: str) -> None:
    if isinstance(slot, tuple):
        unit.rows[slot[0]][slot[1]] = words
    elif slot == "text":
        unit.text = words
    else:
        unit.heading = words


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    if one[0] == one[1] and other[0] == other[1]:
        return one == other
    if one[0] == one[1] or other[0] == other[1]:
        (point, _), (start, end) = (one, other) if one[0] == one[1] else (other, one)
        return start < point < end
    return one[0] < other[1] and other[0] < one[1]
