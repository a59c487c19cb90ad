"""The XML of ruled tables: columns as wide as their words ask for, the head again on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflow.publishing.engine.typesetting import column_shares
from workflow.publishing.word.writing.page_xml import TYPE_WIDTH
from workflow.publishing.word.writing.paragraph_xml import Tracking, paragraph_xml
from workflow.text.comparing.runs import Mark

_OUTER, _INNER = 8, 6  # eighths of a point
_ABOVE, _BESIDE = 68, 102  # twips between the words of a cell and its rules
_SHORT = 8  # characters of a cell that is centred
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{_INNER if side.startswith("inside") else _OUTER}" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{_BESIDE if side in ("left", "right") else _ABOVE}" w:type="dxa"/>'
    for side in ("top", "left", "bottom", "right")
)
#: What keeps a table apart from what follows it, and gives a typist a place behind it.
_BEHIND = '<w:p><w:pPr><w:spacing w:line="340" w:lineRule="exact"/></w:pPr></w:p>'


def cell_xml(paragraphs: str, width: int, side: str = "center") -> str:
    """A cell; it holds at least one paragraph. `side` is where its words stand: center, top."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{side}"/></w:tcPr>'
        f"{paragraphs or paragraph_xml((), 'cell')}</w:tc>"
    )


def row_xml(
    cells: Iterable[str],
    head: bool = False,
    sign: Mark = Mark.KEPT,
    tracking: Tracking | None = None,
    whole: bool = True,
) -> str:
    """A row. The head of a table comes again on every page; a row that is not `whole` may run over to the next one."""
    said = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    if tracking is not None and sign is not Mark.KEPT:
        said += f"<w:{'del' if sign is Mark.GONE else 'ins'} {tracking.attributes()}/>"
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{''.join(cells)}</w:tr>"


def table_xml(rows: Iterable[str], widths: Sequence[int]) -> str:
    """A ruled table, and the small empty paragraph that keeps it apart from what follows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{_BEHIND}"
    )


def key_of_cell(words: str, head: bool) -> str:
    """The style of a cell: the head of a table, a short cell, any other."""
    return "head" if head else "middle" if len(words) <= _SHORT else "cell"


def fitting_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths of the columns of a table, in twips, as on paper: as their words ask for."""
    return shared_widths(column_shares([list(row) for row in rows]))


def shared_widths(shares: Sequence[float]) -> list[int]:
    """Widths in proportion to `shares`, together as wide as the type area."""
    return [int(TYPE_WIDTH * share / sum(shares)) for share in shares]
