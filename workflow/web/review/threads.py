"""Remarks and suggestions on chosen words of the review page, what is said to them, and their end."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.submitted import course_of
from workflow.lifecycle.review import discussing
from workflow.lifecycle.review.discussing import Chosen
from workflow.records.regulation import Edition, edition_at
from workflow.records.text.snapshot import Snapshot
from workflow.rules.discussion.threads import Disposition
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Matter
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import guarded, only
from workflow.web.review.page import review_page
from workflow.web.review.review import back
from workflow.web.shapes.showing import said
from workflow.words import Words

desk = Blueprint("threads", __name__)
COMMENTERS = only(Role.REVIEWER, Role.DRAFTER, Role.SECRETARY)
CLOSERS = only(Role.REVIEWER, Role.DRAFTER, Role.SECRETARY, Role.ISSUER)
#: A text that others have put in the place of the one on the page, and what was typed there.
MOVED = {
    "": Words(
        "您写意见的时候文本换成了新的一轮，意见没有提交。下面是更换前后的差别，您写的还在：请对照新的文本，确认后再提交。",
        "While you were writing, another text was put before the reviewers, and your remark was not sent. Below is what changed since; "
        "your words are still here: hold them against the new text and send them again.",
    )
}


class Moved(Exception):
    """Another text stands than the one that was on the page."""


@desk.post("/regulations/<slug>/editions/<int:number>/comment")
@guarded(COMMENTERS)
def comment(slug: str, number: int) -> Response | tuple[str, int]:
    """Hang a remark on a provision, or on words of it."""
    form = request.form
    wanted = form.get("disposition", "")
    asks = Disposition(wanted) if wanted in set(Disposition) else Disposition.QUESTION

    def write(act: Act, edition: Edition, snapshot: Snapshot) -> None:
        discussing.comment(
            act, edition, snapshot, form.get("key", ""), form.get("comment", ""), disposition=asks, chosen=_chosen()
        )

    return _written(slug, number, write)


@desk.post("/regulations/<slug>/editions/<int:number>/suggest")
@guarded(COMMENTERS)
def suggest(slug: str, number: int) -> Response | tuple[str, int]:
    """Suggest other words for chosen ones."""
    form = request.form

    def write(act: Act, edition: Edition, snapshot: Snapshot) -> None:
        words, why = form.get("words", ""), form.get("comment", "")
        discussing.suggest(act, edition, snapshot, form.get("key", ""), _chosen(), words, why)

    return _written(slug, number, write)


@desk.post("/regulations/<slug>/editions/<int:number>/reply")
@guarded(COMMENTERS)
def reply(slug: str, number: int) -> Response | tuple[str, int]:
    """Say something to a thread."""
    return _spoken(slug, number, lambda act, edition, thread: discussing.reply(act, edition, thread, _words()))


@desk.post("/regulations/<slug>/editions/<int:number>/answer")
@guarded(only(Role.DRAFTER))
def answer(slug: str, number: int) -> Response | tuple[str, int]:
    """As a drafter, answer what was asked."""
    to = request.form.get("points_to", "")
    return _spoken(slug, number, lambda act, edition, thread: discussing.answer(act, edition, thread, _words(), to))


@desk.post("/regulations/<slug>/editions/<int:number>/resolve")
@guarded(CLOSERS)
def resolve(slug: str, number: int) -> Response | tuple[str, int]:
    """Be done with a thread."""
    reason = request.form.get("reason", "")
    return _spoken(slug, number, lambda act, edition, thread: discussing.resolve(act, edition, thread, reason))


def _words() -> str:
    return request.form.get("reply", "")


def _chosen() -> Chosen:
    """The words that a form names; of those around them no more is looked at than is kept."""
    form = request.form
    return Chosen(form.get("quote", ""), form.get("before", "")[-64:], form.get("after", "")[:64])


def _written(
    slug: str, number: int, write: Callable[[Act, Edition, Snapshot], None]
) -> Response | tuple[str, int]:  # fmt: skip
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            snapshot = act.db.get(Snapshot, row_in(request.form.get("snapshot", ""))) or abort(404)
            course = course_of(act.db, current)
            if snapshot.edition_id != current.id or not course.can_read(
                visit.reading_as(), Matter.TEXT, snapshot.id
            ):  # fmt: skip
                abort(404)
            newest = row_in(request.form.get("newest", ""))
            stands = visit.shown_text(current, snapshot.language)
            if newest and stands is not None and stands.id != newest:
                raise Moved
            write(act, current, snapshot)
    except Moved:
        before = visit.db().get_one(
            Snapshot, row_in(request.form.get("snapshot", ""))
        )  # it was asked above who may read it
        return review_page(regulation, edition, problems=said(MOVED), moved={before.language: before}, status=409)
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(back(slug, number, f"p-{request.form.get('key', '')}"))


def _spoken(
    slug: str, number: int, speak: Callable[[Act, Edition, Thread], object]
) -> Response | tuple[str, int]:  # fmt: skip
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            thread = talking.thread_of(act.db, current, row_in(request.form.get("thread", ""))) or abort(404)
            course = course_of(act.db, current)
            if not course.can_read(visit.reading_as(), Matter.REMARK, thread.comment.snapshot_id):
                abort(404)
            speak(act, current, thread)
            spoken = thread.comment.id
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(back(slug, number, f"c-{spoken}"))
