"""The XML of paragraphs and tables, with tracked insertions and deletions (w:ins, w:del) where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from workflow.publishing.word.look import style_id
from workflow.publishing.word.parts import attribute, escaped

Run = tuple[str, str]  # "=", "-" or "+", and the words

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_WIDTH = 8845  # twips, the type area


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


def run_xml(words: str, sign: str = "=", properties: str = "", tracking: Tracking | None = None) -> str:
    """A run of words; "-" and "+" are tracked when `tracking` says whose they are."""
    if not words:
        return ""
    deleted = sign == "-" and tracking is not None
    tag = "w:delText" if deleted else "w:t"
    parts = "<w:br/>".join(
        "<w:tab/>".join(
            f'<{tag} xml:space="preserve">{escaped(part)}</{tag}>' if part else "" for part in line.split("\t")
        )
        for line in words.split("\n")
    )
    run = f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{parts}</w:r>"
    if tracking is None or sign == "=":
        return run
    wrapped = "w:del" if deleted else "w:ins"
    return f"<{wrapped} {tracking.attributes()}>{run}</{wrapped}>"


def paragraph_xml(
    runs: Iterable[Run],
    key: str,
    listed: tuple[str, int] | None = None,
    sign: str = "=",
    tracking: Tracking | None = None,
    properties: str = "",
) -> str:
    """A paragraph in the style `key`; `sign` says whether its end was inserted or deleted too."""
    numbered = f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>' if listed else ""
    end = ""
    if tracking is not None and sign != "=":
        end = f"<w:rPr><w:{'del' if sign == '-' else 'ins'} {tracking.attributes()}/></w:rPr>"
    words = "".join(run_xml(text, own, properties, tracking) for own, text in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(key)}"/>{numbered}{end}</w:pPr>{words}</w:p>'


def cell_xml(paragraphs: str, width: int) -> str:
    """A cell; it holds at least one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs or paragraph_xml((), "cell")}</w:tc>'


def row_xml(cells: Iterable[str], head: bool = False, sign: str = "=", tracking: Tracking | None = None) -> str:
    """A row; the head of a table comes again on every page."""
    said = "<w:tblHeader/>" if head else ""
    if tracking is not None and sign != "=":
        said += f"<w:{'del' if sign == '-' else 'ins'} {tracking.attributes()}/>"
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{''.join(cells)}</w:tr>"


def table_xml(rows: Iterable[str], widths: Sequence[int]) -> str:
    """A ruled table, and the empty paragraph that keeps it apart from what follows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl><w:p/>'
    )


def even_widths(columns: int) -> list[int]:
    """The widths of so many equal columns."""
    return [_TABLE_WIDTH // max(columns, 1)] * columns


def shared_widths(shares: Sequence[float]) -> list[int]:
    """Widths in proportion to `shares`."""
    return [round(_TABLE_WIDTH * share / sum(shares)) for share in shares]
