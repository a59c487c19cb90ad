"""What a round under review is about, corrected by legal: who must approve it follows, and is pinned anew."""

from workflow.lifecycle import pinning
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.review.required import Wanted, as_said, scope_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.review import Scope
from workflow.words import Words

LONGEST_REASON = 2_000


def correct_scope(act: Act, edition: Edition, wanted: Wanted, reason: str, shown: str) -> Scope:
    """As legal, say what the round under review is about after all, and who is in charge.

    shown  the number of the scope on the page, "" where it has none
    Raises Refused; Unusable when it moved, when nothing differs, without a reason, or when nobody could approve.
    """
    ask("correct_scope", of_edition(act, edition))
    before = scope_of(act.db, edition)
    pinning.ask_charge(act, wanted)
    problems: dict[str, Words] = {}
    if shown != (str(before.id) if before else ""):
        problems[""] = Words("涉及事项刚刚有变动，请看过再改。", "This was changed just now; look at it again first.")
    elif wanted == as_said(before):
        problems[""] = Words("涉及事项没有变动。", "Nothing differs from what stands.")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        problems["reason"] = Words(
            f"请写明更正的理由，不超过{LONGEST_REASON}字。",
            f"Give the reason, in at most {LONGEST_REASON:,} characters.",
        )
    if problems:
        raise Unusable(problems)
    rounds = approvals.rounds_of(act.db, edition)
    lacked = _lacking(act, edition)
    scope, required = pinning.pin(act, edition, rounds[-1], wanted, reason.strip())
    if lacking := [one for one in _lacking(act, edition) if one not in lacked]:
        raise Unusable({"": lacking[0]})
    record(
        act,
        "correct_scope",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        round=rounds[-1].number,
        **pinning.said(act, wanted, required),
        reason=reason.strip(),
    )
    conclude_when_complete(act, edition)
    return scope


def _lacking(act: Act, edition: Edition) -> tuple[Words, ...]:
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
    return turns.unfillable(act.db, review, act.today)
