"""Which steps of its own chain an enterprise asks for, by kind of text, for the administrator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.people import chain as verbs
from workflow.records.enterprise import RequiredStep, StepRequired, steps_on, steps_required
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import STEP_WORDS, Step
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("chain_rules", __name__)
#: Steps that a form offers, each with its words.
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of text: what was ever asked for, what is, and what could be; each with its words."""

    kind: RegulationKind
    words: Words
    history: list[tuple[StepRequired, str]]
    asked: Choices
    open: Choices


@desk.get("/enterprise/steps")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """By kind of text: what the enterprise asks for, and the forms."""
    return _page()


@desk.post("/enterprise/steps")
@guarded(ADMIN)
def require_step() -> Response | tuple[str, int]:
    """Ask for one more from a day on."""
    basis = request.form.get("basis", "")
    return _done(lambda act, kind, step: verbs.require_step(act, kind, step, _since(), basis))


@desk.post("/enterprise/steps/end")
@guarded(ADMIN)
def end_step() -> Response | tuple[str, int]:
    """Ask for it no longer from a day on."""
    return _done(lambda act, kind, step: verbs.end_step(act, kind, step, _since()), "end:")


def _since() -> date | None:
    return day_in(request.form.get("since", ""))


def _done(
    write: Callable[[Act, RegulationKind | None, Step | None], RequiredStep], ended: str = ""
) -> Response | tuple[str, int]:
    form = request.form
    kind = next((one for one in RegulationKind if one == form.get("kind")), None)
    step = next((one for one in Step if one == form.get("step")), None)
    try:
        with visit.acting() as act:
            write(act, kind, step)
    except Unusable as error:
        return _page(said(error.problems), f"{ended}{kind or ''}", 422)
    return redirect(url_for("chain_rules.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    return page(
        "people/chain_rules.html",
        status,
        lines=[_line(act, one) for one in RegulationKind],
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
        this_day=act.today,
    )


def _line(act: Act, kind: RegulationKind) -> Line:
    history = [one for one in steps_required(act.db) if one.kind is kind]
    asked = {one.step for one in steps_on(act.db, kind, act.today)}
    coming = {one.step for one in history if one.since > act.today and not one.ended}
    return Line(
        kind,
        act.procedure.kind_words(kind.value, act.today),
        [(one, visit.say(STEP_WORDS[one.step])) for one in history],
        [(one.value, visit.say(STEP_WORDS[one])) for one in Step if one in asked | coming],
        [(one.value, visit.say(STEP_WORDS[one])) for one in verbs.offered(kind) if one not in asked | coming],
    )
