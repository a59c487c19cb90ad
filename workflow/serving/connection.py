"""One connection: takes a request in whole before a thread sees it, and gives up who is too slow, with a sentence.

waitress reads and writes; what is added here are deadlines, one request at a time, and an end that lets the answer arrive.
"""

import socket
import time
from contextlib import suppress
from typing import Any, Protocol

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import ErrorTask, WSGITask

from workflow.serving import sentences
from workflow.serving.at_once import Answer, Ask, environment, written
from workflow.serving.limits import Limits
from workflow.words import Words

#: What a request line may begin with (RFC 9110, token); anything else is no HTTP, most often a greeting in TLS.
_FIRST = frozenset(b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
#: How many heads of requests that were answered at once are known again.
_HEADS = 1000
#: That more follows at once, so that the head is no packet of its own.
_MORE = getattr(socket, "MSG_MORE", 0)


class Host(Protocol):
    """What a connection asks of the door that it came in by."""

    limits: Limits
    at_once: Ask
    heads: dict[bytes, dict[str, Any]]

    def add_task(self, task: object) -> None:
        """Have a thread serve the connection."""


class Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what is no request of ours with the page of its status."""

    def execute(self) -> None:
        """Write the page; the connection ends with it."""
        code = self.request.error.code
        self.status = sentences.status_line(code)
        headers, body = sentences.page(code)
        self.response_headers.extend(one for one in headers if one[0] != "Connection")
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Page(WSGITask):  # type: ignore[misc]
    """An answer of the product. One that has no body by its status (204, 304) is whole with its head (RFC 9112, 6.3) and its
    connection goes on: waitress, for want of a length, ends it, and a browser that asks about forty kept files connects anew
    for each."""

    def set_close_on_finish(self) -> None:
        """End the connection behind this answer, unless nothing but the want of a length asks for it."""
        wants_end = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.version != "1.1" or self.has_body or wants_end:
            super().set_close_on_finish()


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection with deadlines; all but `service` and `write_soon` runs in the main thread of the process."""

    task_class = Page
    error_task_class = Refusal
    server: Host
    request: Any
    requests: list[Any]

    def __init__(self, server: Host, *given: Any, **named: Any) -> None:
        self.since = self.moved = time.monotonic()
        self.sent = 0
        self.working_since: float | None = None
        self.lingering_until: float | None = None
        self.answered = self.given_up = False
        super().__init__(server, *given, **named)

    # Coming in ------------------------------------------------------------------------------------------------------

    def received(self, data: bytes) -> bool:
        """Take in what came. Only one request at a time: who sends the next before the answer loses the connection with
        it and asks again, as HTTP lets them (RFC 9112, 9.3.2); so nobody has a hundred pages made without reading one."""
        with self.requests_lock:
            if self.will_close or self.close_when_flushed:
                return False
            head = b""
            if self.request is None:
                data = data.lstrip(b"\r\n")
                if not data:
                    return False
                if data[0] not in _FIRST:
                    self.refuse(400)
                    return False
                self.since = time.monotonic()
                head = data
                known = self.server.heads.get(head)
                if known is not None and self._answer_at_once(known):
                    return True
                self.request = self.parser_class(self.adj)
            while data and not self.request.completed:  # the headers, then the body
                data = data[self.request.received(data) :]
                if self.request.expect_continue and self.request.headers_finished and not self.request.completed:
                    self.send_continue()
            if self.request.completed:
                self.sent_continue = False
                if data.strip(b"\r\n"):
                    self.request.headers["CONNECTION"] = "close"
                request, self.request = self.request, None
                self._serve(request, head)
        return True

    def _serve(self, request: Any, head: bytes) -> None:
        """Answer at once, or let a thread do it. `head` is all that came of the request, if it came in one piece: the same bytes
        mean the same next time, so that whoever asks again as before needs no parser."""
        environ = environment(request)
        if environ is None or not self._answer_at_once(environ):
            self.requests.append(request)
            self.server.add_task(self)
            return
        request.close()
        if head:
            heads = self.server.heads
            heads[head] = environ
            if len(heads) > _HEADS:
                del heads[next(iter(heads))]

    def _answer_at_once(self, environ: dict[str, Any]) -> bool:
        """Send what the product can say at once, as much of it as the network takes now."""
        answer = self.server.at_once(environ)
        if answer is None:
            return False
        several = [memoryview(one) for one in written(answer)]
        with self.outbuf_lock:
            sent = self._sent_now(answer, several) if not self.total_outbufs_len else 0
            self.since = self.moved = time.monotonic()
            self.sent = sent
            for one in several:
                left = one[sent:]
                sent = max(0, sent - len(one))
                if left:
                    self.outbufs[-1].append(bytes(left))
                    self.current_outbuf_count += len(left)
                    self.total_outbufs_len += len(left)
        return True

    def _sent_now(self, answer: Answer, several: list[memoryview]) -> int:
        """How many bytes the network took; a connection that is broken is found so when the rest is written."""
        sent, (head, body) = 0, several
        try:
            if answer.memory is None or not body:
                return int(self.socket.sendmsg(several))
            sent = self.socket.send(head, _MORE)
            if sent == len(head):
                sent += answer.memory.send(self.socket.fileno(), answer.first, len(body))
        except OSError:
            pass
        return sent

    def handle_read(self) -> None:
        """Read what there is; at the end only so that the other side may send it."""
        if self.lingering_until is None:
            super().handle_read()
            return
        with suppress(OSError):
            self.recv(65536)

    def readable(self) -> bool:
        """Whether anything may be read now."""
        return self.lingering_until is not None or bool(super().readable())

    @property
    def is_waiting(self) -> bool:
        """No request is here in whole, and no answer on its way: whoever is there may be closed without a loss."""
        return not self.requests and not self.total_outbufs_len

    @property
    def is_idle(self) -> bool:
        """Not even the beginning of a request is here."""
        return self.is_waiting and self.request is None

    @property
    def held(self) -> int:
        """How many bytes of an unfinished body are kept."""
        body = self.request.body_rcv if self.request is not None else None
        return 0 if body is None else len(body)

    # Going out ------------------------------------------------------------------------------------------------------

    def service(self) -> None:
        """Let the product answer one request, in a thread."""
        self.answered, self.working_since = False, time.monotonic()
        try:
            super().service()
        finally:
            self.since = self.moved = time.monotonic()
            self.sent, self.working_since = 0, None

    def write_soon(self, data: Any) -> int:
        """Called in the thread of an answer."""
        if self.given_up:
            raise ClientDisconnected
        self.answered = True
        return int(super().write_soon(data))

    def refuse(self, code: int, words: Words | None = None) -> None:
        """Answer in the product's stead, and end."""
        self._forget()
        said = sentences.answer(code, words)
        with self.outbuf_lock:
            self.outbufs[-1].append(said)
            self.current_outbuf_count += len(said)
            self.total_outbufs_len += len(said)
        self.since = self.moved = time.monotonic()
        self.sent = 0
        self.close_when_flushed = True

    def give_up(self) -> None:
        """The thread does not come back: say so when nothing was said yet, and let it end by itself, if ever."""
        self.given_up = True
        self.requests = []
        if self.answered:
            self.handle_close()
        else:
            self.refuse(503, sentences.TOO_LONG)

    def handle_close(self) -> None:
        """End at once."""
        self._forget()
        super().handle_close()

    def _forget(self) -> None:
        """Let fall what came of a request that is not here in whole."""
        if self.request is not None:
            self.request.close()
            self.request = None

    def _flush_some(self, do_close: bool = True) -> bool:
        before = self.total_outbufs_len
        moved = bool(super()._flush_some(do_close=do_close))
        if moved:
            self.sent += before - self.total_outbufs_len
            self.moved = time.monotonic()
        return moved

    def writable(self) -> bool:
        """Whether there is anything to write, or to end."""
        return self.lingering_until is None and bool(super().writable())

    def handle_write(self) -> None:
        """Write on; after the last answer the other side gets a moment to stop sending, or it would never see it."""
        if not self.close_when_flushed or self.will_close:
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()
            else:
                self.lingering_until = time.monotonic() + self.server.limits.lingering

    # Deadlines ------------------------------------------------------------------------------------------------------

    def judge(self, now: float) -> None:
        """Close whoever is too slow; called about once a second."""
        limits = self.server.limits
        if self.lingering_until is not None:
            if now > self.lingering_until:
                self.handle_close()
        elif self.requests:
            return  # how long an answer may take is the worker's affair
        elif self.total_outbufs_len:
            if now - self.moved > limits.stalled or now - self.since > limits.allowed(self.sent):
                self.handle_close()
        elif self.request is None:
            if now - self.since > limits.header_time:
                self.handle_close()
        elif now - self.since > limits.header_time and (
            not self.request.headers_finished
            or now - self.since > limits.header_time + limits.allowed(self.request.body_bytes_received)
        ):
            self.refuse(408)
