"""Word files made with python-docx, each with the lines that must be read from it."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.publishing.word.files.lists import CHAPTERS, CHAPTERS_READ, CHAPTERS_TYPED
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


def _raised(document: Document) -> list[str]:
    """Digits set high are no digits of the number before them; those set low say the same as on the line."""
    paragraph = document.add_paragraph("第一条　面积100 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("以上，CO")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("浓度10")
    paragraph.add_run("-3").font.superscript = True
    paragraph.add_run("，见注")
    paragraph.add_run("[1]").font.superscript = True
    paragraph.add_run("。")
    return ["第一条　面积100 m²以上，CO2浓度10⁻³，见注[1]。"]


def _struck(document: Document) -> list[str]:
    """Words struck by hand, without tracking: nobody but the writer knows whether they are meant to go."""
    paragraph = document.add_paragraph("第一条　标准为")
    paragraph.add_run("二百元").font.strike = True
    paragraph.add_run("三百元。").font.underline = True
    return ["第一条　标准为二百元三百元。"]


def _grid(document: Document) -> list[str]:
    """Cells merged two by two, a table in a cell, a list in a cell."""
    document.add_paragraph("附件1　安排表")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "甲"
    table.cell(0, 2).text = "乙"
    table.cell(1, 2).text = "丙|丁"
    inner = table.cell(2, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "戊", "己"
    cell = table.cell(2, 1)
    cell.paragraphs[0].text, cell.paragraphs[0].style = "庚", document.styles["List Number"]
    cell.add_paragraph("辛", style="List Number")
    table.cell(2, 2).text = "壬\n癸"
    return ["附件1　安排表", "| 甲 |  | 乙 |", "|  |  | 丙\\|丁 |", "| 戊 己 | 1. 庚 2. 辛 | 壬 癸 |"]


def _linked(document: Document) -> list[str]:
    """A link by relation, a field by hand, a bookmark around words."""
    paragraph = document.add_paragraph("第一条　依照")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    identity = document.part.relate_to("http://127.0.0.1/", kind, is_external=True)
    for xml in (
        f'<w:hyperlink {SPACES} r:id="{identity}"><w:r><w:t>《劳动法》</w:t></w:r></w:hyperlink>',
        f'<w:bookmarkStart {SPACES} w:id="1" w:name="x"/>',
        f"<w:r {SPACES}><w:t>第三条</w:t></w:r>",
        f'<w:bookmarkEnd {SPACES} w:id="1"/>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run("制定。")
    return ["第一条　依照《劳动法》第三条制定。"]


def _own_styles(document: Document) -> list[str]:
    """Styles of an enterprise's template, one based on another, numbered by the one at the bottom."""
    _numbered(document)
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    for name, base, level in (
        ("公司章", "Normal", 0),
        ("公司条", "Normal", 1),
        ("公司条加粗", "公司条", None),
        ("公司项", "公司条", 2),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        if level is not None:
            place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            style.element.get_or_add_pPr().append(parse_xml(place))
    for words, style in (("总则", "公司章"), ("甲。", "公司条"), ("乙：", "公司条加粗"), ("丙；", "公司项"), ("丁。", "公司项"), ("附则", "公司章"),
                         ("戊。", "公司条加粗")):  # fmt: skip
        document.add_paragraph(words, style=style)
    return ["第一章　总则", "第一条　甲。", "第二条　乙：", "（一）丙；", "（二）丁。", "第二章　附则", "第三条　戊。"]


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
    "digits set high and low": _raised,
    "words struck by hand": _struck,
    "cells merged two by two": _grid,
    "a link and a bookmark": _linked,
    "styles of a template": _own_styles,
}


def _made(maker: Callable[[Document], list[str]]) -> tuple[bytes, list[str]]:
    document = docx.Document()
    lines = maker(document)
    return saved(document), lines


FILES = {name: _made(maker) for name, maker in _MAKERS.items()}
