"""Telling: who is told what of an act, worked out after it, so that nobody who acts waits for that.

Whose turn it is, is asked at the moment of telling: somebody whose turn has passed by then is told nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlmodel import col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.chain import chain_of, next_lacking
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_save
from workflow.lifecycle.notices import discussing, hearing
from workflow.lifecycle.notices.addressing import (
    Matter,
    Row,
    everybody,
    holders,
    last_round,
    rows,
    whose_turn,
    writers,
)
from workflow.records import notice
from workflow.records.ballot import Ballot, Correction
from workflow.records.congress import Motion, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.event import Event
from workflow.records.job import queue
from workflow.records.regulation import Edition
from workflow.rules.asking import leads_from, reasons
from workflow.rules.chain.words import VERBS
from workflow.rules.moves import MOVES
from workflow.rules.notices import NEVER_QUIET, OCCASIONS, Channel, NoticeKind, Pace, Quiet, due
from workflow.rules.people.roles import Role
from workflow.rules.states import State


@dataclass(frozen=True, slots=True)
class Ways:
    """By which channels notices can leave this house, and when they may not."""

    channels: frozenset[Channel] = frozenset()
    quiet: Quiet = NEVER_QUIET


def tell(act: Act, seq: int, ways: Ways) -> int:
    """Tell everybody concerned of the act `seq`, as the system; says how many notices are new."""
    told = act.db.get_one(Event, seq)
    found = [row | {"at": told.at} for kind in OCCASIONS.get(told.verb, ()) for row in _WHOM[kind](act, told)]
    return send_out(act, found, ways)


def send_out(act: Act, found: Iterable[Row], ways: Ways) -> int:
    """Write these notices, but for those that were written before, and ask for their messages; says how many are new."""
    new = notice.tell(act.db, list(found))
    chosen = notice.choices_of(act.db, (person for _, person in new))
    here = act.now.astimezone(act.zone)
    deliveries = []
    for number, person in new:
        for channel in sorted(ways.channels):
            choice = chosen.get(person)
            own = choice.quiet if choice else NEVER_QUIET
            when = due(here, choice.pace(channel) if choice else USUAL[channel], ways.quiet, own)
            if when is not None:
                deliveries.append(
                    {"notice_id": number, "person_id": person, "channel": channel, "due": when, "message": ""}
                )
    for number, when in notice.dispatch(act.db, deliveries):
        queue(act.db, "deliver", f"deliver:{number}", act.now, when, delivery=number)
    return len(new)


#: For somebody who chose nothing: no mail without an address; the enterprise's own messenger was set up to be used.
USUAL = {Channel.MAIL: Pace.NEVER, Channel.HOOK: Pace.AT_ONCE}


def _edition(act: Act, told: Event) -> Edition:
    return act.db.get_one(Edition, int(told.object.removeprefix("edition:")))


def asked_for_review(act: Act, edition: Edition, by: int | None = None) -> Iterator[Row]:
    """Everybody whose approval would change what the review needs: once when their turn begins in a round, and again when it
    comes back after it had passed.

    by  who did what is told of, if anybody
    """
    current = last_round(act, edition)
    if not current:
        return
    is_open = leads_from("approve", edition.state)
    people = {one.id: one for one in whose_turn(act, edition, "approve", Role.REVIEWER)} if is_open else {}
    for person, times in notice.turns_begun(act.db, current, people, by=by).items():
        again = f":{times}" if times > 1 else ""
        matter = Matter(NoticeKind.ASKED_FOR_REVIEW, f"review:{edition.id}:{current}{again}", edition=edition)
        yield from rows(act, matter, [people[person]])


def in_review(act: Act) -> list[Edition]:
    """The editions under review."""
    return list(act.db.exec(select(Edition).where(Edition.state == State.IN_REVIEW).order_by(col(Edition.id))))


def _asked(act: Act, told: Event) -> Iterator[Row]:
    editions = [_edition(act, told)] if told.object.startswith("edition:") else in_review(act)
    for edition in editions:
        yield from asked_for_review(act, edition, told.actor_id)


def _urged(act: Act, told: Event) -> Iterator[Row]:
    """Everybody whose turn it still is, each time that they are urged."""
    edition = _edition(act, told)
    if leads_from("approve", edition.state):
        matter = Matter(NoticeKind.REVIEW_WAITS, f"urge:{told.seq}", edition=edition)
        yield from rows(act, matter, whose_turn(act, edition, "approve", Role.REVIEWER))


def _reviewed(act: Act, told: Event) -> Iterator[Row]:
    """The writers: that the review is over; or that all have approved and only their draft holds up its end, once a round."""
    edition = _edition(act, told)
    if told.verb in ENDINGS:
        yield from _to_writers(NoticeKind.REVIEWED)(act, told)
    elif leads_from("approve", edition.state):
        matter = Matter(NoticeKind.REVIEWED, f"conclude:{edition.id}:{last_round(act, edition)}", edition=edition)
        can = [
            one
            for one in writers(act, edition)
            if not reasons("conclude_as_read", of_edition(replace(act, person=one), edition, on_draft=False))
        ]
        yield from rows(act, matter, can)


#: The acts by which a review ends well.
ENDINGS = frozenset({"conclude", "conclude_as_read"})


def _to_writers(kind: NoticeKind) -> Callable[[Act, Event], Iterator[Row]]:
    def told_to(act: Act, told: Event) -> Iterator[Row]:
        edition = _edition(act, told)
        people = [one for one in writers(act, edition) if one.id != told.actor_id]
        yield from rows(act, Matter(kind, f"{kind}:{told.seq}", edition=edition), people)

    return told_to


def _turn_of(kind: NoticeKind, verb: str, role: Role) -> Callable[[Act, Event], Iterator[Row]]:
    def told_to(act: Act, told: Event) -> Iterator[Row]:
        edition = _edition(act, told)
        if leads_from(verb, edition.state):
            matter = Matter(kind, f"{verb}:{edition.id}:{last_round(act, edition)}", edition=edition)
            yield from rows(act, matter, whose_turn(act, edition, verb, role))

    return told_to


def _to_record(act: Act, told: Event) -> Iterator[Row]:
    """Whoever may record a step of the enterprise's own chain that comes next; once a step and text."""
    edition = _edition(act, told)
    head = standing_save(act.db, edition)
    for one in chain_of(act, edition).asked if head else ():
        verb = VERBS[one.step]
        if head is not None and one.verdict is None and leads_from(verb, edition.state):
            matter = Matter(
                NoticeKind.TO_RECORD, f"step:{edition.id}:{one.step.value}:{head.fingerprint[:16]}", edition=edition
            )
            people = {one.id: one for role in MOVES[verb].roles for one in whose_turn(act, edition, verb, role)}
            yield from rows(act, matter, [people[number] for number in sorted(people)])


