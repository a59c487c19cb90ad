"""Tells by its first bytes what a file is, whatever its name says; old Word files are converted where that is possible."""

from __future__ import annotations

from workflow.publishing.word import unreadable
from workflow.publishing.word.legacy import converted
from workflow.publishing.word.unreadable import LARGEST, WordUnreadable

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old office files, and of encrypted new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_SPREADSHEETS = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document"))


def as_docx(content: bytes) -> bytes:
    """`content` when it is a zip file, a conversion of it when it is an old Word file. Raises WordUnreadable else."""
    if not content:
        raise WordUnreadable(unreadable.EMPTY)
    if len(content) > LARGEST:
        raise WordUnreadable(unreadable.TOO_LARGE)
    if content.startswith(_ZIP):
        return content
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise WordUnreadable(unreadable.PASSWORD)
        if _OLD_WORD in content:
            return converted(content, "doc")
        others = any(name in content for name in _SPREADSHEETS)
        raise WordUnreadable(unreadable.OTHER_OFFICE if others else unreadable.NOT_WORD)
    if content.lstrip()[:5] == b"%PDF-":
        raise WordUnreadable(unreadable.PDF)
    if content.startswith(b"{\\rtf"):
        return converted(content, "rtf")
    raise WordUnreadable(unreadable.NOT_WORD)
