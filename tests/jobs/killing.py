"""Workers that are killed at random moments: real processes on a real database, until nothing waits any more."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import col, func, select

from tests.web.house import KEY
from workflow.jobs.kinds import KINDS
from workflow.records.database.session import make_engine, reading
from workflow.records.job import Job

#: Seconds after which a trial is no trial any more.
LONG = 600.0


def environment(url: str, folder: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """What a worker of this house is started with."""
    address = url.replace("postgresql+psycopg://", "postgresql://")
    own = {"DATA_DIR": str(folder), "DATABASE_URL": address, "SESSION_KEY": KEY, **variables}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2]), **own}


def waiting(url: str) -> list[str]:
    """The keys of the jobs that acts asked for and that are neither done nor given up."""
    engine = make_engine(url)
    with reading(engine) as db:
        asked = [name for name, kind in KINDS.items() if kind.daily is None]
        rows = select(Job.key).where(col(Job.done_at).is_(None), col(Job.failed_at).is_(None), col(Job.kind).in_(asked))
        found = list(db.exec(rows))
    engine.dispose()
    return found


#: Has everything imported, and for each line of its input forks a process that becomes a worker; says its number.
_NURSERY = """
import os, signal, sys
from workflow.commands import worker
from workflow.config import Settings
from workflow.jobs import kinds
from workflow.publishing.faces.fonts import faces
faces(Settings.from_environ(os.environ)).printable
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os._exit(worker.run(["--lease", "1"]))
    print(child, flush=True)
"""


class Nursery:
    """Starts workers that are processes of their own, without each of them reading the whole program again."""

    def __init__(self, url: str, folder: Path, **variables: str) -> None:
        self.url = url
        self._parent = subprocess.Popen(
            [sys.executable, "-c", _NURSERY],
            env=environment(url, folder, variables),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> int:
        """A new worker; the number of its process."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write("\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())

    def end(self, worker: int, sign: signal.Signals) -> None:
        """Send a worker that signal, and wait until it is gone."""
        os.kill(worker, sign)
        since = time.monotonic()
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() - since < LONG:
                os.kill(worker, 0)
                time.sleep(0.005)

    def killed_at_work(self, seconds: float) -> bool:
        """Kill a worker so long after it began something; whether anything still waited then."""
        worker = self._begun()
        time.sleep(seconds)
        self.end(worker, signal.SIGKILL)
        return bool(waiting(self.url))

    def takes(self) -> float:
        """How many seconds a worker that is left in peace takes for what waits, from the first thing it begins."""
        worker = self._begun()
        since = time.monotonic()
        while waiting(self.url):
            assert time.monotonic() - since < LONG, waiting(self.url)
            time.sleep(0.01)
        took = time.monotonic() - since
        self.end(worker, signal.SIGTERM)
        return took

    def _begun(self) -> int:
        before, since = begun(self.url), time.monotonic()
        worker = self.start()
        while begun(self.url) == before:
            assert time.monotonic() - since < LONG
            time.sleep(0.005)
        return worker

    def work_off(self) -> None:
        """Have a worker work in peace until nothing waits."""
        worker, since = self.start(), time.monotonic()
        while waiting(self.url):
            assert time.monotonic() - since < LONG, waiting(self.url)
            time.sleep(0.1)
        self.end(worker, signal.SIGTERM)

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: object) -> None:
        self._parent.__exit__(None, None, None)


def begun(url: str) -> int:
    """How often any job was begun."""
    engine = make_engine(url)
    with reading(engine) as db:
        found = int(db.exec(select(func.coalesce(func.sum(Job.attempts), 0))).one())
    engine.dispose()
    return found
