"""The library: the texts in force and the papers of sessions, open to everybody; reading, downloading, comparing."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, request
from sqlmodel import select

from workflow import archive
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import disclosing, kept_papers, sitting, texts
from workflow.lifecycle.facts.adoptions import never_applied, own_adoption, title_note, uncarried
from workflow.lifecycle.facts.chain import chain_of
from workflow.lifecycle.facts.situations.beginning import followed, of_regulation
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.issue import sealing
from workflow.papers import facts_of, shown_state, text_order
from workflow.records.consultation import CONSULTATIONS
from workflow.records.database.families import by_number
from workflow.records.person import Entity
from workflow.records.regulation import Binding, Edition, Regulation, editions_of
from workflow.rules.asking import leads_from, may_hold
from workflow.rules.facts import Official
from workflow.rules.permissions import WORKSHOP
from workflow.rules.states import foremost, is_former, is_issued, is_withdrawn, tells_of_review
from workflow.text.reading.front import tells_of_adoption
from workflow.text.references.find import references
from workflow.text.tree import Document, Kind
from workflow.web.library.shelves import front_page
from workflow.web.request import visit
from workflow.web.request.guard import PUBLIC, guarded
from workflow.web.request.kept_files import send_paper
from workflow.web.request.long import long
from workflow.web.request.sending import send_pdf
from workflow.web.shapes import drawing, entered
from workflow.web.shapes.drawing import delivered
from workflow.web.shapes.offers import offers
from workflow.web.shapes.paper_names import AS_ISSUED, name_of
from workflow.web.shapes.showing import offer, page
from workflow.web.shapes.shown_texts import compared, outline, readable_editions, text_language
from workflow.web.shapes.standing_words import NOTICES, pdf_words
from workflow.words import Language

desk = Blueprint("library", __name__)


@desk.get("/")
@guarded(PUBLIC)
def shelves() -> tuple[str, int]:
    """What is in force, what will be, what was, and the papers of the last sessions."""
    return front_page()


@desk.get("/healthz")
@guarded(PUBLIC)
def healthz() -> Response:
    """For whoever watches the server: it answers and the database answers."""
    visit.db().exec(select(1)).one()
    response = make_response("ok\n")
    response.mimetype = "text/plain"
    return response


@desk.get("/regulations/<slug>")
@guarded(PUBLIC)
def current(slug: str) -> tuple[str, int]:
    """The text in force, or the deliberated report; else the newest text this person may read."""
    regulation = visit.regulation_or_404(slug)
    return _reading(regulation, _current(regulation))


@desk.get("/regulations/<slug>.pdf")
@long
@guarded(PUBLIC)
def current_pdf(slug: str) -> Response:
    """The official PDF of the text in force."""
    regulation = visit.regulation_or_404(slug)
    return _pdf(regulation, _current(regulation))


@desk.get("/regulations/<slug>/editions/<int:number>")
@guarded(PUBLIC)
def edition(slug: str, number: int) -> tuple[str, int]:
    """One edition: published ones for everybody, others for the workshop and, once sent, for delegates."""
    regulation = visit.regulation_or_404(slug)
    return _reading(regulation, visit.edition_or_404(regulation, number))


@desk.get("/regulations/<slug>/editions/<int:number>.pdf")
@long
@guarded(PUBLIC)
def edition_pdf(slug: str, number: int) -> Response:
    """The PDF of one edition: the issued file as it left the building, or a marked draft."""
    regulation = visit.regulation_or_404(slug)
    return _pdf(regulation, visit.edition_or_404(regulation, number))


@desk.get("/regulations/<slug>/compare")
@long
@guarded(PUBLIC)
def comparison(slug: str) -> tuple[str, int]:
    """Two editions side by side: which articles changed, and how."""
    regulation = visit.regulation_or_404(slug)
    act = visit.reader()
    readable = readable_editions(regulation)
    if not readable:
        abort(404)
    numbers = {one.number: one for one in readable}
    new = numbers.get(_number("to", readable[-1].number)) or abort(404)
    old = numbers.get(_number("from", max((n for n in numbers if n < new.number), default=new.number))) or abort(404)
    language = text_language(regulation, new)
    before, after = visit.shown_text(old, language), visit.shown_text(new, language)
    changes = compared(act.db, before, after) if before and after else None
    return page(
        "library/compare.html",
        regulation=regulation,
        readable=readable,
        marks=entered.marks(act.db, regulation, readable),
        old=old,
        new=new,
        comparison=changes,
        before=before,
        after=after,
    )


def _number(name: str, otherwise: int) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else otherwise


def _current(regulation: Regulation) -> Edition:
    act = visit.reader()
    readable = readable_editions(regulation)
    first = foremost([shown_state(act.db, one, act.today) for one in readable])
    return readable[first] if first is not None else abort(404)


def _reading(regulation: Regulation, edition: Edition) -> tuple[str, int]:
    act = visit.reader()
    state = shown_state(act.db, edition, act.today)
    language = text_language(regulation, edition)
    snapshot = visit.shown_text(edition, language)
    original = visit.shown_text(edition, regulation.authentic_language)
    editions = readable_editions(regulation)
    bound = act.db.exec(select(Binding).where(Binding.edition_id == edition.id)).all()
    entities = by_number(act.db, Entity, (one.entity_id for one in bound))
    bindings = [(one, entities.get(one.entity_id)) for one in bound]
    document = texts.tree_of(act.db, snapshot) if snapshot else None
    paper, digest = kept_papers.told_of(act.db, edition, language)
    return page(
        "library/reading.html",
        regulation=regulation,
        edition=edition,
        editions=editions,
        state=state,
        since=edition.effective if is_issued(edition.state) else None,
        issued=is_issued(edition.state),
        struck=is_withdrawn(edition.state),
        is_former=is_former(state),
        notice=NOTICES.get(state),
        snapshot=snapshot,
        original=original,
        document=document,
        has_note=document is not None
        and any(one.kind == Kind.NOTE and tells_of_adoption(one.text) for one in document.root.children),
        language=language,
        languages=[one for one in Language if visit.shown_text(edition, one)],
        left_behind=language != regulation.authentic_language
        and language in texts.left_behind(act.db, edition, lambda one: visit.shown_text(edition, one)),
        note=title_note(act.db, regulation, edition).in_language(language),
        adoption=(adoption := own_adoption(act.db, edition)),
        votes=disclosing.of_result(act, adoption.vote[1]).totals if adoption and adoption.vote else None,
        uncarried=uncarried(act.db, edition),
        never_applied=never_applied(edition, editions_of(act.db, regulation)),
        entered=(from_paper := entered.shown(act.db, regulation, edition)),
        marks=entered.marks(act.db, regulation, editions),
        keeper=(keeper := may_hold("enter", visit.roles())),
        just_entered=request.args.get("entered") == "1" and keeper,
        session_name=lambda session: visit.say(sitting.session_words(session)),
        paper=paper,
        digest=digest,
        sealed=sealing.sealed_copies(act.db, [paper]).get(paper.id, []) if paper and visit.person() else [],
        seal=offer("keep_sealed", of_edition(act, edition).beside({}, Official(has_files=True))) if paper else None,
        pdf=visit.say(pdf_words(state, official=paper is not None, entered=from_paper is not None)),
        bindings=bindings,
        offers=offers(act, regulation, edition),
        amend=_next_edition(act, regulation, edition),
        articles=[one.label for one in document.articles()] if document else [],
        traced=[(one.key, one.label) for one in document.articles()] if document and _has_grown(editions) else [],
        to_agenda=leads_from("table", edition.state) and may_hold("table", visit.roles()),
        to_hearing=_asks(edition) and original is not None and from_paper is None,
        to_chain=bool(visit.roles() & WORKSHOP) and bool(chain_of(act, edition).asked),
        heard=[one for one in CONSULTATIONS.of(act.db, edition.id) if one.closed_at],
        to_review=bool(visit.roles() & WORKSHOP) and tells_of_review(edition.state),
        outline=outline(document) if document else [],
        cited=cited(document) if document else [],
    )


def _has_grown(editions: list[Edition]) -> bool:
    """Whether articles have a history for this visitor: several editions, or saves of the only one."""
    return len(editions) > 1 or bool(visit.roles() & WORKSHOP)


def _asks(edition: Edition) -> bool:
    """Whether this visitor works at the consultation of employees on an edition that is under way, or was withdrawn."""
    return leads_from("answer_opinions", edition.state) and may_hold("answer_opinions", visit.roles())


def _next_edition(act: Act, regulation: Regulation, edition: Edition) -> dict[str, Any] | None:
    """The offer to begin the next edition, on the page of the edition that it follows; None where it cannot begin now."""
    before = followed(act, regulation)
    if before is None or before.id != edition.id:
        return None
    offered = offer("amend", of_regulation(act, regulation))
    return offered if offered and not offered["reasons"] else None


def cited(document: Document) -> list[tuple[str, int, str, list[str], list[int]]]:
    """The references of a text to itself: key of the provision, place in its words, as printed, keys of what it names.

    Last the row and the column of the cell whose words these are; nothing outside tables.
    """
    return [
        (one.unit.key, one.start, one.text, keys, [cell.row, cell.column] if (cell := one.standing.cell) else [])
        for one in references(document)
        if one.unit.key and (keys := [target.key for target in one.targets if target.key])
    ]


def _pdf(regulation: Regulation, edition: Edition) -> Response:
    act = visit.reader()
    language = text_language(regulation, edition)
    snapshot = visit.shown_text(edition, language) or abort(404)
    issued = kept_papers.official(act.db, edition, language)
    holds = not is_former(shown_state(act.db, edition, act.today))
    plain_name = f"{regulation.slug}-{edition.number}.pdf"
    if issued is not None and (holds or request.args.get("as") == "issued"):
        name = name_of(snapshot, ".pdf", number=issued.number, state=None if holds else AS_ISSUED)
        kept = kept_papers.file_of(act.db, issued) or abort(404)
        return send_paper(kept, name, plain_name, again=True)
    report = archive.report_of(act.db, edition, snapshot)
    if report is not None:
        file = kept_papers.file_of(act.db, report)
        name = name_of(snapshot, ".pdf")
        if file is not None:
            return send_paper(file, name, plain_name, again=True)
        order = archive.order_of(act.db, report, drawing.press())
    else:
        facts = facts_of(act.db, edition, snapshot, act.today, drawing.press())
        name, order = (
            name_of(snapshot, ".pdf", number=facts.document_number),
            text_order(act.db, snapshot, facts, drawing.press()),
        )
    return delivered(order, lambda content: send_pdf(content, name, plain_name))
