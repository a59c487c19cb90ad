"""What was said in the review of an edition: its threads, how far each has come, and where its words stand in a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.case import case_of
from workflow.lifecycle.facts.submitted import saved_by
from workflow.records.database.session import read_once
from workflow.records.regulation import Edition
from workflow.records.review import Comment
from workflow.records.text.returned import SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.threads import SAID, ReviewThread, ThreadEnd, ThreadReply, WrittenSuggestion
from workflow.rules.discussion.threads import Course, Disposition, Wanting, counted, wanting
from workflow.rules.facts import ThreadHere, Threads
from workflow.rules.situation import Situation
from workflow.text.comparing.anchoring import Anchor, Place, place
from workflow.text.units import units


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with all that hangs on it, `replies` oldest first."""

    comment: Comment
    row: ReviewThread | None
    end: ThreadEnd | None
    suggestion: WrittenSuggestion | None
    replies: Sequence[tuple[Comment, ThreadReply]] = field(default_factory=list)

    @property
    def disposition(self) -> Disposition:
        """What it asks for; a remark of earlier releases asks for nothing."""
        return self.row.disposition if self.row else Disposition.NOTE

    @property
    def course(self) -> Course:
        """How far it has come, for the rule."""
        return Course(
            self.disposition,
            answered=any(row.is_answer for _, row in self.replies),
            ended=self.end is not None,
            suggests=self.suggestion is not None and self.suggestion.status is SuggestionStatus.OPEN,
        )

    @property
    def wants(self) -> Wanting | None:
        """What it waits for."""
        return wanting(self.course)

    @property
    def anchor(self) -> Anchor:
        """Which words it is on."""
        if self.row is None or self.row.start is None:
            return Anchor(self.comment.key, self.comment.quote)
        return Anchor(self.comment.key, self.comment.quote, self.row.start, self.row.before, self.row.after)


def threads_of(db: Session, edition: Edition) -> list[Thread]:
    """The threads of an edition, oldest first."""
    return _threads(SAID.of(db, edition.id))


def ahead(db: Session, editions: Sequence[Edition]) -> dict[int, list[Thread]]:
    """The same of many editions, by the numbers of their rows, in one statement."""
    return {number: _threads(rows) for number, rows in SAID.ahead(db, [one.id for one in editions]).items()}  # type: ignore[misc]


def thread_of(db: Session, edition: Edition, number: int) -> Thread | None:
    """One thread of an edition; None for a number that is none."""
    return next((one for one in threads_of(db, edition) if one.comment.id == number), None)


def waiting(db: Session, edition: Edition) -> dict[Wanting, int]:
    """How many threads of an edition wait for each thing."""
    return counted(one.course for one in threads_of(db, edition))


def suggestions_in(db: Session, edition: Edition) -> int:
    """How many suggestions typed on the review page wait for an answer; those in Word files are counted apart."""
    return waiting(db, edition)[Wanting.DECISION]


def owed_by_edition(db: Session) -> dict[int, dict[Wanting, int]]:
    """Editions by their number → how many of their threads wait for each thing; those without an open thread are left out."""
    open_ones = (
        select(Comment.edition_id)
        .join(ReviewThread, col(ReviewThread.comment_id) == col(Comment.id))
        .outerjoin(ThreadEnd, col(ThreadEnd.comment_id) == col(Comment.id))
        .where(col(ThreadEnd.comment_id).is_(None))
    )
    numbers = list(db.exec(open_ones.distinct()))
    return {
        number: counted(one.course for one in _threads(rows))
        for number, rows in SAID.ahead(db, numbers).items()
        if isinstance(number, int)
    }


def threads_in(db: Session, edition: Edition) -> Threads:
    """The same as guards ask for it."""
    found = waiting(db, edition)
    return Threads(unanswered=found[Wanting.ANSWER], unresolved=found[Wanting.RESOLUTION])


def of_thread(act: Act, edition: Edition, thread: Thread) -> Situation:
    """How a thread stands for the person of `act`, who wants to say something to it or to close it."""
    return of_actor(act).beside({**case_of(act, edition), ThreadHere: lambda: _here(act, edition, thread)})


def _here(act: Act, edition: Edition, thread: Thread) -> ThreadHere:
    me = act.person.id if act.person else None
    return ThreadHere(
        thread_is_own=me is not None and me == thread.comment.person_id,
        thread_over=thread.end is not None,
        spoke_as_drafter=me in saved_by(act.db, edition),
    )


def words_of(db: Session, snapshot: Snapshot) -> Mapping[str, str]:
    """The words of each provision of a text, by its permanent key."""

    def made() -> Mapping[str, str]:
        return MappingProxyType({one.key: one.text for one in units(texts.tree_of(db, snapshot))})

    return read_once(db, ("words by provision", snapshot.id), ("snapshot",), made)


def place_in(db: Session, thread: Thread, snapshot: Snapshot) -> Place:
    """Where the words of a thread stand in a text of its language."""
    made_on = db.get_one(Snapshot, thread.comment.snapshot_id)
    return place(thread.anchor, words_of(db, made_on), words_of(db, snapshot))


def _threads(
    rows: Sequence[tuple[Comment, ReviewThread | None, ThreadReply | None, ThreadEnd | None, WrittenSuggestion | None]],
) -> list[Thread]:
    replies: dict[int, list[tuple[Comment, ThreadReply]]] = {}
    for comment, _, reply, _, _ in rows:
        if reply is not None:
            replies.setdefault(reply.thread_id, []).append((comment, reply))
    return [
        Thread(comment, row, end, suggestion, replies.get(comment.id, []))
        for comment, row, reply, end, suggestion in rows
        if reply is None
    ]
