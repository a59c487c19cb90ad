"""Draws PDFs with two engines that share nothing, PDFium and PDFBox, and compares the pages."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from tests.publishing.proof import pdfbox
from workflow.publishing.proof.drawn import drawn

DPI = 120
#: Ink counts as stray when it is as dark as the first figure and the other engine left all pixels around it lighter than
#: the second: edges that are smoothed in another way are neither, a dot that is missing (大 for 太) is.
DARK, LIGHT = 96, 200
#: Stray pixels that are forgiven on a page. There are none; one wrong glyph leaves three (太 for 大) to seventy.
TOLERANCE = 1


@dataclass(frozen=True, slots=True)
class Look:
    """What two engines made of a file: glyphs that PDFBox lacks, by face, and the stray pixels of each page."""

    missing: dict[str, list[int]]
    differences: list[int]

    @property
    def is_alike(self) -> bool:
        """Whether both drew every glyph, and drew it alike."""
        return not self.missing and max(self.differences) <= TOLERANCE


def looks(files: dict[str, bytes], folder: Path) -> dict[str, Look]:
    """Draw all `files` with both engines, in `folder`. CalledProcessError when PDFBox cannot be started."""
    jobs = {}
    for name, pdf in files.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
        jobs[str(folder / f"{name}.pdf")] = {face: sorted(used) for face, used in drawn(pdf).glyphs().items()}
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, pdfbox.__file__, str(DPI), str(folder / "jobs.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    missing = json.loads(said.stdout)
    return {
        name: Look(missing[str(folder / f"{name}.pdf")], differences(pdf, folder / name)) for name, pdf in files.items()
    }


def differences(pdf: bytes, start: Path) -> list[int]:
    """The stray pixels of the pages of a file, by either engine; `start` is the name of its pages by PDFBox."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [
            _difference(page.render(scale=DPI / 72, grayscale=True).to_pil(), Path(f"{start}-{number}.pgm"))
            for number, page in enumerate(opened, 1)
        ]


def _difference(page: Image.Image, other: Path) -> int:
    with Image.open(other) as opened:
        again = opened.convert("L")
    assert abs(page.width - again.width) <= 1
    assert abs(page.height - again.height) <= 1
    size = (0, 0, min(page.width, again.width), min(page.height, again.height))
    one, two = page.convert("L").crop(size), again.crop(size)
    return _stray(one, two) + _stray(two, one)


def _stray(ink: Image.Image, other: Image.Image) -> int:
    """How many dark pixels of a page have nothing near them on the other."""
    dark = ink.point(lambda value: 255 * (value < DARK))
    bare = other.filter(ImageFilter.MinFilter(3)).point(lambda value: 255 * (value > LIGHT))
    return ImageChops.multiply(dark, bare).histogram()[255]
