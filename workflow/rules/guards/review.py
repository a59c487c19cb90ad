"""Who may decide on a text, and when its review is done."""

from workflow.rules.situation import Situation
from workflow.words import Words


def somebody_elses_words(at: Situation) -> list[Words]:
    """Nobody approves what they wrote."""
    if not at.wrote:
        return []
    labels = "、".join(at.wrote[:3]) + ("等" if len(at.wrote) > 3 else "")
    english = ", ".join(at.wrote[:3]) + (" and others" if len(at.wrote) > 3 else "")
    return [
        Words(f"您参与了{labels}的起草，不能审核自己的文字。", f"You wrote {english}; nobody approves their own words.")
    ]


def holds_a_capacity(at: Situation) -> list[Words]:
    """An approval speaks for an office: legal, union, department."""
    if at.capacities:
        return []
    return [
        Words(
            "您目前没有审核身份（法务、工会或者部门）。",
            "You hold no capacity to review in (legal, union, department).",
        )
    ]


def reviews_are_complete(at: Situation) -> list[Words]:
    """Every required capacity has approved the text exactly as it reads."""
    return [one.words() for one in at.standings if not one.counts]
