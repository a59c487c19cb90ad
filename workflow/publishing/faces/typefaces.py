"""The type case: the installed faces, closed against every other font of the machine.

WeasyPrint normally looks through all fonts of the system and takes a stranger's glyph without a word when a face lacks
it. Here Pango is given a font configuration that holds our files and nothing else, so a missing glyph can be noticed,
and two machines with the same files print the same bytes.

Each face exists twice under two family names. `text-…` sets the words of the text; `frame-…` sets everything else on the
page (page numbers, marks, notices, colophon). The names travel into the PDF, and `read_back` tells the two apart by them.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont, TTLibError
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from workflow.publishing.faces.charset import other_glyphs, with_identity
from workflow.publishing.faces.fonts import Face, Faces
from workflow.publishing.values.measures import FRAME, TEXT

#: Family name and file of every face, and whether only its letters and figures are used: a case as a value.
Case = tuple[tuple[str, str, bool], ...]
_FIGURES, _FINE_FIGURES, _FINE, _STRONG = "figures", "fine-figures", "fine", "strong"
#: Faces of Han whose Latin letters and figures jar with them or leave the grid, and the cut of the English face, whose figures
#: are half a character wide, that takes their place: it is as dark as they are.
_POOR_FIGURES = {"FandolFang": _FINE_FIGURES, "NotoSerifSC": _FIGURES}
#: Roles whose faces are dark.
_HEAVY = frozenset({"hei", "xiaobiaosong"})

ffi.cdef("FcConfig *FcConfigCreate(void);")


class ClosedFonts(FontConfiguration):
    """A WeasyPrint font configuration that knows only the faces added to it, by file."""

    def __init__(self) -> None:
        """As FontConfiguration does, from an empty configuration; the parent's would load the system's fonts."""
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map holds a reference of its own
        self._folder = None
        self.strut_layouts: dict[str, object] = {}
        self.font_features: dict[bytes, object] = {}

    def add(self, family: str, file: Path, figures_only: bool) -> None:
        """Make the first face of `file` available as `family`, or just its letters and figures of ASCII.

        OSError when the file cannot be read as a font.
        """
        ascii_alone = '<edit name="charset" mode="assign_replace"><charset><range><int>0x20</int><int>0x7e</int></range></charset></edit>'
        rule = (
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
            f'<match target="scan"><test name="file" compare="eq"><string>{escape(str(file))}</string></test>'
            '<test name="index" compare="eq"><int>0</int></test>'
            f'<edit name="family" mode="prepend"><string>{escape(family)}</string></edit>'
            f"{ascii_alone if figures_only else ''}</match></fontconfig>"
        )
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, rule.encode(), True)
        if not fontconfig.FcConfigAppFontAddFile(self._config, str(file).encode()):
            raise OSError(f"{file} is not a font file")
        pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", self.font_map))


def case_of(faces: Faces) -> Case:
    """The type case that holds `faces`, on both layers."""
    files = [(face.family, str(face.path), False) for face in faces.every()]
    regular, strong, *_, fine = (str(face.path) for face in faces.latin)
    files += [(_FIGURES, regular, True), (_FINE_FIGURES, fine, True), (_FINE, fine, False), (_STRONG, strong, False)]
    return tuple((family(layer, name, file), file, some) for layer in (TEXT, FRAME) for name, file, some in files)


@cache
def opened(case: Case) -> ClosedFonts:
    """The font configuration of a type case, kept for the life of the process."""
    folder = Path(tempfile.mkdtemp(prefix="typefaces-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fonts = ClosedFonts()
    sources: dict[str, Path] = {}
    for number, (name, file, figures_only) in enumerate(case):
        # One file is one font to fontconfig, so each family needs a file name of its own.
        alias = folder / f"{number}{Path(file).suffix}"
        source = sources.get(file) or sources.setdefault(file, _readable(Path(file), folder))
        try:
            alias.symlink_to(source)
        except OSError:
            shutil.copyfile(source, alias)
        fonts.add(name, alias, figures_only)
    return fonts


def _readable(file: Path, folder: Path) -> Path:
    """`file`, or what `charset` makes of it, in `folder`: set-up has not seen the enterprise's own faces, nor any face in a wheel.

    OSError when the file cannot be read as a font.
    """
    try:
        if not other_glyphs(file):
            return file
        mended = folder / f"mended-{sha256(str(file).encode()).hexdigest()[:16]}{file.suffix}"
        mended.write_bytes(with_identity(file.read_bytes()))
    except TTLibError as fault:
        raise OSError(f"{file} is not a font file") from fault
    return mended


def families(faces: Faces) -> dict[str, str]:
    """The CSS value of `font-family` for every layer and role: {"text_fangsong": '"text-fangsong-…", "text-…"', …}."""
    complete, latin = faces.complete, faces.latin[0]
    strong, fine = replace(faces.latin[1], family=_STRONG), replace(faces.latin[-1], family=_FINE)
    # What a role's own face lacks is looked for character by character: in the complete face of its kind, then among Latin
    # signs (₂, ½, é) of the role's weight.
    stacks: dict[str, tuple[Face, ...]] = {
        role: (
            face,
            complete["hei" if role == "hei" else "song"],
            strong if role in _HEAVY else fine if role == "fangsong" else latin,
        )
        for role, face in faces.roles.items()
    }
    stacks["latin"] = (latin, complete["song"])
    values = {}
    for layer in (TEXT, FRAME):
        for role, stack in stacks.items():
            names = [family(layer, face.family, str(face.path)) for face in stack]
            figures = _POOR_FIGURES.get(names[0].rpartition("-")[2])
            if figures:
                cut = latin if figures == _FIGURES else fine
                names.insert(0, family(layer, figures, str(cut.path)))
            values[f"{layer}_{role}"] = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
    return values


@cache
def family(layer: str, name: str, file: str) -> str:
    """The family name of a face on a layer, with the face's own name: text-fangsong-FandolFang."""
    with TTFont(file, fontNumber=0, lazy=True) as font:
        own = font["name"].getDebugName(16) or font["name"].getDebugName(1) or Path(file).stem
    return f"{layer}-{name}-{re.sub('[^A-Za-z0-9]+', '', own)}"
