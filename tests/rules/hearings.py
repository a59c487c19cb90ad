"""What stands against moves where employees are asked, and exactly which moves it stands against."""

from typing import Any

from tests.rules.situations import MEETING
from workflow.rules.consultation.facts import Heard
from workflow.rules.consultation.words import Course

GATHERING = {"add_opinions", "group_opinions", "answer_opinions"}
AT_THE_END = {"take_opinions", "close_consultation"}


def heard(course: Course, *, stopped: bool = False, unanswered: int = 0) -> Heard:
    """A consultation with an opinion in it."""
    return Heard(1, course, MEETING, stopped, 1, unanswered)


HEARINGS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "employees not asked": ({"hearing_required": True}, {"table"}),
    "employees being asked": ({"heard": (heard(Course.RUNS),)}, {"table", "open_consultation"}),
    "an opinion without an answer": ({"heard": (heard(Course.STOPPED, stopped=True, unanswered=1),)}, {"table"}),
    "answers not posted": ({"heard": (heard(Course.STOPPED, stopped=True),)}, {"table"}),
    "ended early": ({"heard": (heard(Course.CLOSED, stopped=True),)}, {"table"}),
    "not asked": ({"addressed": False}, {"write_opinion"}),
    "period over": ({"course": Course.OVER}, {"stop_consultation", "write_opinion"}),
    "period ended early": ({"course": Course.STOPPED}, {"stop_consultation", "write_opinion"}),
    "answers posted": ({"course": Course.CLOSED}, {"stop_consultation", "write_opinion", *GATHERING, *AT_THE_END}),
    "period to begin": ({"course": Course.ANNOUNCED}, {"write_opinion", *AT_THE_END}),
    "period running": ({"course": Course.RUNS}, AT_THE_END),
    "box empty": ({"boxed": 0}, {"take_opinions"}),
    "box full": ({"boxed": 1}, {"close_consultation"}),
    "one left": ({"left": 1}, {"close_consultation"}),
}
