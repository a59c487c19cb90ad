"""Reads a table of people under any headers: which row is the header, which column is what, what each row says, and what to ask.

Pure: rows of cells in, the table understood and questions out. Never refuses; what cannot be understood is a question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.rules.roster import questions, values
from workflow.rules.roster.fields import EXACTLY, Field, Says, header_words, likeness
from workflow.rules.roster.questions import Question
from workflow.rules.roster.values import EPOCH_1900, Cell, DayOrder, DigitsLost, Doubtful, Formula, Unread, WorkedOut

Row = Sequence[Cell]
#: Where headers are looked for: below a title, a department, a date and some remarks.
FIRST_ROWS = 40
#: How rows begin that stand below the people.
_FOOT = (
    "合计",
    "总计",
    "小计",
    "共计",
    "制表",
    "填表",
    "审核",
    "注",
    "备注",
    "说明",
    "负责人",
    "单位盖章",
    "total",
    "note",
    "prepared by",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One row. `said` holds words, and days as days; a field without a column, or with an empty cell, is not in it."""

    row: int
    said: Mapping[str, Any]

    def words(self, name: str) -> str:
        """What the row says in a field; "" for nothing."""
        return str(self.said.get(name, ""))

    def day(self, name: str) -> date | None:
        """The day in a field."""
        found = self.said.get(name)
        return found if isinstance(found, date) else None


@dataclass(frozen=True, slots=True)
class Understood:
    """A table understood.

    header     the row of the headers as the file counts, from 1; 0 where none was found
    headers    the words of each column, "" for a column without any
    columns    field → column, from 0
    people     the rows below, in order; those with a question are in it, too
    passed     rows that are nobody: sums, remarks, headers that were repeated
    """

    header: int
    headers: tuple[str, ...]
    columns: Mapping[str, int]
    people: tuple[Person, ...] = ()
    questions: tuple[Question, ...] = ()
    passed: tuple[int, ...] = field(default=())

    @property
    def about_columns(self) -> tuple[Question, ...]:
        """The questions about the table as a whole."""
        return tuple(one for one in self.questions if not one.row)


def read(
    rows: Sequence[Row],
    wanted: Sequence[Field],
    *,
    chosen: Mapping[str, int | None] | None = None,
    header: int | None = None,
    order: DayOrder | None = None,
    epoch: date = EPOCH_1900,
) -> Understood:
    """The table in `rows`, as far as `wanted` asks.

    chosen  columns that a person chose, by field; None says that there is no such column. Others are guessed
    header  the row of headers that a person chose, from 1
    order   how days with the year last are written, where a person said so
    epoch   day 0 of days that are stored as numbers
    """
    width = max((len(one) for one in rows), default=0)
    at, headers = _header(rows, wanted, header, width)
    if not at:
        return Understood(0, (), {}, (), (questions.no_header(wanted),))
    columns, asked = _columns(headers, wanted, chosen or {})
    by_name = {one.name: one for one in wanted}
    order_by = {
        name: order or values.order_of(_cell(row, column) for row in rows[at:])
        for name, column in columns.items()
        if by_name[name].says is Says.DAY
    }
    people, passed = [], []
    needed = [columns[one.name] for one in wanted if one.required and one.name in columns]
    bare = [header_words(one) for one in headers]
    for number, row in enumerate(rows[at:], at + 1):
        cells = [values.words(cell) for cell in row]
        if not any(cells):
            continue
        if _is_nobody(cells, needed, bare):
            passed.append(number)
            continue
        said: dict[str, Any] = {}
        for name, column in columns.items():
            found, question = _said(number, column, _cell(row, column), by_name[name], order_by.get(name), epoch)
            asked += [question] if question else []
            if found:
                said[name] = found
        people.append(Person(number, said))
    if not asked and not people:
        asked.append(questions.nobody())
    asked += [*_same_keys(people, wanted), *_left_early(people)]
    return Understood(at, headers, columns, tuple(people), tuple(asked), tuple(passed))


def _header(
    rows: Sequence[Row], wanted: Sequence[Field], chosen: int | None, width: int
) -> tuple[int, tuple[str, ...]]:
    """The last row of the headers, from 1, and their words; 0 where there are none."""
    if chosen is not None:
        if not 1 <= chosen <= len(rows):
            return 0, ()
        return chosen, _spread(rows, chosen, width)
    best, found = (0, 0), (0, ())  # type: tuple[int, int], tuple[int, tuple[str, ...]]
    for at in range(1, min(FIRST_ROWS, len(rows)) + 1):
        headers = _words_of(rows[at - 1], width)
        known, needed = _known(headers, wanted)
        if at < len(rows):
            # Headers over two rows, in which some cells reach over both: what stands below counts, else what stands above.
            below = _words_of(rows[at], width)
            both = tuple(low or high for low, high in zip(below, headers, strict=True))
            two = _known(both, wanted)
            if two[0] > max(known, _known(below, wanted)[0]) and not _has_number(rows[at]):
                headers, (known, needed), last = both, two, at + 1
            else:
                last = at
        else:
            last = at
        if known and (needed, known) > best and (needed or known > 1):
            best, found = (needed, known), (last, headers)
    return found


