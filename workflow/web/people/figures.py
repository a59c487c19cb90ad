"""The figures of the procedure, for the administrator: what the law says, and what the enterprise set towards the stricter."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.facts import standing
from workflow.lifecycle.people import figures as verbs
from workflow.records.enterprise import FigureSet, figures_set
from workflow.rules.procedure import IN_USE, Figure, ProcedureError, Set
from workflow.web.people.dated import Holds, holding
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in, whole_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("figures", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as the page tells it: the law's, what counts today, and where that stands.

    clause   the own provision that says so; None where it is not in force today, or where the law's figure counts
    is_gone  a figure of the enterprise's own whose provision is not there any more, or does not say so
    to_come  how many further ones begin later
    """

    law: Figure
    now: Figure
    clause: Words | None
    is_gone: bool
    to_come: int

    @property
    def is_set(self) -> bool:
        """Whether the enterprise's own figure counts."""
        return self.now.bound is not None


@desk.get("/enterprise/figures")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """Every figure that an enterprise may set, those first that are asked in this product."""
    act = visit.reader()
    known = [one for name in act.procedure.figures if (one := _law(act, name)) and one.can_be_set]
    standing.clauses_ahead(act.db, [figures.on(act, one.name, act.today) for one in known], act.today)
    lines = [_line(act, one) for one in known]
    return page(
        "people/figures.html",
        used=[one for one in lines if one.law.name in IN_USE],
        others=[one for one in lines if one.law.name not in IN_USE],
    )


@desk.get("/enterprise/figures/<figure>")
@guarded(ADMIN)
def one(figure: str) -> tuple[str, int]:
    """One figure: the law's, those that the enterprise set, and the form that sets another."""
    return _page(figure)


@desk.post("/enterprise/figures/<figure>")
@guarded(ADMIN)
def set_figure(figure: str) -> Response | tuple[str, int]:
    """Set it from a day on."""
    form = request.form
    try:
        with visit.acting() as act:
            _known(act, figure)
            verbs.set_figure(
                act,
                figure,
                Set(
                    whole_in(form.get("value", "")),
                    whole_in(form.get("numerator", "")),
                    whole_in(form.get("denominator", "")),
                    form.get("comparison", ""),
                ),
                day_in(form.get("since", "")),
                form.get("words", ""),
                form.get("clause", ""),
            )
    except Unusable as error:
        return _page(figure, said(error.problems), 422)
    return redirect(url_for("figures.one", figure=figure))


@desk.post("/enterprise/figures/<figure>/end")
@guarded(ADMIN)
def end_figure(figure: str) -> Response | tuple[str, int]:
    """Let the law's figure be enough again from a day on."""
    try:
        with visit.acting() as act:
            _known(act, figure)
            verbs.end_figure(act, figure, day_in(request.form.get("end", "")))
    except Unusable as error:
        return _page(figure, said(error.problems), 422)
    return redirect(url_for("figures.one", figure=figure))


def _law(act: Act, name: str) -> Figure | None:
    """The figure of the file today, or None where it has none."""
    try:
        return act.procedure.figure(name, act.today)
    except ProcedureError:
        return None


def _known(act: Act, name: str) -> Figure:
    found = _law(act, name)
    return found if found is not None and found.can_be_set else abort(404)


def _line(act: Act, law: Figure) -> Line:
    now = figures.on(act, law.name, act.today)
    own = standing.own_clause(act.db, now, act.today) if now.bound else None
    return Line(
        law,
        now,
        own.words() if own else None,
        now.bound is not None and own is None,
        sum(1 for one in figures_set(act.db) if one.name == law.name and one.since > act.today),
    )


def _page(name: str, problems: dict[str, str] | None = None, status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    law, form = _known(act, name), request.form
    since = day_in(form.get("since", ""))
    several = verbs.saying_on(act, form["words"].strip(), since) if problems and "clause" in problems and since else []
    return page(
        "people/figure.html",
        status,
        line=_line(act, law),
        law_source=visit.say(law.clauses(None)),
        in_use=name in IN_USE,
        rows=_rows(act, law),
        several=[(one.mark, visit.say(one.clause.words())) for one in several],
        problems=problems or {},
        typed=form,
        today=act.today.isoformat(),
    )


def _rows(act: Act, law: Figure) -> list[tuple[FigureSet, Words | None, Holds]]:
    """What the enterprise set, the last to hold first: the row, its figure in words (None: the law's again), how it stands."""
    mine = [one for one in figures_set(act.db) if one.name == law.name]
    return [
        (one, law.as_spelled(one.figure).said() if one.figure.size is not None else None, stands)
        for one, stands in holding(mine, act.today)
    ]
