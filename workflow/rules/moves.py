"""The one page of moves: who may do what, from which state, into which, and what stands against it.

Asked twice, with the same answer in words: by the page before it offers a button, and by the verb before it acts. `reasons`
returns every reason why a move cannot be made now; an empty list means yes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from workflow.rules.facts import Situation
from workflow.rules.guards.ballot import (
    a_correction_is_asked_for,
    a_sheet_was_corrected,
    attempt_decided_nothing,
    attempt_is_undeclared,
    ballot_was_opened,
    casting_goes_on,
    casting_has_ended,
    declaration_was_not_followed,
    no_correction_is_asked_for,
    no_sheet_was_corrected,
    nothing_opened,
    presence_was_frozen,
    recount_is_asked_for,
    recount_is_done,
    sheets_may_change,
    somebody_came_late,
    somebody_else_asked,
    something_was_declared,
)
from workflow.rules.guards.entry import (
    nothing_follows,
    was_entered_afterwards,
)
from workflow.rules.guards.review import (
    decision_can_be_taken_back,
    decision_stands,
    different_hands,
    holds_a_capacity,
    request_can_be_dismissed,
    reviews_are_complete,
    somebody_can_review,
    somebody_elses_words,
    something_changed,
)
from workflow.rules.guards.session import (
    every_motion_decided,
    not_on_an_agenda,
    roll_is_frozen,
    roll_is_not_frozen,
    roll_is_there,
    session_is_open,
    something_to_send,
)
from workflow.rules.guards.text import (
    as_voted,
    consulted_on_this_text,
    declaration_stands,
    effective_is_given,
    suggestions_are_settled,
    text_is_sound,
    text_is_the_one_shown,
    text_is_there,
)
from workflow.rules.guards.vote import (
    earlier_items_decided,
    every_site_counted,
    is_advisory,
    is_binding,
    motion_is_open,
    no_ballot_under_way,
    papers_in_time,
    quorum_is_present,
    session_day_has_come,
    text_is_locked,
    text_is_not_locked,
    vote_has_a_roll,
)
from workflow.rules.people.roles import ROLE_WORDS, Role
from workflow.rules.states import REPORT_STATE_WORDS, STATE_WORDS, State
from workflow.words import Words

Guard = Callable[[Situation], list[Words]]


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the page: a verb, who may use it, from which states, into which, and the guards it asks in order."""

    verb: str
    words: Words
    roles: frozenset[Role]
    sources: frozenset[State] | None
    targets: frozenset[State]
    guards: tuple[Guard, ...] = ()
    #: A delegation covers it: a deputy may do it in the name of whoever delegated.
    by_deputy: bool = False


def _row(
    verb: str,
    zh: str,
    en: str,
    roles: tuple[Role, ...],
    sources: tuple[State, ...] | None,
    targets: tuple[State, ...],
    *guards: Guard,
    by_deputy: bool = False,
) -> tuple[str, Move]:
    from_states = None if sources is None else frozenset(sources)
    return verb, Move(verb, Words(zh, en), frozenset(roles), from_states, frozenset(targets), guards, by_deputy)


_D, _S, _I = (Role.DRAFTER,), (Role.SECRETARY,), (Role.ISSUER,)
_K = (Role.SECRETARY, Role.ISSUER)  # who keep the papers of the past
_OPEN = (State.DRAFTING, State.RETURNED)
_SITTING = (motion_is_open, session_day_has_come)
_T = (Role.SECRETARY, Role.TELLER)  # who enter a count sheet, each their own
_CASTING = (*_SITTING, ballot_was_opened, casting_goes_on, presence_was_frozen)
_COUNTING = (
    *_SITTING,
    text_is_locked,
    ballot_was_opened,
    presence_was_frozen,
    casting_has_ended,
    attempt_is_undeclared,
)
_DECLARED = (State.ADOPTED, State.REJECTED, State.DELIBERATED)

