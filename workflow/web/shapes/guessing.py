"""Guessing at a form of this visit: what a try counts under, whether it is let in, and what a person is told who must wait.

The forms that ask for a secret (signing in, proving it again, changing the password) all ask here first.
"""

from datetime import datetime, timedelta

from flask import request

from workflow.lifecycle.people import attempts
from workflow.lifecycle.people.attempts import Counted, Key
from workflow.records.database.session import writing
from workflow.rules.people.sign_ins import Bound, all_together, one_by_one
from workflow.web.request import cookies, visit
from workflow.web.shapes.showing import t


def keys_of_sign_in(code: str) -> list[Key]:
    """What a try from outside is counted under: for the account `code`, from this address, in this browser."""
    wide = all_together(*_figures())
    device = cookies.token(cookies.DEVICE)
    return attempts.keys_of_sign_in(visit.db(), code, request.remote_addr or "", device, _narrow(), wide)


def keys_of_proof() -> list[Key]:
    """What a try of somebody signed in is counted under: this sign-in, so that nobody else's tries delay it."""
    one = visit.sign_in()
    return attempts.keys_of_proof(one.id if one else 0, _narrow())


def let_in(keys: list[Key]) -> list[Counted] | datetime:
    """Count this try and let it in, or say until when it has to wait. A try that waits writes nothing.

    Ends the reading session: it would show an older database beside the writing one.
    """
    until = attempts.refused_until(visit.db(), keys, visit.now())
    visit.close_db()
    if until is not None:
        return until
    with writing(visit.house().engine) as database:
        until = attempts.refused_until(database, keys, visit.now())  # another try may have come first
        return until or attempts.count(database, keys, visit.now())


def wait_words(until: datetime) -> str:
    """What is said to somebody who has to wait."""
    seconds = max(1, int(-((visit.now() - until).total_seconds() // 1)))
    minutes = -(-seconds // 60)
    wait = t(f"{minutes}分钟", f"{minutes} minutes") if seconds > 60 else t(f"{seconds}秒", f"{seconds} seconds")
    return t(
        f"失败次数过多，请{wait}后再试。在您以前登录过的设备上，别人的失败不影响您登录。",
        f"Too many failed attempts. Try again in {wait}. On a device where you have signed in before, "
        "other people's failures do not delay you.",
    )


def _figures() -> tuple[int, timedelta]:
    settings = visit.house().settings
    return settings.sign_in_attempts, timedelta(minutes=settings.sign_in_pause)


def _narrow() -> Bound:
    return one_by_one(*_figures())
