"""The look of the paragraphs of official documents in Word: faces, sizes and lines by GB/T 9704-2012, as on our own paper.

Faces are named as enterprises have them installed; the font table says what else will do (w:altName). English texts are
set plainly, in the measures of our English paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workflow.publishing.values.manners import addresses, names_table
from workflow.publishing.word.lines import Line
from workflow.publishing.word.markup import MARKED
from workflow.publishing.word.writing.parts import attribute
from workflow.text.labels.clauses import BELOW, Form, clause
from workflow.text.reading.clauses import is_english_heading, is_heading
from workflow.text.tree import Kind

SONG, HEI, FANG, KAI, TITLE = "宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
_ALTERNATIVES = {TITLE: "小标宋", FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}
_ERHAO, _SANHAO, _SIHAO, _XIAOSI = 44, 32, 28, 24  # half points: 二号, 三号, 四号, 小四
#: Twips (1/20 pt). 22 lines fill the type area of 225 mm: 28.95 pt, a hair less than a 22nd, or the last would not fit.
#: The height is exact, so that whatever face stands in for a missing one keeps the page.
LINE = 579
_HALF = LINE // 2
_TITLE_LINE = LINE * 5 // 4
_CELL_LINE = 340
_SMALL_LINE = 320
_ENGLISH_LINE = 330
#: 28 characters of 三号 (16 pt) are a little wider than a line: each gives up a quarter of a point (in twips). Not by the
#: grid of characters of w:docGrid, which programs other than Word read in ways of their own.
TIGHTER = -5
_WORDS_ALONE = 30  # an item of no more characters that ends in no mark only heads what follows
_MARKS = "。；，、：！？.;,:!?)”"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. Measures in twips, `size` in half points.

    line           exact height of its lines; 0 leaves it to the face
    before, after  above and below a paragraph
    left, first    indents: of all lines, of the first one beyond that (negative hangs it out)
    characters     `first` in 1/100 characters, which follows when somebody changes the size
    own_digits     Latin letters and digits in this face too: a title or heading reads as one
    keeps          on one page with what follows
    close          nothing between two paragraphs of this style
    """

    name: str
    face: str
    size: int = _SANHAO
    align: str = ""
    line: int = LINE
    before: int = 0
    after: int = 0
    left: int = 0
    first: int = 0
    characters: int = 0
    bold: bool = False
    italic: bool = False
    outline: int | None = None
    own_digits: bool = False
    keeps: bool = False
    close: bool = False


