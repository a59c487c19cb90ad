"""Changes that somebody suggests, each in one provision: what a suggestion is, and those that nobody tracked.

Pure: knows texts, nothing of files, people or what became of a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from workflow.text.comparing.compare import Fate, compare
from workflow.text.merging.choosing import choice_key, compose, differences, differing, named
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.text.units import units


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that can be accepted or declined by itself.

    changes  what it is made of: places of tracked changes in the file, or of an untracked difference, from 0
    act      insert, delete, replace, move, split, join, list
    key      permanent key of the provision it changes; of a new provision: of the one it follows, "" before all
    label    what the provision is called where the change was made; of a new one its own label there
    is_new   True when it puts in a provision that was not there
    before, old, new, after   the words that went and came, between those around them; lines by line feeds
    """

    changes: tuple[int, ...]
    act: str
    key: str
    label: str
    author: str = ""
    made_at: datetime | None = None
    is_new: bool = False
    before: str = ""
    old: str = ""
    new: str = ""
    after: str = ""


def untracked(sent: Document, came_back: str, printed_note: str = "") -> list[Proposal]:
    """What differs between a text that was sent out and the one that came back, unit by unit; nobody signed these.

    sent          with its permanent keys; it is not changed
    printed_note  the title note that the sent file carried although the text has none: no difference
    `changes` of each is its one place among the differences, as `taken_over` takes it.
    """
    theirs, mine = named(parse(came_back).document, parse(write(sent)).document)
    permanent = {id(own.provision): unit.key for own, unit in zip(units(mine), units(sent), strict=True)}
    found = differing(theirs, mine)
    by_name = {unit.key: permanent[id(unit.provision)] for unit in units(mine)}
    out, before, anchors = [], "", {}
    for unit in units(theirs):
        anchors[id(unit.provision)] = before
        before = by_name.get(unit.key, before)
    for place, change in enumerate(found):
        if change.unit == Kind.NOTE and not change.news and _bare(change.old_text) == _bare(printed_note):
            continue
        units_mine, units_theirs = change.news, change.olds
        anchor = units_mine[0] if units_mine else units_theirs[0]
        out.append(
            Proposal(
                changes=(place,),
                act="replace" if units_mine and units_theirs else "insert" if units_theirs else "delete",
                key=permanent[id(anchor.provision)] if units_mine else anchors[id(anchor.provision)],
                label="、".join(unit.label for unit in units_mine or units_theirs),
                is_new=not units_mine,
                old=change.new_text,
                new=change.old_text,
            )
        )
    return out


def taken_over(sent: str, came_back: str, places: Collection[int]) -> str:
    """`sent` with some of the differences of `came_back`: the canonical text. `places` are those of `untracked`.

    Raises IndexError for a place that is none.
    """
    theirs, mine = parse(came_back).document, parse(sent).document
    found = differences(theirs, mine)
    names = {choice_key(found[place]) for place in places}
    return write(compose(theirs, mine, names))


def moved_untracked(sent: str, came_back: str) -> list[str]:
    """Labels of the provisions that only stand elsewhere in the text that came back; those are put in place by hand."""
    changes = compare(parse(sent).document, parse(came_back).document).changes
    plain = {Fate.MOVED, Fate.RENUMBERED}
    return [change.old[0] for change in changes if Fate.MOVED in change.kinds and set(change.kinds) <= plain]


def _bare(note: str) -> str:
    return "".join(note.split()).strip("（）()")
