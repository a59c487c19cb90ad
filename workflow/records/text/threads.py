"""Threads of a review: what a remark asks for, which words it is on, what was said to it, how it ended, what it suggests.

A remark (`workflow.records.review.Comment`) without any of these is one of earlier releases, or came out of a Word file: it is on
a provision as a whole and holds nothing up.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select

from workflow.records.database.columns import Moment, choice
from workflow.records.database.families import Family
from workflow.records.review import Comment
from workflow.records.text.returned import SuggestionStatus
from workflow.rules.discussion.threads import Closing, Disposition


class ReviewThread(SQLModel, table=True):
    """What a remark asks for, and on which words of its provision it is: `Comment.quote` is those words.

    start          where they begin in the words of the provision; None for the provision as a whole
    before, after  32 characters on each side
    """

    __tablename__ = "review_thread"
    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    disposition: Disposition = Field(sa_column=sa.Column(choice(Disposition), nullable=False))
    start: int | None = None
    before: str = Field(default="", max_length=32)
    after: str = Field(default="", max_length=32)


class ThreadReply(SQLModel, table=True):
    """That a remark was said to another one.

    is_answer  by the drafters, to what was asked of them
    points_to  the permanent key of the provision that the answer names, "" for none: a page shows the number it has today
    """

    __tablename__ = "thread_reply"
    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    thread_id: int = Field(foreign_key="comment.id", index=True)
    is_answer: bool
    points_to: str = Field(default="", max_length=32)


class ThreadEnd(SQLModel, table=True):
    """That a thread is done with: by its author, or by the chair with a reason."""

    __tablename__ = "thread_end"
    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    manner: Closing = Field(sa_column=sa.Column(choice(Closing), nullable=False))
    person_id: int = Field(foreign_key="person.id")
    reason: str = Field(default="", max_length=2000)
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class WrittenSuggestion(SQLModel, table=True):
    """The words that somebody wants instead of those that a thread is on, and what became of that.

    words        "" to have them taken out
    accepted_in  the text that has them
    """

    __tablename__ = "written_suggestion"
    comment_id: int = Field(foreign_key="comment.id", primary_key=True)
    words: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    status: SuggestionStatus = Field(
        default=SuggestionStatus.OPEN,
        sa_column=sa.Column(choice(SuggestionStatus, "writtenstatus"), nullable=False),
    )
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    settled_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    reason: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    by_hand: bool = Field(default=False)
    accepted_in: int | None = Field(default=None, foreign_key="snapshot.id")


#: Every remark on an edition, oldest first, with what makes a thread, an answer, an end or a suggestion of it.
SAID = Family[tuple[Comment, ReviewThread | None, ThreadReply | None, ThreadEnd | None, WrittenSuggestion | None]](
    Comment.edition_id,
    select(Comment, ReviewThread, ThreadReply, ThreadEnd, WrittenSuggestion)  # type: ignore[call-overload]
    .outerjoin(ReviewThread, col(ReviewThread.comment_id) == col(Comment.id))
    .outerjoin(ThreadReply, col(ThreadReply.comment_id) == col(Comment.id))
    .outerjoin(ThreadEnd, col(ThreadEnd.comment_id) == col(Comment.id))
    .outerjoin(WrittenSuggestion, col(WrittenSuggestion.comment_id) == col(Comment.id))
    .order_by(col(Comment.id)),
)