_BODY = Look("款", FANG, first=640, characters=200)
_CHINESE = {
    Kind.TITLE: Look("Title", TITLE, _ERHAO, "center", _TITLE_LINE, LINE, LINE, own_digits=True, close=True),
    Kind.LETTERHEAD: Look("版头", KAI, align="center", close=True),
    Kind.NOTE: Look("题注", KAI, align="center", after=_HALF, close=True),
    Kind.PART: Look(
        "heading 1", TITLE, align="center", before=LINE, after=LINE, outline=0, own_digits=True, keeps=True
    ),
    Kind.CHAPTER: Look(
        "heading 2", HEI, align="center", before=LINE, after=LINE, outline=1, own_digits=True, keeps=True
    ),
    Kind.SECTION: Look("heading 3", KAI, align="center", before=_HALF, after=_HALF, outline=2, keeps=True),
    Kind.HEADING: replace(_BODY, name="heading 4", face=HEI, outline=2, own_digits=True, keeps=True),
    "unnumbered": Look(
        "无编号标题", HEI, align="center", before=_HALF, after=_HALF, outline=2, own_digits=True, keeps=True
    ),
    "marked-1": Look(MARKED[0], HEI, align="center", before=_HALF, after=_HALF, outline=0, own_digits=True, keeps=True),
    "marked-2": replace(_BODY, name=MARKED[1], face=KAI, outline=1, keeps=True),
    "marked-3": replace(_BODY, name=MARKED[2], outline=2, keeps=True),
    Kind.ARTICLE: replace(_BODY, name="条"),
    "flush": replace(_BODY, name="条（顶格）", first=0, characters=0),
    "flush-heads": replace(
        _BODY, name="条标题（顶格）", face=HEI, first=0, characters=0, outline=2, own_digits=True, keeps=True
    ),
    "addressed": replace(_BODY, name="主送机关", first=0, characters=0),
    "table-name": Look("表题", HEI, align="center", own_digits=True, keeps=True),
    Kind.PARAGRAPH: _BODY,
    Kind.ITEM: replace(_BODY, name="项"),
    "heads": replace(_BODY, name="小标题", face=KAI, keeps=True),
    Kind.SUBITEM: replace(_BODY, name="目"),
    Kind.ANNEX: Look("附件", HEI, after=_HALF, outline=0, own_digits=True, keeps=True),
    Kind.SIGNATURE: Look("署名", FANG, align="center"),
    "cell": Look("表格", FANG, _XIAOSI, "left", _CELL_LINE),
    "middle": Look("表格居中", FANG, _XIAOSI, "center", _CELL_LINE),
    "head": Look("表头", HEI, _XIAOSI, "center", _CELL_LINE, own_digits=True),
    "legend": Look("表注", KAI, _XIAOSI, "left", _CELL_LINE, after=120),
    "footer": Look("footer", SONG, _SIHAO, "left", _SMALL_LINE),
    "header": Look("header", HEI, _XIAOSI, "right", _SMALL_LINE),
}
_PLAIN = Look("Paragraph", FANG, 23, "both", _ENGLISH_LINE, after=_ENGLISH_LINE // 2)
_SMALL = Look("Table", FANG, 20, "left", 270)
_ENGLISH_ITEM = replace(_PLAIN, name="Item", left=780, first=-320, close=True)
_ENGLISH = {
    Kind.TITLE: Look("Title", SONG, 38, "center", 500, _ENGLISH_LINE, _ENGLISH_LINE, bold=True, close=True),
    Kind.LETTERHEAD: replace(_PLAIN, name="Letterhead", align="center", close=True),
    Kind.NOTE: replace(_PLAIN, name="Title note", align="center", after=_ENGLISH_LINE, italic=True, close=True),
    Kind.PART: replace(_PLAIN, name="heading 1", size=28, align="center", before=495, after=250, bold=True, outline=0, keeps=True),
    Kind.CHAPTER: replace(_PLAIN, name="heading 2", size=25, align="center", before=495, after=250, bold=True, outline=1, keeps=True),
    Kind.SECTION: replace(_PLAIN, name="heading 3", align="center", before=495, after=250, bold=True, italic=True, outline=2, keeps=True),
    Kind.HEADING: replace(_PLAIN, name="heading 4", before=_ENGLISH_LINE, bold=True, outline=2, keeps=True),
    "unnumbered": replace(_PLAIN, name="Unnumbered heading", align="center", before=_ENGLISH_LINE, bold=True, outline=2, keeps=True),
    "marked-1": replace(_PLAIN, name=MARKED[0], size=25, before=_ENGLISH_LINE, bold=True, outline=0, keeps=True),
    "marked-2": replace(_PLAIN, name=MARKED[1], before=_ENGLISH_LINE, bold=True, outline=1, keeps=True),
    "marked-3": replace(_PLAIN, name=MARKED[2], before=_ENGLISH_LINE, italic=True, outline=2, keeps=True),
    Kind.ARTICLE: replace(_PLAIN, name="Article"),
    Kind.PARAGRAPH: _PLAIN,
    Kind.ITEM: _ENGLISH_ITEM,
    Kind.SUBITEM: replace(_ENGLISH_ITEM, name="Subitem", left=1240),
    Kind.ANNEX: replace(_PLAIN, name="Annex", size=25, align="left", bold=True, outline=0, keeps=True),
    Kind.SIGNATURE: replace(_PLAIN, name="Signature", align="center", after=0),
    "cell": _SMALL,
    "middle": replace(_SMALL, name="Table, short cell"),
    "head": replace(_SMALL, name="Table head", bold=True),
    "legend": replace(_SMALL, name="Table note", after=120, italic=True),
    "footer": Look("footer", SONG, 22, "left", _SMALL_LINE),
    "header": Look("header", HEI, 21, "right", _SMALL_LINE, bold=True),
}  # fmt: skip


def key_of(line: Line, english: bool) -> str:
    """The style for a line: lists by depth, whatever has no style of its own as body text."""
    if line.kind == Kind.ARTICLE and (label := clause(line.label)):
        heads = (is_english_heading if english else is_heading)(line.words)
        if label.form is Form.DOTTED and not english:
            return "flush-heads" if heads else "flush"
        return Kind.ARTICLE if not heads else "heads" if label.form in BELOW and not english else Kind.HEADING
    if line.kind == Kind.HEADING and line.depth:
        return f"marked-{min(line.depth, len(MARKED))}"
    if line.kind == Kind.HEADING:
        return Kind.HEADING if line.label else "unnumbered"
    if not english and line.kind == Kind.PARAGRAPH and names_table(line.words):
        return "table-name"
    if not english and line.kind == Kind.PREAMBLE and addresses(line.words):
        return "addressed"
    if not line.depth:
        return line.kind if line.kind in _CHINESE else Kind.PARAGRAPH
    if line.depth > 1:
        return Kind.SUBITEM
    alone = 0 < len(line.words) <= _WORDS_ALONE and line.words[-1] not in _MARKS
    return "heads" if alone and not english else Kind.ITEM


def style_id(key: str) -> str:
    """How the file names a style."""
    return f"Workflow{key.capitalize()}"


def of_label(key: str, english: bool) -> str:
    """The properties of the words of a label, where they differ from those behind it: 第一条 in 黑体, Article 1 bold."""
    if key not in (Kind.ARTICLE, "flush"):
        return ""
    return "<w:b/>" if english else f'<w:rFonts w:hint="eastAsia" w:ascii="{HEI}" w:hAnsi="{HEI}" w:eastAsia="{HEI}"/>'


def indent_of(key: str, english: bool) -> str:
    """The indent of a list level, which would otherwise take away that of the paragraphs."""
    look = (_ENGLISH if english else _CHINESE)[key]
    return _indent(replace(look, characters=0)) or '<w:ind w:left="0" w:firstLine="0"/>'


def size_of(key: str, english: bool) -> int:
    """How wide a full character of a style is, in twips."""
    look = (_ENGLISH if english else _CHINESE)[key]
    return look.size * 10 + (0 if english else TIGHTER)


def styles_xml(english: bool) -> str:
    """The styles of the file."""
    size = _ENGLISH[Kind.PARAGRAPH].size if english else _SANHAO
    tighter = "" if english else f'<w:spacing w:val="{TIGHTER}"/>'
    words = f'{_faces(FANG)}{tighter}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    # Official documents stand on a grid of whole and half characters, 22 lines on every page: nothing is put between Han
    # and Latin, and no line is taken to the next page for company.
    grid = "" if english else '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{words}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    normal = f'<w:name w:val="Normal"/><w:qFormat/><w:pPr>{grid}<w:jc w:val="both"/></w:pPr>'
    styles = "".join(_style(key, look) for key, look in (_ENGLISH if english else _CHINESE).items())
    return f'{defaults}<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{normal}</w:style>{styles}'


def fonts_xml() -> str:
    """The faces, each with what else will do."""
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
    )


