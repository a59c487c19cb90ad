"""What a list of staff would change: who comes, comes back, leaves, moves, is called otherwise; and what must be asked first.

Pure: the people of the list and those of the house in, a plan out. The same list against the same house gives the same plan,
which is how a second look is told from the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from workflow.rules.people.offices import Office
from workflow.rules.roster import doubts, offices
from workflow.rules.roster.doubts import SAME, Doubt
from workflow.rules.roster.plans import Change, Join, Known, Named, Plan, Terms
from workflow.rules.roster.reading import Person, Understood


def plan(table: Understood, here: Sequence[Known], terms: Terms) -> Plan:
    """What the list would change in the house."""
    return _Planning(table, here, terms).made()


def employer_name(said: str) -> str:
    """The name of an employer as it is compared."""
    return "".join(said.split()).casefold()


class _Planning:
    def __init__(self, table: Understood, here: Sequence[Known], terms: Terms) -> None:
        self.table, self.terms = table, terms
        self.here = {one.id: one for one in here}
        self.by_number = {one.number.casefold(): one for one in here if one.number}
        self.by_code = {one.code.casefold(): one for one in here}
        self.by_bare: dict[str, list[Known]] = {}
        self.by_name: dict[str, list[Known]] = {}
        for one in here:
            if one.number:
                self.by_bare.setdefault(one.number.casefold().lstrip("0"), []).append(one)
            elif not one.closed:
                self.by_name.setdefault(_bare(one.name), []).append(one)
        self.joins: list[Join] = []
        self.changes: list[Change] = []
        self.doubts: list[Doubt] = []
        self.offices: list[Named] = []
        self.no_offices: list[tuple[int, str]] = []
        self.employers: dict[str, int] = {}
        self.asked_employers: set[str] = set()
        self.aside: set[int] = {one.row for one in table.questions if one.row}
        self.present: set[int] = set()
        self.unchanged, self.later, self.gone = 0, list[tuple[int, date]](), list[int]()

    def made(self) -> Plan:
        twice = {person.words("number").casefold() for person in self.table.people if person.row in self.aside}
        for person in self.table.people:
            number = person.words("number").casefold()
            if number and number in twice:
                self.aside.add(person.row)  # of two with one number neither is believed
        for person in self.table.people:
            if person.row in self.aside:
                self._seen(person)
            else:
                self._row(person)
        stays = self._absent()
        return Plan(
            tuple(self.joins),
            tuple(self.changes),
            tuple(self.employers),
            self.unchanged,
            tuple(self.later),
            tuple(self.gone),
            tuple(sorted(self.aside)),
            stays,
            tuple(self.doubts),
            tuple(self.offices),
            tuple(self.no_offices),
        )

    def _seen(self, person: Person) -> None:
        """Somebody in a row that is left aside is in the list all the same, and has not left."""
        known = self.by_number.get(person.words("number").casefold())
        if known is not None:
            self.present.add(known.id)
        elif not person.words("number"):
            name = _bare(person.words("name"))
            self.present |= {one.id for one in self.here.values() if _bare(one.name) == name}

    def _row(self, person: Person) -> None:
        entity = self._employer(person)
        known = self._whom(person)
        if known == "aside" or entity is None:
            self.aside.add(person.row)
            self._seen(person)
        elif isinstance(known, Known):
            if known.id in self.present:  # an account that another row was linked with
                self.aside.add(person.row)
                return
            self.present.add(known.id)
            self._change(person, known, entity)
        else:
            self._join(person, entity)

    def _employer(self, person: Person) -> int | None:
        """The employer that a row names; None while it is not known which one that is."""
        said = person.words("entity")
        if not said:
            return self.terms.entity
        name = employer_name(said)
        if name in self.terms.employers:
            return self.terms.employers[name]
        doubt = doubts.employer(name, said, self.terms.answers)
        if name not in self.asked_employers:
            self.asked_employers.add(name)
            self.doubts.append(doubt)
        if doubt.chosen == doubts.NEW:
            if said not in self.employers:
                self.employers[said] = -len(self.employers) - 1
            return self.employers[said]
        return int(doubt.chosen) if doubt.chosen.isdecimal() else None

    def _whom(self, person: Person) -> Known | str:
        """The person of a row: known, "" for somebody new, "aside" while that is in doubt."""
        number, name = person.words("number"), person.words("name")
        known = self.by_number.get(number.casefold())
        if known is not None:
            if _bare(known.name) == _bare(name) or _renamed(known, person):
                return known
            return self._asked(doubts.other_name(person, known.name, self.terms.answers), {SAME: known})
        near = self.by_bare.get(number.casefold().lstrip("0"), [])
        if near:
            several = {f"{SAME}:{one.id}": one for one in near}
            said = {key: (one.number, one.name) for key, one in several.items()}
            return self._asked(doubts.zeros(person, said, self.terms.answers), several)
        account = self.by_code.get(number.casefold())
        if account is not None and not account.number:
            if _bare(account.name) == _bare(name):
                return account
            return self._asked(doubts.account(person, account.name, self.terms.answers), {SAME: account})
        if account is not None:  # an account called like this number, of somebody with another number
            return self._asked(doubts.taken(person, account.number, self.terms.answers), {})
        namesakes = self.by_name.get(_bare(name), [])
        if namesakes and not _has_left(person, self.terms.today):
            several = {f"{SAME}:{one.id}": one for one in namesakes}
            said = {key: (one.code, one.name) for key, one in several.items()}
            return self._asked(doubts.namesake(person, said, self.terms.answers), several)
        return ""

    def _asked(self, doubt: Doubt, several: Mapping[str, Known]) -> Known | str:
        self.doubts.append(doubt)
        if doubt.chosen in several:
            return several[doubt.chosen]
        if doubt.chosen == doubts.NEW:
            return ""
        self.present |= {one.id for one in several.values()}  # while it may be they, they have not left
        return "aside"

    def _join(self, person: Person, entity: int) -> None:
        left = person.day("left")
        if _has_left(person, self.terms.today):
            self.gone.append(person.row)
            return
        if left is not None:
            self.later.append((person.row, left))
        name = person.words("name")
        self.joins.append(
            Join(
                person.row,
                person.words("number"),
                name,
                person.words("name_en") or name,
                entity,
                person.words("department"),
                person.words("post"),
                person.day("joined") or self.terms.today,
            )
        )
        self._offices(person, 0, frozenset())

    def _change(self, person: Person, known: Known, entity: int) -> None:
        left, today = person.day("left"), self.terms.today
        link = None if known.number else person.words("number")
        if left is not None and left <= today:
            if known.closed or known.id == self.terms.actor:
                self.unchanged += 1
            else:
                self.changes.append(Change(known.id, person.row, link, left=left))
            return
        if left is not None:
            self.later.append((person.row, left))
        joined = person.day("joined")
        found = Change(
            known.id,
            person.row,
            link,
            reopen=(joined if joined and joined > (known.joined or joined) else today) if known.closed else None,
            begin=(joined or today) if not known.employed and not known.closed else None,
            name=self._name(person, known),
            entity=entity if (person.words("entity") or known.closed) and entity != known.entity else None,
            posting=_posting(person, known),
        )
        if found == Change(known.id, person.row):
            self.unchanged += 1
        else:
            self.changes.append(found)
        self._offices(person, known.id, known.offices)

    def _offices(self, person: Person, known: int, held: frozenset[Office]) -> None:
        """What a row names in the column of offices, and in that of posts where the words are an office's own."""
        own, others = offices.named(person.words("office"))
        by_post, _ = offices.named(person.words("post"))
        self.no_offices += [(person.row, words) for words in others]
        wanted = tuple(one for one in dict.fromkeys((*own, *by_post)) if one not in held)
        if wanted:
            number = person.words("number")
            given = number.casefold() in self.terms.offices
            self.offices.append(Named(person.row, known, number, person.words("name"), wanted, given))

    @staticmethod
    def _name(person: Person, known: Known) -> tuple[str, str] | None:
        name, english = person.words("name"), person.words("name_en")
        same = _bare(name) == _bare(known.name)
        if same and (not english or english == known.name_en):
            return None
        has_english = known.name_en != known.name
        return (known.name if same else name), english or (known.name_en if same and has_english else name)

    def _absent(self) -> tuple[int, ...]:
        """Those who belong to an employer of whom everybody is named, and are not."""
        stays = []
        for one in self.here.values():
            if not one.number or one.closed or one.id in self.present or one.entity not in self.terms.everybody:
                continue
            if one.id == self.terms.actor:
                stays.append(one.id)
            else:
                self.changes.append(Change(one.id, 0, left=self.terms.today - timedelta(days=1)))
        return tuple(stays)


def _posting(person: Person, known: Known) -> tuple[str, str] | None:
    found = person.words("department") or known.department, person.words("post") or known.post
    return None if found == (known.department, known.post) else found


def _has_left(person: Person, today: date) -> bool:
    left = person.day("left")
    return left is not None and left <= today


def _renamed(known: Known, person: Person) -> bool:
    """True when another name under the same number is surely the same person's: more than half of it stayed, or the day of
    joining is the same. Anything else is asked: numbers do change hands."""
    if known.joined is not None and known.joined == person.day("joined"):
        return True
    one, other = list(_bare(known.name)), list(_bare(person.words("name")))
    longest, same = max(len(one), len(other)), 0
    for letter in one:
        if letter in other:
            other.remove(letter)
            same += 1
    return 2 * same > longest


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
