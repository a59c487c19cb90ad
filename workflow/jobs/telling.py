"""Telling people of an act, of what a day brings, and the administrators of a record that is not as it was written."""

from sqlmodel import Session

from workflow.jobs.workplace import Ending, Workplace
from workflow.lifecycle.notices import reminding, telling
from workflow.lifecycle.notices.addressing import Matter, holders, rows
from workflow.lifecycle.notices.telling import Ways
from workflow.lifecycle.review import reviewing
from workflow.records.job import Held
from workflow.rules.notices import Channel, NoticeKind, Quiet
from workflow.rules.people.roles import Role
from workflow.words import Words


def ways_of(place: Workplace) -> Ways:
    """How notices can leave this house, by its settings."""
    settings = place.settings
    open_ones = {Channel.MAIL: settings.mail_url, Channel.HOOK: settings.webhook_url}
    return Ways(frozenset(channel for channel, address in open_ones.items() if address), Quiet(*settings.quiet_hours))


def tell(place: Workplace, job: Held) -> Ending:
    """Tell everybody concerned of an act, in the transaction in which that is done."""

    def ending(db: Session) -> Words:
        many = telling.tell(place.act(db), job.payload["event"], ways_of(place))
        return Words(f"通知{many}人次。", f"{many} told.")

    return ending


def remind(place: Workplace, _job: Held) -> Ending:
    """Give back what is over by its deadline, and remind of the deadlines that come near on this day."""

    def ending(db: Session) -> Words:
        act = place.act(db)
        for edition in telling.in_review(act):
            reviewing.close_overdue(act, edition)
        many = telling.send_out(act, reminding.reminders(act, place.settings.review_days), ways_of(place))
        return Words(f"提醒{many}人次。", f"{many} reminded.")

    return ending


def tell_of_difference(place: Workplace, db: Session, job: Held, _words: Words) -> None:
    """The record was found unlike what was written: the administrators are told to look."""
    act = place.act(db)
    matter = Matter(NoticeKind.RECORD_DIFFERS, job.key)
    telling.send_out(act, rows(act, matter, holders(act, Role.ADMIN)), ways_of(place))
