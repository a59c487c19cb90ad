"""What stands against acts in a consultation of employees, and against a congress before employees were heard."""

from workflow.rules.consultation.facts import Hearing, Period
from workflow.rules.consultation.lacking import lacking, unanswered
from workflow.rules.consultation.words import Course
from workflow.rules.facts import Kind
from workflow.words import Words

_NOT_BEGUN = Words("征求意见还没有开始。", "The period for opinions has not begun.")
_ENDED = {
    Course.OVER: Words("征求意见的期限已满。", "The period for opinions is over."),
    Course.STOPPED: Words("这次征求意见已提前终止。", "This consultation was ended early."),
    Course.CLOSED: Words(
        "这次征求意见已经结束，采纳情况已经公布。", "This consultation is over and its answers were posted."
    ),
}


def no_consultation_goes_on(hearing: Hearing) -> list[Words]:
    """A second period is opened once the first has ended, so that nobody is asked about two texts at once."""
    going = (Course.ANNOUNCED, Course.RUNS, Course.OVER)
    return [sentence for one in hearing.heard if one.course in going for sentence in lacking(one)]


def period_is_not_over(period: Period) -> list[Words]:
    """What has run its time cannot be ended early."""
    return [_ENDED[period.course]] if period.course in _ENDED else []


def period_has_begun(period: Period) -> list[Words]:
    """Opinions are taken from the first day."""
    return [_NOT_BEGUN] if period.course is Course.ANNOUNCED else []


def is_addressed(period: Period) -> list[Words]:
    """A consultation that is counted asks certain people."""
    if period.addressed:
        return []
    return [Words("您不在这次征求意见的范围内。", "This consultation does not ask you.")]


def is_not_closed(period: Period) -> list[Words]:
    """What was posted is what employees were answered: nothing is put under it afterwards."""
    return [_ENDED[Course.CLOSED]] if period.course is Course.CLOSED else []


def period_has_run(period: Period) -> list[Words]:
    """Everybody has the whole period to write."""
    if period.course is not Course.RUNS:
        return period_has_begun(period)
    return [Words("征求意见的期限还没有满。", "The period for opinions has not run yet.")]


def something_in_the_box(period: Period) -> list[Words]:
    """An empty box is not opened."""
    return [] if period.boxed else [Words("意见箱里没有意见。", "There is nothing in the box.")]


def box_is_empty(period: Period) -> list[Words]:
    """What nobody has read cannot have been answered."""
    if not period.boxed:
        return []
    return [
        Words(
            f"意见箱里还有{period.boxed}条意见没有取出。",
            f"{period.boxed} opinion{'s are' if period.boxed > 1 else ' is'} still in the box.",
        )
    ]


def every_opinion_is_answered(period: Period) -> list[Words]:
    """Whoever was asked is answered."""
    return unanswered(period.left)


def employees_were_heard(kind: Kind, hearing: Hearing) -> list[Words]:
    """劳动合同法 art. 4: before the congress the period has run and every opinion is answered, where employees were asked; and
    they are asked where the enterprise says so.

    One that was ended early before anybody wrote counts as none; one that was ended early is followed by one that runs its time.
    """
    counting = [one for one in hearing.heard if one.opinions or not one.stopped]
    if not counting:
        if kind.is_report or not hearing.hearing_required:
            return []
        return [
            Words(
                f"列入议程前须征求职工意见（{hearing.heard_clause.zh}）。",
                f"Employees are to be consulted before it is tabled ({hearing.heard_clause.en}).",
            )
        ]
    open_ones = [one for one in counting if one.course is not Course.CLOSED]
    if open_ones:
        return [sentence for one in open_ones for sentence in lacking(one)]
    if all(one.stopped for one in counting):
        return [
            Words(
                "征求意见提前终止，须再公开征求一次。",
                "The consultation was ended early: a period has to run to its end.",
            )
        ]
    return []
