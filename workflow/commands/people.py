"""`workflow people FILE`: a table of staff (.xlsx, CSV) as it is understood, or the questions about it. Writes nothing."""

from __future__ import annotations

import json
import sys
import unicodedata
from datetime import date

from workflow.commands.arguments import Arguments, Unusable, bytes_of
from workflow.publishing.spreadsheet.reading import read_table
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.rules.roster.choosing import sheet_of
from workflow.rules.roster.fields import STAFF
from workflow.rules.roster.questions import letters
from workflow.rules.roster.reading import Understood, read
from workflow.words import Words


def run(arguments: list[str]) -> int:
    """Print the table, 0; or the questions about it, 2."""
    parser = Arguments(
        prog="workflow people",
        description="A table of staff as it is understood: which column is what, and everybody in it. 0 when it is; 2 when "
        "something has to be asked, with one sentence each, in both languages. Nothing is written anywhere. "
        "打印读懂的人员表；有疑问时逐条列出，退出码为2。",
    )
    parser.add_argument("file", metavar="FILE", help="an .xlsx file, or CSV in UTF-8 or GB18030; - for standard input")
    parser.add_argument("--sheet", help="the name of the sheet, where the likeliest is not the one")
    parser.add_argument("--json", action="store_true", help="columns, people and questions as JSON")
    given = parser.parse_args(arguments)
    try:
        book = read_table(bytes_of(given.file))
    except TableUnreadable as error:
        raise Unusable(f"{given.file}: {error.words.zh} {error.words.en}") from error
    named = [at for at, one in enumerate(book.sheets) if one.name == given.sheet]
    if given.sheet is not None and not named:
        raise Unusable(f"there is no sheet {given.sheet!r}: {', '.join(one.name for one in book.sheets)}.")
    at = named[0] if named else sheet_of([one.rows for one in book.sheets], STAFF)
    found = read(book.sheets[at].rows, STAFF, epoch=book.epoch)
    sys.stdout.write(_as_json(found) if given.json else _page(found))
    return 2 if found.questions else 0


def _page(found: Understood) -> str:
    if found.questions:
        return "".join(f"{one.words.zh} {one.words.en}\n" for one in found.questions)
    fields = [one for one in STAFF if one.name in found.columns]
    heads = [f"{one.words.zh} {one.words.en} ({letters(found.columns[one.name])})" for one in fields]
    rows = [[str(one.row), *(one.words(field.name) for field in fields)] for one in found.people]
    table = [["", *heads], *rows]
    widths = [max(_width(row[at]) for row in table) for at in range(len(heads) + 1)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in table
    ]
    many = len(found.people)
    said = Words(f"共{many}人，表头在第{found.header}行。", f"{many} people, headers in row {found.header}.")
    return "".join(f"{line.rstrip()}\n" for line in lines) + f"\n{said.zh} {said.en}\n"


def _width(words: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _as_json(found: Understood) -> str:
    said = {
        "header": found.header,
        "columns": {name: letters(column) for name, column in found.columns.items()},
        "people": [
            {"row": one.row}
            | {name: value.isoformat() if isinstance(value, date) else value for name, value in one.said.items()}
            for one in found.people
        ],
        "questions": [
            {"row": one.row, "field": one.field, "asks": one.asks.value, "zh": one.words.zh, "en": one.words.en}
            for one in found.questions
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
