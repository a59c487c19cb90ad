"""Reminding: what a day brings by itself. Asked every morning, and as often as one likes: nobody is reminded of a thing twice."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import col, func, select

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, sitting, succeeding
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.notices import hearing
from workflow.lifecycle.notices.addressing import Matter, Row, everybody, holders, rows, whose_turn
from workflow.lifecycle.notices.telling import asked_for_review, in_review
from workflow.records.congress import Session as CongressSession
from workflow.records.paper import Paper, PaperKind
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS
from workflow.rules.notices import PAPERS_AHEAD, REVIEW_AHEAD, SESSION_AHEAD, NoticeKind
from workflow.rules.people.roles import Role
from workflow.rules.states import InTime, State, state_on

#: Days after which nobody is told any more that a text took effect: the host was off for longer.
NEWS_FOR = timedelta(days=7)


def reminders(act: Act, review_days: int) -> Iterator[Row]:
    """Everything that this day is to remind somebody of.

    review_days  within how many days a review is expected to be done where its round names no day, counted from the day
                 after that was opened
    """
    for edition in in_review(act):
        yield from asked_for_review(act, edition)  # whoever came to an office or a delegation since
        yield from _review_waits(act, edition, review_days)
        yield from _calls_wait(act, edition)
    for session in _sessions_to_come(act):
        yield from _papers_due(act, session)
        yield from _session_near(act, session)
    yield from hearing.of_the_day(act)
    yield from _taking_effect(act)


def review_deadline(opened: date, review_days: int) -> date:
    """The last day of a review; the day on which it was opened does not count (民法典 art. 201)."""
    return opened + timedelta(days=review_days)


def _review_waits(act: Act, edition: Edition, review_days: int) -> Iterator[Row]:
    opened = ROUNDS.of(act.db, edition.id)[-1]
    last = opened.due or review_deadline(opened.at.astimezone(act.zone).date(), review_days)
    if last - REVIEW_AHEAD <= act.today <= last:
        matter = Matter(NoticeKind.REVIEW_WAITS, f"waits:{edition.id}:{opened.id}", edition=edition, day=last)
        yield from rows(act, matter, whose_turn(act, edition, "approve", Role.REVIEWER))


def _calls_wait(act: Act, edition: Edition) -> Iterator[Row]:
    """Whoever was called in for a day that is near and has not done what they were called in for."""
    people: list[Person] | None = None
    for call in approvals.standing_calls(act.db, edition):
        if call.due is None or not call.due - REVIEW_AHEAD <= act.today <= call.due:
            continue
        if people is None:
            people = whose_turn(act, edition, "approve", Role.REVIEWER)
        seat = approvals.seat_of(act.db, call, act.today)
        asked = [
            one
            for one in people
            if any(seat.takes(hat.capacity, hat.units) for hat in turns.hats_of(act.db, one, act.today))
        ]
        matter = Matter(NoticeKind.REVIEW_WAITS, f"waits:call:{call.id}", edition=edition, day=call.due)
        yield from rows(act, matter, asked)


def _sessions_to_come(act: Act) -> list[CongressSession]:
    going = select(CongressSession).where(col(CongressSession.closed_at).is_(None), CongressSession.held_on > act.today)
    return list(act.db.exec(going.order_by(col(CongressSession.id))))


def _papers_due(act: Act, session: CongressSession) -> Iterator[Row]:
    """The secretaries, while an item's papers are not in the delegates' hands: 七日前以书面形式送达."""
    roll = sitting.roll_of(act.db, session.id, session.body)
    figure = figures.at_session(act, "papers.days_before", session, roll)
    last = session.held_on - timedelta(days=int(figure.number))
    late = any(one.sent_on is None for one in sitting.motions_of(act.db, session))
    if late and last - PAPERS_AHEAD <= act.today <= last:
        key = f"papers_due:{session.id}:{last.isoformat()}"
        matter = Matter(NoticeKind.PAPERS_DUE, key, session_id=session.id, day=last)
        yield from rows(act, matter, holders(act, Role.SECRETARY))


def _session_near(act: Act, session: CongressSession) -> Iterator[Row]:
    if session.held_on - act.today <= SESSION_AHEAD:
        key = f"near:{session.id}:{session.held_on.isoformat()}"
        matter = Matter(NoticeKind.SESSION_NEAR, key, session_id=session.id, day=session.held_on)
        yield from rows(act, matter, holders(act, Role.DELEGATE, Role.TELLER, Role.SECRETARY))


def _taking_effect(act: Act) -> Iterator[Row]:
    """Everybody, of a text that was issued before the day from which it holds; one entered from old papers is no news."""
    fresh = select(Edition).where(
        Edition.state == State.ISSUED,
        col(Edition.effective) <= act.today,
        col(Edition.effective) > act.today - NEWS_FOR,
        col(Edition.id).in_(select(Paper.edition_id).where(Paper.kind == PaperKind.REGULATION)),
    )
    for edition in act.db.exec(fresh.order_by(col(Edition.id))):
        official = (Paper.edition_id == edition.id, Paper.kind == PaperKind.REGULATION)
        issued = act.db.exec(select(func.min(Paper.frozen_at)).where(*official)).one()
        following = succeeding.next_issued(act.db, edition)
        superseded = following.effective if following else None
        shown = state_on(
            edition.state, act.today, effective=edition.effective, repealed=edition.repealed, superseded=superseded
        )
        if shown is InTime.IN_FORCE and edition.effective and issued.astimezone(act.zone).date() < edition.effective:
            matter = Matter(NoticeKind.TAKES_EFFECT, f"effect:{edition.id}", edition=edition, day=edition.effective)
            yield from rows(act, matter, everybody(act))
