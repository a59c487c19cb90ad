"""What several processes do to one database at once. Each function runs in a process of its own, and says what it came to."""

import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.synchronize import Event as Flag

from sqlmodel import Session, select

from tests.canteen import TEXT
from tests.cast import House
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.records.database.session import make_engine, writing
from workflow.records.person import Mark
from workflow.records.text.snapshot import Snapshot
from workflow.words import Language

COUNTER = "counter"


def raise_counter(url: str, times: int) -> list[str]:
    """Read a number and write one more, `times` times. Returns what went wrong."""
    engine = make_engine(url)
    faults = []
    for _ in range(times):
        try:
            with writing(engine) as db:
                mark = _counter(db)
                mark.value = str(int(mark.value) + 1)
                db.add(mark)
        except Exception as error:  # noqa: BLE001 - the test counts every fault
            faults.append(repr(error))
    engine.dispose()
    return faults


def _counter(db: Session) -> Mark:
    return db.exec(select(Mark).where(Mark.name == COUNTER)).one()


def live(url: str, slug: str) -> list[str]:
    """Begin a regulation, save it in three wordings and withdraw it. Returns what went wrong."""
    house = House(url)
    faults = []
    try:
        house.create(slug)
        for wording in ("十元", "十一元", "十二元"):
            house.save(TEXT.replace("十元", wording, 1), slug=slug)
        with house.acting("drafter") as act:
            drafting.withdraw(act, house.edition(act, slug=slug), "不再需要。")
    except Exception as error:  # noqa: BLE001 - the test counts every fault
        faults.append(repr(error))
    house.engine.dispose()
    return faults


def save_on_the_same(url: str, wording: str) -> str:
    """Save a wording on top of the first text, as somebody does who opened the page when that was the newest."""
    house = House(url)
    try:
        with house.acting("drafter") as act:
            edition = house.edition(act)
            newest = texts.latest(act.db, edition, Language.ZH)
            first = act.db.get(Snapshot, newest.parent_id) if newest and newest.parent_id else newest
            drafting.save(act, edition, Language.ZH, TEXT.replace("十元", wording, 1), first)
    except drafting.Stale:
        return "stale"
    finally:
        house.engine.dispose()
    return "saved"


def at_once(url: str, verb: str, now: datetime) -> str:
    """One of the moves that a double click makes twice. Returns "done" or in which way it was refused."""
    house = House(url)
    house.now = now
    moves: dict[str, Callable[[], object]] = {
        "legal": lambda: house.approve("legal"),
        "union": lambda: house.approve("union"),
        "submit": house.submit,
        "declare": house.declare,
        "issue": house.issue,
    }
    try:
        moves[verb]()
    except Refused:
        return "refused"
    except Unusable:
        return "unusable"
    finally:
        house.engine.dispose()
    return "done"


def save_and_wait(url: str, written: Flag) -> None:
    """Save a text, tell that everything is written but not committed, and wait for what comes."""
    house = House(url)
    with house.acting("drafter") as act:
        edition = house.edition(act)
        drafting.save(
            act, edition, Language.ZH, TEXT.replace("十元", "九十九元", 1), texts.latest(act.db, edition, Language.ZH)
        )
        act.db.flush()
        written.set()
        time.sleep(60)


def save_for_ever(url: str, begun: Flag) -> None:
    """Save one wording after the other."""
    house = House(url)
    number = 0
    while True:
        number += 1
        house.save(TEXT.replace("十元", f"{number}元", 1))
        if number == 3:
            begun.set()
