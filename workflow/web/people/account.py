"""Signing in and out. A form sent after the session was lost is kept, and goes on after sign-in."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request, session, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import CAPACITIES, GRANTS
from workflow.lifecycle.people import attempts
from workflow.lifecycle.people.passwords import Fit, fits
from workflow.lifecycle.people.people import password_matches, person_by_code
from workflow.lifecycle.sign_ins import ProveFirst
from workflow.records.database.session import writing
from workflow.records.person import CapacityGrant, Grant, Person
from workflow.records.sign_in import SignIn
from workflow.rules.moves import MOVES
from workflow.web.request import cookies, visit
from workflow.web.request.device import device_words
from workflow.web.request.guard import PUBLIC, SIGNED_IN, guarded
from workflow.web.shapes import guessing
from workflow.web.shapes.showing import page, t
from workflow.words import Words

desk = Blueprint("account", __name__)
#: How many people the demonstration offers to sign in as.
OFFERED = 100
#: Prefix of the fields that a sign-in form carries on from a form that was sent without a session.
KEPT = "kept:"
GOING_TO = "going_to"
#: Says that a form waits to be sent again, even one that held nothing but its button.
SENT = "sent"
#: What somebody may open before they chose a password with their one-time code.
BEFORE_CHOOSING = frozenset({"people.own", "people.set_password", "account.sign_out", "signed_in.seen"})
CHOOSE_FIRST = Words(
    "请先在“我的账号”设置自己的密码，然后再办理。", "Choose a password of your own under “My account” first."
)
NEVER_KEPT = frozenset({"csrf_token", "password", "current", "again"})


def sign_in_and_go_on() -> tuple[str, int]:
    """The answer to a form sent without a session: sign in, and what was typed goes on from there."""
    if not _from_our_own_page():
        return _form(going_to="", kept=[], status=401)
    return _form(going_to=request.full_path.rstrip("?"), kept=_typed(), status=401, lost=True)


@desk.get("/sign-in")
@guarded(PUBLIC)
def sign_in() -> tuple[str, int]:
    """The form; in the demonstration also one button for each person."""
    return _form(going_to=request.args.get("next", ""), kept=[])


@desk.post("/sign-in")
@guarded(PUBLIC)
def enter() -> Response | tuple[str, int]:
    """Check account and password, slowly; wrong tries are slowed down without shutting out their owner."""
    code, password = request.form.get("code", "").strip(), request.form.get("password", "")
    found = person_by_code(visit.db(), code)
    tried = guessing.let_in(guessing.keys_of_sign_in(code))
    if isinstance(tried, datetime):
        return _form(problem=guessing.wait_words(tried), status=429)
    fit = fits(found, password, visit.now(), visit.code_key())
    if fit is Fit.TOO_LATE:
        late = t(
            "这个一次性密码已经过期，请管理员重新发放。",
            "This one-time code has run out: ask an administrator for another.",
        )
        return _form(problem=late, status=401)
    if fit is Fit.WRONG or found is None:
        return _form(problem=t("账号或者密码不对。", "The account or the password is wrong."), status=401)
    return _enter_as(found, tried=tried)


@desk.post("/demonstration/sign-in")
@guarded(PUBLIC)
def demonstrate() -> Response | tuple[str, int]:
    """One click signs in as a person of the demonstration; without the demonstration's mark there is no such page."""
    if not visit.house().demonstration:
        abort(404)
    found = person_by_code(visit.db(), request.form.get("person", ""))
    if found is None or found.closed:
        abort(404)
    answer = _enter_as(found)
    session[visit.BY_CLICK] = True
    return answer


@desk.post("/sign-in/prove")
@guarded(SIGNED_IN)
def prove() -> Response | tuple[str, int]:
    """Give the password once more; what was typed goes on from there."""
    me = visit.person() or abort(401)
    tried = guessing.let_in(guessing.keys_of_proof()) if not _chosen_again() else []
    if isinstance(tried, datetime):
        return _proof_form(problem=guessing.wait_words(tried), status=429)
    if not _chosen_again() and not password_matches(me.secret, request.form.get("password", "")):
        return _proof_form(problem=t("密码不对。", "The password is wrong."), status=401)
    by, token = visit.sign_in() or abort(401), sign_ins.new_token()
    visit.close_db()
    with writing(visit.house().engine) as database:
        attempts.take_back(database, tried, visit.now())
        sign_ins.prove_again(database.get(SignIn, by.id) or abort(401), token, visit.now())
    cookies.give(cookies.SIGN_IN, token, visit.house().lasting.longest - (visit.now() - by.started_at))
    visit.begin_anew()
    return _go_on(proven=True)


@desk.app_errorhandler(ProveFirst)
def prove_first(error: ProveFirst) -> tuple[str, int]:
    """The answer to a form whose act needs a fresh sign-in: the password, and what was typed goes on from there."""
    return _proof_form(going_to=request.full_path.rstrip("?"), kept=_typed(), verb=error.verb, status=401)


