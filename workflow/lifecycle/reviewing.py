"""Review: decisions bound to exactly what was shown, remarks on provisions, and the end of a review."""

from sqlmodel import Session, col, select

from workflow.lifecycle import standing, texts
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.review import Approval, Comment, Cover, Round
from workflow.records.snapshot import Snapshot
from workflow.rules.review import CoverKind, Decision
from workflow.rules.roles import Capacity
from workflow.rules.states import State
from workflow.text.units import units
from workflow.words import Words

LONGEST_OPINION = 10_000


def approve(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Approve the whole text as shown, in one capacity; conclude the review when it was the last one needed.

    shown  the fingerprint on the reviewer's page. Raises Refused when the text moved, when the reviewer wrote part of
    it or does not hold the capacity; Unusable for an opinion beyond the bound.
    """
    approval = _decide(act, edition, "approve", Decision.APPROVE, capacity, opinion, shown)
    conclude_when_complete(act, edition)
    return approval


def request_changes(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Ask for changes, with the reason; the edition goes back to its drafters. Raises Refused, or Unusable without one."""
    approval = _decide(act, edition, "request_changes", Decision.REQUEST_CHANGES, capacity, opinion, shown)
    move(edition, "request_changes", State.RETURNED)
    return approval


def comment(act: Act, edition: Edition, snapshot: Snapshot, key: str, text: str) -> Comment:
    """Hang a remark on the provision `key` of `snapshot`. Raises Refused, or Unusable when it says nothing."""
    ask("comment", standing.of_edition(act, edition))
    if not text.strip() or len(text) > LONGEST_OPINION:
        raise Unusable(
            {
                "comment": Words(
                    f"请写下意见，不超过{LONGEST_OPINION}字。",
                    f"Write a remark, at most {LONGEST_OPINION:,} characters.",
                )
            }
        )
    unit = next((one for one in units(texts.tree_of(act.db, snapshot)) if one.key == key), None)
    if unit is None or snapshot.edition_id != edition.id:
        raise Unusable({"comment": Words("这一条已经不在文本中。", "This provision is not in the text any more.")})
    remark = Comment(
        edition_id=edition.id or 0,
        snapshot_id=snapshot.id or 0,
        key=key,
        label=unit.label,
        quote=unit.text[:500],
        person_id=act.person_id,
        text=text.strip(),
        at=act.now,
    )
    act.db.add(remark)
    act.db.flush()
    record(
        act,
        "comment",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=snapshot.fingerprint,
        label=unit.label,
        comment=remark.id,
        text=remark.text,
    )
    return remark


def comments_of(db: Session, edition: Edition) -> list[Comment]:
    """The remarks on an edition, oldest first."""
    return list(db.exec(select(Comment).where(Comment.edition_id == edition.id).order_by(col(Comment.id))))


def approvals_of(db: Session, edition: Edition) -> list[tuple[Approval, Round]]:
    """The decisions on an edition with their rounds, oldest first."""
    rows = select(Approval, Round).join(Round, col(Round.id) == col(Approval.round_id))
    return list(db.exec(rows.where(Round.edition_id == edition.id).order_by(col(Approval.id))))


def _decide(
    act: Act, edition: Edition, verb: str, decision: Decision, capacity: Capacity, opinion: str, shown: str
) -> Approval:
    situation = standing.of_edition(act, edition, shown=shown)
    ask(verb, situation)
    if capacity not in situation.capacities:
        raise Unusable({"capacity": Words("您没有这个审核身份。", "You do not hold this capacity.")})
    if decision is Decision.REQUEST_CHANGES and not opinion.strip():
        raise Unusable({"opinion": Words("请写明需要怎样修改。", "Say what should be changed.")})
    if len(opinion) > LONGEST_OPINION:
        raise Unusable(
            {"opinion": Words(f"意见不超过{LONGEST_OPINION}字。", f"At most {LONGEST_OPINION:,} characters, please.")}
        )
    head = texts.authentic(act.db, edition)
    current = standing.rounds_of(act.db, edition)[-1]
    if head is None:  # the state in review implies a text
        raise ValueError("nothing to decide on")
    approval = Approval(
        round_id=current.id or 0,
        person_id=act.person_id,
        on_behalf_of=act.on_behalf_of.id if act.on_behalf_of else None,
        capacity=capacity,
        decision=decision,
        opinion=opinion.strip(),
        at=act.now,
    )
    act.db.add(approval)
    act.db.flush()
    for language in ("zh", "en"):
        _cover(act, edition, approval, language)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        round=current.number,
        capacity=capacity.value,
        opinion=approval.opinion,
    )
    return approval


def _cover(act: Act, edition: Edition, approval: Approval, language: str) -> None:
    """Write down exactly what the decision covers in one language: every unit, the structure, the whole."""
    snapshot = texts.latest(act.db, edition, language)
    if snapshot is None:
        return
    lines = [(CoverKind.PROVISION, one.key, one.fingerprint) for one in texts.reviewable(act.db, snapshot)]
    lines += [(CoverKind.STRUCTURE, "", snapshot.structure), (CoverKind.WHOLE, "", snapshot.fingerprint)]
    for kind, key, fingerprint in lines:
        act.db.add(Cover(approval_id=approval.id or 0, kind=kind, key=key, language=language, fingerprint=fingerprint))


def conclude_when_complete(act: Act, edition: Edition) -> bool:
    """Once every approval needed counts the system moves on: a regulation to consultation, a report to the agenda.

    Asked after each approval, after each submission (what comes back unchanged needs nobody's approval again), and after
    the last suggestion was answered.
    """
    head = texts.authentic(act.db, edition)
    if head is None or not all(one.counts for one in standing.standings(act, edition, head)):
        return False
    if standing.open_suggestions(act.db, edition):
        return False
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    target = State.AWAITING if regulation.kind is RegulationKind.REPORT else State.CONSULTING
    move(edition, "conclude", target)
    record(
        act.as_system(),
        "conclude",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        state=target.value,
    )
    return True
