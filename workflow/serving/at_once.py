"""Answers that need no thread: what the product can say at once is sent by the thread that read the request. Knows of the product
only that it may be asked so.

A thread of its own costs a request more than the answer itself where that is known: two of them wake each other for every one.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from waitress.utilities import build_http_date

from workflow.serving.sealed import Sealed
from workflow.serving.sentences import status_line


class Answer(NamedTuple):
    """A whole answer.

    memory, first  the same body in the memory of the machine from that byte on, where it is there as well
    wire           the first `many` headers as they go over the wire, where they were written before
    """

    status: int
    headers: list[tuple[str, str]]
    body: Sequence[bytes]
    memory: Sealed | None = None
    first: int = 0
    wire: bytes = b""
    many: int = 0


class Turn:
    """The turns of the thread that reads all requests. What is read in one turn had begun to come before the turn did, so that one
    look at a database answers for every request of it.

    number  of this turn; 0 where nobody counts them
    """

    number = 0


#: Of this process.
TURN = Turn()
#: Asked with the environment of a request, as far as it is known without a thread: method, path, query and headers.
Ask = Callable[[dict[str, Any]], Answer | None]


def nothing(_environ: dict[str, Any]) -> None:
    """What a product says at once that says nothing at once."""


def environment(request: Any) -> dict[str, Any] | None:
    """The environment of a request of waitress; None for one that its own way is for: an older HTTP, the last of a connection,
    one with a body."""
    headers = request.headers
    if request.version != "1.1" or request.error or request.body_rcv is not None or "CONNECTION" in headers:
        return None
    environ = {f"HTTP_{name}": value.strip() for name, value in headers.items()}
    environ.update(REQUEST_METHOD=request.command, PATH_INFO=request.path, QUERY_STRING=request.query)
    return environ


def written(answer: Answer) -> tuple[bytes, bytes]:
    """The answer as it goes over a connection that stays open: its head, and its body."""
    head = _begin(answer.status, int(time.time())) + answer.wire + on_the_wire(answer.headers[answer.many :]) + b"\r\n"
    return head, answer.body[0] if len(answer.body) == 1 else b"".join(answer.body)


def on_the_wire(headers: Iterable[tuple[str, str]]) -> bytes:
    """Headers as they go over a connection."""
    return "".join([f"{name}: {value}\r\n" for name, value in headers]).encode("latin-1")


@lru_cache(maxsize=8)
def _begin(status: int, second: int) -> bytes:
    return f"HTTP/1.1 {status_line(status)}\r\nDate: {build_http_date(second)}\r\n".encode()
