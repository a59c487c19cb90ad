"""Requests that carry a file: one that is too large is read to its end and let fall, so that the page can say so.

Refusing it at once would cut the connection under the browser, and the words typed into the same form would be lost.
What is beyond the bound of a file is counted and not kept, neither in memory nor on the disk.
"""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar, cast

from flask import Request, current_app, request

from workflow.web.request import visit

View = TypeVar("View", bound=Callable[..., Any])
#: The largest request that is read to its end, in bytes.
LARGEST = 200_000_000
#: Bytes of a file that are kept in memory; more goes to a temporary file.
IN_MEMORY = 500_000


def counted(view: View) -> View:
    """Declare that a view judges the size of the file it gets, and says so where the file was chosen."""
    view.counted = True  # type: ignore[attr-defined]
    return view


def let_in() -> None:
    """Before the form of a request is read: give a view that counts its files the room to do so, for whoever is signed in."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "counted", False) and visit.person() is not None:
        request.max_content_length = LARGEST
        cast(Counting, request).most = visit.house().settings.max_upload_bytes


def require_room() -> None:
    """After the form of a request was read: raise the OSError with which the disk refused a file of it."""
    if (lost := cast(Counting, request).lost) is not None:
        raise lost


class Counting(Request):
    """A request that, for such a view, keeps no more of a file than may be sent, and one byte that tells of more."""

    #: The largest file that may be sent; None for a view that takes whatever fits into the request.
    most: int | None = None
    #: Why a file could not be kept. The rest of the form is read all the same, for the words in it.
    lost: OSError | None = None

    def _get_file_stream(self, *_arguments: object, **_named: object) -> IO[bytes]:
        return cast("IO[bytes]", _UpTo(None if self.most is None else self.most + 1, self))


class _UpTo(SpooledTemporaryFile[bytes]):
    """A temporary file that takes no more than so many bytes (None: all) and lets the rest fall."""

    def __init__(self, room: int | None, sent: Counting | None = None) -> None:
        super().__init__(max_size=IN_MEMORY, mode="w+b")
        self._sent = sent
        self._room = room

    def write(self, data: Any) -> int:
        """Write what there is room for; says that all was written, because whoever sends it cannot be stopped."""
        kept = bytes(data)[: self._room]
        try:
            if self._room is not None:
                self._room -= len(kept)
            if kept:
                super().write(kept)
                self.flush()  # a full disk is told here, and not when the file is closed
        except OSError as error:
            if self._sent is None:
                raise
            self._sent.lost, self._room = error, 0
            self._let_go()
        return len(data)

    def _let_go(self) -> None:
        """Forget what could not be written, or closing would try it again."""
        with suppress(OSError):
            self._file.close()
        self._file = BytesIO()
