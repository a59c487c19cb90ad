"""The sites at which sessions are held, put down by the administrator: named, changed and given up from a day on.

A session has its sites by their names: what changes here changes none that was convened.
"""

from dataclasses import dataclass
from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.enterprise import in_one_line
from workflow.records.enterprise import Venue, venues_on
from workflow.records.person import Entity
from workflow.text.reading.printable import refused
from workflow.words import Words

LONGEST, MOST_SEATS = 200, 100_000


@dataclass(frozen=True, slots=True)
class Described:
    """A site as it was typed. seats  as typed too: nothing where nobody counted them

    entity  the number of the legal entity whose it is; None for none
    """

    code: str
    name_zh: str
    name_en: str = ""
    seats: str = ""
    remote: bool = False
    entity: int | None = None


def name_venue(act: Act, given: Described, since: date | None) -> Venue:
    """Say what a site is from `since` on; a code that is known changes that site. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    code, name_zh = in_one_line(given.code).lower(), in_one_line(given.name_zh)
    name_en, seats = in_one_line(given.name_en) or name_zh, given.seats.strip()
    problems = day_problems(act, since) | name_problems(act, name_zh, name_en) | code_problem(code)
    if seats and not (seats.isdecimal() and len(seats) <= len(str(MOST_SEATS)) and 1 <= int(seats) <= MOST_SEATS):
        problems["seats"] = Words(
            f"座位数应当是1至{MOST_SEATS}的整数，或者不填。",
            f"Seats are a whole number from 1 to {MOST_SEATS:,}, or nothing.",
        )
    if given.entity is not None and act.db.get(Entity, given.entity) is None:
        problems["entity"] = Words("没有这个法人单位。", "There is no such legal entity.")
    if problems or since is None:
        raise Unusable(problems)
    row = Venue(
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        seats=int(seats) if seats else None,
        remote=given.remote,
        entity_id=given.entity,
        ended=False,
        since=since,
        set_by=act.person_id,
        at=act.now,
    )
    act.db.add(row)
    act.db.flush()
    _tell(act, "name_venue", row)
    return row


def end_venue(act: Act, code: str, since: date | None) -> Venue:
    """Give a site up from `since` on. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    last = next((one for one in venues_on(act.db, since or act.today) if one.code == code), None)
    if last is None:
        problems["code"] = Words("那一天没有这个会场。", "There is no such site on that day.")
    if problems or last is None or since is None:
        raise Unusable(problems)
    row = Venue(
        code=last.code,
        name_zh=last.name_zh,
        name_en=last.name_en,
        seats=last.seats,
        remote=last.remote,
        entity_id=last.entity_id,
        ended=True,
        since=since,
        set_by=act.person_id,
        at=act.now,
    )
    act.db.add(row)
    act.db.flush()
    _tell(act, "end_venue", row)
    return row


def _tell(act: Act, verb: str, row: Venue) -> None:
    subject = f"venue:{row.id}"
    record(act, verb, subject, code=row.code, name_zh=row.name_zh, name_en=row.name_en, since=row.since.isoformat())


def code_problem(code: str) -> dict[str, Words]:
    """Why a code cannot be one."""
    if code and len(code) <= 40 and code.replace("-", "").isascii() and code.replace("-", "").isalnum():
        return {}
    words = Words(
        "代码用小写字母、数字和连字符，不超过40个字符。", "A code has small letters, digits and hyphens, 40 at most."
    )
    return {"code": words}


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
