"""A second engine that draws PDFs: PDFBox, in one Java machine for all files. A program of its own, run by `engines`.

    python tests/publishing/proof/pdfbox.py DPI JOBS.json

Draws every page of every file of the jobs as `FILE-1.pgm` … beside it, and prints as JSON, by file, the glyphs that PDFBox
has no outline for: {"file": {"face": [number, …]}}. The jobs are {"file": {"face": [numbers that it draws]}}.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import jpype

#: Where Debian keeps PDFBox 2 and what it needs; elsewhere PDFBOX names a file that holds it all (pdfbox-app-2….jar).
JARS = [f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging")]


def main(dpi: float, jobs: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, list[int]]]:
    """Draw the files of `jobs`; the glyphs that are missing, by file and face."""
    named = os.environ.get("PDFBOX")
    jpype.startJVM("-Djava.awt.headless=true", "-Xmx1g", classpath=[named] if named else JARS)
    document = jpype.JClass("org.apache.pdfbox.pdmodel.PDDocument")
    renderer = jpype.JClass("org.apache.pdfbox.rendering.PDFRenderer")
    gray = jpype.JClass("org.apache.pdfbox.rendering.ImageType").GRAY
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    missing = {}
    for name, faces in jobs.items():
        file = Path(name)
        opened = document.load(jpype.JClass("java.io.File")(name))
        lacking: dict[str, set[int]] = {}
        drawing = renderer(opened)
        for number in range(opened.getNumberOfPages()):
            resources = opened.getPage(number).getResources()
            for key in resources.getFontNames():
                font = resources.getFont(key)
                face = str(font.getName())
                lacking.setdefault(face, set()).update(code for code in faces[face] if not font.hasGlyph(code))
            image = drawing.renderImageWithDPI(number, dpi, gray)
            pixels = bytes(memoryview(image.getRaster().getDataBuffer().getData()))
            head = f"P5 {image.getWidth()} {image.getHeight()} 255\n".encode()
            file.with_name(f"{file.stem}-{number + 1}.pgm").write_bytes(head + pixels)
        opened.close()
        missing[name] = {face: sorted(codes) for face, codes in lacking.items() if codes}
    return missing


if __name__ == "__main__":
    told = main(float(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(told))
