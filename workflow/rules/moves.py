"""The one page of moves: who may do what, from which state, into which, and what stands against it. How it is asked: `asking`."""

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
from workflow.rules.guards.consultation import (
    box_is_empty,
    employees_were_heard,
    every_opinion_is_answered,
    is_addressed,
    is_not_closed,
    no_consultation_goes_on,
    period_has_begun,
    period_has_run,
    period_is_not_over,
    something_in_the_box,
)
from workflow.rules.guards.entry import (
    no_edition_is_under_way,
    no_report_is_entered,
    nothing_follows,
    nothing_was_made_here,
    something_to_amend,
    was_entered_afterwards,
)
from workflow.rules.guards.issue import has_official_files, number_is_reserved
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
    an_exception_waits,
    earlier_items_decided,
    every_site_counted,
    exception_takes_two,
    is_advisory,
    is_binding,
    motion_is_open,
    no_ballot_under_way,
    papers_in_time,
    quorum_is_present,
    session_day_has_come,
    text_is_locked,
    text_is_not_locked,
)
from workflow.rules.people.roles import Role
from workflow.rules.row import Move, row
from workflow.rules.states import IN_DRAFTING, State

_D, _S, _I = (Role.DRAFTER,), (Role.SECRETARY,), (Role.ISSUER,)
_W = (Role.SECRETARY, Role.DRAFTER)  # who answer employees
_K = (Role.SECRETARY, Role.ISSUER)  # who keep the papers of entries
_OPEN = tuple(sorted(IN_DRAFTING))
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
_HEARD = (State.IN_REVIEW, State.CONSULTING, State.AWAITING)  # a text stands that employees can be asked about
_HEARING = (*_OPEN, *_HEARD)
_ANSWERING = (*_HEARING, State.WITHDRAWN)  # whoever was asked is answered

