"""Sending notices out: everything that is due for somebody by one channel goes in one message, which is the same at each attempt.
A group's robot is sent one for everybody: what many read need not be said to each, and robots take few messages a minute.

What a message holds is settled before it is first sent. A worker may die between sending and noting that; the next one sends
the same message under the same sign, and a receiver that keeps signs takes it once.
"""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session

from workflow.jobs import mailing, posting
from workflow.jobs.message import Line, Message
from workflow.jobs.workplace import Again, Ending, Workplace, nothing_more
from workflow.records import notice
from workflow.records.database.session import beside
from workflow.records.enterprise import called_on
from workflow.records.job import Held
from workflow.records.notice import Delivery, Notice
from workflow.rules.notices import NOTICE_WORDS, Channel, HookKind
from workflow.words import Words

SEND = {Channel.MAIL: mailing.send, Channel.HOOK: posting.send}
NO_ADDRESS = Words("收件人没有邮箱地址。", "The person has no address for mail any more.")


def sign_of(job: Held) -> str:
    """The sign of the message that a job sends: the same whenever it is tried."""
    return hashlib.sha256(job.key.encode()).hexdigest()[:32]


def deliver(place: Workplace, job: Held) -> Ending:
    """Send one message. Nothing is done when another one has taken the notice along. Raises Again."""
    sign, now = sign_of(job), place.clock()
    with beside(place.engine) as db:
        hook = notice.hook_kind(db)
        taken = notice.take(db, job.payload["delivery"], sign, now, together=hook.is_group)
        if not taken:
            return nothing_more
        channel = taken[0][0].channel
        message = _message(place, db, sign, taken, hook)
    if channel is Channel.MAIL and not message.address:
        raise Again(NO_ADDRESS, hopeless=True)
    SEND[channel](place.settings, message)
    many = len(taken)

    def ending(db: Session) -> Words:
        notice.sent(db, sign, place.clock())
        return Words(f"送出{many}项。", f"{many} sent.")

    return ending


def give_up(place: Workplace, db: Session, job: Held, _words: Words) -> None:
    """Say of everything in the message that it was not sent."""
    notice.not_sent(db, sign_of(job), place.clock())


def _message(
    place: Workplace, db: Session, sign: str, taken: Sequence[tuple[Delivery, Notice]], hook: HookKind
) -> Message:
    delivery = taken[0][0]
    choice = notice.choices_of(db, [delivery.person_id]).get(delivery.person_id)
    base, today = place.settings.public_url, place.clock().astimezone(place.settings.time_zone).date()
    return Message(
        sign=sign,
        address=choice.address if choice else "",
        at=max(one.due for one, _ in taken),
        lines=tuple(Line(one.kind, NOTICE_WORDS[one.kind], f"{base}/notices/{one.id}") for _, one in taken),
        house=called_on(db, place.settings, today).short,
        page=f"{base}/notices",
        hook=hook,
    )
