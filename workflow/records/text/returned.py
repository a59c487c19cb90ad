"""Returns, Word drafts that came back: the file, what was suggested in it, and which remarks came out of it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.words import Language


class Returned(SQLModel, table=True):
    """One return. Never changed.

    snapshot_id   the text it was made from
    recognised    True when the file itself names that text, False when it was taken to be that one
    reference     what the file says with every tracked change rejected: the text its suggestions are made on
    """

    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    snapshot_id: int = Field(foreign_key="snapshot.id")
    recognised: bool
    reference: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    attachment_id: int = Field(foreign_key="attachment.id")
    brought_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class SuggestionKind(StrEnum):
    """How a suggestion was found in the file."""

    TRACKED = "tracked"  # a tracked change, under its author's name
    UNTRACKED = "untracked"  # found by comparison with the text sent out; nobody signed it


class SuggestionStatus(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def is_accepted(self) -> bool:
        """True when the text has what was suggested."""
        return self is SuggestionStatus.ACCEPTED


class Suggestion(SQLModel, table=True):
    """One change that somebody suggests in one provision.

    order    its place in the file
    changes  which tracked changes of the file, or which untracked differences, it is made of, from 0, as JSON
    key      the permanent key of the provision it changes, or of the one before a provision that it puts in; "" before all
    label    what that provision is called, for a page to show
    is_new   whether it puts in a provision
    before, after  the words around it
    by_hand  accepted by writing it into the text by hand
    """

    __table_args__ = (sa.UniqueConstraint("returned_id", "order"),)
    id: int = Field(default=None, primary_key=True)
    returned_id: int = Field(foreign_key="returned.id", index=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    order: int
    kind: SuggestionKind = Field(sa_column=sa.Column(choice(SuggestionKind), nullable=False))
    changes: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    key: str = Field(max_length=32)
    label: str
    act: str = Field(max_length=16)
    is_new: bool = Field(default=False)
    author: str = Field(max_length=200)
    made_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    before: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    old: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    new: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    after: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    status: SuggestionStatus = Field(
        default=SuggestionStatus.OPEN, sa_column=sa.Column(choice(SuggestionStatus), nullable=False)
    )
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    settled_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    by_hand: bool = Field(default=False)
    #: The text that holds it, once it was accepted.
    accepted_in: int | None = Field(default=None, foreign_key="snapshot.id")


class RemarkOrigin(SQLModel, table=True):
    """A remark that came out of a file: who wrote it there, when, and to whose remark it answers."""

    __tablename__ = "remark_origin"
    comment_id: int = Field(primary_key=True, foreign_key="comment.id", sa_column_kwargs={"autoincrement": False})
    returned_id: int = Field(foreign_key="returned.id", index=True)
    author: str = Field(max_length=200)
    made_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    answers: int | None = Field(default=None, foreign_key="comment.id")
