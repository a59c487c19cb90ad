"""Golden documents, compared layer by layer, so that a failure says what changed: pages, words, faces, positions.

They are set in the faces that packages bring, which are the same on every machine. After a change that is meant, write
them anew with `python -m tests.publishing.test_golden` and read the difference before keeping it.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.publishing import conftest, kinds, specimens, test_resolution
from tests.publishing.sheets import Line, bookmarks, embedded_faces, sheets
from workflow.config import Settings
from workflow.publishing.faces.fonts import Faces, faces
from workflow.publishing.pdf import render, render_resolution
from workflow.publishing.values.facts import Paper, PrintFacts
from workflow.words import Script

GOLDEN = Path(__file__).parent / "golden"
DRAFT = replace(kinds.FACTS, kind=Paper.DRAFT, state_words="征求意见稿", demonstration=True, title_note="")
DOCUMENTS = {
    "regulation": lambda faces: render(specimens.regulation(), kinds.FACTS, faces),
    "draft": lambda faces: render(specimens.regulation(), DRAFT, faces),
    "letterhead": lambda faces: render(
        specimens.regulation(), replace(kinds.FACTS, mark="某某新材料股份有限公司文件"), faces
    ),
    "english": lambda faces: render(
        specimens.english(), PrintFacts(language=Script.ENGLISH, fingerprint="ab" * 32), faces
    ),
    "resolution": lambda faces: render_resolution(test_resolution.FACTS, faces),
}
#: Points by which another build of Pango may move a line.
TOLERANCE = 0.5


def described(pdf: bytes) -> str:
    """A document as text: bookmarks, faces, then every line of every page with its place."""
    told = [f"bookmark {depth} {words}" for depth, words in bookmarks(pdf)]
    told += [f"face {name}" for name in sorted(embedded_faces(pdf))]
    for number, page in enumerate(sheets(pdf), 1):
        told.append(f"page {number}")
        told += [_told(line) for line in page]
    return "\n".join(told) + "\n"


def _told(line: Line) -> str:
    place = f"{line.left:7.2f} {line.right:7.2f} {line.baseline:7.2f} {line.size:5.2f}"
    return f"{place} {'frame' if line.frame else 'text '} {line.text}"


def _layers(told: str) -> dict[str, list[str]]:
    """The lines of a description by what they describe."""
    layers: dict[str, list[str]] = {"bookmarks": [], "faces": [], "words": [], "places": []}
    for line in told.splitlines():
        first = line.split(" ", 1)[0]
        if first in ("bookmark", "face"):
            layers[f"{first}s"].append(line)
        elif first == "page":
            layers["words"].append(line)
        else:
            layers["words"].append(line[30:])
            layers["places"].append(line[:29])
    return layers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_golden_document_is_printed_as_before(name: str, packaged: Faces):
    expected = _layers((GOLDEN / f"{name}.txt").read_text(encoding="utf-8"))
    found = _layers(described(DOCUMENTS[name](packaged)))
    pages = [sum(line.startswith("page ") for line in layers["words"]) for layers in (expected, found)]
    assert pages[0] == pages[1]
    assert found["words"] == expected["words"]
    assert found["bookmarks"] == expected["bookmarks"]
    assert found["faces"] == expected["faces"]
    for was, now in zip(expected["places"], found["places"], strict=True):
        assert list(map(float, now.split())) == pytest.approx(list(map(float, was.split())), abs=TOLERANCE)


def test_every_golden_file_belongs_to_a_document():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(DOCUMENTS)


if __name__ == "__main__":
    installed = faces(Settings.from_environ({}))
    everywhere = conftest.only_packaged(installed)
    for title, draw in DOCUMENTS.items():
        (GOLDEN / f"{title}.txt").write_text(described(draw(everywhere)), encoding="utf-8")
