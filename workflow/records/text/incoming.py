"""Imports that are not taken over yet: what was read, and what a person corrected in it so far."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.words import Language


class Purpose(StrEnum):
    """What a file is imported for."""

    DRAFT = "draft"  # becomes the text of an edition that is being drafted
    RETURNED = "returned"  # a draft sent out, back with changes and remarks
    ENTRY = "past"  # a text adopted before the system, 补录


class Incoming(SQLModel, table=True):
    """One import: a file, or pasted text. It belongs to whoever began it, changes in place and goes when it is done.

    content   the bytes as they came; empty for words that were pasted
    text      the lines as read from it and corrected since
    facts     of a text adopted before the system: the form filled in so far, as JSON
    """

    #: A number that was let go is never given again, so that a page left open never means another file.
    __table_args__ = {"sqlite_autoincrement": True}
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: Purpose = Field(sa_column=sa.Column(choice(Purpose), nullable=False))
    edition_id: int | None = Field(default=None, foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    name: str = Field(max_length=200)
    content: bytes = Field(sa_column=sa.Column("bytes", sa.LargeBinary, nullable=False))
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    facts: str = Field(default="{}", sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
