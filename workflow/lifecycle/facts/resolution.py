"""The words of a resolution 决议, or of the record of a vote that carried nothing, with the figures they rest on."""

from datetime import date

from workflow.rules.congress.votes import Outcome, Share, Verdict
from workflow.rules.congress.words import DELEGATE_WORDS, Body, MotionAct
from workflow.words import Words


def day_words(day: date) -> Words:
    """A day as printed: 2025年4月22日, 22 April 2025 (GB/T 9704-2012, 7.3.5.4: no leading zeros)."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def resolution_text(
    session: Words,
    title: Words,
    act: MotionAct,
    day: date,
    verdict: Verdict,
    adoption: Share,
    body: Body = Body.WORKERS_CONGRESS,
    *,
    withheld: Words | None = None,
) -> Words:
    """The text of the resolution, paragraphs separated by a line feed.

    session, title  the names of the session and of the text, the latter with its quotation marks
    adoption        the share of all delegates that a text needs
    body            the body that voted, whose delegates are the denominator
    withheld        why the votes for and against are not printed, or None: then the verdict's own are
    """
    when, delegates, share = day_words(day), DELEGATE_WORDS[body], adoption.words()
    votes = withheld or Words(
        f"表决结果：赞成{verdict.sheet.in_favour}票，反对{verdict.sheet.against}票，弃权{verdict.sheet.abstain}票，"
        f"废票{verdict.sheet.spoiled}张。",
        f"The vote: {verdict.sheet.in_favour} for, {verdict.sheet.against} against, {verdict.sheet.abstain} abstaining, "
        f"{verdict.sheet.spoiled} spoiled.",
    )
    figures = Words(
        f"全体{delegates.zh}{verdict.all_delegates}人，实到{verdict.present}人，符合法定人数。{votes.zh}",
        f"Of {verdict.all_delegates} {delegates.en} {verdict.present} were present; there was a quorum. {votes.en}",
    )
    if verdict.outcome is Outcome.VOID:
        return Words(
            f"{when.zh}，{session.zh}就{title.zh}进行表决。收回的表决票多于发出的表决票，表决无效。",
            f"On {when.en} the {session.en} voted on {title.en}. More papers were returned than issued; the vote is void.",
        )
    if verdict.outcome is Outcome.NO_QUORUM:
        return Words(
            f"{when.zh}，{session.zh}就{title.zh}进行表决。实到{verdict.present}人，不足法定人数{verdict.quorum_needed}人，表决无效。",
            f"On {when.en} the {session.en} voted on {title.en}. {verdict.present} delegates were present, fewer than the "
            f"quorum of {verdict.quorum_needed}; the vote has no effect.",
        )
    carried = verdict.outcome is Outcome.CARRIED
    if act is MotionAct.HEAR_AND_DELIBERATE:
        decided = (
            Words(
                f"会议听取和审议了{title.zh}，决定同意这个报告。代表提出的意见和建议，由公司逐项研究答复。",
                f"The session heard and deliberated {title.en} and resolved to agree with it. The comments and suggestions "
                "of the delegates are to be answered one by one.",
            )
            if carried
            else Words(
                f"会议听取和审议了{title.zh}，未获全体{delegates.zh}{share.zh}同意，报告应当修改后再次提请审议。",
                f"The session heard and deliberated {title.en}, which did not win {share.en} of all "
                f"{delegates.en}; it is to be revised and put to the congress again.",
            )
        )
    else:
        decided = (
            Words(f"会议决定：通过{title.zh}。", f"The session resolved to adopt {title.en}.")
            if carried
            else Words(
                f"{title.zh}未获全体{delegates.zh}{share.zh}赞成，未予通过。",
                f"{title.en} did not win {share.en} of all {delegates.en} and was not adopted.",
            )
        )
    opening = Words(
        f"{when.zh}，{session.zh}审议了{title.zh}。", f"On {when.en} the {session.en} deliberated {title.en}."
    )
    return Words(f"{opening.zh}{figures.zh}\n{decided.zh}", f"{opening.en} {figures.en}\n{decided.en}")
