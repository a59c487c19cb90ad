"""What an amendment puts before its readers: the comparison table with reasons, and the amending decision, proved."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import explaining
from workflow.lifecycle.facts import entries, working_out
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.papers import DECISION_WORDS, decision_order, table_order, table_rows
from workflow.records.regulation import Edition, edition_at
from workflow.rules.people.roles import Role
from workflow.rules.states import is_drafted
from workflow.web.request import visit
from workflow.web.request.guard import PUBLIC, guarded, only
from workflow.web.request.long import long
from workflow.web.request.sending import send_pdf
from workflow.web.shapes import drawing, entered, shown_texts
from workflow.web.shapes.drawing import delivered
from workflow.web.shapes.paper_names import TABLE, name_of, name_of_decision
from workflow.web.shapes.showing import offer, page, said, t

desk = Blueprint("amending", __name__)
REASON = "reason:"


@desk.get("/regulations/<slug>/editions/<int:number>/table")
@long
@guarded(PUBLIC)
def table(slug: str, number: int) -> tuple[str, int]:
    """The comparison table 修订对照表: before, after, reason; drafters fill the reasons in."""
    return _table_page(shown_texts.amendment(slug, number, on_draft="draft" in request.args))


@desk.post("/regulations/<slug>/editions/<int:number>/explain")
@guarded(only(Role.DRAFTER))
def explain(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Keep the reasons."""
    found = shown_texts.amendment(slug, number, on_draft="draft" in request.form)
    reasons = {key.removeprefix(REASON): value for key, value in request.form.items() if key.startswith(REASON)}
    try:
        with visit.acting() as act:
            explaining.explain(act, edition_at(act.db, found.edition.id), reasons)
    except Unusable as error:
        return _table_page(found, problems=said(error.problems), typed=reasons, status=422)
    return redirect(url_for("amending.table", slug=slug, number=number, draft=1 if found.beside else None))


@desk.get("/regulations/<slug>/editions/<int:number>/table.pdf")
@long
@guarded(PUBLIC)
def table_pdf(slug: str, number: int) -> Response:
    """The comparison table as a paper for delegates."""
    found = shown_texts.amendment(slug, number)
    act = visit.reader()
    reasons = shown_texts.readable_reasons(found)
    order = table_order(act.db, found.before, found.after, reasons, act.today, drawing.press())
    name = name_of(found.after, ".pdf", what=TABLE)
    return delivered(order, lambda content: send_pdf(content, name, f"{slug}-{number}-table.pdf"))


@desk.get("/regulations/<slug>/editions/<int:number>/decision")
@long
@guarded(PUBLIC)
def decision(slug: str, number: int) -> tuple[str, int]:
    """The amending decision 修改决定, written by the text engine and proved by carrying it out."""
    found = shown_texts.amendment(slug, number)
    act = visit.reader()
    return page(
        "review/decision.html",
        regulation=found.regulation,
        edition=found.edition,
        before=found.before,
        after=found.after,
        amended=working_out.decision(act.db, found.before, found.after),
        mark=_mark(act, found.edition),
        mark_before=_mark_before(act, found),
    )


@desk.get("/regulations/<slug>/editions/<int:number>/decision.pdf")
@long
@guarded(PUBLIC)
def decision_pdf(slug: str, number: int) -> Response:
    """The amending decision as a paper; 404 where it could not be proved, and for an entry, whose own decision is
    on its own paper."""
    found = shown_texts.amendment(slug, number)
    act = visit.reader()
    if entries.entered(act.db, found.edition) is not None:
        abort(404)
    order = decision_order(act.db, found.edition, found.before, found.after, act.today, drawing.press()) or abort(404)
    name = name_of_decision(found.after, DECISION_WORDS)
    return delivered(order, lambda content: send_pdf(content, name, f"{slug}-{number}-decision.pdf"))


def _table_page(
    found: shown_texts.Amendment,
    *,
    problems: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, found.edition.id)
    changes = [one for one in shown_texts.compared(act.db, found.before, found.after).changes if one.is_listed]
    reasons = {**shown_texts.readable_reasons(found), **(typed or {})}
    return page(
        "review/table.html",
        status,
        regulation=found.regulation,
        edition=edition,
        rows=table_rows(changes, reasons),
        mark=_mark(act, edition),
        mark_before=_mark_before(act, found),
        explain=_explain(act, edition, found),
        beside=found.beside,
        prefix=REASON,
        problems=problems or {},
    )


def _mark(act: Act, edition: Edition) -> str:
    """That the edition was entered afterwards, in words; "" for one made here."""
    found = entries.entered(act.db, edition)
    return entered.mark(found) if found else ""


def _mark_before(act: Act, found: shown_texts.Amendment) -> str:
    """The same of the edition that is amended, with its number."""
    before = act.db.get_one(Edition, found.before.edition_id)
    mark = _mark(act, before)
    return t(f"修改前：第{before.number}版，{mark}", f"Before: edition {before.number}. {mark}") if mark else ""


def _explain(act: Act, edition: Edition, found: shown_texts.Amendment) -> dict[str, object] | None:
    """The button for the reasons, beside the text that they are for."""
    if act.person is None or not (found.beside or is_drafted(edition.state)):
        return None
    offered = offer("explain", of_edition(act, edition))
    return offered if offered and not offered["reasons"] else None
