"""`workflow erase EVENT`: the words of an event are taken out of the record, and an event says so."""

import sys
from datetime import UTC, datetime

from workflow.commands.arguments import Arguments, Unusable, whole
from workflow.commands.opening import opened
from workflow.records import event
from workflow.records.database.session import writing


def run(arguments: list[str]) -> int:
    """Erase the names and opinions that stand beside one event (个人信息保护法 art. 47). Raises Unusable, one sentence."""
    parser = Arguments(
        prog="workflow erase",
        description="Take the words of an event out of the record; what was done, and when, stays.",
    )
    parser.add_argument("event", type=whole, help="the number of the event, as its page shows it")
    parser.add_argument("--reason", required=True, help="why, without the words themselves; it goes on the record")
    given = parser.parse_args(arguments)
    if not given.reason.strip():
        raise Unusable("请写明删除的理由 give the reason (--reason).")
    with opened() as (_, engine), writing(engine) as db:
        words = db.get(event.Payload, given.event)
        if words is None:
            raise Unusable(
                f"{given.event}: 没有这条事件，或者已经删除 there is no such event, or its words were erased."
            )
        db.delete(words)
        event.append(
            db,
            actor_id=None,
            on_behalf_of=None,
            verb=event.ERASE,
            subject=f"event:{given.event}",
            regulation_id=None,
            fingerprint="",
            at=datetime.now(UTC),
            payload={"by": "host", "reason": given.reason.strip()},
        )
    sys.stdout.write(f"已删除第 {given.event} 条事件的文字 the words of event {given.event} are erased\n")
    return 0
