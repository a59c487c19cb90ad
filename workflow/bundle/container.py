"""The file of a bundle: a zip in one spelling, nothing packed, so that every byte of it is either as it was written or not.

Any program opens it. It is read here byte by byte against what `packed` would write: a file that says of itself how much it
unpacks to, or where, is never believed, and is read without more memory than a part of it.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

#: What stands at the end of every bundle.
COMMENT = b"regulation-workflow bundle 1"
#: The most entries in one, and the most bytes of one.
MOST, LARGEST = 20_000, 1 << 30
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}(/[a-z0-9][a-z0-9-]{0,60})?\.(json|txt|note|pdf)\Z")
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_VERSION, _SYSTEM, _DAY, _MODE = 20, 3 << 8, 0x21, 0o100644 << 16
_AT_ONCE = 1 << 20


class TooMuch(Exception):
    """More than a bundle can hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file: its name, where its frame begins, how long its content is, its checksum (CRC-32)."""

    name: str
    at: int
    size: int
    crc: int

    @property
    def frame(self) -> bytes:
        """What stands before the content."""
        name = self.name.encode()
        words = (b"PK\3\4", _VERSION, 0, 0, 0, _DAY, self.crc, self.size, self.size, len(name), 0)
        return _LOCAL.pack(*words) + name

    @property
    def listed(self) -> bytes:
        """What stands in the list at the end."""
        name = self.name.encode()
        head = (b"PK\1\2", _VERSION | _SYSTEM, _VERSION, 0, 0, 0, _DAY, self.crc, self.size, self.size)
        return _CENTRAL.pack(*head, len(name), 0, 0, 0, 0, _MODE, self.at) + name


def packed(parts: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The file of these parts in their order, in pieces. Raises TooMuch."""
    entries, at = list[Entry](), 0
    for name, content in parts:
        one = Entry(name, at, len(content), zlib.crc32(content))
        at += len(one.frame) + one.size
        entries.append(one)
        if len(entries) > MOST or at > LARGEST or not _NAME.match(name):
            raise TooMuch(name)
        yield one.frame
        yield content
    yield _end(entries, at)


def _end(entries: list[Entry], at: int) -> bytes:
    listed = b"".join(one.listed for one in entries)
    words = (b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), at, len(COMMENT))
    return listed + _END.pack(*words) + COMMENT


def is_one(stream: IO[bytes]) -> bool:
    """Whether this is a bundle, perhaps one that somebody changed: its beginning or its end says so."""
    size = stream.seek(0, 2)
    stream.seek(max(size - len(COMMENT), 0))
    ends = stream.read(len(COMMENT)) == COMMENT
    stream.seek(0)
    begins = stream.read(_LOCAL.size + 11)
    return ends or (begins[:4] == b"PK\3\4" and begins[_LOCAL.size :] == b"bundle.json")


class Reader:
    """Reads a bundle from its beginning; `wrong` says what is not as `packed` writes it, the entry first."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._length = stream.seek(0, 2)
        if self._length > LARGEST:
            raise TooMuch(str(self._length))
        self._at, self._read = 0, list[Entry]()
        self.wrong: list[str] = []

    def next_name(self) -> str:
        """What the next entry says it is called; "" where none begins."""
        found = self._next()
        return found.name if found else ""

    def is_marked(self) -> bool:
        """Whether the file ends as a bundle does."""
        self._stream.seek(max(self._length - len(COMMENT), 0))
        return self._stream.read() == COMMENT

    def is_over(self) -> bool:
        """Whether the entries end here and their list begins."""
        self._stream.seek(min(self._at, self._length))
        return self._stream.read(4) in (b"PK\1\2", b"PK\5\6", b"")

    def take(self, name: str, size: int | None, most: int) -> tuple[str, bytes]:
        """The digest of the next entry, which should be `name`, and its content where that is no longer than `most`.

        size  how long it should be; None where nobody has said so: then its frame is believed
        """
        found = self._next()
        if size is None and (found is None or found.name != name):
            self.wrong.append(f"{name}: is not there, or its frame in the file was changed")
            return "", b""
        wanted = size if size is not None else found.size if found else 0
        begins = self._at + _LOCAL.size + len(name)
        digest, crc, content, left = hashlib.sha256(), 0, bytearray(), min(wanted, max(self._length - begins, 0))
        self._stream.seek(begins)
        while left:
            piece = self._stream.read(min(left, _AT_ONCE))
            if not piece:
                break
            left -= len(piece)
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            if wanted <= most:
                content += piece
        made = Entry(name, self._at, wanted, crc)
        self._stream.seek(self._at)
        if self._stream.read(len(made.frame)) != made.frame:
            self.wrong.append(f"{name}: its frame in the file was changed")
        self._read.append(made)
        if len(self._read) > MOST:
            raise TooMuch(str(MOST))
        self._at = begins + wanted
        return digest.hexdigest(), bytes(content)

    def end(self) -> None:
        """Hold the rest of the file against the list of what was read."""
        rest = _end(self._read, self._at)
        self._stream.seek(min(self._at, self._length))
        if self._stream.read(len(rest) + 1) != rest:
            self.wrong.append("list of entries: is not as it was written")

    def _next(self) -> Entry | None:
        self._stream.seek(min(self._at, self._length))
        head = self._stream.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            return None
        _, _, _, _, _, _, crc, size, _, length, _ = _LOCAL.unpack(head)
        name = self._stream.read(min(length, 200)).decode("ascii", "replace")
        if not _NAME.match(name) or self._at + _LOCAL.size + length + size > self._length:
            return None
        return Entry(name, self._at, size, crc)
