"""Legal entities, people, the offices they hold and what they may speak for."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.columns import choice
from workflow.rules.roles import Capacity, Role


class Entity(SQLModel, table=True):
    """A legal entity: an employer, and one that a regulation may bind."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name_zh: str
    name_en: str


class Person(SQLModel, table=True):
    """Somebody who may sign in. `code` is what they type; `secret` is an Argon2 hash or None for nobody-can-sign-in."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=80)
    name_zh: str
    name_en: str
    entity_id: int = Field(foreign_key="entity.id", index=True)
    secret: str | None = None
    closed: bool = Field(default=False)


class Grant(SQLModel, table=True):
    """A role a person holds over a time; `until` is the first day it no longer holds."""

    __tablename__ = "role_grant"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_column=sa.Column(choice(Role), nullable=False))
    since: date
    until: date | None = None


class CapacityGrant(SQLModel, table=True):
    """A capacity in which a person may review over a time; apart from the role, because people change desks."""

    __tablename__ = "capacity_grant"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    since: date
    until: date | None = None


class Delegation(SQLModel, table=True):
    """`from_id` lets `to_id` approve in `capacity` from `since` to `until` (excluded); the record reads 李某 代 王某."""

    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="person.id")
    to_id: int = Field(foreign_key="person.id", index=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    since: date
    until: date


class Mark(SQLModel, table=True):
    """A fact about the whole database, such as that it holds the demonstration enterprise."""

    name: str = Field(primary_key=True, max_length=40)
    value: str
