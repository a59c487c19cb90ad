"""Review: the rounds, the decisions with what exactly they cover and how they ended, and remarks on provisions; equal consultation;
the steps of the enterprise's own chain as they were taken on paper, bound to exactly one text."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from workflow.records.database.columns import Moment, choice, one_language
from workflow.records.database.families import Family
from workflow.records.kept import Kept, unaltered
from workflow.rules.chain.words import Step, Verdict
from workflow.rules.people.roles import Capacity
from workflow.rules.review import CallManner, CoverKind, Decision, Ending
from workflow.words import Language


class Round(SQLModel, table=True):
    """A pinned pair of texts put before the reviewers. `base_id` is None for a text without a predecessor."""

    __tablename__ = "review_round"
    __table_args__ = (sa.UniqueConstraint("edition_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    number: int
    base_id: int | None = Field(default=None, foreign_key="snapshot.id")
    head_id: int = Field(foreign_key="snapshot.id")
    note: str = Field(default="", max_length=2000)
    #: The last day for decisions, as whoever opened the round asked for; None where no day was named.
    due: date | None = None
    opened_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Approval(SQLModel, table=True):
    """One decision of a reviewer on exactly what was shown. Never changed; whether it still counts is computed.

    partial  it is about the items that its lines name, and says nothing of the others that were on the page
    """

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="review_round.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    on_behalf_of: int | None = Field(default=None, foreign_key="person.id")
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    decision: Decision = Field(sa_column=sa.Column(choice(Decision), nullable=False))
    opinion: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    #: The codes of the units for which the capacity was held then, with a blank between.
    units: str = Field(default="", max_length=400, sa_column_kwargs={"server_default": sa.text("''")})
    partial: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


class Call(SQLModel, table=True):
    """Somebody called into the review of an edition besides those whom the procedure names: 加签, 征求意见.

    unit   the code of the unit that is meant; None for anybody of the capacity; due  the last day, None for no day
    handed_from  the call that was handed on to this one, 转办; None where somebody called them in directly
    """

    __tablename__ = "review_call"
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    unit: str | None = Field(default=None, max_length=40)
    manner: CallManner = Field(sa_column=sa.Column(choice(CallManner), nullable=False))
    due: date | None = None
    note: str = Field(default="", max_length=2000)
    called_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    handed_from: int | None = Field(default=None, foreign_key="review_call.id")


class CallEnd(SQLModel, table=True):
    """A call that stands no longer, by whom and why."""

    __tablename__ = "call_end"
    call_id: int = Field(foreign_key="review_call.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    reason: str = Field(max_length=2000)
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Scope(SQLModel, table=True):
    """What a round is about and who is in charge, as whoever opened it said, or as legal corrected it; the last one counts.

    topics  in the order of the law, with a blank between: see `rules.requiring.topics`
    charge  the code of the department in charge of the regulation, 归口部门; None where none is named
    """

    __tablename__ = "review_scope"
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    round_id: int = Field(foreign_key="review_round.id")
    topics: str = Field(default="", max_length=200)
    charge: str | None = Field(default=None, max_length=40)
    reason: str = Field(default="", max_length=2000)
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Required(SQLModel, table=True):
    """Who had to approve under a scope, in which language, by which rule, and since when that rule held.

    Its key are numbers, because keys stand in events, which leave the house, and whom an enterprise asks does not.
    """

    __tablename__ = "review_requirement"
    __table_args__ = (sa.UniqueConstraint("scope_id", "capacity", "unit", "language", "rule"),)
    scope_id: int = Field(foreign_key="review_scope.id", primary_key=True)
    #: Which of those of the scope it is, from 1 on.
    place: int = Field(primary_key=True)
    capacity: Capacity = Field(sa_column=sa.Column(choice(Capacity), nullable=False))
    #: The code of the unit that is meant; "" for anybody of the capacity.
    unit: str = Field(default="", max_length=40)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    rule: str = Field(max_length=80)
    since: date


class Retraction(SQLModel, table=True):
    """A decision that stands no longer: its author took it back, or the chair lifted the block of a request."""

    approval_id: int = Field(foreign_key="approval.id", primary_key=True)
    ending: Ending = Field(sa_column=sa.Column(choice(Ending), primary_key=True))
    person_id: int = Field(foreign_key="person.id")
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Cover(SQLModel, table=True):
    """One thing an approval covers, at its exact fingerprint; "" for one that is no more, whose absence it covers.

    key  "" for the order and for the text as a whole, which a partial approval names as what was shown
    """

    approval_id: int = Field(foreign_key="approval.id", primary_key=True)
    kind: CoverKind = Field(sa_column=sa.Column(choice(CoverKind), primary_key=True))
    key: str = Field(primary_key=True, max_length=32)
    language: Language = Field(sa_column=sa.Column(one_language(), primary_key=True))
    fingerprint: str = Field(max_length=64)


class Comment(SQLModel, table=True):
    """A remark on a provision. It hangs on the permanent key, never on a number."""

    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    key: str = Field(max_length=32)
    #: The words and the label it was made on, so that it can be read when the provision is gone.
    quote: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    label: str = Field(default="")
    person_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Reason(SQLModel, table=True):
    """Why a provision is changed, for the comparison table 修订对照表; "" where the one of an earlier round was taken back.

    round_number  the round that was before the reviewers when it was written, 0 before the first: the next one shows it
    """

    __tablename__ = "change_reason"
    edition_id: int = Field(foreign_key="edition.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=32)
    round_number: int = Field(primary_key=True)
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Attachment(SQLModel, table=True):
    """A file that somebody brought as evidence, such as the signed paper of a consultation."""

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=80)
    sha256: str = Field(max_length=64)
    stored: bytes = Field(sa_column=sa.Column("bytes", sa.LargeBinary, nullable=False))
    brought_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def content(self) -> bytes:
        """The file as it was brought. Raises Altered when the stored bytes are not those."""
        return self.kept.content

    @property
    def kept(self) -> Kept:
        """The same with where it lies."""
        content = unaltered(self.stored, self.sha256, f"attachment:{self.id}")
        return Kept("attachment", self.id, self.sha256, content)


class ConsultationKind(StrEnum):
    """What was talked over with whom."""

    EQUAL = "equal"  # 平等协商, 劳动合同法 art. 4


class Consultation(SQLModel, table=True):
    """The record that enterprise and union settled a text by consultation on an equal footing (劳动合同法 art. 4)."""

    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    kind: ConsultationKind = Field(
        default=ConsultationKind.EQUAL, sa_column=sa.Column(choice(ConsultationKind), nullable=False)
    )
    held_on: date
    enterprise_side: str
    union_side: str
    outcome: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    attachment_id: int = Field(foreign_key="attachment.id")
    recorded_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class StepRecord(SQLModel, table=True):
    """What one step came to. Never changed: a later record of the step on the same words goes before it.

    number        of the records of this step on this edition, 1 for the first: two people who record at once are told
    fingerprint   of the text that was dealt with, whichever save of it
    held_on       the day on paper: of the meeting, the opinion, the signature, the seal
    minutes       the number of the minutes 会议纪要号; "" where there are none
    who           who countersigned, reviewed, chaired, signed, or saw to the seal
    copies        how many carry the seal; None for every other step
    year, serial  the number of an opinion on legality: none is given twice
    """

    __tablename__ = "step_record"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "step", "number"),
        sa.UniqueConstraint("year", "serial"),
        sa.CheckConstraint("copies >= 0", name="step_copies"),
        sa.CheckConstraint("(year IS NULL) = (serial IS NULL)", name="step_opinion_is_whole"),
    )
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    step: Step = Field(sa_column=sa.Column(choice(Step), nullable=False))
    number: int
    snapshot_id: int = Field(foreign_key="snapshot.id")
    fingerprint: str = Field(max_length=64)
    held_on: date
    minutes: str = Field(default="", max_length=80)
    who: str = Field(default="", max_length=200)
    verdict: Verdict = Field(sa_column=sa.Column(choice(Verdict), nullable=False))
    opinion: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    copies: int | None = None
    year: int | None = None
    serial: int | None = None
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    recorded_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class StepStrike(SQLModel, table=True):
    """A record that was wrong and counts no more, by whom and why."""

    __tablename__ = "step_strike"
    record_id: int = Field(foreign_key="step_record.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    reason: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


#: The review rounds of an edition, oldest first.
ROUNDS = Family[Round](Round.edition_id, select(Round).order_by(col(Round.number)))
#: Who was called into the review of an edition, oldest first, with the end of each call that has one.
CALLS = Family[tuple[Call, CallEnd | None]](
    Call.edition_id,
    select(Call, CallEnd).outerjoin(CallEnd, col(CallEnd.call_id) == col(Call.id)).order_by(col(Call.id)),
)
#: The records of an edition, first to last, each with its strike.
STEPS = Family[tuple[StepRecord, StepStrike | None]](
    StepRecord.edition_id,
    select(StepRecord, StepStrike)
    .outerjoin(StepStrike, col(StepStrike.record_id) == col(StepRecord.id))
    .order_by(col(StepRecord.id)),
)
#: What the rounds of an edition are about, oldest first, each with who had to approve; a scope without anybody comes once.
SCOPES = Family[tuple[Scope, Required | None]](
    Scope.edition_id,
    select(Scope, Required)
    .outerjoin(Required, col(Required.scope_id) == col(Scope.id))
    .order_by(col(Scope.id), col(Required.place)),
)
