"""Every kind of paper, drawn by two engines that share nothing: no glyph is missing, and the pages are alike."""

import bz2
import re
from dataclasses import replace
from pathlib import Path

import pytest
from weasyprint.pdf.stream import Stream

from tests.publishing import specimens
from tests.publishing.kinds import FACTS, KINDS
from tests.publishing.proof.engines import TOLERANCE, Look, differences, looks
from workflow.publishing.engine import gaps
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.proof.drawn import drawn
from workflow.publishing.values.facts import PrintFacts
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.words import Script

pytestmark = pytest.mark.thorough

#: Debian's unicode-data, which set-up installs.
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")


@pytest.fixture(scope="module")
def looked(every_kind: dict[str, bytes], packaged: Faces, tmp_path_factory) -> dict[str, Look]:
    """Every kind, and one of them from the faces of packages; all in one run of the second engine."""
    files = {**every_kind, "packaged": KINDS["regulation-zh"](packaged)}
    return looks(files, tmp_path_factory.mktemp("engines"))


@pytest.mark.parametrize("name", [*KINDS, "packaged"])
def test_two_engines_draw_every_kind_alike(name: str, looked: dict[str, Look]):
    assert looked[name].missing == {}
    assert max(looked[name].differences) <= TOLERANCE


def test_the_looks_notice_what_they_are_for(installed: Faces, as_shipped: Faces, monkeypatch, tmp_path: Path):
    """Faces as shipped: boxes and other characters. The engine's own gaps: lines that are shorter in one engine."""
    document = specimens.one_paragraph(specimens.HARD * 2)
    files = {
        "mended": render(document, PrintFacts(), installed),
        "shipped": render(document, PrintFacts(), as_shipped),
    }
    monkeypatch.setattr(Stream, "show_text", gaps._show_text)
    files["gaps"] = render(document, PrintFacts(), installed)
    found = looks(files, tmp_path)
    assert found["mended"].is_alike
    assert sum(map(len, found["shipped"].missing.values())) > 20
    assert max(found["shipped"].differences) > 100 * TOLERANCE
    assert found["gaps"].missing == {}
    assert max(found["gaps"].differences) > 10 * TOLERANCE


def test_one_wrong_character_is_stray_ink(installed: Faces, tmp_path: Path):
    """The tolerance would not forgive 太 for 大."""
    right, wrong = (
        render(specimens.one_paragraph(words), PrintFacts(), installed)
        for words in ("职工代表大会。" * 9, "职工代表大会。" * 8 + "职工代表太会。")
    )
    looks({"paper": wrong}, tmp_path)
    assert max(differences(wrong, tmp_path / "paper")) <= TOLERANCE
    assert max(differences(right, tmp_path / "paper")) > TOLERANCE


def characters_of_the_table() -> str:
    """The 8,105 characters of 通用规范汉字表, in its order (Unihan: kTGH)."""
    assert UNIHAN.is_file(), "type: sudo apt-get install unicode-data"
    rows = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)$", bz2.decompress(UNIHAN.read_bytes()).decode(), re.MULTILINE)
    return "".join(chr(int(code, 16)) for code, _ in sorted(rows, key=lambda row: int(row[1])))


def test_all_characters_of_the_table_can_be_printed_in_every_role(installed: Faces, packaged: Faces):
    table = characters_of_the_table()
    assert len(set(table)) == 8105
    for faces in (installed, packaged):
        for role in faces.roles:
            assert faces.uncovered(table, role) == ""


@pytest.mark.soak
def test_two_engines_draw_all_characters_of_the_table_in_every_role(installed: Faces, packaged: Faces, tmp_path: Path):
    table = characters_of_the_table()
    lines = [table[at : at + 40] for at in range(0, len(table), 40)]
    units: list[Provision] = []
    for kind in (Kind.PARAGRAPH, Kind.NOTE, Kind.HEADING, Kind.ANNEX):  # 仿宋, 楷体, 黑体, 小标宋
        units += [Provision(kind, heading=line) if kind in CONTAINERS else Provision(kind, text=line) for line in lines]
    document = Document(Script.SIMPLIFIED, Provision(Kind.DOCUMENT, children=tuple(units)))
    files = {
        name: render(document, replace(FACTS), faces)
        for name, faces in (("installed", installed), ("packaged", packaged))
    }
    for name, look in looks(files, tmp_path).items():
        assert look.missing == {}
        assert max(look.differences) <= TOLERANCE
        assert sum(len(used) for used in drawn(files[name]).glyphs().values()) > 8105
