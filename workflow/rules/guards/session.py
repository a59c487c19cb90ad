"""What a session needs: its roll, its agenda, its end."""

from workflow.rules.hall import Agenda, Delegates, Meeting, Roll, Undecided, Unsent
from workflow.words import Words


def session_is_open(meeting: Meeting) -> list[Words]:
    """A closed session is history."""
    return [Words("会议已经闭幕。", "The session is closed.")] if meeting.session_closed else []


def roll_is_not_frozen(roll: Roll) -> list[Words]:
    """The roll is the denominator; it does not change once the credentials report has frozen it."""
    return [Words("代表名册已经冻结。", "The roll is frozen.")] if roll.roll_frozen else []


def roll_is_there(delegates: Delegates) -> list[Words]:
    """Papers go to delegates, and the quorum is a share of them."""
    return [] if delegates.roll_size else [Words("还没有导入代表名册。", "No roll has been loaded.")]


def roll_is_frozen(roll: Roll) -> list[Words]:
    """Nobody is counted against a roll that may still change."""
    if roll.roll_frozen:
        return []
    return [Words("代表名册尚未冻结（资格审查报告）。", "The roll is not frozen yet (credentials report).")]


def something_to_send(papers: Unsent) -> list[Words]:
    """Papers are sent once for each item."""
    return [] if papers.unsent else [Words("没有待送达的会议材料。", "There are no papers left to send.")]


def every_motion_decided(items: Undecided) -> list[Words]:
    """A session ends when every item on its agenda has its result or was taken off."""
    return [Words(f"尚未表决：{one.zh}。", f"Not decided yet: {one.en}.") for one in items.undecided]


def not_on_an_agenda(agenda: Agenda) -> list[Words]:
    """A text that delegates are about to decide on is taken off the agenda first."""
    return (
        [Words("已列入会议议程，请先撤出议程。", "It is on a session's agenda; take it off first.")]
        if agenda.on_agenda
        else []
    )
