"""Words that somebody typed and that are in no text: kept apart until their writer takes them back or lets them go."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.words import Language


class Aside(StrEnum):
    """Why words were set aside."""

    DISCARDED = "discarded"  # their writer gave them up
    OTHER_WINDOW = "other_window"  # two windows of one person held different words
    TAKEN_BACK = "taken_back"  # other words were taken back in their place


class SetAside(SQLModel, table=True):
    """Words of one person on one text. `window` names the browser window they come from, "" where nothing tells."""

    __tablename__ = "set_aside"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    base_snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    why: Aside = Field(sa_column=sa.Column(choice(Aside), nullable=False))
    window: str = Field(default="", max_length=40)
    text: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
