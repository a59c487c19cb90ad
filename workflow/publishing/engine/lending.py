"""Lends WeasyPrint 70.0 the bytes of a face instead of a copy of them.

For every face of a document WeasyPrint copies the whole file out of HarfBuzz (25 MB for a Chinese face, some 200 MB for a
regulation), to look at its first four bytes: what is embedded is made by HarfBuzz out of the face itself. Here it is given
a view of the bytes, which can be read, cut and copied just so.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

from workflow.publishing.engine.version import require_version

#: The faces of documents that are being drawn, each with the bytes that it was read from, which live as long as it does.
_lent: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def install() -> None:
    """Lend instead of copying, once a process. Raises RuntimeError on any other version than `engine.VERSION`."""
    require_version()
    fonts.get_pango_font_hb_face = _face
    fonts.get_hb_object_data = _data


def _face(pango_font: Any) -> Any:
    face = get_pango_font_hb_face(pango_font)
    _lent[face] = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
    return face


def _data(face: Any, *rest: Any) -> Any:
    """The bytes of a face: a view for one of a document, a copy for one that HarfBuzz made and WeasyPrint throws away."""
    if rest or face not in _lent:
        return get_hb_object_data(face, *rest)
    length = ffi.new("unsigned int *")
    return ffi.buffer(harfbuzz.hb_blob_get_data(_lent[face], length), length[0])
