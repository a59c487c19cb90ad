"""Line breaking, titles and columns: what may not begin a line, lines of a good shape, columns that fit their cells."""

import io
import itertools
import re
from html import unescape

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publishing import specimens
from tests.publishing.sheets import CHARACTER, text_lines
from workflow.publishing.engine.titles import balance, width
from workflow.publishing.engine.typesetting import JOIN, column_shares, shape, squeezed
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts
from workflow.text.reading.printable import printed
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

NEVER_FIRST = "，。、；：？！）》〉”’—…·～％"
NEVER_LAST = "（《〈“‘"


@pytest.mark.parametrize("mark", ["——说明", "·三", "～15日", "…", "）等", "”等", "％", "，"])
def test_no_mark_that_may_not_begin_a_line_begins_one(mark: str, installed: Faces):
    # One paragraph for every place in the line that the mark could fall on.
    document = specimens.paragraphs(["", *("职" * length + mark + "代" * 12 for length in range(20, 32))])
    lines = [line.text for page in text_lines(render(document, PrintFacts(), installed)) for line in page]
    assert len(lines) >= 24
    assert not [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


def test_the_last_line_of_a_paragraph_has_two_characters_at_least(installed: Faces):
    document = specimens.paragraphs(["", *("职" * (length - 1) + "代。" for length in range(24, 60))])
    pages = text_lines(render(document, PrintFacts(), installed))
    ends = [line.text for page in pages for line in page if line.text.endswith("。")]
    assert len(ends) == 36
    assert min(map(len, ends)) == 3


def test_a_number_keeps_its_unit():
    assert shape("自2025年5月1日起：") == f"自2025{JOIN}年5{JOIN}月1{JOIN}日{JOIN}起："
    assert shape("2025 年") == "2025 年"


@pytest.mark.parametrize(
    "whole",
    [
        "GB/T 9704-2012",
        "9704-2012",
        "0731-88888888",
        "0731-8888 8888",
        "+86 731 8888 8888",
        "ISO 9001:2015",
        "https://www.example.com",
        "m³/h",
        "mg/m³",
        "2024/25",
    ],
)
def test_what_is_one_thing_is_never_broken(whole: str, installed: Faces):
    """A paragraph for every place in the line that it could fall on."""
    document = specimens.paragraphs(["", *("职" * length + whole + "代" * 12 for length in range(10, 30))])
    lines = [line.text for page in text_lines(render(document, PrintFacts(), installed)) for line in page]
    assert sum("".join(whole.split()) in "".join(line.split()) for line in lines) == 20


@pytest.mark.thorough
@given(st.text())
def test_shaping_changes_nothing_that_prints(text: str):
    assert shape(text).replace(JOIN, "") == printed(text)
    assert printed(printed(text)) == printed(text)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("厂务公开条例", ["厂务公开条例"]),
        ("衡锰新材料股份有限公司工会会员福利待遇制度", ["衡锰新材料股份有限公司", "工会会员福利待遇制度"]),
        (
            "衡锰新材料股份有限公司第一届职工代表大会第二次会议关于《衡锰新材料股份有限公司厂务公开条例》的决议",
            [
                "衡锰新材料股份有限公司第一届职工代表大会",
                "第二次会议关于《衡锰新材料股份有限公司",
                "厂务公开条例》的决议",
            ],
        ),
        (
            "Regulations on the Employee Representative Assembly of Hengmeng New Materials Co., Ltd.",
            ["Regulations on the Employee Representative", "Assembly of Hengmeng New Materials Co., Ltd."],
        ),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]):
    assert balance(title, 22 if title.isascii() else 20) == lines


@given(st.text(alphabet="职工代表大会条例的《》（）公司第一届abc 12", max_size=90))
def test_a_broken_title_is_still_the_same_title(title: str):
    lines = balance(title, 20)
    assert "".join("".join(lines).split()) == "".join(title.split())


def test_lines_that_the_author_broke_stay_broken():
    assert balance("某某公司\n厂务公开条例", 20) == ["某某公司", "厂务公开条例"]


