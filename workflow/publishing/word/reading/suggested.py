"""The tracked changes of a file as suggestions: which belong together, and in which provision each was made.

A place is found through the file itself: a paragraph that stands in the text before and after the changes is the same
paragraph. Nothing is recognised by what it says, so nothing lands on a provision that merely reads alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from workflow.publishing.word.reading.document import WordText
from workflow.publishing.word.reading.tracked import TrackedChange
from workflow.text.comparing.keys import carry
from workflow.text.merging.proposing import Proposal
from workflow.text.reading.parse import parse
from workflow.text.tree import Document
from workflow.text.units import Unit, units

#: Characters shown on either side of a change.
AROUND = 40


class Places:
    """Which provision of the text sent out a line of the file belongs to."""

    def __init__(self, read: WordText, sent: Document) -> None:
        self._read = read
        fresh = iter(range(1_000_000_000))
        before, _ = carry(sent, parse(read.rejected).document, lambda: f"?{next(fresh)}")
        self._known = {unit.key for unit in units(sent)}
        self._before, self._after = units(before), units(parse(read.text).document)
        self._old_starts = [unit.provision.line for unit in self._before]
        self._starts = [unit.provision.line for unit in self._after]
        self.kept = set(read.shared.values())

    def old(self, line: int) -> Unit | None:
        """The unit at a line of the text with all changes rejected."""
        return _at(self._before, self._old_starts, line)

    def new(self, line: int) -> tuple[Unit | None, Unit | None]:
        """The unit at a line of the text with all accepted: as it was before the changes (None for a new one), and as it is."""
        unit = _at(self._after, self._starts, line)
        if unit is None:
            return None, None
        # The words right above tell the provision, even where its head does not read as one any more, or where a new
        # unit above them has only cut it in two.
        was = self._standing(range(line, unit.provision.line - 1, -1))
        return (self.old(was) if was else None), unit

    def standing_before(self, line: int) -> Unit | None:
        """The nearest unit above a line of the text with all accepted that stood in the text before."""
        was = self._standing(range(line, 0, -1))
        return self.old(was) if was else None

    def _standing(self, lines: Iterable[int]) -> int | None:
        """The line of the text before of the first of `lines` that stood there."""
        return next(filter(None, map(self._read.shared.get, lines)), None)

    def key(self, unit: Unit | None) -> str:
        """The permanent key of a unit of the text before; "" for one that the text sent out does not have."""
        return unit.key if unit is not None and unit.key in self._known else ""


def suggested(read: WordText, sent: Document) -> list[Proposal]:
    """The tracked changes of a returned file, in its order, each in its provision of the text that was `sent` (with keys).

    The words of one provision that came or went as a whole are one suggestion, and so are both halves of a move and the
    cells of one row.
    """
    places = Places(read, sent)
    return [_proposal(group, read, places) for group in _together(read, places)]


def _together(read: WordText, places: Places) -> list[list[int]]:
    """The places of the changes, those that only make sense together in one list."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, change in enumerate(read.changes):
        groups.setdefault(_bond(at, change, places), []).append(at)
    return list(groups.values())


def _bond(at: int, change: TrackedChange, places: Places) -> tuple[object, ...]:
    """What changes must share to be one."""
    if change.move:
        return ("move", change.author, change.move)
    if change.row:
        return ("row", change.author, change.row)
    if change.whole and change.kind == "insert":
        was, unit = places.new(change.line)
        if was is None and unit is not None:
            return ("new unit", change.author, unit.provision.line)
    if change.whole and change.kind == "delete":
        unit = places.old(change.old_line)
        if unit is not None and _goes_whole(unit, places):
            return ("old unit", change.author, unit.provision.line)
    if change.whole:
        return ("paragraph", change.author, change.paragraph)
    return ("alone", at)


def _goes_whole(unit: Unit, places: Places) -> bool:
    """Whether no word of the first line of a unit stands in both texts."""
    return unit.provision.line not in places.kept


def _proposal(group: list[int], read: WordText, places: Places) -> Proposal:
    changes = [read.changes[at] for at in group]
    key, label, is_new = _where(changes, places)
    before, old, new, after = _words(changes, read)
    return Proposal(
        changes=tuple(group),
        act=_act(changes),
        key=key,
        label=label,
        author=changes[0].author,
        made_at=changes[0].at,
        is_new=is_new,
        before=before,
        old=old,
        new=new,
        after=after,
    )


def _where(changes: list[TrackedChange], places: Places) -> tuple[str, str, bool]:
    """Key and label of the provision that a suggestion is made in, and whether it is a new one."""
    change = next((one for one in changes if one.old or not one.whole), changes[0])
    if change.old or not change.whole:
        unit = places.old(change.old_line)
    else:
        unit, new = places.new(change.line)
        if unit is None and new is not None:
            return places.key(places.standing_before(change.line)), new.label, True
    return places.key(unit), unit.label if unit else "", False


def _act(changes: list[TrackedChange]) -> str:
    kinds = {change.kind for change in changes}
    if changes[0].row and not kinds & {"move", "list"}:  # an empty cell has nothing but its end
        came, went = kinds & {"insert", "split"}, kinds & {"delete", "join"}
        kinds = {"insert"} if came == kinds else {"delete"} if went == kinds else kinds
    return kinds.pop() if len(kinds) == 1 else "replace"


def _words(changes: list[TrackedChange], read: WordText) -> tuple[str, str, str, str]:
    """The words around, those that went and those that came."""
    then, now = read.rejected.split("\n"), read.text.split("\n")
    first = changes[0]
    if first.row or first.move or first.whole:
        old = dict.fromkeys(change.old_line for change in changes if change.old)
        new = dict.fromkeys(change.line for change in changes if change.new)
        went = (_part(then[at - 1], at, "old", first.author, read) for at in old)
        came = (_part(now[at - 1], at, "new", first.author, read) for at in new)
        return "", "\n".join(went), "\n".join(came), ""
    line, start = then[first.old_line - 1], first.old_start
    if first.kind == "list":
        return "", first.old, first.new, line.removeprefix(first.old)[:AROUND]
    end = start + len(first.old.rstrip("\n"))
    return line[max(0, start - AROUND) : start], first.old, first.new, line[end : end + AROUND]


def _part(words: str, at: int, side: Literal["old", "new"], author: str, read: WordText) -> str:
    """A line that came or went; where several authors wrote it, what this one did, behind the number of the line."""
    if side == "old":
        here = [(one.old_start, one.author, one.old) for one in read.changes if one.old and one.old_line == at]
    else:
        here = [(one.start, one.author, one.new) for one in read.changes if one.new and one.line == at]
    if len({whose for _, whose, _ in here}) < 2:
        return words
    return words[: min(start for start, _, _ in here)] + " … ".join(said for _, whose, said in here if whose == author)


def _at(row: list[Unit], starts: list[int], line: int) -> Unit | None:
    """The unit whose lines `line` is among."""
    found = bisect_right(starts, line)
    return row[found - 1] if found else None
