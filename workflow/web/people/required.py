"""Who must review besides those of the procedure, by kind of text, for the administrator."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.people import required as verbs
from workflow.records.enterprise import RequiredReview, ReviewRequired, capacities_added, reviews_required
from workflow.records.regulation import RegulationKind
from workflow.rules.people.roles import Capacity
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import name, page, said
from workflow.words import Words

desk = Blueprint("required", __name__)
#: Capacities that a form offers, each with its words.
Choices = list[tuple[str, str]]
Verb = Callable[[Act, RegulationKind | None, Capacity | None, date | None], RequiredReview]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of text: whom the general rule asks for, whom the enterprise asks for, and whom it could ask for."""

    kind: RegulationKind
    words: Words
    general: list[str]
    added: Choices
    open: Choices
    history: tuple[ReviewRequired, ...]


@desk.get("/enterprise/reviews")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """By kind of text: the general rule, what the enterprise requires besides, and the forms."""
    return _page()


@desk.post("/enterprise/reviews")
@guarded(ADMIN)
def require_review() -> Response | tuple[str, int]:
    """Require one more from a day on."""
    return _done(verbs.require_review)


@desk.post("/enterprise/reviews/end")
@guarded(ADMIN)
def end_review() -> Response | tuple[str, int]:
    """Require it no longer from a day on."""
    return _done(verbs.end_review, "end:")


def _done(write: Verb, ended: str = "") -> Response | tuple[str, int]:
    form = request.form
    kind = next((one for one in RegulationKind if one == form.get("kind")), None)
    capacity = next((one for one in Capacity if one == form.get("capacity")), None)
    try:
        with visit.acting() as act:
            write(act, kind, capacity, day_in(form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), f"{ended}{kind or ''}", 422)
    return redirect(url_for("required.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    return page(
        "people/required.html",
        status,
        lines=[_line(act, one) for one in RegulationKind],
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
        this_day=act.today,
    )


def _line(act: Act, kind: RegulationKind) -> Line:
    general = act.procedure.capacities(kind.value, act.today)
    history = tuple(one for one in reviews_required(act.db) if one.kind is kind)
    added = capacities_added(act.db, kind, act.today)
    last = {one.capacity: one.ended for one in reversed(history)}
    kept = {one for one in Capacity if one in added or last.get(one) is False}
    return Line(
        kind,
        act.procedure.kind_words(kind.value, act.today),
        [name(one) for one in general],
        _choices(one for one in Capacity if one in kept),
        _choices(one for one in Capacity if one not in general and one not in kept),
        history,
    )


def _choices(several: Iterable[Capacity]) -> Choices:
    return [(one.value, name(one)) for one in several]
