"""The front page: what is in force, what will be, what was, the papers of sessions; and what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from workflow.lifecycle import finding
from workflow.lifecycle.acting import Act
from workflow.lifecycle.finding import Found
from workflow.lifecycle.issue import shelf
from workflow.lifecycle.issue.shelf import SHELF_WORDS, STANDS_ON, Line, Placed, Shelf
from workflow.records.database.families import by_number
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.text.finding import SearchUnit
from workflow.rules.asking import may_hold
from workflow.rules.permissions import can_read_session
from workflow.rules.states import InTime, State, is_former
from workflow.text.finding import LONGEST, is_in, plain, snippet, sought
from workflow.web.request import visit
from workflow.web.request.paging import A_PAGE, Paging, address_with, paging
from workflow.web.shapes import entered
from workflow.web.shapes.showing import page
from workflow.words import Language

#: Texts that a search shows on one page, and places of each.
TEXTS, PLACES = 20, 4


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the library: how many texts, those of them on this page, and where it is shown by itself."""

    id: str
    many: int
    lines: list[Line]
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """One provision in which words that were looked for stand: pieces of its text, each marked or not."""

    key: str
    label: str
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One text in which all the words stand, with the first places; `more` counts those that are not shown."""

    regulation: Regulation
    edition: Edition
    state: State | InTime
    name: list[tuple[str, bool]]
    address: str
    places: list[Place]
    more: int


def front_page() -> tuple[str, int]:
    """The library, or what a search in it finds."""
    act = visit.reader()
    wanted = request.args.get("q", "").strip()[:LONGEST]
    placed = shelf.placed(act.db, act.today, visit.reading_as())
    values: dict[str, Any] = {
        "wanted": wanted,
        "entered_ones": shelf.entered_from_paper(act.db),
        "keeper": may_hold("enter", visit.roles()),
        "everything": request.args.get("in") == "all",
        "beyond": can_read_session(visit.roles()),
        "address_with": address_with,
        "title_words": title_words,
    }
    if wanted:
        hits, turned = _hits(act, placed, wanted)
        return page(
            "library/library.html",
            hits=hits,
            turned=turned,
            parts=[],
            marks=entered.marks_of(act.db, [one.edition for one in hits]),
            **values,
        )
    parts, turned = _parts(act, placed)
    marks = entered.marks_of(act.db, [line.edition for part in parts for line in part.lines])
    return page("library/library.html", hits=None, turned=turned, parts=parts, marks=marks, **values)


def _parts(act: Act, placed: list[Placed]) -> tuple[list[Part], Paging]:
    """Everything on one page while it fits; else one part, a page of it at a time."""
    several: dict[str, list[Placed]] = {part: [one for one in placed if one.shelf is part] for part in Shelf}
    asked = request.args.get("show", "")
    if len(placed) <= A_PAGE and asked not in several:
        chosen, turned = {one: rows for one, rows in several.items() if rows}, paging(0)
    else:
        first = next((one for one, rows in several.items() if rows), Shelf.IN_FORCE)
        part = asked if asked in several else first
        rows = several[part]
        if request.args.get("sort") == "day":
            rows = sorted(rows, key=lambda one: (one.effective is None, one.effective), reverse=True)
        turned = paging(len(rows))
        chosen = {part: list(turned.of(rows))}
    told = iter(shelf.lines(act.db, visit.reading_as(), [one for rows in chosen.values() for one in rows]))
    shown = {part: [next(told) for _ in rows] for part, rows in chosen.items()}
    alone = len(chosen) < len([one for one in several.values() if one]) or asked in several
    return [
        Part(
            part,
            len(rows),
            shown.get(part, []),
            address_with(show=part, page="", sort="") if alone else f"#{part}",
        )
        for part, rows in several.items()
        if rows or part == Shelf.IN_FORCE
    ], turned


def _hits(act: Act, placed: list[Placed], wanted: str) -> tuple[list[Hit], Paging]:
    words = sought(wanted)
    stands = {one.edition: one.shown for one in placed}
    found = _each_once(finding.find(act.db, words, visit.reading_as())) if words else []
    if request.args.get("in") != "all":
        found = [one for one in found if one.edition in stands and not is_former(stands[one.edition])]
    order = [state for states in STANDS_ON.values() for state in states]
    rank = {one.edition: order.index(stands[one.edition]) if one.edition in stands else len(order) for one in found}
    found.sort(key=lambda one: (-one.named, rank[one.edition], one.edition))
    turned = paging(len(found), TEXTS)
    several = list(turned.of(found))
    units = finding.units_of(act.db, [one.snapshot for one in several])
    editions = by_number(act.db, Edition, (one.edition for one in several))
    regulations = by_number(act.db, Regulation, (one.regulation_id for one in editions.values()))
    EDITIONS.ahead(act.db, regulations)
    out = []
    for one in several:
        edition = editions[one.edition]
        regulation = regulations[edition.regulation_id]
        places, more = _places(units[one.snapshot], words)
        called = regulation.name_en if visit.language() == Language.EN else regulation.name_zh
        text: dict[str, Any] = {} if one.language == visit.language() else {"text": one.language}
        address = url_for("library.edition", slug=regulation.slug, number=edition.number, **text)
        state = stands.get(one.edition, one.state)
        name = snippet(called, words) or [(called, False)]
        out.append(Hit(regulation, edition, state, name, address, places, more))
    return out, turned


def _places(units: list[SearchUnit], words: Sequence[str]) -> tuple[list[Place], int]:
    """The provisions to show, the first for each word among them, in the order of the text; and how many more there are."""
    found = [
        (unit, said, frozenset(one for one in words if is_in(one, plain(f"{unit.label}|{unit.words}"))))
        for unit in units
        if (said := snippet(unit.words, words))
    ]
    firsts = {next((at for at, (_, _, held) in enumerate(found) if word in held), 0) for word in words}
    chosen = sorted(sorted(range(len(found)), key=lambda at: (at not in firsts, at))[:PLACES])
    # A table is one line a row; what divides its cells says nothing here.
    shown = [
        Place(unit.key, unit.label, [(piece.replace("|", " "), marked) for piece, marked in said])
        for unit, said, _ in (found[at] for at in chosen)
    ]
    return shown, len(found) - len(chosen)


def _each_once(found: list[Found]) -> list[Found]:
    """Each edition once: by its text in the language of the visit, where the words stand in that."""
    out: dict[int, Found] = {}
    for one in found:
        if one.edition not in out or one.language == visit.language():
            out[one.edition] = one
    return list(out.values())


def title_words(part: str) -> str:
    """What a part of the library is called."""
    return visit.say(SHELF_WORDS[Shelf(part)])
