"""Legal entities, people, what they are called, the offices they hold and what they may speak for, by date."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family
from workflow.rules.people.roles import Capacity, Role
from workflow.words import Words


class Entity(SQLModel, table=True):
    """A legal entity: an employer, and one that a regulation may bind."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name_zh: str
    name_en: str


class Person(SQLModel, table=True):
    """Somebody who may sign in. `code` is what they type; `secret` is an Argon2 hash or None for nobody-can-sign-in.

    Name and employer are those with which the account was opened; `Renaming` and `Transfer` say what holds later.
    """

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=80)
    name_zh: str
    name_en: str
    entity_id: int = Field(foreign_key="entity.id", index=True)
    secret: str | None = None
    closed: bool = Field(default=False)
    #: An Argon2 hash of the code that an administrator handed over, until a password was chosen with it.
    one_time: str | None = None
    one_time_until: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    #: The employee number 工号, by which the enterprise's own lists know the person; None for an account that is in none.
    number: str | None = Field(default=None, max_length=40, index=True, unique=True)


class Grant(SQLModel, table=True):
    """A role a person holds over a time; `until` is the first day it no longer holds."""

    __tablename__ = "role_grant"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_column=sa.Column(choice(Role), nullable=False))
    since: date
    until: date | None = None
    #: Who gave it; None when the house itself did (from a terminal, or before this was kept).
    given_by: int | None = Field(default=None, foreign_key="person.id")


class CapacityGrant(SQLModel, table=True):
    """A capacity in which a person may review over a time; apart from the role, because people change desks."""

    __tablename__ = "capacity_grant"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    since: date
    until: date | None = None
    given_by: int | None = Field(default=None, foreign_key="person.id")
    #: The code of the unit for which it is held; None for the enterprise as a whole.
    unit: str | None = Field(default=None, max_length=40)


class Renaming(SQLModel, table=True):
    """The name of a person from `since` on; of two with one day the later row counts. Papers keep the name of their day."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name_zh: str
    name_en: str
    since: date
    given_by: int | None = Field(default=None, foreign_key="person.id")


def names_of(db: Session, person: Person) -> list[Renaming]:
    """The changes of a person's name, the last to hold first."""
    return list(RENAMINGS.of(db, person.id))


RENAMINGS = Family[Renaming](
    Renaming.person_id, select(Renaming).order_by(col(Renaming.since).desc(), col(Renaming.id).desc())
)


def name_on(db: Session, person: Person, day: date) -> Words:
    """What `person` was, is or will be called on `day`."""
    changed = next((one for one in names_of(db, person) if one.since <= day), None)
    return Words(changed.name_zh, changed.name_en) if changed else Words(person.name_zh, person.name_en)


class Transfer(SQLModel, table=True):
    """The employer of a person from `since` on; of two with one day the later row counts. The person stays the same."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    entity_id: int = Field(foreign_key="entity.id")
    since: date
    given_by: int | None = Field(default=None, foreign_key="person.id")


class Employment(SQLModel, table=True):
    """A time in which somebody belongs to the enterprise, as its lists say; `until` is the first day on which they do not."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    since: date
    until: date | None = None
    given_by: int | None = Field(default=None, foreign_key="person.id")


class Posting(SQLModel, table=True):
    """Department and post of a person from `since` on; of two with one day the later row counts. "" for none."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    department: str = Field(max_length=200)
    post: str = Field(max_length=200)
    since: date
    given_by: int | None = Field(default=None, foreign_key="person.id")


class Delegation(SQLModel, table=True):
    """`from_id` lets `to_id` approve in `capacity` from `since` to `until` (excluded); the record reads 李某 代 王某."""

    id: int = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="person.id")
    to_id: int = Field(foreign_key="person.id", index=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    since: date
    until: date
    #: When one of the two ended it, and which; None while it runs, or ran out by itself.
    ended_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    ended_by: int | None = Field(default=None, foreign_key="person.id")


class Mark(SQLModel, table=True):
    """A fact about the whole database, such as that it holds the demonstration enterprise."""

    name: str = Field(primary_key=True, max_length=40)
    value: str
