"""Houses in which moves were made, each made once a run: a house further on goes on from the one before it."""

from datetime import datetime

from tests.cast import STEPS, ZONE, House, enrolled
from tests.databases import Databases


def prepared(databases: Databases, kind: str, last: str | None = None, *, report: bool = False) -> House:
    """A house in which every move up to `last` was made: a copy of one in which they were made once."""
    name = _made_ready(databases, kind, STEPS[: STEPS.index(last) + 1] if last else (), report)
    house = House(databases.another(kind, name))
    if last:  # the clock goes on from the last move
        house.now = _told(databases, name)
    return house


def _made_ready(databases: Databases, kind: str, steps: tuple[str, ...], report: bool) -> str:
    """The name of a database in which these moves were made. Each goes on from the one before it, and is made once a run."""
    if not steps:
        databases.make_ready(kind, "cast", enrolled)
        return "cast"
    *before, last = steps
    base = _made_ready(databases, kind, tuple(before), report)
    name = f"cast_{'report' if report else 'rules'}_{last}"

    def make(url: str) -> None:
        house = House(url)
        if before:
            house.now = _told(databases, base)
        house.until(last, first=last, report=report).engine.dispose()
        databases.note(name).write_text(house.now.isoformat(), encoding="ascii")

    databases.make_ready(kind, name, make, base)
    return name


def _told(databases: Databases, name: str) -> datetime:
    return datetime.fromisoformat(databases.note(name).read_text(encoding="ascii")).astimezone(ZONE)
