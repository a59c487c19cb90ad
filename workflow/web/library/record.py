"""The record of a regulation: who did what when, in plain words, oldest first; to be printed and handed over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, abort
from sqlmodel import Session, col, select

from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import disclosing
from workflow.lifecycle.facts.evidence import altered, find
from workflow.lifecycle.facts.resolution import day_words
from workflow.records.congress import Motion
from workflow.records.event import Event, Payload, broken_for
from workflow.records.paper import PaperKind
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.review import Consultation
from workflow.rules.approvals import CAUSE_WORDS, Cause
from workflow.rules.congress import secrecy
from workflow.rules.congress.votes import DECIDING, HEARD_WORDS, OUTCOME_WORDS, Outcome
from workflow.rules.congress.words import BODY_WORDS, Body
from workflow.rules.people.roles import CAPACITY_WORDS, Capacity
from workflow.rules.permissions import WORKSHOP, can_read_record
from workflow.rules.review import DECISION_WORDS, Decision
from workflow.rules.states import PUBLISHED
from workflow.web.request import visit
from workflow.web.request.guard import IN_WORKSHOP, SIGNED_IN, guarded
from workflow.web.request.kept_files import send_kept
from workflow.web.shapes.entered import SENTENCES as OF_THE_PAST
from workflow.web.shapes.entered import detail_of
from workflow.web.shapes.people_words import SENTENCES as OF_PEOPLE
from workflow.web.shapes.people_words import office_words, opened_with
from workflow.web.shapes.showing import called, page, t
from workflow.web.shapes.telling import SHUT, TOLD, Telling, of_clock
from workflow.words import Words

desk = Blueprint("record", __name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One event in plain words."""

    seq: int
    at: datetime
    who: str
    what: str
    detail: str
    edition: int | None
    fingerprint: str
    hash: str


@desk.get("/regulations/<slug>/record")
@guarded(SIGNED_IN)
def of(slug: str) -> tuple[str, int]:
    """The whole record of one regulation."""
    act = visit.reader()
    regulation = visit.regulation_or_404(slug)
    editions = drafting.editions_of(act.db, regulation)
    published = any(one.state in PUBLISHED for one in editions)
    if not can_read_record(visit.roles(), signed_in=True, published=published):
        abort(404)
    telling = Telling(act.db)
    events = act.db.exec(select(Event).where(Event.regulation_id == regulation.id).order_by(col(Event.seq))).all()
    told = tell_all(act.db, events, telling)
    if not visit.roles() & WORKSHOP:
        open_to_all = {one.number for one in editions if one.state in PUBLISHED}
        told = [one for one in told if one.edition in open_to_all]
    consultations = act.db.exec(
        select(Consultation)
        .join(Edition, col(Edition.id) == col(Consultation.edition_id))
        .where(Edition.regulation_id == regulation.id)
        .order_by(col(Consultation.id))
    ).all()
    return page(
        "library/record.html",
        regulation=regulation,
        told=told,
        consultations=consultations if visit.roles() & WORKSHOP else [],
        broken=broken_for(act.db, regulation.id or 0),
        altered=altered(act.db, regulation),
        workshop=bool(visit.roles() & WORKSHOP),
        motions=list(
            act.db.exec(
                select(Motion)
                .join(Edition, col(Edition.id) == col(Motion.edition_id))
                .where(Edition.regulation_id == regulation.id)
            )
        ),
    )


@desk.get("/evidence/<int:number>")
@guarded(IN_WORKSHOP)
def evidence(number: int) -> Response:
    """A file that was brought as evidence, to download; never shown inside our pages."""
    found = find(visit.db(), number, visit.reading_as()) or abort(404)
    return send_kept(found.content, found.name, f"evidence-{found.id}")


def tell_all(db: Session, events: Sequence[Event], telling: Telling) -> list[Told]:
    """Events in plain words; what they name is read for all of them together."""
    edited = telling.ahead(events)
    disclosing.ahead(db, {one.id or 0 for event, one in edited if event.verb in DECLARATIONS})
    return [tell(db, one, telling) for one in events]


