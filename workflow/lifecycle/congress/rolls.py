"""A roll of delegates read from a table under any headers: each line as values, or one sentence for each that is not."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.facts import sitting
from workflow.records.congress import Session as CongressSession
from workflow.records.congress import Site
from workflow.records.person import Entity, Person, Renaming
from workflow.rules.congress.words import CATEGORY_WORDS, Category
from workflow.rules.roster.delegates import ACCOUNT, EMPLOYER, ROLL, SITE
from workflow.rules.roster.fields import SEX
from workflow.rules.roster.questions import Asks
from workflow.rules.roster.reading import Row, Understood, read
from workflow.words import Words

YES, NO = {"yes", "y", "1", "是", "true", "√", "✓"}, {"no", "n", "0", "否", "false", ""}
LARGEST_ROLL = 5_000
SHOWN_PROBLEMS = 50


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


@dataclass(frozen=True, slots=True)
class _House:
    """What a line may name: employers and sites by code and by name, accounts by themselves and by employee number."""

    employers: Mapping[str, Entity]
    sites: Mapping[str, Site]
    accounts: Mapping[str, Person]
    numbers: Mapping[str, Person]
    names: Mapping[int, tuple[str, str]]

    @property
    def only_employer(self) -> Entity | None:
        """The employer of every line, where there is one."""
        several = {one.id: one for one in self.employers.values()}
        return next(iter(several.values())) if len(several) == 1 else None

    @property
    def only_site(self) -> Site | None:
        """The site of every line, where there is one."""
        several = {one.id: one for one in self.sites.values()}
        return next(iter(several.values())) if len(several) == 1 else None


def read_roll(act: Act, session: CongressSession, table: str | Sequence[Row]) -> list[Line]:
    """The lines of a roll. Raises Unusable: "" for the table as a whole, else one sentence for each broken line ("line:4")."""
    rows = _rows_of(table) if isinstance(table, str) else table
    found = read(rows, ROLL)
    house = _house(act, session)
    _require_columns(found, house)
    if not found.people:
        raise Unusable({"": Words("名册里没有代表。", "The list holds no delegate.")})
    if len(found.people) > LARGEST_ROLL:
        raise Unusable({"": Words(f"名册不能超过{LARGEST_ROLL}人。", f"At most {LARGEST_ROLL:,} delegates.")})
    asked = {one.row: one.words for one in found.questions if one.asks is not Asks.EMPTY} | _too_wide(rows, found)
    lines, problems, seen = list[Line](), dict[str, Words](), set[tuple[str, ...]]()
    for person in found.people:
        value = {one.name: person.words(one.name) for one in ROLL}
        who = _who(value)
        line = asked.get(person.row) or _line(value, house)
        if isinstance(line, Line) and who in seen:
            name, unit = value["name"], value["unit"]
            line = Words(f"{name}（{unit}）重复。", f"{name} ({unit}) stands twice.")
        if isinstance(line, Line):
            lines.append(line)
        else:
            problems[f"line:{person.row}"] = Words(f"第{person.row}行：{line.zh}", f"Line {person.row}: {line.en}")
        seen.add(who)
        if len(problems) >= SHOWN_PROBLEMS:
            break
    if problems:
        raise Unusable(problems)
    return lines


def _who(value: Mapping[str, str]) -> tuple[str, ...]:
    """Who a line is about: two namesakes in one unit are told apart by their numbers."""
    return (value["account"].casefold(),) if value["account"] else (value["name"], value["unit"])


def _rows_of(text: str) -> list[Row]:
    """The cells of comma-separated lines. Raises Unusable."""
    try:
        rows = [tuple(one) for one in csv.reader(io.StringIO(text.removeprefix("\ufeff")))]
    except csv.Error as error:
        words = Words("这不是用逗号分隔的名册文件。", f"This is not a comma-separated list ({error}).")
        raise Unusable({"": words}) from error
    return list(rows)


def _too_wide(rows: Sequence[Row], found: Understood) -> dict[int, Words]:
    """Rows with something right of the last header: a comma too many moved what stands in them."""
    width = max((at for at, words in enumerate(found.headers, 1) if words), default=0)
    words = Words("栏目比表头多。", "it has more columns than the headers.")
    return {at: words for at, row in enumerate(rows[found.header :], found.header + 1) if any(row[width:])}


def _require_columns(found: Understood, house: _House) -> None:
    asked = [one.words for one in found.questions if not one.row and one.asks in (Asks.AMBIGUOUS, Asks.SAME_COLUMN)]
    if asked:
        raise Unusable({f"column:{number}": words for number, words in enumerate(asked)})
    optional = {SEX.name, ACCOUNT.name}
    optional |= {EMPLOYER.name} if house.only_employer else set()
    optional |= {SITE.name} if house.only_site else set()
    missing = [one.words for one in ROLL if one.name not in found.columns and one.name not in optional]
    if missing:
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.en for one in missing)
        raise Unusable({"": Words(f"名册的表头缺少栏目：{zh}。", f"The headers lack the columns: {en}.")})


def _house(act: Act, session: CongressSession) -> _House:
    entities = act.db.exec(select(Entity).order_by(col(Entity.id).desc())).all()
    sites = sitting.sites_of(act.db, session.id)
    people = act.db.exec(select(Person)).all()
    renamed = select(Renaming).where(Renaming.since <= act.today).order_by(col(Renaming.since), col(Renaming.id))
    return _House(
        {_bare(said): one for one in entities for said in (one.name_en, one.name_zh, one.code)},
        {_bare(said): one for one in sites for said in (one.name_en, one.name_zh, one.code)},
        {one.code: one for one in people},
        {one.number.casefold(): one for one in people if one.number},
        {one.id: (one.name_zh, one.name_en) for one in people}
        | {one.person_id: (one.name_zh, one.name_en) for one in act.db.exec(renamed)},
    )


def _bare(said: str) -> str:
    return "".join(said.split()).casefold()


def _line(value: Mapping[str, str], house: _House) -> Line | Words:
    """One line of the list as values, or what is wrong with it."""
    if not value["name"]:
        return Words("缺少姓名。", "the name is missing.")
    said = value["employer"]
    employer = house.employers.get(_bare(said)) if said else house.only_employer
    if employer is None:
        return Words(
            f"没有名称或者代码为“{said}”的单位。", f"there is no employer called “{said}”, nor with that code."
        )
    place = value["site"]
    site = house.sites.get(_bare(place)) if place else house.only_site
    if site is None:
        return Words(f"本次会议没有名称或者代码为“{place}”的会场。", f"this session has no site called “{place}”.")
    if not value["unit"] or not value["delegation"]:
        return Words("缺少选举单位或者代表团。", "the electing unit or the delegation is missing.")
    category = next((one for one in Category if value["category"] in _names(one)), None)
    if category is None:
        names = "、".join(one.zh for one in CATEGORY_WORDS.values())
        return Words(
            f"不认识的类别“{value['category']}”（应为{names}之一）。",
            f"unknown category “{value['category']}”: one of {', '.join(one.value for one in Category)}.",
        )
    for name in ("front_line", "mid_level"):
        if value[name].lower() not in YES | NO:
            return Words(f"“{value[name]}”应当是“是”或者“否”。", f"“{value[name]}” should be yes or no.")
    person = _account(value["account"], value["name"], house)
    if isinstance(person, Words):
        return person
    return Line(
        name=value["name"],
        employer=employer,
        unit=value["unit"],
        delegation=value["delegation"],
        category=category,
        front_line=value["front_line"].lower() in YES,
        mid_level=value["mid_level"].lower() in YES,
        site=site,
        sex=value["sex"],
        person=person,
    )


def _names(category: Category) -> tuple[str, ...]:
    words = CATEGORY_WORDS[category]
    return category.value, words.zh, words.en


def _account(said: str, name: str, house: _House) -> Person | Words | None:
    """Whom a line names by account or employee number; who is named by a number is called as the line says."""
    if not said:
        return None
    by_number = house.numbers.get(said.casefold())
    if by_number is None:
        return house.accounts.get(said) or Words(
            f"没有账号或者工号“{said}”。", f"there is no account “{said}”, and nobody with that employee number."
        )
    called = house.names[by_number.id]
    if _bare(name) not in map(_bare, called):
        return Words(
            f"工号{said}在系统里是{called[0]}，名册里是{name}。",
            f"the number {said} is {called[0]}'s here; the roll says {name}.",
        )
    return by_number
