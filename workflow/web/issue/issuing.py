"""The issuing desk: the effective day and number, a preview of the official paper, and the act itself."""

from datetime import date

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import succeeding, texts
from workflow.lifecycle.facts.adoptions import own_adoption, title_note
from workflow.lifecycle.facts.situations.edition import of_issuing
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.issue import issuing
from workflow.papers import issue_facts, text_order
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.room import Underway
from workflow.publishing.values.faults import DrawingFailed, PrintingRefused
from workflow.records.enterprise import called_on
from workflow.records.person import Entity
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.text.snapshot import Snapshot
from workflow.rules.congress.words import BODY_WORDS
from workflow.rules.entry.paper_facts import effective_in
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.drawing import PATIENT, is_looking, press, waited_for
from workflow.web.shapes.showing import offer, page, said
from workflow.words import Language, Words

desk = Blueprint("issuing", __name__)
ISSUER = only(Role.ISSUER)
#: Seconds that the issuer waits at the form before a page in between tells them that it takes longer.
WHILE_ISSUING = 4.0


@desk.get("/regulations/<slug>/editions/<int:number>/issue")
@guarded(ISSUER)
def form(slug: str, number: int) -> tuple[str, int]:
    """The form, with everything that stands against issuing."""
    regulation = visit.regulation_or_404(slug)
    return _page(regulation, visit.edition_or_404(regulation, number))


@desk.post("/regulations/<slug>/editions/<int:number>/issue")
@guarded(ISSUER)
def issue(slug: str, number: int) -> Response | tuple[str, int]:
    """Have the official files drawn, then issue: the drawing takes a second and holds no lock.

    Where it takes longer, the page in between sends the same form again (202).
    """
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    effective = day_in(request.form.get("effective", ""))
    try:
        issuing.ready_to_issue(visit.reader(), edition, effective)
        if effective is None:  # the rule has refused already
            abort(422)
        # The number is kept before the paper is drawn that carries it: whatever becomes of this request, nobody else gets it.
        with visit.acting() as writing:
            code = called_on(writing.db, press().settings, writing.today).code
            kept = numbering.reserve(writing, edition_at(writing.db, edition.id), code)
            document_number = kept.words
        files = _drawn(_orders(visit.reader(), edition, effective, document_number))
        if files is None:
            return page("issue/go_on_issuing.html", 202, regulation=regulation, edition=edition, given=_given())
        with visit.acting() as writing:
            current = edition_at(writing.db, edition.id)
            for entity, basis in _bound(writing, current):
                drafting.bind(writing, current, entity, basis)
            issuing.issue(writing, current, effective=effective, number=document_number, files=files)
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), status=422)
    except PrintingRefused as error:
        return _page(regulation, edition, problems={"paper": visit.say(error.words)}, status=422)
    except DrawingFailed as error:
        return _page(regulation, edition, problems={"paper": visit.say(error.words)}, status=503)
    return redirect(url_for("library.edition", slug=slug, number=number))


def _orders(act: Act, edition: Edition, effective: date, number: str) -> dict[Language, tuple[Snapshot, Order]]:
    """The official files to be drawn by language, each to be read back and held against the stored text.

    A translation that was left behind is drawn only when the issuer ticked it.
    """
    out = {}
    behind = texts.left_behind(act.db, edition, lambda one: standing_text(act.db, edition, one))
    for language in Language:
        snapshot = standing_text(act.db, edition, language)
        if snapshot is not None and (language not in behind or request.form.get(f"with-{language}") == "yes"):
            facts = issue_facts(act.db, edition, snapshot, effective, number, act.today, press())
            out[language] = (snapshot, text_order(act.db, snapshot, facts, press(), official=True))
    return out


def _drawn(orders: dict[Language, tuple[Snapshot, Order]]) -> dict[Language, tuple[Snapshot, bytes]] | None:
    """The files of these orders; None when one of them is not finished yet. Raises PrintingRefused, DrawingFailed."""
    out = {}
    for language, (snapshot, order) in orders.items():
        found = waited_for(order, WHILE_ISSUING if is_looking() else PATIENT)
        if isinstance(found, Underway):
            return None
        out[language] = (snapshot, found)
    return out


def _given() -> list[tuple[str, str]]:
    """The fields of this form, to be sent again as they are."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]


def _usual_basis(act: Act, edition: Edition) -> Words:
    """The usual basis: the employer's own delegates adopted the text, in the body that voted on it."""
    adoption = own_adoption(act.db, edition)
    if adoption is None or adoption.vote is None:
        return Words("", "")
    body = BODY_WORDS[adoption.vote[0].body]
    return Words(f"本公司{body.zh}通过", f"Adopted by the company's own {body.en}")


def _bound(act: Act, edition: Edition) -> list[tuple[Entity, Words]]:
    """The entities ticked in the form, each with the basis on which the text binds it. Raises Unusable without one."""
    out, usual = [], _usual_basis(act, edition)
    for entity in _entities(act):
        if request.form.get(f"bind-{entity.id}") != "yes":
            continue
        basis = request.form.get(f"basis-{entity.id}", "").strip()[:200]
        if not basis:
            raise Unusable(
                {
                    "bind": Words(
                        f"请写明适用于{entity.name_zh}的依据。", f"Give the basis on which it binds {entity.name_en}."
                    )
                }
            )
        out.append((entity, usual if basis in usual else Words(basis, basis)))
    if not out:
        raise Unusable({"bind": Words("请至少选择一个适用单位。", "Choose at least one entity that it binds.")})
    return out


def _entities(act: Act) -> list[Entity]:
    return list(act.db.exec(select(Entity).order_by(col(Entity.id))))


def _page(
    regulation: Regulation, edition: Edition, *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    situation = of_issuing(act, edition, act.today)
    behind = texts.left_behind(act.db, edition, lambda one: standing_text(act.db, edition, one))
    kept = numbering.reserved_for(act.db, edition)
    head = standing_text(act.db, edition)
    stated = effective_in(head.text) if head else None
    return page(
        "issue/issue.html",
        status,
        regulation=regulation,
        edition=edition,
        head=head,
        stated=stated,
        usual=(stated if stated and stated >= act.today else act.today).isoformat(),
        note=visit.say(title_note(act.db, regulation, edition)),
        languages=[one for one in Language if standing_text(act.db, edition, one) and one not in behind],
        behind=behind,
        number=kept.words
        if kept
        else str(numbering.next_number(act.db, called_on(act.db, press().settings, act.today).code, act.today.year)),
        kept=kept is not None,
        previous=succeeding.previous_issued(act.db, edition),
        issue=offer("issue", situation),
        entities=_entities(act),
        own_congress=visit.say(_usual_basis(act, edition)),
        substituted=visit.say(notice) if (notice := visit.house().faces.notice) else "",
        problems=problems or {},
        form=request.form,
        today=act.today.isoformat(),
    )
