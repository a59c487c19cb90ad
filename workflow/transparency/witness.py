"""A witness: signs what a log says of itself when it goes on from what it said before, and never anything else.

Everything it knows is one SQLite file: its key, the logs that it watches and what it saw of each last. Requests and answers are
those of C2SP's tlog-witness, on paper as over HTTP.
"""

import base64
import binascii
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from workflow.transparency.checkpoints import Checkpoint, checkpoint_of
from workflow.transparency.notes import (
    COSIGNATURE,
    ED25519,
    LONGEST,
    Signer,
    Unreadable,
    Verifier,
    note_of,
    signed_by,
    verifier_of,
)
from workflow.transparency.tree import is_consistent
from workflow.words import Words

#: The most lines of a proof: a log would have to have more than 2^63 entries.
_MOST_LINES = 63
_TABLES = (
    "CREATE TABLE key (name TEXT NOT NULL, seed TEXT NOT NULL)",
    "CREATE TABLE log (origin TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (origin, key))",
    "CREATE TABLE seen (origin TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, at TEXT NOT NULL)",
)


class Declined(Exception):
    """What a witness does not sign: the status of tlog-witness, the sentence for a person, and the body for a program."""

    def __init__(self, status: int, words: Words, body: str = "") -> None:
        super().__init__(words.en)
        self.status, self.words, self.body = status, words, body


class Witness:
    """The witness whose memory is in `file`."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def made(cls, file: Path, name: str) -> "Witness":
        """A new one with a key of its own, in a new file for its owner alone. Raises FileExistsError."""
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO key VALUES (?, ?)", (name, secrets.token_hex(32)))
        return cls(file)

    @property
    def key(self) -> Verifier:
        """The key by which others know it."""
        with self._memory() as memory:
            return _signer(memory).verifier

    def watch(self, log: Verifier) -> None:
        """Sign for this log from now on. Its checkpoints begin with the name of its key. Raises Unreadable."""
        if log.kind != ED25519:
            raise Unreadable("not the key of a log")
        with self._memory() as memory:
            memory.execute("INSERT OR IGNORE INTO log VALUES (?, ?)", (log.name, log.words()))

    def cosigned(self, request: str, now: datetime) -> str:
        """The cosignature over the checkpoint in `request` (old size, proof, checkpoint). Raises Declined, and remembers nothing.

        What was seen is on the disk before the answer is given.
        """
        old, proof, words = _parts(request)
        try:
            note = note_of(words)
            new = checkpoint_of(note.text)
        except Unreadable as error:
            raise _malformed() from error
        with self._memory() as memory:
            keys = [
                verifier_of(one) for (one,) in memory.execute("SELECT key FROM log WHERE origin = ?", (new.origin,))
            ]
            if not keys:
                raise Declined(
                    404,
                    Words(f"不认识这个日志：{new.origin}。", f"This log is not one that is watched here: {new.origin}"),
                )
            if not any(said.holds for one in keys if (said := signed_by(note, one))):
                raise Declined(
                    403,
                    Words(
                        "检查点没有该日志的有效签名。",
                        "The checkpoint is not signed with a key of this log that is known here.",
                    ),
                )
            self._hold(_last(memory, new.origin), old, proof, new)
            line = _signer(memory).line(note.text, now)
            seen = (new.origin, new.size, base64.b64encode(new.root).decode(), now.astimezone(UTC).isoformat())
            memory.execute("INSERT INTO seen VALUES (?, ?, ?, ?)", seen)
        return line

    @staticmethod
    def _hold(last: tuple[Checkpoint, str] | None, old: int, proof: list[bytes], new: Checkpoint) -> None:
        """Raise Declined unless `new` goes on from what was seen last."""
        if old > new.size:
            raise _malformed()
        before, at = last if last else (Checkpoint(new.origin, 0, b""), "")
        if new.size < before.size:
            raise Declined(
                409,
                Words(
                    f"日志变短了：{at} 已见证 {before.size} 条，现在只有 {new.size} 条。没有签名。",
                    f"The log has shrunk: {before.size} events were seen on {at}, and now there are {new.size}. Not signed.",
                ),
                f"{before.size}\n",
            )
        if old != before.size:
            raise Declined(
                409,
                Words(
                    f"请从第 {before.size} 条起给出证明：workflow checkpoint --since {before.size}",
                    f"Prove it from what was seen last: workflow checkpoint --since {before.size}",
                ),
                f"{before.size}\n",
            )
        if not is_consistent(before.size, before.root, new.size, new.root, proof):
            same = before.size == new.size
            raise Declined(
                409 if same else 422,
                Words(
                    f"日志分叉了：与 {at} 见证的前 {before.size} 条不是同一份。没有签名。",
                    f"The log has forked: it does not go on from the {before.size} events seen on {at}. Not signed.",
                ),
                f"{before.size}\n" if same else "",
            )

    @contextmanager
    def _memory(self) -> Iterator[sqlite3.Connection]:
        """Its file, for one who writes alone: of two requests at once the second one sees what the first one did."""
        with closing(
            sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=rw", uri=True, timeout=20, isolation_level=None)
        ) as memory:
            memory.execute("PRAGMA synchronous=FULL")
            memory.execute("BEGIN IMMEDIATE")
            try:
                yield memory
            except BaseException:
                memory.execute("ROLLBACK")
                raise
            memory.execute("COMMIT")


def request_of(old: int, proof: list[bytes], note: str) -> str:
    """What a witness is asked: from which size on, the proof, and the signed checkpoint."""
    return f"old {old}\n{''.join(base64.b64encode(one).decode() + chr(10) for one in proof)}\n{note}"


def _parts(request: str) -> tuple[int, list[bytes], str]:
    head, gap, words = request.partition("\n\n")
    first, *lines = head.split("\n")
    old = first.removeprefix("old ")
    is_number = old.isascii() and old.isdigit() and len(old) <= 18 and (old == "0" or not old.startswith("0"))
    if not gap or len(request) > LONGEST or not first.startswith("old ") or not is_number or len(lines) > _MOST_LINES:
        raise _malformed()
    try:
        proof = [base64.b64decode(one, validate=True) for one in lines]
    except (binascii.Error, ValueError) as error:
        raise _malformed() from error
    if any(len(one) != 32 for one in proof):
        raise _malformed()
    return int(old), proof, words


def _last(memory: sqlite3.Connection, origin: str) -> tuple[Checkpoint, str] | None:
    found = memory.execute(
        "SELECT size, root, at FROM seen WHERE origin = ? ORDER BY rowid DESC LIMIT 1", (origin,)
    ).fetchone()
    return (Checkpoint(origin, int(found[0]), base64.b64decode(found[1])), str(found[2])) if found else None


def _signer(memory: sqlite3.Connection) -> Signer:
    name, seed = memory.execute("SELECT name, seed FROM key").fetchone()
    return Signer(name, COSIGNATURE, bytes.fromhex(seed))


def _malformed() -> Declined:
    return Declined(
        400,
        Words(
            "这不是给见证程序的请求：请用 workflow checkpoint --since N 的输出。",
            "This is no request to a witness: give it what `workflow checkpoint --since N` prints.",
        ),
    )
