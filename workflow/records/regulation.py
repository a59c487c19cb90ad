"""Regulations, their numbered editions and whom an edition binds."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, choice, one_language
from workflow.records.database.families import Family, at_hand
from workflow.rules.states import State
from workflow.words import Language


class RegulationKind(StrEnum):
    """What a text is: a regulation is adopted and issued, a report is heard and deliberated."""

    REGULATION = "regulation"
    REPORT = "report"


class Regulation(SQLModel, table=True):
    """One regulation over its whole life."""

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=80)
    kind: RegulationKind = Field(sa_column=sa.Column(choice(RegulationKind), nullable=False))
    #: The language whose text decides.
    authentic_language: Language = Field(default=Language.ZH, sa_column=sa.Column(one_language(), nullable=False))
    name_zh: str
    name_en: str
    created_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


edition_version = sa.Column("version", sa.Integer, nullable=False)


class Edition(SQLModel, table=True):
    """One numbered edition. Its number is given once and never used again; its text is in snapshots."""

    __table_args__ = (sa.UniqueConstraint("regulation_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    regulation_id: int = Field(foreign_key="regulation.id", index=True)
    number: int
    state: State = Field(sa_column=sa.Column(choice(State), nullable=False))
    drafter_id: int = Field(foreign_key="person.id")
    effective: date | None = None
    repealed: date | None = None
    #: Raised by every change, so that of two changes made at once the second is refused.
    version: int | None = Field(default=None, sa_column=edition_version)
    created_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    __mapper_args__ = {"version_id_col": edition_version}


class Binding(SQLModel, table=True):
    """An entity that an edition binds, and the basis on which it does (own congress, resolution of the parent …)."""

    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    entity_id: int = Field(foreign_key="entity.id")
    basis_zh: str
    basis_en: str


#: The editions of a regulation by number.
EDITIONS = Family[Edition](Edition.regulation_id, select(Edition).order_by(col(Edition.number)))


def edition_at(db: Session, number: int | None) -> Edition:
    """An edition by its number, read in one statement with its regulation, which every act on it asks for."""
    if (known := at_hand(db, Edition, number)) is not None:
        return known
    rows = select(Edition, Regulation).join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
    return db.exec(rows.where(Edition.id == number)).one()[0]


def editions_of(db: Session, regulation: Regulation) -> list[Edition]:
    """The editions of a regulation by number."""
    return list(EDITIONS.of(db, regulation.id))
