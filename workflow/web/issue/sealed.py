"""The sealed copy of an official file: kept beside it by the issuer, opened by whoever is signed in and may read the file."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.facts import kept_papers
from workflow.lifecycle.facts.evidence import find
from workflow.lifecycle.issue import sealing
from workflow.records.regulation import edition_at
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.files import too_large
from workflow.web.request.guard import SIGNED_IN, guarded, only
from workflow.web.request.kept_files import send_kept

desk = Blueprint("sealed", __name__)


@desk.post("/regulations/<slug>/editions/<int:number>/sealed")
@guarded(only(Role.ISSUER))
def keep_sealed(slug: str, number: int) -> Response:
    """Keep the scan of the sealed copy of the file in one language."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    most = visit.house().settings.max_upload_bytes
    file = request.files.get("sealed")
    content = file.stream.read(most + 1) if file is not None else b""
    if len(content) > most:
        raise Unusable({"sealed": too_large(most)})
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        papers = kept_papers.officials(act.db, current)
        wanted = request.form.get("language", "")
        paper = next((one for one in papers if one.language == wanted), None) or next(iter(papers), None)
        name = file.filename or "" if file is not None else ""
        sealing.keep_sealed(act, current, paper, Sent(name, content), largest=most)
    return redirect(url_for("library.edition", slug=slug, number=number, text=wanted or None, _anchor="sealed"))


@desk.get("/regulations/<slug>/editions/<int:number>/sealed/<int:copy>")
@guarded(SIGNED_IN)
def sealed(slug: str, number: int, copy: int) -> Response:
    """The scan, to download; never shown inside our pages."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    kept, paper = sealing.sealed_copy(visit.db(), copy) or abort(404)
    found = find(visit.db(), kept.attachment_id, visit.reading_as())
    if found is None or paper.edition_id != edition.id:
        abort(404)
    return send_kept(found.kept, found.name, f"sealed-{kept.id}")
