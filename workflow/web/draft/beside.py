"""What the drafting desk says of a round that is read while the text of the next one is written."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.submitted import draft_waits
from workflow.lifecycle.notices.reminding import review_deadline
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.asking import leads_from
from workflow.rules.situation import Situation
from workflow.web.request import visit
from workflow.web.shapes.review.scoped import scope_to_say
from workflow.web.shapes.showing import called, offer


def round_under_way(
    act: Act, edition: Edition, situation: Situation, original: Snapshot | None
) -> dict[str, object]:  # fmt: skip
    """What the desk says of the round that is being read, and what it proposes for the next one: its day, what it is about.

    original  the authentic text as saved
    """
    days = visit.house().settings.review_days
    under_way = leads_from("approve", edition.state)
    rounds = approvals.rounds_of(act.db, edition) if under_way else []
    review = approvals.review_of(act.db, edition, act.procedure, act.today) if rounds else None
    asking = [
        (one.approval.opinion, called(act.db.get_one(Person, one.approval.on_behalf_of or one.approval.person_id)))
        for one in approvals.standing_requests(act.db, edition, review)
    ] if review else []  # fmt: skip
    return {
        "in_review": rounds[-1] if rounds else None,
        "asked_for": asking,
        "under_review": review.shown[0] if review else "",
        "conclude_as_read": offer("conclude_as_read", situation) if rounds else None,
        "next_round": not rounds or draft_waits(act.db, edition),
        "today": act.today,
        "due": review_deadline(act.today, days),
        **scope_to_say(act, edition, original, approvals.base_of(act.db, edition)),
    }
