"""What a failed statement says: which constraint it broke, whether that means that two people met, and how it is told in a log.

No word of it comes from the statement's parameters or from the row: databases print both in their messages.
"""

import re
from functools import cache
from types import TracebackType

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from workflow import tracing
from workflow.records.tables import metadata
from workflow.words import Words

#: Table and columns of the constraints that only two acts can break which began from the same state, and what is there already
#: for the second of them: each verb has asked before it wrote. Whatever else the database refuses, a check, a missing row, a
#: trigger, is our own fault.
MEETINGS: dict[tuple[str, tuple[str, ...]], Words] = {
    ("person", ("code",)): Words("这个账号已经有了。", "There is such an account already."),
    ("person", ("number",)): Words("这个工号已经有人了。", "Somebody has this employee number already."),
    ("staff_import", ("file_id",)): Words("这份名单已经办理了。", "This list was carried out already."),
    ("entity", ("code",)): Words("这个代码的单位已经有了。", "There is a company of that code already."),
    ("regulation", ("slug",)): Words("这个网址名已经有人用了。", "This address name is taken."),
    ("edition", ("regulation_id", "number")): Words("下一版已经开始了。", "The next edition has begun already."),
    ("snapshot", ("edition_id", "language", "number")): Words(
        "这个文本已经保存了更新的一稿。", "A newer save of this text is there already."
    ),
    ("working_copy", ("person_id", "edition_id", "language")): Words(
        "您在这里已经有一份没保存的修改。", "You have words here already that were not saved."
    ),
    ("review_round", ("edition_id", "number")): Words("这一稿已经提交审核了。", "This text is under review already."),
    ("congress_session", ("body", "term", "number", "kind")): Words(
        "这次会议已经建立。", "This session exists already."
    ),
    ("roll", ("session_id", "body")): Words("代表名册已经有了。", "There is a roll already."),
    ("ballot", ("motion_id", "attempt")): Words("这次表决已经开始了。", "This vote is open already."),
    ("presence_list", ("ballot_id", "number")): Words("到会情况已经记录了。", "Who is present was put down already."),
    ("ballot_closing", ("ballot_id",)): Words("投票已经结束了。", "Casting has ended already."),
    ("count_sheet", ("ballot_id", "site_id", "entered_by", "version")): Words(
        "您的计票单已经录入了。", "Your sheet was entered already."
    ),
    ("reference_answer", ("question_id",)): Words("这处引用已经确认了。", "This reference was settled already."),
    ("result", ("ballot_id", "number")): Words("结果已经宣布了。", "The result was declared already."),
    ("document_number", ("code", "year", "serial")): Words(
        "这个文号刚刚被使用了，请再做一次。", "This number was taken a moment ago; do it again."
    ),
    ("paper", ("edition_id", "kind", "language")): Words("这一版已经印发了。", "This edition was issued already."),
    ("paper", ("result_id", "kind", "language")): Words(
        "这个结果的文书已经归档了。", "The papers about this result were kept already."
    ),
    ("paper_file", ("paper_id",)): Words("这份文书已经归档了。", "This paper was kept already."),
    ("employee_consultation", ("edition_id", "number")): Words(
        "这一版正在征求意见了。", "Employees are being asked about this edition already."
    ),
    ("step_record", ("edition_id", "step", "number")): Words(
        "这个环节刚刚已经由别人登记。", "Somebody recorded this step a moment ago."
    ),
    ("step_record", ("year", "serial")): Words(
        "这个意见书编号刚刚被使用了，请再做一次。", "This number was taken a moment ago; do it again."
    ),
    ("entry", ("edition_id", "number")): Words("这一版的补录已经更正了。", "This entry was corrected already."),
    ("event", ("prev_hash",)): Words("系统刚刚记录了别的操作。", "Another act was put on record a moment ago."),
}
_SQLITE = re.compile(r"^UNIQUE constraint failed: ((?:\w+\.\w+(?:, )?)+)$")


def what_is_there(error: IntegrityError) -> Words | None:
    """What somebody else was quicker with, when `error` broke one of MEETINGS; None when it is a fault of ours."""
    name = broken(error)
    return next((said for (table, columns), said in MEETINGS.items() if _named(table, columns) == name), None)


def broken(error: DBAPIError) -> str:
    """The constraint that `error` broke, as PostgreSQL names it: person_code_key; "" when the database names none."""
    told = getattr(error.orig, "diag", None)
    if told is not None:
        return _own_names().get(str(told.constraint_name), str(told.constraint_name or ""))
    found = _SQLITE.match(str(error.orig))
    if found is None:
        return ""
    pairs = [one.split(".") for one in found[1].split(", ")]
    return _named(pairs[0][0], tuple(column for _, column in pairs))


def is_our_fault(error: OperationalError) -> bool:
    """True when SQLite could not make sense of a statement; else the database is busy or away."""
    return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_ERROR"


def told(error: BaseException) -> str:
    """The kind of an error in one line, without a word that somebody typed."""
    if not isinstance(error, DBAPIError):
        return tracing.kind(error)
    kinds = [type(error).__qualname__, type(error.orig).__qualname__]
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    said = [*kinds, *([str(state)] if state else []), *([broken(error)] if broken(error) else [])]
    statement = " ".join((error.statement or "").split())[:300]
    return f"{' '.join(said)}{f' [{statement}]' if statement else ''}"


def trace(error: BaseException, frames: TracebackType | None = None) -> str:
    """Where an error came from, and what it came from; of a failed statement, which constraint it broke as well."""
    return tracing.trace(error, frames, told)


@cache
def _own_names() -> dict[str, str]:
    """The constraints and indexes that have a name of their own, and how PostgreSQL would name a constraint."""
    found: list[UniqueConstraint | Index] = []
    for table in metadata.sorted_tables:
        found += [one for one in table.constraints if isinstance(one, UniqueConstraint) and one.name]
        found += [one for one in table.indexes if one.unique]
    return {
        str(one.name): _named(one.table.name, tuple(column.name for column in one.columns))
        for one in found
        if one.table is not None
    }


def _named(table: str, columns: tuple[str, ...]) -> str:
    return f"{table}_{'_'.join(columns)}_key"
