"""Lists whose lines have a code and hold from a day on (units, sites): what may stand in a line, and the writing of it.

A line is never changed: another one under its code takes its place from its own day on, and one that ended says so.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from workflow.lifecycle.acting import Act, Unusable, record
from workflow.records.enterprise import Unit, Venue
from workflow.records.person import Entity
from workflow.text.reading.printable import refused
from workflow.words import Words

#: Characters of a name.
LONGEST = 200
Line = TypeVar("Line", Unit, Venue)


def line_problems(
    act: Act, code: str, name_zh: str, name_en: str, entity: int | None, since: date | None
) -> dict[str, Words]:
    """Why no line can be written so, by field."""
    problems = day_problems(act, since) | name_problems(act, name_zh, name_en) | _code_problem(code)
    if entity is not None and act.db.get(Entity, entity) is None:
        problems["entity"] = Words("没有这个法人单位。", "There is no such legal entity.")
    return problems


def day_problems(act: Act, since: date | None) -> dict[str, Words]:
    """Why nothing can begin on a day: it is over, or none was given."""
    if since is not None and since >= act.today:
        return {}
    return {"since": Words("请填写今天或者以后的日期。", "Give today or a later day.")}


def name_problems(act: Act, name_zh: str, name_en: str) -> dict[str, Words]:
    """Why something cannot be called so."""
    problems = {}
    for field, words in (("name_zh", name_zh), ("name_en", name_en)):
        wrong = refused(words, act.printable)
        if not words:
            problems[field] = Words("请填写名称。", "Give the name.")
        elif len(words) > LONGEST:
            problems[field] = Words(f"不能超过{LONGEST}个字符。", f"At most {LONGEST} characters.")
        elif wrong is not None:
            problems[field] = wrong
    return problems if "name_zh" not in problems else {"name_zh": problems["name_zh"]}


def _code_problem(code: str) -> dict[str, Words]:
    if code and len(code) <= 40 and code.replace("-", "").isascii() and code.replace("-", "").isalnum():
        return {}
    words = Words(
        "代码用小写字母、数字和连字符，不超过40个字符。", "A code has small letters, digits and hyphens, 40 at most."
    )
    return {"code": words}


def end_line(
    act: Act, on: Callable[[Session, date], list[Line]], code: str, since: date | None, verb: str, missing: Words
) -> Line:
    """Let the line `code` be no more from `since` on. Raises Unusable by field; `missing` where it is not there on that day.

    on  the lines that there are on a day
    """
    problems = day_problems(act, since)
    last = next((one for one in on(act.db, since or act.today) if one.code == code), None)
    if last is None:
        problems["code"] = missing
    if problems or last is None or since is None:
        raise Unusable(problems)
    said = last.model_dump(exclude={"id", "ended", "since", "set_by", "at"})
    return put_line(act, verb, type(last)(**said, ended=True, since=since, set_by=act.person_id, at=act.now))


def put_line(act: Act, verb: str, row: Line) -> Line:
    """Put a line down, with its event."""
    act.db.add(row)
    act.db.flush()
    subject = f"{row.__tablename__}:{row.id}"
    record(act, verb, subject, code=row.code, name_zh=row.name_zh, name_en=row.name_en, since=row.since.isoformat())
    return row
