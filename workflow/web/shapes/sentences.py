"""What the record says of each act: one sentence a verb, in both languages."""

from workflow.records.paper import PaperKind
from workflow.rules.chain.words import STEP_WORDS, VERBS
from workflow.web.shapes.entered import SENTENCES as OF_THE_PAST
from workflow.web.shapes.people_words import SENTENCES as OF_PEOPLE
from workflow.web.shapes.telling import SHUT
from workflow.words import Words

PAPER_WORDS = {
    PaperKind.RESOLUTION: Words("决议", "resolution"),
    PaperKind.VOTE: Words("表决情况记录", "record of the vote"),
    PaperKind.REPORT: Words("报告正式文件", "official report"),
}


#: The acts that declare a result: their figures are totals of a whole body, shown as far as the rule of secrecy has them.
DECLARATIONS = ("adopt", "deliberate", "agree_correction")


#: The acts on one site's sheet.
OF_A_SHEET = ("count", "correct_sheet")


VOTES = Words(
    "，赞成{in_favour}，反对{against}，弃权{abstain}", ", {in_favour} for, {against} against, {abstain} abstaining"
)


SENTENCES = {
    **OF_THE_PAST,
    **OF_PEOPLE,
    "create": Words("开始起草{name}{nth}", "began drafting {nth} of {name}"),
    "amend": Words("开始起草{name}{nth}", "began drafting {nth} of {name}"),
    "save": Words("保存了{nth}的{in_language}（第{number}次）", "saved the {in_language} of {nth} (save {number})"),
    "explain": SHUT["explain"],
    "confirm_reference": Words(
        "确认{nth}{within}中的“{printed}”所指无误，原为“{was}”",
        "confirmed that “{printed}” in {nth}, before “{was}”, refers to what is meant",
    ),
    "submit": Words("提交{nth}审核（第{round}轮）{asked_of}", "submitted {nth} for review (round {round}){asked_of}"),
    "comment": Words("对{nth}{label}提出意见", "commented on {label} of {nth}"),
    "suggest": Words(
        "对{nth}{label}提出修改建议：{exchange}", "suggested other words for {label} of {nth}: {exchange}"
    ),
    "reply": Words("回复对{nth}{label}的意见", "replied to a remark on {label} of {nth}"),
    "answer": Words("答复对{nth}{label}的意见", "answered a remark on {label} of {nth}"),
    "resolve": Words("了结对{nth}{label}的意见（{as_closing}）", "closed a thread on {label} of {nth} ({as_closing})"),
    "bring_back": Words(
        "收回{nth}的Word稿“{file}”：修改建议{suggestions}处，批注{remarks}条",
        "brought back a Word file of {nth}, “{file}”: {suggestions} suggestions, {remarks} remarks",
    ),
    "accept": Words(
        "采纳对{nth}的修改建议：{at_labels}{by_authors}", "accepted suggestions for {nth}: {at_labels}{by_authors}"
    ),
    "decline": Words(
        "不采纳对{nth}的修改建议：{at_labels}{by_authors}", "declined suggestions for {nth}: {at_labels}{by_authors}"
    ),
    "approve": Words(
        "以{as_capacity}身份审核通过{nth}（第{round}轮）", "approved {nth} for {as_capacity} (round {round})"
    ),
    "request_changes": Words(
        "以{as_capacity}身份要求修改{nth}（第{round}轮）",
        "asked for changes to {nth} for {as_capacity} (round {round})",
    ),
    "keep_reservation": Words(
        "以{as_capacity}身份审核通过{nth}并保留意见（第{round}轮）",
        "passed {nth} for {as_capacity} with a reservation (round {round})",
    ),
    "mark_seen": Words(
        "以{as_capacity}身份阅看{nth}（第{round}轮）", "marked {nth} as seen for {as_capacity} (round {round})"
    ),
    "withdraw_decision": Words(
        "撤回以{as_capacity}身份对{nth}的审核意见：{as_decision}",
        "withdrew a decision on {nth} for {as_capacity}: {as_decision}",
    ),
    "dismiss_request": Words(
        "解除{as_capacity}对{nth}的修改要求", "lifted the request of {as_capacity} for changes to {nth}"
    ),
    "carry": Words(
        "{as_capacity}此前对{nth}的通过在第{round}轮继续有效：{at_items}",
        "kept the approval of {as_capacity} for {nth} in round {round}: {at_items}",
    ),
    "reopen": Words(
        "{as_capacity}此前对{nth}的通过在第{round}轮不再涵盖：{at_items}",
        "found that the approval of {as_capacity} for {nth} does not cover in round {round}: {at_items}",
    ),
    "conclude": Words("审核完成：所需各方均已通过{nth}", "concluded the review: everybody required approved {nth}"),
    "consult": Words(
        "登记{nth}经平等协商确定（{on_day}）", "recorded that {nth} was settled by equal consultation on {on_day}"
    ),
    "correct_scope": Words(
        "更正{nth}第{round}轮审核的涉及事项：{about}{asked_of}",
        "corrected what round {round} of {nth} is about: {about}{asked_of}",
    ),
    "call_in": Words("请{seat}参加{nth}的审核：{as_manner}", "called {seat_en} into the review of {nth}: {as_manner}"),
    "end_call": Words(
        "撤销请{seat}参加{nth}的审核：{reason}", "ended the call of {seat_en} into the review of {nth}: {reason}"
    ),
    "hand_on": Words(
        "将{nth}的审核由{before}转办{seat}：{reason}",
        "handed the review of {nth} from {before_en} on to {seat_en}: {reason}",
    ),
    "urge": Words("催办{nth}的审核（第{round}轮）", "urged the reviewers of {nth} (round {round})"),
    "conclude_as_read": Words(
        "在另有草稿未提交的情况下，按已审文本办结{nth}的审核",
        "concluded the review of {nth} on the text as reviewed, leaving a draft out of it",
    ),
    "close_round": Words(
        "第{round}轮审核到期，有人要求修改，{nth}退回起草人",
        "round {round} came to its deadline with changes asked for: {nth} went back to its drafters",
    ),
    # Of employees: no opinion and no name is in it.
    "open_consultation": Words(
        "就{nth}公开征求意见（第{number}次，{whom}，{since}至{until}）",
        "opened consultation {number} of employees on {nth} ({whom_en}, {since} to {until})",
    ),
    "stop_consultation": Words("提前终止{nth}第{number}次征求意见", "ended consultation {number} on {nth} early"),
    "write_opinion": Words("收到一条记名意见", "took in an opinion given under a name"),
    "add_opinions": Words("录入{nth}的职工意见{many}条", "added opinions of employees on {nth}: {many}"),
    "take_opinions": Words("从意见箱取出{nth}的意见{many}条", "took the opinions on {nth} out of the box: {many}"),
    "group_opinions": Words("归并{nth}的职工意见{many}条", "put opinions on {nth} together: {many}"),
    "answer_opinions": Words(
        "答复{nth}的一组职工意见：{as_answer}", "answered a group of opinions on {nth}: {as_answer}"
    ),
    "close_consultation": Words(
        "公布{nth}第{number}次征求意见的采纳情况（意见{many}条，{groups}组）",
        "posted what became of consultation {number} on {nth} (opinions {many}, groups {groups})",
    ),
    "strike_step": Words(
        "撤销{nth}的“{as_step}”登记（{on_day}）", "struck out the record of “{as_step}” for {nth} ({on_day})"
    ),
    **{
        verb: Words(
            f"登记{{nth}}的“{STEP_WORDS[step].zh}”：{{as_verdict}}（{{on_day}}{{by_minutes}}）",
            f"recorded “{STEP_WORDS[step].en}” for {{nth}}: {{as_verdict}} ({{on_day}}{{by_minutes}})",
        )
        for step, verb in VERBS.items()
    },
    "use_seal": Words(
        "登记{nth}用印{copies}份（{on_day}）", "recorded that {copies} copies of {nth} were sealed ({on_day})"
    ),
    "revise": Words("收回{nth}修改", "took {nth} back to revise it"),
    "withdraw": Words("撤回{nth}", "withdrew {nth}"),
    "table": Words(
        "将{nth}列入{in_session}议程第{order}项，由{as_body}表决",
        "tabled {nth} as item {order} of the {in_session}, to be decided by the {as_body}",
    ),
    "take_off": Words("将{nth}撤出议程", "took {nth} off the agenda"),
    "send_papers": Words("登记{nth}审议稿于{on_day}送达代表", "recorded that {nth} reached the delegates on {on_day}"),
    "ask_waiver": Words("申请在材料送达不足期限时表决{nth}", "asked to vote on {nth} although its papers came late"),
    "agree_waiver": Words(
        "同意在材料送达不足期限时表决{nth}", "agreed to a vote on {nth} although its papers came late"
    ),
    "lock": Words("锁定{nth}表决稿", "locked {nth} for the vote"),
    "open_ballot": Words(
        "开始对{nth}投票（第{attempt}次），在场{present}人",
        "opened the ballot on {nth} (attempt {attempt}), {present} present",
    ),
    "reopen_ballot": Words(
        "补入迟到代表（第{attempt}次投票），在场{present}人",
        "let late comers in (attempt {attempt}), {present} present",
    ),
    "close_ballot": Words("结束对{nth}的投票（第{attempt}次）", "ended casting on {nth} (attempt {attempt})"),
    "repeat_ballot": Words(
        "对{nth}重新投票（第{attempt}次），在场{present}人",
        "repeated the vote on {nth} (attempt {attempt}), {present} present",
    ),
    # Old events of this kind carry the figures of a site; they are not shown, then as now.
    "count": Words("录入{at_site}的计票单", "entered a count sheet of {at_site}"),
    "correct_sheet": Words("更正自己录入的{at_site}计票单", "corrected their own count sheet of {at_site}"),
    "recount": Words(
        "登记{nth}表决票已复核（监票人{scrutineers}）", "recorded a recount on {nth} (scrutineers {scrutineers})"
    ),
    "ask_correction": Words(
        "提出更正已宣布的{nth}表决结果（监票人{scrutineers}）",
        "asked to correct the declared result on {nth} (scrutineers {scrutineers})",
    ),
    "drop_correction": Words("撤销对{nth}表决结果的更正", "dropped the correction of the result on {nth}"),
    "agree_correction": Words(
        "同意更正{nth}表决结果：{came_to}（应到{all_delegates}，实到{present}；监票人{scrutineers}）",
        "agreed to correct the result on {nth}: {came_to} ({all_delegates} due, {present} present; scrutineers {scrutineers})",
    ),
    "adopt": Words(
        "宣布{nth}表决结果：{came_to}（应到{all_delegates}，实到{present}{votes}；须{adoption_needed}票）",
        "declared the vote on {nth}: {came_to} ({all_delegates} due, {present} present{votes}; {adoption_needed} needed)",
    ),
    "deliberate": Words(
        "宣布{nth}审议结果：{came_to}（应到{all_delegates}，实到{present}{votes}）",
        "declared the deliberation of {nth}: {came_to} ({all_delegates} due, {present} present{votes})",
    ),
    "issue": Words("印发{nth}，文号{number}，自{on_day}起施行", "issued {nth} as {number}, in force from {on_day}"),
    "name_enterprise": Words("写明企业名称", "said what the enterprise is called"),
    "add_entity": Words("增加法人单位{name_zh}", "added the legal entity {name_en}"),
    "set_logo": Words("自{on_day}起换用标志", "brought a logo for the pages, from {on_day}"),
    "end_logo": Words("自{on_day}起不用标志", "put no logo in the pages any more, from {on_day}"),
    "set_letterhead": Words("自{on_day}印发的起版头用{name}", "put {name} above what is issued from {on_day}"),
    "end_letterhead": Words("自{on_day}印发的起不套红", "put no red head above what is issued from {on_day}"),
    "name_unit": Words("写明单位{name_zh}（{code}），自{on_day}起", "named the unit {name_en} ({code}) from {on_day}"),
    "end_unit": Words("自{on_day}起撤销单位{name_zh}（{code}）", "dissolved the unit {name_en} ({code}) from {on_day}"),
    "name_venue": Words("写明会场{name_zh}（{code}），自{on_day}起", "named the site {name_en} ({code}) from {on_day}"),
    "end_venue": Words("自{on_day}起停用会场{name_zh}（{code}）", "gave up the site {name_en} ({code}) from {on_day}"),
    "require_review": Words(
        "规定{which}自{on_day}起另须{as_seat}审核",
        "asked for a review by {as_seat} besides, from {on_day}: {which_en}",
    ),
    "end_review": Words(
        "自{on_day}起{which}不再另须{as_seat}审核",
        "asked no longer for a review by {as_seat}, from {on_day}: {which_en}",
    ),
    "require_step": Words("规定{which}自{on_day}起须经“{as_step}”", "asked for “{as_step}” from {on_day}: {which_en}"),
    "end_step": Words(
        "自{on_day}起{which}不再须经“{as_step}”", "asked no longer for “{as_step}” from {on_day}: {which_en}"
    ),
    "set_figure": Words(
        "写明本企业的规定：{figure}{said}，自{on_day}起（{clause}）",
        "set the enterprise's own figure from {on_day}: {figure_en}, {said_en} ({clause_en})",
    ),
    "end_figure": Words(
        "自{on_day}起恢复通用的规定：{figure}", "let the general rule be enough again from {on_day}: {figure_en}"
    ),
    "mend_entity": Words("改正法人单位的名称：{name_zh}", "mended the name of a legal entity: {name_en}"),
    "choose_messenger": Words("写明企业消息接口是{which}", "said what the messenger is: {which_en}"),
    "reserve_number": Words("为{nth}留用文号{number}", "reserved {number} for {nth}"),
    "void_number": Words("文号{number}作废：{reason}", "the number {number} became void: {reason}"),
    "note_number": Words("登记系统外使用的文号{number}：{paper}", "entered {number}, used elsewhere: {paper}"),
    "keep_sealed": Words("为{nth}附上{number}的盖章件", "kept the sealed copy of {number}, {nth}"),
    "keep": Words("存档{nth}的{as_paper}（{in_language}）", "kept the {as_paper} of {nth} ({in_language})"),
    "supersede": Words("{nth}自{on_day}起由第{by}版替代", "superseded {nth} by edition {by} from {on_day}"),
    "bind": Words("写明{nth}适用于{entity}：{basis}", "noted that {nth} binds {entity}: {basis}"),
}


#: An attempt that decided nothing tells only why.
NOTHING_DECIDED = {
    "adopt": Words("宣布{nth}表决结果：{came_to}", "declared the vote on {nth}: {came_to}"),
    "deliberate": Words("宣布{nth}审议结果：{came_to}", "declared the deliberation of {nth}: {came_to}"),
}
