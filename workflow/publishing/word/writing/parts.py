"""Puts the parts of a .docx together: the same parts always make the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_VALUES = f"{_OFFICE}/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every custom property says of its kind
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM_TYPE = (
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_CUSTOM_RELATION = (
    f'<Relationship Id="custom" Type="{_OFFICE}/relationships/custom-properties" Target="docProps/custom.xml"/>'
)
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships"'
)  # fmt: skip
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def escaped(text: str) -> str:
    """`text` as it stands between tags."""
    return _IMPOSSIBLE.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """`text` as it stands in an attribute."""
    return escaped(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one file, each the XML inside its outermost tag.

    feet, heads  what stands below and above the pages, by "default" (odd pages) and "even"
    properties   custom properties of the file, by name
    """

    body: str
    styles: str
    fonts: str
    settings: str
    numbering: str = ""
    feet: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    language: str = "zh-CN"
    properties: dict[str, str] = field(default_factory=dict)


def packed(parts: Parts) -> bytes:
    """The bytes of the .docx, without a clock in them."""
    inside = {
        "styles": ("w:styles", parts.styles),
        "fontTable": ("w:fonts", parts.fonts),
        "settings": ("w:settings", parts.settings),
        "numbering": ("w:numbering", parts.numbering),
        **{f"footer-{side}": ("w:ftr", words) for side, words in sorted(parts.feet.items())},
        **{f"header-{side}": ("w:hdr", words) for side, words in sorted(parts.heads.items())},
    }
    names = {name: name.partition("-")[0] for name in inside}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **names}.items()
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        for name, kind in names.items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{_CUSTOM_TYPE if parts.properties else ''}{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f"{_CUSTOM_RELATION if parts.properties else ''}</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(parts.title)}</dc:title><dc:creator>{escaped(parts.author)}</dc:creator>"
        f"<dc:language>{parts.language}</dc:language></cp:coreProperties>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{parts.body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        **{f"word/{name}.xml": f"<{tag} {SPACES}>{words}</{tag}>" for name, (tag, words) in inside.items()},
    }
    if parts.properties:
        files["docProps/custom.xml"] = _custom_xml(parts.properties)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, (_HEAD + content).encode("utf-8"))
    return out.getvalue()


def _custom_xml(properties: dict[str, str]) -> str:
    """Custom properties, numbered from 2 as the standard wants."""
    said = "".join(
        f'<property fmtid="{_CUSTOM}" pid="{number}" name="{attribute(name)}"><vt:lpwstr>{escaped(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_VALUES}">{said}</Properties>'
