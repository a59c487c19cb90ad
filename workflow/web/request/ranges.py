"""What of a kept file is sent: all of it, one part, or that the receiver has it already (RFC 9110, 13 and 14). Knows no file.

The file has a strong tag, its digest, and no date; so conditions on dates say nothing, and a date in If-Range never holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: One part of a file; whatever else is asked for is answered by the whole, as RFC 9110, 14.2 lets a server.
_A_PART = re.compile(r"bytes=[ \t]*(?:(\d{1,18})-(\d{1,18})?|-(\d{1,18}))[ \t]*", re.IGNORECASE)
_TAGS = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')


@dataclass(frozen=True, slots=True)
class Part:
    """The status of an answer, and from which byte up to which, not included, the file is in it."""

    status: int
    first: int
    end: int


def part_of(method: str, environ: Mapping[str, str], digest: str, size: int) -> Part:
    """What of a file of `size` bytes with this digest is sent to whoever asks so; `environ` as WSGI has it."""
    known, wanted = environ.get("HTTP_IF_MATCH"), environ.get("HTTP_IF_NONE_MATCH")
    if known is not None and not _names(known, digest, strong=True):
        return Part(412, 0, 0)
    if wanted is not None and _names(wanted, digest, strong=False):
        return Part(304, 0, 0)
    asked = _A_PART.fullmatch(environ.get("HTTP_RANGE", "")) if method == "GET" else None
    only = environ.get("HTTP_IF_RANGE")
    if asked is None or (only is not None and only.strip() != f'"{digest}"'):
        return Part(200, 0, size)
    first, last, suffix = asked.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        return Part(206, size - length, size) if length else Part(416, 0, 0)
    if last is not None and int(last) < int(first):
        return Part(200, 0, size)  # no range at all
    if int(first) >= size:
        return Part(416, 0, 0)
    return Part(206, int(first), min(size, int(last) + 1) if last is not None else size)


def _names(listed: str, digest: str, *, strong: bool) -> bool:
    """Whether a list of tags names this one; a weak tag is as good as a strong one unless `strong`."""
    if listed.strip() == "*":
        return True
    return any(tag == digest and not (strong and weak) for weak, tag in _TAGS.findall(listed))
