"""References whose meaning became doubtful when numbers moved: the question, kept with the text, and its one answer."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment


class ReferenceQuestion(SQLModel, table=True):
    """In this text a reference names another provision than it was meant to. Never changed.

    unit_key, place  the provision whose words hold it, and which of its references it is, from 0
    within, line     the label of the article it stands in, and its line
    printed          the reference as it reads in this text; `was` as it read when it was last right
    meant, names     keys of what it was meant to name and of what it names now, joined by blanks; "" names nothing
    now              the first words of what it names now
    gone, moved_to   what was meant is not in the text any more; else how it is cited now
    """

    __tablename__ = "reference_question"
    __table_args__ = (sa.UniqueConstraint("snapshot_id", "unit_key", "place"),)
    id: int = Field(default=None, primary_key=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    unit_key: str = Field(max_length=32)
    place: int
    within: str
    line: int
    printed: str
    was: str
    meant: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    names: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    now: str
    gone: bool
    moved_to: str


class ReferenceAnswer(SQLModel, table=True):
    """Somebody who drafts said that a reference means what it names now. Holds for these keys, whatever their numbers."""

    __tablename__ = "reference_answer"
    id: int = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="reference_question.id", unique=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
