"""The congress: sessions and sites, the frozen roll, attendance, motions and results.

Nothing here says how anybody voted. The attempts at a vote and their count sheets stand in workflow.records.ballot.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family
from workflow.rules.congress.votes import Comparison, Outcome
from workflow.rules.congress.words import AttendanceMode, Body, Category, Method, MotionAct, SessionKind


class Session(SQLModel, table=True):
    """One session: the `number`th of the `term`th congress. `closed_at` ends it."""

    __tablename__ = "congress_session"
    __table_args__ = (sa.UniqueConstraint("body", "term", "number", "kind"),)
    id: int = Field(default=None, primary_key=True)
    body: Body = Field(sa_column=sa.Column(choice(Body), nullable=False))
    term: int
    number: int
    kind: SessionKind = Field(sa_column=sa.Column(choice(SessionKind), nullable=False))
    held_on: date
    created_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class Site(SQLModel, table=True):
    """A place of a session. `remote` joins by video: its delegates count, and the result without them is shown too."""

    __table_args__ = (sa.UniqueConstraint("session_id", "code"),)
    id: int = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="congress_session.id", index=True)
    code: str = Field(max_length=40)
    name_zh: str
    name_en: str
    remote: bool = Field(default=False)


class Roll(SQLModel, table=True):
    """The roll of one body at one session; from `frozen_at` on its number of entries is the denominator of every vote."""

    __table_args__ = (sa.UniqueConstraint("session_id", "body"),)
    id: int = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="congress_session.id", index=True)
    body: Body = Field(sa_column=sa.Column(choice(Body), nullable=False))
    frozen_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class RollEntry(SQLModel, table=True):
    """One delegate on a roll. `person_id` is set when the delegate has an account; most need none."""

    __tablename__ = "roll_entry"
    __table_args__ = (sa.UniqueConstraint("roll_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    roll_id: int = Field(foreign_key="roll.id", index=True)
    number: int
    name: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    entity_id: int = Field(foreign_key="entity.id")
    unit: str
    delegation: str
    category: Category = Field(sa_column=sa.Column(choice(Category), nullable=False))
    front_line: bool
    mid_level: bool
    sex: str = Field(default="", max_length=8)
    site_id: int = Field(foreign_key="site.id")


class Observer(SQLModel, table=True):
    """Somebody who sits in without a vote, apart from the roll so that nobody can count them."""

    id: int = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="congress_session.id", index=True)
    name: str
    office: str


class Attendance(SQLModel, table=True):
    """A delegate came in at one moment and, perhaps, went out at another; several rows a delegate."""

    id: int = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="roll_entry.id", index=True)
    site_id: int = Field(foreign_key="site.id", index=True)
    mode: AttendanceMode = Field(sa_column=sa.Column(choice(AttendanceMode), nullable=False))
    came: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    went: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class Motion(SQLModel, table=True):
    """One item put to one body. The text sent and the text put to the vote are pinned apart, each with its fingerprint."""

    id: int = Field(default=None, primary_key=True)
    session_id: int = Field(foreign_key="congress_session.id", index=True)
    body: Body = Field(sa_column=sa.Column(choice(Body), nullable=False))
    roll_id: int | None = Field(default=None, foreign_key="roll.id")
    edition_id: int = Field(foreign_key="edition.id", index=True)
    order: int
    act: MotionAct = Field(sa_column=sa.Column(choice(MotionAct), nullable=False))
    important: bool
    method: Method = Field(sa_column=sa.Column(choice(Method), nullable=False))
    sent_snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    sent_fingerprint: str | None = Field(default=None, max_length=64)
    sent_on: date | None = None
    voted_snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    voted_fingerprint: str | None = Field(default=None, max_length=64)
    locked_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    #: Taken off the agenda before a vote; the row stays for the record.
    taken_off_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class Waiver(SQLModel, table=True):
    """A step gone over although a rule stood against it: who asked, why, and which second person agreed."""

    id: int = Field(default=None, primary_key=True)
    motion_id: int = Field(foreign_key="motion.id", index=True)
    rule: str = Field(max_length=40)
    reason: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class Result(SQLModel, table=True):
    """The declared result of an attempt: every figure, threshold, clause and date it rests on, copied once and for good.

    `number` 1 is the declaration, a higher one corrects the one before it. What a motion came to is its newest result.
    """

    __table_args__ = (sa.UniqueConstraint("ballot_id", "number", name="uq_result_ballot_number"),)
    id: int = Field(default=None, primary_key=True)
    motion_id: int = Field(foreign_key="motion.id", index=True)
    ballot_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("ballot.id", name="fk_result_ballot"), nullable=False)
    )
    number: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    outcome: Outcome = Field(sa_column=sa.Column(choice(Outcome), nullable=False))
    all_delegates: int
    present: int
    quorum_numerator: int
    quorum_denominator: int
    quorum_comparison: Comparison = Field(sa_column=sa.Column(choice(Comparison, "quorum_comparison"), nullable=False))
    quorum_needed: int
    quorum_clause: str
    quorum_clause_en: str
    adoption_numerator: int
    adoption_denominator: int
    adoption_comparison: Comparison = Field(
        sa_column=sa.Column(choice(Comparison, "adoption_comparison"), nullable=False)
    )
    adoption_needed: int
    adoption_clause: str
    adoption_clause_en: str
    #: The day whose figures of the procedure were used.
    figures_of: date
    issued: int
    returned: int
    valid: int
    spoiled: int
    in_favour: int
    against: int
    abstain: int
    #: Present, for and outcome without the sites that joined by video; None when there was none.
    hall_present: int | None = None
    hall_in_favour: int | None = None
    hall_outcome: str | None = Field(default=None, max_length=40)
    fingerprint: str = Field(max_length=64)
    resolution_zh: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    resolution_en: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    declared_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


def standing_results() -> SelectOfScalar[int]:
    """The numbers of the results that stand: the newest of each motion, by its last declared attempt or its correction."""
    return select(sa.func.max(col(Result.id))).group_by(col(Result.motion_id))


#: The items by which an edition was ever put on an agenda; the items on the agenda of a session, in order.
MOTIONS = Family[Motion](Motion.edition_id, select(Motion).order_by(col(Motion.id)))
AGENDA = Family[Motion](
    Motion.session_id,
    select(Motion).where(col(Motion.taken_off_at).is_(None)).order_by(col(Motion.order), col(Motion.id)),
)
#: Every declaration on an item and every record that corrected one, oldest first.
RESULTS = Family[Result](Result.motion_id, select(Result).order_by(col(Result.id)))
#: The sites of a session in the order they were named, its rolls, and the delegates on a roll by their numbers.
SITES = Family[Site](Site.session_id, select(Site).order_by(col(Site.id)))
ROLLS = Family[Roll](Roll.session_id, select(Roll).order_by(col(Roll.id)))
ROLL_ENTRIES = Family[RollEntry](RollEntry.roll_id, select(RollEntry).order_by(col(RollEntry.number)))