def tell(db: Session, event: Event, telling: Telling) -> Told:
    """An event in plain words of this visit's language; without the words that this visitor may not read."""
    payload = db.get(Payload, event.seq)
    said = json.loads(payload.words) if payload else {}
    kind, _, number = event.object.partition(":")
    edition = db.get(Edition, int(number)) if kind == "edition" else None
    clock = of_clock(said)
    name = ""
    if event.regulation_id:
        regulation = db.get_one(Regulation, event.regulation_id)
        name = t(f"《{regulation.name_zh}》", f"“{regulation.name_en}”")
    said = _allowed(event, edition, said)
    is_open = telling.is_open(event, edition, said)
    if not is_open:
        said = {key: value for key, value in said.items() if key in TOLD}
    if kind == "person":
        said |= _of_person(db, event, int(number), said)
    what, detail = _sentence(event.verb, said, edition, name, SENTENCES if is_open else SHUT)
    return Told(
        event.seq,
        event.at,
        _who(db, event),
        what,
        f"{detail}{clock}" if payload else t("（内容已依法删除）", "(erased)"),
        edition.number if edition else None,
        telling.fingerprint(event, edition),
        event.hash,
    )


def _allowed(event: Event, edition: Edition | None, said: dict[str, object]) -> dict[str, object]:
    """The words of an event without the figures that secrecy withholds, also of events written before it did.

    The counts in old minutes, entered afterwards, are those of a whole body. Why a sheet was corrected is read where the sheet
    is: such words often say how many votes went where.
    """
    if event.verb in OF_THE_PAST:
        return said
    if event.verb in DECLARATIONS and edition is not None:
        found = disclosing.at_declaration(visit.reader(), edition, event.at)
        return secrecy.told(said, declared=True, totals=found is not None and found.totals is not None)
    told = secrecy.told(said, declared=False, totals=False)
    if event.verb in OF_A_SHEET:
        told.pop("reason", None)
    return told


def _of_person(db: Session, event: Event, number: int, said: dict[str, object]) -> dict[str, object]:
    """The words that only acts on people need: whom, which office, until when, and whether it was their own."""
    english = visit.language() == "en"
    opened = t("、", ", ").join(visit.say(one) for one in opened_with(said))
    until = _day(said.get("until"))
    return {
        "person": called(db.get_one(Person, number), event.at),
        "with_offices": t(f"（{opened}）", f" ({opened})") if opened else "",
        "on_host": t("在主机上", " on the host") if said.get("by") == "host" else "",
        "as_office": visit.say(office_words(said.get("kind"), said.get("office"))),
        "up_to": t(f"至{until}（不含当日）", f" until {until}, that day not included") if until else "",
        "end_day": until,
        "to_oneself": t("——本人授予本人", " – to themselves") if said.get("oneself") else "",
        "of_oneself": t("——本人办理", " – their own") if said.get("oneself") else "",
        "new_name": said.get("new_en" if english else "new", ""),
        "new_employer": said.get("entity_en" if english else "entity", ""),
    }


def _who(db: Session, event: Event) -> str:
    if event.actor_id is None:
        return t("系统", "The system")
    actor = called(db.get_one(Person, event.actor_id), event.at)
    if event.on_behalf_of is None:
        return actor
    principal = called(db.get_one(Person, event.on_behalf_of), event.at)
    return t(f"{actor} 代 {principal}", f"{actor} for {principal}")


