"""Whose approval texts of a kind need besides those of the procedure, put down by the administrator: only ever more, from a day on.

A text that is before its reviewers keeps what was required when it was put there.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.dated import day_problems
from workflow.records.enterprise import RequiredReview, reviews_added, units_on
from workflow.records.regulation import RegulationKind
from workflow.records.review import Round
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom an enterprise asks for: a capacity, for one unit where `unit` names its code, in texts that touch `topic`."""

    capacity: Capacity
    topic: Topic | None = None
    unit: str = ""


def require_review(act: Act, kind: RegulationKind | None, asked: Asked | None, since: date | None) -> RequiredReview:
    """From `since` on texts of `kind` need `asked` as well. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    if kind is None or asked is None:
        problems["capacity"] = Words("请选择审核身份。", "Choose a capacity.")
    elif since is not None and not asked.unit and asked.capacity in act.procedure.capacities(kind.value, since):
        problems["capacity"] = Words("通用的规定已经要求这一审核。", "The general rule asks for this one already.")
    elif since is not None and asked.unit and asked.unit not in {one.code for one in units_on(act.db, since)}:
        problems["unit"] = Words("请选择现有的单位。", "Choose a unit that there is.")
    if problems or kind is None or asked is None or since is None:
        raise Unusable(problems)
    return _write(act, "require_review", kind, asked, since, ended=False)


def end_review(act: Act, kind: RegulationKind | None, asked: Asked | None, since: date | None) -> RequiredReview:
    """From `since` on `asked` is not needed any more. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    if kind is None or asked is None or (since and asked not in asked_on(act, kind, since)):
        problems["capacity"] = Words("那一天没有另行要求这一审核。", "This one is not required besides on that day.")
    if problems or kind is None or asked is None or since is None:
        raise Unusable(problems)
    return _write(act, "end_review", kind, asked, since, ended=True)


def asked_on(act: Act, kind: RegulationKind, day: date) -> list[Asked]:
    """Whom texts of `kind` need besides on a day."""
    return [Asked(one.capacity, one.topic, one.unit or "") for one in reviews_added(act.db, kind, day)]


def _write(
    act: Act, verb: str, kind: RegulationKind, asked: Asked, since: date, *, ended: bool
) -> RequiredReview:  # fmt: skip
    row = RequiredReview(
        kind=kind,
        capacity=asked.capacity,
        topic=asked.topic,
        unit=asked.unit or None,
        ended=ended,
        since=since,
        set_by=act.person_id,
        at=counts_from(act, since),
    )
    act.db.add(row)
    act.db.flush()
    which = act.procedure.kind_words(kind.value, since)
    if asked.topic:
        about = TOPIC_WORDS[asked.topic]
        which = Words(f"{which.zh}（{about.zh}）", f"{which.en} ({about.en})")
    named = next((one for one in units_on(act.db, since) if one.code == asked.unit), None)
    called = Words(named.name_zh, named.name_en) if named else Words("", "")
    seat = Seat(asked.capacity, asked.unit, called).words()
    record(
        act,
        verb,
        f"review:{kind.value}",
        which=which.zh,
        which_en=which.en,
        capacity=asked.capacity.value,
        seat=seat.zh,
        seat_en=seat.en,
        since=since.isoformat(),
    )
    return row


def counts_from(act: Act, since: date) -> datetime:
    """The start of the day, or now; and never before the last round was opened: who asked earlier may get his turn later."""
    begins = datetime.combine(since, time(), act.zone) if since > act.today else act.now
    last = act.db.exec(select(sa.func.max(col(Round.at)))).one()
    return max(begins, last + timedelta(microseconds=1)) if last else begins
