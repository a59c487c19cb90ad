"""Workers that are killed at random moments: real processes on a real database, until nothing waits any more."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import col, select

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


def worked_off(url: str, folder: Path, kills: int, roll: random.Random, **variables: str) -> int:
    """Have `kills` workers killed, each after some tenths of seconds or some seconds, then let one work in peace.

    Says how many were killed while something still waited.
    """
    begun, killed = time.monotonic(), 0
    command = [sys.executable, "-m", "workflow.cli", "worker", "--lease", "1"]
    given = environment(url, folder, variables)
    while waiting(url):
        assert time.monotonic() - begun < LONG + 10 * kills, waiting(url)
        with subprocess.Popen(command, env=given, cwd=folder, stderr=subprocess.PIPE) as worker:
            if killed < kills:
                time.sleep(1.0 + roll.expovariate(1 / 2.0))
                killed += bool(waiting(url))
                worker.kill()
            else:
                while waiting(url) and time.monotonic() - begun < LONG + 10 * kills:
                    time.sleep(0.3)
                worker.terminate()
            worker.communicate()
    return killed
