"""Looks at printed sheets: where every character of a PDF stands, in points from the top left corner of the page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pypdf import PdfReader

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
CHARACTER = 15.75
LINE = 225 * MM / 22


@dataclass(frozen=True)
class Line:
    """Characters that follow each other on one baseline. `frame` is true for what is set around the text, not of it."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    faces: frozenset[str]
    frame: bool


def sheets(pdf: bytes) -> list[list[Line]]:
    """The lines of every page, from the top."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_lines(page) for page in opened.pages]


def text_lines(pdf: bytes) -> list[list[Line]]:
    """The lines of the text alone, page by page, marks and page numbers aside."""
    return [[line for line in page if not line.frame] for page in sheets(pdf)]


def frame_words(pdf: bytes) -> list[str]:
    """What each page says around the text."""
    return [" ".join(line.text for line in page if line.frame) for page in sheets(pdf)]


def embedded_faces(pdf: bytes) -> set[str]:
    """The names of the embedded faces, without the letters that mark a subset. AssertionError for one not embedded."""
    names = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(_own_name(font.get_object()["/BaseFont"]))
    return names


def properties(pdf: bytes) -> dict[str, str]:
    """The document's properties, by name without the slash."""
    return {name[1:]: str(said) for name, said in dict(PdfReader(io.BytesIO(pdf)).metadata or {}).items()}


def catalogue(pdf: bytes) -> Any:
    """The root of the file: language, tags, outlines."""
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Depth and words of every bookmark, in order."""
    found: list[tuple[int, str]] = []

    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                found.append((depth, item.title))

    walk(PdfReader(io.BytesIO(pdf)).outline, 0)
    return found


def _own_name(face: str) -> str:
    return re.sub(r"^/?(?:[A-Z]{6}\+)?", "", face)


def _lines(page) -> list[Line]:
    rows: dict[tuple[float, bool], list[dict]] = {}
    for char in page.chars:
        frame = _own_name(char["fontname"]).startswith("frame-")
        rows.setdefault((round(float(page.height) - char["matrix"][5], 1), frame), []).append(char)
    pieces = [(*place, piece) for place, chars in sorted(rows.items()) for piece in _pieces(chars)]
    return [_line(baseline, frame, chars) for baseline, frame, chars in pieces]


def _pieces(chars: list[dict]) -> list[list[dict]]:
    """The characters of a baseline from left to right, parted where four characters could stand between two."""
    pieces: list[list[dict]] = []
    for char in sorted(chars, key=lambda char: char["x0"]):
        if pieces and char["x0"] - pieces[-1][-1]["x1"] < 4 * char["size"]:
            pieces[-1].append(char)
        else:
            pieces.append([char])
    return pieces


def _line(baseline: float, frame: bool, chars: list[dict]) -> Line:
    return Line(
        "".join(char["text"] for char in chars),
        chars[0]["x0"],
        chars[-1]["x1"],
        baseline,
        max(round(char["size"], 2) for char in chars),
        frozenset(_own_name(char["fontname"]) for char in chars),
        frame,
    )