def _faces(face: str, own_digits: bool = False) -> str:
    latin = face if own_digits else _LATIN
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{_LATIN}" w:eastAsia="{face}"/>'


def _indent(look: Look) -> str:
    if not look.left and not look.first:
        return ""
    side = "hanging" if look.first < 0 else "firstLine"
    told = f' w:firstLineChars="{look.characters}"' if look.characters else ""
    return f'<w:ind w:left="{look.left}"{told} w:{side}="{abs(look.first)}"/>'


def _style(key: str, look: Look) -> str:
    exact = f' w:line="{look.line}" w:lineRule="exact"' if look.line else ""
    paragraph = "".join(
        (
            "<w:keepNext/>" if look.keeps else "",
            "<w:pageBreakBefore/>" if key == Kind.ANNEX else "",
            '<w:snapToGrid w:val="0"/>',
            f'<w:spacing w:before="{look.before}" w:after="{look.after}"{exact}/>',
            _indent(look),
            "<w:contextualSpacing/>" if look.close else "",
            f'<w:jc w:val="{look.align}"/>' if look.align else "",
            f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "",
        )
    )
    words = "".join(
        (
            _faces(look.face, look.own_digits),
            "<w:b/>" if look.bold else "",
            "<w:i/>" if look.italic else "",
            f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>',
        )
    )
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(key)}"><w:name w:val="{attribute(look.name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>'
    )
