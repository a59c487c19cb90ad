"""What stands against the next step of one item's vote."""

from workflow.rules.deadlines import sent_in_time
from workflow.rules.facts import Situation
from workflow.words import Words


def motion_is_open(at: Situation) -> list[Words]:
    """A declared result stands."""
    vote = at.vote
    out = []
    if vote is None or vote.session_closed:
        out.append(Words("会议已经闭幕。", "The session is closed."))
    if vote is not None and vote.decided:
        out.append(Words("结果已经宣布。", "The result has been declared."))
    if vote is not None and vote.taken_off:
        out.append(Words("已撤出议程。", "It was taken off the agenda."))
    return out


def session_day_has_come(at: Situation) -> list[Words]:
    """Nothing is voted on before the session meets."""
    if at.vote is None or at.today >= at.vote.session_on:
        return []
    day = at.vote.session_on
    return [
        Words(
            f"会议定于{day.year}年{day.month}月{day.day}日召开，尚未到会期。",
            f"The session meets on {day.day} {day:%B} {day.year}; that day has not come.",
        )
    ]


def papers_in_time(at: Situation) -> list[Words]:
    """企业民主管理规定 art. 18: in delegates' hands in writing seven days before."""
    vote = at.vote
    if vote is None:
        return []
    if vote.sent_on is None:
        return [Words("会议材料尚未送达代表。", "The papers have not been sent to the delegates.")]
    if vote.papers_waived or sent_in_time(vote.sent_on, vote.session_on, vote.papers_days):
        return []
    days = (vote.session_on - vote.sent_on).days
    return [
        Words(
            f"会议材料在会议召开前{days}日送达，不足{vote.papers_days}日（{vote.papers_clause.zh}）。",
            f"The papers were sent {days} days before the session; {vote.papers_days} are required ({vote.papers_clause.en}).",
        )
    ]


def earlier_items_decided(at: Situation) -> list[Words]:
    """Items are voted on in sequence."""
    if at.vote is None:
        return []
    return [
        Words(f"请按议程顺序表决：{one.zh}尚未表决。", f"Items are decided in order: {one.en} comes first.")
        for one in at.vote.earlier_open
    ]


def vote_has_a_roll(at: Situation) -> list[Words]:
    """The denominator is all delegates on the frozen roll."""
    if at.vote is None or at.vote.roll_frozen:
        return []
    return [Words("代表名册尚未冻结（资格审查报告）。", "The roll is not frozen yet (credentials report).")]


def quorum_is_present(at: Situation) -> list[Words]:
    """企业民主管理规定 art. 17: two thirds or more of all delegates."""
    vote = at.vote
    if vote is None or vote.present >= vote.quorum_needed:
        return []
    return [
        Words(
            f"实到{vote.present}人，法定人数{vote.quorum_needed}人，还差{vote.quorum_needed - vote.present}人"
            f"（应到{vote.all_delegates}人；{vote.quorum_clause.zh}）。",
            f"{vote.present} present of {vote.all_delegates}; the quorum is {vote.quorum_needed}, "
            f"{vote.quorum_needed - vote.present} more needed ({vote.quorum_clause.en}).",
        )
    ]


def text_is_locked(at: Situation) -> list[Words]:
    """Votes are cast on a text that cannot change any more."""
    return (
        [Words("表决稿尚未锁定。", "The text put to the vote is not locked.")] if at.vote and not at.vote.locked else []
    )


def text_is_not_locked(at: Situation) -> list[Words]:
    """A text is locked once."""
    return (
        [Words("表决稿已经锁定。", "The text put to the vote is locked already.")] if at.vote and at.vote.locked else []
    )


def no_ballot_under_way(at: Situation) -> list[Words]:
    """An item is not taken off the agenda while papers on it are out; an attempt that decided nothing is over."""
    if at.vote is None or not at.vote.attempt or at.vote.void or not at.vote.frozen:
        return []
    return [Words("已经开始投票。", "The ballot has been opened.")]


def every_site_counted(at: Situation) -> list[Words]:
    """The result is the sum of every site's count, and two sheets of one site must agree."""
    if at.vote is None:
        return []
    out = [Words(f"{one.zh}的计票单还没有交齐。", f"No complete count from {one.en} yet.") for one in at.vote.uncounted]
    out += [
        Words(f"{one.zh}的两张计票单不一致。", f"The two sheets from {one.en} differ.") for one in at.vote.disagreeing
    ]
    return out


def is_advisory(at: Situation) -> list[Words]:
    """听取和审议 is not 审议通过: a report is deliberated, not adopted."""
    if at.vote is None or at.vote.advisory:
        return []
    return [Words("本议题须审议通过，不是听取和审议。", "This item is to be adopted, not only deliberated.")]


def is_binding(at: Situation) -> list[Words]:
    """审议通过 is not 听取和审议: only a text tabled for adoption is adopted."""
    if at.vote is None or not at.vote.advisory:
        return []
    return [Words("本议题为听取和审议，不作通过表决。", "This item is heard and deliberated; it is not adopted.")]
