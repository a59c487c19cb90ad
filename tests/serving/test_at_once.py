"""What the product can say at once goes out whole, from the thread that read the request: to quick readers and to slow ones."""

import random
import socket
import time

import pytest

from tests.serving.doors import call, open_door
from workflow.serving.at_once import Answer, environment, on_the_wire, written
from workflow.serving.sealed import Sealed, sealed

CONTENT = random.Random(9).randbytes(3_000_000)
ASK = b"GET /kept HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\n\r\n"
HEADERS = [("Content-Type", "application/pdf"), ("Content-Length", str(len(CONTENT))), ("ETag", '"x"')]


def answers(*, memory: Sealed | None, first: int = 0, many: int = 0):
    """A product that answers one address at once."""
    asked: list[dict[str, object]] = []

    def at_once(environ: dict[str, object]) -> Answer | None:
        asked.append(environ)
        if environ["PATH_INFO"] != "/kept":
            return None
        wire = on_the_wire(HEADERS[:many])
        headers = [*HEADERS[:1], ("Content-Length", str(len(CONTENT) - first)), *HEADERS[2:]]
        return Answer(200, headers, (CONTENT[first:],), memory, first, wire, many)

    return at_once, asked


def whole(one: socket.socket, pause: float = 0.0) -> tuple[bytes, bytes]:
    """Head and body of the next answer on an open connection."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += one.recv(65536)
    head, _, content = got.partition(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    parts = [content]
    left = size - len(content)
    while left:
        time.sleep(pause)
        part = one.recv(min(left, 200_000))
        assert part, "cut"
        parts.append(part)
        left -= len(part)
    return head, b"".join(parts)


@pytest.mark.parametrize("from_memory", [True, False])
@pytest.mark.parametrize("pause", [0.0, 0.01])
@pytest.mark.parametrize("first", [0, 1_234_567])
def test_it_goes_out_whole_to_whoever_reads_however_slowly(from_memory: bool, pause: float, first: int):
    """Three megabytes are more than the system takes at once: the rest follows, and the connection serves on."""
    at_once, asked = answers(memory=sealed(CONTENT) if from_memory else None, first=first)
    with open_door(at_once=at_once) as (port, door):
        one = call(port)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 20_000)
        for number in range(3):
            one.sendall(ASK)
            head, content = whole(one, pause if number == 1 else 0.0)
            assert head.startswith(b"HTTP/1.1 200 OK\r\nDate: ")
            assert content == CONTENT[first:]
            one.sendall(b"GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
            assert whole(one)[1] == b"ok"
        assert len(door.connections) == 1
        one.close()
    assert len(asked) == 6
    assert asked[0]["HTTP_COOKIE"] == "a=b"


def test_whoever_hangs_up_in_the_middle_harms_nobody():
    at_once, _ = answers(memory=sealed(CONTENT))
    with open_door(at_once=at_once) as (port, _door):
        for _ in range(20):
            one = call(port)
            one.sendall(ASK)
            one.recv(10)
            one.close()
        one = call(port)
        one.sendall(ASK)
        assert whole(one)[1] == CONTENT
        one.close()


@pytest.mark.parametrize(
    "head",
    [
        b"GET /kept HTTP/1.0\r\nHost: x\r\n\r\n",
        b"GET /kept HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /kept HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab",
        b"GET /kept HTTP/1.1\r\nHost: x\r\n\r\nGET /kept HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_the_last_of_a_connection_and_what_has_a_body_go_their_own_way(head: bytes):
    at_once, asked = answers(memory=None)
    with open_door(at_once=at_once) as (port, _):
        one = call(port)
        one.sendall(head)
        got = b""
        while part := one.recv(65536):
            got += part
        assert got.endswith((b"ok", b"ab"))
        one.close()
    assert asked == []


def test_what_is_sealed_is_changed_by_nobody():
    one = sealed(b"kept")
    if one is None:
        pytest.fail("this system seals nothing; the bytes themselves are sent then")
    with pytest.raises(PermissionError), open(one.number, "r+b", closefd=False, buffering=0) as again:
        again.write(b"x")


def test_a_head_is_the_same_whether_it_was_written_before():
    one, other = (
        Answer(206, HEADERS, (b"abc", b"d")),
        Answer(206, HEADERS, (b"abc", b"d"), None, 0, on_the_wire(HEADERS[:2]), 2),
    )
    assert written(one) == written(other)
    assert written(one)[1] == b"abcd"
    assert environment(type("R", (), {"headers": {}, "version": "1.0", "error": None, "body_rcv": None})) is None
