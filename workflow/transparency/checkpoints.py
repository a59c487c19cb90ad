"""Checkpoints: how far a log had got, in three lines that can be signed (C2SP tlog-checkpoint), and who stands behind one."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.transparency.notes import Note, Unreadable, Verifier, signed_by


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a log had got: whose it is, how many entries there were, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes

    def words(self) -> str:
        """The text of the note."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind a checkpoint.

    is_signed  somebody signed it at all
    own        whether the log's own signature holds; None when there is none by a key that is known
    seen       witnesses whose cosignature holds, each with its moment
    wrong      keys that are known and did not make the signature below their name
    """

    is_signed: bool
    own: bool | None
    seen: tuple[tuple[str, datetime], ...]
    wrong: tuple[str, ...]


def checkpoint_of(text: str) -> Checkpoint:
    """A checkpoint out of the text of its note; lines behind the third are not looked at. Raises Unreadable."""
    lines = text.split("\n")
    if len(lines) < 3 or not lines[0] or not (lines[1].isascii() and lines[1].isdigit()):
        raise Unreadable("not a checkpoint")
    if (lines[1] != "0" and lines[1].startswith("0")) or len(lines[1]) > 18:
        raise Unreadable("not a size")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("not a root") from error
    if len(root) != 32:
        raise Unreadable("not a root")
    return Checkpoint(lines[0], int(lines[1]), root)


def standing(note: Note, own: Sequence[Verifier], witnesses: Sequence[Verifier]) -> Standing:
    """Who of these keys stands behind a note; keys that nobody named are not looked at, as C2SP asks."""
    ours = {one: said for one in own if (said := signed_by(note, one))}
    theirs = {one: said for one in witnesses if (said := signed_by(note, one))}
    wrong = tuple(one.name for one, said in {**ours, **theirs}.items() if not said.holds)
    seen = tuple((one.name, said.at) for one, said in theirs.items() if said.holds and said.at is not None)
    return Standing(bool(note.signatures), all(one.holds for one in ours.values()) if ours else None, seen, wrong)
