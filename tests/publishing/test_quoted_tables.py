"""A table in a decision is a table: rules instead of bars, inside the margins, with the words of the decision."""

import io

import pdfplumber
import pytest

from tests.publishing.sheets import LEFT, RIGHT, text_lines
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render
from workflow.publishing.proof.ink import prove_ink
from workflow.publishing.proof.read_back import same_text
from workflow.publishing.quoted_tables import with_tables
from workflow.publishing.values.facts import PrintFacts
from workflow.text.amending.amend import Refusal, amend
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

OLD = """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　本办法自2025年5月1日起施行。
"""
NEW = """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　夜班职工另供夜餐，标准如下：

| 餐别 | 补贴（元） | 说明 |
| --- | --- | --- |
| 夜餐 | 15 | 每日二十三时供应，由后勤部门安排，须提前一日报送人数，临时增加的由值班人员登记 |
| 早餐 | 5 | 不分班次 |

第三条　本办法自2025年5月1日起施行。
"""


@pytest.fixture(scope="module")
def decision() -> Document:
    written = amend(parse(OLD).document, parse(NEW).document)
    assert not isinstance(written, Refusal)
    assert "| 夜餐 | 15 |" in written.decision
    return parse(written.decision).document


def test_its_rows_are_ruled_inside_the_margins(decision: Document, installed: Faces):
    pdf = render(decision, PrintFacts(), installed)
    words = "".join(line.text for page in text_lines(pdf) for line in page)
    assert "|" not in words
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        [page] = opened.pages
        [table] = page.extract_tables()
        assert [len(row) for row in table] == [3, 3, 3]
        assert all(char["x0"] >= LEFT - 1 and char["x1"] <= RIGHT + 1 for char in page.chars)


def test_its_words_are_those_of_the_decision(decision: Document, installed: Faces):
    pdf = render(decision, PrintFacts(), installed)
    assert same_text(decision, pdf)
    prove_ink(decision, pdf, installed)
    other = parse(OLD.replace("办好", "办坏")).document
    assert not same_text(other, pdf)


def test_what_quotes_no_table_is_left_as_it_is():
    for text in (OLD, NEW, OLD.replace("制定", "以“|甲|乙|”为界，制定")):
        document = parse(text).document
        assert with_tables(document) is document
