"""The house whose record is changed: the demonstration, then acts of many kinds, one in twenty of them through HTTP."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa
from sqlmodel import col, select

from tests.web.house import House, stage_demonstration
from workflow.bundle.leaving import note_over, signer_of
from workflow.commands.record.anchors import Anchors, anchored
from workflow.config import RECORD_KEY, Settings, record_key
from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.people import offices
from workflow.lifecycle.people.people import add_person, person_by_code
from workflow.records.database.installation import marker_of, open_database
from workflow.records.database.session import reading, writing
from workflow.records.person import Entity, Grant, Person
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.replaying.outside import leaves_of, origin_of
from workflow.rules.people.roles import Role
from workflow.transparency.notes import ED25519, Note, Signer, note_of
from workflow.web.app import create_app
from workflow.words import Language

TEXT = "示例办法\n第一条 为了第{}次试验，制定本办法。\n第二条 本办法自发布之日起施行。\n"
#: One act in so many goes through HTTP.
EACH = 20


@dataclass
class Installation:
    """A house with its data folder, and the one checkpoint that left it.

    acts  how often each kind was done, "http" among them
    """

    url: str
    folder: Path
    settings: Settings
    engine: sa.Engine
    note: Note = field(init=False)
    acts: Counter[str] = field(default_factory=Counter)

    @property
    def marker(self) -> Path:
        return marker_of(self.url, self.folder)

    @property
    def key(self) -> Path:
        return self.folder / RECORD_KEY

    def anchors(self, origin: str) -> Anchors:
        """The checkpoint as `workflow verify` weighs it on this host."""
        return anchored(self.note, [], [], 1, [Signer(origin, ED25519, record_key(self.settings)).verifier])

    def origin(self) -> str:
        with reading(self.engine) as db:
            return origin_of(db)


@contextmanager
def installed(folder: Path, acts: int, chance: random.Random) -> Iterator[Installation]:
    """The house after so many acts; then a signed checkpoint is taken out of it."""
    url = f"sqlite:///{folder / 'workflow.sqlite'}"
    with patch("workflow.demonstration.draw", lambda *_, **__: b"%PDF-1.4"):
        stage_demonstration(url)
    settings = Settings.from_environ({"SESSION_KEY": "k" * 40, "DATABASE_URL": url, "DATA_DIR": str(folder)})
    record_key(settings)
    made = Installation(url, folder, settings, open_database(url, folder, datetime.now(UTC)))
    try:
        _act(made, acts, chance)
        with reading(made.engine) as db:
            made.note = note_of(note_over(leaves_of(db), signer_of(db, settings)))
        yield made
    finally:
        made.engine.dispose()


def _act(made: Installation, acts: int, chance: random.Random) -> None:
    house = House(made.url, variables={"DATA_DIR": str(made.folder)})
    house.app = create_app(house.settings, made.engine, house.clock)
    kinds: dict[str, Callable[[Act, int], object]] = {
        "create": _create,
        "save": _save,
        "rename": _rename,
        "add_person": _add,
        "grant_office": _grant,
        "end_office": _end,
    }
    for number in range(acts):
        house.clock.now += timedelta(hours=7)
        if number % EACH == EACH - 1:
            typed = {
                "name_zh": f"网页制度{number}",
                "name_en": f"Web {number}",
                "slug": f"web-{number}",
                "kind": "regulation",
            }
            answer = house.visitor("drafter").post("/regulations/new", typed)
            assert answer.status_code == 302, answer.text
            made.acts["http"] += 1
            made.acts["create"] += 1
            continue
        kind = list(kinds)[number % len(kinds)] if number < len(kinds) * 2 else chance.choice(list(kinds))
        with writing(made.engine) as db:
            who = "drafter" if kind in ("create", "save") else "admin"
            found = house.app.extensions["house"]
            act = Act(db, person_by_code(db, who), house.clock(), found.settings.time_zone, found.procedure)
            kinds[kind](act, number)
            made.acts[kind] += 1


def _create(act: Act, number: int) -> object:
    return drafting.create(
        act, slug=f"trial-{number}", kind=RegulationKind.REGULATION, name_zh=f"试验{number}", name_en=f"Trial {number}"
    )


def _save(act: Act, number: int) -> None:
    """The newest text that was created by a verb; one is created where there is none."""
    own = select(Edition).join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
    edition = act.db.exec(own.where(col(Regulation.slug).startswith("trial-")).order_by(col(Edition.id).desc())).first()
    edition = edition or drafting.create(
        act, slug=f"trial-s{number}", kind=RegulationKind.REGULATION, name_zh=f"稿{number}", name_en=f"Draft {number}"
    )
    drafting.save(act, edition, Language.ZH, TEXT.format(number), texts.latest(act.db, edition, Language.ZH))


def _rename(act: Act, number: int) -> None:
    offices.rename(act, _somebody(act, number), f"新名{number}", f"New {number}", act.today, f"令{number}")


def _add(act: Act, number: int) -> None:
    somebody = _somebody(act, number)
    add_person(
        act,
        code=f"trial{number}",
        name_zh=f"员工{number}",
        name_en=f"Worker {number}",
        entity=act.db.get_one(Entity, somebody.entity_id),
        roles=frozenset({Role.TELLER}),
    )


def _grant(act: Act, number: int) -> None:
    taken = set(act.db.exec(select(Grant.person_id).where(Grant.role == Role.TELLER, col(Grant.until).is_(None))))
    free = [one for one in act.db.exec(select(Person).order_by(col(Person.id))) if one.id not in taken]
    if not free:
        _add(act, number)
        return
    offices.grant_office(act, free[number % len(free)], Role.TELLER, act.today, None, f"令{number}")


def _end(act: Act, number: int) -> None:
    open_ones = select(Grant).where(Grant.role == Role.TELLER, col(Grant.until).is_(None), Grant.since < act.today)
    row = act.db.exec(open_ones.order_by(col(Grant.id))).first()
    if row is None:
        _grant(act, number)
        return
    offices.end_office(act, act.db.get_one(Person, row.person_id), row, act.today, f"令{number}")


def _somebody(act: Act, number: int) -> Person:
    people = act.db.exec(select(Person).order_by(col(Person.id))).all()
    return people[number % len(people)]
