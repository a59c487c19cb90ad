"""What an approval counts for: one pure function over values, from which the gate, the inbox and each card are read.

For each capacity and item the value that the capacity approved last (before any approval: the base's) must be the head's,
with no request for changes on that value after it. Absence is a value, so deletions, drops and reverts are no special cases.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.review import COVERING, Decision, Ending
from workflow.text.comparing.items import NOTHING, Item, Worded
from workflow.words import Language, Words

#: Stands for the order of the items where otherwise the key of an item stands.
STRUCTURE = ""
#: A language and the key of an item in it, or STRUCTURE.
Key = tuple[Language, str]
#: The texts of one moment by language.
Texts = Mapping[Language, Worded]


class Cause(StrEnum):
    """Why an item is open, or why an approval of other printed characters still counts."""

    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    REORDERED = "reordered"
    ASKED = "asked"
    RENUMBERED = "renumbered"
    FOLLOWED = "followed"
    TYPOGRAPHY = "typography"


CAUSE_WORDS = {
    Cause.CHANGED: Words("文字已改", "its words changed"),
    Cause.INSERTED: Words("新增", "put in"),
    Cause.DELETED: Words("删去", "deleted"),
    Cause.REORDERED: Words("次序或者所属章节已变", "the order changed"),
    Cause.ASKED: Words("要求修改后还没有重新通过", "not approved since changes were asked for"),
    Cause.RENUMBERED: Words("仅序号变动", "only its number changed"),
    Cause.FOLLOWED: Words("仅引用的条号随之变动", "only a reference in it followed"),
    Cause.TYPOGRAPHY: Words("仅标点、空格等排印变动", "only typography changed"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """One recorded decision as the rules need it.

    person  whose decision it is (the principal of a deputy); hands  who had a part in it, the deputy too
    shown   the texts that the page showed; own  what the hands had written of them when they decided
    items   what alone it decides on; None for everything shown
    units   the units for which the capacity was held then
    heard   they were only asked for an opinion then: what they asked for holds nothing up, unless their seat must approve
    ending  withdrawn by its author (as if never made), or dismissed by the chair (blocks no more)
    """

    number: int
    person: int
    hands: frozenset[int]
    capacity: Capacity
    decision: Decision
    round_number: int
    shown: Texts
    own: frozenset[Key] = frozenset()
    ending: Ending | None = None
    items: frozenset[Key] | None = None
    units: frozenset[str] = frozenset()
    heard: bool = False

    def is_about(self, key: Key) -> bool:
        """Whether it decides on an item; a request for the whole text says nothing of the order."""
        if self.items is not None:
            return key in self.items
        return key[0] in self.shown and (key[1] != STRUCTURE or self.decision is not Decision.REQUEST_CHANGES)


@dataclass(frozen=True, slots=True)
class Card:
    """How one item stands with one capacity: open with its cause; or counted, since which round, carried for which cause."""

    language: Language
    key: str
    label: str
    is_open: bool
    cause: Cause | None
    given: Given | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one seat stands. One that is not required is here only while somebody in it asks for changes.

    cards    every item that differs from the base or was decided on, and the order of each language
    decided  a decision that counts was made in this edition
    asking   whose requests for changes stand
    shared   required seats of other capacities that the same hands fill
    """

    seat: Seat
    required: bool
    cards: tuple[Card, ...]
    decided: bool
    asking: tuple[int, ...]
    shared: tuple[Seat, ...] = ()

    @property
    def capacity(self) -> Capacity:
        """The capacity of the seat."""
        return self.seat.capacity

    @property
    def open(self) -> tuple[Card, ...]:
        """What this capacity still has to approve."""
        return tuple(one for one in self.cards if one.is_open) if self.required else ()

    @property
    def counts(self) -> bool:
        """True when nothing is missing from this capacity and nobody in it asks for anything."""
        return not (self.open or self.asking or self.shared) and (self.decided or not self.required)

    @property
    def hands(self) -> frozenset[int]:
        """Everybody with a part in the decisions that count now."""
        return frozenset[int]().union(*(one.given.hands for one in self.cards if one.given and not one.is_open))

    def would_change(self, person: int, own: frozenset[Key]) -> bool:
        """The inbox: whether `person` by approving now, having written `own`, would change what is missing."""
        if person in self.asking:
            return True
        wanted = any((one.language, one.key) not in own for one in self.open)
        other_hands = bool(self.shared) and person not in self.hands
        return self.required and (wanted or other_hands or not (self.decided or self.open))

    def words(self) -> Words:
        """One sentence on what is missing."""
        return _missing(self)


