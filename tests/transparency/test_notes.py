"""Signed notes: a published one, our own by the bare primitives, and everything that is none."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from workflow.transparency.checkpoints import Checkpoint, checkpoint_of, standing
from workflow.transparency.notes import (
    COSIGNATURE,
    ED25519,
    Signer,
    Unreadable,
    Verifier,
    note_of,
    signed,
    signed_by,
    verifier_of,
)

#: The example in the documentation of Go's package for signed notes.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
NOW = datetime(2026, 3, 16, 1, tzinfo=UTC)
LOG = Signer("regulation-workflow/1", ED25519, b"l" * 32)
SEEN = Signer("union.example/office", COSIGNATURE, b"w" * 32)
OTHER = Signer("union.example/office", COSIGNATURE, b"o" * 32)
TEXT = Checkpoint("regulation-workflow/1", 7, b"r" * 32).words()


def test_a_published_note_holds_and_a_changed_one_does_not():
    key = verifier_of(KEY)
    assert key.words() == KEY
    said = signed_by(note_of(NOTE), key)
    assert said is not None
    assert said.holds
    changed = signed_by(note_of(NOTE.replace("answer", "question")), key)
    assert changed is not None
    assert not changed.holds


def test_a_cosignature_is_what_the_specification_says_by_the_bare_primitives():
    line = SEEN.line(TEXT, NOW)
    name, encoded = line.removeprefix("— ").split()
    raw = base64.b64decode(encoded)
    public = SEEN.verifier.public
    seconds = int(NOW.timestamp())
    assert name == SEEN.name
    assert raw[:4] == hashlib.sha256(b"union.example/office\n\x04" + public).digest()[:4]
    assert int.from_bytes(raw[4:12], "big") == seconds
    message = f"cosignature/v1\ntime {seconds}\n{TEXT}".encode()
    Ed25519PublicKey.from_public_bytes(public).verify(raw[12:], message)


def test_who_stands_behind_a_checkpoint():
    note = note_of(signed(TEXT, [LOG.line(TEXT, NOW), SEEN.line(TEXT, NOW)]))
    both = standing(note, [LOG.verifier], [SEEN.verifier])
    assert (both.own, both.seen, both.wrong) == (True, ((SEEN.name, NOW),), ())
    nobody = standing(note, [], [OTHER.verifier])
    assert (nobody.is_signed, nobody.own, nobody.seen, nobody.wrong) == (True, None, (), ()), "unknown keys are ignored"
    other = Checkpoint("regulation-workflow/1", 8, b"r" * 32).words()
    moved = standing(
        note_of(signed(other, [LOG.line(TEXT, NOW), SEEN.line(TEXT, NOW)])), [LOG.verifier], [SEEN.verifier]
    )
    assert (moved.own, moved.seen, moved.wrong) == (False, (), (LOG.name, SEEN.name))
    bare = standing(note_of(TEXT), [LOG.verifier], [SEEN.verifier])
    assert (bare.is_signed, bare.own) == (False, None)


def test_the_time_of_a_cosignature_cannot_be_moved():
    line = SEEN.line(TEXT, NOW)
    raw = bytearray(base64.b64decode(line.split()[2]))
    raw[11] ^= 1
    moved = f"— {SEEN.name} {base64.b64encode(bytes(raw)).decode()}\n"
    said = signed_by(note_of(signed(TEXT, [moved])), SEEN.verifier)
    assert said is not None
    assert not said.holds


@pytest.mark.parametrize(
    "words",
    [
        "text\n\n— name\n",
        "text\n\n— name !!!\n",
        "text\n\n— name AAAA\n",
        "text\n\n— a AAAAAAAA\nnot a line\n",
        "text\t\n\n— a AAAAAAAA\n",
        "x" * 64_001,
        "text\n\n" + "— a AAAAAAAA\n" * 101,
    ],
)
def test_what_is_no_note(words: str):
    with pytest.raises(Unreadable):
        note_of(words)


@pytest.mark.parametrize(
    "words", ["", "a+b", "a+00000000+AQ==", KEY.replace("c74f", "c74e"), KEY.replace("Peter", "P eter"), "a+x+!!!"]
)
def test_what_is_no_key(words: str):
    with pytest.raises(Unreadable):
        verifier_of(words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "\n1\nAAAA\n",
        "a\n01\n" + base64.b64encode(b"r" * 32).decode() + "\n",
        "a\n-1\n" + base64.b64encode(b"r" * 32).decode() + "\n",
        "a\n１\n" + base64.b64encode(b"r" * 32).decode() + "\n",
        "a\n1\nAAAA\n",
        "a\n1\n????\n",
    ],
)
def test_what_is_no_checkpoint(text: str):
    with pytest.raises(Unreadable):
        checkpoint_of(text)


@given(words=st.text(max_size=200))
def test_any_words_are_a_note_or_none(words: str):
    for read in (note_of, verifier_of, checkpoint_of):
        try:
            read(words)
        except Unreadable:
            continue


@given(name=st.from_regex(r"[a-z0-9./]{1,40}", fullmatch=True), seed=st.binary(min_size=32, max_size=32))
def test_a_key_is_read_as_it_was_written(name: str, seed: bytes):
    for kind in (ED25519, COSIGNATURE):
        made = Signer(name, kind, seed).verifier
        assert verifier_of(made.words()) == made
        assert isinstance(made, Verifier)
