"""What a glyph looks like is asked of single places of a font; fontTools, which reads all of it, says the same of each."""

import io
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing.faces.test_charset import SHIPPED
from workflow import paths
from workflow.publishing.faces.outlines import Outlines
from workflow.publishing.faces.program import Program

PREPARED = sorted((paths.fonts() / "prepared").glob("*.?tf"))


def looks(font: TTFont, number: int) -> object:
    """The whole outline of a glyph and its measures, by a reader that opens every table."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    name = font.getGlyphOrder()[number]
    font.getGlyphSet()[name].draw(pen)
    return repr(pen.value), font["hmtx"][name]


def some(font: TTFont, at_most: int = 60) -> list[int]:
    number = font["maxp"].numGlyphs
    return sorted({*range(0, number, max(1, number // at_most)), number - 1})


@pytest.mark.parametrize("file", [*SHIPPED, *PREPARED], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_two_glyphs_look_alike_where_the_other_reader_draws_them_alike(file: Path):
    outlines, seen = Outlines(file), {}
    with TTFont(file, lazy=True) as font:
        assert len(outlines) == font["maxp"].numGlyphs
        for number in some(font):
            seen[number] = looks(font, number), outlines.look(number)
    for theirs, ours in seen.values():
        assert [number for number, told in seen.items() if told[0] == theirs] == [
            number for number, told in seen.items() if told[1] == ours
        ]
    assert outlines.look(len(outlines)) == ()


@pytest.mark.parametrize("file", [*SHIPPED, *PREPARED], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_charset_is_read_as_the_other_reader_reads_it(file: Path):
    program = Program(file.read_bytes())
    with TTFont(file, lazy=True) as font:
        top = font["CFF "].cff.topDictIndex[0] if "CFF " in font else None
        for number in some(font):
            if top is None or not hasattr(top, "ROS"):
                assert program.cid(number) is None
            else:
                assert top.charset[number] == (f"cid{program.cid(number):05d}" if number else ".notdef")


@pytest.mark.parametrize("name", ["NotoSansSC", "SourceSerifPro-Regular"])
def test_a_glyph_looks_the_same_in_a_subset(name: str):
    """Tables are packed anew, and what was written once for many glyphs stays so; that without it a glyph looks the same
    is asked of every kind of paper, whose engine writes everything out."""
    file = next(file for file in PREPARED if file.name.startswith(name))
    with TTFont(file) as font:
        numbers = some(font, 8)
        options = subset.Options(retain_gids=True, notdef_outline=True, layout_features=[])
        subsetter = subset.Subsetter(options)
        subsetter.populate(gids=numbers)
        subsetter.subset(font)
        written = io.BytesIO()
        font.save(written)
    whole, part = Outlines(file), Outlines(written.getvalue())
    assert [part.look(number) for number in numbers] == [whole.look(number) for number in numbers]


CUT = PREPARED[0].read_bytes()[:4096]


@given(st.integers(0, len(CUT)), st.binary(max_size=40))
def test_broken_bytes_are_no_font(length: int, rest: bytes):
    try:
        outlines = Outlines(CUT[:length] + rest)
        for number in (0, 1, 70, len(outlines) - 1):
            outlines.look(number)
            outlines.misread([number])
    except ValueError:
        pass


def test_an_empty_file_is_no_font(tmp_path: Path):
    empty = tmp_path / "empty.otf"
    empty.touch()
    with pytest.raises(ValueError, match=r"empty"):
        Outlines(empty)


def test_a_charset_that_lies_outside_the_file_is_told_as_one():
    """A stranger's paper may hold any font: whoever asks for a CID is told that there is none, and no list ends early."""
    content = next(file for file in PREPARED if file.stem.startswith("NotoSansSC")).read_bytes()
    with TTFont(io.BytesIO(content), lazy=True) as font:
        charset = font["CFF "].cff.topDictIndex[0].rawDict["charset"]
        at = content.index(b"\x1c" + charset.to_bytes(2, "big") + b"\x0f", font.reader.tables["CFF "].offset)
    # The entries before it (how many CIDs there are, how fast a font is read) make room for a longer number.
    told = content[at - 16 : at + 4]
    assert told.startswith(b"\x1e")
    for outside in (2**31 - 1, len(content)):
        other = b"\x1d" + outside.to_bytes(4, "big") + b"\x0f" + 7 * b"\x8b\x05"
        assert len(other) == len(told)
        broken = Program(content.replace(told, other, 1))
        with pytest.raises(ValueError, match="glyph 7 has no CID"):
            broken.cid(7)
