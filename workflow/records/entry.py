"""补录: what the papers say of an edition that was adopted before the system, and the scans of those papers.

Everything here was typed in by somebody afterwards. It is never a result, never an issued file, and proves nothing by itself.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family


class Entry(SQLModel, table=True):
    """The facts of one edition as its papers give them. Never changed: a correction is a further row, and the last counts.

    number        1 for the first, then one more for each correction
    session       the session as the papers name it, 第三届职工代表大会第一次会议
    all_delegates … abstain  the counts in the minutes; None where the papers do not say
    decision      the words of the amending decision 修改决定, "" where there was none or it is lost
    note          the title note 题注 as printed on the paper; it is no part of the text, so the text is kept without it
    kept_at       where the papers are kept: archive, file number
    reason        why it was corrected; "" in the first
    """

    __table_args__ = (
        sa.UniqueConstraint("edition_id", "number"),
        sa.CheckConstraint("all_delegates >= 0 AND present >= 0 AND present <= all_delegates", name="entry_present"),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND in_favour + against + abstain <= present",
            name="entry_counts",
        ),
    )
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    number: int
    adopted_on: date
    session: str = Field(max_length=200)
    session_en: str = Field(default="", max_length=300)
    document_number: str = Field(default="", max_length=80)
    issued_on: date | None = None
    effective: date
    all_delegates: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None
    decision: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    note: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    kept_at: str = Field(default="", max_length=300)
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    entered_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class ScanKind(StrEnum):
    """What paper a scan shows."""

    TEXT = "text"  # 正文
    DECISION = "decision"  # 修改决定
    RESOLUTION = "resolution"  # 决议
    MINUTES = "minutes"  # 会议记录、签到表
    COUNT = "count"  # 计票单
    CONSULTATION = "consultation"  # 平等协商记录
    POSTING = "posting"  # 公示照片
    OTHER = "other"


class Scan(SQLModel, table=True):
    """A scan of one of the papers of an edition that was entered afterwards. Never changed."""

    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    attachment_id: int = Field(foreign_key="attachment.id")
    kind: ScanKind = Field(sa_column=sa.Column(choice(ScanKind), nullable=False))
    about: str = Field(default="", max_length=300)
    attached_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


#: What the papers say of an edition: as first entered, then each correction.
ENTRIES = Family[Entry](Entry.edition_id, select(Entry).order_by(col(Entry.number)))
