"""What has to be asked about a table: each question one sentence that names the row and the column. Values and words alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.roster.fields import Field, Says
from workflow.words import Words


class Asks(StrEnum):
    """What a question is about."""

    NO_HEADER = "no header"
    MISSING = "missing column"
    AMBIGUOUS = "ambiguous column"
    SAME_COLUMN = "one column for two fields"
    NOBODY = "nobody"
    EMPTY = "empty"
    TWICE = "twice"
    ZEROS = "zeros"
    UNREAD = "unread"
    DOUBTFUL_DAY = "doubtful day"
    DIGITS_LOST = "digits lost"
    FORMULA = "formula"
    TOO_LONG = "too long"
    LEFT_EARLY = "left before joining"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `row` as the file counts, from 1, and 0 for the whole table; `field` by its name, "" for none."""

    asks: Asks
    words: Words
    row: int = 0
    field: str = ""


def letters(column: int) -> str:
    """The letters by which spreadsheets name a column, from 0: A, B … Z, AA."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def no_header(wanted: Iterable[Field]) -> Question:
    """No row looks like the headers."""
    several = [one.words for one in wanted if one.required]
    zh, en = "”“".join(one.zh for one in several), ", ".join(one.en for one in several)
    return Question(
        Asks.NO_HEADER,
        Words(
            f"没有找到表头：前几行里没有“{zh}”这样的列名。请选择表头所在的行。",
            f"No row of headers was found: none of the first rows names a column such as {en}. Choose the row of headers.",
        ),
    )


def missing(field: Field) -> Question:
    """No column is the field."""
    return Question(
        Asks.MISSING,
        Words(
            f"没有找到“{field.words.zh}”列，请选择是哪一列。",
            f"No column was found for “{field.words.en}”: choose which one it is.",
        ),
        field=field.name,
    )


def ambiguous(field: Field, columns: Iterable[tuple[int, str]]) -> Question:
    """Several columns may be the field."""
    several = list(columns)
    zh = "、".join(f"{letters(at)}列“{said}”" for at, said in several)
    en = " and ".join(f"column {letters(at)} “{said}”" for at, said in several)
    return Question(
        Asks.AMBIGUOUS,
        Words(
            f"{zh}都可能是“{field.words.zh}”，请选择是哪一列。",
            f"Both {en} may be “{field.words.en}”: choose which one it is."
            if len(several) == 2
            else f"Any of {en} may be “{field.words.en}”: choose which one it is.",
        ),
        field=field.name,
    )


def same_column(one: Field, other: Field, column: int) -> Question:
    """A column was chosen for two fields."""
    at = letters(column)
    return Question(
        Asks.SAME_COLUMN,
        Words(
            f"{at}列既选作“{one.words.zh}”又选作“{other.words.zh}”，请只选一个。",
            f"Column {at} was chosen both for “{one.words.en}” and for “{other.words.en}”: choose it once.",
        ),
        field=other.name,
    )


def nobody() -> Question:
    """There is no row below the headers."""
    return Question(Asks.NOBODY, Words("表头下面没有人员。", "There is nobody below the headers."))


def _at(row: int, column: int, field: Field) -> Words:
    at = letters(column)
    return Words(f"第{row}行“{field.words.zh}”（{at}列）", f"Row {row}, “{field.words.en}” (column {at}),")


def empty(row: int, column: int, field: Field) -> Question:
    """A row says nothing where something is needed."""
    at = _at(row, column, field)
    return Question(Asks.EMPTY, Words(f"{at.zh}是空的。", f"{at.en} is empty."), row, field.name)


def unread(row: int, column: int, field: Field, said: str) -> Question:
    """A cell that is no day, or no number."""
    at, shown = _at(row, column, field), _short(said)
    kind = Words("日期", "a day") if field.says is Says.DAY else Words("编号", "a number")
    return Question(
        Asks.UNREAD,
        Words(f"{at.zh}的“{shown}”不是{kind.zh}。", f"{at.en} says “{shown}”, which is not {kind.en}."),
        row,
        field.name,
    )


def doubtful_day(row: int, column: int, field: Field, said: str) -> Question:
    """A day that could be two."""
    at, shown = _at(row, column, field), _short(said)
    return Question(
        Asks.DOUBTFUL_DAY,
        Words(
            f"{at.zh}的“{shown}”不能确定哪个是月、哪个是日，请写成2024-05-03的样子。",
            f"{at.en} says “{shown}”, of which day and month cannot be told apart: write it as 2024-05-03.",
        ),
        row,
        field.name,
    )


def digits_lost(row: int, column: int, field: Field) -> Question:
    """A long number whose end is gone."""
    at = _at(row, column, field)
    return Question(
        Asks.DIGITS_LOST,
        Words(
            f"{at.zh}太长，按数字保存时末尾几位已经丢失，请按文本重新填写。",
            f"{at.en} is too long to be stored as a number and has lost its last digits: enter it as text.",
        ),
        row,
        field.name,
    )


def formula(row: int, column: int, field: Field) -> Question:
    """A cell that is worked out from others."""
    at = _at(row, column, field)
    return Question(
        Asks.FORMULA,
        Words(
            f"{at.zh}是公式，不予采用，请粘贴为数值。",
            f"{at.en} is a formula, which is not relied on: paste it as a value.",
        ),
        row,
        field.name,
    )


def too_long(row: int, column: int, field: Field) -> Question:
    """More than the field takes."""
    at = _at(row, column, field)
    return Question(
        Asks.TOO_LONG,
        Words(
            f"{at.zh}超过{field.longest}个字符，或者含有控制字符。",
            f"{at.en} has more than {field.longest} characters, or control characters.",
        ),
        row,
        field.name,
    )


def twice(row: int, first: int, field: Field, said: str) -> Question:
    """Two rows with one key."""
    shown = _short(said)
    return Question(
        Asks.TWICE,
        Words(
            f"第{row}行和第{first}行的“{field.words.zh}”都是{shown}。",
            f"Row {row} and row {first} have the same “{field.words.en}”, {shown}.",
        ),
        row,
        field.name,
    )


def zeros(row: int, first: int, field: Field, said: str, other: str) -> Question:
    """Two keys that differ by zeros alone."""
    return Question(
        Asks.ZEROS,
        Words(
            f"第{row}行的“{field.words.zh}”{_short(said)}和第{first}行的{_short(other)}只差开头的零。",
            f"Row {row} has the “{field.words.en}” {_short(said)}, which differs from {_short(other)} in row {first} by "
            "leading zeros alone.",
        ),
        row,
        field.name,
    )


def left_early(row: int) -> Question:
    """Left before joining."""
    return Question(
        Asks.LEFT_EARLY,
        Words(f"第{row}行的离职日期早于入职日期。", f"Row {row}: the day of leaving is before the day of joining."),
        row,
        "left",
    )


def _short(said: str) -> str:
    return said if len(said) <= 40 else said[:39] + "…"
