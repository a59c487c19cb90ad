"""What somebody who decides on a text has to do with it already, and a decision as whoever wants it gone finds it."""

from collections.abc import Collection, Mapping

from workflow.lifecycle.acting import Act, unit_codes
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review import decisions, turns
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.case import case_of
from workflow.lifecycle.facts.submitted import saved_by
from workflow.records.regulation import Edition
from workflow.records.review import Approval
from workflow.rules.approvals import Key
from workflow.rules.facts import Decided, Hands
from workflow.rules.people.roles import CAPACITY_WORDS, Capacity
from workflow.rules.review import Decision, Ending
from workflow.rules.situation import Situation
from workflow.words import Words


def of_decision(act: Act, edition: Edition, approval: Approval) -> Situation:
    """How a decision on `edition` stands for the person of `act`, who wants it gone."""
    return of_actor(act).beside({**case_of(act, edition), Decided: lambda: _decided(act, edition, approval)})


def _decided(act: Act, edition: Edition, approval: Approval) -> Decided:
    endings = set(decisions.endings_of(act.db, edition, approval))
    mine = act.person is not None and act.person.id in (approval.person_id, approval.on_behalf_of)
    return Decided(
        is_own=mine,
        is_request=approval.decision is Decision.REQUEST_CHANGES,
        ended=Ending.WITHDRAWN in endings or (Ending.DISMISSED in endings and not mine),
        wrote_here=act.person is not None and act.person.id in saved_by(act.db, edition),
    )


def hands_in(
    review: approvals.Review, act: Act, capacities: Collection[Capacity], items: frozenset[Key] | None = None
) -> Hands:
    """What the person of `act` has to do with the text, or with these items of it, already, as far as `capacities` go."""
    hands = turns.hands_of(act.person, act.on_behalf_of)
    holder = act.on_behalf_of or act.person
    units = {one: unit_codes(act.db, holder, one, act.today) for one in capacities}
    wrote = _wrote(review, hands, units) if items is None else _wrote_of(review, hands, items)
    return Hands(wrote=wrote, same_hands=_same_hands(review, hands, capacities))


def _wrote(
    review: approvals.Review, hands: frozenset[int], held: Mapping[Capacity, frozenset[str]]
) -> tuple[str, ...]:  # fmt: skip
    """Labels of what `hands` wrote, when nothing else is left to approve in any capacity that they hold; else nothing."""
    own = review.own(hands)
    labels: list[str] = []
    for one in review.standings:
        if any(one.seat.takes(capacity, units) for capacity, units in held.items()):
            if any((card.language, card.key) not in own for card in one.open) or not one.open:
                return ()
            labels += [card.label for card in one.open]
    return tuple(dict.fromkeys(labels))


def _wrote_of(review: approvals.Review, hands: frozenset[int], items: frozenset[Key]) -> tuple[str, ...]:
    """The labels of these items when `hands` wrote every one of them; else nothing."""
    if not items or not items <= review.own(hands):
        return ()
    known = approvals.labels_in(review)
    return tuple(dict.fromkeys(known.get(one, "") for one in sorted(items)))


def _same_hands(review: approvals.Review, hands: frozenset[int], capacities: Collection[Capacity]) -> tuple[Words, ...]:
    """Why nobody here can fill any of `capacities`: the same hands fill another one already."""
    taken = {one: turns.taken_by_same_hands(review, one, hands) for one in sorted(capacities)}
    if not taken or not all(taken.values()):
        return ()
    return tuple(
        Words(
            f"您（或者您所代的人）已经以{others[0].words().zh}身份通过，{CAPACITY_WORDS[one].zh}须由另外的人审核。",
            f"You, or whom you stand for, approved for {others[0].words().en}; "
            f"somebody else must decide for {CAPACITY_WORDS[one].en}.",
        )
        for one, others in taken.items()
    )
