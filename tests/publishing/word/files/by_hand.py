"""Word files as Word and WPS write them, each with the lines that must be read from it."""

from __future__ import annotations

from tests.publishing.word.files.lists import CHAPTERS, CHAPTERS_READ, CHAPTERS_TYPED
from tests.publishing.word.ooxml import definition, docx, field, gone, ins, level, mark, num, p, r, style, table

_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    f"<w:txbxContent>{p('框内的话。')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('框内的话。')}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)  # fmt: skip
_PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="厂区平面图"/><a:blip r:embed="x"/></wp:inline></w:drawing></w:r>'
_EQUATION = "<m:oMath><m:r><m:t>A=</m:t></m:r><m:f><m:num><m:r><m:t>b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>"
_OLE = '<w:r><w:object><v:shape><v:imagedata r:id="x"/></v:shape><o:OLEObject Type="Embed" ProgID="Equation.DSMT4"/></w:object></w:r>'
_NOTES = "".join(f'<w:footnote w:id="{at}"{kind}>{p(words)}</w:footnote>' for at, kind, words in (
    (-1, ' w:type="separator"', "————"), (1, "", "到岗以打卡为准。"), (2, "", "另有规定的除外。")))  # fmt: skip
_STRIP = '<w:r><w:footnoteReference w:id="{}"/></w:r>'

#: Styles as WPS names them in Chinese, with bare numbers for identities.
WPS_STYLES = (
    style("1", "正文", default=True)
    + style("2", "heading 1", based_on="1", inside='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    + style("3", "heading 2", based_on="1", inside='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("4", "条文", based_on="3")
    + style("5", "toc 1", based_on="1")
    + style("6", "TOC Heading", based_on="1")
)
_WPS_LISTS = definition(
    3,
    level(0, "chineseCounting", "第%1章", suffix="nothing", more='<w:pStyle w:val="2"/>'),
    level(1, "chineseCounting", "第%2条", suffix="space", more='<w:lvlRestart w:val="0"/><w:pStyle w:val="3"/>'),
) + num(1, 3)
_LINKED = (
    definition(1, more='<w:numStyleLink w:val="L"/>')
    + definition(2, level(0, "decimal", "%1、"), more='<w:styleLink w:val="L"/>')
    + num(1, 1)
    + num(2, 2)
)
_RESTARTED = (
    definition(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    + num(1, 1)
    + num(2, 1, {0: 1})
    + num(3, 1, {0: 5})
)
_CONTENTS = p(field('TOC \\o "1-3" \\h', r("第一章 总则\t1"))) + p(r("第二章 附则\t9"), style="5")


def _typed() -> bytes:
    return docx("".join(p(line) for line in ("某办法", "第一章　总则", "第一条　甲。", "（一）乙；", "（二）丙。")))


def _numbered() -> bytes:
    return docx(p("某办法") + "".join(p(words, listed=(1, at)) for words, at in CHAPTERS_TYPED), numbering=CHAPTERS)


def _wps() -> bytes:
    body = (
        p("总则", "2")
        + p("甲。", "3")
        + p("乙。", "4")
        + p("附则", "2")
        + p("丙。", "3")
        + p("不编号的一款。", "3", (0, 0))
    )
    return docx(body, styles=WPS_STYLES, numbering=_WPS_LISTS)


def _contents() -> bytes:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("第一章 总则")}<w:r><w:tab/></w:r>{field("PAGEREF _Toc1", r("1"))}'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p("某办法") + p("目　　录") + p(inner) + p(r("第二章 附则")) + p(end) + p("第一章 总则") + p("第一条 甲。")
    return docx(body)


def _gallery() -> bytes:
    box = f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p("目录")}{_CONTENTS}</w:sdtContent></w:sdt>'  # noqa: E501
    return docx(p("某办法") + box + p("第一章 总则") + p("第一条 甲。"))


def _styled_contents() -> bytes:
    body = (
        p("某办法")
        + p("目录", "6")
        + p("第一章 总则\t1", "5")
        + p("第二章 附则\t2", "5")
        + p("第一章 总则")
        + p("第一条 甲。")
    )
    return docx(body, styles=WPS_STYLES)


def _notes() -> bytes:
    body = p(r("第一条 按时") + _STRIP.format(1) + r("到岗。")) + p("第二条 乙。")
    end = f'<w:endnote w:id="2">{p("见附件。")}</w:endnote>'
    return docx(
        body + p(r("第三条 丙。") + '<w:r><w:endnoteReference w:id="2"/></w:r>'), footnotes=_NOTES, endnotes=end
    )


