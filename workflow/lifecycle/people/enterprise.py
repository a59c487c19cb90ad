"""The enterprise's own facts, put down by its administrator: its names by date, its legal entities.

A name begins today or later: what stands on papers until then stays as it was on its day.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.config import Settings
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import EnterpriseName
from workflow.records.person import CapacityGrant, Entity, Grant, Person
from workflow.records.regulation import Regulation
from workflow.rules.people.offices import Office
from workflow.rules.people.roles import Capacity, Role
from workflow.text.reading.printable import refused
from workflow.words import Words

LONGEST = {"name_zh": 200, "name_en": 200, "short_zh": 100, "short_en": 100, "code": 60}


@dataclass(frozen=True, slots=True)
class Begun:
    """How far an enterprise has come with its house: whether it is named, has people, a text, a session.

    missing  offices without which no text comes to be issued, and that nobody holds today
    """

    named: bool
    people: bool
    texts: bool
    sessions: bool
    missing: tuple[Office, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there is something of each."""
        return self.named and self.people and self.texts and self.sessions


#: Who writes, reviews, convenes, counts beside the secretary, and issues.
NEEDED: tuple[Office, ...] = (
    Role.DRAFTER, Capacity.LEGAL, Capacity.UNION, Role.SECRETARY, Role.TELLER, Role.ISSUER,
)  # fmt: skip


def begun(db: Session, settings: Settings, today: date) -> Begun:
    """What is there already, in one statement. One account is its administrator's own."""
    named, people, texts, sessions, *held = (
        db.connection()
        .execute(
            sa.select(
                sa.exists(sa.select(col(EnterpriseName.id))),
                sa.exists(sa.select(col(Person.id)).offset(1)),
                sa.exists(sa.select(col(Regulation.id))),
                sa.exists(sa.select(col(CongressSession.id))),
                *(sa.exists(_holding(one, today)) for one in NEEDED),
            )
        )
        .one()
    )
    missing = tuple(one for one, is_held in zip(NEEDED, held, strict=True) if not is_held)
    return Begun(bool(named) or settings.missing_names is None, bool(people), bool(texts), bool(sessions), missing)


def _holding(office: Office, today: date) -> Any:
    table = Grant if isinstance(office, Role) else CapacityGrant
    which = col(Grant.role) == office if isinstance(office, Role) else col(CapacityGrant.capacity) == office
    until = col(table.until)
    return sa.select(col(table.id)).where(which, col(table.since) <= today, sa.or_(until.is_(None), until > today))


def name_enterprise(act: Act, names: dict[str, str], since: date) -> EnterpriseName:
    """Say what the enterprise is called from `since` on. Raises Refused, or Unusable naming each field.

    names  name_zh, name_en, short_zh, short_en, code; a short name that is left out is the full one, the code the short name
    """
    if act.person is not None:
        ask("administer", of_actor(act))
    given = _complete({field: in_one_line(names.get(field, "")) for field in LONGEST})
    problems = _name_problems(act, given)
    if act.person is not None and since < act.today:
        problems["since"] = Words(
            "从今天或者以后的日期起：以前的文件用当时的名称。",
            "From today or a later day: earlier papers keep their names.",
        )
    if "code" not in problems and (set(given["code"]) & set("〔〕[]［］【】")):
        problems["code"] = Words("这个代字不能用在文号里。", "This code cannot stand in a document number.")
    if problems:
        raise Unusable(problems)
    row = EnterpriseName(
        name_zh=given["name_zh"],
        name_en=given["name_en"],
        short_zh=given["short_zh"],
        short_en=given["short_en"],
        code=given["code"],
        since=since,
        given_by=act.person.id if act.person else None,
        at=act.now,
    )
    act.db.add(row)
    act.db.flush()
    record(act, "name_enterprise", "enterprise:names", names=given, since=since.isoformat())
    return row


def add_entity(act: Act, code: str, name_zh: str, name_en: str) -> Entity:
    """Put down another legal entity, which may employ people and be bound by regulations. Raises Refused or Unusable."""
    if act.person is not None:
        ask("administer", of_actor(act))
    code = in_one_line(code).lower()
    problems = {}
    if not code or len(code) > 40 or not code.replace("-", "").isascii() or not code.replace("-", "").isalnum():
        problems["entity_code"] = Words(
            "代码用小写字母、数字和连字符，不超过40个字符。",
            "A code has small letters, digits and hyphens, 40 at most.",
        )
    elif act.db.exec(select(Entity.id).where(Entity.code == code)).first() is not None:
        problems["entity_code"] = Words("这个代码的单位已经有了。", "There is a company of that code already.")
    problems |= _entity_problems(act, name_zh, name_en)
    if problems:
        raise Unusable(problems)
    entity = Entity(code=code, name_zh=in_one_line(name_zh), name_en=in_one_line(name_en) or in_one_line(name_zh))
    act.db.add(entity)
    act.db.flush()
    record(act, "add_entity", f"entity:{entity.id}", code=code, name_zh=entity.name_zh, name_en=entity.name_en)
    return entity


def mend_entity(act: Act, entity: Entity, name_zh: str, name_en: str) -> None:
    """Mend the name of a legal entity; papers keep the words that they were printed with. Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    if problems := _entity_problems(act, name_zh, name_en):
        raise Unusable(problems)
    was = [entity.name_zh, entity.name_en]
    entity.name_zh, entity.name_en = in_one_line(name_zh), in_one_line(name_en) or in_one_line(name_zh)
    act.db.add(entity)
    act.db.flush()
    record(act, "mend_entity", f"entity:{entity.id}", was=was, name_zh=entity.name_zh, name_en=entity.name_en)


def in_one_line(words: str) -> str:
    """Words as they stand in one line: no breaks, no controls, single blanks."""
    return " ".join("".join(one if unicodedata.category(one)[0] != "C" else " " for one in words).split())


def _complete(given: dict[str, str]) -> dict[str, str]:
    """What was left out follows from what was not."""
    given["name_en"] = given["name_en"] or given["name_zh"]
    given["short_zh"] = given["short_zh"] or given["name_zh"]
    given["short_en"] = given["short_en"] or given["name_en"]
    given["code"] = given["code"] or given["short_zh"]
    return given


def _name_problems(act: Act, given: dict[str, str]) -> dict[str, Words]:
    problems = {}
    for field, longest in LONGEST.items():
        wrong = refused(given[field], act.printable) if act.printable is not None else None
        if field == "name_zh" and not given[field]:
            problems[field] = Words("请填写企业全称。", "Give the full name of the enterprise.")
        elif len(given[field]) > longest:
            problems[field] = Words(f"不能超过{longest}个字符。", f"At most {longest} characters.")
        elif wrong is not None:
            problems[field] = wrong
    return problems


def _entity_problems(act: Act, name_zh: str, name_en: str) -> dict[str, Words]:
    problems = {}
    if not in_one_line(name_zh):
        problems["entity_zh"] = Words("请填写单位全称。", "Give the full name of the company.")
    for field, words in (("entity_zh", name_zh), ("entity_en", name_en)):
        wrong = refused(in_one_line(words), act.printable) if act.printable is not None else None
        if len(words) > LONGEST["name_zh"]:
            problems[field] = Words("不能超过200个字符。", "At most 200 characters.")
        elif wrong is not None:
            problems[field] = wrong
    return problems
