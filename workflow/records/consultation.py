"""The consultation of employees 征求意见: whom was asked about which text and how long, what they wrote, how it was answered.

What was written without a name lies in a box until the period is over, with no moment, no order and no event: an event that
spoke for a row would tell when it was written. It is taken out at one moment, all of it in the order of random keys, and is
history from then on. (On SQLite the box has no row numbers, which would give the order back.)
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family
from workflow.rules.consultation.words import Answer, Audience, Course, Manner, Source, course_on


class EmployeeConsultation(SQLModel, table=True):
    """One period in which employees are asked about exactly one text.

    token           names its public address; nobody can guess it
    snapshot_id     the text, the one that stood when it was opened; base_id is the text that it changes, if any
    audience_key    code of the entity, name of the department, number of the roll; "" for everybody
    audience_words  what that was called when it was opened
    since, until    days of the enterprise, both included
    """

    __tablename__ = "employee_consultation"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "number"),
        sa.CheckConstraint("until >= since", name="consultation_has_days"),
    )
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    number: int
    token: str = Field(max_length=32, unique=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    base_id: int | None = Field(default=None, foreign_key="snapshot.id")
    manner: Manner = Field(sa_column=sa.Column(choice(Manner), nullable=False))
    audience: Audience = Field(sa_column=sa.Column(choice(Audience), nullable=False))
    audience_key: str = Field(default="", max_length=200)
    audience_words: str = Field(default="", max_length=200)
    since: date
    until: date
    note: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    opened_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    stopped_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    stopped_by: int | None = Field(default=None, foreign_key="person.id")
    stop_reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    closed_by: int | None = Field(default=None, foreign_key="person.id")

    def course(self, day: date) -> Course:
        """Where it stands on `day`."""
        return course_on(
            day, self.since, self.until, stopped=self.stopped_at is not None, closed=self.closed_at is not None
        )


class BoxedOpinion(SQLModel, table=True):
    """An opinion without a name, until the box is opened. `key` is a digest of what the form carried: sent twice it is one."""

    __tablename__ = "boxed_opinion"
    __table_args__ = {"sqlite_with_rowid": False}
    key: str = Field(primary_key=True, max_length=32)
    consultation_id: int = Field(foreign_key="employee_consultation.id")
    provision: str = Field(default="", max_length=32)
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))


class Opinion(SQLModel, table=True):
    """What somebody wrote about a provision, or about the whole ("").

    person_id   who, where they signed in or gave their employee number; `name` what a paper or a table says instead
    brought_by  who typed it in from paper, or brought the table
    day         when it came; None for what lay in the box
    """

    __table_args__ = (
        sa.CheckConstraint(
            "source != 'written' OR person_id IS NOT NULL OR (day IS NULL AND name = '' AND brought_by IS NULL)",
            name="opinion_without_a_name",
        ),
    )
    key: str = Field(primary_key=True, max_length=32)
    consultation_id: int = Field(foreign_key="employee_consultation.id", index=True)
    provision: str = Field(default="", max_length=32)
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    source: Source = Field(sa_column=sa.Column(choice(Source), nullable=False))
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str = Field(default="", max_length=40)
    brought_by: int | None = Field(default=None, foreign_key="person.id")
    day: date | None = None


class OpinionGroup(SQLModel, table=True):
    """Opinions that say the same and get one answer."""

    __tablename__ = "opinion_group"
    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="employee_consultation.id", index=True)
    provision: str = Field(default="", max_length=32)
    title: str = Field(max_length=80)
    made_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Placing(SQLModel, table=True):
    """In which group an opinion is; the last row counts."""

    __tablename__ = "opinion_placing"
    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="employee_consultation.id", index=True)
    opinion: str = Field(foreign_key="opinion.key", max_length=32)
    group_id: int = Field(foreign_key="opinion_group.id")
    placed_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class OpinionAnswer(SQLModel, table=True):
    """What became of a group, and why; the last row counts. `became`: the provisions that its words went into, by their keys."""

    __tablename__ = "opinion_answer"
    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="employee_consultation.id", index=True)
    group_id: int = Field(foreign_key="opinion_group.id")
    answer: Answer = Field(sa_column=sa.Column(choice(Answer), nullable=False))
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    became: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    answered_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def keys(self) -> Sequence[str]:
        """The provisions that the words went into."""
        return self.became.split()


#: The consultations of an edition, first to last; and what belongs to one of them. Opinions stand in the order of their random keys.
CONSULTATIONS = Family[EmployeeConsultation](
    EmployeeConsultation.edition_id, select(EmployeeConsultation).order_by(col(EmployeeConsultation.number))
)
OPINIONS = Family[Opinion](Opinion.consultation_id, select(Opinion).order_by(col(Opinion.key)))
GROUPS = Family[OpinionGroup](OpinionGroup.consultation_id, select(OpinionGroup).order_by(col(OpinionGroup.id)))
PLACINGS = Family[Placing](Placing.consultation_id, select(Placing).order_by(col(Placing.id)))
ANSWERS = Family[OpinionAnswer](OpinionAnswer.consultation_id, select(OpinionAnswer).order_by(col(OpinionAnswer.id)))


#: What lies in the box, by its random keys, of which there are at most some thousand.
BOXED = Family[str](BoxedOpinion.consultation_id, select(BoxedOpinion.key))


def by_token(db: Session, token: str) -> EmployeeConsultation | None:
    """The consultation at a public address."""
    return db.exec(select(EmployeeConsultation).where(EmployeeConsultation.token == token)).first()


def boxed(db: Session, consultation_id: int) -> int:
    """How many opinions lie in the box."""
    return len(BOXED.of(db, consultation_id))
