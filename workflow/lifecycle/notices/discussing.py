"""Who is told of what was said in a review: those who take part in a thread, and the drafters who owe an answer."""

import json
from collections.abc import Iterable, Iterator

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, roles_of
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.submitted import course_of
from workflow.lifecycle.notices.addressing import Matter, Row, last_round, rows, writers
from workflow.records.event import Event, Payload
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.rules import visibility
from workflow.rules.notices import NoticeKind
from workflow.rules.visibility import Reader


def answered(act: Act, told: Event) -> Iterator[Row]:
    """Whoever spoke in the threads that an act is about; of a new remark, whoever remarked on the same provision before."""
    edition, said = _edition(act, told), _said(act, told)
    named = said.get("comments") or [said.get("comment")]
    numbers = {one for one in (named if isinstance(named, list) else []) if isinstance(one, int)}
    threads = talking.threads_of(act.db, edition)
    about = [one for one in threads if numbers & {one.comment.id, *(reply.id for reply, _ in one.replies)}]
    if not about:
        return
    heard = about
    if told.verb == "comment":
        heard = [
            one for one in threads if one.comment.key == about[0].comment.key and one.comment.id < about[0].comment.id
        ]
    people = {who for one in heard for who in _who_spoke(one)} - {told.actor_id}
    matter = Matter(NoticeKind.ANSWERED, f"answered:{told.seq}", edition=edition)
    yield from rows(act, matter, _readers(act, edition, about[0], people))


def to_answer(act: Act, told: Event) -> Iterator[Row]:
    """The drafters, while a thread still waits for them; once a round and day, however many remarks are made."""
    edition = _edition(act, told)
    thread = talking.thread_of(act.db, edition, _number(_said(act, told)))
    if thread is None or thread.wants is None:
        return
    key = f"to_answer:{edition.id}:{last_round(act, edition)}:{act.today.isoformat()}"
    people = [one for one in writers(act, edition) if one.id != told.actor_id]
    yield from rows(act, Matter(NoticeKind.TO_ANSWER, key, edition=edition), people)


def _number(said: dict[str, object]) -> int:
    found = said.get("comment")
    return found if isinstance(found, int) else 0


def _edition(act: Act, told: Event) -> Edition:
    return act.db.get_one(Edition, int(told.object.removeprefix("edition:")))


def _said(act: Act, told: Event) -> dict[str, object]:
    words = act.db.get(Payload, told.seq)
    found: dict[str, object] = json.loads(words.words) if words else {}
    return found


def _who_spoke(thread: Thread) -> set[int]:
    return {thread.comment.person_id, *(reply.person_id for reply, _ in thread.replies)}


def _readers(act: Act, edition: Edition, thread: Thread, numbers: Iterable[int | None]) -> list[Person]:
    """Those of them who have an account and may read the thread today."""
    people = select(Person).where(col(Person.id).in_(list(numbers)), col(Person.closed).is_(False))
    course = course_of(act.db, edition)
    return [
        one
        for one in act.db.exec(people.order_by(col(Person.id)))
        if course.can_read(
            Reader(roles_of(act.db, one, act.today), one.id, public_reading=False),
            visibility.Matter.REMARK,
            thread.comment.snapshot_id,
        )
    ]
