"""Two texts put together by choice: for each provision that differs a person says whose wording stands.

For the moment when two people saved at once. Pure: knows nothing of people, only of one text and the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import count

from workflow.text.comparing.compare import Change, Fate, compare
from workflow.text.comparing.keys import carry
from workflow.text.given import unkeyed, worded
from workflow.text.references.cited import Signs, with_signs
from workflow.text.references.renumber import renumber
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import units
from workflow.text.workpiece import Workpiece, opened
from workflow.words import Script


def differences(theirs: Document, mine: Document) -> list[Change]:
    """What differs between two texts, every unit with a key that is the same each time these two texts are compared.

    What only changed its number or place is left out: there is nothing to choose.
    """
    return differing(*named(theirs, mine))


def differing(theirs: Document, mine: Document) -> list[Change]:
    """The same of two texts that have the keys of `named`."""
    plain = {Fate.UNCHANGED, Fate.RENUMBERED, Fate.MOVED}
    return [one for one in compare(theirs, mine).changes if not set(one.kinds) <= plain]


def choice_key(change: Change) -> str:
    """The name of a difference in a form: the key of its unit."""
    return next(key for key in (*change.new_keys, *change.old_keys) if key)


def compose(theirs: Document, mine: Document, take_theirs: Collection[str], beside: Collection[str] = ()) -> Document:
    """`mine` with the wording of `theirs` for the differences named in `take_theirs`. Neither text is changed.

    take_theirs  names from `choice_key`; a provision only they have comes in after the one it follows there, one only I
                 have goes out; then the numbers are computed anew when any provision came or went
    beside       names of differences in which each has a provision of its own: theirs comes in before mine
    """
    theirs, mine = named(theirs, mine)
    came_or_went = False
    order = [unit.key for unit in units(theirs)]
    signs = Signs()
    known = {one.key: one for one in signed(theirs, signs).root.walk()}
    result = opened(signed(mine, signs).root)
    for change in differing(theirs, mine):
        if choice_key(change) in beside and change.old_keys and change.new_keys:
            _beside(known, result, change)
            came_or_went = True
            continue
        if choice_key(change) not in take_theirs:
            continue
        if Fate.INSERTED in change.kinds or not change.old_keys:
            for key in change.new_keys:
                take_out(result, key)
            came_or_went = True
        elif Fate.DELETED in change.kinds or not change.new_keys:
            for key in change.old_keys:
                insert_behind(result, known.get(key), _before(order, key))
            came_or_went = True
        else:
            _exchange(known, result, change)
            came_or_went = came_or_went or len(change.old_keys) != len(change.new_keys)
    document = Document(mine.language, result.closed())
    if came_or_went:
        document = renumber(document).document
    labels = {article.key: article.label for article in document.articles()}
    english = document.language == Script.ENGLISH
    return worded(
        document,
        {
            id(unit): signs.resolve(unit.text, lambda key: labels.get(str(key)), english)
            for unit in document.root.walk()
        },
    )


def signed(document: Document, signs: Signs) -> Document:
    """`document` with a sign for the article in place of every reference to one: each text cites by its own numbers."""
    return worded(document, with_signs(document, signs, {id(article): article.key for article in document.articles()}))


def named(theirs: Document, mine: Document) -> tuple[Document, Document]:
    """Two texts with keys by which their units are told, the same each time; keys that they had are left out."""
    numbers = count(1)
    theirs, _ = carry(None, theirs, lambda: str(next(numbers)))
    mine, _ = carry(theirs, unkeyed(mine), lambda: str(next(numbers)))
    return theirs, mine


def _exchange(theirs: Mapping[str, Provision], result: Workpiece, change: Change) -> None:
    """Their wording in the first of my places; what I split into more, or they did, follows it."""
    place = _find(result, change.new_keys[0])
    source = theirs.get(change.old_keys[0])
    if place is None or source is None:
        return
    wording = opened(source)
    place.heading, place.text, place.rows = wording.heading, wording.text, wording.rows
    own = [one for one in place.children if place.kind in CONTAINERS and _is_unit(one)]
    place.children = [one for one in wording.children if not (wording.kind in CONTAINERS and _is_unit(one))] + own
    for key in change.new_keys[1:]:
        take_out(result, key)
    previous = place.key
    for key in change.old_keys[1:]:
        insert_behind(result, theirs.get(key), [previous])
        previous = key


def _beside(theirs: Mapping[str, Provision], result: Workpiece, change: Change) -> None:
    """Their provisions in front of mine, under keys of their own: neither is a wording of the other."""
    place = _find(result, change.new_keys[0])
    parent = _parent(result, place) if place else None
    if place is None or parent is None:
        return
    at = next(number for number, one in enumerate(parent.children) if one is place)
    copies = [opened(theirs[key]) for key in change.old_keys if key in theirs]
    for copy in copies:
        for provision in copy.walk():
            provision.key = f"beside {provision.key}"
    parent.children[at:at] = copies


def _is_unit(provision: Workpiece) -> bool:
    """Whether a child of a container is chosen by itself; loose words and tables go with the container."""
    return provision.kind == Kind.ARTICLE or provision.kind in CONTAINERS


def _before(order: list[str], key: str) -> list[str]:
    """The keys that stand before `key` there, the nearest first."""
    at = order.index(key) if key in order else 0
    return order[:at][::-1]


def _find(root: Workpiece, key: str) -> Workpiece | None:
    return next((one for one in root.walk() if one.key == key), None)


def _parent(root: Workpiece, child: Workpiece) -> Workpiece | None:
    return next((one for one in root.walk() if any(below is child for below in one.children)), None)


def take_out(root: Workpiece, key: str) -> None:
    """Takes a unit out; what a container holds stays, in its place."""
    unit = _find(root, key)
    parent = _parent(root, unit) if unit else None
    if unit is None or parent is None:
        return
    at = next(number for number, one in enumerate(parent.children) if one is unit)
    parent.children[at : at + 1] = unit.children if unit.kind in CONTAINERS else []


def insert_behind(root: Workpiece, unit: Provision | None, before: list[str]) -> None:
    """Puts a copy of `unit` behind the nearest of `before` that the text has; a container comes without its units."""
    if unit is None:
        return
    copy = opened(unit)
    if copy.kind in CONTAINERS:
        copy.children = [one for one in copy.children if not _is_unit(one)]
    for key in before:
        place = _find(root, key)
        if place is None:
            continue
        if place.kind in CONTAINERS and copy.kind == Kind.ARTICLE:
            place.children.insert(0, copy)
            return
        parent = _parent(root, place)
        if parent is not None:
            at = next(number for number, one in enumerate(parent.children) if one is place)
            parent.children.insert(at + 1, copy)
            return
    root.children.insert(0, copy)
