"""What a list of staff would do, as values: whom the house knows, who comes, what changes, who is named for an office."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workflow.rules.people.offices import Office
from workflow.rules.roster.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the house knows, as of a day. `joined` is the first day of the present or last employment.

    offices  what they hold, or are to hold
    """

    id: int
    code: str
    number: str
    name: str
    name_en: str
    entity: int
    department: str
    post: str
    closed: bool
    employed: bool
    joined: date | None
    offices: frozenset[Office] = frozenset()


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody who comes. `entity` is the number of an employer, or below 0 one of the plan's new ones."""

    row: int
    number: str
    name: str
    name_en: str
    entity: int
    department: str
    post: str
    joined: date


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of somebody who is known. What stays as it is, is None or False.

    row      of the list; 0 for somebody who is not in it
    link     the employee number that an account is given
    reopen   the first day of the new employment of somebody who comes back
    begin    the first day of an employment that nobody had noted
    name     the new name, Chinese and English
    entity   the new employer
    posting  the new department and post
    left     the last day
    """

    id: int
    row: int
    link: str | None = None
    reopen: date | None = None
    begin: date | None = None
    name: tuple[str, str] | None = None
    entity: int | None = None
    posting: tuple[str, str] | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Offices that a row names and its person does not hold. `id` is 0 for somebody who comes with this list.

    given  True when an administrator ticked them; otherwise nothing is done about them
    """

    row: int
    id: int
    number: str
    name: str
    offices: tuple[Office, ...]
    given: bool

    @property
    def many(self) -> int:
        """How many offices."""
        return len(self.offices)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done.

    joins, changes  in the order of the list, then those who are not in it
    new_employers   names of employers that are made; number -1 is the first
    unchanged       how many rows change nothing
    later           row and day of those who leave after today: nothing is done yet
    gone            rows of people whom the house does not know and who have left already
    aside           rows with which nothing is done, because of a question about them
    stays           numbers of those who are not in the list and stay all the same, because they act
    doubts          what is asked; those that are answered, too
    offices         who is named for offices, whether they are given them or not
    no_offices      row and words of cells that name no office of the product in the column that is for them
    """

    joins: tuple[Join, ...] = ()
    changes: tuple[Change, ...] = ()
    new_employers: tuple[str, ...] = ()
    unchanged: int = 0
    later: tuple[tuple[int, date], ...] = ()
    gone: tuple[int, ...] = ()
    aside: tuple[int, ...] = ()
    stays: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    offices: tuple[Named, ...] = ()
    no_offices: tuple[tuple[int, str], ...] = ()

    @property
    def given(self) -> tuple[Named, ...]:
        """Those who are given offices."""
        return tuple(one for one in self.offices if one.given)

    @property
    def digest(self) -> str:
        """The same for the same plan: SHA-256."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()

    def of(self, what: str) -> list[Change]:
        """The changes in which something happens: "link", "reopen", "name", "left", or "moved" (employer or desk)."""
        if what == "moved":
            return [
                one
                for one in self.changes
                if one.reopen is None and (one.entity is not None or one.posting is not None)
            ]
        return [one for one in self.changes if getattr(one, what) is not None]

    @property
    def is_empty(self) -> bool:
        """True when nothing would be done."""
        return not self.joins and not self.changes and not self.given

    @property
    def people(self) -> int:
        """How many people it concerns."""
        known = {one.id for one in self.changes} | {one.id for one in self.given if one.id}
        return len(self.joins) + len(known)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a list is to be understood.

    entity     the employer of rows that name none
    everybody  employers of whom the list names everybody: who is not in it has left
    answers    to the doubts, by their key
    offices    the numbers of those who are given the offices that the list names them for
    actor      who carries it out; their own account never closes
    """

    entity: int
    today: date
    employers: Mapping[str, int] = field(default_factory=dict)
    everybody: frozenset[int] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    offices: frozenset[str] = frozenset()
    actor: int = 0
