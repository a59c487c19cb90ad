"""The sites at which sessions are held, put down by the administrator: named, changed and given up from a day on.

A session has its sites by their names: what changes here changes none that was convened.
"""

from dataclasses import dataclass
from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.dated import end_line, line_problems, put_line
from workflow.lifecycle.people.enterprise import in_one_line
from workflow.records.enterprise import Venue, venues_on
from workflow.words import Words

MOST_SEATS = 100_000


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
    problems = line_problems(act, code, name_zh, name_en, given.entity, since)
    if seats and not (seats.isdecimal() and len(seats) <= len(str(MOST_SEATS)) and 1 <= int(seats) <= MOST_SEATS):
        problems["seats"] = Words(
            f"座位数应当是1至{MOST_SEATS}的整数，或者不填。",
            f"Seats are a whole number from 1 to {MOST_SEATS:,}, or nothing.",
        )
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
    return put_line(act, "name_venue", row)


def end_venue(act: Act, code: str, since: date | None) -> Venue:
    """Give a site up from `since` on. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    missing = Words("那一天没有这个会场。", "There is no such site on that day.")
    return end_line(act, venues_on, code, since, "end_venue", missing)
