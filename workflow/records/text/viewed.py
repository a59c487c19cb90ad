"""What a reviewer noted for themselves: which provisions they have looked at, in which words, and how they like the page.

None of it is history: nothing is decided by it, and it is nobody else's business.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, one_language
from workflow.words import Language


class ViewedMark(SQLModel, table=True):
    """One provision as one person last marked it viewed.

    snapshot_id  the text in which they saw it
    fingerprint  that of its words there; "" for one that was deleted, whose absence they saw
    """

    __tablename__ = "viewed_mark"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", primary_key=True, index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), primary_key=True))
    key: str = Field(primary_key=True, max_length=32)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    fingerprint: str = Field(max_length=64)
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class ReviewChoice(SQLModel, table=True):
    """How one person likes the review page; who chose nothing has no row."""

    __tablename__ = "review_choice"
    person_id: int = Field(primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False})
    keys_off: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


def marks_of(db: Session, person: int, edition: int) -> dict[tuple[Language, str], ViewedMark]:
    """What a person marked viewed in an edition, by language and permanent key."""
    mine = select(ViewedMark).where(ViewedMark.person_id == person, ViewedMark.edition_id == edition)
    return {(one.language, one.key): one for one in db.exec(mine.order_by(col(ViewedMark.at)))}
