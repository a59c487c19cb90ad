"""Arguments and files of the commands: what cannot be used is refused in one sentence, and the exit status is 2."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import NoReturn

from workflow.text.lines import without_markup
from workflow.text.reading.parse import Parsed, parse
from workflow.words import Script

#: How provisions are called in what the commands print, for their help.
CALLED = (
    "Labels are as printed: 第五条, 3.2.1, 一、. A clause whose label stands more than once has those above it before it, "
    "with a blank between: 二、 （一）. In the outline's JSON that is its name, beside the label as printed. In a text without "
    "any number a heading begins with “# ” (“## ” one step below) and is called by its words and those above it."
)
_LARGEST = 64 * 1024 * 1024  # bytes of a file worth reading as one regulation
_WORD = (".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf")
_ZIP = b"PK\x03\x04"  # how a .docx begins


class Unusable(Exception):
    """Arguments or a file that cannot be used; the message is the sentence the person reads."""


class Arguments(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise Unusable(f"{message}; try: {self.prog} --help")


def whole(words: str) -> int:
    """An argument that counts something. ArgumentTypeError for what is no number, or greater than databases and clocks take."""
    if not re.fullmatch("[0-9]{1,9}", words):
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number of at most nine digits")
    return int(words)


def read_tree(file: str, language: Script | None = None) -> Parsed:
    """The tree of `file` as `read_text` reads it; of a text file the marks of hypertext and markdown are taken out."""
    text, is_word = _read(file)
    return parse(text, language, markup=not is_word)


def read_text(file: str) -> str:
    """The text of `file`, "-" being standard input; of a Word document, the text with its tracked changes accepted.

    Of a text file the marks of hypertext and markdown are taken out, as they come with what was copied off a page.

    Unusable when it cannot be read or is neither UTF-8 text nor a Word document.
    """
    text, is_word = _read(file)
    return text if is_word else without_markup(text)


def _read(file: str) -> tuple[str, bool]:
    """The text of `file` as it stands in it, and whether it is a Word document."""
    content = bytes_of(file)
    if file.lower().endswith(_WORD) or (file == "-" and content.startswith(_ZIP)):
        return _word(file, content), True
    if len(content) > _LARGEST:
        raise Unusable(f"{file} has more than {_LARGEST // 1024 // 1024} MB, too much for one regulation.")
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError as error:
        raise Unusable(
            f"{file} is not UTF-8 text ({_guess(content)}, byte {error.start}): save it as UTF-8."
        ) from error


def _word(file: str, content: bytes) -> str:
    from workflow.publishing.word.reading.document import read_document  # only those who need it wait for it
    from workflow.publishing.word.unreadable import WordUnreadable

    try:
        return read_document(content).text
    except WordUnreadable as refusal:
        raise Unusable(f"{file} cannot be read as a Word document: {refusal.words.en}") from refusal


def write_whole(out: Path, content: bytes) -> None:
    """Writes the whole file or none: a reader never sees half of it. Unusable when it cannot be written."""
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except (OSError, ValueError) as error:
        draft.unlink(missing_ok=True)
        raise Unusable(f"{out} cannot be written: {getattr(error, 'strerror', None) or error}.") from error


def bytes_of(file: str) -> bytes:
    """The bytes of `file`, "-" being standard input, and of a large one no more than a little beyond what is read. Unusable."""
    try:
        return sys.stdin.buffer.read(_LARGEST + 1) if file == "-" else _head(Path(file))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unusable(f"{file} cannot be read: {reason}.") from error


def _head(path: Path) -> bytes:
    with path.open("rb") as source:
        return source.read(_LARGEST + 1)


def _guess(content: bytes) -> str:
    """What the bytes seem to be, in a few words."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it looks like UTF-16"
    if content.startswith(b"PK"):
        return "it looks like a Word or zip file"
    if content.startswith(b"%PDF"):
        return "it looks like a PDF"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "it looks like no text"
    return "it looks like GB18030" if b"\x00" not in content else "it looks like no text"
