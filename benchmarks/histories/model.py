"""What approvals must count for, kept plainly: a journal of what happened to each item, read backwards.

Written apart from the product and sharing nothing with it, so that the two can be held against each other. It knows words,
never digests: whoever plays a history says which words an item has now; typography and numbers that only follow are not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: A language and the name of an item in it.
Place = tuple[str, str]
#: Items in the order of the text, each with the chapter it stands in ("" for none).
Rows = list[tuple[str, str]]


@dataclass
class Entry:
    """One decision: whose, by which hands, as what, what it let pass or asked to change, what it saw."""

    person: int
    hands: frozenset[int]
    capacity: str
    lets_pass: bool
    words: dict[Place, str]
    rows: dict[str, Rows]
    wrote: frozenset[Place]
    #: What alone it is about; None for all it saw.
    only: frozenset[Place] | None = None
    dead: bool = False
    lifted: bool = False


@dataclass
class Journal:
    """One edition from its base on."""

    required: Mapping[str, tuple[str, ...]]
    base: dict[Place, str]
    base_rows: dict[str, Rows]
    #: What is judged: the text of the round while one is read, else what the drafters have.
    words: dict[Place, str] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    writers: dict[Place, set[int]] = field(default_factory=dict)
    #: What the drafters have, seen or not.
    drafted: dict[Place, str] = field(default_factory=dict)
    drafted_rows: dict[str, Rows] = field(default_factory=dict)
    drafted_by: dict[Place, set[int]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.drafted = self.drafted or dict(self.base)
        self.drafted_rows = self.drafted_rows or {language: list(rows) for language, rows in self.base_rows.items()}
        self.put_before_others()

    # What people do -------------------------------------------------------------------------------------------------

    def save(self, person: int, language: str, words: Mapping[str, str], rows: Rows) -> None:
        """`person` saves a text: its items with their words, and how they stand."""
        new = {(language, item): text for item, text in words.items()}
        old = {place: text for place, text in self.drafted.items() if place[0] == language}
        for place in {*new, *old}:
            if new.get(place) != old.get(place):
                self.drafted_by.setdefault(place, set()).add(person)
            if new.get(place) == self.base.get(place):
                self.drafted_by.pop(place, None)
        before, first = self.drafted_rows.get(language, []), self.base_rows.get(language, [])
        if not alike(before, rows):
            self.drafted_by.setdefault((language, ""), set()).add(person)
        if alike(first, rows) and {item for item, _ in rows} <= {item for item, _ in first}:
            self.drafted_by.pop((language, ""), None)
        self.drafted = {place: text for place, text in self.drafted.items() if place[0] != language} | new
        self.drafted_rows[language] = list(rows)

    def put_before_others(self) -> None:
        """What the drafters have becomes what is judged."""
        self.words = dict(self.drafted)
        self.rows = {language: list(rows) for language, rows in self.drafted_rows.items()}
        self.writers = {place: set(people) for place, people in self.drafted_by.items()}

    def decide(
        self,
        person: int,
        hands: Iterable[int],
        capacity: str,
        *,
        lets_pass: bool,
        languages: Iterable[str],
        only: Iterable[Place] | None = None,
    ) -> Entry:
        """A decision on what stands there now, in the languages that were shown, or on single items of it."""
        shown, us = set(languages), frozenset(hands)
        entry = Entry(
            person,
            us,
            capacity,
            lets_pass,
            {place: text for place, text in self.words.items() if place[0] in shown},
            {language: list(rows) for language, rows in self.rows.items() if language in shown},
            frozenset(place for place, people in self.writers.items() if people & us),
            None if only is None else frozenset(only),
        )
        self.entries.append(entry)
        return entry

    # What follows ---------------------------------------------------------------------------------------------------

    def places(self, capacity: str) -> set[Place]:
        """Everything a capacity answers for."""
        languages = set(self.required.get(capacity, ()))
        mine = [entry for entry in self.entries if entry.capacity == capacity and not entry.dead]
        known = {*self.base, *self.words, *(place for entry in mine for place in entry.words)}
        return {place for place in known if place[0] in languages} | {
            (one, "") for one in languages if one in self.rows
        }

    def settled_by(self, capacity: str, place: Place) -> tuple[bool, Entry | None]:
        """Whether an item is settled for a capacity, and by which decision."""
        language, item = place
        for entry in reversed(self.entries):
            if entry.dead or entry.capacity != capacity or language not in entry.rows:
                continue
            if entry.only is not None and place not in entry.only:
                continue
            there, now = entry.rows[language], self.rows[language]
            same = entry.words.get(place) == self.words.get(place) if item else alike(there, now)
            if not entry.lets_pass and same and (item or entry.only is not None):
                return False, None
            if entry.lets_pass and place not in entry.wrote:
                return same, entry if same else None
        if item:
            return self.base.get(place) == self.words.get(place), None
        return alike(self.base_rows.get(language, []), self.rows[language]), None

    def open(self, capacity: str) -> set[Place]:
        """What a capacity still has to approve."""
        return {place for place in self.places(capacity) if not self.settled_by(capacity, place)[0]}

    def asking(self, capacity: str) -> set[int]:
        """Whose requests for changes stand."""
        found = set()
        for number, request in enumerate(self.entries):
            if request.lets_pass or request.dead or request.lifted or request.capacity != capacity:
                continue
            since = [
                entry
                for entry in self.entries[number + 1 :]
                if (entry.person, entry.capacity) == (request.person, capacity) and entry.lets_pass and not entry.dead
            ]
            whole = [entry for entry in since if entry.only is None]
            if request.only is None:
                lifted = bool(whole)
            else:
                lifted = all(
                    any(place[0] in entry.rows for entry in whole)
                    or any(place in (entry.only or ()) for entry in since)
                    for place in request.only
                )
            if not lifted:
                found.add(request.person)
        return found

    def hands(self, capacity: str) -> frozenset[int]:
        """Who has a part in what counts for a capacity."""
        settled = [self.settled_by(capacity, place)[1] for place in self.places(capacity)]
        return frozenset(hand for entry in settled if entry for hand in entry.hands)

    def taken(self, capacity: str, hands: Iterable[int]) -> bool:
        """Whether one of `hands` fills another required capacity."""
        us = set(hands)
        return capacity in self.required and any(
            us & self.hands(other) for other in self.required if other != capacity
        )  # fmt: skip

    def concluded(self) -> bool:
        """Whether nothing at all is missing."""
        capacities = {*self.required, *(entry.capacity for entry in self.entries)}
        if any(self.asking(one) for one in capacities) or any(self.open(one) for one in self.required):
            return False
        passed = {entry.capacity for entry in self.entries if entry.lets_pass and not entry.dead}
        if not set(self.required) <= passed:
            return False
        filled = [self.hands(one) for one in self.required]
        return sum(len(one) for one in filled) == len(frozenset().union(*filled))


def alike(one: Rows, other: Rows) -> bool:
    """Whether what stands in both texts stands in the same order and the same chapters."""
    both = {item for item, _ in one} & {item for item, _ in other}

    def rest(rows: Rows) -> Rows:
        return [(item, chapter if chapter in both else "") for item, chapter in rows if item in both]

    return rest(one) == rest(other)
