"""The register of document numbers 发文字号登记簿: every number of a year, what became of it, and the two acts on it."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.submitted import can_read_edition
from workflow.lifecycle.issue import numbers as kept_numbers
from workflow.records.enterprise import called_on
from workflow.records.number import DocumentNumber
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.drawing import press
from workflow.web.shapes.showing import offer, page, said

desk = Blueprint("register", __name__)
ISSUER = only(Role.ISSUER)


@desk.get("/numbers")
@guarded(ISSUER)
def numbers() -> tuple[str, int]:
    """The register, one year and code at a time."""
    return _page()


@desk.post("/numbers")
@guarded(ISSUER)
def note_number() -> Response | tuple[str, int]:
    """Put down a number that a paper made elsewhere carries."""
    try:
        with visit.acting() as act:
            kept = numbering.note(act, request.form.get("number", ""), request.form.get("subject", ""))
            to = url_for("register.numbers", series=f"{kept.code}/{kept.year}")
    except Unusable as error:
        return _page(problems=said(error.problems), at="note", status=422)
    return redirect(to)


@desk.post("/numbers/<int:number>/void")
@guarded(ISSUER)
def void_number(number: int) -> Response | tuple[str, int]:
    """Say that no paper will carry it."""
    try:
        with visit.acting() as act:
            found = act.db.get(DocumentNumber, number) or abort(404)
            numbering.void(act, found, request.form.get("reason", ""))
            to = url_for("register.numbers", series=f"{found.code}/{found.year}")
    except Unusable as error:
        return _page(problems=said(error.problems), at=f"void-{number}", status=422)
    return redirect(to)


def _page(*, problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    own = called_on(act.db, press().settings, act.today).code
    several = kept_numbers.series(act.db, own, act.today.year)
    asked = request.args.get("series", "")
    chosen = next((one for one in several if f"{one[0]}/{one[1]}" == asked), (own, act.today.year))
    lines = kept_numbers.lines(act.db, *chosen)
    reader = visit.reading_as()
    return page(
        "issue/numbers.html",
        status,
        series=[(f"{code}/{year}", f"{code}〔{year}〕", (code, year) == chosen) for code, year in several],
        lines=[
            (
                one,
                one.edition is not None and can_read_edition(act.db, one.edition, reader),
                offer("void_number", numbering.of_number(act, one.row)) if one.row else None,
            )
            for one in lines
        ],
        missing=[one.number for one in lines if one.fate is kept_numbers.Fate.UNKNOWN],
        following=numbering.next_number(act.db, own, act.today.year),
        words={fate: visit.say(words) for fate, words in kept_numbers.FATE_WORDS.items()},
        note=offer("note_number", of_actor(act)),
        form=request.form,
        problems=problems or {},
        at=at,
    )
