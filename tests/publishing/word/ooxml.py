"""Word files written by hand, part by part, as Word, WPS and other programs write them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_OPEN = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": f"{_OPEN}/officeDocument/2006/relationships",
    "m": f"{_OPEN}/officeDocument/2006/math",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OPEN}/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
STRICT = {
    _SPACES["w"]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    _SPACES["r"]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    _SPACES["m"]: "http://purl.oclc.org/ooxml/officeDocument/math",
}
_TAGS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "commentsExtended": "w15:commentsEx",
    "header1": "w:hdr",
    "footer1": "w:ftr",
}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(body: str, *, kind: str = _MAIN, strict: bool = False, relations: str = "", more: dict[str, bytes] | None = None,
         **parts: str) -> bytes:  # fmt: skip
    """A Word file with that body; `parts` are what stands inside its other parts, by name; `more` are whole files."""
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": _relations('<Relationship Id="a" Type="T/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            "".join(f'<Relationship Id="{name}" Type="T/{name.rstrip("1")}" Target="{name}.xml"/>' for name in parts)
            + relations
        ),
        **{f"word/{name}.xml": f"<{_TAGS[name]} {SPACES}>{inside}</{_TAGS[name]}>" for name, inside in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if strict:
                for usual, other in STRICT.items():
                    content = content.replace(usual, other)
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content)
        for name, raw in (more or {}).items():
            archive.writestr(name, raw)
    return out.getvalue()


def _relations(inside: str) -> str:
    told = inside.replace("T/", f"{_OPEN}/officeDocument/2006/relationships/")
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{told}</Relationships>'


def p(inside: str = "", style: str = "", listed: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph of runs or, when `inside` is no XML, of words."""
    inside = inside if inside.startswith("<") else r(inside)
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        said += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{said}{properties}</w:pPr>{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    if not words:
        return ""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def said(author: str = "张三", identity: int = 1) -> str:
    """Who made a change and when."""
    return f'w:id="{identity}" w:author="{author}" w:date="2025-03-04T05:06:07Z"'


def ins(words: str, author: str = "张三", tag: str = "ins") -> str:
    """An insertion."""
    return f"<w:{tag} {said(author)}>{r(words)}</w:{tag}>"


def gone(words: str, author: str = "张三", tag: str = "del") -> str:
    """A deletion."""
    run = r(words).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ") if tag == "del" else r(words)
    return f"<w:{tag} {said(author)}>{run}</w:{tag}>"


def mark(kind: str, author: str = "张三") -> str:
    """The property of a paragraph whose end was inserted ("ins") or deleted ("del")."""
    return f"<w:rPr><w:{kind} {said(author)}/></w:rPr>"


def level(place: int, style: str, text: str, *, suffix: str = "", start: int = 1, more: str = "") -> str:
    """A level of a list."""
    follows = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}{follows}'
        f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def definition(identity: int, *levels: str, more: str = "") -> str:
    """A w:abstractNum."""
    return f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, starts: dict[int, int] | None = None) -> str:
    """A w:num, which begins again at `starts`."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in (starts or {}).items()
    )
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(identity: str, name: str, *, based_on: str = "", inside: str = "", default: bool = False) -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    usual = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph"{usual} w:styleId="{identity}"><w:name w:val="{name}"/>{base}<w:pPr>{inside}</w:pPr></w:style>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of words; what is XML stands as it is."""

    def cell(words: str) -> str:
        return words if words.startswith("<w:tc>") else f"<w:tc><w:tcPr/>{p(words)}</w:tc>"

    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A field over several runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