def _wrapped() -> bytes:
    link = f'<w:hyperlink r:id="x">{r("《工会法》")}</w:hyperlink>'
    smart = f'<w:smartTag w:element="d">{r("2025年")}</w:smartTag>'
    form = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('人力资源部')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>"
    simple = f'<w:fldSimple w:instr="REF a">{r("第三条")}</w:fldSimple>'
    ruby = f"<w:r><w:ruby><w:rt>{r('chī')}</w:rt><w:rubyBase>{r('魑')}</w:rubyBase></w:ruby></w:r>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('第二条 乙。')}</w:sdtContent></w:sdt>"
    return docx(p(r("第一条 依照") + link + smart + form + empty + r("、") + simple + ruby + r("。")) + block)


def _signs() -> bytes:
    circle = field("eq \\o\\ac(○,3)", "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")
    sign = '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
    dash = "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>型</w:t></w:r>"
    hidden = r("看不见", "<w:vanish/>")
    return docx(
        p(r("第一条 见") + circle + sign + dash + hidden + r("。")) + p("<w:r><w:t> 第二条 </w:t><w:t>乙。</w:t></w:r>")
    )


def _breaks() -> bytes:
    body = p("<w:r><w:t>某公司</w:t><w:br/><w:t>某办法</w:t></w:r>") + p(
        "<w:r><w:t>第一条</w:t><w:tab/><w:t>甲。</w:t></w:r>"
    )
    return docx(
        body + p('<w:r><w:br w:type="page"/></w:r>') + p("<w:r><w:lastRenderedPageBreak/><w:t>第二条　乙。</w:t></w:r>")
    )


def _merged() -> bytes:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("合计")}</w:tc>'
    first, second = (
        f"<w:tc><w:tcPr><w:vMerge{at}/></w:tcPr>{p(words)}</w:tc>"
        for at, words in ((' w:val="restart"', "甲班"), ("", ""))
    )
    nested = f"<w:tc><w:tcPr/>{table(('一', '二'))}{p('三')}</w:tc>"
    return docx(p("附件1") + table(("班次", "时间"), (first, "8:00|9:00"), (second, "10:00"), (wide,), (nested, "四")))


def _counted_cells() -> bytes:
    counted = f"<w:tc><w:tcPr/>{p('', listed=(1, 0))}</w:tc>"
    lists = definition(1, level(0, "decimal", "%1")) + num(1, 1)
    return docx(table(("序号", "姓名"), (counted, "甲"), (counted, "乙")), numbering=lists)


def _strict() -> bytes:
    return docx(
        p("某办法") + "".join(p(words, listed=(1, at)) for words, at in CHAPTERS_TYPED), numbering=CHAPTERS, strict=True
    )


def _english() -> bytes:
    lists = definition(
        1,
        level(0, "decimal", "Article %1", suffix="space"),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
    ) + num(1, 1)
    body = (
        p("Rules of Duty")
        + p("Everybody shall:", listed=(1, 0))
        + p("come;", listed=(1, 1))
        + p("stay:", listed=(1, 1))
    )
    return docx(body + p("all day;", listed=(1, 2)) + p("These Rules apply.", listed=(1, 0)), numbering=lists)


def _unended_field() -> bytes:
    body = p("第一条 甲。") + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("第二条 乙。")) + p("第三条 丙。")
    return docx(body)


def _separated() -> bytes:
    joined = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    return docx(p("第一条 【目的】", properties=joined) + p("为了规范，制定本办法。") + p("第二条 乙。"))


