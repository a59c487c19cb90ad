"""Immutable texts, the provisions in them with their permanent keys, and the one mutable text: a working copy."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.words import Language


class Snapshot(SQLModel, table=True):
    """One saved text of an edition in one language. Never changed, never deleted.

    `number` counts the saves of one edition and language, so that two saves on the same parent cannot both happen.
    """

    __table_args__ = (sa.UniqueConstraint("edition_id", "language", "number"),)
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    number: int
    parent_id: int | None = Field(default=None, foreign_key="snapshot.id")
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    #: SHA-256 of the canonical text, 64 hexadecimal digits.
    fingerprint: str = Field(max_length=64, index=True)
    #: SHA-256 of the structure: order of keys, kinds and headings.
    structure: str = Field(max_length=64)
    author_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    note: str = Field(default="", max_length=500)


class ProvisionRow(SQLModel, table=True):
    """One provision of a snapshot. `key` is permanent and the same across snapshots and languages."""

    __tablename__ = "provision"
    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True)
    key: str = Field(primary_key=True, max_length=32)
    parent_key: str = Field(max_length=32)
    #: Of the text engine that stored it: a later one may know other kinds.
    kind: str = Field(max_length=16)
    label: str
    order: int
    fingerprint: str = Field(max_length=64)


class LineageKind(StrEnum):
    """How a provision came out of another one."""

    SPLIT = "split"
    MERGED = "merged"


class Lineage(SQLModel, table=True):
    """`new_key` came out of `old_key` by a split or a merge, first seen in `snapshot_id`."""

    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True)
    old_key: str = Field(primary_key=True, max_length=32)
    new_key: str = Field(primary_key=True, max_length=32)
    kind: LineageKind = Field(sa_column=sa.Column(choice(LineageKind), nullable=False))


class WorkingCopy(SQLModel, table=True):
    """What one person is typing, kept at every preview and save: the only text that changes in place."""

    __tablename__ = "working_copy"
    __table_args__ = (sa.UniqueConstraint("person_id", "edition_id", "language"),)
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    edition_id: int = Field(foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    base_snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    #: The row of keyed blocks that `text` was written from, as JSON; None where it was typed as a text.
    row: str | None = Field(default=None, sa_column=sa.Column(sa.Text))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
