"""Whose approval texts of a kind need besides those of the procedure, put down by the administrator: only ever more, from a day on.

A text that is before its reviewers keeps what was required when it was put there.
"""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.dated import day_problems
from workflow.records.enterprise import RequiredReview, capacities_added
from workflow.records.regulation import RegulationKind
from workflow.records.review import Round
from workflow.rules.people.roles import Capacity
from workflow.words import Words


def require_review(
    act: Act, kind: RegulationKind | None, capacity: Capacity | None, since: date | None
) -> RequiredReview:
    """From `since` on texts of `kind` need `capacity` as well. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    if kind is None or capacity is None:
        problems["capacity"] = Words("请选择审核身份。", "Choose a capacity.")
    elif since is not None and capacity in act.procedure.capacities(kind.value, since):
        problems["capacity"] = Words("通用的规定已经要求这一审核。", "The general rule asks for this one already.")
    if problems or kind is None or capacity is None or since is None:
        raise Unusable(problems)
    return _write(act, "require_review", kind, capacity, since, ended=False)


def end_review(act: Act, kind: RegulationKind | None, capacity: Capacity | None, since: date | None) -> RequiredReview:
    """From `since` on the procedure's reviewers are enough again. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    if kind is None or capacity is None or (since and capacity not in capacities_added(act.db, kind, since)):
        problems["capacity"] = Words("那一天没有另行要求这一审核。", "This one is not required besides on that day.")
    if problems or kind is None or capacity is None or since is None:
        raise Unusable(problems)
    return _write(act, "end_review", kind, capacity, since, ended=True)


def _write(
    act: Act, verb: str, kind: RegulationKind, capacity: Capacity, since: date, *, ended: bool
) -> RequiredReview:
    row = RequiredReview(
        kind=kind, capacity=capacity, ended=ended, since=since, set_by=act.person_id, at=counts_from(act, since)
    )
    act.db.add(row)
    act.db.flush()
    which = act.procedure.kind_words(kind.value, since)
    record(
        act,
        verb,
        f"review:{kind.value}",
        which=which.zh,
        which_en=which.en,
        capacity=capacity.value,
        since=since.isoformat(),
    )
    return row


def counts_from(act: Act, since: date) -> datetime:
    """The start of the day, or now; and never before the last round was opened: who asked earlier may get his turn later."""
    begins = datetime.combine(since, time(), act.zone) if since > act.today else act.now
    last = act.db.exec(select(sa.func.max(col(Round.at)))).one()
    return max(begins, last + timedelta(microseconds=1)) if last else begins
