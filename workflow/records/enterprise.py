"""What the enterprise is called from which day on, and the code in its document numbers: dated records, the same on every host."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.config import Settings
from workflow.records.database.columns import Moment
from workflow.records.database.session import read_once
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
    names = read_once(db, "names of the enterprise", ("enterprise_name",), lambda: _called(db))
    own = next((called for since, called in names if since <= day), None)
    return own or Called(settings.enterprise_name, settings.enterprise_short, settings.document_code)


def _called(db: Session) -> tuple[tuple[date, Called], ...]:
    """From which day on what holds, the last to hold first."""
    return tuple(
        (one.since, Called(Words(one.name_zh, one.name_en), Words(one.short_zh, one.short_en), one.code))
        for one in names_of_enterprise(db)
    )
