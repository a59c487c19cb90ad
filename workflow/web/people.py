"""People: accounts with their offices, for the administrator; a new password, for oneself."""

from datetime import datetime

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle import attempts, people
from workflow.lifecycle.acting import Unusable
from workflow.records.person import CapacityGrant, Entity, Grant, Person
from workflow.rules.roles import Capacity, Role
from workflow.web import cookies, guessing, proxies, signed_in, visit
from workflow.web.fields import day_in, whole_in
from workflow.web.guard import SIGNED_IN, guarded, only
from workflow.web.showing import page, said, t
from workflow.words import Words

desk = Blueprint("people", __name__)
ADMIN = only(Role.ADMIN)


@desk.get("/people")
@guarded(ADMIN)
def everybody() -> tuple[str, int]:
    """Everybody with an account, and the form for a new one."""
    return _page({})


@desk.post("/people")
@guarded(ADMIN)
def add_person() -> Response | tuple[str, int]:
    """Open an account."""
    form = request.form
    try:
        secret = people.hash_password(form.get("password", ""))
        with visit.acting() as act:
            entity = act.db.get(Entity, whole_in(form.get("entity", "")) or 0)
            if entity is None:
                raise Unusable({"entity": Words("请选择单位。", "Choose the employer.")})
            people.add_person(
                act,
                code=form.get("code", "").strip(),
                name_zh=form.get("name_zh", ""),
                name_en=form.get("name_en", ""),
                entity=entity,
                roles=frozenset(Role(one) for one in form.getlist("role") if one in set(Role)),
                capacities=frozenset(Capacity(one) for one in form.getlist("capacity") if one in set(Capacity)),
                secret=secret,
            )
    except Unusable as error:
        return _page(said(error.problems), 422)
    return redirect(url_for("people.everybody"))


@desk.post("/people/<int:number>/close")
@guarded(ADMIN)
def close_account(number: int) -> Response | tuple[str, int]:
    """Close an account; what the person did stays on the record."""
    with visit.acting() as act:
        people.close_account(act, act.db.get(Person, number) or abort(404))
    return redirect(url_for("people.everybody"))


@desk.get("/account")
@guarded(SIGNED_IN)
def own() -> tuple[str, int]:
    """My account: a new password, and handing a review to a colleague for a while."""
    return _own({})


@desk.post("/account/password")
@guarded(SIGNED_IN)
def set_password() -> Response | tuple[str, int]:
    """Change my own password; other sign-ins of mine end, and this one goes on under a new token."""
    me = visit.person() or abort(401)
    tried = guessing.let_in(guessing.keys_of_proof())
    if isinstance(tried, datetime):
        return _own({"current": guessing.wait_words(tried)}, 429)
    if not people.password_matches(me.secret, request.form.get("current", "")):
        return _own({"current": t("现在的密码不对。", "The present password is wrong.")}, 422)
    try:
        secret = people.hash_password(request.form.get("password", ""))
        with visit.acting() as act:
            attempts.take_back(act.db, tried, act.now)
            people.set_password(act, act.db.get_one(Person, me.id), secret, device=cookies.token(cookies.DEVICE))
            signed_in.prove_again(act)
    except Unusable as error:
        return _own(said(error.problems), 422)
    return redirect(url_for("people.own"))


@desk.post("/account/delegate")
@guarded(only(Role.REVIEWER))
def delegate() -> Response | tuple[str, int]:
    """Let a colleague review for me from one day to another."""
    form = request.form
    try:
        with visit.acting() as act:
            to = act.db.get(Person, whole_in(form.get("to", "")) or 0)
            since, until = day_in(form.get("since", "")), day_in(form.get("until", ""))
            wanted = form.get("capacity", "")
            if to is None or since is None or until is None or wanted not in set(Capacity):
                raise Unusable(
                    {
                        "until": Words(
                            "请填写同事、身份和起止日期。", "Fill in the colleague, the capacity and both days."
                        )
                    }
                )
            people.delegate(act, to, Capacity(wanted), since, until)
    except Unusable as error:
        return _own(said(error.problems), 422)
    return redirect(url_for("people.own"))


def _page(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    database = visit.db()
    return page(
        "people.html",
        status,
        rows=[
            (
                one,
                list(database.exec(select(Grant).where(Grant.person_id == one.id))),
                list(database.exec(select(CapacityGrant).where(CapacityGrant.person_id == one.id))),
            )
            for one in database.exec(select(Person).order_by(col(Person.id)))
        ],
        entities=list(database.exec(select(Entity))),
        proxy_doubt=visit.say(doubt) if (doubt := proxies.doubt()) else "",
        all_roles=Role,
        all_capacities=Capacity,
        problems=problems,
        form=request.form,
    )


def _own(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    reviewers = act.db.exec(
        select(Person)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(Grant.role == Role.REVIEWER, Person.id != act.person_id)
    )
    from workflow.lifecycle.acting import capacities_of

    return page(
        "own.html",
        status,
        problems=problems,
        form=request.form,
        reviewers=list(reviewers),
        capacities=sorted(capacities_of(act.db, act.person, act.today)),
        today=act.today.isoformat(),
        **signed_in.shown(),
        has_password=act.person is not None and act.person.secret is not None,
    )
