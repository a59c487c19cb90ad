"""The desk for a return, a Word draft that came back: what is in it is shown first, then kept, all together or as ticked."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.draft import importing, suggesting
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import course_of
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.text.incoming import Incoming, Purpose
from workflow.records.text.returned import SuggestionKind
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Matter
from workflow.text.comparing.runs import Run
from workflow.text.merging.proposing import Proposal
from workflow.web.draft.returning import OpenedReturn, known, known_remark, open_file
from workflow.web.draft.suggestions import list_page, place_of
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.files import sent_file
from workflow.web.request.guard import guarded, only
from workflow.web.request.long import long
from workflow.web.shapes.redlines import proposal_runs
from workflow.web.shapes.showing import offer, page, said
from workflow.words import Words

desk = Blueprint("returned", __name__)
BRINGERS = only(Role.DRAFTER, Role.REVIEWER, Role.SECRETARY)


@dataclass(frozen=True, slots=True)
class Found:
    """One suggestion as the page shows it: its place in the form, how it is drawn, whether it was kept before."""

    place: int
    kind: SuggestionKind
    proposal: Proposal
    runs: list[Run]
    known: bool


@desk.post("/regulations/<slug>/editions/<int:number>/returned")
@counted
@guarded(BRINGERS)
def begin(slug: str, number: int) -> Response | tuple[str, int]:
    """Read a return and show what is in it; nothing of it is in the record yet."""
    regulation, edition, language = place_of(slug, number)
    ask("bring_back", of_edition(visit.reader(), edition))
    try:
        sent = sent_file()
        if sent is None:
            raise Unusable({"file": Words("请先选择文件。", "Choose a file first.")})
        came_back = open_file(visit.db(), edition, language, sent.content)
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            kept = _keep(act, current, sent, came_back).id
    except Unusable as error:
        return list_page(regulation, edition, language, problems=said(error.problems), status=422)
    return redirect(url_for("returned.show", slug=slug, number=number, file=kept))


@desk.post("/regulations/<slug>/editions/<int:number>/import/<int:file>/instead")
@long
@guarded(only(Role.DRAFTER))
def instead(slug: str, number: int, file: int) -> Response | tuple[str, int]:
    """A file that was imported as a new text turns out to be a return."""
    regulation, edition, brought = _place(slug, number, file, visit.reader(), Purpose.DRAFT)
    ask("bring_back", of_edition(visit.reader(), edition))
    try:
        came_back = open_file(visit.db(), edition, brought.language, brought.content)
    except Unusable as error:
        return list_page(regulation, edition, brought.language, problems=said(error.problems), status=422)
    with visit.acting() as act:
        mine = importing.find(act, file, Purpose.DRAFT) or abort(404)
        current = edition_at(act.db, edition.id)
        kept = _keep(act, current, Sent(mine.name, mine.content), came_back).id
        importing.drop(act, mine)
    return redirect(url_for("returned.show", slug=slug, number=number, file=kept))


@desk.get("/regulations/<slug>/editions/<int:number>/returned/<int:file>")
@long
@guarded(BRINGERS)
def show(slug: str, number: int, file: int) -> tuple[str, int]:
    """Every tracked change, untracked edit and remark of the file, by provision, to be confirmed."""
    regulation, edition, brought = _place(slug, number, file, visit.reader())
    return _page(regulation, edition, brought)


@desk.post("/regulations/<slug>/editions/<int:number>/returned/<int:file>/bring-back")
@long
@guarded(BRINGERS)
def bring_back(slug: str, number: int, file: int) -> Response | tuple[str, int]:
    """Keep what was ticked, or all of it."""
    regulation, edition, brought = _place(slug, number, file, visit.reader())
    ask("bring_back", of_edition(visit.reader(), edition))
    came_back = _opened(edition, brought)
    everything = request.form.get("all") == "1"
    proposals = [
        one for at, one in enumerate(came_back.proposals) if everything or request.form.get(f"change:{at}") == "1"
    ]
    remarks: list[suggesting.Remark] = []
    numbers: dict[int, int] = {}
    for at, remark in enumerate(came_back.remarks):
        if everything or request.form.get(f"remark:{at}") == "1":
            numbers[at] = len(remarks)
            remarks.append(_answering(remark, numbers))
    try:
        with visit.acting() as act:
            mine = importing.find(act, file, Purpose.RETURNED) or abort(404)
            suggesting.bring_back(
                act,
                edition_at(act.db, edition.id),
                suggesting.Return(
                    file=Sent(mine.name, mine.content),
                    base=came_back.base,
                    recognised=came_back.recognised,
                    reference=came_back.reference,
                    proposals=proposals,
                    remarks=remarks,
                ),
            )
            importing.drop(act, mine)
    except Unusable as error:
        return _page(regulation, edition, brought, problems=said(error.problems), status=422)
    return redirect(
        url_for("suggestions.of", slug=slug, number=number, text=came_back.base.language, taken=len(proposals))
    )


@desk.post("/regulations/<slug>/editions/<int:number>/returned/<int:file>/drop")
@guarded(BRINGERS)
def drop(slug: str, number: int, file: int) -> Response:
    """Let the file go without taking anything in."""
    _, _, brought = _place(slug, number, file, visit.reader())
    language = brought.language
    with visit.acting() as act:
        mine = importing.find(act, file, Purpose.RETURNED)
        if mine is not None:
            importing.drop(act, mine)
    return redirect(url_for("suggestions.of", slug=slug, number=number, text=language))


def _place(
    slug: str, number: int, file: int, act: Act, purpose: Purpose = Purpose.RETURNED
) -> tuple[Regulation, Edition, Incoming]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    brought = importing.find(act, file, purpose)
    if brought is None or brought.edition_id != edition.id:
        abort(404)
    return regulation, edition, brought


def _keep(act: Act, edition: Edition, file: Sent, came_back: OpenedReturn) -> Incoming:
    """Keep the file of a return, with the text it was held against."""
    held_against = {"base": came_back.base.id, "recognised": came_back.recognised}
    language, words = came_back.base.language, came_back.reference
    return importing.begin(act, Purpose.RETURNED, edition, language, file.name, file.content, words, held_against)


def _opened(edition: Edition, brought: Incoming) -> OpenedReturn:
    """The file read again, held against the same text as at first."""
    facts = importing.facts_of(brought)
    base = visit.db().get_one(Snapshot, facts["base"])
    if not course_of(visit.db(), edition).can_read(visit.reading_as(), Matter.TEXT, base.id):
        abort(404)
    return open_file(visit.db(), edition, brought.language, brought.content, (base, bool(facts["recognised"])))


def _answering(remark: suggesting.Remark, numbers: dict[int, int]) -> suggesting.Remark:
    """The remark with the place of what it answers among those kept; a remark left out is answered by nobody."""
    answers = numbers.get(remark.answers) if remark.answers is not None else None
    return suggesting.Remark(
        remark.key, remark.label, remark.quote, remark.text, remark.author, remark.made_at, answers
    )  # fmt: skip


def _page(
    regulation: Regulation,
    edition: Edition,
    brought: Incoming,
    *,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    database = visit.db()
    came_back = _opened(edition, brought)
    found = [
        Found(place, kind, proposal, proposal_runs(proposal, kind), known(database, edition, proposal))
        for place, (kind, proposal) in enumerate(came_back.proposals)
    ]
    before = {at for at, one in enumerate(came_back.remarks) if known_remark(database, edition, one)}
    newest = visit.newest_text(edition, came_back.base.language)
    return page(
        "draft/returned.html",
        status,
        regulation=regulation,
        edition=edition,
        brought=brought,
        came_back=came_back,
        tracked=[one for one in found if one.kind is SuggestionKind.TRACKED],
        untracked=[one for one in found if one.kind is SuggestionKind.UNTRACKED],
        behind=newest is not None and newest.id != came_back.base.id,
        known_remarks=before,
        ticked=_ticked(came_back, found, before),
        offered=offer("bring_back", of_edition(visit.reader(), edition)),
        problems=problems or {},
        tongue=came_back.base.language.script,
    )


def _ticked(came_back: OpenedReturn, found: list[Found], known_remarks: set[int]) -> set[str]:
    """The names of the boxes that are ticked: as the form was sent, at first all that is new."""
    if request.method == "POST":
        return {name for name, value in request.form.items() if value == "1"}
    return {f"change:{one.place}" for one in found if not one.known} | {
        f"remark:{at}" for at in range(len(came_back.remarks)) if at not in known_remarks
    }
