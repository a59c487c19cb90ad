"""Convening: a session with its sites, the roll of delegates from a list, and the moment the roll is frozen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.congress.rolls import read_roll
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.session import of_session
from workflow.records.congress import Observer, Roll, RollEntry, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import venues_on
from workflow.rules.congress.words import Body, SessionKind
from workflow.rules.roster.reading import Row
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A site of a session as it is being named."""

    code: str
    name_zh: str
    name_en: str
    remote: bool = False


def convene(
    act: Act,
    *,
    body: Body,
    term: int | None,
    number: int | None,
    kind: SessionKind,
    held_on: date | None,
    places: list[Place],
    venues: Sequence[str] = (),
    observers: Sequence[tuple[str, str]] = (),
) -> CongressSession:
    """Create a session. Raises Refused, or Unusable naming the field.

    venues     codes of the enterprise's own sites, as they are on that day
    observers  who sits in without a vote, on no roll: name and office of each
    """
    ask("convene", of_actor(act))
    problems = {}
    own = {one.code: one for one in venues_on(act.db, held_on or act.today)}
    taken = [own[code] for code in venues if code in own]
    places = [*(Place(one.code, one.name_zh, one.name_en, one.remote) for one in taken), *places]
    if term is None or number is None or not 1 <= term <= 999 or not 1 <= number <= 999:
        problems["number"] = Words("届次应当是1以上的整数。", "Term and session are whole numbers from 1.")
    elif act.db.exec(
        select(CongressSession).where(
            CongressSession.body == body,
            CongressSession.term == term,
            CongressSession.number == number,
            CongressSession.kind == kind,
        )
    ).first():
        problems["number"] = Words("这次会议已经建立。", "This session exists already.")
    if held_on is None:
        problems["held_on"] = Words("请填写会议日期。", "Give the day of the session.")
    if gone := [code for code in venues if code not in own]:
        names = "、".join(gone)
        problems["sites"] = Words(
            f"会议那天没有这些会场：{names}。", f"On that day there are no such sites: {', '.join(gone)}."
        )
    elif not places or any(not one.name_zh.strip() for one in places):
        problems["sites"] = Words("请至少写明一个会场。", "Name at least one site.")
    elif len({one.code for one in places}) < len(places):
        problems["sites"] = Words("会场代码重复。", "Two sites have the same code.")
    if problems or held_on is None or term is None or number is None:
        raise Unusable(problems)
    session = CongressSession(body=body, term=term, number=number, kind=kind, held_on=held_on, created_at=act.now)
    act.db.add(session)
    act.db.flush()
    for place in places:
        act.db.add(
            Site(
                session_id=session.id,
                code=place.code,
                name_zh=place.name_zh.strip(),
                name_en=place.name_en.strip() or place.name_zh.strip(),
                remote=place.remote,
            )
        )
    act.db.add_all(Observer(session_id=session.id, name=name, office=office) for name, office in observers)
    act.db.flush()
    words = sitting.session_words(session)
    record(act, "convene", f"session:{session.id}", name=words.zh, held_on=held_on.isoformat())
    return session


def load_roll(act: Act, session: CongressSession, body: Body, table: str | Sequence[Row]) -> Roll:
    """Load the roll of `body` from a table's rows, or from comma-separated lines; an earlier, unfrozen roll is replaced.

    Raises Refused; Unusable with one sentence per broken line ("line:4"); then nothing was changed.
    """
    ask("load_roll", of_session(act, session, body))
    lines = read_roll(act, session, table)
    roll = sitting.roll_of(act.db, session.id, body)
    if roll is None:
        roll = Roll(session_id=session.id, body=body)
        act.db.add(roll)
        act.db.flush()
    else:
        for entry in act.db.exec(select(RollEntry).where(RollEntry.roll_id == roll.id)):
            act.db.delete(entry)
        act.db.flush()
    for number, line in enumerate(lines, start=1):
        act.db.add(
            RollEntry(
                roll_id=roll.id,
                number=number,
                name=line.name,
                person_id=line.person.id if line.person else None,
                entity_id=line.employer.id,
                unit=line.unit,
                delegation=line.delegation,
                category=line.category,
                front_line=line.front_line,
                mid_level=line.mid_level,
                sex=line.sex,
                site_id=line.site.id,
            )
        )
    act.db.flush()
    record(act, "load_roll", f"session:{session.id}", body=body.value, delegates=len(lines))
    return roll


def freeze_roll(act: Act, session: CongressSession, body: Body) -> Roll:
    """Freeze the roll at the credentials report: from now on its number is the denominator of every vote."""
    ask("freeze_roll", of_session(act, session, body))
    roll = sitting.roll_of(act.db, session.id, body)
    if roll is None:  # the guard has asked already
        raise ValueError("no roll")
    roll.frozen_at = act.now
    act.db.add(roll)
    act.db.flush()
    entries = sitting.entries_of(act.db, roll)
    record(act, "freeze_roll", f"session:{session.id}", body=body.value, delegates=len(entries))
    return roll


def roll_remarks(act: Act, roll: Roll | None, day: date) -> list[Words]:
    """What the credentials committee should look at; remarks warn, they do not refuse."""
    entries = sitting.entries_of(act.db, roll)
    if not entries:
        return []
    out = []
    known = roll.frozen_at if roll else None
    least = figures.on(act, "roll.minimum", day, known)
    if len(entries) < least.number:
        clause = standing.clauses(act.db, least, day)
        out.append(
            Words(
                f"代表{len(entries)}人，少于{least.number}人（{clause.zh}）。",
                f"{len(entries)} delegates, fewer than {least.number} ({clause.en}).",
            )
        )
    managers = sum(1 for one in entries if one.mid_level)
    most = figures.on(act, "roll.managers_percent", day, known)
    above, below = most.ratio
    if managers * below > above * len(entries):
        clause = standing.clauses(act.db, most, day)
        out.append(
            Words(
                f"中层以上管理人员{managers}人，超过代表总数的{most.percent:g}%（{clause.zh}）。",
                f"{managers} delegates are mid-level managers or above, more than {most.percent:g} % ({clause.en}).",
            )
        )
    return [*out, *_seat_remarks(act, roll, day)]


def _seat_remarks(act: Act, roll: Roll | None, day: date) -> list[Words]:
    """Sites of the enterprise that have fewer seats than delegates."""
    out = []
    seats = {(one.code, one.name_zh): one.seats for one in venues_on(act.db, day)} if roll else {}
    due = Counter(one.site_id for one in sitting.entries_of(act.db, roll))
    for site in sitting.sites_of(act.db, roll.session_id) if roll and seats else ():
        many = seats.get((site.code, site.name_zh))
        if many is not None and due[site.id] > many:
            out.append(
                Words(
                    f"{site.name_zh}有代表{due[site.id]}人，座位只有{many}个。",
                    f"{due[site.id]} delegates are due at {site.name_en}, which has {many} seats.",
                )
            )
    return out
