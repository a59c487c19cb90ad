"""The desk of whoever asks employees: a consultation opened and ended, opinions gathered and put together, each group answered."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.consultation import answering, gathering, opening
from workflow.lifecycle.consultation.gathering import Given
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import days_asked_for, heap_of
from workflow.lifecycle.facts.situations.consultation import of_consultation
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.consultation import CONSULTATIONS, EmployeeConsultation, boxed
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.rules.consultation.words import ANSWER_WORDS, LONGEST, MANNER_WORDS, Source
from workflow.rules.people.roles import Role
from workflow.web.consultation import papers, shown, table
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import guarded, only
from workflow.web.request.long import long
from workflow.web.request.paging import paging
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import offer, page, said

desk = Blueprint("asking", __name__)
ASKING, SECRETARY = only(Role.SECRETARY, Role.DRAFTER), only(Role.SECRETARY)
PLACE = "/regulations/<slug>/editions/<int:number>/consultation"
#: Opinions without a group on one page; days that a period is proposed to last.
A_PAGE, USUAL_DAYS = 100, 15
VERBS = (
    "stop_consultation",
    "add_opinions",
    "take_opinions",
    "group_opinions",
    "answer_opinions",
    "close_consultation",
)


@desk.get(PLACE)
@long
@guarded(ASKING)
def of(slug: str, number: int) -> tuple[str, int]:
    """The consultations on an edition: the last one to work on, the earlier ones to look up."""
    return _page(*_edition(slug, number))


@desk.post(f"{PLACE}/open-consultation")
@guarded(SECRETARY)
def open_consultation(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Ask the employees."""
    regulation, edition = _edition(slug, number)
    form = request.form
    kind, _, key = form.get("audience", "").partition(":")
    plan = opening.Plan(
        form.get("manner", ""),
        kind,
        key,
        day_in(form.get("since", "")),
        day_in(form.get("until", "")),
        form.get("note", ""),
    )
    try:
        with visit.acting() as act:
            opening.open_consultation(act, edition_at(act.db, edition.id), plan, shown=form.get("fingerprint", ""))
    except Unusable as error:
        return _page(regulation, edition, said(error.problems), 422)
    return _back(slug, number)


