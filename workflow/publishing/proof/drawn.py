"""What a PDF draws: the glyphs of its pages by number, and the faces embedded in it, with what each glyph is copied as.

The hidden text of a face is handed on as it stands in the file; what is drawn is found without it.

A page of ours draws black glyphs and black rules and nothing else, but for its head, which is red where the enterprise has one:
words beside the text, never the text's own. Anything that could make ink differ from what is
counted here (invisible or white text, a picture, a clip, a form) is not understood, and said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack
from typing import Any, NamedTuple

from pypdf.errors import PyPdfError

from workflow.publishing.proof.hidden import words_of_codes
from workflow.publishing.proof.instructions import Operand, instructions
from workflow.publishing.proof.sparing import SparingReader
from workflow.publishing.values.measures import RED, TEXT

#: Instructions of a page that draw no text and cannot hide any: marks of structure, matrices, strokes, black areas.
_HARMLESS = frozenset(
    (
        *("BDC", "BMC", "EMC", "MP", "DP", "BT", "ET"),
        *("Td", "TD", "T*", "Tm", "TL", "Tc", "Tw"),
        *("cm", "w", "J", "j", "M", "d", "ri", "i"),
        *("m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "f*", "n"),
    )
)


class NotUnderstood(ValueError):
    """A page holds something of which it cannot be said what ink it leaves; the message names it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs drawn one after the other: the name of their face as embedded, such as ABCDEF+text-kai-…, and their numbers."""

    face: str
    glyphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The glyphs of every page in the order in which they are drawn.

    programs  the font program of every face
    copied    face → number of a glyph → the words that a reader copies for it; nothing for a glyph that the file names none for
    """

    pages: tuple[tuple[Run, ...], ...]
    programs: dict[str, bytes]
    copied: dict[str, dict[int, str]]

    def glyphs(self) -> dict[str, set[int]]:
        """The numbers of all glyphs that are drawn, by face."""
        used: dict[str, set[int]] = {}
        for page in self.pages:
            for run in page:
                used.setdefault(run.face, set()).update(run.glyphs)
        return used


def drawn(pdf: bytes) -> Drawn:
    """What `pdf` draws. NotUnderstood for anything but black glyphs of embedded faces and black rules; ValueError for no PDF."""
    embedded = _Embedded()
    try:
        pages = [tuple(_runs(page, embedded)) for page in SparingReader(pdf).pages]
    except NotUnderstood:
        raise
    except (PyPdfError, KeyError, TypeError, AttributeError, IndexError, ValueError) as fault:
        raise ValueError(f"not a readable PDF: {fault}") from fault
    return Drawn(tuple(pages), embedded.programs, embedded.copied)


class _Embedded:
    """The faces of one file, each looked at once."""

    def __init__(self) -> None:
        self.programs: dict[str, bytes] = {}
        self.copied: dict[str, dict[int, str]] = {}
        self._names: dict[int, tuple[Any, str]] = {}

    def face(self, font: Any) -> str:
        """The name of a font's face; keeps its program and its hidden text."""
        if id(font) not in self._names:  # the font is kept beside its name, so that no other gets its number
            self._names[id(font)] = font, self._keep(font)
        return self._names[id(font)][1]

    def _keep(self, font: Any) -> str:
        """NotUnderstood for a font whose codes are not the numbers of glyphs."""
        name = str(font["/BaseFont"]).removeprefix("/")
        if font["/Subtype"] != "/Type0" or font["/Encoding"] != "/Identity-H":
            raise NotUnderstood(f"the encoding of {name}")
        [descendant] = font["/DescendantFonts"]
        descendant = descendant.get_object()
        if descendant.get("/CIDToGIDMap", "/Identity") != "/Identity":
            raise NotUnderstood(f"the map of {name}")
        descriptor = descendant["/FontDescriptor"].get_object()
        stream = descriptor.get("/FontFile3") or descriptor["/FontFile2"]
        program = stream.get_object().get_data()
        hidden = font["/ToUnicode"].get_object().get_data() if "/ToUnicode" in font else b""
        copied = words_of_codes(hidden)
        if self.programs.setdefault(name, program) != program or self.copied.setdefault(name, copied) != copied:
            raise NotUnderstood(f"two faces called {name}")
        return name


