"""The units of the enterprise (单位、部门), put down by the administrator: named, renamed and dissolved from a day on.

Departments that stand in the lists of staff can be taken over as they are called there.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.dated import end_line, line_problems, name_problems, put_line
from workflow.lifecycle.people.enterprise import in_one_line
from workflow.records.enterprise import Unit, every_unit, units_on
from workflow.records.person import Person, Posting
from workflow.words import Words

#: Departments that are taken over at once.
AT_ONCE = 200
#: How the codes of those begin that came from a list of staff.
FROM_STAFF = "unit-"


def name_unit(act: Act, code: str, name_zh: str, name_en: str, entity: int | None, since: date | None) -> Unit:
    """Say what a unit is called from `since` on; a code that is known renames that unit. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    code, name_zh = in_one_line(code).lower(), in_one_line(name_zh)
    name_en = in_one_line(name_en) or name_zh
    problems = line_problems(act, code, name_zh, name_en, entity, since)
    if not problems and since and any(one.name_zh == name_zh and one.code != code for one in units_on(act.db, since)):
        problems["name_zh"] = Words("那一天已经有这个名称的单位。", "There is a unit of that name on that day already.")
    if problems or since is None:
        raise Unusable(problems)
    return _put(act, code, name_zh, name_en, entity, since)


def end_unit(act: Act, code: str, since: date | None) -> Unit:
    """Let a unit be no more from `since` on. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    missing = Words("那一天没有这个单位。", "There is no such unit on that day.")
    return end_line(act, units_on, code, since, "end_unit", missing)


def take_over(act: Act, names: Sequence[str]) -> list[Unit]:
    """Take departments over as units, from today on, as the lists of staff call them. Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    known = departments(act.db, act.today)
    wanted = [one for one in dict.fromkeys(names) if one in known][:AT_ONCE]
    if not wanted:
        raise Unusable({"names": Words("请勾选要采用的部门。", "Tick the departments to take over.")})
    used = {one.code for one in every_unit(act.db)}
    free = (f"{FROM_STAFF}{number}" for number in range(1, len(used) + len(wanted) + 1))
    codes = [code for code in free if code not in used]
    problems = [words for one in wanted if (words := name_problems(act, one, one).get("name_zh"))]
    if problems:
        raise Unusable({"names": problems[0]})
    return [_put(act, code, one, one, None, act.today) for code, one in zip(codes, wanted, strict=False)]


def departments(db: Session, day: date) -> list[str]:
    """The departments in which people with open accounts work on a day and that are no unit yet, by their names."""
    rows = (
        select(Posting.person_id, Posting.department)
        .join(Person, col(Person.id) == col(Posting.person_id))
        .where(col(Person.closed).is_(False), Posting.since <= day)
        .order_by(col(Posting.since), col(Posting.id))
    )
    now = dict(db.exec(rows).all())
    known = {one.name_zh for one in units_on(db, day)}
    return sorted({one for one in now.values() if one} - known)


def _put(act: Act, code: str, name_zh: str, name_en: str, entity: int | None, since: date) -> Unit:
    row = Unit(
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        entity_id=entity,
        ended=False,
        since=since,
        set_by=act.person_id,
        at=act.now,
    )
    return put_line(act, "name_unit", row)
