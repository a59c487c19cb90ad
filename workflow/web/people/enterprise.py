"""The enterprise's own page, for its administrator: what it is called from which day on, and its legal entities."""

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import enterprise as verbs
from workflow.records.enterprise import called_on, names_of_enterprise
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
