"""Word files as WPS and long-used Word templates leave them, each with the lines that must be read from it.

Styles have Chinese names and bare numbers for identities, every list a definition of its own, and numbers come from styles,
from lists, from overrides and from the keyboard in one file.
"""

from __future__ import annotations

from tests.publishing.word.ooxml import definition, docx, field, gone, ins, level, mark, num, p, r, said, style, table

_CHINESE = "chineseCounting"
_THOUSAND = "chineseCountingThousand"


def _numbered(number: int, place: int | None = None) -> str:
    at = "" if place is None else f'<w:ilvl w:val="{place}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'


def _linked(identity: str) -> str:
    return f'<w:pStyle w:val="{identity}"/>'


def _restart(place: int) -> str:
    return f'<w:lvlRestart w:val="{place}"/>'


def _starting(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _num(identity: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def _form(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


#: 正文, 标题 1 to 3, 列表段落: what WPS calls the styles of a new document.
STYLES = (
    style("1", "正文", default=True)
    + style("2", "标题 1", based_on="1", inside=_numbered(7) + '<w:outlineLvl w:val="0"/>')
    + style("3", "标题 2", based_on="1", inside=_numbered(7, 1) + '<w:outlineLvl w:val="1"/>')
    + style("4", "标题 3", based_on="3", inside=_numbered(7, 2) + '<w:outlineLvl w:val="2"/>')
    + style("15", "列表段落", based_on="1", inside='<w:ind w:firstLineChars="200"/>')
    + style("16", "公文正文", based_on="15")
)
_HEADINGS = definition(
    9,
    level(0, _CHINESE, "第%1章", suffix="space", more=_linked("2")),
    level(1, _CHINESE, "第%2条", suffix="space", more=_linked("3") + _restart(0)),
    level(2, _CHINESE, "（%3）", suffix="nothing", more=_linked("4")),
)


def _by_style() -> bytes:
    body = p("某公司印章管理办法") + p("总则", "2") + p("甲。", "3") + p("乙：", "3") + p("丙；", "4") + p("丁。", "4")
    return docx(body + p("附则", "2") + p("戊：", "3") + p("己。", "4"), styles=STYLES, numbering=_HEADINGS + num(7, 9))


def _list_paragraphs() -> bytes:
    """列表段落 with the list on each paragraph; （一） goes on behind a paragraph that is in no list."""
    lists = definition(1, level(0, _CHINESE, "（%1）", suffix="nothing")) + num(3, 1)
    body = (
        p("第一条　下列事项：", "16")
        + p("甲；", "15", (3, 0))
        + p("乙。", "15", (3, 0))
        + p("前款所称乙，是指丁。", "16")
        + p("丙。", "15", (3, 0))
    )
    return docx(body, styles=STYLES, numbering=lists)


def _list_for_each() -> bytes:
    """Every list begun anew is a definition and a list of its own."""
    lists = "".join(definition(at, level(0, _CHINESE, "（%1）", suffix="nothing")) for at in (11, 12, 13))
    lists += "".join(num(at - 10, at) for at in (11, 12, 13))
    body = "".join(
        p(f"第{label}条　事项：") + p("甲；", listed=(at, 0)) + p("乙。", listed=(at, 0))
        for at, label in enumerate("一二三", 1)
    )
    return docx(body, numbering=lists)


def _begun_again() -> bytes:
    """Lists of one definition, each of which begins again: 重新开始编号."""
    lists = definition(1, level(0, _CHINESE, "（%1）", suffix="nothing"), level(1, "decimal", "%2．", suffix="nothing"))
    lists += num(1, 1) + num(2, 1, {0: 1}) + num(3, 1, {0: 4}) + num(4, 1, {1: 3})
    placed = (("甲；", 1, 0), ("乙。", 1, 0), ("丙；", 2, 0), ("丁：", 2, 1), ("戊。", 2, 1), ("己。", 3, 0), ("庚：", 3, 1),
              ("辛。", 4, 1), ("壬。", 4, 0))  # fmt: skip
    return docx("".join(p(words, listed=(at, deep)) for words, at, deep in placed), numbering=lists)


def _overridden() -> bytes:
    """A list that redefines one level of its definition and leaves the others."""
    redefined = level(0, "decimalEnclosedCircle", "%1", suffix="nothing", start=2)
    override = f'<w:lvlOverride w:ilvl="0">{redefined}</w:lvlOverride>'
    lists = definition(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)")) + num(1, 1) + _num(2, 1, override)
    placed = (("甲", 1, 0), ("乙", 1, 1), ("丙", 2, 0), ("丁", 2, 1), ("戊", 2, 0))
    return docx("".join(p(words, listed=(at, deep)) for words, at, deep in placed), numbering=lists)


def _restart_rules() -> bytes:
    """节 begins again in every 章, 条 never, （一） with every 条 and not with every 款."""
    lists = definition(
        1,
        level(0, _THOUSAND, "第%1章", suffix="space"),
        level(1, _THOUSAND, "第%2节", suffix="space"),
        level(2, _THOUSAND, "第%3条", suffix="space", more=_restart(0)),
        level(3, "none", ""),
        level(4, _THOUSAND, "（%5）", suffix="nothing", more=_restart(3)),
    )
    placed = (("总则", 0), ("一般", 1), ("甲：", 2), ("乙；", 4), ("款。", 3), ("丙。", 4), ("特别", 1), ("丁：", 2), ("戊。", 4),
              ("附则", 0), ("其他", 1), ("己。", 2))  # fmt: skip
    return docx("".join(p(words, listed=(1, deep)) for words, deep in placed), numbering=lists + num(1, 1))


def _levels_by_style() -> bytes:
    """The style names the list only; which level it is says the level, by naming the style."""
    styles = (
        style("a", "章标题", inside=_numbered(1))
        + style("b", "条文", inside=_numbered(1))
        + style("c", "条文续", based_on="b")
        + style("d", "条文不编号", based_on="b", inside=_numbered(0))
    )
    lists = definition(
        1,
        level(0, _CHINESE, "第%1章", suffix="space", more=_linked("a")),
        level(1, _CHINESE, "第%2条", suffix="space", more=_linked("b")),
    )
    body = p("总则", "a") + p("甲。", "b") + p("乙。", "c") + p("款。", "d") + p("丙。", "b") + p("无。", "b", (0, 0))
    return docx(body, styles=styles, numbering=lists + num(1, 1))


def _typed_and_counted() -> bytes:
    """第一条 typed, （一） counted, 1. typed in full-width digits, ① counted."""
    lists = definition(
        1, level(0, _CHINESE, "（%1）", suffix="nothing"), level(1, "decimalEnclosedCircleChinese", "%2")
    )
    body = (
        p("第一条　　甲：")
        + p("乙：", listed=(1, 0))
        + p("１．丙；")
        + p("丁；", listed=(1, 1))
        + p("戊。", listed=(1, 1))
    )
    return docx(body + p("　　第二条　己。") + p("庚。", listed=(1, 0)), numbering=lists + num(1, 1))


def _soft_breaks() -> bytes:
    """A whole article in one paragraph, its lines broken softly, as pasted from a chat."""
    broken = '<w:r><w:t>甲：</w:t><w:br/><w:t>（一）乙；</w:t><w:br w:type="textWrapping"/><w:t>（二）丙。</w:t></w:r>'
    lists = definition(1, level(0, _CHINESE, "第%1条", suffix="space")) + num(1, 1)
    return docx(p(broken, listed=(1, 0)) + p("丁。", listed=(1, 0)), numbering=lists)


def _blanks() -> bytes:
    """Tabs and blanks of every kind in front of, behind and inside the words."""
    tabbed = "<w:r><w:tab/><w:t>第一条</w:t><w:tab/><w:t>甲</w:t><w:ptab/><w:t>乙。</w:t></w:r>"
    spaced = '<w:r><w:t xml:space="preserve">\u3000\u3000第二条\u3000丙 丁\u00a0戊。 </w:t></w:r>'
    return docx(p(tabbed) + p(spaced) + p("　　") + p('<w:r><w:t xml:space="preserve"> </w:t></w:r>') + p("己。"))


def _forms() -> bytes:
    """Content controls of every sort: in a line, a date, a choice, a tick; around paragraphs, rows and cells."""
    day = _form(r("2025年1月1日"), '<w:date w:fullDate="2025-01-01T00:00:00Z"/>')
    choice = _form(
        r("每季度"), '<w:dropDownList><w:listItem w:value="每月"/><w:listItem w:value="每季度"/></w:dropDownList>'
    )
    tick = _form(r("☑"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    nested = _form(_form(r("人力资源部")))
    first = f"<w:tr>{_cell(p('项目'))}{_cell(p('标准'))}</w:tr>"
    second = _form(f"<w:tr>{_cell(p('误餐'))}{_form(_cell(p('20元')))}</w:tr>")
    third = f"<w:tr>{_form(_cell(p('夜班')))}{_cell(_form(p('30元')))}</w:tr>"
    rows = f"<w:tbl><w:tblPr/>{first}{second}{third}</w:tbl>"
    body = p(r("第一条　自") + day + r("起") + choice + r("由") + nested + r("检查") + tick + r("。"))
    return docx(_form(body + p("第二条　乙。")) + rows)


def _merged() -> bytes:
    """A head of two rows, merged down and across, and a foot merged across all."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        _cell(p("班次"), down) + _cell(p("时间"), '<w:gridSpan w:val="2"/>') + _cell(p("人数"), down),
        _cell(p(), on) + _cell(p("起")) + _cell(p("止")) + _cell(p(), on),
        _cell(p("早班")) + _cell(p("8:00")) + _cell(p("16:00")) + _cell(p("12") + p("（含班长）")),
        _cell(p("合计"), '<w:gridSpan w:val="3"/>') + _cell(p("12")),
    )
    return docx(
        p("附件1　班次表") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + p("说明。")
    )


def _boxes() -> bytes:
    """A seal line in an old text box, and a numbered paragraph in a new one."""
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('（内部文件）')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    new = (
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{p('注一；', listed=(1, 0))}{p('注二。', listed=(1, 0))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )  # fmt: skip
    lists = definition(1, level(0, "decimal", "%1．", suffix="nothing")) + num(1, 1)
    body = p(old + r("某办法")) + p(r("第一条　甲。") + new)
    return docx(body + p("第二条　乙。"), numbering=lists)


def _fields() -> bytes:
    """A link as a field, a reference in a reference, a date, a field that prints nothing, a page number."""
    link = field('HYPERLINK "http://127.0.0.1/"', r("《工会法》"))
    inner = field("REF _Ref1 \\h", r("第") + field("SEQ x", r("三")) + r("条"))
    silent = field("XE 考勤", "")
    today = field('DATE \\@ "yyyy年M月d日"', r("2025年4月22日"))
    formula = field("=SUM(ABOVE)", r("1,200"))
    return docx(
        p(r("第一条　依照") + link + r("和") + inner + silent + r("，自") + today + r("起，每年") + formula + r("元。"))
    )


def _notes() -> bytes:
    """A footnote with a list in it, cited in a cell; an endnote of two paragraphs."""
    lists = definition(1, level(0, "decimal", "%1）", suffix="nothing")) + num(1, 1)
    cite = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    foot = f'<w:footnote w:id="2">{p("含税；", listed=(1, 0))}{p("含运费。", listed=(1, 0))}</w:footnote>'
    end = f'<w:endnote w:id="2">{p("见附件。")}{p("另行通知。")}</w:endnote>'
    body = table(("项目", "价格"), ("餐费", _cell(p(r("20元") + cite)))) + p(
        r("第一条　甲。") + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    return docx(body + p("第二条　乙。"), numbering=lists, footnotes=foot, endnotes=end)


def _headed() -> bytes:
    """Head and foot with a table, a page field and the name of the file; a section of its own for the annex."""
    head = table(("某公司", "内部")) + p(field("PAGE", r("1")))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:type w:val="nextPage"/></w:sectPr>'
    body = p("某办法") + p("第一条　甲。", properties=section) + p("附件1") + p("名单") + "<w:sectPr/>"
    return docx(body, header1=head, footer1=p("某办法.docx"))


def _contents() -> bytes:
    """A table of contents with links in it, begun in one paragraph, ended in the heading that follows it."""
    entry = field("HYPERLINK \\l _Toc1", r("第一章 总则\t") + field("PAGEREF _Toc1 \\h", r("1")))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    styles = STYLES + style("20", "目录 1", based_on="1") + style("21", "TOC 标题", based_on="2")
    body = (
        p("某办法")
        + p("目  录", "1")
        + p(begin + entry, "20")
        + p(field("HYPERLINK \\l _Toc2", r("第二章 附则\t3")), "20")
    )
    return docx(body + p(end + '<w:r><w:br w:type="page"/></w:r>') + p("第一章 总则") + p("第一条 甲。"), styles=styles)


def _noise() -> bytes:
    """What long editing leaves: spelling marks, bookmarks, permissions, page breaks rendered, runs of one character."""
    around = (
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/>',
        '<w:proofErr w:type="spellStart"/>',
        '<w:permStart w:id="1" w:edGrp="everyone"/>',
        '<w:proofErr w:type="spellEnd"/>',
        '<w:bookmarkEnd w:id="0"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:permEnd w:id="1"/>',
        "<w:r><w:softHyphen/><w:annotationRef/><w:dayShort/></w:r>",
    )
    words = "第一条　职工应当爱护公物。"
    body = "".join(
        r(one, '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/>') + around[at % len(around)]
        for at, one in enumerate(words)
    )
    return docx(p(body, properties='<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'))


def _tracked_numbers() -> bytes:
    """An item inserted into a counted list, one deleted, one whose number itself was taken away, all tracked."""
    lists = definition(1, level(0, _CHINESE, "第%1条", suffix="space"), level(1, _CHINESE, "（%2）", suffix="nothing"))
    away = (
        f'<w:pPrChange {said()}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    body = (
        p("甲：", listed=(1, 0))
        + p(ins("乙；"), listed=(1, 1), properties=mark("ins"))
        + p(gone("丙；"), listed=(1, 1), properties=mark("del"))
        + p(r("丁") + ins("和戊") + r("。"), listed=(1, 1))
        + p("己。", properties=away)
        + p("庚。", listed=(1, 0))
    )
    return docx(body, numbering=lists + num(1, 1))


def _commented() -> bytes:
    """Remarks over words, over paragraphs, at a point, and an answer to one."""

    def at(number: int, words: str) -> str:
        return (
            f'<w:commentRangeStart w:id="{number}"/>{r(words)}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    remarks = "".join(
        f"<w:comment {said('李四', number)}>{p(words)}</w:comment>"
        for number, words in enumerate(("太短", "同意", "请改"))
    )
    over = '<w:commentRangeStart w:id="1"/>' + p("第二条　乙。") + p("丙。") + '<w:commentRangeEnd w:id="1"/>'
    body = (
        p(r("第一条　") + at(0, "三日内") + r("答复。"))
        + over
        + p(r("第三条　丁") + '<w:r><w:commentReference w:id="2"/></w:r>' + r("。"))
    )
    return docx(body, comments=remarks)


def _inserted_blocks() -> bytes:
    """Whole paragraphs and a table inside one insertion, a paragraph inside a deletion that was accepted elsewhere."""
    block = f"<w:ins {said()}>{p('第二条　乙。')}{table(('项目', '标准'), ('餐费', '20元'))}</w:ins>"
    return docx(p("第一条　甲。") + block + f"<w:del {said()}>{p(gone('第三条　丙。'))}</w:del>" + p("第三条　丁。"))


def _many_formats() -> bytes:
    """甲、 壹、 1) (1) A. a. I. ① in one list after another."""
    formats = (("ideographTraditional", "%1、"), ("chineseLegalSimplified", "%1、"), ("decimal", "%1）"), ("decimalFullWidth", "（%1）"),
               ("upperLetter", "%1."), ("upperRoman", "%1."), ("decimalZero", "%1"), ("decimalEnclosedFullstop", "%1"))  # fmt: skip
    lists = "".join(
        definition(at, level(0, form, text, suffix="nothing")) + num(at, at)
        for at, (form, text) in enumerate(formats, 1)
    )
    return docx(
        "".join(p(words, listed=(at, 0)) for at in range(1, len(formats) + 1) for words in ("子", "丑")),
        numbering=lists,
    )


def _far_numbers() -> bytes:
    """第一百零九条 and on, and a list that begins at 十九."""
    lists = definition(1, level(0, _THOUSAND, "第%1条", suffix="space", start=109)) + definition(
        2, level(0, _CHINESE, "（%1）", suffix="nothing", start=19)
    )
    body = p("甲。", listed=(1, 0)) + p("乙：", listed=(1, 0)) + p("丙；", listed=(2, 0)) + p("丁。", listed=(2, 0))
    return docx(body, numbering=lists + num(1, 1) + num(2, 2))


#: What makes the file → the lines that must come out of it.
FILES: dict[str, tuple[bytes, list[str]]] = {
    "numbered by 标题 1 to 3": (_by_style(), [
        "某公司印章管理办法", "第一章　总则", "第一条　甲。", "第二条　乙：", "（一）丙；", "（二）丁。", "第二章　附则", "第三条　戊：",
        "（一）己。"]),
    "（一） on 列表段落, going on": (_list_paragraphs(), [
        "第一条　下列事项：", "（一）甲；", "（二）乙。", "前款所称乙，是指丁。", "（三）丙。"]),
    "a definition for every list": (_list_for_each(), [
        line for label in "一二三" for line in (f"第{label}条　事项：", "（一）甲；", "（二）乙。")]),
    "begun again": (_begun_again(), [
        "（一）甲；", "（二）乙。", "（一）丙；", "1．丁：", "2．戊。", "（四）己。", "1．庚：", "3．辛。", "（五）壬。"]),
    "a level redefined": (_overridden(), ["1. 甲", "a)乙", "②丙", "a)丁", "③戊"]),
    "rules of beginning again": (_restart_rules(), [
        "第一章　总则", "第一节　一般", "第一条　甲：", "（一）乙；", "款。", "（二）丙。", "第二节　特别", "第二条　丁：", "（一）戊。",
        "第二章　附则", "第一节　其他", "第三条　己。"]),
    "levels that name their styles": (_levels_by_style(), [
        "第一章　总则", "第一条　甲。", "第二条　乙。", "款。", "第三条　丙。", "无。"]),
    "typed and counted numbers": (_typed_and_counted(), [
        "第一条　　甲：", "（一）乙：", "１．丙；", "①丁；", "②戊。", "第二条　己。", "（二）庚。"]),
    "soft breaks": (_soft_breaks(), ["第一条　甲：", "（一）乙；", "（二）丙。", "第二条　丁。"]),
    "tabs and blanks": (_blanks(), ["第一条\t甲\t乙。", "第二条　丙 丁\u00a0戊。", "己。"]),
    "content controls": (_forms(), [
        "第一条　自2025年1月1日起每季度由人力资源部检查☑。", "第二条　乙。", "| 项目 | 标准 |", "| 误餐 | 20元 |", "| 夜班 | 30元 |"]),
    "cells merged down and across": (_merged(), [
        "附件1　班次表", "| 班次 | 时间 |  | 人数 |", "|  | 起 | 止 |  |", "| 早班 | 8:00 | 16:00 | 12 （含班长） |", "| 合计 |  |  | 12 |",
        "说明。"]),
    "text boxes": (_boxes(), ["某办法", "（内部文件）", "第一条　甲。", "1．注一；", "2．注二。", "第二条　乙。"]),
    "fields in fields": (_fields(), ["第一条　依照《工会法》和第三条，自2025年4月22日起，每年1,200元。"]),
    "notes in cells": (_notes(), [
        "| 项目 | 价格 |", "| 餐费 | 20元 1）含税； 2）含运费。 |", "第一条　甲。", "【注：见附件。 另行通知。】", "第二条　乙。"]),
    "heads, feet and sections": (_headed(), ["某办法", "第一条　甲。", "附件1", "名单"]),
    "contents with links": (_contents(), ["某办法", "第一章 总则", "第一条 甲。"]),
    "the traces of long editing": (_noise(), ["第一条　职工应当爱护公物。"]),
    "tracked changes in a list": (_tracked_numbers(), ["第一条　甲：", "（一）乙；", "（二）丁和戊。", "己。", "第二条　庚。"]),
    "remarks": (_commented(), ["第一条　三日内答复。", "第二条　乙。", "丙。", "第三条　丁。"]),
    "blocks inserted": (_inserted_blocks(), ["第一条　甲。", "第二条　乙。", "| 项目 | 标准 |", "| 餐费 | 20元 |", "第三条　丁。"]),
    "lists of every format": (_many_formats(), [
        "甲、子", "乙、丑", "壹、子", "贰、丑", "1）子", "2）丑", "（１）子", "（２）丑", "A. 子", "B. 丑", "I. 子", "II. 丑",
        "01 子", "02 丑", "⒈子", "⒉丑"]),
    "numbers far on": (_far_numbers(), ["第一百零九条　甲。", "第一百一十条　乙：", "（十九）丙；", "（二十）丁。"]),
}  # fmt: skip
