"""Reads a stranger's Word file in a process of its own, within bounds of time and memory; the answer is the same.

What can be made of the file afterwards (its text with some of its changes alone) is asked for over there again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from workflow import apart
from workflow.publishing.word import unreadable
from workflow.publishing.word.kinds import as_docx
from workflow.publishing.word.reading.document import WordText, read_document
from workflow.publishing.word.reading.flow import Mark
from workflow.publishing.word.reading.tracked import TrackedChange
from workflow.publishing.word.unreadable import WordUnreadable

_HERE = __name__


@dataclass(frozen=True, slots=True)
class _There:
    """The document in the other process, named by the file it was read from."""

    source: tuple[bytes, datetime | None]
    unlisted: bool

    def taking(self, chosen: Collection[int]) -> str:
        """Asked for over there."""
        return str(_asked("taking", *self.source, tuple(chosen)))


_TOLD = tuple(one.name for one in fields(WordText) if one.name != "tracked")


def read_apart(content: bytes, written_at: datetime | None = None) -> WordText:
    """What the file says, as `read_document` tells it. Raises WordUnreadable, also for what takes too long or too much.

    written_at  the moment that our own export wrote as that of its changes: they are in both views and no changes any more
    """
    content = as_docx(content)
    told, is_unlisted = _asked("told", content, written_at)
    return WordText(**told, tracked=_There((content, written_at), is_unlisted))


def _asked(name: str, *given: Any) -> Any:
    try:
        return apart.own().do(f"{_HERE}:{name}", *given)
    except apart.TookTooLong as error:
        raise WordUnreadable(unreadable.TAKES_TOO_LONG) from error
    except apart.TookTooMuch as error:
        raise WordUnreadable(unreadable.TAKES_TOO_MUCH) from error
    except apart.Died as error:
        logging.getLogger(__name__).error("the process that reads files ended while it read one", exc_info=error)
        raise WordUnreadable(unreadable.NOT_READ) from error


# over there


def told(content: bytes, written_at: datetime | None) -> tuple[dict[str, Any], bool]:
    """All that can be sent of a file that was read, and whether something is tracked that cannot be told."""
    read = _read(content, written_at)
    return {name: getattr(read, name) for name in _TOLD}, read.unlisted


def taking(content: bytes, written_at: datetime | None, chosen: tuple[int, ...]) -> str:
    """The text with some of the tracked changes accepted."""
    return _read(content, written_at).taking(chosen)


_last: list[tuple[tuple[bytes, datetime | None], WordText]] = []


def _read(content: bytes, written_at: datetime | None) -> WordText:
    """The document, kept until another one is asked for: one after the other of its changes may be taken."""
    if not _last or _last[0][0] != (content, written_at):
        _last.clear()
        _last.append(((content, written_at), read_document(content, _settled(written_at))))
    return _last[0][1]


def _settled(written_at: datetime | None) -> Callable[[TrackedChange | Mark], bool] | None:
    if written_at is None:
        return None
    minute = _minute(written_at)
    return lambda change: change.at is not None and _minute(change.at) == minute


def _minute(at: datetime) -> datetime:
    """Our own export writes the moment of the text as the moment of its changes; Word keeps no seconds when it saves."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)
