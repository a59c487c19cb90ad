"""The worker: takes jobs off the table one by one, does them outside of any transaction, and writes down how each ended.

A claim and its renewals are short writes of their own. What a job did and that it is done are written in one transaction, and
only by whoever still holds it: a worker that was stopped for longer than its lease, and wakes up, changes nothing any more.
"""

import contextlib
import logging
import os
import secrets
import socket
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from workflow.jobs.kinds import KINDS, Kind, plan
from workflow.jobs.workplace import Again, Workplace
from workflow.records import job as jobs
from workflow.records.database.collisions import trace
from workflow.records.database.session import beside, reading, writing
from workflow.records.database.unreachable import Unreachable
from workflow.records.job import Held, Lost
from workflow.words import Words

LEASE, LANES = timedelta(seconds=60), 2
#: Seconds between two looks at a table with nothing to do, and after a database that did not answer.
LOOK, AWAY = 1.0, 5.0
#: Seconds that what is under way may still take when the worker is to stop.
STOPPING = 8.0
#: Beginnings after which a job that never comes to an end is given up: it ends the worker itself, say.
BEGINNINGS = 60
BEGUN_TOO_OFTEN = Words(
    f"开始{BEGINNINGS}次都没有做完：做这项任务的进程每次都中途结束。",
    f"Begun {BEGINNINGS} times and never finished: whatever did it ended each time.",
)
_log = logging.getLogger(__name__)


class JobWorker:
    """Works at one place.

    lease  how long a job is somebody's without a sign of life
    lanes  how many are done at the same time; the first takes whatever is due, the others what is quick
    """

    def __init__(
        self, place: Workplace, *, kinds: Mapping[str, Kind] = KINDS, lease: timedelta = LEASE, lanes: int = LANES
    ) -> None:
        self._place, self._kinds, self._lease, self._lanes = place, kinds, lease, lanes
        self._name, self._claims = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}", count(1)
        self._held: dict[int, tuple[Held, datetime]] = {}
        self._planned = ""

    def run(self, stop: Event) -> None:
        """Work until `stop` is set; what is under way then has a moment to end, and is somebody else's afterwards."""
        quick = [name for name, kind in self._kinds.items() if kind.quick]
        each = [list(self._kinds), *([quick] * (self._lanes - 1) if quick else [])]
        lanes = [Thread(target=self._go_on, args=(stop, kinds), name="lane", daemon=True) for kinds in each]
        for lane in lanes:
            lane.start()
        while not stop.wait(min(self._lease.total_seconds() / 3, 30.0)):
            with self._told_of_faults(stop):
                self._renew()
        for lane in lanes:
            lane.join(STOPPING / len(lanes))
        with contextlib.suppress(SQLAlchemyError, Unreachable):
            self._let_go()

    def work_off(self) -> int:
        """Do whatever is due now, and what comes of it, one after the other; says how many it were."""
        done = 0
        while self.one():
            done += 1
        return done

    def one(self, kinds: Collection[str] = ()) -> bool:
        """Do one job that is due, of one of these kinds or of any; False when there is none."""
        self._plan()
        held = self._claim(kinds or self._kinds)
        if held is None:
            return False
        self._held[held.id] = (held, self._place.clock())
        try:
            self._do(held)
        except Lost:
            _log.warning("job %s was taken over by another worker", held.key)
        finally:
            self._held.pop(held.id, None)
        return True

    def _go_on(self, stop: Event, kinds: Collection[str]) -> None:
        while not stop.is_set():
            with self._told_of_faults(stop):
                if not self.one(kinds):
                    stop.wait(LOOK)

    def _do(self, held: Held) -> None:
        kind, now = self._kinds[held.kind], self._place.clock
        if held.attempts > BEGINNINGS:
            self._give_up(held, kind, BEGUN_TOO_OFTEN)
            return
        try:
            ending = kind.work(self._place, held)
            with writing(self._place.engine) as db:
                jobs.finish(db, held, now(), ending(db))
        except Again as fault:
            self._try_again(held, kind, fault.words, final=fault.hopeless)
        except (Lost, Unreachable, SQLAlchemyError):
            raise  # a database that is away, say: the lease runs out, and the job is begun anew
        except Exception as fault:  # noqa: BLE001 (whatever it is, the others' jobs go on)
            _log.error("job %s: %s", held.key, trace(fault))
            told = type(fault).__name__
            self._try_again(
                held, kind, Words(f"程序错误（{told}）。", f"A fault of the program ({told})."), final=False
            )

    def _try_again(self, held: Held, kind: Kind, words: Words, *, final: bool) -> None:
        if final or held.errors + 1 >= kind.tries:
            self._give_up(held, kind, words)
            return
        with writing(self._place.engine) as db:
            jobs.again(db, held, self._place.clock(), words)

    def _give_up(self, held: Held, kind: Kind, words: Words) -> None:
        _log.error("job %s was given up: %s", held.key, words.en)
        with writing(self._place.engine) as db:
            jobs.give_up(db, held, self._place.clock(), words)
            if kind.given_up is not None:
                kind.given_up(self._place, db, held, words)

    def _claim(self, kinds: Collection[str]) -> Held | None:
        now = self._place.clock()
        with reading(self._place.engine) as db:
            if not jobs.is_any_due(db, now, kinds):
                return None
        with beside(self._place.engine) as db:
            return jobs.claim(db, f"{self._name}:{next(self._claims)}", now, self._lease, kinds)

    def _renew(self) -> None:
        now = self._place.clock()
        going = [held for held, since in list(self._held.values()) if now - since < self._kinds[held.kind].longest]
        if going:
            with beside(self._place.engine) as db:
                for held in going:
                    jobs.renew(db, held, now + self._lease)

    def _let_go(self) -> None:
        with beside(self._place.engine) as db:
            for held, _ in list(self._held.values()):
                jobs.renew(db, held, self._place.clock())

    def _plan(self) -> None:
        now, zone = self._place.clock(), self._place.settings.time_zone
        day = now.astimezone(zone).date().isoformat()
        if day != self._planned:
            with beside(self._place.engine) as db:
                plan(db, now, zone, self._kinds)
            self._planned = day

    @contextlib.contextmanager
    def _told_of_faults(self, stop: Event):  # type: ignore[no-untyped-def]
        try:
            yield
        except Exception as fault:  # noqa: BLE001 (a database that is away comes back)
            _log.error("the worker goes on after a fault: %s", trace(fault))
            stop.wait(AWAY)
