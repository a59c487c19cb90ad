"""A mail server and a messenger that really listen, and keep what they were sent."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope


@dataclass
class Mailbox:
    """What a mail server took, in order. `answers` are what it says to the next messages instead of taking them."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    address: str = ""
    slow: Callable[[], float] = float

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        if self.answers:
            return self.answers.pop(0)
        await asyncio.sleep(self.slow())
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        self.taken.append((envelope.rcpt_tos[0], mail))
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server on a port of its own. Its loop begins, runs and ends in a thread of its own: in that of the tests another may
    be running, Playwright's, and no thread has two.
    """
    box, loop, ended = Mailbox(), asyncio.new_event_loop(), asyncio.Event()
    listening = socket.create_server(("127.0.0.1", 0))  # who comes before the loop runs waits in its row
    box.address = f"smtp://127.0.0.1:{listening.getsockname()[1]}"

    async def serve() -> None:
        server = await loop.create_server(lambda: SMTP(box, loop=loop), sock=listening)
        await ended.wait()
        server.close()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


@dataclass
class Messenger:
    """What was posted, each as its headers and its bytes; whatever has a known id is told that it was had already.

    judge  what a robot says to an address and a body: the bytes of its answer to each post that it is asked
    """

    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    judge: Callable[[str, bytes], bytes] = lambda _address, _body: b""
    address: str = ""
    slow: Callable[[], float] = float

    @property
    def taken(self) -> dict[str, dict[str, Any]]:
        """Each message once, by its id."""
        return {headers["webhook-id"]: json.loads(body) for headers, body in self.posted}


@contextmanager
def messenger() -> Iterator[Messenger]:
    """A server on a port of its own."""
    kept = Messenger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(kept.slow())
            status = kept.answers.pop(0) if kept.answers else 204
            if status < 300:
                kept.posted.append(({name.lower(): value for name, value in self.headers.items()}, body))
            said = kept.judge(self.path, body) if status < 300 else b""
            self.send_response(200 if said else status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.address = f"http://127.0.0.1:{server.server_port}/hook?robot=1"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
