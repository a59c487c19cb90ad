"""Review: decisions bound to exactly what was shown, and the end of a review."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable, ask, move, record, unit_codes
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import decisions
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.situations.review import of_decision
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.regulation import Edition
from workflow.records.review import Approval, Cover, Retraction, Round
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import STRUCTURE, Key
from workflow.rules.asking import reasons
from workflow.rules.facts import Offices
from workflow.rules.people.roles import Capacity
from workflow.rules.review import COVERING, LONGEST_OPINION, OPINION_NEEDED, CoverKind, Decision, Ending
from workflow.rules.states import State
from workflow.words import Language, Words

#: The row of the page of moves by which each decision is taken.
VERBS = {
    Decision.APPROVE: "approve",
    Decision.REQUEST_CHANGES: "request_changes",
    Decision.RESERVATION: "keep_reservation",
    Decision.SEEN: "mark_seen",
}


def approve(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Approve the whole text as shown, in one capacity: see `decide`."""
    return decide(act, edition, Decision.APPROVE, capacity, opinion, shown)


def request_changes(act: Act, edition: Edition, capacity: Capacity, opinion: str, shown: str) -> Approval:
    """Ask for changes to the text as shown; the others go on reading: see `decide`."""
    return decide(act, edition, Decision.REQUEST_CHANGES, capacity, opinion, shown)


def decide(
    act: Act,
    edition: Edition,
    decision: Decision,
    capacity: Capacity,
    opinion: str,
    shown: str,
    items: frozenset[Key] | None = None,
) -> Approval:
    """Decide on the text as shown, or on single items of it, in one capacity; the review ends when it was the last one needed.

    shown  the fingerprints on the reviewer's page, the authentic text's first; what is not named is not decided on
    items  languages with permanent keys ("" for the order); None for everything shown
    The same decision sent again is the one that was recorded. Raises Refused when a text moved, when the reviewer wrote all
    that would be approved, fills another capacity or does not hold this one; Unusable for an opinion that is missing or beyond
    the bound, and for items that nobody is asked about.
    """
    again = _sent_before(act, edition, decision, capacity, opinion, shown, items)
    if again is not None:
        return again
    approval = _decide(act, edition, decision, capacity, opinion, shown, items)
    if decision in COVERING:
        conclude_when_complete(act, edition)
    return approval


def close_overdue(act: Act, edition: Edition) -> bool:
    """As the system: give a text back whose round is over by its deadline while changes are asked for; says whether it was."""
    if reasons("close_round", of_edition(act.as_system(), edition)):
        return False
    current = approvals.rounds_of(act.db, edition)[-1]
    move(edition, "close_round", State.RETURNED)
    record(
        act.as_system(),
        "close_round",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        round=current.number,
        due=current.due.isoformat() if current.due else "",
    )
    return True


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
    ask(verb, of_decision(act, edition, approval))
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
    act: Act,
    edition: Edition,
    decision: Decision,
    capacity: Capacity,
    opinion: str,
    shown: str,
    items: frozenset[Key] | None,
) -> Approval | None:
    """The decision that these very words made a moment ago: a double click is one decision.

    It must be the person's last one in this capacity, stand, belong to the newest round and cover what is shown; once the
    review has gone on, it must be the one that made it go on.
    """
    rounds = approvals.rounds_of(act.db, edition)
    if not rounds or act.person is None:
        return None
    several = [one for one in decisions.made_on(act.db, edition) if one.approval.round_id == rounds[-1].id]
    us = (act.person_id, act.on_behalf_of.id if act.on_behalf_of else None, capacity)
    mine = [one for one in several if (one.approval.person_id, one.approval.on_behalf_of, one.approval.capacity) == us]
    if not mine or (mine[-1].approval.decision, mine[-1].approval.opinion) != (decision, opinion.strip()):
        return None
    gone_on = edition.state is not State.IN_REVIEW and mine[-1] is not several[-1]
    if gone_on or mine[-1].endings or set(mine[-1].covers.values()) != set(shown.split()):
        return None
    return mine[-1].approval if decisions.items_of(act.db, edition, mine[-1]) == items else None


def _decide(
    act: Act,
    edition: Edition,
    decision: Decision,
    capacity: Capacity,
    opinion: str,
    shown: str,
    items: frozenset[Key] | None,
) -> Approval:
    verb = VERBS[decision]
    situation = of_edition(act, edition, shown=shown, capacity=capacity, items=items, on_draft=False)
    ask(verb, situation)
    if capacity not in situation.of(Offices).capacities:
        raise Unusable({"capacity": Words("您没有这个审核身份。", "You do not hold this capacity.")})
    if decision in OPINION_NEEDED and not opinion.strip():
        raise Unusable({"opinion": OPINION_NEEDED[decision]})
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
    labels = _labels(act, edition, items, {one.language for one in texts_shown})
    before = decisions.DECISIONS.of(act.db, edition.id)
    approval = Approval(
        round_id=current.id,
        person_id=act.person_id,
        on_behalf_of=act.on_behalf_of.id if act.on_behalf_of else None,
        capacity=capacity,
        decision=decision,
        opinion=opinion.strip(),
        at=act.now,
        partial=items is not None,
        units=" ".join(sorted(unit_codes(act.db, act.on_behalf_of or act.person, capacity, act.today))),
    )
    act.db.add(approval)
    act.db.flush()
    _cover(act, approval, texts_shown, items)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        round=current.number,
        capacity=capacity.value,
        opinion=approval.opinion,
        state=edition.state.value,
        **({"items": labels} if items is not None else {}),
    )
    covers = sorted((one.language, one.fingerprint) for one in texts_shown)
    made = [(approval, current.number, language, fingerprint, None) for language, fingerprint in covers]
    decisions.DECISIONS.know(act.db, {edition.id: (*before, *made)})
    return approval


def _labels(
    act: Act, edition: Edition, items: frozenset[Key] | None, shown: Collection[Language]
) -> list[dict[str, str]]:
    """What the chosen items are called now, for the record. Raises Unusable for one that nobody is asked about or that was not
    on the page.
    """
    if items is None:
        return []
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
    known = approvals.labels_in(review)
    if not items or not items <= known.keys() or any(language not in shown for language, _ in items):
        raise Unusable(
            {
                "items": Words(
                    "所选的条文已经不在这次审核之中，请重新选择。", "What was chosen is not under review; choose again."
                )
            }
        )
    return [{"language": language.value, "label": known[language, key]} for language, key in sorted(items)]


def _cover(act: Act, approval: Approval, shown: list[Snapshot], items: frozenset[Key] | None) -> None:
    """Write down exactly what the decision covers of the texts that were on the page: every unit, the order, the whole; of
    single items those, with "" for one that is no more."""
    for snapshot in shown:
        lines = [(CoverKind.PROVISION, one.key, one.fingerprint) for one in texts.reviewable(act.db, snapshot)]
        lines += [(CoverKind.STRUCTURE, STRUCTURE, snapshot.structure)]
        if items is not None:
            there = {key: (kind, key, fingerprint) for kind, key, fingerprint in lines}
            wanted = sorted(key for language, key in items if language is snapshot.language)
            lines = [there.get(key, (CoverKind.PROVISION, key, "")) for key in wanted]
        lines += [(CoverKind.WHOLE, "", snapshot.fingerprint)]
        act.db.add_all(
            Cover(approval_id=approval.id, kind=kind, key=key, language=snapshot.language, fingerprint=fingerprint)
            for kind, key, fingerprint in lines
        )
