"""Two texts put together by choice: for each provision that differs a person says whose wording stands.

For the moment when two people saved at once. Pure: knows nothing of people, only of one text and the other.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from itertools import count

from workflow.text.comparing.compare import Change, Fate, compare
from workflow.text.comparing.keys import carry
from workflow.text.references.cited import Signs, with_signs
from workflow.text.references.renumber import renumber
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import units
from workflow.words import Script


def differences(theirs: Document, mine: Document) -> list[Change]:
    """What differs between two texts, every unit with a key that is the same each time these two texts are compared.

    Gives both documents their keys. What only changed its number or place is left out: there is nothing to choose.
    """
    _give_keys(theirs, mine)
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
    theirs, result = deepcopy(theirs), deepcopy(mine)
    came_or_went = False
    changes = differences(theirs, result)
    order = [unit.key for unit in units(theirs)]  # after the keys were given
    signs = Signs()
    for document in (theirs, result):
        _sign(document, signs)
    for change in changes:
        if choice_key(change) in beside and change.old_keys and change.new_keys:
            _beside(theirs, result, change)
            came_or_went = True
            continue
        if choice_key(change) not in take_theirs:
            continue
        if Fate.INSERTED in change.kinds or not change.old_keys:
            for key in change.new_keys:
                _remove(result.root, key)
            came_or_went = True
        elif Fate.DELETED in change.kinds or not change.new_keys:
            for key in change.old_keys:
                _insert(result, _find(theirs.root, key), _before(order, key))
            came_or_went = True
        else:
            _exchange(theirs, result, change)
            came_or_went = came_or_went or len(change.old_keys) != len(change.new_keys)
    if came_or_went:
        renumber(result)
    labels = {article.key: article.label for article in result.articles()}
    for provision in result.root.walk():
        provision.text = signs.resolve(
            provision.text, lambda key: labels.get(str(key)), result.language == Script.ENGLISH
        )
    return result


def _sign(document: Document, signs: Signs) -> None:
    """Put a sign for the article in place of every reference to one: each text cites by its own numbers."""
    signed = with_signs(document, signs, {id(article): article.key for article in document.articles()})
    for provision in document.root.walk():
        provision.text = signed.get(id(provision), provision.text)


def _give_keys(theirs: Document, mine: Document) -> None:
    numbers = count(1)
    for document in (theirs, mine):
        for provision in document.root.walk():
            provision.key = ""
    carry(None, theirs, lambda: str(next(numbers)))
    carry(theirs, mine, lambda: str(next(numbers)))


def _exchange(theirs: Document, result: Document, change: Change) -> None:
    """Their wording in the first of my places; what I split into more, or they did, follows it."""
    place = _find(result.root, change.new_keys[0])
    source = _find(theirs.root, change.old_keys[0])
    if place is None or source is None:
        return
    place.heading, place.text, place.rows = source.heading, source.text, deepcopy(source.rows)
    own = [one for one in place.children if place.kind in CONTAINERS and _is_unit(one)]
    place.children = [
        deepcopy(one) for one in source.children if not (source.kind in CONTAINERS and _is_unit(one))
    ] + own
    for key in change.new_keys[1:]:
        _remove(result.root, key)
    previous = place.key
    for key in change.old_keys[1:]:
        _insert(result, _find(theirs.root, key), [previous])
        previous = key


def _beside(theirs: Document, result: Document, change: Change) -> None:
    """Their provisions in front of mine, under keys of their own: neither is a wording of the other."""
    place = _find(result.root, change.new_keys[0])
    parent = _parent(result.root, place) if place else None
    if place is None or parent is None:
        return
    at = next(number for number, one in enumerate(parent.children) if one is place)
    copies = [deepcopy(unit) for key in change.old_keys if (unit := _find(theirs.root, key)) is not None]
    for copy in copies:
        for provision in copy.walk():
            provision.key = f"beside {provision.key}"
    parent.children[at:at] = copies


def _is_unit(provision: Provision) -> bool:
    """Whether a child of a container is chosen by itself; loose words and tables go with the container."""
    return provision.kind == Kind.ARTICLE or provision.kind in CONTAINERS


def _before(order: list[str], key: str) -> list[str]:
    """The keys that stand before `key` there, the nearest first."""
    at = order.index(key) if key in order else 0
    return order[:at][::-1]


def _find(root: Provision, key: str) -> Provision | None:
    return next((one for one in root.walk() if one.key == key), None)


def _parent(root: Provision, child: Provision) -> Provision | None:
    return next((one for one in root.walk() if any(below is child for below in one.children)), None)


def _remove(root: Provision, key: str) -> None:
    """Takes a unit out; what a container holds stays, in its place."""
    unit = _find(root, key)
    parent = _parent(root, unit) if unit else None
    if unit is None or parent is None:
        return
    at = next(number for number, one in enumerate(parent.children) if one is unit)
    parent.children[at : at + 1] = unit.children if unit.kind in CONTAINERS else []


def _insert(document: Document, unit: Provision | None, before: list[str]) -> None:
    """Puts a copy of `unit` behind the nearest of `before` that the document has; a container comes without its units."""
    if unit is None:
        return
    copy = deepcopy(unit)
    if copy.kind in CONTAINERS:
        copy.children = [one for one in copy.children if not _is_unit(one)]
    for key in before:
        place = _find(document.root, key)
        if place is None:
            continue
        if place.kind in CONTAINERS and copy.kind == Kind.ARTICLE:
            place.children.insert(0, copy)
            return
        parent = _parent(document.root, place)
        if parent is not None:
            at = next(number for number, one in enumerate(parent.children) if one is place)
            parent.children.insert(at + 1, copy)
            return
    document.root.children.insert(0, copy)