def standings(
    required: Mapping[Seat, Iterable[Language]],
    base: Texts,
    head: Texts,
    given: Sequence[Given],
) -> tuple[Standing, ...]:
    """How every seat stands on `head`, in the order of the capacities.

    required  the seats that must approve → the languages they answer for; `given` is in the order of time
    """
    alive = [one for one in given if one.ending is not Ending.WITHDRAWN]
    found: list[Standing] = []
    for seat in sorted(required, key=lambda one: (list(Capacity).index(one.capacity), one.unit)):
        mine = [one for one in alive if seat.takes(one.capacity, one.units)]
        cards = [card for language in required[seat] for card in _cards(language, base, head, mine)]
        decided = any(one.decision in COVERING for one in mine)
        found.append(Standing(seat, True, tuple(cards), decided, _asking(mine)))
    besides = [one for one in alive if not any(seat.takes(one.capacity, one.units) for seat in required)]
    for capacity in Capacity:
        mine = [one for one in besides if one.capacity is capacity and not _only_heard(one)]
        if asking := _asking(mine):
            found.append(Standing(Seat(capacity), False, (), any(one.decision in COVERING for one in mine), asking))
    return tuple(_sharing(one, found) for one in found)


def _only_heard(one: Given) -> bool:
    return one.heard and one.decision is Decision.REQUEST_CHANGES


def _asking(mine: Iterable[Given]) -> tuple[int, ...]:
    """Whose requests stand, in the order in which they first decided."""
    return tuple(person for person, asked in _requests(mine).items() if asked.stand)


@dataclass(frozen=True, slots=True)
class Requests:
    """What one person asked to have changed and has not lifted: of the whole text, and of single items."""

    whole: bool = False
    items: frozenset[Key] = frozenset()

    @property
    def stand(self) -> bool:
        """Whether anything is asked for."""
        return self.whole or bool(self.items)


def requests_of(given: Sequence[Given], person: int, capacity: Capacity) -> Requests:
    """What `person` asks for in a capacity: an approval of the whole lifts all of it, one of single items what it is about."""
    alive = [one for one in given if one.ending is not Ending.WITHDRAWN and one.capacity is capacity]
    return _requests(alive).get(person, Requests())


def _requests(mine: Iterable[Given]) -> dict[int, Requests]:
    """What each person asks for: never stale, lifted by the person's own later approval or by the chair.

    What was asked of single items is lifted item by item, what was asked of the whole text by an approval of the whole.
    """
    found: dict[int, Requests] = {}
    for one in mine:
        asked = found.get(one.person, Requests())
        if one.decision in COVERING and one.items is None:
            asked = Requests(False, frozenset(key for key in asked.items if key[0] not in one.shown))
        elif one.decision in COVERING:
            asked = Requests(asked.whole, asked.items - (one.items or frozenset()))
        elif one.decision is Decision.REQUEST_CHANGES and one.ending is None:
            asked = Requests(asked.whole or one.items is None, asked.items | (one.items or frozenset()))
        found[one.person] = asked
    return found


def _cards(language: Language, base: Texts, head: Texts, mine: Sequence[Given]) -> Iterable[Card]:
    was, now = base.get(language, NOTHING), head.get(language, NOTHING)
    seen = [(one, one.shown[language]) for one in mine if language in one.shown]
    keys = dict.fromkeys((*now.items, *was.items, *(key for _, text in seen for key in text.items)))
    for key in (*keys, STRUCTURE):
        approved, by, asked = was, None, False
        for one, text in seen:
            if not one.is_about((language, key)):
                continue
            if one.decision in COVERING and (language, key) not in one.own:
                approved, by, asked = text, one, False
            elif one.decision is Decision.REQUEST_CHANGES and is_same(text, now, key):
                asked = True
        if not is_same(approved, now, key):
            yield Card(language, key, _label(key, now, approved), True, _lost(key, approved, now), by)
        elif asked or by:
            cause = Cause.ASKED if asked else _carried(key, approved, now)
            yield Card(language, key, _label(key, now, was), asked, cause, None if asked else by)