def _runs(page: Any, embedded: _Embedded) -> Iterator[Run]:
    resources = page["/Resources"]
    fonts = {name: font.get_object() for name, font in resources.get("/Font", {}).items()}
    opaque = {name for name, state in resources.get("/ExtGState", {}).items() if _is_opaque(state.get_object())}
    if page.get("/Annots"):
        raise NotUnderstood("an annotation, which may lie over the text")
    pen = _Pen()
    kept: list[_Pen] = []
    contents = page.get_contents()
    for operands, operator in instructions(contents.get_data() if contents is not None else b""):
        if operator == "Tf":
            pen = pen._replace(face=embedded.face(fonts[operands[0]]))
        elif operator in ("Tj", "TJ"):
            [strings] = operands
            glyphs = _numbers(strings if isinstance(strings, list) else operands)
            if glyphs:
                pen.require_ink()
                yield Run(pen.face, glyphs)
        elif operator == "q":
            kept.append(pen)
        elif operator == "Q":
            pen = kept.pop()
        else:
            pen = _turned(pen, operator, operands, opaque)


class _Pen(NamedTuple):
    """What glyphs are drawn with: their face, whether something is cut off, and whether they are red."""

    face: str = ""
    clipped: bool = False
    red: bool = False

    def require_ink(self) -> None:
        """NotUnderstood unless glyphs drawn now show as they should."""
        if self.clipped:
            raise NotUnderstood("glyphs inside a clip, which may cut them off")
        if self.red and self.face.partition("+")[2].startswith(f"{TEXT}-"):
            raise NotUnderstood("words of the text in red")


def _turned(pen: _Pen, operator: str, operands: list[Operand], opaque: set[str]) -> _Pen:
    """The pen after an instruction that draws no glyphs."""
    if operator in ("W", "W*"):
        return pen._replace(clipped=True)  # as around the rules of a table
    if operator in ("rg", "RG") and _is_red(operands):
        return pen._replace(red=pen.red or operator == "rg")
    if not _leaves_ink_alone(operator, operands, opaque):
        raise NotUnderstood(f"the instruction {operator} {operands}"[:200])
    return pen._replace(red=False) if operator in ("rg", "g") else pen


def _is_red(operands: list[Operand]) -> bool:
    """Whether this is the one colour there is besides black."""
    return len(operands) == len(RED) and all(
        isinstance(one, float) and abs(one * 255 - wanted) < 0.01 for one, wanted in zip(operands, RED, strict=True)
    )


def _leaves_ink_alone(operator: str, operands: list[Operand], opaque: set[str]) -> bool:
    """Whether an instruction keeps the ink black, opaque and visible."""
    if operator in ("rg", "RG", "g", "G"):
        return all(value == 0 for value in operands)
    if operator in ("Tr", "Ts", "Tz"):
        return operands == [100 if operator == "Tz" else 0]
    if operator == "gs":
        return operands[0] in opaque
    return operator in _HARMLESS


def _is_opaque(state: Any) -> bool:
    """Whether a state of graphics asks for nothing but full opacity."""
    return all(name in ("/Type", "/ca", "/CA") and (name == "/Type" or float(state[name]) == 1) for name in state)


def _numbers(strings: list[Operand]) -> tuple[int, ...]:
    codes = [one for one in strings if isinstance(one, bytes)]
    if any(len(one) % 2 for one in codes):
        raise NotUnderstood("a string of single bytes")
    for one in strings:
        if not isinstance(one, bytes | float):
            raise NotUnderstood(f"{one!r} among the glyphs of a line")
    joined = b"".join(codes)
    return unpack(f">{len(joined) // 2}H", joined)