def _sentence(
    verb: str, said: dict[str, object], edition: Edition | None, name: str, sentences: Mapping[str, Words]
) -> tuple[str, str]:
    """What was done, and the words that go with it."""
    nth = t(f"第{edition.number}版", f"edition {edition.number}") if edition else ""
    heard = edition is not None and visit.db().get_one(Regulation, edition.regulation_id).kind is RegulationKind.REPORT
    text = str(next((said[one] for one in ("note", "opinion", "reason", "text", "basis") if said.get(one)), ""))
    template = sentences.get(verb)
    if template is None:
        return verb, text
    figures = {key: str(value) for key, value in said.items()}
    values = {
        **figures,
        "name": name,
        "nth": nth,
        "in_language": t("英文文本", "English text") if said.get("language") == "en" else t("中文文本", "Chinese text"),
        "at_labels": _listed(said.get("labels")),
        "by_authors": t(f"（{_listed(said.get('authors'))}）", f" ({_listed(said.get('authors'))})")
        if said.get("authors")
        else "",
        "as_capacity": _of(CAPACITY_WORDS, Capacity, said.get("capacity")),
        "as_decision": _of(DECISION_WORDS, Decision, said.get("decision")),
        "at_items": _items(said.get("items")),
        "as_body": _of(BODY_WORDS, Body, said.get("body")),
        "as_paper": _of(PAPER_WORDS, PaperKind, said.get("paper")),
        "at_site": t(str(said.get("site", "")), str(said.get("site_en") or said.get("site", ""))),
        "came_to": _of(HEARD_WORDS if heard else OUTCOME_WORDS, Outcome, said.get("outcome")),
        "votes": visit.say(VOTES).format_map(_Blank(figures)) if "in_favour" in said else "",
        "on_day": _day(said.get("held_on") or said.get("sent_on") or said.get("effective") or said.get("since")),
        "in_session": str(said.get("session", "")) if visit.language() == "zh" else str(said.get("session_en", "")),
    }
    if said.get("outcome") and said["outcome"] not in DECIDING and verb in NOTHING_DECIDED:
        template = NOTHING_DECIDED[verb]
    sentence = visit.say(template).format_map(_Blank(values))
    if verb in OF_THE_PAST:
        return sentence, detail_of(verb, said, edition)
    if verb == "consult":
        text = t("企业方：{e}；工会方：{u}。{o}", "Enterprise: {e}; union: {u}. {o}").format(
            e=said.get("enterprise", ""), u=said.get("union", ""), o=said.get("outcome", "")
        )
    return sentence, text


class _Blank(dict[str, str]):
    """A value that an old event does not have reads as nothing."""

    def __missing__(self, _key: str) -> str:
        return ""


def _listed(words: object) -> str:
    """Names in a row; at most ten of them."""
    names = [str(one) for one in words] if isinstance(words, list) else []
    more = t("等", " and others") if len(names) > 10 else ""
    return t("、", ", ").join(names[:10]) + more


def _items(items: object) -> str:
    """Items with the cause of each; at most ten of them."""
    told = []
    for one in items if isinstance(items, list) else []:
        label = str(one.get("label") or t("条文顺序", "the order of the provisions"))
        label += t("（英文）", " (English)") if one.get("language") == "en" else ""
        told.append(
            t(
                f"{label}（{_of(CAUSE_WORDS, Cause, one.get('cause'))}）",
                f"{label} ({_of(CAUSE_WORDS, Cause, one.get('cause'))})",
            )
        )
    return _listed(told)


def _of(words: object, kind: type, value: object) -> str:
    try:
        return visit.say(words[kind(value)])  # type: ignore[index]
    except (ValueError, KeyError):
        return ""


def _day(value: object) -> str:
    try:
        return visit.say(day_words(date.fromisoformat(str(value))))
    except ValueError:
        return ""


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
    "submit": Words("提交{nth}审核（第{round}轮）", "submitted {nth} for review (round {round})"),
    "comment": Words("对{nth}{label}提出意见", "commented on {label} of {nth}"),
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
    "keep": Words("存档{nth}的{as_paper}（{in_language}）", "kept the {as_paper} of {nth} ({in_language})"),
    "supersede": Words("{nth}自{on_day}起由第{by}版替代", "superseded {nth} by edition {by} from {on_day}"),
    "bind": Words("写明{nth}适用于{entity}：{basis}", "noted that {nth} binds {entity}: {basis}"),
}
#: An attempt that decided nothing tells only why.
NOTHING_DECIDED = {
    "adopt": Words("宣布{nth}表决结果：{came_to}", "declared the vote on {nth}: {came_to}"),
    "deliberate": Words("宣布{nth}审议结果：{came_to}", "declared the deliberation of {nth}: {came_to}"),
}
