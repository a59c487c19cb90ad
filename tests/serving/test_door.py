"""One caller may be slow, silent or huge: it is told so in both languages, and nobody else waits for it."""

import os
import time
from http.client import HTTPConnection

import pytest

from tests.serving.doors import answered, call, open_door
from workflow.serving import sentences
from workflow.words import Words

OK = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"


def is_told(answer: bytes, code: int, words: Words) -> bool:
    """The status, and the sentence in both languages, and nothing of the program."""
    text = answer.decode()
    assert "waitress" not in text.lower()
    assert "Traceback" not in text
    return text.startswith((f"HTTP/1.1 {code} ", f"HTTP/1.0 {code} ")) and words.zh in text and words.en in text


def test_a_request_is_answered_whole():
    with open_door() as (port, _):
        assert answered(call(port, POST % 5 + b"words")).endswith(b"\r\n\r\nwords")
        assert b"100 Continue" in answered(
            call(port, (POST % 5).replace(b"Host: x", b"Host: x\r\nExpect: 100-continue") + b"words")
        )


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_leaves_its_connection_open(status: int):
    """As HTTP says (RFC 9112, 6.3): such an answer ends with its head, and needs no length. Who wants the end has it."""
    with open_door() as (port, _):
        one = HTTPConnection("127.0.0.1", port, timeout=20)
        one.connect()
        place = one.sock.getsockname()
        for path, wanted in ((f"/{status}", status), ("/bytes/7", 200), (f"/{status}", status), (f"/{status}", status)):
            one.request("GET", path)
            answer = one.getresponse()
            assert (answer.status, answer.read()) == (wanted, b"x" * 7 if wanted == 200 else b"")
            assert {"connection", "transfer-encoding"}.isdisjoint(name.lower() for name, _ in answer.getheaders())
            assert one.sock is not None
            assert one.sock.getsockname() == place, "it is the same connection"
        one.close()
        for ends in (b"1.1\r\nConnection: close", b"1.0"):
            told = answered(call(port, b"GET /%d HTTP/%s\r\nHost: x\r\n\r\n" % (status, ends)))
            assert told.endswith(b"\r\n\r\n")
            assert b"Connection: close" in told


def test_a_body_may_come_in_chunks_and_in_any_pieces():
    body = b"5\r\nwords\r\n3\r\n\xe4\xb8\xad\r\n0\r\n\r\n"
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    with open_door() as (port, _):
        one = call(port)
        for at in range(0, len(head + body), 7):
            one.sendall((head + body)[at : at + 7])
            time.sleep(0.002)
        assert answered(one).endswith("\r\n\r\nwords中".encode())


def test_a_header_that_is_dripped_is_told_so():
    with open_door(header_time=0.3) as (port, _):
        assert is_told(answered(call(port, b"GET / HTTP/1.1\r\nX: ")), 408, sentences.TOO_SLOW)


def test_a_body_that_is_dripped_is_told_so():
    with open_door(header_time=0.2, grace=0.2) as (port, _):
        one = call(port, POST % 5000)
        answer = b""
        one.settimeout(0.05)
        while not answer:
            one.sendall(b"a")  # ever so often a byte: never silent, never done
            try:
                answer = one.recv(65536)
            except TimeoutError:
                continue
        one.close()
        assert is_told(answer, 408, sentences.TOO_SLOW)


def test_a_slow_body_that_keeps_on_coming_is_taken():
    with open_door(header_time=0.5, grace=0.5, rate=100) as (port, _):
        one = call(port, POST % 2500)
        for _ in range(25):  # a second and a half: longer than for one that only drips
            one.sendall(b"a" * 100)
            time.sleep(0.06)
        assert answered(one).endswith(b"a" * 2500)


