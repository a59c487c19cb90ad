"""What the review page says of threads: where the words of each stand now, what was said, and what the visitor may do."""

from dataclasses import dataclass, field
from typing import Any

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import Course
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.review import Comment
from workflow.records.text.returned import RemarkOrigin, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.discussion.threads import DISPOSITION_MEANS, DISPOSITION_WORDS, WANTING_WORDS, Disposition
from workflow.rules.situation import Situation
from workflow.rules.visibility import Matter, Reader
from workflow.text.comparing.anchoring import Held, Place
from workflow.text.comparing.runs import Run
from workflow.web.request import visit
from workflow.web.shapes.redlines import thread_runs
from workflow.web.shapes.showing import offer
from workflow.words import Language, Words


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said to a thread; `points` is the provision it names, by its key and today's number ("" where it is no more)."""

    comment: Comment
    who: Person
    is_answer: bool
    points: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One thread as the page shows it.

    key     the provision at which it stands now; `label`, what that is called in the text shown ("" where it is not there)
    place   where exactly, and how it was found
    wants   what it waits for, in words; None for nothing
    marks   of a suggestion, the words that go and come
    now     what stands there instead, when the words of a suggestion were changed meanwhile
    offers  what the visitor may do, by verb: only what nothing stands against
    """

    thread: Thread
    who: Person
    origin: RemarkOrigin | None
    language: Language
    key: str
    label: str
    place: Place
    wants: Words | None
    said: list[Said]
    ended_by: Person | None
    settled_by: Person | None
    marks: list[Run]
    now: str
    offers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def comment(self) -> Comment:
        """What began it."""
        return self.thread.comment

    @property
    def is_open(self) -> bool:
        """Whether something still waits, or may: such a thread is never folded away."""
        return self.wants is not None or (self.thread.end is None and not self.is_settled)

    @property
    def is_settled(self) -> bool:
        """Whether its suggestion was accepted or declined."""
        suggestion = self.thread.suggestion
        return suggestion is not None and suggestion.status is not SuggestionStatus.OPEN

    @property
    def is_orphan(self) -> bool:
        """Whether its words stand nowhere any more."""
        return self.place.held is Held.ORPHAN

    @property
    def is_overtaken(self) -> bool:
        """Whether an open suggestion is on words that were changed meanwhile."""
        suggestion = self.thread.suggestion
        waits = suggestion is not None and suggestion.status is SuggestionStatus.OPEN and self.thread.end is None
        return waits and not self.place.is_untouched

    @property
    def quotes(self) -> bool:
        """Whether it is on chosen words rather than on a whole provision."""
        return self.thread.row is not None and self.thread.row.start is not None

    @property
    def asks(self) -> Disposition | None:
        """What it asks for, where it was said."""
        return self.thread.disposition if self.thread.row and not self.thread.suggestion else None


def talks_of(
    act: Act,
    edition: Edition,
    course: Course,
    reader: Reader,
    heads: dict[Language, Snapshot],
    origins: dict[int, RemarkOrigin],
) -> list[Talk]:
    """The threads that this visitor may read, oldest first, each where its words stand in the text of its language.

    heads  the texts shown; a thread on a language that is not shown stands where it was made
    """
    read = [
        one
        for one in talking.threads_of(act.db, edition)
        if course.can_read(reader, Matter.SUGGESTION if one.suggestion else Matter.REMARK, one.comment.snapshot_id)
    ]
    people = [one.comment.person_id for one in read] + [said.person_id for one in read for said, _ in one.replies]
    people += [one.end.person_id for one in read if one.end]
    people += [one.suggestion.settled_by for one in read if one.suggestion and one.suggestion.settled_by]
    by_number(act.db, Person, people)
    texts.trees_ahead(act.db, (one.comment.snapshot_id for one in read))
    labels = {language: _labels(act, head) for language, head in heads.items()}
    deciding = _deciding(act, edition)
    return [_talk(act, edition, one, heads, labels, origins, deciding) for one in read]


def forms_of(edition: Edition, head: Snapshot, situation: Situation) -> dict[str, object]:
    """What the forms for threads need: what a remark may ask for, to what an answer may point, which text is the newest."""
    newest = visit.newest_text(edition, head.language) or head
    return {
        "may_suggest": offer("suggest", situation),
        "dispositions": [(one, visit.say(DISPOSITION_MEANS[one])) for one in DISPOSITION_WORDS],
        "answerable": [one for one in texts.reviewable(visit.db(), newest) if one.label],
        "newest_of": lambda one: visit.shown_text(edition, one.language) or one,
    }


def _labels(act: Act, head: Snapshot) -> dict[str, str]:
    return {one.key: one.label for one in texts.reviewable(act.db, head)}


def _deciding(act: Act, edition: Edition) -> dict[str, dict[str, Any]]:
    """What the visitor may do with suggestions here."""
    if act.person is None:
        return {}
    situation = of_edition(act, edition)
    offered = {verb: offer(verb, situation) for verb in ("accept", "decline")}
    return {verb: one for verb, one in offered.items() if one and not one["reasons"]}


def _talk(
    act: Act,
    edition: Edition,
    thread: Thread,
    heads: dict[Language, Snapshot],
    labels: dict[Language, dict[str, str]],
    origins: dict[int, RemarkOrigin],
    deciding: dict[str, dict[str, Any]],
) -> Talk:
    db, comment = act.db, thread.comment
    made_on = db.get_one(Snapshot, comment.snapshot_id)
    head = heads.get(made_on.language, made_on)
    known = labels.get(made_on.language) or _labels(act, head)
    place = talking.place_in(db, thread, head)
    offers = _offers(act, edition, thread) | (deciding if _suggests(thread) else {})
    row = thread.suggestion
    now = (
        talking.words_of(db, head).get(place.key, "")[place.start : place.end] if place.held is not Held.ORPHAN else ""
    )
    return Talk(
        thread=thread,
        who=db.get_one(Person, comment.person_id),
        origin=origins.get(comment.id),
        language=made_on.language,
        key=place.key,
        label=known.get(place.key, ""),
        place=place,
        wants=WANTING_WORDS[thread.wants] if thread.wants else None,
        said=[
            _said(act, one, is_answer=reply.is_answer, to=reply.points_to, known=known) for one, reply in thread.replies
        ],
        ended_by=db.get_one(Person, thread.end.person_id) if thread.end else None,
        settled_by=db.get_one(Person, row.settled_by) if row and row.settled_by else None,
        marks=thread_runs(thread) if row else [],
        now=now,
        offers=offers,
    )


def _said(act: Act, comment: Comment, *, is_answer: bool, to: str, known: dict[str, str]) -> Said:
    return Said(comment, act.db.get_one(Person, comment.person_id), is_answer, (to, known.get(to, "")) if to else None)


def _offers(act: Act, edition: Edition, thread: Thread) -> dict[str, dict[str, Any]]:
    if act.person is None:
        return {}
    at = talking.of_thread(act, edition, thread)
    offered = {verb: offer(verb, at) for verb in ("reply", "answer", "resolve")}
    return {verb: one for verb, one in offered.items() if one and not one["reasons"]}


def _suggests(thread: Thread) -> bool:
    return thread.suggestion is not None and thread.course.suggests and not thread.course.ended
