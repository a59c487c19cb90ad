"""The one page of moves: who may do what, from which state, into which, and what stands against it.

Asked twice, with the same answer in words: by the page before it offers a button, and by the verb before it acts. `reasons`
returns every reason why a move cannot be made now; an empty list means yes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from workflow.rules.deadlines import sent_in_time
from workflow.rules.roles import ROLE_WORDS, Role
from workflow.rules.situation import Situation
from workflow.rules.states import STATE_WORDS, State
from workflow.words import Words

Guard = Callable[[Situation], list[Words]]


def text_is_there(at: Situation) -> list[Words]:
    """A text without words cannot be judged."""
    return [] if at.has_text else [Words("还没有保存过正文。", "No text has been saved yet.")]


def text_is_sound(at: Situation) -> list[Words]:
    """Problems of structure go back to the drafter before anybody else reads the text."""
    return list(at.problems)


def text_is_the_one_shown(at: Situation) -> list[Words]:
    """An act binds what was shown, never what replaced it meanwhile."""
    if not at.moved:
        return []
    return [
        Words(
            "您看到的文本已经不是最新文本，请重新打开本页后再决定。",
            "The text has changed since this page was shown. Open it again and decide on what it says now.",
        )
    ]


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


def not_on_an_agenda(at: Situation) -> list[Words]:
    """A text that delegates are about to decide on is taken off the agenda first."""
    return (
        [Words("已列入会议议程，请先撤出议程。", "It is on a session's agenda; take it off first.")]
        if at.on_agenda
        else []
    )


def consulted_on_this_text(at: Situation) -> list[Words]:
    """劳动合同法 art. 4: settled by consultation on an equal footing, in these very words."""
    if at.is_report or at.consulted_text:
        return []
    return [
        Words(
            "没有与本文本一致的平等协商记录（劳动合同法第四条）。",
            "No record of equal consultation on exactly this text (Labour Contract Law, art. 4).",
        )
    ]


def as_voted(at: Situation) -> list[Words]:
    """What is issued is byte for byte what was adopted; any later change goes back to a vote."""
    return (
        [] if at.voted_text else [Words("文本与表决稿不一致，不能印发。", "The text is not the one that was adopted.")]
    )


def effective_is_given(at: Situation) -> list[Words]:
    """立法法 art. 61: a text says from when it holds."""
    return [] if at.effective else [Words("请写明施行日期。", "Give the day on which it takes effect.")]


def suggestions_are_settled(at: Situation) -> list[Words]:
    """Nothing that somebody suggested is passed over in silence: each is accepted, or declined with a reason."""
    many = at.open_suggestions
    if not many:
        return []
    return [
        Words(
            f"还有{many}处修改建议没有处理，请先采纳或者说明不采纳的理由。",
            f"{many} suggestion{'s wait' if many > 1 else ' waits'} for an answer: accept, or decline with a reason.",
        )
    ]


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


def session_is_open(at: Situation) -> list[Words]:
    """A closed session is history."""
    return [Words("会议已经闭幕。", "The session is closed.")] if at.session_closed else []


def roll_is_not_frozen(at: Situation) -> list[Words]:
    """The roll is the denominator; it does not change once the credentials report has frozen it."""
    return [Words("代表名册已经冻结。", "The roll is frozen.")] if at.roll_frozen else []


def roll_is_there(at: Situation) -> list[Words]:
    """Papers go to delegates, and the quorum is a share of them."""
    return [] if at.roll_size else [Words("还没有导入代表名册。", "No roll has been loaded.")]


def roll_is_frozen(at: Situation) -> list[Words]:
    """Nobody is counted against a roll that may still change."""
    if at.roll_frozen:
        return []
    return [Words("代表名册尚未冻结（资格审查报告）。", "The roll is not frozen yet (credentials report).")]


def something_to_send(at: Situation) -> list[Words]:
    """Papers are sent once for each item."""
    return [] if at.unsent else [Words("没有待送达的会议材料。", "There are no papers left to send.")]


def every_motion_decided(at: Situation) -> list[Words]:
    """A session ends when every item on its agenda has its result or was taken off."""
    return [Words(f"尚未表决：{one.zh}。", f"Not decided yet: {one.en}.") for one in at.undecided]


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


def nothing_counted(at: Situation) -> list[Words]:
    """An item is not taken off the agenda once papers were counted on it."""
    return [Words("已经开始计票。", "Counting has begun.")] if at.vote and at.vote.counted else []


def every_site_counted(at: Situation) -> list[Words]:
    """The result is the sum of every site's count, and two entries of one sheet must agree."""
    if at.vote is None:
        return []
    out = [Words(f"{one.zh}尚未计票。", f"No count from {one.en} yet.") for one in at.vote.uncounted]
    out += [Words(f"{one.zh}两次录入不一致。", f"The two entries from {one.en} differ.") for one in at.vote.disagreeing]
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


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the page: a verb, who may use it, from which states, into which, and the guards it asks in order."""

    verb: str
    words: Words
    roles: frozenset[Role]
    sources: frozenset[State] | None
    targets: frozenset[State]
    guards: tuple[Guard, ...] = ()


def _row(
    verb: str,
    zh: str,
    en: str,
    roles: tuple[Role, ...],
    sources: tuple[State, ...] | None,
    targets: tuple[State, ...],
    *guards: Guard,
) -> tuple[str, Move]:
    from_states = None if sources is None else frozenset(sources)
    return verb, Move(verb, Words(zh, en), frozenset(roles), from_states, frozenset(targets), guards)


_D, _S, _I = (Role.DRAFTER,), (Role.SECRETARY,), (Role.ISSUER,)
_K = (Role.SECRETARY, Role.ISSUER)  # who keep the papers of the past
_OPEN = (State.DRAFTING, State.RETURNED)
_SITTING = (motion_is_open, session_day_has_come)

# fmt: off
#: verb, button, who, from, into, guards. A row without states acts on a session rather than on an edition.
MOVES: dict[str, Move] = dict([
    _row("create", "新建规章制度", "New regulation", _D, None, (State.DRAFTING,)),
    _row("amend", "起草新版本", "Draft a new edition", _D, None, (State.DRAFTING,)),
    _row("save", "保存", "Save", _D, _OPEN, ()),
    _row("explain", "写明修改理由", "Give the reasons", _D, _OPEN, ()),
    _row("submit", "提交审核", "Submit for review", _D, _OPEN, (State.IN_REVIEW,),
         text_is_there, text_is_the_one_shown, text_is_sound, suggestions_are_settled),
    _row("bring_back", "收回Word稿", "Bring back a Word file", (Role.DRAFTER, Role.REVIEWER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW), (), text_is_there),
    _row("accept", "采纳", "Accept", _D, _OPEN, ()),
    _row("decline", "不采纳", "Decline", _D, (*_OPEN, State.IN_REVIEW), ()),
    _row("comment", "发表意见", "Comment", (Role.REVIEWER, Role.DRAFTER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING), ()),
    _row("approve", "通过", "Approve", (Role.REVIEWER,), (State.IN_REVIEW,), (),
         holds_a_capacity, text_is_the_one_shown, somebody_elses_words),
    _row("request_changes", "要求修改", "Request changes", (Role.REVIEWER,), (State.IN_REVIEW,), (State.RETURNED,),
         holds_a_capacity, text_is_the_one_shown),
    _row("conclude", "审核完成", "Conclude the review", (), (State.IN_REVIEW,), (State.CONSULTING, State.AWAITING),
         reviews_are_complete, suggestions_are_settled),
    _row("consult", "登记平等协商", "Record equal consultation", _S, (State.CONSULTING,), (State.AWAITING,),
         text_is_the_one_shown, reviews_are_complete),
    _row("revise", "收回修改", "Take back and revise", _D,
         (State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.DRAFTING,), not_on_an_agenda),
    _row("withdraw", "撤回", "Withdraw", _D,
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.WITHDRAWN,), not_on_an_agenda),
    _row("convene", "召集会议", "Convene a session", _S, None, ()),
    _row("load_roll", "导入代表名册", "Load the roll", _S, None, (), session_is_open, roll_is_not_frozen),
    _row("freeze_roll", "冻结代表名册", "Freeze the roll", _S, None, (), session_is_open, roll_is_not_frozen, roll_is_there),
    _row("table", "列入议程", "Table", _S, (State.AWAITING,), (),
         session_is_open, text_is_there, reviews_are_complete, consulted_on_this_text, not_on_an_agenda),
    _row("take_off", "撤出议程", "Take off the agenda", _S, (State.AWAITING,), (), motion_is_open, nothing_counted),
    _row("send_papers", "登记材料送达", "Record papers sent", _S, None, (), session_is_open, roll_is_there, something_to_send),
    _row("ask_waiver", "申请破例", "Ask for an exception", _S, (State.AWAITING,), (), motion_is_open),
    _row("agree_waiver", "同意破例", "Agree to the exception", _I, (State.AWAITING,), (), motion_is_open),
    _row("attend", "签到", "Sign in delegates", _S, None, (), session_is_open, roll_is_frozen),
    _row("lock", "锁定表决稿", "Lock the text for the vote", _S, (State.AWAITING,), (),
         *_SITTING, text_is_the_one_shown, text_is_not_locked, vote_has_a_roll, papers_in_time, earlier_items_decided, quorum_is_present),
    _row("count", "录入计票", "Enter a count", _S, (State.AWAITING,), (), *_SITTING, text_is_locked),
    _row("adopt", "宣布表决结果", "Declare the result", _S, (State.AWAITING,), (State.ADOPTED, State.REJECTED),
         is_binding, *_SITTING, text_is_locked, every_site_counted),
    _row("deliberate", "宣布审议结果", "Declare the deliberation", _S, (State.AWAITING,), (State.DELIBERATED, State.REJECTED),
         is_advisory, *_SITTING, text_is_locked, every_site_counted),
    _row("close", "闭幕", "Close the session", _S, None, (), session_is_open, every_motion_decided),
    _row("issue", "印发", "Issue", _I, (State.ADOPTED,), (State.ISSUED,), as_voted, consulted_on_this_text, effective_is_given),
    _row("enter", "补录", "Enter afterwards", _K, None, (State.ISSUED,)),
    _row("correct", "更正补录", "Correct an entry", _K, (State.ISSUED,), (), was_entered_afterwards),
    _row("attach", "附上扫描件", "Attach a scan", _K, (State.ISSUED,), (), was_entered_afterwards),
    _row("strike", "撤销补录", "Strike out an entry", _K, (State.ISSUED,), (State.WITHDRAWN,), was_entered_afterwards, nothing_follows),
    _row("administer", "管理人员", "Manage people", (Role.ADMIN,), None, ()),
])
# fmt: on


def reasons(verb: str, at: Situation) -> list[Words]:
    """Every reason why `verb` cannot be done in this situation, most general first; empty when it can.

    Raises KeyError for a verb that is not on the page.
    """
    move = MOVES[verb]
    if not may_hold(verb, at.roles):
        names = [ROLE_WORDS[role] for role in sorted(move.roles)]
        zh, en = "、".join(one.zh for one in names), " or ".join(one.en for one in names)
        article = "an" if en[0] in "aeiou" else "a"
        return [Words(f"只有{zh}可以这样做。", f"Only {article} {en} can do this.")]
    if move.sources is not None and at.state not in move.sources:
        now = STATE_WORDS[at.state] if at.state else Words("未知", "unknown")
        return [
            Words(
                f"当前状态是“{now.zh}”，不能{move.words.zh}。", f"It is “{now.en}” now: “{move.words.en}” is not open."
            )
        ]
    return [reason for guard in move.guards for reason in guard(at)]


def may_hold(verb: str, roles: frozenset[Role]) -> bool:
    """True when one of `roles` may use `verb` at all; a move without roles belongs to the system."""
    allowed = MOVES[verb].roles
    return not allowed or bool(allowed & roles)


def diagram() -> str:
    """The moves between states as a Mermaid state diagram, for the README; a test keeps the two equal."""
    lines = ["stateDiagram-v2", "    [*] --> drafting: create", "    [*] --> issued: enter"]
    for move in MOVES.values():
        for source in sorted(move.sources or ()):
            for target in sorted(move.targets):
                lines.append(f"    {source.value} --> {target.value}: {move.verb}")
    return "\n".join(lines)
