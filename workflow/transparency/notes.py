"""Signed notes: a text with lines of signatures below it (C2SP signed-note), and cosignatures with their time (tlog-cosignature)."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: Kinds of signatures, as C2SP numbers them: of a text, and of a checkpoint that somebody saw at a time.
ED25519, COSIGNATURE = 1, 4
#: The longest note that is read, in characters, and the most signatures in one.
LONGEST, MOST = 64_000, 100
_DASH = "— "
_NAME = re.compile(r"[^\s+]{1,200}\Z")


class Unreadable(ValueError):
    """Words that are no note, or no key."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who is believed: a name and a public key for one kind of signature."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says whose it is, beside the name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def words(self) -> str:
        """As C2SP writes it: name+id+key."""
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. `seed` is the 32 bytes of an Ed25519 private key (RFC 8032)."""

    name: str
    kind: int
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.kind, self._private.public_key().public_bytes_raw())

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def line(self, text: str, now: datetime) -> str:
        """The line of a signature below `text`; `now` stands in it if this is a cosignature."""
        if self.kind == COSIGNATURE:
            seconds = int(now.timestamp())
            made = seconds.to_bytes(8, "big") + self._private.sign(_cosigned(text, seconds))
        else:
            made = self._private.sign(text.encode())
        return f"{_DASH}{self.name} {base64.b64encode(self.verifier.id + made).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: whose it claims to be, and its bytes."""

    name: str
    id: bytes
    made: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends with a newline, and what stands below it; no signature when nobody signed."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """What a known key made of a note: whether it holds, and when it was made if it says so."""

    holds: bool
    at: datetime | None


def signed(text: str, lines: Iterable[str]) -> str:
    """A note as it is sent: the text, an empty line, the signatures."""
    return f"{text}\n{''.join(lines)}"


def note_of(words: str) -> Note:
    """A note out of its words; one without signatures may have no empty line either. Raises Unreadable."""
    if len(words) > LONGEST or any(ord(one) < 32 and one != "\n" for one in words):
        raise Unreadable("not a note")
    text, gap, below = words.rpartition("\n\n")
    if not gap or not below.startswith(_DASH):
        return Note(words.rstrip("\n") + "\n", ())
    lines = below.rstrip("\n").split("\n")
    if len(lines) > MOST:
        raise Unreadable("too many signatures")
    return Note(text + "\n", tuple(_signature(one) for one in lines))


def verifier_of(words: str) -> Verifier:
    """A verifier out of its words, name+id+key. Raises Unreadable."""
    name, _, rest = words.strip().partition("+")
    number, _, key = rest.partition("+")
    raw = _decoded(key)
    if not _NAME.match(name) or len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE):
        raise Unreadable("not a key of this kind")
    made = Verifier(name, raw[0], raw[1:])
    if made.id.hex() != number.lower():
        raise Unreadable("a key whose number does not fit it")
    return made


def is_name(words: str) -> bool:
    """Whether a key may be called so: no blanks, no plus sign."""
    return _NAME.match(words) is not None


def signed_by(note: Note, key: Verifier) -> Signed | None:
    """What `key` said of the note; None when no line claims to be its. Of several lines the worst counts."""
    said = [_held(note.text, key, one.made) for one in note.signatures if (one.name, one.id) == (key.name, key.id)]
    return next((one for one in said if not one.holds), said[-1]) if said else None


def _held(text: str, key: Verifier, made: bytes) -> Signed:
    message, at = text.encode(), None
    if key.kind == COSIGNATURE:
        seconds, made = int.from_bytes(made[:8], "big"), made[8:]
        message = _cosigned(text, seconds)
        try:
            at = datetime.fromtimestamp(seconds, UTC)
        except (ValueError, OverflowError, OSError):
            return Signed(False, None)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(made, message)
    except (InvalidSignature, ValueError):
        return Signed(False, at)
    return Signed(True, at)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _decoded(encoded)
    if not line.startswith(_DASH) or not _NAME.match(name) or len(raw) < 5:
        raise Unreadable("not a line of a signature")
    return Signature(name, raw[:4], raw[4:])


def _decoded(words: str) -> bytes:
    try:
        return base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("not in base64") from error