@desk.app_errorhandler(visit.SignedOut)
def signed_out(_error: visit.SignedOut) -> tuple[str, int]:
    """The answer to a form whose sign-in was ended while it was on its way."""
    visit.begin_anew()
    return sign_in_and_go_on()


@desk.post("/sign-out")
@guarded(SIGNED_IN)
def sign_out() -> Response:
    """End the sign-in: its cookie opens nothing any more."""
    leave()
    return redirect(url_for("library.shelves"))


def leave() -> None:
    """End the sign-in of this browser."""
    by = visit.sign_in()
    visit.close_db()
    with writing(visit.house().engine) as database:
        one = database.get(SignIn, by.id) if by else None
        if one is not None:
            sign_ins.end(database, one)
    session.clear()
    cookies.take_away(cookies.SIGN_IN)
    visit.begin_anew()


def _enter_as(person: Person, tried: list[attempts.Counted] | None = None) -> Response | tuple[str, int]:
    """Begin a sign-in under a new token and end the one that this browser had. `tried` is given with a right password."""
    now, number, token = visit.now(), person.id, sign_ins.new_token()
    address, longest = request.remote_addr or "", visit.house().lasting.longest
    visit.close_db()
    with writing(visit.house().engine) as database:
        sign_ins.clear_away(database, now, longest)
        before = sign_ins.find(database, cookies.token(cookies.SIGN_IN))
        if before is not None:
            sign_ins.end(database, before)
        device = device_words(request.headers.get("User-Agent", ""))
        sign_ins.begin(database, number, token, now, device=device, address=address)
        if tried is not None:
            attempts.take_back(database, tried, now)
            known = sign_ins.know_device(database, number, cookies.token(cookies.DEVICE), address, now)
            cookies.give(cookies.DEVICE, known, sign_ins.DEVICE_KNOWN_FOR)
    session.clear()
    session.permanent = True
    cookies.give(cookies.SIGN_IN, token, longest)
    visit.begin_anew()
    return _go_on()


def _go_on(*, proven: bool = False) -> Response | tuple[str, int]:
    going_to = _inside(request.form.get(GOING_TO, ""))
    kept = _kept()
    if going_to and (kept or request.form.get(SENT)):
        return page(
            "shapes/go_on.html", going_to=going_to, kept=kept, proven=proven, what=_what(request.form.get("verb", ""))
        )
    return redirect(going_to or url_for("workbench.mine"))


def _what(verb: str) -> str:
    """What the button of an act says, for the page that goes on to it; "" for no act that we know."""
    return visit.say(MOVES[verb].words) if verb in MOVES else ""


def _chosen_again() -> bool:
    """In the demonstration nobody has a password: one click says once more who acts, as one click signed them in."""
    return visit.house().demonstration and request.form.get("chosen") == "yes"


def _proof_form(
    *,
    going_to: str | None = None,
    kept: list[tuple[str, str]] | None = None,
    verb: str = "",
    problem: str = "",
    status: int = 200,
) -> tuple[str, int]:
    verb = verb or request.form.get("verb", "")
    return page(
        "people/prove.html",
        status,
        verb=verb,
        what=_what(verb),
        going_to=_inside(request.form.get(GOING_TO, "") if going_to is None else going_to),
        kept=_kept() if kept is None else kept,
        prefix=KEPT,
        problem=problem,
        minutes=int(visit.house().settings.sign_in_fresh.total_seconds() // 60),
    )


def _from_our_own_page() -> bool:
    """False for a form that another site sent: nobody signs in to finish what a stranger filled in for them."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(visit.house().settings.public_url).netloc}
    return origin is None or urlsplit(origin).netloc in ours


def _typed() -> list[tuple[str, str]]:
    return [(key, value) for key, value in request.form.items(multi=True) if key not in NEVER_KEPT]


def _kept() -> list[tuple[str, str]]:
    return [(key.removeprefix(KEPT), value) for key, value in request.form.items(multi=True) if key.startswith(KEPT)]


def _inside(address: str) -> str:
    """`address` when it is a page of this product, else "": nobody is sent elsewhere from the sign-in page.

    No address holds control characters: one would break the header it goes into, and browsers leave them out before they
    read it, so that "/", a tab and "/elsewhere" is an address of another site.
    """
    if any(ord(letter) < 33 or ord(letter) == 127 for letter in address):
        return ""
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
    return page(
        "people/sign_in.html",
        status,
        going_to=going_to,
        kept=_kept() if kept is None else kept,
        prefix=KEPT,
        problem=problem,
        lost=lost,
        sent=lost or bool(request.form.get(SENT)),
        people=_demonstration_people() if visit.house().demonstration else [],
        code=request.form.get("code", ""),
    )


def _demonstration_people() -> list[tuple[Person, list[Grant], list[CapacityGrant]]]:
    database = visit.db()
    open_ones = select(Person).where(col(Person.closed).is_(False)).order_by(col(Person.id)).limit(OFFERED)
    several = database.exec(open_ones).all()
    numbers = [one.id for one in several]
    roles, capacities = GRANTS.ahead(database, numbers), CAPACITIES.ahead(database, numbers)
    return [(one, list(roles[one.id]), list(capacities[one.id])) for one in several]
