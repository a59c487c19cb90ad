"""The steps of the company's own chain on one edition: how each stands, what was recorded, and the forms to record and strike out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.chain import recording
from workflow.lifecycle.facts.chain import Taken, chain_of, next_number, records_of
from workflow.lifecycle.facts.situations.chain import of_note, of_step
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.rules.chain.facts import Asked
from workflow.rules.chain.words import (
    STEP_WORDS,
    VERBS,
    VERDICT_WORDS,
    WHO_WORDS,
    Step,
    Verdict,
)
from workflow.rules.people.roles import Role
from workflow.rules.permissions import WORKSHOP
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in, whole_in
from workflow.web.request.files import too_large
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import called, offer, page, said, t
from workflow.words import Words

desk = Blueprint("chain", __name__)
READING = only(*WORKSHOP)
RECORDING = only(Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER)
PLACE = "/regulations/<slug>/editions/<int:number>/steps"
TONES = {Verdict.AGREED: "live", Verdict.AFTER_CHANGES: "turn", Verdict.REFUSED: "over"}


@dataclass(frozen=True, slots=True)
class Note:
    """One record as it is shown: what it came to, whose it is, whether it counts, and the offer to strike it out."""

    taken: Taken
    result: str
    tone: str
    by: str
    struck_by: str
    opinion_number: str
    of_this_text: bool
    strike: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Place:
    """One step as it is shown: its name, the rule, how it stands, its records and the offer to record it."""

    step: Step
    words: str
    who: str
    asked: Asked | None
    rule: str
    stands: str
    tone: str
    notes: list[Note]
    record: dict[str, Any] | None
    coming: int


@desk.get(PLACE)
@guarded(READING)
def of(slug: str, number: int) -> tuple[str, int]:
    """Every step that is asked for, or was recorded."""
    return _page(*_edition(slug, number))


@desk.post(f"{PLACE}/record")
@guarded(RECORDING)
def record_step(slug: str, number: int) -> Response | tuple[str, int]:
    """Record what a step came to."""
    regulation, edition = _edition(slug, number)
    form = request.form
    meant = next((one for one in Step if one == form.get("step")), None) or abort(404)
    try:
        scan = _scan()
    except Unusable as error:
        return _page(regulation, edition, said(error.problems), meant.value, 422)
    typed = recording.Typed(
        held_on=day_in(form.get("held_on", "")),
        minutes=form.get("minutes", ""),
        who=form.get("who", ""),
        verdict=form.get("verdict", ""),
        opinion=form.get("opinion", ""),
        copies=whole_in(form.get("copies", "")),
        scan=scan,
    )

    def write(act: Act) -> object:
        one = edition_at(act.db, edition.id)
        shown = form.get("fingerprint", "")
        return recording.record_step(act, one, meant, typed, shown=shown, number=whole_in(form.get("number", "")))

    return _done(regulation, edition, write, meant.value)


@desk.post(f"{PLACE}/strike")
@guarded(RECORDING)
def strike_step(slug: str, number: int) -> Response | tuple[str, int]:
    """Strike out a record that is wrong."""
    regulation, edition = _edition(slug, number)
    row = row_in(request.form.get("row", ""))

    def write(act: Act) -> object:
        one = edition_at(act.db, edition.id)
        taken = next((found for found in records_of(act.db, one) if found.record.id == row), None) or abort(404)
        return recording.strike_step(act, one, taken, request.form.get("reason", ""))

    return _done(regulation, edition, write, f"strike:{row}")


def _done(
    regulation: Regulation, edition: Edition, write: Callable[[Act], object], at: str
) -> Response | tuple[str, int]:
    try:
        with visit.acting() as act:
            write(act)
    except Unusable as error:
        return _page(regulation, edition, said(error.problems), at, 422)
    return redirect(url_for("chain.of", slug=regulation.slug, number=edition.number, _anchor=at.partition(":")[0]))


def _edition(slug: str, number: int) -> tuple[Regulation, Edition]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    return regulation, edition


def _scan() -> Sent | None:
    """The scan that came with the form, no more of it than may be kept; None where none was chosen."""
    file = request.files.get("scan")
    if file is None or not file.filename:
        return None
    most = visit.house().settings.max_upload_bytes
    content = file.stream.read(most + 1)
    if len(content) > most:
        raise Unusable({"scan": too_large(most)})
    return Sent(file.filename, content)


def _page(
    regulation: Regulation,
    edition: Edition,
    problems: dict[str, str] | None = None,
    at: str = "",
    status: int = 200,
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    places = _places(act, edition)
    return page(
        "chain/steps.html",
        status,
        open_at=at or _open_at(places),
        regulation=regulation,
        edition=edition,
        head=standing_text(act.db, edition),
        places=places,
        verdicts=[(one.value, visit.say(words)) for one, words in VERDICT_WORDS.items()],
        problems=problems or {},
        at=at,
        form=request.form,
        today=act.today.isoformat(),
    )


def _open_at(places: list[Place]) -> str:
    """Which one form stands open: the one that was asked for, or that of the first step this person could record."""
    if request.args.get("strike"):
        return f"strike:{row_in(request.args['strike'])}"
    wanted = request.args.get("record", "")
    if wanted in {one.step.value for one in places}:
        return wanted
    able = (one for one in places if one.record and not one.record["reasons"])
    return next((one.step.value for one in able if one.asked is not None and one.asked.verdict is None), "")


def _places(act: Act, edition: Edition) -> list[Place]:
    asked = {one.step: one for one in chain_of(act, edition).asked}
    found = records_of(act.db, edition)
    by_number(act.db, Person, [one.record.recorded_by for one in found])
    return [
        _place(act, edition, step, asked.get(step), [one for one in found if one.record.step is step])
        for step in Step
        if step in asked or any(one.record.step is step for one in found)
    ]


def _place(act: Act, edition: Edition, step: Step, asked: Asked | None, found: list[Taken]) -> Place:
    stands, tone = _stands(step, asked)
    return Place(
        step,
        visit.say(STEP_WORDS[step]),
        visit.say(WHO_WORDS[step]),
        asked,
        visit.say(asked.rule()) if asked else "",
        stands,
        tone,
        [_note(act, edition, one) for one in reversed(found)],
        offer(VERBS[step], of_step(act, edition, step)) if asked else None,
        next_number(act.db, edition, step),
    )


def _stands(step: Step, asked: Asked | None) -> tuple[str, str]:
    if asked is None:
        return t("现在不要求", "Not asked for now"), "over"
    if asked.verdict is not None:
        words = Words("已用印", "Sealed") if step.is_sealing else VERDICT_WORDS[asked.verdict]
        return visit.say(words), TONES[asked.verdict]
    if asked.earlier:
        return t("文本已改动，须再办", "Text changed: once more"), "turn"
    return t("未登记", "Not recorded"), "wait"


def _note(act: Act, edition: Edition, one: Taken) -> Note:
    row = one.record
    head = standing_text(act.db, edition)
    return Note(
        one,
        t(f"用印{row.copies}份", f"{row.copies} copies sealed")
        if row.copies
        else visit.say(VERDICT_WORDS[row.verdict]),
        TONES[row.verdict],
        called(act.db.get_one(Person, row.recorded_by), row.at),
        called(act.db.get_one(Person, one.strike.person_id), one.strike.at) if one.strike else "",
        opinion_number(row.year, row.serial),
        head is not None and head.fingerprint == row.fingerprint,
        offer("strike_step", of_note(act, edition, one)) if one.strike is None else None,
    )


def opinion_number(year: int | None, serial: int | None) -> str:
    """The number of an opinion on legality, as it is printed: 法审〔2026〕3号; "" for none."""
    if not year or not serial:
        return ""
    return t(f"法审〔{year}〕{serial}号", f"Legal opinion [{year}] No. {serial}")
