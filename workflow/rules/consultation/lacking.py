"""What a consultation of employees lacks before it counts, in words: the same wherever it is asked."""

from workflow.rules.consultation.facts import Heard
from workflow.rules.consultation.words import Course
from workflow.words import Words


def lacking(one: Heard) -> list[Words]:
    """What is still to be done before a consultation has ended; it was not closed."""
    if one.course in (Course.ANNOUNCED, Course.RUNS):
        return [
            Words(
                f"第{one.number}次征求意见到{one.until.isoformat()}为止，期限还没有满。",
                f"Consultation {one.number} lasts until {one.until.isoformat()}.",
            )
        ]
    return unanswered(one.unanswered) or [
        Words(
            f"第{one.number}次征求意见的采纳情况还没有公布。",
            f"The answers of consultation {one.number} have not been posted.",
        )
    ]


def unanswered(many: int) -> list[Words]:
    """That so many opinions wait for an answer; nothing for none."""
    if not many:
        return []
    return [
        Words(
            f"还有{many}条职工意见没有答复。",
            f"{many} opinion{'s of employees wait' if many > 1 else ' of an employee waits'} for an answer.",
        )
    ]
