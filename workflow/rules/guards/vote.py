"""What stands against the next step of one item's vote."""

from workflow.rules.deadlines import sent_in_time
from workflow.rules.facts import Actor
from workflow.rules.hall import Item, Meeting, Papers, Quorum, Sheets, Turn, Vote, Waiver
from workflow.words import Words


def motion_is_open(meeting: Meeting, item: Item, vote: Vote) -> list[Words]:
    """A declared result stands."""
    out = []
    if meeting.session_closed:
        out.append(Words("会议已经闭幕。", "The session is closed."))
    if vote.decided:
        out.append(Words("结果已经宣布。", "The result has been declared."))
    if item.taken_off:
        out.append(Words("已撤出议程。", "It was taken off the agenda."))
    return out


def session_day_has_come(actor: Actor, meeting: Meeting) -> list[Words]:
    """Nothing is voted on before the session meets."""
    day = meeting.session_on
    if actor.today >= day:
        return []
    return [
        Words(
            f"会议定于{day.year}年{day.month}月{day.day}日召开，尚未到会期。",
            f"The session meets on {day.day} {day:%B} {day.year}; that day has not come.",
        )
    ]


def papers_in_time(meeting: Meeting, papers: Papers) -> list[Words]:
    """企业民主管理规定 art. 18: in delegates' hands in writing seven days before."""
    if papers.sent_on is None:
        return [Words("会议材料尚未送达代表。", "The papers have not been sent to the delegates.")]
    if papers.papers_waived or sent_in_time(papers.sent_on, meeting.session_on, papers.papers_days):
        return []
    days = (meeting.session_on - papers.sent_on).days
    return [
        Words(
            f"会议材料在会议召开前{days}日送达，不足{papers.papers_days}日（{papers.papers_clause.zh}）。",
            f"The papers were sent {days} days before the session; {papers.papers_days} are required ({papers.papers_clause.en}).",
        )
    ]


def an_exception_waits(waiver: Waiver) -> list[Words]:
    """What was agreed to, or was asked for on another item, does not wait."""
    if waiver.waiting:
        return []
    return [Words("没有待同意的破例申请。", "There is no exception that waits for agreement.")]


def exception_takes_two(waiver: Waiver) -> list[Words]:
    """Nobody lets themselves off: an exception needs a second person."""
    if not waiver.asked_for_it:
        return []
    return [Words("须由另一人同意。", "A second person has to agree.")]


def earlier_items_decided(turn: Turn) -> list[Words]:
    """Items are voted on in sequence."""
    return [
        Words(f"请按议程顺序表决：{one.zh}尚未表决。", f"Items are decided in order: {one.en} comes first.")
        for one in turn.earlier_open
    ]


def quorum_is_present(quorum: Quorum) -> list[Words]:
    """企业民主管理规定 art. 17: two thirds or more of all delegates."""
    if quorum.present >= quorum.quorum_needed:
        return []
    return [
        Words(
            f"实到{quorum.present}人，法定人数{quorum.quorum_needed}人，还差{quorum.quorum_needed - quorum.present}人"
            f"（应到{quorum.all_delegates}人；{quorum.quorum_clause.zh}）。",
            f"{quorum.present} present of {quorum.all_delegates}; the quorum is {quorum.quorum_needed}, "
            f"{quorum.quorum_needed - quorum.present} more needed ({quorum.quorum_clause.en}).",
        )
    ]


def text_is_locked(item: Item) -> list[Words]:
    """Votes are cast on a text that cannot change any more."""
    return [Words("表决稿尚未锁定。", "The text put to the vote is not locked.")] if not item.locked else []


def text_is_not_locked(item: Item) -> list[Words]:
    """A text is locked once."""
    return [Words("表决稿已经锁定。", "The text put to the vote is locked already.")] if item.locked else []


def no_ballot_under_way(vote: Vote) -> list[Words]:
    """An item is not taken off the agenda while papers on it are out; an attempt that decided nothing is over."""
    if not vote.attempt or vote.void or not vote.frozen:
        return []
    return [Words("已经开始投票。", "The ballot has been opened.")]


def every_site_counted(sheets: Sheets) -> list[Words]:
    """The result is the sum of every site's count, and two sheets of one site must agree."""
    out = [Words(f"{one.zh}的计票单还没有交齐。", f"No complete count from {one.en} yet.") for one in sheets.uncounted]
    out += [
        Words(f"{one.zh}的两张计票单不一致。", f"The two sheets from {one.en} differ.") for one in sheets.disagreeing
    ]
    return out


def is_advisory(item: Item) -> list[Words]:
    """听取和审议 is not 审议通过: a report is deliberated, not adopted."""
    if item.advisory:
        return []
    return [Words("本议题须审议通过，不是听取和审议。", "This item is to be adopted, not only deliberated.")]


def is_binding(item: Item) -> list[Words]:
    """审议通过 is not 听取和审议: only a text tabled for adoption is adopted."""
    if not item.advisory:
        return []
    return [Words("本议题为听取和审议，不作通过表决。", "This item is heard and deliberated; it is not adopted.")]
