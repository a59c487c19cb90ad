"""Bytes that are kept beside their digest: nothing gives them out without holding the one against the other."""

import hashlib


class Altered(Exception):
    """Kept bytes are not those that were kept; `what` names the row, such as issued:3."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def unaltered(content: bytes, sha256: str, what: str) -> bytes:
    """`content`, when its digest is `sha256`. Raises Altered."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Altered(what)
    return content
