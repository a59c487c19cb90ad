"""`workflow worker`: does the lasting work of this installation, beside the pages or on a host of its own."""

import logging
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import sqlalchemy as sa

from workflow.commands.arguments import Arguments, Unusable, whole
from workflow.commands.opening import opened
from workflow.config import Settings
from workflow.demonstration.cast import named
from workflow.jobs.worker import LANES, LEASE, JobWorker
from workflow.jobs.workplace import Workplace
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people.people import is_demonstration
from workflow.papers import Press
from workflow.publishing.faces.fonts import FontsMissing, faces
from workflow.publishing.pressroom.room import Pressroom
from workflow.publishing.pressroom.spool import Spool
from workflow.records.database.logs import keep_values_out
from workflow.records.database.session import reading


def run(arguments: list[str]) -> int:
    """Work until stopped. Any number of workers may run, on any number of hosts."""
    parser = Arguments(prog="workflow worker", description="Do the lasting work: papers, notices, nightly checks.")
    parser.add_argument(
        "--lease", metavar="SECONDS", type=whole, default=int(LEASE.total_seconds()),
        help="how long a job of a worker that died is left alone (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--lanes", metavar="N", type=whole, default=LANES, help="jobs at the same time (%(default)s)")
    parser.add_argument("--beside", action="store_true", help="end when standard input does: `workflow serve` says so")
    given = parser.parse_args(arguments)
    stop = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    if given.beside:
        Thread(target=_follow, args=(stop,), name="standard input", daemon=True).start()
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.WARNING, stream=sys.stderr)
    keep_values_out()
    with opened() as (settings, engine):
        place = workplace(settings, engine)
        JobWorker(place, lease=timedelta(seconds=max(given.lease, 1)), lanes=max(given.lanes, 1)).run(stop)
        place.room.stop()
    return 0


def workplace(settings: Settings, engine: sa.Engine) -> Workplace:
    """Everything at hand; an enterprise of the demonstration has its own names, as its server gives it. Raises Unusable."""
    with reading(engine) as db:
        demonstration = is_demonstration(db)
    if demonstration:
        settings = named(settings)
    try:
        installed = faces(settings)
    except FontsMissing as error:
        raise Unusable(f"{error.words.zh} {error.words.en}") from error
    return Workplace(
        settings=settings,
        engine=engine,
        clock=lambda: datetime.now(UTC),
        procedure=procedure_of(settings),
        press=lambda: Press(settings, installed, demonstration),
        room=Pressroom(Spool(settings.data_dir / "drawings")),
    )


def _follow(stop: Event) -> None:
    """Of the descriptor itself: a program whose input is being read through Python's buffer cannot end in peace."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()
