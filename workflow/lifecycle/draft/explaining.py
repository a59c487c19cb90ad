"""Reasons: why each provision is changed, for the comparison table (立法法 art. 58 asks for one with every amendment)."""

from collections.abc import Mapping

from sqlmodel import Session, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import course_of, papers_were_sent
from workflow.records.regulation import Edition
from workflow.records.review import Reason
from workflow.rules.visibility import Matter, Reader
from workflow.words import Words

LONGEST_REASON = 500


def explain(act: Act, edition: Edition, reasons: Mapping[str, str]) -> int:
    """Write down why provisions are changed. Returns how many reasons are new or different.

    reasons  permanent key → one or two sentences; "" takes a reason back; keys that no text of the edition has are left out
    Raises Refused outside drafting, Unusable for a reason beyond the bound.
    """
    ask("explain", of_edition(act, edition))
    if any(len(words) > LONGEST_REASON for words in reasons.values()):
        raise Unusable(
            {
                "reason": Words(
                    f"每条理由不超过{LONGEST_REASON}字。", f"A reason has at most {LONGEST_REASON} characters."
                )
            }
        )
    known = _keys(act.db, edition)
    before = {one.key: one for one in act.db.exec(select(Reason).where(Reason.edition_id == edition.id))}
    changed: dict[str, str] = {}
    for key, words in reasons.items():
        words = words.strip()
        held = before.get(key)
        if key not in known or words == (held.text if held else ""):
            continue
        changed[key] = words
        if held is not None and not words:
            act.db.delete(held)
        elif held is not None:
            held.text, held.person_id, held.at = words, act.person_id, act.now
            act.db.add(held)
        else:
            act.db.add(Reason(edition_id=edition.id, key=key, text=words, person_id=act.person_id, at=act.now))
    if changed:
        record(act, "explain", f"edition:{edition.id}", regulation_id=edition.regulation_id, reasons=changed)
    return len(changed)


def reasons_of(db: Session, edition: Edition) -> dict[str, str]:
    """The reasons given for the changes of an edition, by permanent key."""
    return {one.key: one.text for one in db.exec(select(Reason).where(Reason.edition_id == edition.id))}


def readable_reasons(db: Session, edition: Edition, reader: Reader) -> dict[str, str]:
    """The reasons that `reader` may read: one written since the last round is the drafters' own until the next."""
    course = course_of(db, edition)
    sent = papers_were_sent(db, edition, reader)

    def is_open(one: Reason) -> bool:
        return course.can_read_at(reader, Matter.REASON, course.written(one.at), papers_sent=sent)

    rows = db.exec(select(Reason).where(Reason.edition_id == edition.id))
    return {one.key: one.text for one in rows if is_open(one)}


def _keys(db: Session, edition: Edition) -> set[str]:
    """The keys of the units of the newest text and of the text it amends: a deleted provision has its reason too."""
    found: set[str] = set()
    for snapshot in (texts.authentic(db, edition), approvals.base_of(db, edition)):
        if snapshot is not None:
            found.update(one.key for one in texts.reviewable(db, snapshot))
    return found
