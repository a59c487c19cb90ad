"""Who is asked: everybody, the employees of one entity or one department, or the delegates on one roll; as of a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle.facts import sitting
from workflow.records.congress import Roll, RollEntry
from workflow.records.congress import Session as CongressSession
from workflow.records.consultation import EmployeeConsultation
from workflow.records.database.families import by_number
from workflow.records.enterprise import units_on
from workflow.records.person import Entity, Person, Posting, Renaming, Transfer, name_on
from workflow.rules.consultation.words import Audience
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """One audience that can be chosen: its kind, what names it, what it is called."""

    audience: Audience
    key: str
    words: Words


def choices(db: Session, day: date) -> list[Choice]:
    """Whom there is to ask on a day: everybody, each entity, each department, the frozen rolls of sessions, newest first."""
    entities = db.exec(select(Entity).order_by(col(Entity.id))).all()
    out = [Choice(Audience.EVERYBODY, "", Words("全体职工", "All employees"))]
    if len(entities) > 1:
        out += [Choice(Audience.ENTITY, one.code, Words(one.name_zh, one.name_en)) for one in entities]
    units = {one.name_zh: Words(one.name_zh, one.name_en) for one in units_on(db, day)}
    desks = {one for one in _desks(db, day).values() if one}
    out += [Choice(Audience.UNIT, one, units.get(one, Words(one, one))) for one in sorted(desks | units.keys())]
    rows = select(Roll, CongressSession).join(CongressSession, col(CongressSession.id) == col(Roll.session_id))
    for roll, session in db.exec(rows.where(col(Roll.frozen_at).is_not(None)).order_by(col(Roll.id).desc()).limit(20)):
        out.append(Choice(Audience.ROLL, str(roll.id), sitting.session_words(session)))
    return out


def addressed(db: Session, consultation: EmployeeConsultation, day: date) -> list[Person]:
    """Everybody with an account who is asked."""
    found = list(db.exec(select(Person).where(col(Person.closed).is_(False)).order_by(col(Person.id))))
    inside = _inside(db, consultation, day, None)
    return found if inside is None else [one for one in found if one.id in inside]


def is_addressed(db: Session, consultation: EmployeeConsultation, person: Person | None, day: date) -> bool:
    """Whether a person is asked: where nobody gives a name everybody is who comes by the link."""
    if consultation.manner.is_anonymous:
        return True
    if person is None or person.closed:
        return False
    inside = _inside(db, consultation, day, person.id)
    return inside is None or person.id in inside


def by_number_and_name(db: Session, number: str, name: str, day: date) -> Person | None:
    """The employee of that number, or account, who is called so on the day; None when one of the two is not right."""
    number, name = number.strip(), _plain(name)
    if not number or not name:
        return None
    same = select(Person).where(sa.or_(col(Person.number) == number, col(Person.code) == number))
    for person in db.exec(same.where(col(Person.closed).is_(False)).order_by(col(Person.id))):
        if name in {_plain(one) for one in name_on(db, person, day)}:
            return person
    return None


def names_of(db: Session, people: Iterable[int | None], day: date) -> dict[int, Words]:
    """What these people are called on a day, in two statements."""
    found = by_number(db, Person, people)
    out = {number: Words(one.name_zh, one.name_en) for number, one in found.items()}
    rows = select(Renaming).where(col(Renaming.person_id).in_(found.keys()), Renaming.since <= day)
    for one in db.exec(rows.order_by(col(Renaming.since), col(Renaming.id))):
        out[one.person_id] = Words(one.name_zh, one.name_en)
    return out


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _inside(db: Session, consultation: EmployeeConsultation, day: date, only: int | None) -> Collection[int] | None:
    """The people who are asked, or of them `only` this one; None for everybody."""
    if consultation.audience is Audience.EVERYBODY:
        return None
    if consultation.audience is Audience.ROLL:
        roll = int(consultation.audience_key)
        return {one for one in db.exec(select(RollEntry.person_id).where(RollEntry.roll_id == roll)) if one}
    if consultation.audience is Audience.UNIT:
        return {one for one, desk in _desks(db, day, only).items() if desk == consultation.audience_key}
    entity = db.exec(select(Entity.id).where(Entity.code == consultation.audience_key)).first()
    people = select(Person.id, Person.entity_id)
    moves = select(Transfer).where(Transfer.since <= day)
    if only is not None:
        people, moves = people.where(Person.id == only), moves.where(Transfer.person_id == only)
    employers = dict(db.exec(people).all())
    for moved in db.exec(moves.order_by(col(Transfer.since), col(Transfer.id))):
        employers[moved.person_id] = moved.entity_id
    return {one for one, employer in employers.items() if employer == entity}


def _desks(db: Session, day: date, only: int | None = None) -> dict[int, str]:
    rows = select(Posting).where(Posting.since <= day)
    if only is not None:
        rows = rows.where(Posting.person_id == only)
    return {one.person_id: one.department for one in db.exec(rows.order_by(col(Posting.since), col(Posting.id)))}
