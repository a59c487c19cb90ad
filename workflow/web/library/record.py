"""The record of a regulation: who did what when, in plain words, oldest first; to be printed and handed over."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort
from sqlmodel import col, select

from workflow.lifecycle.facts.evidence import altered, find
from workflow.records.event import Event, broken_for
from workflow.records.regulation import Edition, editions_of
from workflow.records.replaying.looking import last_look
from workflow.records.review import Consultation
from workflow.rules import visibility
from workflow.rules.permissions import WORKSHOP, can_read_record, is_in_a_bundle
from workflow.rules.states import State
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.web.request import visit
from workflow.web.request.guard import IN_WORKSHOP, SIGNED_IN, guarded
from workflow.web.request.kept_files import send_kept
from workflow.web.shapes.paper_names import edition_words
from workflow.web.shapes.showing import page, t
from workflow.web.shapes.telling import Telling
from workflow.web.shapes.told import tell_all

desk = Blueprint("record", __name__)


@desk.get("/regulations/<slug>/record")
@guarded(SIGNED_IN)
def of(slug: str) -> tuple[str, int]:
    """The whole record of one regulation."""
    return shown(slug)


def shown(
    slug: str, status: int = 200, problems: dict[str, str] | None = None, typed: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """The record, with what was wrong in the form for a bundle and what was typed there; 404 where none of it may be read."""
    act = visit.reader()
    regulation = visit.regulation_or_404(slug)
    editions = editions_of(act.db, regulation)
    readable = [one for one in editions if can_read_record(visit.roles(), one.state, signed_in=True)]
    if not readable:
        abort(404)
    telling = Telling(act.db)
    events = act.db.exec(select(Event).where(Event.regulation_id == regulation.id).order_by(col(Event.seq))).all()
    told = tell_all(act.db, events, telling)
    stands: dict[int | None, State] = {one.number: one.state for one in editions}
    told = [one for one in told if can_read_record(visit.roles(), stands.get(one.edition), signed_in=True)]
    of_edition = {one.id: one for one in editions}
    consultations = act.db.exec(
        select(Consultation)
        .join(Edition, col(Edition.id) == col(Consultation.edition_id))
        .where(Edition.regulation_id == regulation.id)
        .order_by(col(Consultation.id))
    ).all()
    return page(
        "library/record.html",
        status,
        regulation=regulation,
        told=told,
        consultations=[one for one in consultations if _can_read_paper(of_edition[one.edition_id])],
        broken=broken_for(act.db, regulation.id),
        altered=altered(act.db, readable),
        look=last_look(act.db),
        workshop=bool(visit.roles() & WORKSHOP),
        choices=_choices([one.number for one in editions if is_in_a_bundle(one.state)]),
        problems=problems or {},
        typed=typed or {},
    )


def _choices(numbers: list[int]) -> list[tuple[str, str]]:
    """What a bundle can be made of: every published edition together, or one."""
    several = [(str(one), visit.say(edition_words(one))) for one in numbers]
    return [("", t("已公布的各版", "All that were published")), *several] if len(several) > 1 else several


@desk.get("/evidence/<int:number>")
@guarded(IN_WORKSHOP)
def evidence(number: int) -> Response:
    """A file that was brought as evidence, to download; never shown inside our pages."""
    found = find(visit.db(), number, visit.reading_as()) or abort(404)
    return send_kept(found.kept, found.name, f"evidence-{found.id}")


def _can_read_paper(edition: Edition) -> bool:
    """True when this visitor may read the signed paper of the consultation on an edition."""
    return visibility.can_read(visit.reading_as(), Piece(Matter.CONSULTATION, Stage.STANDING, edition.state))
