"""Lists of staff in the browser: brought, their columns chosen, what they would change shown, carried out in one act."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response as AnyResponse

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.people import staff
from workflow.lifecycle.people.offices import kind_of
from workflow.lifecycle.people.staff import CHANGED, Progress
from workflow.publishing.spreadsheet.book import packed
from workflow.publishing.spreadsheet.reading import read_apart
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.records.person import Person
from workflow.records.staff import Newcomer, StaffImport
from workflow.rules.roster.fields import STAFF
from workflow.rules.roster.questions import Asks, letters
from workflow.rules.roster.values import DayOrder
from workflow.web.people import steps
from workflow.web.people.people import ADMIN
from workflow.web.people.staff_choices import (
    Looked,
    answers_in_form,
    chosen_in_form,
    found_file,
    looked_at,
    offices_in_form,
    planned,
)
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.files import sent_file
from workflow.web.request.guard import guarded
from workflow.web.request.long import long
from workflow.web.request.paging import paging
from workflow.web.shapes import growing
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("staff", __name__)
#: Rows of the file that are shown beside the choice of columns, lines of a list on one page, imports that are listed.
PREVIEW, A_PAGE, LAST = 5, 50, 20
#: What is kept of a list; the other columns are read so that they are told apart, and not kept.
KEPT = frozenset({"number", "name", "name_en", "department", "entity", "post", "office", "joined", "left"})
GONE = Words(
    "这份名单已经办理或者放弃了（可能是另一位管理员）。",
    "This list was carried out or let go already, perhaps by another administrator.",
)


@desk.get("/people/import")
@guarded(ADMIN)
def lists() -> tuple[str, int]:
    """Bring a list; those that wait, and those that were carried out."""
    return _lists({})


@desk.post("/people/import")
@counted
@guarded(ADMIN)
def begin() -> AnyResponse | tuple[str, int]:
    """Read a file and keep its cells to be looked over."""
    try:
        sent = sent_file()
        if sent is None:
            raise Unusable({"file": Words("请先选择文件。", "Choose a file first.")})
        try:
            book = read_apart(sent.content)  # no transaction is open while a file is read
        except TableUnreadable as error:
            raise Unusable({"file": error.words}) from error
        with visit.acting() as act:
            number = staff.begin(act, sent.name, packed(book)).id
    except Unusable as error:
        return _lists(said(error.problems), 422)
    return redirect(url_for("staff.columns", file=number))


@desk.get("/people/import/<int:file>")
@long
@guarded(ADMIN)
def columns(file: int) -> AnyResponse | tuple[str, int]:
    """Which column is what, guessed and changeable, beside the first rows."""
    return _done_already(file) or _columns(file)


@desk.post("/people/import/<int:file>/choose")
@long
@guarded(ADMIN)
def choose(file: int) -> AnyResponse | tuple[str, int]:
    """Keep which column is what; go on to what would be done when nothing is in doubt about them."""
    with visit.acting() as act:
        found = staff.find(act.db, file)
        if found is None:
            return _gone(file)
        looked = looked_at(act, found)
        chosen = chosen_in_form(looked)
        staff.choose(act, found, chosen.kept())
        looked = looked_at(act, found)
        if chosen.columns and not looked.table.about_columns:
            staff.remember(act, looked.table.headers, chosen.columns)
    ready = bool(chosen.columns) and not looked.table.about_columns
    return redirect(url_for("staff.changes" if ready else "staff.columns", file=file))


@desk.get("/people/import/<int:file>/changes")
@long
@guarded(ADMIN)
def changes(file: int) -> AnyResponse | tuple[str, int]:
    """What the list would do, before anything is done."""
    return _done_already(file) or _changes(file)


@desk.post("/people/import/<int:file>/answer")
@guarded(ADMIN)
def answer(file: int) -> AnyResponse | tuple[str, int]:
    """Keep the answers to what is in doubt, and who is given the offices that the list names."""
    with visit.acting() as act:
        found = staff.find(act.db, file)
        if found is None:
            return _gone(file)
        kept = staff.choices_of(found)
        answers, given = (
            answers_in_form(kept.get("answers", {})),
            offices_in_form(
                kept.get("offices", ()), lambda: (one.number for one in planned(act, looked_at(act, found))[0].offices)
            ),
        )
        staff.choose(act, found, {**kept, "answers": answers, "offices": given})
    show = "offices" if "shown" in request.form else None  # without questions left, the next thing to decide
    return redirect(url_for("staff.changes", file=file, show=show, page=request.form.get("page") or None))


@desk.post("/people/import/<int:file>/drop")
@guarded(ADMIN)
def drop(file: int) -> AnyResponse | tuple[str, int]:
    """Let a list go; nothing was done."""
    with visit.acting() as act:
        found = staff.find(act.db, file)
        if found is None:
            return _gone(file)
        staff.drop(act, found)
    return redirect(url_for("staff.lists"))


@desk.post("/people/import/<int:file>/carry-out")
@long
@guarded(ADMIN)
def carry_out(file: int) -> AnyResponse | tuple[str, int]:
    """Carry out what was shown, in one act; the page grows with it."""
    if staff.find(visit.db(), file) is None:
        return _gone(file)
    shell = growing.shell(Words("办理名单", "Carrying out the list"))
    going = _carried_out(file, request.form.get("digest", ""))
    try:
        first = next(going)
    except _Changed:
        return _changes(file, visit.say(CHANGED), 409)
    except _Gone:
        return _gone(file)
    except Unusable as error:
        return _changes(file, " ".join(said(error.problems).values()), 422)
    return steps.streamed(shell, first, going, _led_on)


@desk.get("/people/imports/<int:number>")
@guarded(ADMIN)
def done(number: int) -> tuple[str, int]:
    """What came of a list, who came with it, and their slips."""
    act = visit.reader()
    found = act.db.get(StaffImport, number) or abort(404)
    rows = select(Person).join(Newcomer, col(Newcomer.person_id) == col(Person.id)).where(Newcomer.import_id == number)
    people = list(act.db.exec(rows.order_by(col(Person.number))))
    turned = paging(len(people), A_PAGE)
    waiting = [one for one in people if one.secret is None and not one.closed]
    desks = departments(act) if waiting else {}
    places = Counter(desks.get(one.id, "") for one in waiting)
    return page(
        "people/staff_done.html",
        imported=found,
        by=act.db.get_one(Person, found.person_id),
        people=turned.of(people),
        without=len(waiting),
        places=sorted((place, many) for place, many in places.items() if place),
        handed=sum(one.one_time is not None for one in people),
        turned=turned,
    )


def departments(act: Act) -> dict[int, str]:
    """Where people work today, by person."""
    return {one.id: one.department for one in staff.known(act.db, act.today)}


class _Changed(Exception):
    """The plan is not the one that was shown."""


class _Gone(Exception):
    """The list is not there any more."""


def _carried_out(file: int, digest: str) -> Iterator[Progress | int]:
    """Carry out the list in one transaction; at the end the number of the import."""
    with visit.acting() as act:
        found = staff.find(act.db, file)
        if found is None:
            raise _Gone
        looked = looked_at(act, found)
        plan, _ = planned(act, looked)
        if looked.table.about_columns or plan.digest != digest:
            raise _Changed
        read = {one.name: letters(looked.table.columns[one.name]) for one in STAFF if one.name in looked.table.columns}
        yield from staff.carry_out(act, found, plan, {"columns": read})
        number = act.db.exec(select(StaffImport.id).where(StaffImport.file_id == file)).one()
    yield number


def _led_on(number: int) -> str:
    return url_for("staff.done", number=number)


def _gone(file: int) -> tuple[str, int]:
    """The answer to a form about a list that is not on the desk: carried out by somebody, let go, or never there."""
    done = visit.db().exec(select(StaffImport.id).where(StaffImport.file_id == file)).first()
    return _lists({"file": visit.say(GONE)}, 409 if done else 404)


def _done_already(file: int) -> AnyResponse | tuple[str, int] | None:
    """Where somebody goes who opens a list that is not on the desk any more; None when it is."""
    database = visit.db()
    if staff.find(database, file) is not None:
        return None
    number = database.exec(select(StaffImport.id).where(StaffImport.file_id == file)).first()
    return redirect(url_for("staff.done", number=number)) if number else _lists({"file": visit.say(GONE)}, 404)


def _lists(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    rows = staff.waiting(act.db)
    finished = act.db.exec(select(StaffImport).order_by(col(StaffImport.id).desc()).limit(LAST)).all()
    whose = {*(one.person_id for one in rows), *(one.person_id for one in finished)}
    people = {one.id: one for one in act.db.exec(select(Person).where(col(Person.id).in_(whose)))}
    return page("people/staff_lists.html", status, waiting=rows, finished=finished, people=people, problems=problems)


def _columns(file: int, status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    found = found_file(act, file)
    looked = looked_at(act, found)
    table, rows = looked.table, looked.book.sheets[looked.sheet].rows
    at = table.header
    return page(
        "people/staff_columns.html",
        status,
        file=found,
        looked=looked,
        fields=[(one, one.name in KEPT) for one in STAFF],
        tabs=[(number, one.name or str(number + 1)) for number, one in enumerate(looked.book.sheets)],
        options=[(str(number), f"{letters(number)}　{words}") for number, words in enumerate(table.headers) if words],
        letters=letters,
        preview=_preview(looked, at),
        above=[
            (number, "　".join(words for cell in row[:8] if (words := steps.shown(cell))))
            for number, row in enumerate(rows[:15], 1)
        ],
        orders=DayOrder,
        asked=[visit.say(one.words) for one in table.about_columns],
        doubtful=any(one.asks is Asks.DOUBTFUL_DAY for one in table.questions),
        many=len(table.people),
    )


def _preview(looked: Looked, header: int) -> list[tuple[int, list[str]]]:
    rows = looked.book.sheets[looked.sheet].rows
    several = [(number, row) for number, row in enumerate(rows[header:], header + 1) if any(row)]
    width = range(len(looked.table.headers))
    return [
        (number, [steps.shown(row[at]) if at < len(row) else "" for at in width]) for number, row in several[:PREVIEW]
    ]


def _changes(file: int, problem: str = "", status: int = 200) -> AnyResponse | tuple[str, int]:
    act = visit.reader()
    found = found_file(act, file)
    looked = looked_at(act, found)
    if looked.table.about_columns:
        return redirect(url_for("staff.columns", file=file))
    plan, known = planned(act, looked)
    asked = [one for one in looked.table.questions if one.row]
    entities = {one.id: one for one in looked.entities}
    several: dict[str, list[Any]] = {
        "questions": [*plan.doubts, *asked],
        "joins": list(plan.joins),
        "leaves": plan.of("left"),
        "returns": plan.of("reopen"),
        "moves": plan.of("moved"),
        "names": plan.of("name"),
        "numbers": plan.of("link"),
        "offices": list(plan.offices),
    }
    open_ones = sum(one.chosen == "" for one in plan.doubts) + len(asked)
    show = request.args.get("show", "")
    if show not in several:  # first what waits for a decision
        waiting = {"questions": bool(open_ones), "offices": bool(plan.offices and not plan.given)}
        undecided = [name for name, waits in waiting.items() if waits]
        show = [*undecided, *(name for name, rows in several.items() if rows and name not in waiting), "joins"][0]
    turned = paging(len(several[show]), A_PAGE)
    return page(
        "people/staff_changes.html",
        status,
        file=found,
        plan=plan,
        known=known,
        entities=entities,
        new_employers=plan.new_employers,
        counts={name: len(rows) for name, rows in several.items()},
        open_ones=open_ones,
        show=show,
        rows=turned.of(several[show]),
        turned=turned,
        everybody=[entities[one] for one in looked.chosen.everybody if one in entities],
        many=len(looked.table.people),
        stays=[known[one] for one in plan.stays],
        problem=problem,
        employers=looked.entities,
        kind_of=kind_of,
    )
