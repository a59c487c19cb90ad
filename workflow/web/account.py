"""Signing in and out. A form sent after the session was lost is kept, and goes on after sign-in."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.people import (
    note_failure,
    password_matches,
    person_by_code,
    too_many_attempts,
)
from workflow.records.person import CapacityGrant, Grant, Person
from workflow.records.session import writing
from workflow.web import visit
from workflow.web.guard import PUBLIC, SIGNED_IN, guarded
from workflow.web.showing import page, t

desk = Blueprint("account", __name__)
#: Prefix of the fields that a sign-in form carries on from a form that was sent without a session.
KEPT = "kept:"
GOING_TO = "going_to"
#: Says that a form waits to be sent again, even one that held nothing but its button.
SENT = "sent"
NEVER_KEPT = frozenset({"csrf_token", "password"})


def sign_in_and_go_on() -> tuple[str, int]:
    """The answer to a form sent without a session: sign in, and what was typed goes on from there."""
    if not _from_our_own_page():
        return _form(going_to="", kept=[], status=401)
    kept = [(key, value) for key, value in request.form.items(multi=True) if key not in NEVER_KEPT]
    return _form(going_to=request.full_path.rstrip("?"), kept=kept, status=401, lost=True)


@desk.get("/sign-in")
@guarded(PUBLIC)
def sign_in() -> tuple[str, int]:
    """The form; in the demonstration also one button for each person."""
    return _form(going_to=request.args.get("next", ""), kept=[])


@desk.post("/sign-in")
@guarded(PUBLIC)
def enter() -> Response | tuple[str, int]:
    """Check account and password, slowly and a limited number of times."""
    code, password = request.form.get("code", "").strip(), request.form.get("password", "")
    address = request.remote_addr or ""
    settings = visit.house().settings
    pause = timedelta(minutes=settings.sign_in_pause)
    if too_many_attempts(visit.db(), code, address, visit.now(), attempts=settings.sign_in_attempts, pause=pause):
        return _form(
            problem=t(
                f"失败次数过多，请{settings.sign_in_pause}分钟后再试。",
                f"Too many failed attempts. Try again in {settings.sign_in_pause} minutes.",
            ),
            status=429,
        )
    found = person_by_code(visit.db(), code)
    secret = found.secret if found and not found.closed else None
    visit.close_db()
    if not password_matches(secret, password) or found is None:
        with writing(visit.house().engine) as database:
            note_failure(database, code, address, visit.now())
        return _form(problem=t("账号或者密码不对。", "The account or the password is wrong."), status=401)
    return _enter_as(found)


@desk.post("/demonstration/sign-in")
@guarded(PUBLIC)
def demonstrate() -> Response | tuple[str, int]:
    """One click signs in as a person of the demonstration; without the demonstration's mark there is no such page."""
    if not visit.house().demonstration:
        abort(404)
    found = person_by_code(visit.db(), request.form.get("person", ""))
    if found is None or found.closed:
        abort(404)
    return _enter_as(found)


@desk.post("/sign-out")
@guarded(SIGNED_IN)
def sign_out() -> Response:
    """End the session."""
    session.clear()
    return redirect(url_for("library.shelves"))


def _enter_as(person: Person) -> Response | tuple[str, int]:
    session.clear()
    session.permanent = True
    session[visit.PERSON] = person.id
    session[visit.GENERATION] = person.generation
    going_to = _inside(request.form.get(GOING_TO, ""))
    kept = _kept()
    if going_to and (kept or request.form.get(SENT)):
        return page("go_on.html", going_to=going_to, kept=kept)
    return redirect(going_to or url_for("workbench.mine"))


def _from_our_own_page() -> bool:
    """False for a form that another site sent: nobody signs in to finish what a stranger filled in for them."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(visit.house().settings.public_url).netloc}
    return origin is None or urlsplit(origin).netloc in ours


def _kept() -> list[tuple[str, str]]:
    return [(key.removeprefix(KEPT), value) for key, value in request.form.items(multi=True) if key.startswith(KEPT)]


def _inside(address: str) -> str:
    """`address` when it is a page of this product, else "": nobody is sent elsewhere from the sign-in page."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if inside and not parts.netloc and not parts.scheme else ""


def _form(
    *,
    going_to: str | None = None,
    kept: list[tuple[str, str]] | None = None,
    problem: str = "",
    status: int = 200,
    lost: bool = False,
) -> tuple[str, int]:
    going_to = _inside(request.form.get(GOING_TO, "") if going_to is None else going_to)
    body = render_template(
        "web/sign_in.html",
        going_to=going_to,
        kept=_kept() if kept is None else kept,
        prefix=KEPT,
        problem=problem,
        lost=lost,
        sent=lost or bool(request.form.get(SENT)),
        people=_demonstration_people() if visit.house().demonstration else [],
        code=request.form.get("code", ""),
    )
    return body, status


def _demonstration_people() -> list[tuple[Person, list[Grant], list[CapacityGrant]]]:
    database = visit.db()
    return [
        (
            one,
            list(database.exec(select(Grant).where(Grant.person_id == one.id))),
            list(database.exec(select(CapacityGrant).where(CapacityGrant.person_id == one.id))),
        )
        for one in database.exec(select(Person).where(col(Person.closed).is_(False)).order_by(col(Person.id)))
    ]
