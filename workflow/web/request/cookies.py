"""The cookies of a visit: tokens that open nothing by themselves, and the signed stamp of when the person was last here.

Three cookies: `sign-in` and `device` hold a random token each, of which the database knows the hash; the signed cookie
holds the token of forms and the stamp. A page that is only opened renews the stamp, so that a reader is not thrown out
and nothing is written for a GET; the whole length of a sign-in is judged by its row alone, which no cookie can stretch.
"""

from datetime import UTC, datetime, timedelta

from flask import Response, g, request, session

from workflow.rules.people.sign_ins import SEEN_EVERY

SIGN_IN = "sign-in"
DEVICE = "device"
#: Under which name the signed cookie holds the stamp.
STAMP = "seen"


def token(name: str) -> str:
    """The token in a cookie of this visit, or the one given out in this very request; "" when there is none."""
    given = _given().get(name)
    return given[0] if given else request.cookies.get(name, "")[:100]


def give(name: str, value: str, lasting: timedelta) -> None:
    """Have the answer set a cookie."""
    _given()[name] = (value, lasting)


def take_away(name: str) -> None:
    """Have the answer remove a cookie."""
    give(name, "", timedelta())


def stamp(sign_in_id: int | None) -> datetime | None:
    """When the browser with this sign-in was last here by its stamp; a stamp made out for another sign-in says nothing."""
    match session.get(STAMP):
        case [int(number), int(seconds)] if number == sign_in_id:
            return datetime.fromtimestamp(seconds, UTC)
    return None


def renew_stamp(sign_in_id: int | None, now: datetime) -> None:
    """Have the answer say that the person was here now, at most once in five minutes."""
    before = stamp(sign_in_id)
    if before is None or now - before >= SEEN_EVERY:
        session[STAMP] = [sign_in_id, int(now.timestamp())]


def send(response: Response, *, secure: bool) -> Response:
    """Set what was given: out of reach of scripts, not sent from elsewhere, over https alone where people type https."""
    for name, (value, lasting) in _given().items():
        response.set_cookie(name, value, max_age=lasting, path="/", httponly=True, samesite="Lax", secure=secure)
    return response


def _given() -> dict[str, tuple[str, timedelta]]:
    if "cookies" not in g:
        g.cookies = {}
    found: dict[str, tuple[str, timedelta]] = g.cookies
    return found
