"""A request that wants a paper: it waits a moment, then is told how far the drawing has come. It never draws.

Whoever looks at a screen gets the paper within a second or a page that leads to it; a program that asked for the file
waits until it is there. Only some of the threads may wait, so that pages and votes always find one.
"""

from collections.abc import Callable

from flask import Response, jsonify, make_response, request

from workflow.papers import Press
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.room import FULL, Underway
from workflow.publishing.values.faults import Busy
from workflow.web.request import visit
from workflow.web.shapes.showing import page


def press() -> Press:
    """What drawing a paper needs from this house."""
    found = visit.house()
    return Press(found.settings, found.faces, found.demonstration)


#: Seconds that a person looks at the page they came from, and that a program waits for a file.
QUICK, PATIENT = 1.0, 600.0
#: Characters on a page, to say about how many pages there will be.
A_PAGE = 500
POLL = "application/json"


def delivered(order: Order, send: Callable[[bytes], Response]) -> Response:
    """The paper of an order through `send`, or the page that says how far it has come (202).

    Ends the reading session: it would be held open while the paper is waited for. Raises what Pressroom.ask raises, and
    Busy for a program when nobody else may wait.
    """
    found = waited_for(order, QUICK if is_looking() else PATIENT)
    if not isinstance(found, Underway):
        return _told(make_response("", 200)) if _is_poll() else _told(send(found))
    if not is_looking():
        raise Busy(FULL)
    pages = max(found.page + 1, order.size // A_PAGE)
    if _is_poll():
        answer = jsonify(page=found.page, pages=pages)
        answer.status_code = 202
    else:
        answer = make_response(page("shapes/drawing.html", 202, at=found.page, pages=pages))
    answer.headers["Retry-After"] = "2"
    answer.headers["Cache-Control"] = "no-store"
    return _told(answer)


def waited_for(order: Order, seconds: float) -> bytes | Underway:
    """The paper when it is there within `seconds`; asks only once where too many wait already. Ends the reading session."""
    room, asker = visit.house().pressroom, _asker()
    visit.close_db()
    if _is_poll() or not visit.house().patience.acquire(blocking=False):
        return room.ask(order, asker)
    try:
        return room.wait(order, asker, seconds)
    finally:
        visit.house().patience.release()


def is_looking() -> bool:
    """True for a browser, which can show a page; False for a program that wants the file."""
    return _is_poll() or "text/html" in request.headers.get("Accept", "")


def _is_poll() -> bool:
    return request.headers.get("Accept") == POLL


def _told(answer: Response) -> Response:
    answer.vary.update(["Accept", "Cookie"])
    return answer


def _asker() -> str:
    who = visit.person()
    return f"person:{who.id}" if who else f"address:{request.remote_addr}"
