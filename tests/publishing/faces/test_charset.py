"""The numbers on a page are CIDs and numbers of glyphs at once, so that a strict reader draws what a lenient one draws."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from tests.publishing import specimens
from tests.publishing.kinds import FACTS, KINDS
from workflow import paths
from workflow.config import Settings
from workflow.publishing.faces.charset import main, other_glyphs, with_identity
from workflow.publishing.faces.fonts import Faces, faces
from workflow.publishing.faces.outlines import Outlines
from workflow.publishing.pdf import render
from workflow.publishing.proof.drawn import drawn

#: The faces as their makers ship them.
SHIPPED = [
    *sorted(Path(sys.prefix).glob("lib/python*/site-packages/pylopdf_fonts_zh_cn/*.otf")),
    *sorted(paths.fonts().glob("*.otf")),
]


def strangers(pdf: bytes) -> dict[str, list[int]]:
    """The glyphs that a strict reader draws differently, by face."""
    found = drawn(pdf)
    told = {face: Outlines(found.programs[face]).misread(sorted(glyphs)) for face, glyphs in found.glyphs().items()}
    return {face: glyphs for face, glyphs in told.items() if glyphs}


@pytest.mark.thorough
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_paper_is_drawn_alike_by_strict_and_lenient_readers(
    name: str, every_kind: dict[str, bytes], every_kind_packaged: dict[str, bytes]
):
    for pdf in (every_kind[name], every_kind_packaged[name]):
        assert drawn(pdf).glyphs()
        assert strangers(pdf) == {}


def test_the_faces_as_shipped_would_not_be(as_shipped: Faces):
    """Holds the look above: with the mend taken away it sees the fault."""
    found = strangers(render(specimens.regulation(), FACTS, as_shipped))
    assert {face.split("-")[-1] for face in found} == {"NotoSerifSC", "NotoSansSC"}


def test_all_shipped_faces_need_it_and_no_prepared_one():
    assert len(SHIPPED) == 6
    for file in SHIPPED:
        assert other_glyphs(file)
        prepared = paths.fonts() / "prepared" / file.name
        assert other_glyphs(prepared) == 0
        assert with_identity(prepared.read_bytes()) == prepared.read_bytes()
        assert with_identity(file.read_bytes()) == prepared.read_bytes()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_nothing_else_of_a_face_changes(file: Path):
    with TTFont(file, lazy=True) as before, TTFont(io.BytesIO(with_identity(file.read_bytes())), lazy=True) as after:
        assert before.reader.tables.keys() == after.reader.tables.keys()
        for tag in set(before.reader.tables) - {"CFF ", "head"}:
            assert before.reader[tag] == after.reader[tag]
        number = before["maxp"].numGlyphs
        glyphs = [
            [font.getGlyphSet()[font.getGlyphOrder()[at]] for at in range(1, number, number // 50)]
            for font in (before, after)
        ]
        for one, other in zip(*glyphs, strict=True):
            pens = RecordingPen(), RecordingPen()
            one.draw(pens[0])
            other.draw(pens[1])
            assert pens[0].value == pens[1].value
    # fontTools verifies the sums of all tables when it is asked to.
    TTFont(io.BytesIO(with_identity(file.read_bytes())), checkChecksums=2).close()


def test_a_prepared_face_is_not_prepared_again(tmp_path: Path):
    main([str(tmp_path / "out"), str(paths.fonts() / "prepared" / SHIPPED[0].name)])
    assert list((tmp_path / "out").iterdir()) == []


def test_set_up_prepares_a_folder_of_before(tmp_path: Path):
    """A machine whose faces were installed by an earlier set-up, in a checkout of its own; twice is once."""
    checkout = tmp_path / "checkout"
    (checkout / ".fonts").mkdir(parents=True)
    (checkout / ".venv").symlink_to(sys.prefix)
    shutil.copytree(paths.PACKAGE, checkout / "workflow", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SHIPPED[2], checkout / ".fonts")
    call = [
        sys.executable,
        "-c",
        "from workflow.bootstrap import faces; faces.prepare_faces()",
    ]
    said = [subprocess.run(call, cwd=checkout, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said[0]
    assert not said[1]
    assert len(list((checkout / ".fonts" / "prepared").glob("SourceSerifPro-*.ttf"))) >= 5
    assert {file.name for file in (checkout / ".fonts" / "prepared").glob("*.otf")} == {
        file.name for file in SHIPPED[:3]
    }


def test_an_enterprises_own_face_is_mended_when_it_is_opened(installed: Faces, tmp_path: Path):
    own = tmp_path / "own.otf"
    shutil.copy(SHIPPED[1], own)
    given = faces(Settings.from_environ({"FONT_FANGSONG": str(own)}))
    pdf = render(specimens.regulation(), FACTS, given)
    assert any("NotoSerifSC" in face for face in drawn(pdf).programs)
    assert strangers(pdf) == {}
