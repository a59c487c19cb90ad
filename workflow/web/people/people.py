"""People: everybody with an account, opening and closing accounts, codes shown once; my own account."""

from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable, capacities_of
from workflow.lifecycle.people import attempts, directory, offices, passwords, people
from workflow.lifecycle.review import delegating
from workflow.records.person import Delegation, Entity, Person
from workflow.rules.people.roles import Capacity, Role
from workflow.web.people import signed_in
from workflow.web.request import cookies, proxies, visit
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.guard import SIGNED_IN, guarded, only
from workflow.web.request.paging import paging
from workflow.web.shapes import guessing
from workflow.web.shapes.showing import page, said, t
from workflow.words import Words

desk = Blueprint("people", __name__)
ADMIN = only(Role.ADMIN)
#: Lines of the list of people on one page.
A_PAGE = 50


class Lent(NamedTuple):
    """A delegation as both of its sides see it, and how it stands today."""

    row: Delegation
    giver: Person
    holder: Person
    now: delegating.Stands


@desk.get("/people")
@guarded(ADMIN)
def everybody() -> tuple[str, int]:
    """Everybody with an account, and the form for a new one."""
    return _page({})


@desk.post("/people")
@guarded(ADMIN)
def add_person() -> Response | tuple[str, int]:
    """Open an account; the answer shows its one-time code, once."""
    form = request.form
    shown, kept = passwords.new_code()
    try:
        with visit.acting() as act:
            entity = act.db.get(Entity, row_in(form.get("entity", "")))
            if entity is None:
                raise Unusable({"entity": Words("请选择单位。", "Choose the employer.")})
            person = people.add_person(
                act,
                code=form.get("code", "").strip(),
                name_zh=form.get("name_zh", ""),
                name_en=form.get("name_en", ""),
                entity=entity,
                roles=frozenset(Role(one) for one in form.getlist("role") if one in set(Role)),
                capacities=frozenset(Capacity(one) for one in form.getlist("capacity") if one in set(Capacity)),
                one_time=kept,
            )
            number = person.id
    except Unusable as error:
        return _page(said(error.problems), 422)
    return handed_over(number, shown)


@desk.post("/people/<int:number>/close")
@guarded(ADMIN)
def close_account(number: int) -> Response | tuple[str, int]:
    """Close an account; what the person did stays on the record."""
    with visit.acting() as act:
        offices.close_account(act, act.db.get(Person, number) or abort(404))
    return redirect(url_for("person.of", number=number))


@desk.post("/people/<int:number>/reopen")
@guarded(ADMIN)
def reopen_account(number: int) -> Response | tuple[str, int]:
    """Open a closed account again, without an office; the answer shows its one-time code, once."""
    shown, kept = passwords.new_code()
    with visit.acting() as act:
        passwords.reopen_account(act, act.db.get(Person, number) or abort(404), kept)
    return handed_over(number, shown)


@desk.post("/people/<int:number>/reset-password")
@guarded(ADMIN)
def reset_password(number: int) -> Response | tuple[str, int]:
    """Put a one-time code in the place of a forgotten password; the answer shows it, once."""
    shown, kept = passwords.new_code()
    with visit.acting() as act:
        passwords.reset_password(act, act.db.get(Person, number) or abort(404), kept)
    return handed_over(number, shown)


def handed_over(number: int, shown: str) -> tuple[str, int]:
    """The page that shows a one-time code: drawn as the answer to its form, so that it stands at no address."""
    person = visit.db().get_one(Person, number)
    return page("people/code.html", person=person, shown=shown, sign_in=f"{visit.house().settings.public_url}/sign-in")


@desk.get("/account")
@guarded(SIGNED_IN)
def own() -> tuple[str, int]:
    """My account: a new password, and handing a review to a colleague for a while."""
    return _own({})


