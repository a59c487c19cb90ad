"""Rules of line breaking that the layout engine does not know: what may not begin a line, and no lone last character.

Follows 《中文排版需求》 (W3C clreq): 避头尾, 孤字. U+2060, which prints nothing, forbids a break. No quarter-em is put between
Han and Latin: official documents are set on a grid of whole and half characters (GB/T 9704-2012, 5.2.3), and the digits
of the 仿宋 face are half a character wide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from workflow.publishing.engine.titles import width
from workflow.publishing.values.manners import addresses, names_table
from workflow.text.labels.clauses import clause
from workflow.text.reading.printable import printed
from workflow.text.tree import Provision

JOIN, BREAK = "\u2060", "\u200b"

#: May not begin a line, but the engine's rules let them: dashes, the middle dot of names, the wave of a range, and the
#: unit after a number. Not within ——, which is never broken and which some faces draw with one glyph.
_NOT_FIRST = re.compile(r"(?<=[^\s—])(?=—)|(?<=\S)(?=[–―·‧•～〜~])|(?<=[0-9])(?=[年月日时天元人次名个件％%℃])")
#: Between the last two Han characters of a paragraph.
_LAST_TWO = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff][^\w\s]*$)")
#: Never broken, though the engine would: numbers of standards (GB/T 9704-2012), of telephones, of years and clauses with
#: hyphens, the head of an address, a unit over a unit.
_WHOLE = re.compile(
    r"[A-Z]{1,5}(?:/[A-Z]{1,3})?[ \u00a0]?[0-9]+(?:\.[0-9]+)*(?:[-–—][0-9]+)?"
    r"|\+?[0-9]{1,4}(?:[- ][0-9]{2,8})+|[0-9]+(?:[-–/.:][0-9]+)+"
    r"|[a-z][a-z0-9+.-]*://[^/\s\u3000-\u9fff\uff00-\uffef]*|www\.[a-z0-9.-]+"
    r"|[A-Za-z0-9²³%％℃°]{1,6}/[A-Za-z0-9²³]{1,4}(?![A-Za-z0-9])"
)
#: Where such a thing would be broken: after a sign or a blank.
_INSIDE = re.compile(r"(?<=[-–—/.:+ \u00a0])(?=[^\u2060])|(?<=[A-Za-z])(?=[0-9])")
#: Where a Chinese line may be broken beside quotation marks; the engine cannot tell which of them opens, and breaks at none.
_BY_QUOTES = re.compile(
    "(?<=[\u3400-\u9fff，。、；：？！）》〉】〕])(?=[“‘][^，。、；：？！）》〉”’】〕])|(?<=[”’])(?=[\u3400-\u9fff（《〈【〔])"
)
#: A full-width mark that another one follows, an opening mark before a closing one excepted. ？ is not cut: some faces draw
#: it in the middle of its square.
_ADJOINING = re.compile(
    "[，。、；：！）》〉”’】〕」』](?=[\u2060\u200b]?[，。、；：？！）》〉”’】〕」』（《〈“‘【〔「『])|[（《〈“‘【〔「『](?=[\u2060\u200b]?[（《〈“‘【〔「『])"
)


_ATTACHED = re.compile("附[ \u3000]*件[ \u3000]*[：:]")
_LISTED = re.compile(r"[0-9０-９]{1,2}[.．、]")
#: How the name of an office ends, or a line that is a date.
_OFFICE = re.compile("(?:公司|集团|厂|部|处|科|室|局|会|院|所|中心|办公室|工会|分厂|车间)$|日$|^[0-9]{4}[.年-]")
_DEPTHS = 4  # of clauses, beyond which none looks different from the one above it
_TABLE_CHARACTERS = 36.0  # of 12 pt in the type area
_PADDING = 1.1  # left and right of a cell, in characters, with something to spare
_SHORT = 6.0  # cells up to this width are kept on one line where there is room
_ROWS_MEASURED = 200


@dataclass(frozen=True, slots=True)
class Hand:
    """How a page sets a text; the macros of templates/shared/article.html ask it.

    english  Article 5 words, and Article 5. Heading; else 第五条　words
    shape    prepares words for the page; on a screen `str` leaves them as they are
    anchor   the id of a unit, or None when units need none
    columns  the shares of a table's columns in percent, or None to leave them to the page
    """

    english: bool
    shape: Callable[[str], str]
    anchor: Callable[[Provision], str] | None = None
    columns: Callable[[Sequence[Sequence[str]]], list[float]] | None = None

    @staticmethod
    def clause(label: str) -> str:
        """How the clause with that label looks, in words of the style sheets (clause dotted depth-2); "" for an article."""
        found = clause(label)
        return f"clause {found.form.name.lower()} depth-{min(found.depth, _DEPTHS)}" if found else ""

    names_table = staticmethod(names_table)
    addresses = staticmethod(addresses)

    @staticmethod
    def foot(text: str) -> tuple[list[str], list[str]]:
        """The lines of the list of attachments above who signs, and the lines of who signs (GB/T 9704-2012, 7.3.4 and 7.3.5)."""
        lines = text.split("\n")
        if not _ATTACHED.match(lines[0]):
            return [], lines
        stop = 1
        while stop < len(lines) - 1 and (_LISTED.match(lines[stop]) or not _OFFICE.search(lines[stop])):
            stop += 1
        return lines[:stop], lines[stop:]


def shape(text: str) -> str:
    """`text` with U+2060 wherever a line may not be broken."""
    text = _NOT_FIRST.sub(JOIN, printed(text))
    text = _WHOLE.sub(lambda whole: _INSIDE.sub(JOIN, whole.group()), text)
    return _LAST_TWO.sub(JOIN, text)


def squeezed(text: str) -> Markup:
    """`text` as `shape` prepares it, as markup in which of two adjoining marks the first gives up its blank half (标点挤压).

    Every full-width mark has its ink in one half of its square, so 》《, ），, ”。 would stand half a character or a whole one
    apart. The half is taken back behind the first mark (style `cut`); the words stay what they are.
    """
    pieces, at = [], 0
    text = _BY_QUOTES.sub(BREAK, shape(text))
    for pair in _ADJOINING.finditer(text):
        pieces += [
            escape(text[at : pair.start()]),
            Markup('<span class="cut">'),
            escape(pair.group()),
            Markup("</span>"),
        ]
        at = pair.end()
    return Markup("").join([*pieces, escape(text[at:])])


def column_shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """The shares of the columns of a table in percent that make it low: what cells hold decides, column by column.

    Short cells get the width of their words; character by character, the column then grows whose cells make the rows
    high, and what is left goes to all by what they hold. Rows may be of unequal length; where nothing stands below the
    head, it is a form whose columns are equal. Done here because the layout engine takes a second to find widths by trial.
    """
    count = max(map(len, rows), default=0)
    if not any(cell.strip() for row in rows[1:] for cell in row):  # a form to be filled in
        return [round(100 / count, 2)] * count
    cells = [
        [width(row[place]) if place < len(row) else 0.0 for row in rows[:_ROWS_MEASURED]] for place in range(count)
    ]
    room = _TABLE_CHARACTERS - _PADDING * count
    columns = [max(1.0, min(_SHORT, max(column), room / count)) for column in cells]
    for _ in range(int(room - sum(columns))):
        grown = [[*columns[:place], columns[place] + 1, *columns[place + 1 :]] for place in range(count)]
        best = min(grown, key=lambda widths: _height(cells, widths))
        if _height(cells, best) == _height(cells, columns):
            break
        columns = best
    spare = max(0.0, room - sum(columns))  # when no row gets lower: to each column by the words it holds
    widest = [max(1.0, *column) for column in cells]
    columns = [column + spare * share / sum(widest) for column, share in zip(columns, widest, strict=True)]
    total = sum(columns) + _PADDING * count
    return [round(100 * (column + _PADDING) / total, 2) for column in columns]


def _height(cells: list[list[float]], widths: list[float]) -> tuple[float, float]:
    """The height of all rows with these widths, in lines and parts of lines; then what all cells would take alone."""
    lines = [[max(1.0, cell / width) for cell in column] for column, width in zip(cells, widths, strict=True)]
    return sum(map(max, zip(*lines, strict=True))), sum(map(sum, lines))