def is_same(one: Worded, other: Worded, key: str) -> bool:
    """Whether an item has the same value in two texts; the order is compared on what stands in both."""
    if key == STRUCTURE:
        both = one.items.keys() & other.items.keys()
        return _order(one, both) == _order(other, both)
    item = one.items.get(key)
    return item.is_same(other.items.get(key)) if item else key not in other.items


def _order(text: Worded, keys: set[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(key, tuple(one for one in above if one in keys)) for key, above in text.order if key in keys]


def _sharing(one: Standing, found: Iterable[Standing]) -> Standing:
    """The same with the required seats of other capacities that the same hands fill (a capacity is a second pair of eyes)."""
    shared = tuple(
        other.seat
        for other in found
        if other.capacity is not one.capacity and other.required and one.hands & other.hands
    )
    return Standing(one.seat, one.required, one.cards, one.decided, one.asking, shared if one.required else ())


def authors(language: Language, base: Worded, saves: Iterable[tuple[int, Worded]]) -> dict[Key, frozenset[int]]:
    """Who wrote what: whoever changed or deleted an item in these saves since it last had its base value."""
    found: dict[Key, frozenset[int]] = {}
    before = base
    for person, text in saves:
        for key in {*before.items, *text.items, STRUCTURE}:
            if is_same(base, text, key) and (key != STRUCTURE or text.items.keys() <= base.items.keys()):
                found.pop((language, key), None)
            elif not is_same(before, text, key):
                found[language, key] = found.get((language, key), frozenset()) | {person}
        before = text
    return found


def _lost(key: str, approved: Worded, now: Worded) -> Cause:
    if key == STRUCTURE:
        return Cause.REORDERED
    return Cause.DELETED if key not in now.items else Cause.CHANGED if key in approved.items else Cause.INSERTED


def _carried(key: str, approved: Worded, now: Worded) -> Cause | None:
    """Why an approval counts although other characters are printed; None when the same ones are."""
    was, item = approved.items.get(key), now.items.get(key)
    if was is None or item is None:
        return None
    if was.exact != item.exact:
        return Cause.TYPOGRAPHY if was.plain == item.plain else Cause.FOLLOWED
    return Cause.RENUMBERED if was.label != item.label else None


def _label(key: str, *where: Worded) -> str:
    found: Item | None = next((text.items[key] for text in where if key in text.items), None)
    return found.label if found else ""


def _missing(one: Standing) -> Words:
    name = one.seat.words()
    if one.asking:
        return Words(f"{name.zh}要求修改，尚未解除。", f"{name.en} asked for changes and has not lifted the request.")
    if one.shared:
        others = [other.words() for other in one.shared]
        zh, en = "、".join(other.zh for other in others), " and ".join(other.en for other in others)
        return Words(
            f"{name.zh}与{zh}由同一人审核，须由不同的人分别审核。",
            f"{name.en} and {en} were filled by the same person; different people must decide.",
        )
    if not one.open:
        return Words(f"{name.zh}尚未作出决定。", f"{name.en} has not decided yet.")
    if all(card.key == STRUCTURE for card in one.open):
        return Words(f"{name.zh}尚未确认条文顺序。", f"{name.en} has not confirmed the order of the provisions.")
    named = [_named(card) for card in one.open if card.key != STRUCTURE]
    zh, en = "、".join(words.zh for words in named[:3]), ", ".join(words.en for words in named[:3])
    if len(named) <= 3:
        return Words(f"{name.zh}尚未通过：{zh}。", f"{name.en} has not approved: {en}.")
    return Words(f"{name.zh}尚未通过：{zh}等{len(named)}处。", f"{name.en} has not approved {len(named)} provisions.")


def _named(card: Card) -> Words:
    zh = f"删去{card.label}" if card.cause is Cause.DELETED else card.label
    en = f"{card.label} (deleted)" if card.cause is Cause.DELETED else card.label
    return Words(zh, en)
