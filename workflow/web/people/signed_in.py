"""Where a person is signed in, on their own page: this browser and every other one, each of which they can end."""

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Act
from workflow.records.sign_in import SignIn
from workflow.web.people import account
from workflow.web.request import cookies, visit
from workflow.web.request.guard import SIGNED_IN, guarded

desk = Blueprint("signed_in", __name__)


@desk.post("/account/sign-ins/<int:sign_in>/end")
@guarded(SIGNED_IN)
def end(sign_in: int) -> Response:
    """End one sign-in of mine; ending this one signs out. One that is not mine does not exist."""
    by = visit.sign_in()
    if by is not None and by.id == sign_in:
        account.leave()
        return redirect(url_for("library.shelves"))
    with visit.acting() as act:
        one = act.db.get(SignIn, sign_in)
        if one is None or one.person_id != act.person_id:
            abort(404)
        sign_ins.end(act.db, one)
    return redirect(url_for("people.own", _anchor="sign-ins"))


@desk.post("/account/sign-ins/end-others")
@guarded(SIGNED_IN)
def end_others() -> Response:
    """End all my sign-ins but this one."""
    with visit.acting() as act:
        sign_ins.end_all(act.db, act.person_id, but=act.proof.sign_in_id if act.proof else None)
    return redirect(url_for("people.own", _anchor="sign-ins"))


@desk.post("/account/seen")
@guarded(SIGNED_IN)
def seen() -> tuple[str, int]:
    """The page says that it was opened; written at most once in five minutes, so that the list of sign-ins is true."""
    if visit.is_seen_late():
        with visit.acting():
            pass  # every act notes that its person was here
    return "", 204


def shown() -> dict[str, Any]:
    """What the page needs to list where I am signed in."""
    me, by = visit.person(), visit.sign_in()
    if me is None or by is None:
        return {"sign_ins": [], "this_sign_in": None}
    longest = visit.house().lasting.longest
    return {
        "sign_ins": sign_ins.sign_ins_of(visit.db(), me.id, visit.now(), longest),
        "this_sign_in": by.id,
        "lasting": visit.house().lasting,
    }


def prove_again(act: Act) -> None:
    """The password was just given: this sign-in is fresh, under a new token."""
    one = act.db.get(SignIn, act.proof.sign_in_id) if act.proof else None
    if one is None:
        raise visit.SignedOut
    token = sign_ins.new_token()
    sign_ins.prove_again(one, token, act.now)
    cookies.give(cookies.SIGN_IN, token, visit.house().lasting.longest - (act.now - one.started_at))
