"""A .docx is a zip of XML parts that name each other: opens one within bounds and never fetches anything outside it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from workflow.publishing.word import unreadable
from workflow.publishing.word.markup import parse_part
from workflow.publishing.word.unreadable import LARGEST, MEGABYTE, WordUnreadable

UNPACKED = 200 * MEGABYTE  # of all parts together
LARGEST_PART = 64 * MEGABYTE  # of one part that is read
MOST_PARTS = 5_000
RATIO = 400  # how many times a part may be larger than packed; XML written by Word stays below 100
_SMALL = MEGABYTE  # a part that small may be packed as well as it likes
_OFFICE = "officeDocument"
_MACRO = "macroEnabled"
_WORD = "wordprocessingml"


class Package:
    """The parts of one file, read when asked for. Raises WordUnreadable, at any time, with the sentence to show."""

    def __init__(self, content: bytes) -> None:
        if len(content) > LARGEST:
            raise WordUnreadable(unreadable.TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._check(self._zip.infolist())
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError) as error:
            raise WordUnreadable(unreadable.DAMAGED) from error
        self._names = {name.lower().lstrip("/"): name for name in self._zip.namelist()}
        self.main = self._main()
        self.related = self._related()

    def read(self, name: str) -> bytes | None:
        """The content of the part called `name`, or None when there is none."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            with self._zip.open(stored) as part:
                content = part.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            raise WordUnreadable(unreadable.DAMAGED) from error
        if len(content) > LARGEST_PART:
            raise WordUnreadable(unreadable.UNPACKS_TOO_LARGE)
        return content

    def part(self, kind: str) -> bytes | None:
        """The part that the document calls its numbering, styles, footnotes, comments …, or None."""
        return self.read(self.related[kind]) if kind in self.related else None

    def own(self, kind: str) -> bytes | None:
        """The part that the file itself names, such as its custom-properties, or None."""
        name = next((target for found, target in self._relations("") if found == kind), None)
        return None if name is None else self.read(name)

    @staticmethod
    def _check(parts: list[zipfile.ZipInfo]) -> None:
        if any(part.flag_bits & 1 for part in parts):
            raise WordUnreadable(unreadable.PASSWORD)
        read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        swollen = any(part.file_size > max(_SMALL, RATIO * part.compress_size) for part in read)
        if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise WordUnreadable(unreadable.UNPACKS_TOO_LARGE)
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise WordUnreadable(unreadable.DAMAGED)

    def _main(self) -> str:
        """The name of the part that holds the document's words."""
        if "mimetype" in self._names and "content.xml" in self._names:
            raise WordUnreadable(unreadable.OTHER_OFFICE)
        kinds = (self.read("[Content_Types].xml") or b"").decode("utf-8", "replace")
        name = next((target for kind, target in self._relations("") if kind == _OFFICE), "word/document.xml")
        if _WORD + ".document.main" not in kinds.replace(".template.main", ".document.main"):
            if _MACRO in kinds and "ms-word" in kinds:
                raise WordUnreadable(unreadable.MACROS)
            if kinds and _WORD not in kinds:
                raise WordUnreadable(unreadable.OTHER_OFFICE)
        if name.lower() not in self._names:
            raise WordUnreadable(unreadable.DAMAGED if kinds else unreadable.NOT_WORD)
        return name

    def _related(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind, target in self._relations(self.main):
            found.setdefault(kind, target)
        return found

    def _relations(self, source: str) -> Iterator[tuple[str, str]]:
        """Kind and name of every part inside the file that the part `source` names."""
        folder, _, name = source.rpartition("/")
        content = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in parse_part(content) if content else ():
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield relation.get("Type", "").rpartition("/")[2], posixpath.normpath(inside)
