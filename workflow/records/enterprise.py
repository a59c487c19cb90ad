"""What the enterprise says of itself: names, code, own figures, who must review besides, its sites. Dated records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.config import Settings
from workflow.records.database.columns import Moment, choice
from workflow.records.database.session import read_once
from workflow.records.kept import unaltered
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import Step
from workflow.rules.citing import Bound
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.procedure import Set
from workflow.rules.requiring.seats import Own
from workflow.rules.requiring.topics import Topic
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


# Who must review besides -------------------------------------------------------------------------------------------------


class RequiredReview(SQLModel, table=True):
    """That texts of a kind need a capacity besides those of the procedure, from `since` on; or, `ended`, not any more.

    topic  only those that touch it; None for all of the kind
    unit   the code of the unit that is meant; None for anybody of the capacity
    at  the moment from which it counts for texts that are put before the reviewers: the start of that day, and never before
        the last round that was opened when it was written
    """

    __tablename__ = "required_review"
    id: int = Field(default=None, primary_key=True)
    kind: RegulationKind = Field(sa_column=sa.Column(choice(RegulationKind), nullable=False))
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    topic: Topic | None = Field(default=None, sa_column=sa.Column(choice(Topic)))
    unit: str | None = Field(default=None, max_length=40)
    ended: bool
    since: date
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


@dataclass(frozen=True, slots=True)
class ReviewRequired:
    """One such row as a value."""

    kind: RegulationKind
    capacity: Capacity
    ended: bool
    since: date
    at: datetime
    topic: Topic | None = None
    unit: str | None = None

    @property
    def own(self) -> Own:
        """The same as the rules see it; the name of the unit is not at hand."""
        return Own(Seat(self.capacity, self.unit or ""), self.topic, self.since)


def reviews_required(db: Session) -> tuple[ReviewRequired, ...]:
    """Everything that was ever required besides, the last to hold first."""
    return _facts(db)[2]


def reviews_added(
    db: Session, kind: RegulationKind, day: date, opened: datetime | None = None
) -> tuple[ReviewRequired, ...]:
    """What texts of `kind` need besides the procedure's reviewers, whatever they touch, in the order of capacities.

    opened  when the round was opened that the text is in: what was required then counts; None asks for `day`
    """
    last: dict[tuple[int, str, str], ReviewRequired] = {}
    for one in reviews_required(db):
        if one.kind is kind and (one.since <= day if opened is None else one.at <= opened):
            last.setdefault((list(Capacity).index(one.capacity), one.unit or "", one.topic or ""), one)
    return tuple(one for _, one in sorted(last.items()) if not one.ended)


# Which steps of its own chain it asks for -----------------------------------------------------------------------------------


class RequiredStep(SQLModel, table=True):
    """That texts of a kind need a step of the enterprise's own chain, from `since` on; or, `ended`, not any more.

    basis  where the enterprise says so, such as 《规章制度管理办法》第十二条; "" where it did not write that down
    at     as of a required review: the moment from which it counts for texts that are put before the reviewers
    """

    __tablename__ = "required_step"
    id: int = Field(default=None, primary_key=True)
    kind: RegulationKind = Field(sa_column=sa.Column(choice(RegulationKind), nullable=False))
    step: Step = Field(sa_column=sa.Column(choice(Step), nullable=False))
    ended: bool
    since: date
    basis: str = Field(default="", max_length=200)
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


@dataclass(frozen=True, slots=True)
class StepRequired:
    """One such row as a value."""

    kind: RegulationKind
    step: Step
    ended: bool
    since: date
    basis: str
    at: datetime


def steps_required(db: Session) -> tuple[StepRequired, ...]:
    """Every step that was ever asked for, the last to hold first."""
    return _facts(db)[4]


def steps_on(db: Session, kind: RegulationKind, day: date, opened: datetime | None = None) -> tuple[StepRequired, ...]:
    """The steps that texts of `kind` need, in the order in which they are taken.

    opened  when the round was opened that the text is in: what was asked for then counts; None asks for `day`
    """
    last: dict[Step, StepRequired] = {}
    for one in steps_required(db):
        if one.kind is kind and (one.since <= day if opened is None else one.at <= opened):
            last.setdefault(one.step, one)
    return tuple(last[step] for step in Step if step in last and not last[step].ended)


# Where sessions are held --------------------------------------------------------------------------------------------------


class Venue(SQLModel, table=True):
    """What the site `code` is from `since` on; of two rows with one day the later counts. `ended`: from then on it is none.

    seats  None where nobody counted them. A session copies what it takes from here, and keeps it
    """

    __table_args__ = (sa.CheckConstraint("seats >= 1", name="venue_has_seats"),)
    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=40)
    name_zh: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    seats: int | None = None
    remote: bool
    entity_id: int | None = Field(default=None, foreign_key="entity.id")
    ended: bool
    since: date
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


def every_venue(db: Session) -> list[Venue]:
    """What was ever said of sites, the last to hold first."""
    return list(db.exec(select(Venue).order_by(col(Venue.since).desc(), col(Venue.id).desc())))


def venues_on(db: Session, day: date) -> list[Venue]:
    """The sites that there are on a day, by their codes."""
    found: dict[str, Venue] = {}
    for one in every_venue(db):
        if one.since <= day:
            found.setdefault(one.code, one)
    return [one for _, one in sorted(found.items()) if not one.ended]


# Its units ----------------------------------------------------------------------------------------------------------------


class Unit(SQLModel, table=True):
    """What the unit `code` is called from `since` on; of two rows with one day the later counts. `ended`: it is no more."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=40)
    name_zh: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    entity_id: int | None = Field(default=None, foreign_key="entity.id")
    ended: bool
    since: date
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


