"""The XML of a part: read without entities, in the names that Word itself uses (w:p, w:val), strict files included."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from workflow.publishing.word import unreadable
from workflow.publishing.word.unreadable import WordUnreadable

_OPEN = "http://schemas.openxmlformats.org/"
W = f"{_OPEN}wordprocessingml/2006/main"
_SPACES = {
    W: "w",
    f"{_OPEN}officeDocument/2006/math": "m",
    f"{_OPEN}markup-compatibility/2006": "mc",
    f"{_OPEN}drawingml/2006/main": "a",
    f"{_OPEN}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OPEN}drawingml/2006/chart": "c",
    f"{_OPEN}drawingml/2006/diagram": "dgm",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_PREFIXES = {prefix: space for space, prefix in _SPACES.items()}
#: What files in the strict form of the standard say instead; told at the head of a part.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": f"{_OPEN}officeDocument/2006/math".encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": f"{_OPEN}drawingml/2006/wordprocessingDrawing".encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": f"{_OPEN}drawingml/2006/main".encode(),
}
#: What the styles of headings are called that the canonical text marks (# 化验室主任), by depth: a file that comes back is
#: read with the mark again.
MARKED = ("无编号标题一", "无编号标题二", "无编号标题三")
_HEAD = 16_384  # bytes in which a part names its spaces
_MOST_NAMES = 10_000
MOST_ELEMENTS = 1_500_000  # of a document
MOST_AT_ONCE = 500_000  # of another part, or of one block: they are in memory together
_OFF = frozenset(("0", "false", "off", "none"))
_YEARS = range(1900, 3000)  # in which anybody wrote with Word, in whatever time zone the moment is told later


class _BodyBegins(Exception):
    """The first element of a part has come, and no declaration before it."""


def parse_part(content: bytes) -> Element:
    """The root of a part. WordUnreadable when it is no XML or declares entities."""
    events = ElementTree.iterparse(io.BytesIO(_safe(content)), ("start",))  # noqa: S314 - declares nothing, see _safe
    root: Element | None = None
    try:
        for count, (_, element) in enumerate(events):
            root = element if root is None else root
            if count > MOST_AT_ONCE:
                raise WordUnreadable(unreadable.TOO_LONG)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise WordUnreadable(unreadable.DAMAGED) from error
    if root is None:
        raise WordUnreadable(unreadable.DAMAGED)
    return root


def body_blocks(content: bytes) -> Iterator[Element]:
    """What stands in the body of a document, one block after the other; a block is forgotten when the next is asked for."""
    depth = total = alive = 0
    body = None
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(_safe(content)), ("start", "end")):  # noqa: S314
            if event == "start":
                depth, total, alive = depth + 1, total + 1, alive + 1
                if total > MOST_ELEMENTS or alive > MOST_AT_ONCE:
                    raise WordUnreadable(unreadable.TOO_LONG)
                if depth == 2 and body is None and name(element) == "w:body":
                    body = element
                continue
            depth -= 1
            if depth == 2 and body is not None:
                yield element
                body.clear()
                alive = 0
            elif depth == 1 and element is body:
                return
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise WordUnreadable(unreadable.DAMAGED) from error
    raise WordUnreadable(unreadable.DAMAGED)


def name(element: Element) -> str:
    """The tag of `element` with its usual prefix, such as w:p."""
    return _short(element.tag)


@lru_cache(maxsize=_MOST_NAMES)
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return f"{_SPACES.get(space[1:], '?')}:{local}"


@lru_cache(maxsize=_MOST_NAMES)
def qualified(short: str) -> str:
    """w:val as the XML reader spells it."""
    prefix, _, local = short.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and its child, and so on."""
    for step in path:
        if element is None:
            return None
        element = element.find(qualified(step))
    return element


def inside(element: Element, *path: str) -> Iterable[Element]:
    """What lies in the element at `path` below `element`; nothing when there is none."""
    found = child(element, *path)
    return () if found is None else found


def value(element: Element | None, *path: str, of: str = "w:val") -> str | None:
    """An attribute of `element` or of what lies at `path` below it."""
    found = child(element, *path)
    return None if found is None else found.get(qualified(of))


def number(text: str | None) -> int | None:
    """A whole number within reason, or None."""
    try:
        read = int(text or "")
    except ValueError:
        return None
    return read if -1_000_000 < read < 100_000_000 else None


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a property such as w:b is there and not switched off."""
    found = child(element, *path)
    return found is not None and (found.get(qualified("w:val")) or "on").lower() not in _OFF


def moment(text: str | None) -> datetime | None:
    """When something was done, as the file says; None when it does not. Word writes local time and calls it UTC."""
    try:
        at = datetime.fromisoformat((text or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _safe(content: bytes) -> bytes:
    """`content` in the usual spaces, once it is sure that it declares nothing before its first element."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _begin
    try:
        parser.Parse(content, True)
    except _BodyBegins:
        pass
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise WordUnreadable(unreadable.DAMAGED) from error
    if b"purl.oclc.org/ooxml" in content[:_HEAD]:
        head = content[:_HEAD]
        for strict, usual in _STRICT.items():
            head = head.replace(strict, usual)
        content = head + content[_HEAD:]
    return content


def _refuse(*_: object) -> None:
    raise WordUnreadable(unreadable.ENTITIES)


def _begin(*_: object) -> None:
    raise _BodyBegins
