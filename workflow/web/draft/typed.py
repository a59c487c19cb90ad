"""Suggestions typed on the review page as the drafters' page of suggestions shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import adopting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.submitted import course_of
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.discussion.threads import Wanting
from workflow.rules.visibility import Matter
from workflow.text.comparing.runs import Run
from workflow.text.merging.merge import Conflict
from workflow.web.request import visit
from workflow.web.shapes.redlines import thread_runs


@dataclass(frozen=True, slots=True)
class Typed:
    """One of them.

    now        what its provision is called in the newest text, "" where that has it no more
    conflicts  what it collides with in the newest text
    """

    thread: Thread
    who: Person
    runs: list[Run]
    waits: bool
    now: str
    settled_by: Person | None
    ended_by: Person | None
    conflicts: Sequence[Conflict]


def typed_for(act: Act, edition: Edition, collides: Mapping[int, Sequence[Conflict]]) -> list[Typed]:
    """Those that this visitor may read, in the order of the text as it is now; what waits is held against the newest text.

    collides  what those collide with that could not be accepted a moment ago
    """
    db, course, found = act.db, course_of(act.db, edition), []
    places: dict[str, int] = {}
    threads = [one for one in talking.threads_of(db, edition) if one.suggestion is not None]
    who = [number for one in threads if one.suggestion for number in (one.comment.person_id, one.suggestion.settled_by)]
    by_number(db, Person, [*who, *(one.end.person_id for one in threads if one.end)])
    by_number(db, Snapshot, (one.comment.snapshot_id for one in threads))
    texts.trees_ahead(db, (one.comment.snapshot_id for one in threads if one.wants is Wanting.DECISION))
    for one in threads:
        if one.suggestion is None or not course.can_read(
            visit.reading_as(), Matter.SUGGESTION, one.comment.snapshot_id
        ):
            continue
        newest = visit.newest_text(edition, db.get_one(Snapshot, one.comment.snapshot_id).language)
        listed = texts.reviewable(db, newest) if newest else []
        for place, unit in enumerate(listed):
            places.setdefault(unit.key, place)
        waits = one.wants is Wanting.DECISION
        against = collides.get(one.comment.id, ())
        if waits and newest and not against and not talking.place_in(db, one, newest).is_untouched:
            against = adopting.clash_of(db, one, newest)
        found.append(
            Typed(
                one,
                db.get_one(Person, one.comment.person_id),
                thread_runs(one),
                waits,
                next((unit.label for unit in listed if unit.key == one.comment.key), ""),
                db.get_one(Person, one.suggestion.settled_by) if one.suggestion.settled_by else None,
                db.get_one(Person, one.end.person_id) if one.end else None,
                against,
            )
        )
    return sorted(found, key=lambda one: (not one.waits, places.get(one.thread.comment.key, len(places))))