def _spread(rows: Sequence[Row], at: int, width: int) -> tuple[str, ...]:
    return _words_of(rows[at - 1], width)


def _has_number(row: Row) -> bool:
    return any(isinstance(cell, int | float | date) for cell in row)


def _words_of(row: Row, width: int) -> tuple[str, ...]:
    return tuple(values.words(_cell(row, at)) for at in range(width))


def _known(headers: Sequence[str], wanted: Sequence[Field]) -> tuple[int, int]:
    """How many fields these headers name, and how many of those that are needed."""
    found = [one for one in wanted if any(likeness(said, one) for said in headers)]
    return len(found), sum(one.required for one in found)


def _columns(
    headers: Sequence[str], wanted: Sequence[Field], chosen: Mapping[str, int | None]
) -> tuple[dict[str, int], list[Question]]:
    columns: dict[str, int] = {}
    asked: list[Question] = []
    for one in wanted:
        column = chosen.get(one.name)
        if column is not None and 0 <= column < len(headers):
            taken = next((other for other in wanted if columns.get(other.name) == column), None)
            if taken is not None:
                asked.append(questions.same_column(taken, one, column))
            else:
                columns[one.name] = column
    open_ones = [one for one in wanted if one.name not in chosen]
    # What is sure is taken first: 姓名 is no candidate for 英文姓名 once it is a name.
    for sure in (EXACTLY, EXACTLY - 1):
        for one in open_ones:
            if one.name in columns or any(question.field == one.name for question in asked):
                continue
            found = [
                (at, said)
                for at, said in enumerate(headers)
                if likeness(said, one) == sure and at not in columns.values()
            ]
            if len(found) > 1:
                found = _best(found)
            if len(found) == 1:
                columns[one.name] = found[0][0]
            elif found:
                asked.append(questions.ambiguous(one, found))
    for one in wanted:
        if one.required and one.name not in columns and not any(question.field == one.name for question in asked):
            asked.append(questions.missing(one))
    return {one.name: columns[one.name] for one in wanted if one.name in columns}, asked


def _best(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of columns that are all surely the field, the one whose header says most: 工号 before 编号, which may be anything's."""
    loose = {"编号", "no", "number", "id", "名字", "title", "role", "电话"}
    strict = [(at, said) for at, said in found if header_words(said) not in loose]
    return strict if len(strict) == 1 else found


def _cell(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _is_nobody(cells: Sequence[str], needed: Sequence[int], headers: Sequence[str]) -> bool:
    """True for a row that says nothing in the columns that count, and looks like a sum, a remark, or the headers once more."""
    said = [one for one in cells if one]
    if [header_words(one) for one in cells] == list(headers[: len(cells)]):
        return True
    if all(at < len(cells) and cells[at] for at in needed):
        return False
    first = said[0].casefold().replace(" ", "").replace("\u3000", "")
    is_foot = any(first.startswith(one.replace(" ", "")) for one in _FOOT)
    none = not any(at < len(cells) and cells[at] for at in needed)
    return is_foot or (none and len(set(said)) == 1)


def _said(
    row: int, column: int, cell: Cell, one: Field, order: DayOrder | None, epoch: date
) -> tuple[str | date | None, Question | None]:
    """What a cell says of a field, or the question about it."""
    try:
        found: str | date | None
        if one.says is Says.DAY:
            found = values.day(cell, order, epoch)
        elif one.says is Says.NUMBER:
            found = values.number(cell)
        elif isinstance(cell, Formula):
            return None, questions.formula(row, column, one)
        else:
            found = values.words(cell)
    except WorkedOut:
        return None, questions.formula(row, column, one)
    except Doubtful:
        return None, questions.doubtful_day(row, column, one, values.words(cell))
    except DigitsLost:
        return None, questions.digits_lost(row, column, one)
    except Unread:
        return None, questions.unread(row, column, one, values.words(cell))
    if not found:
        return None, questions.empty(row, column, one) if one.required else None
    if isinstance(found, str) and (len(found) > one.longest or any(unicodedata.category(x) in _UNFIT for x in found)):
        return None, questions.too_long(row, column, one)
    return found, None


_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})


def _same_keys(people: Sequence[Person], wanted: Sequence[Field]) -> list[Question]:
    asked = []
    for one in wanted:
        if not one.key:
            continue
        seen: dict[str, int] = {}
        bare: dict[str, tuple[int, str]] = {}
        for person in people:
            said = person.words(one.name)
            if not said:
                continue
            folded = said.casefold()
            if folded in seen:
                asked.append(questions.twice(person.row, seen[folded], one, said))
                continue
            seen[folded] = person.row
            short = folded.lstrip("0")
            if short in bare:
                asked.append(questions.zeros(person.row, bare[short][0], one, said, bare[short][1]))
            else:
                bare[short] = person.row, said
    return asked


def _left_early(people: Sequence[Person]) -> list[Question]:
    asked = []
    for one in people:
        joined, left = one.day("joined"), one.day("left")
        if joined and left and left < joined:
            asked.append(questions.left_early(one.row))
    return asked
