"""`workflow clock`: after an act by a clock that was fast, the host declares so, and acts go on from the right time."""

import sys
from datetime import UTC, datetime

from workflow.commands.arguments import Arguments
from workflow.commands.opening import opened
from workflow.records import event
from workflow.records.database.session import reading, writing


def run(arguments: list[str]) -> int:
    """Say how the clock stands to the last act; with --set-back, record that the clock was wrong then."""
    parser = Arguments(prog="workflow clock", description="How this host's clock stands to the last act in the record.")
    parser.add_argument(
        "--set-back",
        action="store_true",
        help="record that the clock was fast at the last act, so that acts can go on from the right time",
    )
    given = parser.parse_args(arguments)
    with opened() as (_, engine):
        now = datetime.now(UTC)
        with reading(engine) as db:
            last = event.last_moment(db)
        if last is None or last - now <= event.TOLERANCE:
            sys.stdout.write("时钟没有落后 the clock is not behind the last act\n")
            return 0
        if not given.set_back:
            words = event.clock_words(now, last)
            sys.stdout.write(f"{words.zh} {words.en} --set-back\n")
            return 1
        with writing(engine) as db:
            event.append(
                db,
                actor_id=None,
                on_behalf_of=None,
                verb=event.SET_BACK,
                subject="clock:host",
                regulation_id=None,
                fingerprint="",
                at=now,
                payload={"by": "host", "from": last.isoformat()},
            )
    sys.stdout.write("已记录：上次操作时的时钟走快了 recorded that the clock had been fast\n")
    return 0
