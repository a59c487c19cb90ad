"""The record of a regulation: who did what when, in plain words, oldest first; to be printed and handed over."""

from flask import Blueprint, Response, abort
from sqlmodel import col, select

from workflow.lifecycle.facts.evidence import altered, find
from workflow.records.event import Event, broken_for
from workflow.records.regulation import Edition, editions_of
from workflow.records.review import Consultation
from workflow.rules.permissions import WORKSHOP, can_read_record
from workflow.web.request import visit
from workflow.web.request.guard import IN_WORKSHOP, SIGNED_IN, guarded
from workflow.web.request.kept_files import send_kept
from workflow.web.shapes.showing import page
from workflow.web.shapes.telling import Telling
from workflow.web.shapes.told import tell_all

desk = Blueprint("record", __name__)


@desk.get("/regulations/<slug>/record")
@guarded(SIGNED_IN)
def of(slug: str) -> tuple[str, int]:
    """The whole record of one regulation."""
    act = visit.reader()
    regulation = visit.regulation_or_404(slug)
    editions = editions_of(act.db, regulation)
    readable = [one for one in editions if can_read_record(visit.roles(), one.state, signed_in=True)]
    if not readable:
        abort(404)
    telling = Telling(act.db)
    events = act.db.exec(select(Event).where(Event.regulation_id == regulation.id).order_by(col(Event.seq))).all()
    told = tell_all(act.db, events, telling)
    if len(readable) < len(editions):
        told = [one for one in told if one.edition in {other.number for other in readable}]
    consultations = act.db.exec(
        select(Consultation)
        .join(Edition, col(Edition.id) == col(Consultation.edition_id))
        .where(Edition.regulation_id == regulation.id)
        .order_by(col(Consultation.id))
    ).all()
    return page(
        "library/record.html",
        regulation=regulation,
        told=told,
        consultations=consultations if visit.roles() & WORKSHOP else [],
        broken=broken_for(act.db, regulation.id),
        altered=altered(act.db, regulation),
        workshop=bool(visit.roles() & WORKSHOP),
    )


@desk.get("/evidence/<int:number>")
@guarded(IN_WORKSHOP)
def evidence(number: int) -> Response:
    """A file that was brought as evidence, to download; never shown inside our pages."""
    found = find(visit.db(), number, visit.reading_as()) or abort(404)
    return send_kept(found.content, found.name, f"evidence-{found.id}")
