"""The end of a review: the system moves on by itself once every approval that is needed counts."""

from workflow.lifecycle.acting import Act, move, record
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.asking import leads_from, reasons
from workflow.rules.states import State


def conclude_when_complete(act: Act, edition: Edition) -> bool:
    """Once every approval needed counts the system moves on: a regulation to consultation, a report to the agenda.

    Nothing happens where its row says no. Asked after each approval, after each submission (what comes back unchanged needs
    nobody's approval again), after the last suggestion was answered, and after a save that leaves no draft beside the text.
    """
    if not leads_from("conclude", edition.state) or reasons("conclude", of_edition(act.as_system(), edition)):
        return False
    conclude(act.as_system(), edition, "conclude")
    return True


def conclude(act: Act, edition: Edition, verb: str) -> None:
    """Go on from the review by `verb`, whose row was asked: by the system, or by a drafter whose draft is left as it is."""
    head = standing_text(act.db, edition)
    if head is None:  # the state in review implies a text
        raise ValueError("nothing was reviewed")
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    target = State.AWAITING if regulation.kind is RegulationKind.REPORT else State.CONSULTING
    move(edition, verb, target)
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        state=target.value,
    )
