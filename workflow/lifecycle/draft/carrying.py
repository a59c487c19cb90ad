"""What a new round carries over from the rounds before it."""

from workflow.lifecycle.acting import Act, record
from workflow.lifecycle.facts.approvals import Review
from workflow.records.regulation import Edition
from workflow.rules.approvals import STRUCTURE, Card


def note_carrying(act: Act, edition: Edition, review: Review, number: int) -> None:
    """Write down, with the system as actor, which approvals of earlier rounds still count for other characters, which not."""
    for one in review.standings:
        carried = [card for card in one.cards if not card.is_open and card.cause and card.given]
        lost = [card for card in one.open if card.given]
        for verb, cards in (("carry", carried), ("reopen", lost)):
            if cards:
                record(
                    act.as_system(),
                    verb,
                    f"edition:{edition.id}",
                    regulation_id=edition.regulation_id,
                    fingerprint=review.shown[0],
                    round=number,
                    capacity=one.capacity.value,
                    items=[_told(card) for card in cards],
                )


def _told(card: Card) -> dict[str, str]:
    return {
        "label": card.label if card.key != STRUCTURE else "",
        "language": card.language,
        "cause": card.cause.value if card.cause else "",
    }
