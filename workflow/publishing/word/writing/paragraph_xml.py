"""The XML of paragraphs and runs, with tracked insertions and deletions (w:ins, w:del) where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from workflow.publishing.word.writing.lists import Listed
from workflow.publishing.word.writing.look import style_id
from workflow.publishing.word.writing.parts import attribute, escaped
from workflow.text.comparing.runs import Mark

Run = tuple[Mark, str]  # and the words


class Label(NamedTuple):
    """A label that is typed because no list prints it: its runs, and the properties that set it off."""

    runs: tuple[Run, ...] = ()
    properties: str = ""


NO_LABEL = Label()


class Tracking:
    """Whose changes are written, and a number for each."""

    def __init__(self, author: str, at: datetime) -> None:
        when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._said = f'w:author="{attribute(author)}" w:date="{when}"'
        self._count = 0

    def attributes(self) -> str:
        """What a w:ins or w:del says of itself."""
        self._count += 1
        return f'w:id="{self._count}" {self._said}'


def run_xml(words: str, sign: Mark = Mark.KEPT, properties: str = "", tracking: Tracking | None = None) -> str:
    """A run of words; what went and what came is tracked when `tracking` says whose they are."""
    if not words:
        return ""
    deleted = sign is Mark.GONE and tracking is not None
    tag = "w:delText" if deleted else "w:t"
    parts = "<w:br/>".join(
        "<w:tab/>".join(
            f'<{tag} xml:space="preserve">{escaped(part)}</{tag}>' if part else "" for part in line.split("\t")
        )
        for line in words.split("\n")
    )
    run = f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{parts}</w:r>"
    if tracking is None or sign is Mark.KEPT:
        return run
    wrapped = "w:del" if deleted else "w:ins"
    return f"<{wrapped} {tracking.attributes()}>{run}</{wrapped}>"


def paragraph_xml(
    runs: Iterable[Run],
    key: str,
    listed: Listed | None = None,
    sign: Mark = Mark.KEPT,
    tracking: Tracking | None = None,
    label: Label = NO_LABEL,
    sides: tuple[int, int] = (0, 0),
    inside: str = "",
) -> str:
    """A paragraph in the style `key`; `sign` says whether its end was inserted or deleted too.

    label  what is typed in front of the words
    sides  indents left and right, in twips, where the words themselves ask for some
    inside the words with label, blank, fields and bookmarks, where somebody wrote them already
    """
    numbered = f'<w:numPr><w:ilvl w:val="{listed.level}"/><w:numId w:val="{listed.list}"/></w:numPr>' if listed else ""
    indent = f'<w:ind w:left="{sides[0]}" w:right="{sides[1]}"/>' if any(sides) else ""
    end = ""
    if tracking is not None and sign is not Mark.KEPT:
        end = f"<w:rPr><w:{'del' if sign is Mark.GONE else 'ins'} {tracking.attributes()}/></w:rPr>"
    words = inside or "".join(run_xml(text, own, label.properties, tracking) for own, text in label.runs)
    if not inside:
        words += run_xml(listed.gap, sign, "", tracking) if listed else ""
        words += "".join(run_xml(text, own, "", tracking) for own, text in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(key)}"/>{numbered}{indent}{end}</w:pPr>{words}</w:p>'
