"""A reader of PDF files that reads of an object stream what it is asked for, and not all that lies there.

Most of what our papers keep in object streams (ISO 32000-1, 7.5.7) is the tree of tags, at which the proof of ink does not look.
"""

from __future__ import annotations

import io

from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject, PdfObject, StreamObject, read_object


class SparingReader(PdfReader):
    """pypdf's reader but for one step; everything that it is asked for it answers as pypdf does."""

    def __init__(self, pdf: bytes) -> None:
        self._packed: dict[int, tuple[io.BytesIO, dict[int, int]]] = {}
        super().__init__(io.BytesIO(pdf))

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        number = indirect_reference.idnum
        holder = self.xref_objStm[number][0]
        if holder not in self._packed:
            self._packed[holder] = self._unpack(holder)
        stream, places = self._packed[holder]
        if number not in places:
            raise PdfReadError(f"no object {number} in the object stream {holder}")
        stream.seek(places[number])
        found = read_object(stream, self)
        if found is None:
            raise PdfReadError(f"nothing stands for object {number}")
        self.cache_indirect_object(0, number, found)
        return found

    def _unpack(self, holder: int) -> tuple[io.BytesIO, dict[int, int]]:
        """The words of an object stream, and where in it each object begins."""
        stream = None if holder in self.xref_objStm else IndirectObject(holder, 0, self).get_object()
        if not isinstance(stream, StreamObject) or stream.get("/Type") != "/ObjStm":
            raise PdfReadError(f"object {holder} is no object stream")
        data, first, many = stream.get_data(), int(str(stream["/First"])), int(str(stream["/N"]))
        pairs = [int(one) for one in data[:first].split()]
        if first < 0 or many < 0 or len(pairs) != 2 * many:
            raise PdfReadError(f"the head of the object stream {holder}")
        return io.BytesIO(data), {one: first + at for one, at in zip(pairs[::2], pairs[1::2], strict=True)}
