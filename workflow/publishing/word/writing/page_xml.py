"""The XML of the page around a text: its size, what stands above and below it, and the settings of the file.

Twips (1/20 pt). GB/T 9704-2012, 5.1 and 5.2: A4, 37 mm above, 28 mm at the left, a type area of 156 × 225 mm.
"""

from __future__ import annotations

from workflow.publishing.word.writing.look import LINE, size_of, style_id
from workflow.publishing.word.writing.parts import escaped
from workflow.text.tree import Kind

TYPE_WIDTH = 8845
_WIDTH, _HEIGHT = 11906, 16838
_TOP, _LEFT, _TYPE_HEIGHT = 2098, 1588, 12758
_HEAD, _FOOT = 1324, 1444  # the marks end 8 mm above the type area; the dash of the number stands 7 mm below it
_TAB = 640
_INWARDS = 280  # one character of 四号 between a page number and the edge of the type area


def settings_xml(tracked: bool, english: bool) -> str:
    """Page numbers differ on odd and even pages; in a `tracked` file Word marks whatever is changed.

    A tab goes to the next whole character of a Chinese line: what stands behind 第一条 is as wide as a character.
    """
    return (
        f'<w:zoom w:percent="100"/>{"<w:trackRevisions/>" if tracked else ""}'
        f'<w:defaultTabStop w:val="{_TAB if english else size_of(Kind.PARAGRAPH, english=False)}"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
    )


def page_xml(headed: bool, english: bool) -> str:
    """The page, with its feet and, when `headed`, its heads."""
    sides = ("default", "even")
    names = [("footer", side) for side in sides] + [("header", side) for side in sides if headed]
    references = "".join(f'<w:{kind}Reference w:type="{side}" r:id="{kind}-{side}"/>' for kind, side in names)
    grid = "" if english else f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{_WIDTH}" w:h="{_HEIGHT}"/><w:pgMar w:top="{_TOP}" '
        f'w:right="{_WIDTH - _LEFT - TYPE_WIDTH}" w:bottom="{_HEIGHT - _TOP - _TYPE_HEIGHT}" w:left="{_LEFT}" '
        f'w:header="{_HEAD}" w:footer="{_FOOT}" w:gutter="0"/>{grid}</w:sectPr>'
    )


def foot_xml(even: bool, words: str) -> str:
    """— 1 — in 四号 宋体, one character in from the outer edge (GB/T 9704-2012, 7.5), and `words` at the inner one."""
    number = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    small = f'<w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t>{escaped(words)}</w:t></w:r>' if words else ""
    across = "<w:r><w:tab/></w:r>"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id("footer")}"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_WIDTH - _INWARDS}"/></w:tabs>'
        f'<w:ind w:left="{_INWARDS}" w:right="{_INWARDS}"/></w:pPr>'
        f"{number + across + small if even else small + across + number}</w:p>"
    )


def head_xml(even: bool, marks: list[str]) -> str:
    """The state of a draft above every page, each mark in a frame, at the outer edge."""
    frame = '<w:rPr><w:bdr w:val="single" w:sz="8" w:space="3" w:color="auto"/></w:rPr>'
    blank = '<w:r><w:t xml:space="preserve">　</w:t></w:r>'
    words = blank.join(f'<w:r>{frame}<w:t xml:space="preserve"> {escaped(mark)} </w:t></w:r>' for mark in marks)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id("header")}"/><w:ind w:left="{_INWARDS}" w:right="{_INWARDS}"/>'
        f'<w:jc w:val="{"left" if even else "right"}"/></w:pPr>{words}</w:p>'
    )
