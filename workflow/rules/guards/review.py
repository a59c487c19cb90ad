"""Who may decide on a text, and when its review is done."""

from workflow.rules.facts import Situation
from workflow.rules.states import State
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


def different_hands(at: Situation) -> list[Words]:
    """Two required capacities are filled by different people, deputies included: a second pair of eyes."""
    return list(at.same_hands)


def something_changed(at: Situation) -> list[Words]:
    """A text that is the one in force to the letter has nothing to review."""
    if not at.unchanged:
        return []
    return [
        Words(
            "文本与现行文本完全相同，没有可以审核的改动。",
            "The text is the one in force to the letter; there is nothing to review.",
        )
    ]


def somebody_can_review(at: Situation) -> list[Words]:
    """Whoever submits hears before, not after, that a required capacity has nobody."""
    return list(at.unfillable)


def decision_stands(at: Situation) -> list[Words]:
    """What ended cannot end again."""
    if at.decision is not None and not at.decision.ended:
        return []
    return [Words("这项意见已经不再有效。", "This decision does not stand any more.")]


def decision_can_be_taken_back(at: Situation) -> list[Words]:
    """One's own decision while the review is open; one's request for changes as long as it can hold the text up."""
    one = at.decision
    if one is None or one.ended:
        return []
    if not one.is_own:
        return [Words("只能撤回本人的审核意见。", "You can only withdraw your own decision.")]
    if not one.is_request and at.state is not State.IN_REVIEW:
        return [
            Words(
                "这一轮审核已经结束，不能再撤回通过意见。",
                "The review is over; an approval cannot be withdrawn any more.",
            )
        ]
    return []


def request_can_be_dismissed(at: Situation) -> list[Words]:
    """The chair lifts the block of somebody else's request, and never wrote in this edition."""
    one = at.decision
    if one is None or one.ended:
        return []
    if not one.is_request:
        return [Words("只能解除修改要求。", "Only a request for changes can be lifted.")]
    if one.is_own:
        return [Words("本人的要求请直接撤回。", "Withdraw your own request instead.")]
    if one.wrote_here:
        return [Words("您参与了起草，不能解除修改要求。", "You wrote part of this text and cannot lift a request.")]
    return []
