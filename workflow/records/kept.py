"""Bytes that are kept beside their digest: nothing gives them out without holding the one against the other."""

import hashlib
from dataclasses import dataclass


class Altered(Exception):
    """Kept bytes are not those that were kept; `what` names the row, such as paper:3."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that were held against their digest, and the table and the number of the row that has them."""

    table: str
    row: int
    sha256: str
    content: bytes


def unaltered(content: bytes, sha256: str, what: str) -> bytes:
    """`content`, when its digest is `sha256`. Raises Altered."""
    # SQLite gives words back where somebody put words in.
    if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != sha256:
        raise Altered(what)
    return content
