"""The enterprise's own pages, for its administrator: what it is called from which day on, its legal entities, its letterhead."""

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import enterprise as verbs
from workflow.lifecycle.people import letterheads as marks
from workflow.records.enterprise import called_on, names_of_enterprise
from workflow.records.paper import letterheads
from workflow.records.person import Entity
from workflow.rules.people.roles import Role
from workflow.web.people.dated import holding
from workflow.web.request import visit
from workflow.web.request.fields import day_in
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("enterprise", __name__)
ADMIN = only(Role.ADMIN)


@desk.get("/enterprise")
@guarded(ADMIN)
def facts() -> tuple[str, int]:
    """The names by date, the entities, and the forms that change them."""
    return _page()


@desk.post("/enterprise")
@guarded(ADMIN)
def name_enterprise() -> Response | tuple[str, int]:
    """Say what the enterprise is called from a day on."""
    try:
        with visit.acting() as act:
            since = day_in(request.form.get("since", ""))
            if since is None:
                raise Unusable({"since": Words("请填写日期。", "Give the day.")})
            verbs.name_enterprise(act, {field: request.form.get(field, "") for field in verbs.LONGEST}, since)
    except Unusable as error:
        return _page(said(error.problems), "names", 422)
    return redirect(url_for("enterprise.facts"))


@desk.post("/enterprise/entities")
@guarded(ADMIN)
def add_entity() -> Response | tuple[str, int]:
    """Put down another legal entity."""
    form = request.form
    try:
        with visit.acting() as act:
            verbs.add_entity(act, form.get("entity_code", ""), form.get("entity_zh", ""), form.get("entity_en", ""))
    except Unusable as error:
        return _page(said(error.problems), "entity", 422)
    return redirect(url_for("enterprise.facts", _anchor="entities"))


@desk.post("/enterprise/entities/<int:number>")
@guarded(ADMIN)
def mend_entity(number: int) -> Response | tuple[str, int]:
    """Mend the name of an entity."""
    form = request.form
    try:
        with visit.acting() as act:
            entity = act.db.get(Entity, number) or abort(404)
            verbs.mend_entity(act, entity, form.get("entity_zh", ""), form.get("entity_en", ""))
    except Unusable as error:
        return _page(said(error.problems), f"entity-{number}", 422)
    return redirect(url_for("enterprise.facts", _anchor="entities"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    settings = visit.house().settings
    now, rows = called_on(act.db, settings, act.today), names_of_enterprise(act.db)
    standing = {
        "name_zh": now.name.zh,
        "name_en": now.name.en,
        "short_zh": now.short.zh,
        "short_en": now.short.en,
        "code": now.code,
    }
    return page(
        "people/enterprise.html",
        status,
        rows=holding(rows, act.today),
        unnamed=settings.missing_names if not rows else None,
        entities=list(act.db.exec(select(Entity).order_by(col(Entity.id)))),
        standing=standing,
        typed=request.form,
        problems=problems or {},
        at=at,
        today=act.today.isoformat(),
    )


# What stands in red above the papers that are issued ---------------------------------------------------------------------


@desk.get("/enterprise/letterhead")
@guarded(ADMIN)
def letterhead() -> tuple[str, int]:
    """The marks by date, and the forms."""
    return _letterhead()


@desk.post("/enterprise/letterhead")
@guarded(ADMIN)
def set_letterhead() -> Response | tuple[str, int]:
    """Use one from a day on."""
    form = request.form
    try:
        with visit.acting() as act:
            since = day_in(form.get("since", ""))
            marks.set_letterhead(act, form.get("name", ""), with_word="with_word" in form, since=since)
    except Unusable as error:
        return _letterhead(said(error.problems), "set", 422)
    return redirect(url_for("enterprise.letterhead"))


@desk.post("/enterprise/letterhead/end")
@guarded(ADMIN)
def end_letterhead() -> Response | tuple[str, int]:
    """None from a day on."""
    try:
        with visit.acting() as act:
            marks.end_letterhead(act, day_in(request.form.get("since", "")))
    except Unusable as error:
        return _letterhead(said(error.problems), "end", 422)
    return redirect(url_for("enterprise.letterhead"))


def _letterhead(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    rows = letterheads(act.db)
    names = called_on(act.db, visit.house().settings, act.today)
    stands = bool(rows and rows[0].mark)
    return page(
        "people/letterheads.html",
        status,
        rows=holding(rows, act.today),
        offered=rows[0].name if stands else names.name.zh[: marks.LONGEST],
        with_word=rows[0].with_word if stands else True,
        longest=marks.LONGEST,
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
    )
