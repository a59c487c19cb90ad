"""Reads a stranger's table in a process of its own, within bounds of time and memory."""

from __future__ import annotations

import logging

from workflow import apart
from workflow.publishing.spreadsheet import unreadable
from workflow.publishing.spreadsheet.book import Book
from workflow.publishing.spreadsheet.separated import read_separated
from workflow.publishing.spreadsheet.unreadable import TableUnreadable

LARGEST = 20_000_000


def read_table(content: bytes) -> Book:
    """The sheets of an .xlsx or CSV file, told by its bytes and not by its name. Raises TableUnreadable."""
    if not content:
        raise TableUnreadable(unreadable.EMPTY)
    if len(content) > LARGEST:
        raise TableUnreadable(unreadable.too_large(LARGEST))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # An encrypted .xlsx lies in the same container as an .xls, and names itself there.
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise TableUnreadable(unreadable.PASSWORD if is_encrypted else unreadable.OLD)
    if content.startswith(b"PK"):
        from workflow.publishing.spreadsheet.workbook import read_workbook  # a tenth of a second, for whoever needs it

        return read_workbook(content)
    if content.startswith((b"%PDF", b"{\\rtf", b"<")):
        raise TableUnreadable(unreadable.NOT_A_TABLE)
    return read_separated(content)


def read_apart(content: bytes) -> Book:
    """The same over there. Raises TableUnreadable, also for what takes too long or too much."""
    try:
        book: Book = apart.own().do(f"{__name__}:read_table", content)
    except apart.TookTooLong as error:
        raise TableUnreadable(unreadable.TAKES_TOO_LONG) from error
    except apart.TookTooMuch as error:
        raise TableUnreadable(unreadable.TAKES_TOO_MUCH) from error
    except apart.Died as error:
        logging.getLogger(__name__).error("the process that reads files ended while it read one", exc_info=error)
        raise TableUnreadable(unreadable.NOT_READ) from error
    return book
