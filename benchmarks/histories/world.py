"""The enterprise of the trial on a database in memory: its people, texts in force, and acts through the verbs or HTTP."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from benchmarks.histories.drafts import BASE, written
from workflow import paths
from workflow.config import Settings
from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.people import people
from workflow.lifecycle.review import delegating
from workflow.records import migrations
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.person import Entity, Mark, Person
from workflow.records.regulation import Edition, Regulation
from workflow.rules.entry.paper_facts import PaperFacts
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.procedure import parse_procedure
from workflow.web.app import create_app
from workflow.words import Language

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 2, 9, tzinfo=ZONE)
PROCEDURE = parse_procedure((paths.policies() / "procedure.toml").read_text(encoding="utf-8"))
#: How many texts in force one database has: one for each history that is played on it.
TEXTS = 100
D, R = Role.DRAFTER, Role.REVIEWER
PEOPLE: dict[str, tuple[set[Role], set[Capacity]]] = {
    "drafter": ({D}, set()),
    "second": ({D}, set()),
    "writer": ({D, R}, {Capacity.LEGAL}),
    "legal": ({R}, {Capacity.LEGAL}),
    "legal2": ({R}, {Capacity.LEGAL}),
    "union": ({R}, {Capacity.UNION}),
    "union2": ({R}, {Capacity.UNION}),
    "deputy": ({R}, set()),
    "department": ({R}, {Capacity.DEPARTMENT}),
    "chair": ({Role.ISSUER, Role.SECRETARY}, set()),
    "admin": ({Role.ADMIN}, set()),
}
#: Who may decide for whom.
DELEGATIONS = (("union", "deputy", Capacity.UNION), ("legal", "union2", Capacity.LEGAL))
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class World:
    """One database with `TEXTS` texts in force, a clock, and browsers of its people."""

    def __init__(self, file: Path, template: Path | None = None) -> None:
        self.file = file
        self.now = MORNING
        if template is not None:
            shutil.copyfile(template, file)
        self.engine = make_engine(f"sqlite:///{file}")
        if template is None:
            self._begin()
        with reading(self.engine) as db:
            self.ids = {one.code: one.id or 0 for one in db.exec(select(Person))}
        self.names = {number: code for code, number in self.ids.items()}
        self._clients: dict[str, FlaskClient] = {}
        self._app: Flask | None = None

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.file}{end}").unlink(missing_ok=True)

    def act(self, db: Session, who: str, behalf: str = "") -> Act:
        """An act of `who` in this transaction."""
        principal = db.get_one(Person, self.ids[behalf]) if behalf else None
        return Act(db, db.get_one(Person, self.ids[who]), self.now, ZONE, PROCEDURE, principal)

    @property
    def today(self) -> date:
        """The day on which the next act happens."""
        return self.now.astimezone(ZONE).date()

    def tick(self) -> None:
        """A minute passes."""
        self.now += timedelta(minutes=1)

    def _begin(self) -> None:
        migrations.upgrade(self.engine)
        with writing(self.engine) as db:
            act = Act(db, None, self.now - timedelta(days=30), ZONE, PROCEDURE)
            company = Entity(code="hq", name_zh="公司", name_en="The Company")
            db.add(company)
            db.add(Mark(name=people.DEMONSTRATION, value="a trial"))
            db.flush()
            for code, (roles, capacities) in PEOPLE.items():
                people.enrol(
                    act,
                    code=code,
                    name_zh=code,
                    name_en=code,
                    entity=company,
                    roles=frozenset(roles),
                    capacities=frozenset(capacities),
                )
        with reading(self.engine) as db:
            self.ids = {one.code: one.id or 0 for one in db.exec(select(Person))}
        for principal, deputy, capacity in DELEGATIONS:
            with writing(self.engine) as db:
                act = self.act(db, principal)
                to = people.person_by_code(db, deputy)
                if to is None:
                    raise ValueError(deputy)
                delegating.delegate(act, to, capacity, act.today, act.today + timedelta(days=90))
        with writing(self.engine) as db:
            for number in range(TEXTS):
                self._enter(self.act(db, "chair"), f"benefits-{number}")

    def _enter(self, act: Act, slug: str) -> None:
        facts = PaperFacts(adopted_on=date(2019, 5, 6), session="职工大会", effective=date(2019, 7, 1))
        place = entering.Named(slug, f"福利办法{slug}", f"Benefits {slug}")
        edition = entering.enter(act, place, written(BASE, "zh"), facts)
        english = tuple(part for part in BASE if part.name != "x")
        storing.store(act, edition, Language.EN, storing.settled(written(english, "en")), None, "")
        drafting.amend(self.act(act.db, "drafter"), regulation(act.db, slug))

    # By HTTP ---------------------------------------------------------------------------------------------------------

    def browser(self, who: str) -> FlaskClient:
        """The browser of `who`, signed in."""
        if self._app is None:
            settings = Settings.from_environ(
                {
                    "SESSION_KEY": "a key for trials that is long enough to be one",
                    "DATABASE_URL": f"sqlite:///{self.file}",
                }
            )
            self._app = create_app(settings, self.engine, lambda: self.now)
        if who not in self._clients:
            client = self._app.test_client()
            token = _TOKEN.search(client.get("/sign-in").text)
            answer = client.post(
                "/demonstration/sign-in", data={"csrf_token": unescape(token[1]) if token else "", "person": who}
            )
            if answer.status_code != 302:
                raise ValueError(f"{who} cannot sign in: {answer.status_code}")
            self._clients[who] = client
        return self._clients[who]

    def page(self, who: str, address: str) -> str:
        """A page as `who` sees it, who signs in again when the clock of the trial has ended their sign-in."""
        answer = self.browser(who).get(address)
        if answer.status_code == 302 and "/sign-in" in answer.headers["Location"]:
            del self._clients[who]
            answer = self.browser(who).get(address)
        if answer.status_code != 200:
            raise ValueError(f"{address} answers {answer.status_code}")
        return answer.text

    def post(self, who: str, address: str, page: str, fields: dict[str, str]) -> int:
        """Send a form of `page`; the status of the answer."""
        token = _TOKEN.search(page)
        data = {"csrf_token": unescape(token[1]) if token else "", **fields}
        return self.browser(who).post(address, data=data).status_code


def regulation(db: Session, slug: str) -> Regulation:
    """A text in force of the trial."""
    return db.exec(select(Regulation).where(Regulation.slug == slug)).one()


def begun(db: Session, number: int) -> int:
    """The number of the row of the edition that amends the text of a history."""
    owner = regulation(db, f"benefits-{number}")
    return db.exec(select(Edition.id).where(Edition.regulation_id == owner.id, Edition.number == 2)).one() or 0
