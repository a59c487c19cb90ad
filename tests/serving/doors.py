"""A door of the server in a thread of the test, with a small application behind it and limits that end soon."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from waitress import wasyncore

from workflow.serving.at_once import Ask, nothing
from workflow.serving.door import Door
from workflow.serving.lanes import Lanes
from workflow.serving.limits import Limits
from workflow.serving.worker import adjustments


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answers with what was sent, or with as many bytes as the address says, or with no body; waits when it is told to."""
    path = environ["PATH_INFO"]
    if path in ("/204", "/304"):
        start_response(f"{path[1:]} Without a body", [("ETag", '"one"')])
        return []
    if path.startswith("/wait/"):
        time.sleep(float(path.rpartition("/")[2]))
    sent = environ["wsgi.input"].read()
    body = b"x" * int(path.rpartition("/")[2]) if path.startswith("/bytes/") else sent or b"ok"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def open_door(at_once: Ask = nothing, **figures: Any) -> Iterator[tuple[int, Door]]:
    """The port, and the door that listens there."""
    limits = Limits(**figures)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    here: dict[int, Any] = {}
    lanes = Lanes(2, lambda _method, path: path.startswith("/wait/"))
    info = (listener.family, listener.type, listener.proto, listener.getsockname())
    door = Door(
        limits,
        echo,
        here,
        True,
        listener,
        dispatcher=lanes,
        adj=adjustments(limits),
        bind_socket=False,
        sockinfo=info,
        at_once=at_once,
    )
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            wasyncore.poll2(0.05, here)
            door.maintenance(0)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield int(listener.getsockname()[1]), door
    finally:
        ended.set()
        thread.join()
        lanes.close()
        for one in door.connections:  # with what is kept of their bodies
            one.handle_close()
        wasyncore.close_all(here)


def call(port: int, sent: bytes = b"") -> socket.socket:
    """A connection that has sent something."""
    one = socket.create_connection(("127.0.0.1", port), timeout=20)
    one.sendall(sent)
    return one


def answered(one: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    found = bytearray()
    with one:
        while data := one.recv(65536):
            found += data
    return bytes(found)
