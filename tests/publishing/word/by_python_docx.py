"""Word files made with python-docx, each with the lines that must be read from it."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.publishing.word.lists import CHAPTERS, CHAPTERS_READ, CHAPTERS_TYPED
from tests.publishing.word.ooxml import SPACES

_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _typed(document: Document) -> list[str]:
    document.add_heading("某公司考勤办法", 0)
    document.add_heading("第一章 总则", 1)
    document.add_paragraph("第一条 为了规范考勤，制定本办法。")
    run = document.add_paragraph().add_run("第二条")
    run.bold = True
    document.paragraphs[-1].add_run(" 考勤按")
    document.paragraphs[-1].add_run("8").italic = True
    document.paragraphs[-1].add_run("小时计算。")
    return ["某公司考勤办法", "第一章 总则", "第一条 为了规范考勤，制定本办法。", "第二条 考勤按8小时计算。"]


def _list_styles(document: Document) -> list[str]:
    for words, style in (("甲", "List Number"), ("乙", "List Number"), ("丙", "List Bullet"), ("丁", "List Number")):
        document.add_paragraph(words, style=style)
    return ["1. 甲", "2. 乙", "丙", "3. 丁"]


def _numbered(document: Document) -> list[str]:
    """Own lists put into the numbering part, each paragraph numbered directly."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for element in parse_xml(f"<w:numbering {SPACES}>{CHAPTERS}</w:numbering>"):
        numbering.append(element)
    for words, level in CHAPTERS_TYPED:
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'))
    return CHAPTERS_READ


def _numbered_by_style(document: Document) -> list[str]:
    _numbered(document)
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    for name, level in (("Heading 1", 0), ("Heading 2", 1), ("Heading 3", 2), ("Heading 4", 3)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'))
    for words, level in CHAPTERS_TYPED:
        document.add_heading(words, level + 1)
    return CHAPTERS_READ


def _table(document: Document) -> list[str]:
    document.add_paragraph("附件1")
    table = document.add_table(3, 3, style="Table Grid")
    for at, words in enumerate(("项目", "标准", "说明", "生日", "300元", "每年", "合计", "", "")):
        table.cell(at // 3, at % 3).text = words
    table.cell(2, 0).merge(table.cell(2, 1))
    document.add_paragraph("第一条 甲。")
    return ["附件1", "| 项目 | 标准 | 说明 |", "| 生日 | 300元 | 每年 |", "| 合计 |  |  |", "第一条 甲。"]


def _breaks(document: Document) -> list[str]:
    run = document.add_paragraph().add_run("某公司")
    run.add_break()
    run.add_text("某办法")
    document.add_page_break()
    document.add_section()
    document.add_paragraph().add_run().add_break(WD_BREAK.COLUMN)
    document.add_paragraph("第一条\t甲。")
    return ["某公司", "某办法", "第一条\t甲。"]


def _head_and_foot(document: Document) -> list[str]:
    document.sections[0].header.paragraphs[0].text = "公司文件"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("第一条 甲。").alignment = WD_ALIGN_PARAGRAPH.CENTER
    return ["第一条 甲。"]


def _picture(document: Document) -> list[str]:
    document.add_paragraph("第一条 标识如下：")
    document.add_picture(io.BytesIO(_DOT))
    return ["第一条 标识如下：", "（图片1）"]


def _comment(document: Document) -> list[str]:
    run = document.add_paragraph("第一条 ").add_run("三日内")
    document.add_comment(run, text="太短了。", author="李四")
    document.paragraphs[-1].add_run("答复。")
    return ["第一条 三日内答复。"]


def _properties(document: Document) -> list[str]:
    """Runs cut into single characters, as long editing leaves them, with a language and a revision each."""
    paragraph = document.add_paragraph()
    for character in "第一条　经过多次修改的100元标准。":
        run = paragraph.add_run(character)
        run._r.set(qn("w:rsidR"), "00AB12CD")
        run.font.name = "仿宋"
    return ["第一条　经过多次修改的100元标准。"]


_MAKERS: dict[str, Callable[[Document], list[str]]] = {
    "typed": _typed,
    "list styles": _list_styles,
    "own lists": _numbered,
    "lists of heading styles": _numbered_by_style,
    "table": _table,
    "breaks and sections": _breaks,
    "header and footer": _head_and_foot,
    "picture": _picture,
    "comment": _comment,
    "single characters": _properties,
}


def _made(maker: Callable[[Document], list[str]]) -> tuple[bytes, list[str]]:
    document = docx.Document()
    lines = maker(document)
    return saved(document), lines


FILES = {name: _made(maker) for name, maker in _MAKERS.items()}
