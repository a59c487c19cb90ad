"""What the enterprise says of itself: its names, its code, its own figures of the procedure. Dated records, the same on every host."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.config import Settings
from workflow.records.database.columns import Moment
from workflow.records.database.session import read_once
from workflow.rules.citing import Bound
from workflow.rules.procedure import Set
from workflow.words import Words


class EnterpriseName(SQLModel, table=True):
    """The names of the enterprise from `since` on; of two with one day the later row counts. Papers keep the names of their day.

    code      in document numbers, as 机字 in 机字〔2025〕1号
    given_by  who put it down; None where the host did (`workflow init`)
    """

    __tablename__ = "enterprise_name"
    id: int = Field(default=None, primary_key=True)
    name_zh: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    short_zh: str = Field(max_length=100)
    short_en: str = Field(max_length=100)
    code: str = Field(max_length=60)
    since: date
    given_by: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


def names_of_enterprise(db: Session) -> list[EnterpriseName]:
    """Every name, the last to hold first."""
    rows = select(EnterpriseName).order_by(col(EnterpriseName.since).desc(), col(EnterpriseName.id).desc())
    return list(db.exec(rows))


@dataclass(frozen=True, slots=True)
class Called:
    """The names of a day, and the code in document numbers."""

    name: Words
    short: Words
    code: str


def called_on(db: Session, settings: Settings, day: date) -> Called:
    """The names on `day`: by the enterprise's own record, and before that begins by the settings of the host."""
    own = next((called for since, called in _facts(db)[0] if since <= day), None)
    return own or Called(settings.enterprise_name, settings.enterprise_short, settings.document_code)


# Its own figures of the procedure --------------------------------------------------------------------------------------


class OwnFigure(SQLModel, table=True):
    """What the enterprise set for a figure of the procedure from `since` on; of two with one day the later row counts.

    value, numerator, denominator  a number or a share; neither where the law's figure is enough again from that day on
    provision_key, words           where its own regulation says so: the sentence is looked for in that provision, and cited
                                   only where it stands
    at    the moment from which it counts as known: after every roll that was frozen when it was written
    """

    __tablename__ = "own_figure"
    __table_args__ = (
        sa.CheckConstraint("value IS NULL OR numerator IS NULL", name="own_figure_is_one"),
        sa.CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="own_figure_is_whole"),
    )
    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    comparison: str = Field(max_length=2)
    since: date
    regulation_id: int | None = Field(default=None, foreign_key="regulation.id")
    provision_key: str = Field(max_length=32)
    words: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


@dataclass(frozen=True, slots=True)
class FigureSet:
    """One such row as a value."""

    name: str
    figure: Set
    since: date
    at: datetime
    bound: Bound | None


def figures_set(db: Session) -> tuple[FigureSet, ...]:
    """Every figure that the enterprise ever set, the last to hold first."""
    return _facts(db)[1]


# Both in one statement ---------------------------------------------------------------------------------------------------

#: What the enterprise says of itself, each in the order in which it holds: its names with their first days, its own figures.
Facts = tuple[tuple[tuple[date, Called], ...], tuple[FigureSet, ...]]


def _facts(db: Session) -> Facts:
    """Every page has the name in its head, and many ask for a figure besides: both are read at once."""
    return read_once(db, "facts of the enterprise", ("enterprise_name", "own_figure"), lambda: _read_facts(db))


def _read_facts(db: Session) -> Facts:
    either = sa.union_all(sa.select(sa.literal(0).label("which")), sa.select(sa.literal(1))).subquery()
    rows = select(EnterpriseName, OwnFigure).select_from(
        either.outerjoin(EnterpriseName, either.c.which == 0).outerjoin(OwnFigure, either.c.which == 1)
    )
    found = list(db.exec(rows))
    names = sorted((one for one, _ in found if one), key=lambda one: (one.since, one.id), reverse=True)
    figures = sorted((one for _, one in found if one), key=lambda one: (one.since, one.id), reverse=True)
    return tuple((one.since, _called(one)) for one in names), tuple(_set(one) for one in figures)


def _called(row: EnterpriseName) -> Called:
    return Called(Words(row.name_zh, row.name_en), Words(row.short_zh, row.short_en), row.code)


def _set(row: OwnFigure) -> FigureSet:
    figure = Set(row.value, row.numerator, row.denominator, row.comparison)
    bound = Bound(row.regulation_id, row.provision_key, row.words) if row.regulation_id else None
    return FigureSet(row.name, figure, row.since, row.at, bound)
