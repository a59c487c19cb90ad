"""One person's page, for the administrator: what they are called, where they work and what they hold, by date."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, or_, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.people import offices, staff
from workflow.lifecycle.people.offices import Held
from workflow.records.enterprise import every_unit, units_on
from workflow.records.event import Event
from workflow.records.person import CapacityGrant, Entity, Grant, Person, names_of
from workflow.rules.people.offices import Office
from workflow.rules.people.roles import Capacity, Role
from workflow.web.people.dated import Holds
from workflow.web.people.people import ADMIN, lent
from workflow.web.request import visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import IN_WORKSHOP, guarded
from workflow.web.shapes.showing import page, said
from workflow.web.shapes.telling import Telling
from workflow.web.shapes.told import tell_all
from workflow.words import Words

desk = Blueprint("person", __name__)
#: Lines of the register of people on one page.
A_PAGE = 200
#: What its acts are about: people, and what the administrator puts down of the enterprise.
REGISTERED = (
    "person",
    "staff_import",
    "entity",
    "enterprise",
    "figure",
    "review",
    "venue",
    "logo",
    "letterhead",
    "unit",
    "messenger",
)


class Line(NamedTuple):
    """One office on a person's page: how it stands today, and who gave it."""

    held: Held
    stands: Holds
    giver: Person | None


@desk.get("/people/<int:number>")
@guarded(ADMIN)
def of(number: int) -> tuple[str, int]:
    """A person with everything that holds of them on a day."""
    return _page(number)


@desk.post("/people/<int:number>/grant-office")
@guarded(ADMIN)
def grant_office(number: int) -> Response | tuple[str, int]:
    """Give an office from a day on."""
    form = request.form

    def give(act: Act, person: Person) -> None:
        office = _office(form.get("office", ""))
        until = _day("until") if form.get("until", "").strip() else None
        if office is None:
            raise Unusable({"office": Words("请选择岗位或者审核身份。", "Choose an office or a capacity.")})
        offices.grant_office(act, person, office, _day("since"), until, form.get("basis", ""), form.get("unit", ""))

    return _changed(number, "grant-office", give)


@desk.post("/people/<int:number>/end-office")
@guarded(ADMIN)
def end_office(number: int) -> Response | tuple[str, int]:
    """Let an office end on a day."""
    form = request.form
    kind, _, row = form.get("which", "").partition(":")

    def end(act: Act, person: Person) -> None:
        found: Grant | CapacityGrant | None = None
        if kind == "role":
            found = act.db.get(Grant, row_in(row))
        elif kind == "capacity":
            found = act.db.get(CapacityGrant, row_in(row))
        if found is None or found.person_id != person.id:
            abort(404)
        offices.end_office(act, person, found, _day("until"), form.get("basis", ""))

    return _changed(number, f"end-office:{kind}:{row_in(row)}", end)


@desk.post("/people/<int:number>/rename")
@guarded(ADMIN)
def rename(number: int) -> Response | tuple[str, int]:
    """Change the name from a day on."""
    form = request.form

    def change(act: Act, person: Person) -> None:
        name_zh, name_en = form.get("name_zh", ""), form.get("name_en", "")
        offices.rename(act, person, name_zh, name_en, _day("since"), form.get("basis", ""))

    return _changed(number, "rename", change)


@desk.post("/people/<int:number>/transfer")
@guarded(ADMIN)
def transfer(number: int) -> Response | tuple[str, int]:
    """Change the employer from a day on; account and offices stay."""
    form = request.form

    def change(act: Act, person: Person) -> None:
        entity = act.db.get(Entity, row_in(form.get("entity", "")))
        offices.transfer(act, person, entity, _day("since"), form.get("basis", ""))

    return _changed(number, "transfer", change)


@desk.get("/people/record")
@guarded(IN_WORKSHOP)
def register() -> tuple[str, int]:
    """Every act on accounts and offices, the newest first: everybody who works on texts sees who was given what, by whom."""
    database = visit.db()
    about = [col(Event.object).startswith(f"{one}:") for one in REGISTERED]
    rows = select(Event).where(or_(*about)).order_by(col(Event.seq).desc())
    before = row_in(request.args.get("before", ""))
    if before:
        rows = rows.where(Event.seq < before)
    events = list(database.exec(rows.limit(A_PAGE + 1)))
    told = tell_all(database, events[:A_PAGE], Telling(database))
    return page("people/people_record.html", told=told, older=told[-1].seq if len(events) > A_PAGE else None)


def _changed(number: int, at: str, change: Callable[[Act, Person], None]) -> Response | tuple[str, int]:
    try:
        with visit.acting() as act:
            change(act, act.db.get(Person, number) or abort(404))
    except Unusable as error:
        return _page(number, said(error.problems), at, 422)
    return redirect(url_for("person.of", number=number))


def _day(field: str) -> date:
    """The day in a field of this form. Raises Unusable."""
    found = day_in(request.form.get(field, ""))
    if found is None:
        raise Unusable({field: Words("请填写日期，例如2026-05-01。", "Give a day, such as 2026-05-01.")})
    return found


def _office(words: str) -> Office | None:
    kind, _, value = words.partition(":")
    if kind == "role" and value in set(Role):
        return Role(value)
    if kind == "capacity" and value in set(Capacity):
        return Capacity(value)
    return None


def _page(number: int, problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    """The page; `problems` belong to the form called `at`."""
    act = visit.reader()
    person = act.db.get(Person, number) or abort(404)
    held = offices.held_by(act.db, person)
    givers = {one.row.given_by for one in held if one.row.given_by}
    named = {one.id: one for one in act.db.exec(select(Person).where(col(Person.id).in_(givers)))}
    entities = {one.id: one for one in act.db.exec(select(Entity).order_by(col(Entity.id)))}
    rows = select(Event).where(Event.object == f"person:{number}").order_by(col(Event.seq).desc())
    events = act.db.exec(rows).all()
    return page(
        "people/person.html",
        status,
        person=person,
        lines=[Line(one, _stands(one, act.today), _giver(one, named)) for one in held],
        names=names_of(act.db, person),
        transfers=[(one, entities[one.entity_id]) for one in offices.transfers_of(act.db, person)],
        first_employer=entities[person.entity_id],
        employer=offices.employer_on(act.db, person, act.today),
        entities=list(entities.values()),
        delegations=lent(person),
        employments=staff.employments_of(act.db, person),
        desks=staff.desks_of(act.db, person),
        told=tell_all(act.db, events, Telling(act.db)),
        units=units_on(act.db, act.today),
        unit_names={one.code: one for one in reversed(every_unit(act.db))},
        all_roles=Role,
        all_capacities=Capacity,
        kind_of=offices.kind_of,
        problems=problems or {},
        at=at,
        form=request.form,
        today=act.today.isoformat(),
    )


def _stands(one: Held, today: date) -> Holds:
    if one.until is not None and one.until < one.since:
        return Holds.NEVER
    if one.since > today:
        return Holds.TO_COME
    return Holds.NOW if one.until is None or today < one.until else Holds.PAST


def _giver(one: Held, named: Mapping[int, Person]) -> Person | None:
    return named.get(one.row.given_by) if one.row.given_by is not None else None
