"""What stands against opening, counting, repeating and correcting one attempt at a vote."""

from workflow.rules.guards.vote import motion_is_open
from workflow.rules.hall import Aftermath, Correction, Item, Latecomers, Margin, Meeting, Vote
from workflow.words import Words


def nothing_opened(vote: Vote) -> list[Words]:
    """The first attempt is opened once; a further one repeats it."""
    if not vote.attempt:
        return []
    return [Words(f"第{vote.attempt}次投票已经开始。", f"Attempt {vote.attempt} was opened already.")]


def ballot_was_opened(vote: Vote) -> list[Words]:
    """Who is present is frozen at the opening; without it there is nothing to count against."""
    if vote.attempt:
        return []
    return [Words("尚未开始投票。", "The ballot has not been opened.")]


def casting_goes_on(vote: Vote) -> list[Words]:
    """Once casting has ended nobody is let in any more."""
    if not vote.closed:
        return []
    return [Words("投票已经结束。", "Casting has ended.")]


def casting_has_ended(vote: Vote) -> list[Words]:
    """No partial results: papers are counted when casting has ended."""
    if not vote.attempt or vote.closed:
        return []
    return [Words("投票还没有结束。", "Casting has not ended yet.")]


def somebody_came_late(latecomers: Latecomers) -> list[Words]:
    """A list is frozen anew only for somebody who is not on it."""
    if latecomers.late:
        return []
    return [
        Words("开始投票后没有新到的代表，请先登记签到。", "Nobody has come in since the opening; sign them in first.")
    ]


def presence_was_frozen(vote: Vote) -> list[Words]:
    """Presence read when a sheet was typed is no presence at the vote; such an attempt is repeated, not declared."""
    if not vote.attempt or vote.frozen:
        return []
    return [
        Words(
            "这次投票的在场人数是计票时读取的，不是开始投票时确定的，请重新投票。",
            "The presence of this attempt was read at counting, not at its opening: repeat the vote.",
        )
    ]


def attempt_is_undeclared(vote: Vote) -> list[Words]:
    """Each attempt has one declaration; what is wrong in it is corrected, what decided nothing is repeated."""
    if not vote.declared or vote.decided:  # what is decided is said by motion_is_open
        return []
    return [Words("这次投票的结果已经宣布。", "This attempt has been declared.")]


def recount_is_done(margin: Margin) -> list[Words]:
    """People err by a paper or two in a hundred: near the threshold the papers are counted again."""
    if not margin.recount_due:
        return []
    return [
        Words(
            "赞成票数接近通过所需票数，须由监票人复核后再宣布。",
            "The result is close to the threshold: the scrutineers recount before it is declared.",
        )
    ]


def recount_is_asked_for(margin: Margin) -> list[Words]:
    """A recount is recorded where one is due."""
    if margin.recount_due:
        return []
    return [Words("不需要复核。", "No recount is due.")]


def attempt_decided_nothing(vote: Vote) -> list[Words]:
    """Only what is void, had no quorum or cannot be declared is repeated; a lost vote is lost."""
    if vote.decided or not vote.attempt or vote.void or not vote.frozen:
        return []
    return [Words("只有无效的投票才能在会上重新进行。", "Only an attempt that decided nothing is repeated.")]


def something_was_declared(vote: Vote) -> list[Words]:
    """A correction corrects a declaration."""
    if vote.declared:
        return []
    return [Words("还没有宣布结果。", "Nothing has been declared.")]


def declaration_was_not_followed(aftermath: Aftermath) -> list[Words]:
    """A declaration is corrected while the edition stands where it put it, with the same words."""
    if aftermath.untouched:
        return []
    return [
        Words(
            "宣布之后文本已经另行办理，不能再更正。", "The text has gone on since the declaration; it is not corrected."
        )
    ]


def no_correction_is_asked_for(correction: Correction) -> list[Words]:
    """One correction at a time; nothing is issued or repeated while the declaration is in question."""
    if not correction.correcting:
        return []
    return [Words("正在更正已宣布的结果。", "The declaration is being corrected.")]


def a_correction_is_asked_for(correction: Correction) -> list[Words]:
    """A second record needs a reason and scrutineers first."""
    if correction.correcting:
        return []
    return [Words("没有提出更正。", "No correction was asked for.")]


def sheets_may_change(meeting: Meeting, item: Item, vote: Vote, correction: Correction) -> list[Words]:
    """After the declaration a sheet rests, unless a correction was asked for with its reason."""
    if vote.declared and correction.correcting:
        return []
    return motion_is_open(meeting, item, vote) + attempt_is_undeclared(vote)


def somebody_else_asked(correction: Correction) -> list[Words]:
    """A second record needs a second person."""
    if not correction.asked_myself:
        return []
    return [Words("须由另一人同意。", "A second person has to agree.")]


def a_sheet_was_corrected(correction: Correction) -> list[Words]:
    """The figures declared come from the sheets: a correction without a corrected sheet corrects nothing."""
    if correction.sheets_corrected:
        return []
    return [
        Words(
            "还没有更正任何计票单：请先由录入人更正各自的计票单。",
            "No sheet was corrected yet: first those who entered them correct their own.",
        )
    ]


def no_sheet_was_corrected(correction: Correction) -> list[Words]:
    """Once a sheet says something else, the correction is carried through."""
    if not correction.sheets_corrected:
        return []
    return [Words("计票单已经更正，须完成更正。", "A sheet was corrected already; carry the correction through.")]