# fmt: off
#: verb, button, who, from, into, guards. A row without states acts on a session rather than on an edition.
MOVES: dict[str, Move] = dict([
    _row("create", "新建规章制度", "New regulation", _D, None, (State.DRAFTING,)),
    _row("amend", "起草新版本", "Draft a new edition", _D, None, (State.DRAFTING,)),
    _row("save", "保存", "Save", _D, _OPEN, ()),
    _row("confirm_reference", "确认引用", "Confirm the reference", _D, _OPEN, ()),
    _row("explain", "写明修改理由", "Give the reasons", _D, _OPEN, ()),
    _row("submit", "提交审核", "Submit for review", _D, _OPEN, (State.IN_REVIEW,),
         text_is_there, text_is_the_one_shown, text_is_sound, suggestions_are_settled, something_changed, somebody_can_review),
    _row("bring_back", "收回Word稿", "Bring back a Word file", (Role.DRAFTER, Role.REVIEWER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW), (), text_is_there),
    _row("accept", "采纳", "Accept", _D, _OPEN, ()),
    _row("decline", "不采纳", "Decline", _D, (*_OPEN, State.IN_REVIEW), ()),
    _row("comment", "发表意见", "Comment", (Role.REVIEWER, Role.DRAFTER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING), ()),
    _row("approve", "通过", "Approve", (Role.REVIEWER,), (State.IN_REVIEW,), (),
         holds_a_capacity, text_is_the_one_shown, somebody_elses_words, different_hands, by_deputy=True),
    _row("request_changes", "要求修改", "Request changes", (Role.REVIEWER,), (State.IN_REVIEW,), (State.RETURNED,),
         holds_a_capacity, text_is_the_one_shown, by_deputy=True),
    _row("withdraw_decision", "撤回意见", "Withdraw this decision", (Role.REVIEWER,), (*_OPEN, State.IN_REVIEW), (),
         decision_stands, decision_can_be_taken_back),
    _row("dismiss_request", "解除修改要求", "Lift this request", _I, (*_OPEN, State.IN_REVIEW), (),
         decision_stands, request_can_be_dismissed),
    _row("conclude", "审核完成", "Conclude the review", (), (State.IN_REVIEW,), (State.CONSULTING, State.AWAITING),
         reviews_are_complete, suggestions_are_settled),
    _row("consult", "登记平等协商", "Record equal consultation", _S, (State.CONSULTING,), (State.AWAITING,),
         text_is_the_one_shown, reviews_are_complete),
    _row("revise", "收回修改", "Take back and revise", _D,
         (State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.DRAFTING,), not_on_an_agenda, declaration_stands),
    _row("withdraw", "撤回", "Withdraw", _D,
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.WITHDRAWN,), not_on_an_agenda, declaration_stands),
    _row("convene", "召集会议", "Convene a session", _S, None, ()),
    _row("load_roll", "导入代表名册", "Load the roll", _S, None, (), session_is_open, roll_is_not_frozen),
    _row("freeze_roll", "冻结代表名册", "Freeze the roll", _S, None, (), session_is_open, roll_is_not_frozen, roll_is_there),
    _row("table", "列入议程", "Table", _S, (State.AWAITING,), (),
         session_is_open, text_is_there, reviews_are_complete, consulted_on_this_text, not_on_an_agenda, declaration_stands),
    _row("take_off", "撤出议程", "Take off the agenda", _S, (State.AWAITING,), (), motion_is_open, no_ballot_under_way, no_correction_is_asked_for),
    _row("send_papers", "登记材料送达", "Record papers sent", _S, None, (), session_is_open, roll_is_there, something_to_send),
    _row("ask_waiver", "申请破例", "Ask for an exception", _S, (State.AWAITING,), (), motion_is_open),
    _row("agree_waiver", "同意破例", "Agree to the exception", _I, (State.AWAITING,), (), motion_is_open),
    _row("attend", "签到", "Sign in delegates", _S, None, (), session_is_open, roll_is_frozen),
    _row("lock", "锁定表决稿", "Lock the text for the vote", _S, (State.AWAITING,), (),
         *_SITTING, text_is_the_one_shown, text_is_not_locked, vote_has_a_roll, papers_in_time, earlier_items_decided, quorum_is_present),
    _row("open_ballot", "开始投票", "Open the ballot", _S, (State.AWAITING,), (),
         *_SITTING, text_is_locked, nothing_opened, quorum_is_present),
    _row("reopen_ballot", "补入迟到代表", "Let late comers in", _S, (State.AWAITING,), (), *_CASTING, somebody_came_late, quorum_is_present),
    _row("close_ballot", "结束投票", "End casting", _S, (State.AWAITING,), (), *_CASTING),
    _row("count", "录入计票单", "Enter a count sheet", _T, (State.AWAITING,), (), *_COUNTING),
    _row("correct_sheet", "更正计票单", "Correct a sheet", _T, (State.AWAITING, *_DECLARED), (),
         session_day_has_come, text_is_locked, ballot_was_opened, presence_was_frozen, casting_has_ended, sheets_may_change),
    _row("recount", "登记复核", "Record the recount", _S, (State.AWAITING,), (), *_COUNTING, every_site_counted, recount_is_asked_for),
    _row("adopt", "宣布表决结果", "Declare the result", _S, (State.AWAITING,), (State.ADOPTED, State.REJECTED),
         is_binding, *_COUNTING, every_site_counted, recount_is_done),
    _row("deliberate", "宣布审议结果", "Declare the deliberation", _S, (State.AWAITING,), (State.DELIBERATED, State.REJECTED),
         is_advisory, *_COUNTING, every_site_counted, recount_is_done),
    _row("repeat_ballot", "重新投票", "Repeat the vote", _S, (State.AWAITING,), (),
         *_SITTING, text_is_locked, ballot_was_opened, attempt_decided_nothing, no_correction_is_asked_for, quorum_is_present),
    _row("ask_correction", "提出更正结果", "Ask for a correction", _S, (State.AWAITING, *_DECLARED), (),
         something_was_declared, presence_was_frozen, no_correction_is_asked_for, declaration_was_not_followed),
    _row("drop_correction", "撤销更正", "Drop the correction", _S, (State.AWAITING, *_DECLARED), (),
         a_correction_is_asked_for, no_sheet_was_corrected),
    _row("agree_correction", "同意更正", "Agree to the correction", _T, (State.AWAITING, *_DECLARED), (State.AWAITING, *_DECLARED),
         a_correction_is_asked_for, somebody_else_asked, a_sheet_was_corrected, every_site_counted, declaration_was_not_followed),
    _row("close", "闭幕", "Close the session", _S, None, (), session_is_open, every_motion_decided),
    _row("issue", "印发", "Issue", _I, (State.ADOPTED,), (State.ISSUED,), as_voted, consulted_on_this_text, effective_is_given, declaration_stands),
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
    if at.for_another and not move.by_deputy:
        return [not_delegated()]
    if not may_hold(verb, at.roles):
        names = [ROLE_WORDS[role] for role in sorted(move.roles)]
        zh, en = "、".join(one.zh for one in names), " or ".join(one.en for one in names)
        article = "an" if en[0] in "aeiou" else "a"
        return [Words(f"只有{zh}可以这样做。", f"Only {article} {en} can do this.")]
    if move.sources is not None and at.state not in move.sources:
        words = REPORT_STATE_WORDS if at.is_report else STATE_WORDS
        now = words[at.state] if at.state else Words("未知", "unknown")
        return [
            Words(
                f"当前状态是“{now.zh}”，不能{move.words.zh}。", f"It is “{now.en}” now: “{move.words.en}” is not open."
            )
        ]
    return [reason for guard in move.guards for reason in guard(at)]


def for_a_deputy(verb: str) -> bool:
    """True when a delegation covers `verb`; false for every verb that is not on the page."""
    return verb in MOVES and MOVES[verb].by_deputy


def not_delegated() -> Words:
    """Why something cannot be done in somebody else's name."""
    covered = [row.words for row in MOVES.values() if row.by_deputy]
    zh, en = "、".join(f"“{one.zh}”" for one in covered), " and ".join(f"“{one.en}”" for one in covered)
    return Words(
        f"审核委托的范围只是{zh}，其他事项请以本人名义办理。",
        f"A delegation of review covers {en} and nothing else: do everything else in your own name.",
    )


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