def _legal() -> bytes:
    lists = definition(
        1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>"), level(2, "decimal", "%2.%3")
    ) + num(1, 1)
    return docx(
        "".join(p(words, listed=(1, at)) for words, at in (("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1), ("戊", 2))),
        numbering=lists,
    )


def _moved() -> bytes:
    """One paragraph moved down behind another, both halves tracked."""
    away = p(gone("第一条 甲。", tag="moveFrom"), properties=mark("moveFrom"))
    here = p(ins("第一条 甲。", tag="moveTo"), properties=mark("moveTo"))
    start, end = '<w:moveFromRangeStart w:id="1" w:name="m"/>', '<w:moveFromRangeEnd w:id="1"/>'
    begin, stop = '<w:moveToRangeStart w:id="2" w:name="m"/>', '<w:moveToRangeEnd w:id="2"/>'
    return docx(start + away + end + p("第二条 乙。") + begin + here + stop)


#: What makes the file → the lines that must come out of it.
FILES: dict[str, tuple[bytes, list[str]]] = {
    "typed": (_typed(), ["某办法", "第一章　总则", "第一条　甲。", "（一）乙；", "（二）丙。"]),
    "numbered in one list": (_numbered(), ["某办法", *CHAPTERS_READ]),
    "numbered by style, as WPS": (
        _wps(), ["第一章　总则", "第一条　甲。", "第二条　乙。", "第二章　附则", "第三条　丙。", "不编号的一款。"]),
    "strict form of the standard": (_strict(), ["某办法", *CHAPTERS_READ]),
    "numbered in English": (
        _english(), ["Rules of Duty", "Article 1 Everybody shall:", "(a) come;", "(b) stay:", "(i) all day;", "Article 2 These Rules apply."]),
    "list style linked": (docx(p("甲", listed=(1, 0)) + p("乙", listed=(2, 0)), numbering=_LINKED), ["1、甲", "2、乙"]),
    "list begun again": (
        docx("".join(p(words, listed=(at, deep)) for words, at, deep in (("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 0), ("丁", 2, 0),
             ("戊", 2, 1), ("己", 2, 0), ("庚", 3, 0), ("辛", 1, 0))), numbering=_RESTARTED),
        ["1. 甲", "a)乙", "2. 丙", "1. 丁", "a)戊", "2. 己", "5. 庚", "6. 辛"]),
    "numbers in digits below Roman ones": (_legal(), ["I. 甲", "1.1 乙", "II. 丙", "2.1 丁", "1.1 戊"]),
    "contents in a field": (_contents(), ["某办法", "第一章 总则", "第一条 甲。"]),
    "contents in a box": (_gallery(), ["某办法", "第一章 总则", "第一条 甲。"]),
    "contents by style": (_styled_contents(), ["某办法", "第一章 总则", "第一条 甲。"]),
    "notes": (_notes(), ["第一条 按时到岗。", "【注：到岗以打卡为准。】", "第二条 乙。", "第三条 丙。", "【注：见附件。】"]),
    "text box": (docx(p(r("第一条 甲。") + _BOX) + p("第二条 乙。")), ["第一条 甲。", "框内的话。", "第二条 乙。"]),
    "links, forms, fields": (_wrapped(), ["第一条 依照《工会法》2025年人力资源部、第三条魑。", "第二条 乙。"]),
    "signs": (_signs(), ["第一条 见③☑A-1型。", "第二条乙。"]),
    "breaks": (_breaks(), ["某公司", "某办法", "第一条\t甲。", "第二条　乙。"]),
    "picture and equations": (
        docx(p("某办法") + p(r("第一条 见") + _PICTURE + r("，") + _EQUATION + r("和") + _OLE + r("。"))),
        ["某办法", "第一条 见（图片1），（公式1）和（公式2）。"]),
    "emblem above the title": (docx(p(_PICTURE) + p("某办法") + p("第一条 甲。")), ["某办法", "第一条 甲。"]),
    "table with merged cells": (
        _merged(), ["附件1", "| 班次 | 时间 |", r"| 甲班 | 8:00\|9:00 |", "|  | 10:00 |", "| 合计 |  |", "| 一 二 三 | 四 |"]),
    "numbered cells": (_counted_cells(), ["| 序号 | 姓名 |", "| 1 | 甲 |", "| 2 | 乙 |"]),
    "frame around the text": (docx(f"<w:tbl><w:tr><w:tc>{p('第一条 甲。')}{p('乙。')}</w:tc></w:tr></w:tbl>"), ["第一条 甲。", "乙。"]),
    "headers and footers": (
        docx(p("第一条 甲。"), header1=p("公司文件"), footer1=p("第1页")), ["第一条 甲。"]),
    "right to left": (docx(p(r("第一条 ") + r("مرحبا", "<w:rtl/>") + r("。"), properties="<w:bidi/>")), ["第一条 مرحبا。"]),
    "a field that never ends": (_unended_field(), ["第一条 甲。", "第二条 乙。", "第三条 丙。"]),
    "a caption on the same line": (_separated(), ["第一条 【目的】为了规范，制定本办法。", "第二条 乙。"]),
    "bullets": (
        docx(p("甲", listed=(1, 0)), numbering=definition(1, level(0, "bullet", "\uf06c")) + num(1, 1)), ["甲"]),
    "a paragraph that was moved": (_moved(), ["第二条 乙。", "第一条 甲。"]),
}  # fmt: skip