def test_width_counts_half_for_latin():
    assert width("第2版") == 2.5


def test_columns_get_the_width_of_their_words():
    head = ["项目", "标准", "说明"]
    shares = column_shares(
        [head, *[["春节慰问", "每人500元", "依照上级工会的规定和本公司工会委员会会议的决定执行" * 2]] * 5]
    )
    assert sum(shares) == pytest.approx(100, abs=0.1)
    assert shares[2] > 2 * shares[0]
    assert shares[0] > 12  # 春节慰问 on one line: 4 of 36 characters and the air of a cell


@pytest.mark.parametrize("rows", [[["一"]], [["一", "二"], ["三"]], [[""] * 20, ["长" * 400] * 20], [["", ""]]])
def test_columns_of_any_table_add_up(rows: list[list[str]]):
    shares = column_shares(rows)
    assert len(shares) == max(map(len, rows))
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert min(shares) > 0


ADJOINING = ["》《", "），", "”。", "）。", "，“", "（《", "“‘", "》（", "：“", "。）", "’”", "”、"]


@pytest.mark.parametrize("pair", ADJOINING)
@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.NOTE, Kind.ITEM])
def test_no_hole_is_left_between_adjoining_marks(pair: str, kind: Kind, installed: Faces, packaged: Faces):
    """From the ink of the first mark to the ink of the second there is at most half a character and what a line is stretched by."""
    for faces in (installed, packaged):
        document = Document(
            Script.SIMPLIFIED,
            Provision(
                Kind.DOCUMENT, children=(Provision(Kind.TITLE, text="办法"), Provision(kind, text=f"职工{pair}代表"))
            ),
        )
        with pdfplumber.open(io.BytesIO(render(document, PrintFacts(), faces))) as opened:
            chars = [char for char in opened.pages[0].chars if "text-" in char["fontname"] and char["text"] in pair]
        first, second = chars
        # Each stands in a square of its own; without the squeeze their left edges are a whole character apart.
        assert second["x0"] - first["x0"] == pytest.approx(first["size"] / 2, abs=0.6)


def test_marks_that_do_not_adjoin_keep_their_square(installed: Faces):
    words = "职工，代表。（甲）乙《丙》丁？”戊——己"
    with pdfplumber.open(io.BytesIO(render(specimens.one_paragraph(words), PrintFacts(), installed))) as opened:
        chars = [char for char in opened.pages[0].chars if "text-" in char["fontname"]]
    steps = {before["text"] + after["text"]: after["x0"] - before["x0"] for before, after in itertools.pairwise(chars)}
    assert steps.pop("。（") == pytest.approx(CHARACTER / 2, abs=0.3)
    assert all(step == pytest.approx(CHARACTER, abs=0.3) for step in steps.values())


def test_a_line_may_be_broken_before_an_opening_quotation_mark_and_after_a_closing_one(installed: Faces):
    document = specimens.paragraphs(["", *("职" * length + "“双代会”的规定" * 2 for length in range(20, 32))])
    lines = [line.text for page in text_lines(render(document, PrintFacts(), installed)) for line in page]
    assert any(line.startswith("“") for line in lines)
    assert any(line.endswith("”") for line in lines[:-1])
    assert not [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


@given(st.text(alphabet="职工，。、；：？！）》〉”’】〕（《〈“‘【〔<&>\"'a1 "))
def test_squeezing_changes_no_word(text: str):
    words = re.sub(r"</?span[^>]*>", "", str(squeezed(text)))
    assert unescape(words).replace(JOIN, "").replace("\u200b", "") == printed(text)


def test_what_is_left_of_a_table_of_short_cells_goes_to_all_by_what_they_hold():
    shares = column_shares(
        [["序号", "任务", "完成时间"], ["1", "空压机更换", "9月30日"], ["2", "变频改造", "10月31日"]]
    )
    assert shares[0] < 25 < shares[1] < 55
    assert sum(shares) == pytest.approx(100, abs=0.1)
