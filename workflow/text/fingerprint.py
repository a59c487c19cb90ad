"""Fingerprints: which words were read, approved, voted on and printed. Knows nothing about who did so.

The canonical form that is hashed: Unicode NFC, line ends LF, no byte order mark, no blanks at the end of a line, no
empty lines at the end, one line feed after the last line. The fingerprint of a canonical file is therefore what
`sha256sum FILE` prints. Beside it stands the *normalised* text, which only serves to recognise a typographic change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from workflow.text.tree import CONTAINERS, Document, Kind, Provision

SHORT_GROUPS = 8  # groups of four hexadecimal digits shown to people

_QUOTES = "“”„‟「」『』〝〞＂\"‘’‚‛＇'`´"
_FOLD = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms of ASCII
    | {ord(mark): '"' for mark in _QUOTES}
    | {ord(mark): "(" for mark in "〔［[【﹙﹝"}
    | {ord(mark): ")" for mark in "〕］]】﹚﹞"}
    | {ord(mark): plain for mark, plain in zip("﹐﹑﹒﹔﹕﹖﹗", ",、.;:?!", strict=True)}
    | {ord(mark): "<" for mark in "〈《"}
    | {ord(mark): ">" for mark in "〉》"}
    | {ord(mark): "-" for mark in "—–―‐‑−－"}
    | {ord(mark): "~" for mark in "～〜∼"}
    | {ord(mark): "·" for mark in "・•‧∙⋅"}
    | dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"), None)  # invisible
)
_BLANKS = re.compile(r"\s+")
_LOOSE_BLANK = re.compile(r"(?<![!-~]) | (?![!-~])")  # a blank that does not stand between two ASCII characters


def canonical(text: str) -> str:
    """The form of `text` that is hashed: see the head of this module. "" stays ""."""
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n" if lines else ""


def fingerprint(text: str) -> str:
    """SHA-256 of the canonical form of `text` in UTF-8: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(text).encode("utf-8", "surrogatepass")).hexdigest()


def short(digest: str) -> str:
    """The form people read and compare: the first eight groups of four digits of a fingerprint."""
    return " ".join(digest[start : start + 4] for start in range(0, 4 * SHORT_GROUPS, 4))


def normalised(text: str) -> str:
    """`text` without what only a typesetter sees: width of letters and punctuation, style of quotation marks, brackets
    and dashes, blanks and line breaks. A blank between two Latin words or figures is kept ("1 000" is not "1000").
    Superscripts and other compatibility characters stay as they are: 10² is not 102.
    """
    folded = _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_FOLD)).strip()
    return _LOOSE_BLANK.sub("", folded) if " " in folded else folded


def provision_fingerprint(provision: Provision) -> str:
    """Fingerprint of one provision's wording with all that is below it.

    Its own number does not count, nor any key or line: what was only renumbered or moved keeps its fingerprint. The
    numbers of its items do count, since other provisions cite them.
    """
    return fingerprint("\n".join(_wording(provision, own_label=False)))


def structure_fingerprint(document: Document) -> str:
    """Fingerprint of order and headings from the title down to the articles, not of the words of the articles.

    Keys count where there are any, so that two articles which change places and numbers change the structure.
    """
    return fingerprint("\n".join(_outline(document.root, 0)))


def _wording(provision: Provision, own_label: bool = True) -> list[str]:
    label = provision.label if own_label else ""
    lines = [f"{provision.kind}\t{label}\t{provision.heading}\t{provision.text}"]
    lines += ["\t".join(("row", *row)) for row in provision.rows]
    for child in provision.children:
        lines += _wording(child)
    return lines


def _outline(provision: Provision, depth: int) -> list[str]:
    lines = []
    for child in provision.children:
        if child.kind == Kind.ARTICLE or child.kind in CONTAINERS:
            lines.append("\t".join((str(depth), child.kind, child.label, child.heading, child.key)))
        if child.kind in CONTAINERS:
            lines += _outline(child, depth + 1)
    return lines
