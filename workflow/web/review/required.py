"""What the review page says of what a round is about, and of who must approve it by which rule."""

from dataclasses import dataclass

from workflow.lifecycle import pinning
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review.required import as_said, names_of, scope_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.requiring.seats import Requirement, rules_words
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic
from workflow.web.shapes.review.scoped import scope_form
from workflow.web.shapes.showing import offer
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat that must approve, and the rules that ask for it."""

    seat: Words
    rules: list[Words]


def required_of(act: Act, edition: Edition, review: approvals.Review, head: Snapshot) -> dict[str, object]:
    """Who must approve by which rule, what the round is about, who is in charge, and the form for legal."""
    scope = scope_of(act.db, edition)
    wanted = as_said(scope)
    seats: dict[Words, list[Requirement]] = {}
    for one in review.requirements:
        seats.setdefault(one.seat.words(), []).append(one)
    correct = offer("correct_scope", of_edition(act, edition)) if act.person else None
    may = correct if correct and not correct["reasons"] else None
    return {
        "required_by": [Asked(seat, rules_words(act.procedure, several)) for seat, several in seats.items()],
        "about": [TOPIC_WORDS[one] for one in Topic if one in wanted.topics],
        "in_charge": names_of(act.db, act.today).get(wanted.charge) if wanted.charge else None,
        "known_scope": scope.id if scope else "",
        "correct_scope": may,
        "corrected": scope.reason if scope else "",
        **(
            scope_form(act, edition, wanted, pinning.proposals(act, edition, head, approvals.base_of(act.db, edition)))
            if may
            else {}
        ),
    }