@desk.post(f"{PLACE}/stop-consultation")
@guarded(SECRETARY)
def stop_consultation(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """End it early."""
    return _done(slug, number, lambda act, one: opening.stop_consultation(act, one, request.form.get("reason", "")))


@desk.post(f"{PLACE}/add-opinions")
@counted
@guarded(SECRETARY)
def add_opinions(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Type one in from paper, or read a table."""
    regulation, edition = _edition(slug, number)
    form = request.form
    several, source, digest = (
        [Given(form.get("about", ""), form.get("text", ""), form.get("name", ""))],
        Source.PAPER,
        "",
    )
    if "file" in request.files:
        last = _last(edition)
        try:
            several, digest = table.opinions_in_file(shown.asked(visit.reader(), last))
        except Unusable as error:
            return _page(regulation, edition, said(error.problems), 422)
        source = Source.FILE
    return _done(slug, number, lambda act, one: gathering.add_opinions(act, one, several, source, sha256=digest))


@desk.post(f"{PLACE}/take-opinions")
@guarded(SECRETARY)
def take_opinions(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Open the box."""
    return _done(slug, number, gathering.take_opinions)


@desk.post(f"{PLACE}/group-opinions")
@guarded(SECRETARY)
def group_opinions(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Put the ticked opinions together, or all that say the same in the same words."""
    form = request.form
    if form.get("alike"):
        return _done(slug, number, answering.group_alike)
    return _done(
        slug,
        number,
        lambda act, one: answering.group_opinions(
            act, one, form.getlist("opinion"), group=row_in(form.get("group", "")), title=form.get("title", "")
        ),
    )


@desk.get(f"{PLACE}/groups/<int:group>")
@guarded(ASKING)
def group(slug: str, number: int, group: int) -> tuple[str, int]:
    """One group with its opinions, to be answered."""
    return _group_page(*_edition(slug, number), group)


@desk.post(f"{PLACE}/groups/<int:group>/answer-opinions")
@guarded(ASKING)
def answer_opinions(slug: str, number: int, group: int) -> AnyResponse | tuple[str, int]:
    """Say what became of a group, and why."""
    regulation, edition = _edition(slug, number)
    form, row = request.form, _last(edition)
    try:
        with visit.acting() as act:
            answering.answer_opinions(
                act,
                act.db.get_one(EmployeeConsultation, row.id),
                group,
                answer=form.get("answer", ""),
                reason=form.get("reason", ""),
                became=form.getlist("became"),
            )
    except Unusable as error:
        return _group_page(regulation, edition, group, said(error.problems), 422)
    return _back(slug, number)


@desk.post(f"{PLACE}/close-consultation")
@guarded(SECRETARY)
def close_consultation(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Post the answers."""
    return _done(slug, number, answering.close_consultation)


@desk.get(f"{PLACE}/poster.pdf")
@long
@guarded(ASKING)
def poster_pdf(slug: str, number: int) -> Response:
    """The poster to hang up."""
    return papers.poster(visit.reader(), _last(_edition(slug, number)[1]))


@desk.get(f"{PLACE}/report.pdf")
@long
@guarded(ASKING)
def report_pdf(slug: str, number: int) -> Response:
    """The report, before it is posted as well."""
    return papers.report(visit.reader(), _last(_edition(slug, number)[1]))


def _edition(slug: str, number: int) -> tuple[Regulation, Edition]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    if standing_text(visit.db(), edition) is None:
        abort(404)
    return regulation, edition


def _last(edition: Edition) -> EmployeeConsultation:
    """The consultation that acts are about; 404 before the first."""
    several = CONSULTATIONS.of(visit.db(), edition.id)
    return several[-1] if several else abort(404)


def _done(
    slug: str, number: int, verb: Callable[[Act, EmployeeConsultation], object]
) -> AnyResponse | tuple[str, int]:  # fmt: skip
    regulation, edition = _edition(slug, number)
    row = _last(edition)
    try:
        with visit.acting() as act:
            verb(act, act.db.get_one(EmployeeConsultation, row.id))
    except Unusable as error:
        return _page(regulation, edition, said(error.problems), 422)
    return _back(slug, number)


def _back(slug: str, number: int) -> AnyResponse:
    return redirect(url_for("asking.of", slug=slug, number=number))


def _page(
    regulation: Regulation, edition: Edition, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    several = [shown.asked(act, one) for one in reversed(CONSULTATIONS.of(act.db, edition.id))]
    form = request.form
    least = days_asked_for(act).number
    values = {
        "regulation": regulation,
        "edition": edition,
        "several": several,
        "opening": offer("open_consultation", of_edition(act, edition)),
        "head": standing_text(act.db, edition),
        "manners": [(one.value, visit.say(words)) for one, words in MANNER_WORDS.items()],
        "audiences": [
            (f"{one.audience.value}:{one.key}", visit.say(one.words)) for one in audience.choices(act.db, act.today)
        ],
        "since": form.get("since") or act.today.isoformat(),
        "until": form.get("until") or (act.today + timedelta(days=max(least, USUAL_DAYS))).isoformat(),
        "least": least,
        "problems": problems or {},
        "form": form,
        "longest": LONGEST,
    }
    return page("consultation/asking.html", status, **values, **(_of_last(act, several[0]) if several else {}))


def _of_last(act: Act, one: shown.Asked) -> dict[str, object]:
    """What the page shows of the consultation that is worked on."""
    heap, at = heap_of(act.db, one.row), of_consultation(act, one.row)
    left = shown.loose(act, one, heap)
    turned = paging(len(left), A_PAGE)
    return {
        "asked": one,
        "address": papers.address_of(one.row),
        "boxed": boxed(act.db, one.row.id),
        "heap": heap,
        "groups": (several := shown.groups(act, one, heap.groups, names=True)),
        "into": [(group.id, f"{group.place} · {group.title}") for group in several],
        "loose": turned.of(left),
        "turned": turned,
        "offers": {verb: offer(verb, at) for verb in VERBS},
    }


def _group_page(
    regulation: Regulation, edition: Edition, number: int, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    one = shown.asked(act, _last(edition))
    heap = heap_of(act.db, one.row)
    found = next((gathered for gathered in heap.groups if gathered.group.id == number), None) or abort(404)
    form = request.form
    kept = found.answer
    return page(
        "consultation/group.html",
        status,
        regulation=regulation,
        edition=edition,
        asked=one,
        group=shown.groups(act, one, [found], names=True)[0],
        answer_offer=offer("answer_opinions", of_consultation(act, one.row)),
        answers=[(answer.value, visit.say(words)) for answer, words in ANSWER_WORDS.items()],
        answer=form.get("answer") or (kept.answer.value if kept else ""),
        reason=form.get("reason", kept.reason if kept else ""),
        became=(form.getlist("became") or list(kept.keys if kept else ()) or [found.group.provision])[:3],
        places=list(answering.keys_at_hand(act, one.row).items()),
        problems=problems or {},
    )