def test_who_says_nothing_is_closed():
    with open_door(header_time=0.2) as (port, _):
        assert answered(call(port)) == b""
        one = call(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")  # kept open after the answer, and idle
        assert answered(one).endswith(b"ok")


def test_who_does_not_read_is_closed_and_holds_no_thread():
    with open_door(stalled=0.3) as (port, door):
        unread = [call(port, b"GET /bytes/20000000 HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(6)]
        assert answered(call(port, OK)).endswith(b"ok")  # there are two threads
        for _ in range(200):
            if not door.connections:
                break
            time.sleep(0.05)
        assert not door.connections
        for one in unread:
            one.close()


@pytest.mark.parametrize("size", [40_000, 3_000_000])
def test_headers_beyond_the_bound_are_told_so_even_while_more_is_sent(size: int):
    with open_door() as (port, _):
        answer = answered(call(port, b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"a" * size))
        assert is_told(answer, 431, sentences.HEADERS)


def test_an_address_beyond_the_bound_is_told_so():
    with open_door() as (port, _):
        assert is_told(answered(call(port, b"GET /" + b"a" * 40_000)), 431, sentences.HEADERS)


def test_a_body_beyond_all_bounds_is_told_so():
    with open_door() as (port, _):
        assert is_told(answered(call(port, POST % 500_000_000 + b"a" * 300_000)), 413, sentences.BODY)


@pytest.mark.parametrize("sent", [bytes.fromhex("16030100c8010000c40303") + bytes(64), b"\0\0\0\0", b"\xff" * 1000])
def test_what_is_no_http_is_told_so_at_once(sent: bytes):
    with open_door() as (port, _):
        assert is_told(answered(call(port, sent)), 400, sentences.UNREADABLE)


def test_garbage_of_every_kind_never_stops_the_door():
    with open_door(header_time=0.5) as (port, _):
        for sent in (
            b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
            b"get / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\nwords",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            b"GET //[::1 HTTP/1.1\r\n\r\n",
            b"A" + os.urandom(500) + b"\r\n\r\n",
        ):
            with call(port, sent) as one:
                answer = one.recv(65536)
            assert answer.startswith(
                (b"HTTP/1.1 4", b"HTTP/1.1 5", b"HTTP/1.0 4", b"HTTP/1.0 5", b"HTTP/1.1 2", b"HTTP/1.0 2")
            )
            assert b"Traceback" not in answer
        assert answered(call(port, OK)).endswith(b"ok")


def test_the_next_request_before_the_answer_is_dropped_with_the_connection():
    with open_door() as (port, _):
        first = b"GET /bytes/3 HTTP/1.1\r\nHost: x\r\n\r\n"
        answer = answered(call(port, first * 50))
        assert answer.count(b"HTTP/1.1 200") == 1
        assert b"Connection: close" in answer


def test_when_the_house_is_full_who_gets_nowhere_makes_room():
    with open_door(connections=100) as (port, door):
        silent = [call(port) for _ in range(200)]
        waiting = call(port, b"GET /wait/0.5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        silent += [call(port) for _ in range(200)]
        assert answered(call(port, OK)).endswith(b"ok")
        assert answered(waiting).endswith(b"ok")  # it was here in whole and is not sent away
        assert len(door.connections) <= 101
        for one in silent:
            one.close()


def test_what_is_held_of_unfinished_bodies_is_bounded():
    with open_door(held=500_000) as (port, door):
        small = call(port, POST % 2000 + b"a" * 1000)
        large = [call(port, POST % 900_000 + b"a" * 400_000) for _ in range(3)]
        told: set[int] = set()
        for _ in range(20):  # a busy machine answers late
            told |= {at for at, one in enumerate(large) if at not in told and is_busy(one)}
            if len(told) == 2:
                break
        assert len(told) == 2
        assert sum(one.held for one in door.connections) <= 500_000
        small.sendall(b"a" * 1000)
        assert answered(small).endswith(b"a" * 2000)
        for one in large:
            one.close()


def is_busy(one: object) -> bool:
    """Whether this connection is told that the system is busy, within a while."""
    one.settimeout(1)  # type: ignore[attr-defined]
    try:
        return is_told(one.recv(65536), 503, sentences.BUSY)  # type: ignore[attr-defined]
    except TimeoutError:
        return False


def test_the_watchman_and_the_pages_do_not_wait_for_what_takes_long():
    with open_door() as (port, _):
        long = [call(port, b"GET /wait/15 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") for _ in range(4)]
        assert answered(call(port, OK)).endswith(b"ok")
        assert answered(call(port, OK.replace(b" / ", b" /healthz "))).endswith(b"ok")
        for one in long:
            one.settimeout(0.01)
            with pytest.raises(TimeoutError):  # none of them was done: they are what was overtaken
                one.recv(1)
            one.close()
