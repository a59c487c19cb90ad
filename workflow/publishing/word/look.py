"""The look of official documents in Word: page, faces and styles by GB/T 9704-2012, and a plain one for English.

Faces are named as enterprises have them installed; the font table says what else will do (w:altName).
"""

from __future__ import annotations

from typing import NamedTuple

from workflow.publishing.word.parts import attribute, escaped

# Twips (1/20 pt). GB/T 9704-2012, 5.1 and 5.2: A4, 37 mm above, 28 mm at the left, a type area of 156 × 225 mm.
_WIDTH, _HEIGHT = 11906, 16838
_TOP, _LEFT, _TYPE_WIDTH, _TYPE_HEIGHT = 2098, 1588, 8845, 12758
_LINES = 22
_PITCH = round(_TYPE_HEIGHT / _LINES)
#: 28 characters of 三号 (16 pt) are a little wider than a line: each gives up a quarter of a point (in twips). Not by the
#: grid of characters of w:docGrid, which programs other than Word read in ways of their own.
_TIGHTER = -5
SONG, HEI, FANG, KAI, TITLE = "宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
_ALTERNATIVES = {TITLE: "小标宋", FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}
_ERHAO, _SANHAO, _SIHAO, _XIAOSI = 44, 32, 28, 24  # half points: 二号, 三号, 四号, 小四


class Look(NamedTuple):
    """A paragraph style: its face, its size in half points, and how its paragraphs stand."""

    name: str
    face: str
    size: int = _SANHAO
    align: str = ""
    indent: int = 0  # first line, in 1/100 characters
    bold: bool = False
    outline: int | None = None
    space: int = 0  # before and after, in twips
    gridded: bool = True  # whether its lines keep to those of the page


_CHINESE = {
    "title": Look("Title", TITLE, _ERHAO, "center", space=_PITCH),
    "note": Look("题注", KAI, align="center"),
    "part": Look("heading 1", HEI, align="center", outline=0, space=_PITCH // 2),
    "chapter": Look("heading 2", HEI, align="center", outline=1, space=_PITCH // 2),
    "section": Look("heading 3", KAI, align="center", outline=2, space=_PITCH // 2),
    "heading": Look("heading 4", HEI, indent=200, outline=2),
    "article": Look("条", FANG, indent=200),
    "paragraph": Look("款", FANG, indent=200),
    "item": Look("项", FANG, indent=200),
    "subitem": Look("目", FANG, indent=200),
    "annex": Look("附件", HEI, outline=0),
    "signature": Look("署名", FANG, align="right"),
    "cell": Look("表格", FANG, _XIAOSI, "left", gridded=False),
}
_ENGLISH_ALIGN = {"item": 400, "subitem": 400}


def key_of(kind: str, depth: int = 0) -> str:
    """The style for a line of that kind: lists by depth, whatever has no style of its own as body text."""
    if depth:
        return "item" if depth == 1 else "subitem"
    return kind if kind in _CHINESE else "paragraph"


def style_id(key: str) -> str:
    """How the file names a style."""
    return f"Workflow{key.capitalize()}"


def styles_xml(english: bool) -> str:
    """The styles of the file."""
    tighter = "" if english else f'<w:spacing w:val="{_TIGHTER}"/>'
    size = f'{tighter}<w:sz w:val="{_SANHAO}"/><w:szCs w:val="{_SANHAO}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    words = f"<w:rPrDefault><w:rPr>{_faces(FANG)}{size}</w:rPr></w:rPrDefault>"
    normal = '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="both"/></w:pPr>'
    found = [
        f"<w:docDefaults>{words}<w:pPrDefault/></w:docDefaults>",
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{normal}</w:style>',
    ]
    for key, look in _CHINESE.items():
        found.append(_style(key, _as_english(key, look) if english else look))
    for key, name in (("footer", "footer"), ("header", "header")):
        found.append(_style(key, Look(name, SONG, _SIHAO)))
    return "".join(found)


def fonts_xml() -> str:
    """The faces, each with what else will do."""
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
    )


def settings_xml(tracked: bool) -> str:
    """Page numbers differ on odd and even pages; in a `tracked` file Word marks whatever is changed."""
    return (
        f'<w:zoom w:percent="100"/>{"<w:trackRevisions/>" if tracked else ""}'
        '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
    )


def page_xml(headed: bool) -> str:
    """The page, with its feet and, when `headed`, its heads."""
    sides = ("default", "even")
    names = [("footer", side) for side in sides] + [("header", side) for side in sides if headed]
    references = "".join(f'<w:{kind}Reference w:type="{side}" r:id="{kind}-{side}"/>' for kind, side in names)
    foot = _HEIGHT - _TOP - _TYPE_HEIGHT
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{_WIDTH}" w:h="{_HEIGHT}"/><w:pgMar w:top="{_TOP}" '
        f'w:right="{_WIDTH - _LEFT - _TYPE_WIDTH}" w:bottom="{foot}" w:left="{_LEFT}" w:header="851" w:footer="1304" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_PITCH}"/></w:sectPr>'
    )


def foot_xml(even: bool, words: str) -> str:
    """— 1 — in 四号 宋体, one character in from the outer edge (GB/T 9704-2012, 7.5), and `words` below."""
    side, inner = ("left", 'w:leftChars="100" w:left="280"') if even else ("right", 'w:rightChars="100" w:right="280"')
    style = f'<w:pStyle w:val="{style_id("footer")}"/>'
    small = f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>{escaped(words)}</w:t></w:r>'
    more = f"<w:p><w:pPr>{style}</w:pPr>{small}</w:p>"
    field = "".join(
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
    number = f'<w:p><w:pPr>{style}<w:ind {inner}/><w:jc w:val="{side}"/></w:pPr>{field}</w:p>'
    return number + (more if words else "")


def head_xml(words: str) -> str:
    """The state of a draft above every page."""
    style = f'<w:pStyle w:val="{style_id("header")}"/><w:jc w:val="right"/>'
    return f"<w:p><w:pPr>{style}</w:pPr><w:r><w:t>{escaped(words)}</w:t></w:r></w:p>"


def _faces(face: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{face}"/>'


def _as_english(key: str, look: Look) -> Look:
    return look._replace(
        size={_ERHAO: 36, _SANHAO: 24}.get(look.size, look.size),
        indent=_ENGLISH_ALIGN.get(key, 0),
        bold=look.face in (TITLE, HEI),
        space=look.space or 60,
    )


def _style(key: str, look: Look) -> str:
    paragraph = "".join(
        (
            "<w:keepNext/>" if look.outline is not None else "",
            "<w:pageBreakBefore/>" if key == "annex" else "",
            "" if look.gridded else '<w:snapToGrid w:val="0"/>',
            f'<w:spacing w:before="{look.space}" w:after="{look.space}"/>' if look.space else "",
            f'<w:ind w:firstLineChars="{look.indent}" w:firstLine="{look.indent * look.size // 10}"/>'
            if look.indent
            else "",
            f'<w:jc w:val="{look.align}"/>' if look.align else "",
            f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "",
        )
    )
    words = (
        _faces(look.face)
        + ("<w:b/>" if look.bold else "")
        + f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(key)}"><w:name w:val="{attribute(look.name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>'
    )
