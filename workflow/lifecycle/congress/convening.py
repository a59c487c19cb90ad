"""Convening: a session with its sites, the roll of delegates from a list, and the moment the roll is frozen."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.session import of_session
from workflow.records.congress import Observer, Roll, RollEntry, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import venues_on
from workflow.records.person import Entity, Person
from workflow.rules.congress.words import CATEGORY_WORDS, Body, Category, SessionKind
from workflow.words import Words

COLUMNS = ("name", "employer", "unit", "delegation", "category", "front_line", "mid_level", "site")
OPTIONAL = ("sex", "account")
YES, NO = {"yes", "y", "1", "是", "true"}, {"no", "n", "0", "否", "false", ""}
LARGEST_ROLL = 5_000
SHOWN_PROBLEMS = 50


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


@dataclass(frozen=True, slots=True)
class Line:
    """One good line of a roll."""

    name: str
    employer: Entity
    unit: str
    delegation: str
    category: Category
    front_line: bool
    mid_level: bool
    site: Site
    sex: str
    person: Person | None


def load_roll(act: Act, session: CongressSession, body: Body, table: str) -> Roll:
    """Load the roll of `body` from comma-separated lines with a head; an earlier, unfrozen roll is replaced.

    Raises Refused; Unusable with one sentence per broken line ("line:4"); then nothing was changed.
    """
    ask("load_roll", of_session(act, session, body))
    lines = _read_roll(act.db, session, table)
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


def _read_roll(db: Session, session: CongressSession, table: str) -> list[Line]:
    reader = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    try:
        head = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = head
        rows = list(reader)
    except csv.Error as error:
        raise Unusable(
            {"": Words("这不是用逗号分隔的名册文件。", f"This is not a comma-separated list ({error}).")}
        ) from error
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        names = ", ".join(missing)
        raise Unusable({"": Words(f"名册第一行缺少栏目：{names}。", f"The first line lacks the columns: {names}.")})
    if not rows:
        raise Unusable({"": Words("名册里没有代表。", "The list holds no delegate.")})
    if len(rows) > LARGEST_ROLL:
        raise Unusable({"": Words(f"名册不能超过{LARGEST_ROLL}人。", f"At most {LARGEST_ROLL:,} delegates.")})
    entities = {one.code: one for one in db.exec(select(Entity))}
    sites = {one.code: one for one in sitting.sites_of(db, session.id)}
    people = {one.code: one for one in db.exec(select(Person))}
    lines, problems, seen = [], {}, set()
    for number, row in enumerate(rows, start=2):
        found = _line(row, entities, sites, people)
        who = (row.get("name") or "", row.get("unit") or "")
        if isinstance(found, Words):
            problems[f"line:{number}"] = Words(f"第{number}行：{found.zh}", f"Line {number}: {found.en}")
        elif who in seen:
            problems[f"line:{number}"] = Words(
                f"第{number}行：{who[0]}（{who[1]}）重复。", f"Line {number}: {who[0]} ({who[1]}) stands twice."
            )
        else:
            lines.append(found)
        seen.add(who)
        if len(problems) >= SHOWN_PROBLEMS:
            break
    if problems:
        raise Unusable(problems)
    return lines


def _line(
    row: dict[str, str | None], entities: dict[str, Entity], sites: dict[str, Site], people: dict[str, Person]
) -> Line | Words:
    """One line of the list as values, or what is wrong with it."""
    value = {name: (row.get(name) or "").strip() for name in (*COLUMNS, *OPTIONAL)}
    if None in row:
        return Words("栏目比第一行多。", "it has more columns than the first line.")
    if not value["name"]:
        return Words("缺少姓名。", "the name is missing.")
    if value["employer"] not in entities:
        return Words(
            f"没有代码为“{value['employer']}”的单位。", f"there is no employer with the code “{value['employer']}”."
        )
    if value["site"] not in sites:
        return Words(f"本次会议没有代码为“{value['site']}”的会场。", f"this session has no site “{value['site']}”.")
    if not value["unit"] or not value["delegation"]:
        return Words("缺少选举单位或者代表团。", "the electing unit or the delegation is missing.")
    category = next(
        (one for one in Category if value["category"] in (one.value, CATEGORY_WORDS[one].zh)),
        None,
    )
    if category is None:
        return Words(f"不认识的类别“{value['category']}”。", f"unknown category “{value['category']}”.")
    flags = {}
    for name in ("front_line", "mid_level"):
        if value[name].lower() not in YES | NO:
            return Words(f"“{value[name]}”应当是“是”或者“否”。", f"“{value[name]}” should be yes or no.")
        flags[name] = value[name].lower() in YES
    if value["account"] and value["account"] not in people:
        return Words(f"没有账号“{value['account']}”。", f"there is no account “{value['account']}”.")
    return Line(
        name=value["name"],
        employer=entities[value["employer"]],
        unit=value["unit"],
        delegation=value["delegation"],
        category=category,
        front_line=flags["front_line"],
        mid_level=flags["mid_level"],
        site=sites[value["site"]],
        sex=value["sex"],
        person=people.get(value["account"]),
    )
