"""Calling people into a review besides those whom the procedure names: 加签, 征求意见; handing on a call: 转办; urging whose turn it is: 催办."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import saved_by
from workflow.records.enterprise import units_on
from workflow.records.event import Event
from workflow.records.regulation import Edition
from workflow.records.review import CALLS, Call, CallEnd
from workflow.rules.facts import Called, Urging
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.review import CallManner
from workflow.rules.situation import Situation
from workflow.words import Words

LONGEST_NOTE = 2_000


def call_in(
    act: Act,
    edition: Edition,
    capacity: Capacity | None,
    manner: CallManner,
    *,
    unit: str = "",
    due: date | None = None,
    note: str = "",
) -> Call:
    """Have somebody approve besides, or be heard, from now on.

    capacity  None for one that nobody has
    unit  the code of the unit that is meant; "" for anybody who holds the capacity
    due   the last day, None for no day
    Raises Refused; Unusable for a seat that nobody could fill, is asked for already, or a day that is over.
    """
    ask("call_in", of_edition(act, edition, on_draft=False))
    if capacity is None:
        raise Unusable({"seat": Words("请选择请谁审核。", "Choose whom to call in.")})
    seat, problems = _called(act, edition, capacity, unit)
    if due is not None and due < act.today:
        problems["due"] = Words("期限不能早于今天。", "The last day cannot be over.")
    if len(note) > LONGEST_NOTE:
        problems["note"] = Words(f"说明不超过{LONGEST_NOTE}字。", f"At most {LONGEST_NOTE:,} characters, please.")
    if problems:
        raise Unusable(problems)
    call = Call(
        edition_id=edition.id,
        capacity=capacity,
        unit=unit or None,
        manner=manner,
        due=due,
        note=note.strip(),
        called_by=act.person_id,
        at=act.now,
    )
    act.db.add(call)
    act.db.flush()
    _record(act, "call_in", edition, call, seat, note=call.note, due=due.isoformat() if due else "")
    return call


def hand_on(act: Act, edition: Edition, call: Call, capacity: Capacity | None, unit: str, note: str) -> Call:
    """As the side that was called in, hand the call to the side that it is really for: 转办, under the same day and in the same manner.

    Raises Refused; Unusable for a seat that nobody could fill or that is asked already, or without a reason.
    """
    ask("hand_on", of_call(act, edition, call))
    if capacity is None:
        raise Unusable({"seat": Words("请选择转给谁。", "Choose whom to hand it to.")})
    seat, problems = _called(act, edition, capacity, unit)
    if not note.strip() or len(note) > LONGEST_NOTE:
        problems["note"] = Words(
            f"请写明转办的理由，不超过{LONGEST_NOTE}字。", f"Give the reason, in at most {LONGEST_NOTE:,} characters."
        )
    if problems:
        raise Unusable(problems)
    before = approvals.seat_of(act.db, call, act.today).words()
    to = Call(
        edition_id=edition.id,
        capacity=capacity,
        unit=unit or None,
        manner=call.manner,
        due=call.due,
        note=note.strip(),
        called_by=act.person_id,
        at=act.now,
        handed_from=call.id,
    )
    act.db.add_all([to, CallEnd(call_id=call.id, person_id=act.person_id, reason=note.strip(), at=act.now)])
    act.db.flush()
    _record(act, "hand_on", edition, to, seat, before=before.zh, before_en=before.en, reason=note.strip())
    conclude_when_complete(act, edition)
    return to


def _called(act: Act, edition: Edition, capacity: Capacity, unit: str) -> tuple[Seat, dict[str, Words]]:
    """The seat that a form names, and what is wrong with asking for it."""
    named = next((one for one in units_on(act.db, act.today) if one.code == unit), None) if unit else None
    seat = Seat(capacity, unit, Words(named.name_zh, named.name_en) if named else Words("", ""))
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
    asked = [approvals.seat_of(act.db, one, act.today) for one in approvals.standing_calls(act.db, edition)]
    if unit and named is None:
        return seat, {"unit": Words("请选择现有的单位。", "Choose a unit that there is.")}
    if seat in asked or any(one.required and one.seat == seat for one in review.standings):
        return seat, {"unit": Words("已经请这一方审核。", "This side is asked already.")}
    if not turns.can_be_filled(act.db, seat, act.today):
        return seat, {
            "unit": Words(
                f"目前没有人能以{seat.words().zh}身份审核，请先请管理员安排。",
                f"Nobody can review for {seat.words().en} now; ask an administrator first.",
            )
        }
    return seat, {}


def end_call(act: Act, edition: Edition, call: Call, reason: str) -> None:
    """Take somebody out of the review again, who was called in. Raises Refused; Unusable without a reason."""
    ask("end_call", of_call(act, edition, call))
    if not reason.strip() or len(reason) > LONGEST_NOTE:
        raise Unusable(
            {
                "reason": Words(
                    f"请写明撤销的理由，不超过{LONGEST_NOTE}字。",
                    f"Give the reason, in at most {LONGEST_NOTE:,} characters.",
                )
            }
        )
    act.db.add(CallEnd(call_id=call.id, person_id=act.person_id, reason=reason.strip(), at=act.now))
    act.db.flush()
    _record(act, "end_call", edition, call, approvals.seat_of(act.db, call, act.today), reason=reason.strip())
    conclude_when_complete(act, edition)


def urge(act: Act, edition: Edition, shown: int) -> None:
    """Remind everybody whose turn it is, once a day.

    shown  the number of the round on the page
    Raises Refused; Unusable when another round has been opened since.
    """
    ask("urge", of_urging(act, edition))
    number = len(approvals.rounds_of(act.db, edition))
    if shown != number:
        raise Unusable(
            {"": Words("新的一轮已经开始，请重新打开本页。", "Another round has begun; open the page again.")}
        )
    record(act, "urge", f"edition:{edition.id}", regulation_id=edition.regulation_id, round=number)


def of_call(act: Act, edition: Edition, call: Call) -> Situation:
    """How a call stands for the person of `act`, who wants it ended or handed on."""

    def called() -> Called:
        several = CALLS.of(act.db, edition.id)
        ended = any(one.id == call.id and end is not None for one, end in several)
        mine = act.person is not None and act.person.id in _callers(call, {one.id: one for one, _ in several})
        wrote = act.person is not None and act.person.id in saved_by(act.db, edition)
        seat, hats = approvals.seat_of(act.db, call, act.today), turns.hats_of(act.db, act.person, act.today)
        for_me = any(seat.takes(one.capacity, one.units) for one in hats)
        return Called(call_is_own=mine, call_is_for_me=for_me, call_ended=ended, drafted_here=wrote)

    return of_edition(act, edition, on_draft=False).beside({Called: called})


def _callers(call: Call, several: Mapping[int, Call]) -> set[int]:
    """Who called somebody in, and everybody who handed the call on."""
    found, at = set[int](), call
    while True:
        found.add(at.called_by)
        if at.handed_from is None:
            return found
        at = several[at.handed_from]


def of_urging(act: Act, edition: Edition) -> Situation:
    """How an edition stands for somebody who wants to urge its reviewers."""

    def urging() -> Urging:
        begins = datetime.combine(act.today, time(), act.zone)
        asked = select(Event.seq).where(
            Event.verb == "urge", Event.object == f"edition:{edition.id}", col(Event.at) >= begins
        )
        return Urging(urged_today=act.db.exec(asked.limit(1)).first() is not None)

    return of_edition(act, edition, on_draft=False).beside({Urging: urging})


def _record(act: Act, verb: str, edition: Edition, call: Call, seat: Seat, **said: str) -> None:
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        seat=seat.words().zh,
        seat_en=seat.words().en,
        manner=call.manner.value,
        **said,
    )
