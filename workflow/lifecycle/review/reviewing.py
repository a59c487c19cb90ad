"""Review: decisions bound to exactly what was shown, remarks on provisions, and the end of a review."""

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.situations.review import of_decision
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.regulation import Edition
from workflow.records.review import Approval, Comment, Cover, Retraction, Round
from workflow.records.text.snapshot import Snapshot
from workflow.rules.facts import Offices
from workflow.rules.people.roles import Capacity
from workflow.rules.review import LONGEST_OPINION, CoverKind, Decision, Ending
from workflow.rules.states import State
from workflow.text.units import units
from workflow.words import Language, Words


def approve(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Approve the whole text as shown, in one capacity; conclude the review when it was the last one needed.

    shown  the fingerprints on the reviewer's page, the authentic text's first; what is not named is not covered. The same
           approval sent again is the one that was recorded. Raises Refused when a text moved, when the reviewer wrote all
           that is left, fills another capacity or does not hold this one; Unusable for an opinion beyond the bound.
    """
    again = _sent_before(act, edition, Decision.APPROVE, capacity, opinion, shown)
    if again is not None:
        return again
    approval = _decide(act, edition, "approve", Decision.APPROVE, capacity, opinion, shown)
    conclude_when_complete(act, edition)
    return approval


def request_changes(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Ask for changes, with the reason; the edition goes back to its drafters. Raises Refused, or Unusable without one."""
    again = _sent_before(act, edition, Decision.REQUEST_CHANGES, capacity, opinion, shown)
    if again is not None:
        return again
    approval = _decide(act, edition, "request_changes", Decision.REQUEST_CHANGES, capacity, opinion, shown)
    move(edition, "request_changes", State.RETURNED)
    return approval


def withdraw_decision(act: Act, edition: Edition, approval: Approval, reason: str = "") -> None:
    """Take one's own decision back, as if never made. What it held up may then go on. Raises Refused."""
    _end(act, edition, "withdraw_decision", approval, Ending.WITHDRAWN, reason)


def dismiss_request(act: Act, edition: Edition, approval: Approval, reason: str) -> None:
    """As chair, lift the block of somebody else's request; its capacity must still approve. Raises Refused, Unusable."""
    if not reason.strip():
        raise Unusable({"reason": Words("请写明解除的理由。", "Give the reason for lifting it.")})
    _end(act, edition, "dismiss_request", approval, Ending.DISMISSED, reason)


def _end(act: Act, edition: Edition, verb: str, approval: Approval, ending: Ending, reason: str) -> None:
    if len(reason) > LONGEST_OPINION:
        raise Unusable(
            {"reason": Words(f"理由不超过{LONGEST_OPINION}字。", f"At most {LONGEST_OPINION:,} characters, please.")}
        )
    review = approvals.review_of(act.db, edition, act.procedure, act.today)
    ask(verb, of_decision(act, edition, review, approval))
    act.db.add(
        Retraction(approval_id=approval.id, ending=ending, person_id=act.person_id, reason=reason.strip(), at=act.now)
    )
    act.db.flush()
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        capacity=approval.capacity.value,
        decision=approval.decision.value,
        approval=approval.id,
        reason=reason.strip(),
    )
    conclude_when_complete(act, edition)


def comment(act: Act, edition: Edition, snapshot: Snapshot, key: str, text: str) -> Comment:
    """Hang a remark on the provision `key` of `snapshot`. Raises Refused, or Unusable when it says nothing."""
    ask("comment", of_edition(act, edition))
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
        edition_id=edition.id,
        snapshot_id=snapshot.id,
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


def endings_of(db: Session, edition: Edition) -> dict[int, list[Retraction]]:
    """The decisions of an edition that ended, by their number, with how."""
    found: dict[int, list[Retraction]] = {}
    rows = select(Retraction).join(Approval, col(Approval.id) == col(Retraction.approval_id))
    within = rows.join(Round, col(Round.id) == col(Approval.round_id)).where(Round.edition_id == edition.id)
    for one in db.exec(within.order_by(col(Retraction.at))):
        found.setdefault(one.approval_id, []).append(one)
    return found


def _sent_before(
    act: Act, edition: Edition, decision: Decision, capacity: Capacity, opinion: str, shown: str
) -> Approval | None:
    """The decision that these very words made a moment ago: a double click is one decision.

    It must be the person's last one in this capacity, stand, belong to the newest round and cover what is shown; once the
    review has gone on, it must be the one that made it go on.
    """
    rounds = approvals.rounds_of(act.db, edition)
    if not rounds or act.person is None:
        return None
    several = [one for one in approvals.made_on(act.db, edition) if one.approval.round_id == rounds[-1].id]
    us = (act.person_id, act.on_behalf_of.id if act.on_behalf_of else None, capacity)
    mine = [one for one in several if (one.approval.person_id, one.approval.on_behalf_of, one.approval.capacity) == us]
    if not mine or (mine[-1].approval.decision, mine[-1].approval.opinion) != (decision, opinion.strip()):
        return None
    gone_on = edition.state is not State.IN_REVIEW and mine[-1] is not several[-1]
    if gone_on or mine[-1].endings or set(mine[-1].covers.values()) != set(shown.split()):
        return None
    return mine[-1].approval


def _decide(
    act: Act, edition: Edition, verb: str, decision: Decision, capacity: Capacity, opinion: str, shown: str
) -> Approval:
    situation = of_edition(act, edition, shown=shown, capacity=capacity)
    ask(verb, situation)
    if capacity not in situation.of(Offices).capacities:
        raise Unusable({"capacity": Words("您没有这个审核身份。", "You do not hold this capacity.")})
    if decision is Decision.REQUEST_CHANGES and not opinion.strip():
        raise Unusable({"opinion": Words("请写明需要怎样修改。", "Say what should be changed.")})
    if len(opinion) > LONGEST_OPINION:
        raise Unusable(
            {"opinion": Words(f"意见不超过{LONGEST_OPINION}字。", f"At most {LONGEST_OPINION:,} characters, please.")}
        )
    head = standing_text(act.db, edition)
    current = approvals.rounds_of(act.db, edition)[-1]
    if head is None:  # the state in review implies a text
        raise ValueError("nothing to decide on")
    named = set(shown.split())
    several = [standing_text(act.db, edition, language) for language in Language]
    texts_shown = [one for one in several if one is not None and one.fingerprint in named]
    approval = Approval(
        round_id=current.id,
        person_id=act.person_id,
        on_behalf_of=act.on_behalf_of.id if act.on_behalf_of else None,
        capacity=capacity,
        decision=decision,
        opinion=opinion.strip(),
        at=act.now,
    )
    act.db.add(approval)
    act.db.flush()
    _cover(act, approval, texts_shown)
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


def _cover(act: Act, approval: Approval, shown: list[Snapshot]) -> None:
    """Write down exactly what the decision covers of the texts that were on the page: every unit, the structure, the whole."""
    for snapshot in shown:
        lines = [(CoverKind.PROVISION, one.key, one.fingerprint) for one in texts.reviewable(act.db, snapshot)]
        lines += [(CoverKind.STRUCTURE, "", snapshot.structure), (CoverKind.WHOLE, "", snapshot.fingerprint)]
        act.db.add_all(
            Cover(approval_id=approval.id, kind=kind, key=key, language=snapshot.language, fingerprint=fingerprint)
            for kind, key, fingerprint in lines
        )
