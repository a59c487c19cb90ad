"""Who must review besides those of the procedure, by kind of text, for the administrator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.people import required as verbs
from workflow.lifecycle.people.required import Asked
from workflow.records.enterprise import RequiredReview, ReviewRequired, every_unit, reviews_required, units_on
from workflow.records.regulation import RegulationKind
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded
from workflow.web.shapes.showing import name, page, said
from workflow.words import Words

desk = Blueprint("required", __name__)
#: What a form offers, each with its words.
Choices = list[tuple[str, str]]
Verb = Callable[[Act, RegulationKind | None, Asked | None, date | None], RequiredReview]


@dataclass(frozen=True, slots=True)
class Written:
    """One line of what the enterprise ever asked for: whom, in which texts, and the row."""

    seat: Words
    topic: Words | None
    row: ReviewRequired


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of text: whom the general rule asks for, whom the enterprise asks for, and in which texts it may ask for more.

    topics  that a text of this kind may be said to be about
    """

    kind: RegulationKind
    words: Words
    general: list[str]
    added: Choices
    topics: Choices
    history: list[Written]


@desk.get("/enterprise/reviews")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """By kind of text: the general rule, what the enterprise requires besides, and the forms."""
    return _page()


@desk.post("/enterprise/reviews")
@guarded(ADMIN)
def require_review() -> Response | tuple[str, int]:
    """Require one more from a day on."""
    capacity, _, unit = request.form.get("capacity", "").partition(":")
    return _done(verbs.require_review, _asked(capacity, request.form.get("topic", ""), unit))


@desk.post("/enterprise/reviews/end")
@guarded(ADMIN)
def end_review() -> Response | tuple[str, int]:
    """Require it no longer from a day on."""
    capacity, unit, topic = [*request.form.get("capacity", "").split(":"), "", ""][:3]
    return _done(verbs.end_review, _asked(capacity, topic, unit), "end:")


def _asked(capacity: str, topic: str, unit: str) -> Asked | None:
    chosen = next((one for one in Capacity if one == capacity), None)
    about = next((one for one in Topic if one == topic), None)
    return Asked(chosen, about, unit) if chosen and (about or not topic) else None


def _done(write: Verb, asked: Asked | None, ended: str = "") -> Response | tuple[str, int]:
    form = request.form
    kind = next((one for one in RegulationKind if one == form.get("kind")), None)
    try:
        with visit.acting() as act:
            write(act, kind, asked, day_in(form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), f"{ended}{kind or ''}", 422)
    return redirect(url_for("required.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    return page(
        "people/required.html",
        status,
        lines=[_line(act, one) for one in RegulationKind],
        seats=_seats(act),
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
        this_day=act.today,
    )


def _seats(act: Act) -> Choices:
    """Whom one may ask for: each capacity, and a department by name."""
    several = [Seat(one) for one in Capacity]
    several += [
        Seat(Capacity.DEPARTMENT, one.code, Words(one.name_zh, one.name_en)) for one in units_on(act.db, act.today)
    ]
    return [(f"{one.capacity.value}:{one.unit}", visit.say(one.words())) for one in several]


def _line(act: Act, kind: RegulationKind) -> Line:
    general = act.procedure.capacities(kind.value, act.today)
    mine = [one for one in reviews_required(act.db) if one.kind is kind]
    names = {one.code: Words(one.name_zh, one.name_en) for one in reversed(every_unit(act.db))}
    lasting = {(one.capacity, one.unit, one.topic): one for one in reversed(mine)}
    added = verbs.asked_on(act, kind, act.today)
    open_still = [one for one in lasting.values() if not one.ended or _as_asked(one) in added]
    return Line(
        kind,
        act.procedure.kind_words(kind.value, act.today),
        [name(one) for one in general],
        [(_spelled(one), visit.say(_told(one, names))) for one in sorted(open_still, key=_spelled)],
        [(one.value, visit.say(TOPIC_WORDS[one])) for one in Topic] if kind is RegulationKind.REGULATION else [],
        [Written(_seat(one, names), TOPIC_WORDS[one.topic] if one.topic else None, one) for one in mine],
    )


def _as_asked(one: ReviewRequired) -> Asked:
    return Asked(one.capacity, one.topic, one.unit or "")


def _spelled(one: ReviewRequired) -> str:
    return f"{one.capacity.value}:{one.unit or ''}:{one.topic.value if one.topic else ''}"


def _seat(one: ReviewRequired, names: dict[str, Words]) -> Words:
    return Seat(one.capacity, one.unit or "", names.get(one.unit or "", Words("", ""))).words()


def _told(one: ReviewRequired, names: dict[str, Words]) -> Words:
    seat = _seat(one, names)
    if one.topic is None:
        return seat
    about = TOPIC_WORDS[one.topic]
    return Words(f"{seat.zh}：涉及{about.zh}的", f"{seat.en}: where it touches {about.en.lower()}")