# fmt: off
#: verb, button, who, from, into, guards. A row without states acts on a session rather than on an edition.
MOVES: dict[str, Move] = dict([
    row("create", "新建规章制度", "New regulation", _D, None, (State.DRAFTING,)),
    row("amend", "起草新版本", "Draft a new edition", _D, None, (State.DRAFTING,), no_edition_is_under_way, something_to_amend),
    row("save", "保存", "Save", _D, _OPEN, ()),
    row("confirm_reference", "确认引用", "Confirm the reference", _D, _OPEN, ()),
    row("explain", "写明修改理由", "Give the reasons", _D, _OPEN, ()),
    row("submit", "提交审核", "Submit for review", _D, _OPEN, (State.IN_REVIEW,),
         text_is_there, text_is_the_one_shown, text_is_sound, suggestions_are_settled, something_changed, somebody_can_review),
    row("bring_back", "收回Word稿", "Bring back a Word file", (Role.DRAFTER, Role.REVIEWER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW), (), text_is_there),
    row("accept", "采纳", "Accept", _D, _OPEN, ()),
    row("decline", "不采纳", "Decline", _D, (*_OPEN, State.IN_REVIEW), ()),
    row("comment", "发表意见", "Comment", (Role.REVIEWER, Role.DRAFTER, Role.SECRETARY),
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING), ()),
    row("approve", "通过", "Approve", (Role.REVIEWER,), (State.IN_REVIEW,), (),
         holds_a_capacity, text_is_the_one_shown, somebody_elses_words, different_hands, by_deputy=True),
    row("request_changes", "要求修改", "Request changes", (Role.REVIEWER,), (State.IN_REVIEW,), (State.RETURNED,),
         holds_a_capacity, text_is_the_one_shown, by_deputy=True),
    row("withdraw_decision", "撤回意见", "Withdraw this decision", (Role.REVIEWER,), (*_OPEN, State.IN_REVIEW), (),
         decision_stands, decision_can_be_taken_back),
    row("dismiss_request", "解除修改要求", "Lift this request", _I, (*_OPEN, State.IN_REVIEW), (),
         decision_stands, request_can_be_dismissed),
    row("conclude", "审核完成", "Conclude the review", (), (State.IN_REVIEW,), (State.CONSULTING, State.AWAITING),
         reviews_are_complete, suggestions_are_settled),
    row("consult", "登记平等协商", "Record equal consultation", _S, (State.CONSULTING,), (State.AWAITING,),
         text_is_the_one_shown, reviews_are_complete),
    row("open_consultation", "公开征求意见", "Consult the employees", _S, _HEARD, (),
         text_is_there, text_is_the_one_shown, not_on_an_agenda, no_consultation_goes_on),
    row("stop_consultation", "提前终止征求意见", "End the consultation early", _S, _HEARING, (), period_is_not_over),
    row("write_opinion", "提交意见", "Send this opinion", (), _HEARING, (), period_has_begun, period_is_not_over, is_addressed),
    row("add_opinions", "录入意见", "Add opinions", _S, _ANSWERING, (), is_not_closed),
    row("take_opinions", "取出意见", "Open the box", _S, _ANSWERING, (), is_not_closed, period_has_run, something_in_the_box),
    row("group_opinions", "归并意见", "Group opinions", _S, _ANSWERING, (), is_not_closed),
    row("answer_opinions", "答复意见", "Answer opinions", _W, _ANSWERING, (), is_not_closed),
    row("close_consultation", "公布采纳情况", "Post the answers", _S, _ANSWERING, (),
         is_not_closed, period_has_run, box_is_empty, every_opinion_is_answered),
    row("revise", "收回修改", "Take back and revise", _D,
         (State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.DRAFTING,), not_on_an_agenda, declaration_stands),
    row("withdraw", "撤回", "Withdraw", _D,
         (*_OPEN, State.IN_REVIEW, State.CONSULTING, State.AWAITING, State.REJECTED), (State.WITHDRAWN,), not_on_an_agenda, declaration_stands),
    row("convene", "召集会议", "Convene a session", _S, None, ()),
    row("load_roll", "导入代表名册", "Load the roll", _S, None, (), session_is_open, roll_is_not_frozen),
    row("freeze_roll", "冻结代表名册", "Freeze the roll", _S, None, (), session_is_open, roll_is_not_frozen, roll_is_there),
    row("table", "列入议程", "Table", _S, (State.AWAITING,), (),
         session_is_open, text_is_there, reviews_are_complete, employees_were_heard, consulted_on_this_text, not_on_an_agenda, declaration_stands),
    row("take_off", "撤出议程", "Take off the agenda", _S, (State.AWAITING,), (), motion_is_open, no_ballot_under_way, no_correction_is_asked_for),
    row("send_papers", "登记材料送达", "Record papers sent", _S, None, (), session_is_open, roll_is_there, something_to_send),
    row("ask_waiver", "申请破例", "Ask for an exception", _S, (State.AWAITING,), (), motion_is_open),
    row("agree_waiver", "同意破例", "Agree to the exception", _I, (State.AWAITING,), (), motion_is_open, an_exception_waits, exception_takes_two),
    row("attend", "签到", "Sign in delegates", _S, None, (), session_is_open, roll_is_frozen),
    row("lock", "锁定表决稿", "Lock the text for the vote", _S, (State.AWAITING,), (),
         *_SITTING, text_is_the_one_shown, text_is_not_locked, roll_is_frozen, papers_in_time, earlier_items_decided, quorum_is_present),
    row("open_ballot", "开始投票", "Open the ballot", _S, (State.AWAITING,), (),
         *_SITTING, text_is_locked, nothing_opened, quorum_is_present),
    row("reopen_ballot", "补入迟到代表", "Let late comers in", _S, (State.AWAITING,), (), *_CASTING, somebody_came_late, quorum_is_present),
    row("close_ballot", "结束投票", "End casting", _S, (State.AWAITING,), (), *_CASTING),
    row("count", "录入计票单", "Enter a count sheet", _T, (State.AWAITING,), (), *_COUNTING),
    row("correct_sheet", "更正计票单", "Correct a sheet", _T, (State.AWAITING, *_DECLARED), (),
         session_day_has_come, text_is_locked, ballot_was_opened, presence_was_frozen, casting_has_ended, sheets_may_change),
    row("recount", "登记复核", "Record the recount", _S, (State.AWAITING,), (), *_COUNTING, every_site_counted, recount_is_asked_for),
    row("adopt", "宣布表决结果", "Declare the result", _S, (State.AWAITING,), (State.ADOPTED, State.REJECTED),
         is_binding, *_COUNTING, every_site_counted, recount_is_done),
    row("deliberate", "宣布审议结果", "Declare the deliberation", _S, (State.AWAITING,), (State.DELIBERATED, State.REJECTED),
         is_advisory, *_COUNTING, every_site_counted, recount_is_done),
    row("repeat_ballot", "重新投票", "Repeat the vote", _S, (State.AWAITING,), (),
         *_SITTING, text_is_locked, ballot_was_opened, attempt_decided_nothing, no_correction_is_asked_for, quorum_is_present),
    row("ask_correction", "提出更正结果", "Ask for a correction", _S, (State.AWAITING, *_DECLARED), (),
         something_was_declared, presence_was_frozen, no_correction_is_asked_for, declaration_was_not_followed),
    row("drop_correction", "撤销更正", "Drop the correction", _S, (State.AWAITING, *_DECLARED), (),
         a_correction_is_asked_for, no_sheet_was_corrected),
    row("agree_correction", "同意更正", "Agree to the correction", _T, (State.AWAITING, *_DECLARED), (State.AWAITING, *_DECLARED),
         a_correction_is_asked_for, somebody_else_asked, a_sheet_was_corrected, every_site_counted, declaration_was_not_followed),
    row("close", "闭幕", "Close the session", _S, None, (), session_is_open, every_motion_decided),
    row("issue", "印发", "Issue", _I, (State.ADOPTED,), (State.ISSUED,), as_voted, consulted_on_this_text, effective_is_given, declaration_stands),
    row("reserve_number", "留用文号", "Reserve a number", _I, (State.ADOPTED,), (), declaration_stands),
    row("void_number", "作废文号", "Void the number", _I, None, (), number_is_reserved),
    row("note_number", "登记文号", "Enter a number", _I, None, ()),
    row("keep_sealed", "附上盖章件", "Keep the sealed copy", _I, (State.ISSUED,), (), has_official_files),
    row("enter", "补录", "Enter afterwards", _K, None, (State.ISSUED,), no_report_is_entered, nothing_was_made_here),
    row("correct", "更正补录", "Correct an entry", _K, (State.ISSUED,), (), was_entered_afterwards),
    row("attach", "附上扫描件", "Attach a scan", _K, (State.ISSUED,), (), was_entered_afterwards),
    row("strike", "撤销补录", "Strike out an entry", _K, (State.ISSUED,), (State.WITHDRAWN,), was_entered_afterwards, nothing_follows),
    row("administer", "管理人员", "Manage people", (Role.ADMIN,), None, ()),
])
# fmt: on
