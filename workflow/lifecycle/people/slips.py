"""One-time codes for everybody who came with one list: handed out at once, kept as keyed hashes, good for a month."""

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import Session, col, select

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records.person import Person
from workflow.records.staff import Newcomer, StaffImport
from workflow.words import Words

#: How long a code on a slip can be used: slips are printed, cut and handed round.
SLIP_HOLDS = timedelta(days=30)
CHANGED = Words(
    "排印密码条的时候，有人设置了密码或者离职了，因此没有发放任何密码。请再打印一次。",
    "While the slips were drawn somebody chose a password or left, so no code was handed out. Print them once more.",
)


def waiting_for(db: Session, imported: StaffImport) -> list[Person]:
    """Those who came with a list and have no password yet, by number."""
    rows = select(Person).join(Newcomer, col(Newcomer.person_id) == col(Person.id))
    without = rows.where(Newcomer.import_id == imported.id, col(Person.secret).is_(None), col(Person.closed).is_(False))
    return list(db.exec(without.order_by(col(Person.number), col(Person.id))))


def hand_out(act: Act, imported: StaffImport, kept: Mapping[int, str]) -> None:
    """Put these codes (hashed before) to those who wait for one; every earlier code is void. Raises Refused or Unusable.

    kept  by person: they all still wait for one, or nothing is done
    """
    ask("administer", of_actor(act))
    people = [one for one in waiting_for(act.db, imported) if one.id in kept]
    if len(people) < len(kept) or not people:
        raise Unusable({"": CHANGED})
    for one in people:
        one.one_time, one.one_time_until = kept[one.id], act.now + SLIP_HOLDS
    act.db.flush()
    sign_ins.end_all_of(act.db, sorted(kept))
    record(act, "make_slips", f"staff_import:{imported.id}", many=len(kept))
