"""What was said of a text, as its drafters see it beside the words that they are writing."""

from dataclasses import dataclass

from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import suggesting
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.review.reviewing import approvals_of, endings_of
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.rules.discussion.threads import OWED, WANTING_WORDS
from workflow.rules.review import Decision
from workflow.web.request import visit
from workflow.web.shapes.showing import called, t


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a reviewer wants: of `thread` on the review page, None for a decision; `waits` for the drafters."""

    who: str
    words: str
    thread: int | None = None
    waits: bool = False


def remarks_of(act: Act, edition: Edition) -> list[Remarked]:
    """The standing requests for changes and the threads that are not done with, with whom they come from."""
    out = []
    ended, decided, threads = (
        endings_of(act.db, edition),
        approvals_of(act.db, edition),
        talking.threads_of(act.db, edition),
    )
    by_number(act.db, Person, [*(one.person_id for one, _ in decided), *(one.comment.person_id for one in threads)])
    for approval, _ in decided:
        if approval.decision is Decision.REQUEST_CHANGES and approval.id not in ended:
            out.append(Remarked(called(act.db.get_one(Person, approval.person_id), approval.at), approval.opinion))
    origins = suggesting.origins_of(act.db, edition)
    for thread in threads:
        comment, origin = thread.comment, origins.get(thread.comment.id)
        if thread.end is not None or (thread.suggestion and not thread.course.suggests):
            continue
        author = t(f"{origin.author}（Word批注）", f"{origin.author} (in Word)") if origin else ""
        who = author or called(act.db.get_one(Person, comment.person_id), comment.at)
        wants = t("：", ": ") + visit.say(WANTING_WORDS[thread.wants]) if thread.wants else ""
        words = "\n".join(one for one in (_suggested(thread), comment.text) if one)
        out.append(Remarked(f"{who} · {comment.label}{wants}", words, comment.id, thread.wants in OWED))
    return out


def _suggested(thread: Thread) -> str:
    if thread.suggestion is None:
        return ""
    old, new = thread.comment.quote, thread.suggestion.words
    if not new:
        return t(f"建议删去“{old}”", f"suggests to delete “{old}”")
    return t(f"建议将“{old}”改为“{new}”", f"suggests “{new}” instead of “{old}”")
