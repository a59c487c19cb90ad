"""What was entered afterwards from papers (补录), and what rests on it."""

from workflow.rules.facts import Situation
from workflow.words import Words


def was_entered_afterwards(at: Situation) -> list[Words]:
    """补录: only what was typed in from papers is corrected like this; what went through the house has its own record."""
    if at.entered:
        return []
    return [Words("这一版不是补录的。", "This edition was not entered afterwards.")]


def nothing_follows(at: Situation) -> list[Words]:
    """A later edition rests on this one; it would hang in the air."""
    if not at.followed:
        return []
    return [
        Words("后面的版本以这一版为基础，不能撤销。", "A later edition builds on this one; it cannot be struck out.")
    ]
