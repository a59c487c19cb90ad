"""How things stand in a bundle: its entries, an event that is shown or only named by its hash, and the manifest over all of it."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.records.database.columns import settled_json
from workflow.records.event import CHAINED, COMMITTED

FORMAT = "regulation-workflow bundle 1"
#: The manifest comes first, its signature behind it, the rest by name.
#: `SINCE` is there when the bundle was made for somebody who keeps an earlier checkpoint.
MANIFEST, SIGNATURE, CHECKPOINT, KEY, READ_ME = "bundle.json", "bundle.note", "checkpoint.txt", "key.txt", "read-me.txt"
SINCE = "since.json"
#: What stands in an event that is shown; the seal in place of the salt, unless an earlier release covered the salt itself.
FIELDS = (*CHAINED, *COMMITTED)


class Unreadable(ValueError):
    """Words in a bundle that are not of its form."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows that an event speaks for, with what it takes to hold them to it.

    key   under which it committed to them, hexadecimal
    rows  values in the order of the names of their columns, spelled as commitments spell them
    """

    table: str
    row: str
    columns: tuple[str, ...]
    key: str
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a bundle.

    fields  what its hash covers; None for one of which only the hash leaves the house
    proof   that it is in the tree of the checkpoint
    words   the salt and the words of its payload, where they leave the house
    """

    seq: int
    hash: str
    fields: Mapping[str, Any] | None
    proof: tuple[bytes, ...]
    words: tuple[str, str] | None = None
    shown: tuple[Shown, ...] = field(default=())

    def dumped(self) -> bytes:
        """As it stands in the bundle."""
        return dumped(
            {
                "seq": self.seq,
                "hash": self.hash,
                "event": dict(self.fields) if self.fields is not None else None,
                "proof": [base64.b64encode(one).decode() for one in self.proof],
                "payload": {"salt": self.words[0], "words": self.words[1]} if self.words else None,
                "rows": [
                    {"table": one.table, "row": one.row, "columns": one.columns, "key": one.key, "values": one.rows}
                    for one in self.shown
                ],
            }
        )


def told_of(content: bytes) -> Told:
    """An event out of its entry. Raises Unreadable."""
    value = loaded(content)
    try:
        fields = value["event"]
        if fields is not None and (set(fields) != set(FIELDS) or not isinstance(fields["rows"], str)):
            raise Unreadable("fields")
        words = value["payload"]
        return Told(
            seq=int(value["seq"]),
            hash=str(value["hash"]),
            fields=fields,
            proof=tuple(base64.b64decode(one, validate=True) for one in value["proof"]),
            words=(str(words["salt"]), str(words["words"])) if words is not None else None,
            shown=tuple(
                Shown(
                    str(one["table"]),
                    str(one["row"]),
                    tuple(map(str, one["columns"])),
                    str(one["key"]),
                    tuple(tuple(row) for row in one["values"]),
                )
                for one in value["rows"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise Unreadable("event") from error


def since(size: int, proof: Sequence[bytes]) -> bytes:
    """That the log of the first `size` events is the beginning of the one on which the bundle stands (RFC 6962, 2.1.2)."""
    return dumped({"size": size, "proof": [base64.b64encode(one).decode() for one in proof]})


def since_of(content: bytes) -> tuple[int, tuple[bytes, ...]]:
    """The same out of its entry. Raises Unreadable."""
    value = loaded(content)
    try:
        return _size(value["size"]), tuple(base64.b64decode(one, validate=True) for one in value["proof"])
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise Unreadable("since") from error


def manifest(about: Mapping[str, Any], parts: Sequence[tuple[str, bytes]]) -> bytes:
    """The manifest over these parts: what the bundle is about, and size and digest of every part."""
    entries = [[name, len(content), hashlib.sha256(content).hexdigest()] for name, content in parts]
    return dumped({"format": FORMAT, **about, "entries": entries})


def entries_of(value: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """Size and digest of every part by its name, in order. Raises Unreadable."""
    try:
        return {str(name): (_size(size), str(digest)) for name, size, digest in value["entries"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable("entries") from error


def _size(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise Unreadable("size")
    return value


def signed_words(origin: str, content: bytes) -> str:
    """What the log signs of a manifest: its second line is no number, so that it is no checkpoint."""
    return f"{origin}\nbundle sha256:{hashlib.sha256(content).hexdigest()}\n"


def dumped(value: object) -> bytes:
    """JSON in its one spelling, in UTF-8."""
    return f"{settled_json(value)}\n".encode("utf-8", "surrogatepass")


def loaded(content: bytes) -> Any:
    """The value of such words. Raises Unreadable."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