@desk.post("/account/password")
@guarded(SIGNED_IN)
def set_password() -> Response | tuple[str, int]:
    """Change my own password, or choose it after a one-time code; other sign-ins end, this one goes on under a new token."""
    me, form = visit.person() or abort(401), request.form
    chosen, choosing = form.get("password", ""), visit.must_choose()
    tried = [] if choosing else guessing.let_in(guessing.keys_of_proof())
    if isinstance(tried, datetime):
        return _own({"current": guessing.wait_words(tried)}, 429)
    if not choosing and not people.password_matches(me.secret, form.get("current", "")):
        return _own({"current": t("现在的密码不对。", "The present password is wrong.")}, 422)
    if form.get("again", chosen) != chosen:
        return _own({"again": t("两次输入的密码不一样。", "The two passwords are not the same.")}, 422)
    try:
        secret = people.hash_password(chosen)
        problems = passwords.choose_with_code(visit.reader(), me, chosen, visit.code_key()) if choosing else {}
        if problems:
            raise Unusable(problems)
        with visit.acting() as act:
            attempts.take_back(act.db, tried, act.now)
            people.set_password(act, act.db.get_one(Person, me.id), secret, device=cookies.token(cookies.DEVICE))
            signed_in.prove_again(act)
    except Unusable as error:
        return _own(said(error.problems), 422)
    return redirect(url_for("workbench.mine" if choosing else "people.own"))


@desk.post("/account/delegate")
@guarded(only(Role.REVIEWER))
def delegate() -> Response | tuple[str, int]:
    """Let a colleague review for me from one day to another."""
    form = request.form
    try:
        with visit.acting() as act:
            to = act.db.get(Person, row_in(form.get("to", "")))
            since, until = day_in(form.get("since", "")), day_in(form.get("until", ""))
            wanted = form.get("capacity", "")
            missing: dict[str, Words] = {}
            if to is None:
                missing["to"] = Words("请选择同事。", "Choose a colleague.")
            if wanted not in set(Capacity):
                missing["capacity"] = Words("请选择审核身份。", "Choose the capacity.")
            if since is None:
                missing["since"] = Words("请填写开始日期。", "Give the first day.")
            if until is None:
                missing["until"] = Words("请填写结束日期。", "Give the last day.")
            if missing or to is None or since is None or until is None:
                raise Unusable(missing)
            delegating.delegate(act, to, Capacity(wanted), since, until)
    except Unusable as error:
        return _own(said(error.problems), 422)
    return redirect(url_for("people.own"))


@desk.post("/account/delegations/<int:number>/end")
@guarded(SIGNED_IN)
def end_delegation(number: int) -> Response:
    """Take back a delegation that I gave, or hand back one that I was given."""
    with visit.acting() as act:
        given = act.db.get(Delegation, number)
        if given is None or act.person_id not in (given.from_id, given.to_id):
            abort(404)
        delegating.end_delegation(act, given)
    return redirect(url_for("people.own"))


def _page(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    wanted, show = request.args.get("q", "").strip()[:100], request.args.get("show", "")
    found = directory.found(act.db, act.today, wanted, directory.SHOWN.get(show, directory.EVERYBODY))
    turned = paging(len(found), A_PAGE)
    return page(
        "people/people.html",
        status,
        lines=directory.lines(act.db, act.today, turned.of(found)),
        turned=turned,
        wanted=wanted,
        show=show,
        entities=list(act.db.exec(select(Entity).order_by(col(Entity.id)))),
        proxy_doubt=visit.say(doubt) if (doubt := proxies.doubt()) else "",
        all_roles=Role,
        all_capacities=Capacity,
        problems=problems,
        form=request.form,
    )


def lent(person: Person) -> list[Lent]:
    """The delegations that a person gave or was given, with both sides."""
    act = visit.reader()
    rows = delegating.concerning(act.db, person)
    sides = {side for one in rows for side in (one.from_id, one.to_id)}
    found = {one.id: one for one in act.db.exec(select(Person).where(col(Person.id).in_(sides)))}
    return [Lent(one, found[one.from_id], found[one.to_id], delegating.standing_of(act, one)) for one in rows]


def _own(problems: dict[str, str], status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    me = act.person or abort(404)
    choosing = visit.must_choose()
    return page(
        "people/own.html",
        status,
        problems=problems,
        form=request.form,
        choosing=choosing,
        reviewers=[] if choosing else delegating.possible_deputies(act),
        capacities=[] if choosing else sorted(capacities_of(act.db, me, act.today)),
        delegations=[] if choosing else lent(me),
        today=act.today.isoformat(),
        **signed_in.shown(),
        has_password=me.secret is not None,
    )