def _to_table(act: Act, told: Event) -> Iterator[Row]:
    """The secretaries, while the text stands on no agenda and lacks nothing that the enterprise asks for before: which session
    takes it is theirs to choose."""
    edition = _edition(act, told)
    if next_lacking(act, edition):
        return
    if leads_from("table", edition.state) and standing.open_motion(act.db, edition) is None:
        matter = Matter(NoticeKind.TO_TABLE, f"table:{edition.id}:{last_round(act, edition)}", edition=edition)
        yield from rows(act, matter, holders(act, Role.SECRETARY))


def _convened(act: Act, told: Event) -> Iterator[Row]:
    session = act.db.get_one(CongressSession, int(told.object.removeprefix("session:")))
    matter = Matter(NoticeKind.CONVENED, f"convened:{session.id}", session_id=session.id, day=session.held_on)
    people = holders(act, Role.DELEGATE, Role.TELLER)
    yield from rows(act, matter, [one for one in people if one.id != told.actor_id])


def _papers_sent(act: Act, told: Event) -> Iterator[Row]:
    """The delegates on the roll who have an account; one notice for all papers of a session that went out on a day."""
    edition = _edition(act, told)
    motion = standing.open_motion(act.db, edition)
    if motion is None or motion.sent_on is None:
        return
    session = act.db.get_one(CongressSession, motion.session_id)
    roll = sitting.roll_of(act.db, session.id, motion.body)
    named = {one.person_id for one in sitting.entries_of(act.db, roll)}
    people = [one for one in holders(act, Role.DELEGATE) if one.id in named]
    key = f"papers:{session.id}:{motion.sent_on.isoformat()}"
    matter = Matter(NoticeKind.PAPERS_SENT, key, edition=edition, session_id=session.id, day=session.held_on)
    yield from rows(act, matter, people)


