"""Who may decide on a text, and when its review is done."""

from workflow.rules.facts import Actor, Called, Case, Decided, Draft, Hands, Offices, Reviewers, Reviews, Term, Urging
from workflow.rules.people.roles import Role
from workflow.rules.states import State
from workflow.words import Words


def somebody_elses_words(hands: Hands) -> list[Words]:
    """Nobody approves what they wrote."""
    if not hands.wrote:
        return []
    said = (
        [one or "条文顺序" for one in hands.wrote[:3]],
        [one or "the order of the provisions" for one in hands.wrote[:3]],
    )
    labels = "、".join(said[0]) + ("等" if len(hands.wrote) > 3 else "")
    english = ", ".join(said[1]) + (" and others" if len(hands.wrote) > 3 else "")
    return [
        Words(f"您参与了{labels}的起草，不能审核自己的文字。", f"You wrote {english}; nobody approves their own words.")
    ]


def holds_a_capacity(offices: Offices) -> list[Words]:
    """An approval speaks for an office: legal, union, department."""
    if offices.capacities:
        return []
    return [
        Words(
            "您目前没有审核身份（法务、工会或者部门）。",
            "You hold no capacity to review in (legal, union, department).",
        )
    ]


def reviews_are_complete(reviews: Reviews) -> list[Words]:
    """Every required capacity has approved the text exactly as it reads."""
    return [one.words() for one in reviews.standings if not one.counts]


def different_hands(hands: Hands) -> list[Words]:
    """Two required capacities are filled by different people, deputies included: a second pair of eyes."""
    return list(hands.same_hands)


def something_changed(reviews: Reviews) -> list[Words]:
    """A text that is the one in force to the letter has nothing to review."""
    if not reviews.unchanged:
        return []
    return [
        Words(
            "文本与现行文本完全相同，没有可以审核的改动。",
            "The text is the one in force to the letter; there is nothing to review.",
        )
    ]


def somebody_can_review(reviewers: Reviewers) -> list[Words]:
    """Whoever submits hears before, not after, that a required capacity has nobody."""
    return list(reviewers.unfillable)


def draft_differs(draft: Draft, case: Case) -> list[Words]:
    """A round follows the one that is being read only with other words."""
    if case.state is not State.IN_REVIEW or draft.waits:
        return []
    return [
        Words(
            "草稿与正在审核的文本相同，没有可以提交的新一轮。",
            "The draft is the text under review; there is nothing for another round.",
        )
    ]


def no_draft_waits(draft: Draft) -> list[Words]:
    """Whoever has written on meanwhile is asked before the review ends on what was read."""
    if not draft.waits:
        return []
    return [
        Words(
            "还有没提交的草稿：请起草人提交新一轮，或者按已审文本办结。",
            "There is a draft that was not submitted: its drafters submit it, or conclude on the text as reviewed.",
        )
    ]


def a_draft_waits(draft: Draft) -> list[Words]:
    """Without a draft beside it the review ends by itself."""
    if draft.waits:
        return []
    return [Words("没有未提交的草稿，审核会自行办结。", "No draft waits: the review ends by itself.")]


def round_is_overdue(term: Term) -> list[Words]:
    """A round is closed by its deadline only once that day is over."""
    if term.overdue:
        return []
    return [Words("本轮审核尚未到期。", "The round has not come to its deadline.")]


def changes_are_asked_for(reviews: Reviews) -> list[Words]:
    """A round that only waits for its reviewers stays open: sending it back would help nobody."""
    if any(one.asking for one in reviews.standings):
        return []
    return [Words("没有人要求修改，本轮继续。", "Nobody asked for changes; the round goes on.")]


def decision_stands(decision: Decided) -> list[Words]:
    """What ended cannot end again."""
    if not decision.ended:
        return []
    return [Words("这项意见已经不再有效。", "This decision does not stand any more.")]


def decision_can_be_taken_back(decision: Decided, case: Case) -> list[Words]:
    """One's own decision while the review is open; one's request for changes as long as it can hold the text up."""
    if decision.ended:
        return []
    if not decision.is_own:
        return [Words("只能撤回本人的审核意见。", "You can only withdraw your own decision.")]
    if not decision.is_request and case.state is not State.IN_REVIEW:
        return [
            Words(
                "这一轮审核已经结束，不能再撤回通过意见。",
                "The review is over; an approval cannot be withdrawn any more.",
            )
        ]
    return []


def request_can_be_dismissed(decision: Decided) -> list[Words]:
    """The chair lifts the block of somebody else's request, and never wrote in this edition."""
    if decision.ended:
        return []
    if not decision.is_request:
        return [Words("只能解除修改要求。", "Only a request for changes can be lifted.")]
    if decision.is_own:
        return [Words("本人的要求请直接撤回。", "Withdraw your own request instead.")]
    if decision.wrote_here:
        return [Words("您参与了起草，不能解除修改要求。", "You wrote part of this text and cannot lift a request.")]
    return []


def call_can_be_ended(call: Called, actor: Actor) -> list[Words]:
    """Whoever called somebody in ends it, or the chair, who never wrote in this edition."""
    if call.call_ended:
        return [Words("这项加签已经撤销。", "This call was ended before.")]
    is_chair = Role.ISSUER in actor.roles and not call.drafted_here
    if call.call_is_own or is_chair:
        return []
    return [Words("只有提出加签的人或者主持人可以撤销。", "Only whoever called them in, or the chair, can end it.")]


def call_can_be_handed_on(call: Called) -> list[Words]:
    """Whoever was called in hands it to the side that it is really for, 转办; nobody does it over their heads."""
    if call.call_ended:
        return [Words("这项加签已经撤销。", "This call was ended before.")]
    if call.call_is_for_me:
        return []
    return [Words("只有被请的一方可以转办。", "Only the side that was called in can hand it on.")]


def nobody_was_urged_today(urging: Urging) -> list[Words]:
    """Once a day is enough."""
    if not urging.urged_today:
        return []
    return [Words("今天已经催办过。", "The reviewers were urged today already.")]
