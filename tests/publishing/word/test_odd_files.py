"""What other programs write otherwise than Word: fields without blanks, hidden ends of fields, answers before what they answer."""

from __future__ import annotations

import pytest

from tests.publishing.word.ooxml import docx, field, p, r, said
from workflow.publishing.word.reading.counting import printed
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.reading.guessing import Guessed

BODY = p("第一条　甲。") + p("第二条　乙。")


@pytest.mark.parametrize("instruction", ['TOC \\o "1-3"', 'TOC\\o "1-3"', "TOC\t\\h", "toc\n\\h", "INDEX\\e"])
def test_a_table_of_contents_is_left_out_however_its_instruction_is_parted(instruction: str):
    for contents in (
        p(field(instruction, r("第一章　总则　1"))),
        p(f'<w:fldSimple w:instr="{instruction.replace(chr(34), "&quot;")}">{r("第一章　总则　1")}</w:fldSimple>'),
    ):
        read = read_document(docx(contents + BODY))
        assert read.text.splitlines() == ["第一条　甲。", "第二条　乙。"]
        assert [one.kind for one in read.guesses] == [Guessed.CONTENTS]


def test_another_field_that_begins_alike_prints_its_words():
    read = read_document(docx(p(field("TOCS", r("第一条　甲。")))))
    assert read.text.splitlines() == ["第一条　甲。"]


def hidden(inside: str) -> str:
    return f"<w:r><w:rPr><w:vanish/></w:rPr>{inside}</w:r>"


def test_a_field_whose_end_is_hidden_ends():
    """An entry of an index is hidden as a whole, another program hides a part of it: what follows is not its instruction."""
    ends = '<w:fldChar w:fldCharType="end"/>'
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\h</w:instrText></w:r>'
    prints = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("总则　1")
    read = read_document(docx(p(begins + prints + hidden(ends)) + BODY))
    assert read.text.splitlines() == ["第一条　甲。", "第二条　乙。"]
    entry = hidden('<w:fldChar w:fldCharType="begin"/>') + hidden("<w:instrText>XE 甲</w:instrText>") + hidden(ends)
    assert read_document(docx(p(r("第一条　甲") + entry + r("。")))).text.splitlines() == ["第一条　甲。"]


def test_an_answer_that_stands_before_what_it_answers():
    """The order of the remarks in their part says nothing (ISO/IEC 29500-1, 17.13.4)."""

    def remark(identity: int, words: str, paragraph: str) -> str:
        return f'<w:comment {said("李四", identity)}><w:p w14:paraId="{paragraph}">{r(words)}</w:p></w:comment>'

    threads = '<w15:commentEx w15:paraId="A1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
    remarks = remark(2, "同意", "A2") + remark(1, "太短", "A1")
    answer, first = read_document(docx(BODY, comments=remarks, commentsExtended=threads)).comments
    assert (answer.text, answer.answers, first.answers) == ("同意", "1", "")


def test_rows_that_are_written_in_a_new_form_and_an_old_one_are_read_once():
    def row(words: str) -> str:
        return f"<w:tr><w:tc>{p(words)}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"

    both = (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{row("甲")}</mc:Choice>'
        f'<mc:Choice Requires="w15">{row("丙")}</mc:Choice><mc:Fallback>{row("甲")}</mc:Fallback></mc:AlternateContent>'
    )
    read = read_document(docx(f"<w:tbl>{row('项目')}{both}</w:tbl>"))
    assert read.text.splitlines() == ["| 项目 | 乙 |", "| 甲 | 乙 |"]


def test_nothing_counted_is_a_digit_in_every_row_of_signs():
    """A list may begin with 0; there is no sign before the first."""
    for style in ("ideographTraditional", "ideographZodiac", "ideographZodiacTraditional", "upperLetter", "lowerRoman"):
        assert printed(0, style) == "0"
    assert printed(1, "ideographZodiacTraditional") == "甲子"