def _to_agree(act: Act, told: Event) -> Iterator[Row]:
    """Whoever may agree to an exception and did not ask for it."""
    edition = _edition(act, told)
    motion = standing.open_motion(act.db, edition)
    if motion is None:
        return
    asked = select(Waiver.id).where(Waiver.motion_id == motion.id, col(Waiver.agreed_by).is_(None))
    waiver = act.db.exec(asked.order_by(col(Waiver.id).desc())).first()
    if waiver is not None:
        key = f"agree:{waiver}"
        matter = Matter(NoticeKind.TO_AGREE, key, edition=edition, session_id=motion.session_id)
        yield from rows(act, matter, [one for one in holders(act, Role.ISSUER) if one.id != told.actor_id])


def _to_correct(act: Act, told: Event) -> Iterator[Row]:
    """Those by whom a correction is carried through, whoever entered a sheet among them, but for who asked; while it is open."""
    edition = _edition(act, told)
    asked = select(Correction, Motion).join(Ballot, col(Ballot.id) == col(Correction.ballot_id))
    asked = asked.join(Motion, col(Motion.id) == col(Ballot.motion_id)).where(Motion.edition_id == edition.id)
    is_open = (col(Correction.agreed_at).is_(None), col(Correction.dropped_at).is_(None))
    found = act.db.exec(asked.where(*is_open).order_by(col(Correction.id).desc())).first()
    if found is not None:
        correction, motion = found
        matter = Matter(NoticeKind.TO_CORRECT, f"correct:{correction.id}", session_id=motion.session_id)
        people = holders(act, *MOVES["agree_correction"].roles)
        yield from rows(act, matter, [one for one in people if one.id != correction.asked_by])


def _issued(act: Act, told: Event) -> Iterator[Row]:
    """Everybody: a rule binds those to whom it was made known (劳动合同法 art. 4)."""
    edition = _edition(act, told)
    if edition.state is State.ISSUED:
        matter = Matter(NoticeKind.ISSUED, f"issued:{edition.id}", edition=edition, day=edition.effective)
        yield from rows(act, matter, [one for one in everybody(act) if one.id != told.actor_id])


_WHOM: dict[NoticeKind, Callable[[Act, Event], Iterator[Row]]] = {
    NoticeKind.ASKED_FOR_REVIEW: _asked,
    NoticeKind.REVIEW_WAITS: _urged,
    NoticeKind.ANSWERED: discussing.answered,
    NoticeKind.TO_ANSWER: discussing.to_answer,
    NoticeKind.RETURNED: _to_writers(NoticeKind.RETURNED),
    NoticeKind.REVIEWED: _reviewed,
    NoticeKind.EMPLOYEES_ASKED: hearing.asked,
    NoticeKind.OPINION_ANSWERED: hearing.answered,
    NoticeKind.ANSWERS_POSTED: hearing.posted,
    NoticeKind.TO_CONSULT: _turn_of(NoticeKind.TO_CONSULT, "consult", Role.SECRETARY),
    NoticeKind.TO_RECORD: _to_record,
    NoticeKind.TO_TABLE: _to_table,
    NoticeKind.CONVENED: _convened,
    NoticeKind.PAPERS_SENT: _papers_sent,
    NoticeKind.TO_AGREE: _to_agree,
    NoticeKind.DECIDED: _to_writers(NoticeKind.DECIDED),
    NoticeKind.TO_CORRECT: _to_correct,
    NoticeKind.TO_ISSUE: _turn_of(NoticeKind.TO_ISSUE, "issue", Role.ISSUER),
    NoticeKind.ISSUED: _issued,
}
