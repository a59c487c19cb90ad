"""The ballot record: each attempt at a vote, who was present when it opened, its count sheets, recounts and corrections.

Nothing here says how anybody voted: a sheet holds figures of a site, never a person's choice, and the list of those present
holds no order of casting. But for corrections, which are asked for and then agreed to, every row is written once.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.congress.words import AttendanceMode, Method


class Ballot(SQLModel, table=True):
    """The `attempt`th time that a motion is voted on. Its closing is a row of its own, so that neither ever changes."""

    __table_args__ = (sa.UniqueConstraint("motion_id", "attempt"),)
    id: int = Field(default=None, primary_key=True)
    motion_id: int = Field(foreign_key="motion.id", index=True)
    attempt: int
    method: Method = Field(sa_column=sa.Column(choice(Method), nullable=False))
    presence: PresenceSource = Field(sa_column=sa.Column(choice(PresenceSource), nullable=False))
    opened_by: int = Field(foreign_key="person.id")
    opened_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class PresenceList(SQLModel, table=True):
    """Who is present at the opening; a further `number` lets late comers in, with the reason. The newest one counts."""

    __tablename__ = "presence_list"
    __table_args__ = (sa.UniqueConstraint("ballot_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id", index=True)
    number: int
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    frozen_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class PresenceCount(SQLModel, table=True):
    """How many delegates of a list belong to a site, and how many of the roll are present there, in person and by video."""

    __tablename__ = "presence_count"
    __table_args__ = (
        sa.UniqueConstraint("list_id", "site_id"),
        sa.CheckConstraint("due >= 0 AND in_person >= 0 AND by_video >= 0", name="presence_not_below_zero"),
    )
    id: int = Field(default=None, primary_key=True)
    list_id: int = Field(foreign_key="presence_list.id", index=True)
    site_id: int = Field(foreign_key="site.id")
    due: int
    in_person: int
    by_video: int


class Presence(SQLModel, table=True):
    """One delegate on a list, and where. Lists of votes before ballots were opened have none: nobody wrote them down."""

    __table_args__ = (sa.UniqueConstraint("list_id", "entry_id"),)
    id: int = Field(default=None, primary_key=True)
    list_id: int = Field(foreign_key="presence_list.id", index=True)
    entry_id: int = Field(foreign_key="roll_entry.id")
    site_id: int = Field(foreign_key="site.id")
    mode: AttendanceMode = Field(sa_column=sa.Column(choice(AttendanceMode), nullable=False))


class BallotClosing(SQLModel, table=True):
    """The end of casting in an attempt."""

    __tablename__ = "ballot_closing"
    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id", unique=True)
    closed_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Count(SQLModel, table=True):
    """One person's count sheet of one site; a further `version` by the same person corrects it, with the reason.

    `gap` explains in words why fewer papers came back than were handed out.
    """

    __tablename__ = "count_sheet"
    __table_args__ = (
        sa.UniqueConstraint("ballot_id", "site_id", "entered_by", "version"),
        sa.CheckConstraint("valid + spoiled = returned", name="returned_adds_up"),
        sa.CheckConstraint("in_favour + against + abstain = valid", name="valid_adds_up"),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0 AND abstain >= 0 AND spoiled >= 0 AND issued >= 0", name="not_below_zero"
        ),
    )
    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id", index=True)
    site_id: int = Field(foreign_key="site.id")
    entered_by: int = Field(foreign_key="person.id")
    version: int
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    issued: int
    returned: int
    valid: int
    spoiled: int
    in_favour: int
    against: int
    abstain: int
    gap: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    scrutineers: str
    tellers: str


class Recount(SQLModel, table=True):
    """The scrutineers counted the papers again and found what the sheets say, up to the sheet `through`."""

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id", index=True)
    through: int = Field(foreign_key="count_sheet.id")
    scrutineers: str
    recorded_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Correction(SQLModel, table=True):
    """A declaration in question: why, by whose recount, who asked, and which second person agreed, or that it was dropped.

    `through` is the newest sheet at the time: a later one is what the correction changes.
    """

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id", index=True)
    result_id: int = Field(foreign_key="result.id")
    through: int = Field(foreign_key="count_sheet.id")
    reason: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    scrutineers: str
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    dropped_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    #: The second record that came of it.
    new_result_id: int | None = Field(default=None, foreign_key="result.id")


#: The attempts at a vote on a motion, and what belongs to each attempt, oldest first.
BALLOTS = Family[Ballot](Ballot.motion_id, select(Ballot).order_by(col(Ballot.attempt)))
LISTS = Family[PresenceList](PresenceList.ballot_id, select(PresenceList).order_by(col(PresenceList.number)))
CLOSINGS = Family[BallotClosing](BallotClosing.ballot_id, select(BallotClosing))
SHEETS = Family[Count](Count.ballot_id, select(Count).order_by(col(Count.id)))
RECOUNTS = Family[Recount](Recount.ballot_id, select(Recount).order_by(col(Recount.id)))
CORRECTIONS = Family[Correction](Correction.ballot_id, select(Correction).order_by(col(Correction.id)))
#: The sites of a list of those present, and the roll entries on it.
PLACES = Family[PresenceCount](PresenceCount.list_id, select(PresenceCount))
NAMES = Family[int](Presence.list_id, select(Presence.entry_id))