def every_unit(db: Session) -> list[Unit]:
    """What was ever said of units, the last to hold first."""
    return list(db.exec(select(Unit).order_by(col(Unit.since).desc(), col(Unit.id).desc())))


def units_on(db: Session, day: date) -> list[Unit]:
    """The units that there are on a day, by their codes."""
    found: dict[str, Unit] = {}
    for one in every_unit(db):
        if one.since <= day:
            found.setdefault(one.code, one)
    return [one for _, one in sorted(found.items()) if not one.ended]


# The picture in the head of its pages ------------------------------------------------------------------------------------


class Logo(SQLModel, table=True):
    """The picture that stands in the head of the pages from `since` on; with no width none stands there any more."""

    __table_args__ = (sa.CheckConstraint("width >= 0 AND height >= 0", name="logo_has_sides"),)
    id: int = Field(default=None, primary_key=True)
    since: date
    width: int
    height: int
    stored: bytes = Field(sa_column=sa.Column("bytes", sa.LargeBinary, nullable=False))
    sha256: str = Field(max_length=64)
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def content(self) -> bytes:
        """The picture. Raises Altered when the stored bytes are not those."""
        return unaltered(self.stored, self.sha256, f"logo:{self.id}")


@dataclass(frozen=True, slots=True)
class LogoShown:
    """Such a row without its bytes."""

    number: int
    since: date
    width: int
    height: int


def logos(db: Session) -> tuple[LogoShown, ...]:
    """Every picture that ever stood there, the last to hold first."""
    return _facts(db)[3]


def logo_on(db: Session, day: date) -> LogoShown | None:
    """The picture of a day, or None."""
    last = next((one for one in logos(db) if one.since <= day), None)
    return last if last is not None and last.width else None


# All in one statement ----------------------------------------------------------------------------------------------------

Dated = TypeVar("Dated", EnterpriseName, OwnFigure, RequiredReview, RequiredStep)
#: What the enterprise says of itself, each in the order in which it holds: its names with their first days, its own figures,
#: who must review besides, its pictures without their bytes, the steps of its own chain.
Facts = tuple[
    tuple[tuple[date, Called], ...],
    tuple[FigureSet, ...],
    tuple[ReviewRequired, ...],
    tuple[LogoShown, ...],
    tuple[StepRequired, ...],
]
FACT_TABLES = ("enterprise_name", "own_figure", "required_review", "logo", "required_step")


def _facts(db: Session) -> Facts:
    """Every page has the name in its head, and many ask for a figure or a reviewer besides: all are read at once."""
    return read_once(db, "facts of the enterprise", FACT_TABLES, lambda: _read_facts(db))


def _read_facts(db: Session) -> Facts:
    which = sa.union_all(*(sa.select(sa.literal(one).label("which")) for one in range(5))).subquery()
    picture = (col(Logo.id), col(Logo.since), col(Logo.width), col(Logo.height))
    rows = select(EnterpriseName, OwnFigure, RequiredReview, RequiredStep, *picture).select_from(  # type: ignore[call-overload]
        which.outerjoin(EnterpriseName, which.c.which == 0)
        .outerjoin(OwnFigure, which.c.which == 1)
        .outerjoin(RequiredReview, which.c.which == 2)
        .outerjoin(Logo, which.c.which == 3)
        .outerjoin(RequiredStep, which.c.which == 4)
    )
    found = list(db.exec(rows))
    pictures = [LogoShown(*row[4:]) for row in found if row[4] is not None]
    return (
        tuple((one.since, _called(one)) for one in _last_first(name for name, *_ in found)),
        tuple(_set(one) for one in _last_first(figure for _, figure, *_ in found)),
        tuple(
            ReviewRequired(one.kind, one.capacity, one.ended, one.since, one.at, one.topic, one.unit)
            for one in _last_first(review for _, _, review, *_ in found)
        ),
        tuple(sorted(pictures, key=lambda one: (one.since, one.number), reverse=True)),
        tuple(
            StepRequired(one.kind, one.step, one.ended, one.since, one.basis, one.at)
            for one in _last_first(step for _, _, _, step, *_ in found)
        ),
    )


def _last_first(rows: Iterable[Dated | None]) -> list[Dated]:
    return sorted((one for one in rows if one is not None), key=lambda one: (one.since, one.id), reverse=True)


def _called(row: EnterpriseName) -> Called:
    return Called(Words(row.name_zh, row.name_en), Words(row.short_zh, row.short_en), row.code)


def _set(row: OwnFigure) -> FigureSet:
    figure = Set(row.value, row.numerator, row.denominator, row.comparison)
    bound = Bound(row.regulation_id, row.provision_key, row.words) if row.regulation_id else None
    return FigureSet(row.name, figure, row.since, row.at, bound)
