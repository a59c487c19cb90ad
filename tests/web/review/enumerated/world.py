"""A small world in which every situation of a review is visited: one regulation of two articles, and everybody who has a say.

An act is tried by its real verb in a transaction that is rolled back; where a situation is gone on from, it is done again and kept.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from tests.cast import SLUG, enrolled
from tests.web.house import House
from tests.web.review.enumerated.acts import BASE, BEGUN, DECISIONS, SAVES, Try, do, written
from tests.web.stories import Stories
from workflow.lifecycle.acting import Act, Refused, Unusable, capacities_of, delegations_to
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.people import offices, people, units
from workflow.lifecycle.people.people import DEMONSTRATION, person_by_code
from workflow.lifecycle.review import delegating, reviewing
from workflow.records.database.session import writing
from workflow.records.event import last_moment
from workflow.records.person import Entity, Mark, Person
from workflow.records.review import Call, Round
from workflow.rules.people.roles import Capacity, Role
from workflow.web.review import drawn
from workflow.web.shapes import shown_texts

ADDRESS = f"/regulations/{SLUG}/editions/2"
#: Who is asked in every situation; the deputy speaks for legal and for the union, finance for the unit of that name.
PEOPLE = (
    "drafter",
    "writing-reviewer",
    "legal",
    "union",
    "deputy",
    "head",
    "finance",
    "issuer",
    "secretary",
    "employee",
)


def stage(url: str) -> None:
    """The regulation in force, and its amendment before the reviewers."""
    enrolled(url)
    house = Stories(url)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=house.now.date().isoformat()))
    house.create()
    house.save(written(BASE))
    house.submit()
    house.approve("legal")
    house.approve("union")
    house.consult()
    house.issued(SLUG)
    with house.acting("admin") as act:
        units.name_unit(act, "finance", "财务部", "Finance", None, act.today)
    for code, unit in (("head", ""), ("finance", "finance")):
        with house.acting("admin") as act:
            made = people.add_person(
                act,
                code=code,
                name_zh=code,
                name_en=code,
                entity=act.db.exec(select(Entity)).one(),
                roles=frozenset({Role.REVIEWER}),
                capacities=frozenset(),
            )
            offices.grant_office(act, made, Capacity.DEPARTMENT, act.today, unit=unit)
    for giver, capacity in (("legal", Capacity.LEGAL), ("union", Capacity.UNION)):
        with house.acting(giver) as act:
            deputy = act.db.exec(select(Person).where(Person.code == "deputy")).one()
            delegating.delegate(act, deputy, capacity, act.today, act.today + timedelta(days=60))
    house.amend(SLUG)
    house.save(written(BEGUN))
    house.submit(due=house.now.date())
    house.engine.dispose()


class World:
    """The application and the verbs on one database, which is put back to what it was in any situation."""

    def __init__(self, url: str) -> None:
        self.file = Path(url.removeprefix("sqlite:///"))
        self.house = Stories(url)
        with self.house.asking() as act:
            begun = act.db.exec(select(Round.at).order_by(col(Round.at).desc())).first()
        assert begun is not None
        self.begun = begun.astimezone(self.house.now.tzinfo)
        self.house.now = self.begun + timedelta(minutes=1)
        self.web = House(url, variables={"SIGN_IN_IDLE": "168"})
        self.web.clock.now = self.house.now
        self.visitors = {one: self.web.visitor(one) for one in PEOPLE}
        self.pages = self._bytes()

    def _bytes(self) -> list[bytes]:
        self._let_go()
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = self.file.read_bytes()
        return [whole[at : at + 4096] for at in range(0, len(whole), 4096)]

    def _let_go(self) -> None:
        self.house.engine.dispose()
        self.web.engine.dispose()

    def kept(self) -> dict[int, bytes]:
        """What the database differs in from the one at the beginning: its length, and pages by number."""
        now, before = self._bytes(), self.pages
        found = {at: one for at, one in enumerate(now) if at >= len(before) or one != before[at]}
        return {-1: str(len(now)).encode(), **found}

    def put_back(self, kept: dict[int, bytes], days: int) -> None:
        """Make the database what it was, so many days after the beginning; nothing that was remembered of another one is left."""
        self._let_go()
        for one in ("-wal", "-shm"):
            self.file.with_name(self.file.name + one).unlink(missing_ok=True)
        many = int(kept[-1])
        self.file.write_bytes(b"".join(kept.get(at) or self.pages[at] for at in range(many)))
        for memory in (texts._trees, texts._worded, texts._parsed, shown_texts._comparisons, drawn._drawings):
            memory.clear()  # what is remembered is named by numbers, which another branch gives to other words
        with self.house.asking() as act:
            last = last_moment(act.db)
        assert last is not None
        last = last.astimezone(self.begun.tzinfo)
        passed = (last.date() - self.begun.date()).days
        self.house.now = last + timedelta(days=max(0, days - passed), minutes=1)
        self.web.clock.now = self.house.now

    def tries(self) -> list[Try]:
        """Everything that anybody may try here, whether or not they may."""
        with self.house.asking() as act:
            edition = self.house.edition(act)
            decisions = [one.id for one, _ in reviewing.approvals_of(act.db, edition)]
            threads = [(one.comment.id, one.suggestion is not None) for one in talking.threads_of(act.db, edition)]
            calls = list(act.db.exec(select(Call.id).where(Call.edition_id == edition.id)))
            hats = {who: self._hats(act, who) for who in PEOPLE}
        out: list[Try] = []
        for who in PEOPLE:
            for behalf, capacity in hats[who] or [("", Capacity.LEGAL)]:
                named = f"{capacity.value}:"
                out += [Try(who, verb, 0, named, behalf) for verb in DECISIONS]
                out += [
                    Try(who, verb, 0, f"{named}{at}", behalf) for verb in ("approve", "request-changes") for at in "01"
                ]
            out += [Try(who, verb, one) for one in decisions for verb in ("withdraw-decision", "dismiss-request")]
            out += [Try(who, "comment", 0, one) for one in ("question", "blocking")]
            out += [Try(who, verb, number) for number, _ in threads for verb in ("reply", "answer", "resolve")]
            suggested = [number for number, suggests in threads if suggests]
            out += [
                Try(who, verb, one)
                for one in suggested
                for verb in ("accept-written", "decline-written", "written-by-hand")
            ]
            out += [
                Try(who, "call-in", 0, one) for one in ("required:", "opinion:", "required:finance", "opinion:finance")
            ]
            out += [Try(who, verb, one) for one in calls for verb in ("end-call", "hand-on")]
            out += [
                Try(who, one)
                for one in ("suggest", "urge", "submit", "conclude-as-read", "revise", "withdraw", "correct-scope")
            ]
            out += [Try(who, "save", 0, str(at)) for at in range(len(SAVES))]
        return out

    def _hats(self, act: Act, who: str) -> list[tuple[str, Capacity]]:
        person = person_by_code(act.db, who)
        own = [("", one) for one in Capacity if one in capacities_of(act.db, person, act.today)]
        lent = [
            (act.db.get_one(Person, one.from_id).code, one.capacity)
            for one in delegations_to(act.db, person, act.today)
        ]
        return own + lent

    def attempt(self, one: Try, then: Callable[[Act, int], Any]) -> Any:
        """Try something and take it back; what `then` finds where it was done, None where it was refused."""
        with self.house.asking(one.who, behalf=one.behalf or None) as act:
            try:
                number = do(self.house, act, one)
            except (Refused, Unusable):
                return None
            act.db.flush()
            act.db.expire_all()
            return then(act, number)

    def keep(self, one: Try) -> int:
        """Do it; the number of the row that it made."""
        with self.house.acting(one.who, behalf=one.behalf or None) as act:
            number = do(self.house, act, one)
        self.web.clock.now = self.house.now
        return number

    def next_day(self) -> bool:
        """Midnight passes; whether the round was closed by it."""
        self.house.now += timedelta(days=1)
        with self.house.acting(None) as act:
            closed = reviewing.close_overdue(act, self.house.edition(act))
        self.web.clock.now = self.house.now
        return closed
