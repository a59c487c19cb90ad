"""A witness against a log that grows, shrinks, forks and lies; on paper and over HTTP, by one and by many at once."""

import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.notes import ED25519, LONGEST, Signer, note_of, signed, signed_by
from workflow.transparency.tree import consistency, leaf, root_of
from workflow.transparency.wire import asked, served
from workflow.transparency.witness import Declined, Witness, request_of

NOW = datetime(2026, 3, 16, 1, tzinfo=UTC)
LOG = Signer("regulation-workflow/1", ED25519, b"l" * 32)
STRANGER = Signer("regulation-workflow/1", ED25519, b"s" * 32)
LEAVES = [leaf(str(one).encode()) for one in range(20)]
FORKED = [leaf(b"another"), *LEAVES[1:]]


def note(leaves: list[bytes], signer: Signer = LOG) -> str:
    text = Checkpoint(signer.name, len(leaves), root_of(leaves)).words()
    return signed(text, [signer.line(text, NOW)])


def ask(old: int, leaves: list[bytes], signer: Signer = LOG) -> str:
    return request_of(old, consistency(leaves, old), note(leaves, signer))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    made = Witness.made(tmp_path / "witness", "union.example/office")
    made.watch(LOG.verifier)
    return made


def test_a_log_that_grows_is_signed_and_what_was_seen_outlives_the_process(witness: Witness):
    for old, size in ((0, 3), (3, 3), (3, 7), (7, 20)):
        line = Witness(witness.file).cosigned(ask(old, LEAVES[:size]), NOW)
        said = signed_by(note_of(signed(note_of(note(LEAVES[:size])).text, [line])), witness.key)
        assert said is not None
        assert (said.holds, said.at) == (True, NOW)
    assert witness.file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("request_", "status", "body", "said"),
    [
        (ask(7, FORKED), 422, "", "forked"),
        (ask(7, FORKED[:7]), 409, "7\n", "forked"),
        (ask(0, LEAVES[:5]), 409, "7\n", "shrunk"),
        (ask(5, LEAVES[:5]), 409, "7\n", "shrunk"),
        (ask(0, LEAVES), 409, "7\n", "--since 7"),
        (ask(8, LEAVES), 409, "7\n", "--since 7"),
        (ask(7, LEAVES, STRANGER), 403, "", "not signed with a key"),
        (ask(0, LEAVES, Signer("else", ED25519, b"l" * 32)), 404, "", "not one that is watched"),
        (ask(7, LEAVES).replace("old 7", "old 07"), 400, "", "no request"),
        (ask(7, LEAVES).replace("old 7", "old 21"), 400, "", "no request"),
        (ask(7, LEAVES).replace("old", "new"), 400, "", "no request"),
        (request_of(7, [b"short"], note(LEAVES)), 400, "", "no request"),
        (request_of(7, [b"x" * 32] * 64, note(LEAVES)), 400, "", "no request"),
        (request_of(7, [], note(LEAVES)), 422, "", "forked"),
        ("", 400, "", "no request"),
        ("old 0\n\nnothing", 400, "", "no request"),
        ("x" * (LONGEST + 1), 400, "", "no request"),
    ],
)
def test_anything_else_is_refused_in_one_sentence_and_changes_nothing(
    witness: Witness, request_: str, status: int, body: str, said: str
):
    witness.cosigned(ask(0, LEAVES[:7]), NOW)
    before = witness.file.read_bytes()
    with pytest.raises(Declined, match=said) as declined:
        witness.cosigned(request_, NOW)
    assert (declined.value.status, declined.value.body) == (status, body)
    assert witness.file.read_bytes() == before
    witness.cosigned(ask(7, LEAVES), NOW)


def test_of_two_forks_at_once_one_is_signed(witness: Witness):
    with ThreadPoolExecutor(8) as several:
        asking = [several.submit(Witness(witness.file).cosigned, ask(0, one), NOW) for one in (LEAVES, FORKED) * 4]
        signed_ones = [one.exception() is None for one in asking]
    assert set(signed_ones[::2]) <= {True, False}
    assert sum(signed_ones) == 1, "from nothing on only the first one goes on from what was seen"


@contextmanager
def listening(witness: Witness) -> Iterator[str]:
    server = served(witness, "127.0.0.1", 0, lambda: NOW)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_over_http_it_is_asked_from_where_it_was(witness: Witness, capfd: pytest.CaptureFixture[str]):
    with listening(witness) as address:
        for size in (3, 3, 20):
            leaves = LEAVES[:size]
            line, why = asked(address, witness.key, note(leaves), size, partial(consistency, leaves))
            assert why is None
            assert line is not None
            assert line.startswith("— union.example/office ")
        for leaves, said in ((LEAVES[:19], "has shrunk"), (FORKED, "has forked")):
            line, why = asked(address, witness.key, note(leaves), len(leaves), partial(consistency, leaves))
            assert line is None
            assert why is not None
            assert said in why.en
            assert "\n" not in why.zh
        longer = [*FORKED, leaf(b"more")]
        line, why = asked(address, witness.key, note(longer), 21, partial(consistency, longer))
        assert why is not None
        assert "forked" in why.en
        liar = Signer(witness.key.name, 4, b"x" * 32).verifier
        line, why = asked(address, liar, note(LEAVES), 20, partial(consistency, LEAVES))
        assert why is not None
        assert "does not hold" in why.en
    line, why = asked(address, witness.key, note(LEAVES), 20, partial(consistency, LEAVES))
    assert why is not None
    assert "cannot be reached" in why.en


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("/", {}, b"", 404),
        ("/add-checkpoint", {"Content-Length": "9999999999"}, b"", 413),
        ("/add-checkpoint", {"Content-Length": "-1"}, b"", 413),
        ("/add-checkpoint", {}, b"\xff\xfe", 400),
        ("/add-checkpoint", {}, b"rubbish", 400),
    ],
)
def test_what_is_no_request_is_answered_so(
    witness: Witness, path: str, headers: dict[str, str], body: bytes, status: int, capfd: pytest.CaptureFixture[str]
):
    with listening(witness) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
        connection.request("POST", path, body, headers)
        assert connection.getresponse().status == status
        connection.close()
