"""Reasons: why each provision is changed, for the comparison table (立法法 art. 58 asks for one with every amendment)."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import course_of, papers_were_sent
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS, Reason
from workflow.rules.visibility import Matter, Reader, Stage
from workflow.words import Words

LONGEST_REASON = 500


def explain(act: Act, edition: Edition, reasons: Mapping[str, str]) -> int:
    """Write down why provisions are changed. Returns how many reasons are new or different.

    reasons  permanent key → one or two sentences; "" takes a reason back; keys that no text of the edition has are left out.
             While a round is read they belong to the next one
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
    number = len(ROUNDS.of(act.db, edition.id))
    before = _newest(act.db, edition)
    changed: dict[str, str] = {}
    for key, words in reasons.items():
        words = words.strip()
        held = before.get(key)
        if key not in known or words == (held.text if held else ""):
            continue
        changed[key] = words
        if held is None or held.round_number < number:  # what stands beside the text that is being read stays there
            act.db.add(
                Reason(
                    edition_id=edition.id,
                    key=key,
                    round_number=number,
                    text=words,
                    person_id=act.person_id,
                    at=act.now,
                )
            )
        elif not words and not number:
            act.db.delete(held)
        else:
            held.text, held.person_id, held.at = words, act.person_id, act.now
            act.db.add(held)
    act.db.flush()
    if changed:
        record(act, "explain", f"edition:{edition.id}", regulation_id=edition.regulation_id, reasons=changed)
    return len(changed)


def reasons_of(db: Session, edition: Edition) -> dict[str, str]:
    """The reasons given for the changes of an edition, by permanent key."""
    return {key: one.text for key, one in _newest(db, edition).items() if one.text}


def readable_reasons(db: Session, edition: Edition, reader: Reader, *, on_draft: bool) -> dict[str, str]:
    """The reasons that `reader` may read: one written since the last round is the drafters' own until the next.

    on_draft  those beside the drafters' newest save, as far as `reader` may read them; else those beside the text that stands
    """
    course = course_of(db, edition)
    sent = papers_were_sent(db, edition, reader)

    def is_open(stage: Stage) -> bool:
        return course.can_read_at(reader, Matter.REASON, stage, papers_sent=sent)

    if on_draft and is_open(Stage.DRAFT):
        return reasons_of(db, edition)
    if course.opened is None or not is_open(Stage.STANDING):
        return {}
    # An edition that was entered from paper has no rounds.
    found = _newest(db, edition, before=len(ROUNDS.of(db, edition.id)) or 1)
    return {key: one.text for key, one in found.items() if one.text}


def _newest(db: Session, edition: Edition, *, before: int | None = None) -> dict[str, Reason]:
    """The last reason for each provision; `before`, as it stood when the round of that number was opened."""
    rows = select(Reason).where(Reason.edition_id == edition.id).order_by(col(Reason.round_number))
    return {one.key: one for one in db.exec(rows) if before is None or one.round_number < before}


def _keys(db: Session, edition: Edition) -> set[str]:
    """The keys of the units of the newest text and of the text it amends: a deleted provision has its reason too."""
    found: set[str] = set()
    for snapshot in (texts.authentic(db, edition), approvals.base_of(db, edition)):
        if snapshot is not None:
            found.update(one.key for one in texts.reviewable(db, snapshot))
    return found
