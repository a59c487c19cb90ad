"""What people are told: the kinds of notices, which act is an occasion for which, and when a message may leave the house."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from workflow.rules.chain.words import VERBS
from workflow.words import Words


class NoticeKind(StrEnum):
    """What somebody is told, in the order in which things come about."""

    ASKED_FOR_REVIEW = "asked_for_review"
    ANSWERED = "answered"
    TO_ANSWER = "to_answer"
    REVIEW_WAITS = "review_waits"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    EMPLOYEES_ASKED = "employees_asked"
    OPINIONS_DUE = "opinions_due"
    PERIOD_OVER = "period_over"
    OPINION_ANSWERED = "opinion_answered"
    ANSWERS_POSTED = "answers_posted"
    TO_CONSULT = "to_consult"
    TO_RECORD = "to_record"
    TO_TABLE = "to_table"
    CONVENED = "convened"
    PAPERS_DUE = "papers_due"
    PAPERS_SENT = "papers_sent"
    TO_AGREE = "to_agree"
    SESSION_NEAR = "session_near"
    DECIDED = "decided"
    TO_CORRECT = "to_correct"
    TO_ISSUE = "to_issue"
    ISSUED = "issued"
    TAKES_EFFECT = "takes_effect"
    RECORD_DIFFERS = "record_differs"


#: Each in one sentence that says nothing of whom or what it is about: it may leave the house.
NOTICE_WORDS: Mapping[NoticeKind, Words] = MappingProxyType(
    {
        NoticeKind.ASKED_FOR_REVIEW: Words("请您审核", "Your review is asked for"),
        NoticeKind.ANSWERED: Words("您的意见有了回复", "Your remark was answered"),
        NoticeKind.TO_ANSWER: Words("审核中有意见等您答复", "Remarks wait for your answer"),
        NoticeKind.REVIEW_WAITS: Words("审核期限将到，请您审核", "A review is due soon and waits for you"),
        NoticeKind.RETURNED: Words("审核中有人要求修改", "Changes were asked for"),
        NoticeKind.REVIEWED: Words("审核已通过", "The review is complete"),
        NoticeKind.EMPLOYEES_ASKED: Words("征求您的意见", "Your opinion is asked for"),
        NoticeKind.OPINIONS_DUE: Words("征求意见将截止", "The time for opinions ends soon"),
        NoticeKind.PERIOD_OVER: Words("征求意见已截止，请答复", "Opinions are to be answered"),
        NoticeKind.OPINION_ANSWERED: Words("您的意见有了答复", "Your opinion was answered"),
        NoticeKind.ANSWERS_POSTED: Words("意见采纳情况已公布", "Answers were posted"),
        NoticeKind.TO_CONSULT: Words(
            "请办理平等协商并登记签字文件", "Equal consultation and its signed paper are to be recorded"
        ),
        NoticeKind.TO_RECORD: Words("有内部审批环节等您登记", "An internal step waits to be recorded"),
        NoticeKind.TO_TABLE: Words("请列入会议议程", "A text is ready for an agenda"),
        NoticeKind.CONVENED: Words("会议通知", "A session was announced"),
        NoticeKind.PAPERS_DUE: Words("会议材料送达期限将到", "The papers of a session are due soon"),
        NoticeKind.PAPERS_SENT: Words("会议材料已送达", "The papers of a session were sent"),
        NoticeKind.TO_AGREE: Words("请决定是否同意破例", "An exception waits for your agreement"),
        NoticeKind.SESSION_NEAR: Words("明天开会", "A session meets tomorrow"),
        NoticeKind.DECIDED: Words("表决结果已宣布", "A result was declared"),
        NoticeKind.TO_CORRECT: Words(
            "已宣布的结果提出了更正，请核对计票单",
            "A declared result is in question: the count sheets are to be looked at again",
        ),
        NoticeKind.TO_ISSUE: Words("已通过，请印发", "An adopted text is ready to be issued"),
        NoticeKind.ISSUED: Words("已印发", "A text was issued"),
        NoticeKind.TAKES_EFFECT: Words("今日起施行", "A text takes effect today"),
        NoticeKind.RECORD_DIFFERS: Words("记录与写入时不一致", "The record is not as it was written"),
    }
)
#: The acts after which somebody may have to be told something, and what. Whom, the rules say at the moment of telling.
OCCASIONS: Mapping[str, tuple[NoticeKind, ...]] = MappingProxyType(
    {
        "submit": (NoticeKind.ASKED_FOR_REVIEW,),
        "delegate": (NoticeKind.ASKED_FOR_REVIEW,),
        "comment": (NoticeKind.ANSWERED, NoticeKind.TO_ANSWER),
        "suggest": (NoticeKind.TO_ANSWER,),
        "reply": (NoticeKind.ANSWERED,),
        "answer": (NoticeKind.ANSWERED, NoticeKind.REVIEWED),
        "resolve": (NoticeKind.ANSWERED, NoticeKind.REVIEWED),
        "accept": (NoticeKind.ANSWERED,),
        "decline": (NoticeKind.ANSWERED, NoticeKind.REVIEWED),
        "approve": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "keep_reservation": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "mark_seen": (NoticeKind.ASKED_FOR_REVIEW,),
        "withdraw_decision": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "dismiss_request": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "request_changes": (NoticeKind.RETURNED, NoticeKind.ASKED_FOR_REVIEW),
        "close_round": (NoticeKind.RETURNED,),
        "call_in": (NoticeKind.ASKED_FOR_REVIEW,),
        "end_call": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "hand_on": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "correct_scope": (NoticeKind.ASKED_FOR_REVIEW, NoticeKind.REVIEWED),
        "urge": (NoticeKind.REVIEW_WAITS,),
        "conclude": (NoticeKind.REVIEWED, NoticeKind.TO_CONSULT, NoticeKind.TO_RECORD, NoticeKind.TO_TABLE),
        "conclude_as_read": (NoticeKind.REVIEWED, NoticeKind.TO_CONSULT, NoticeKind.TO_RECORD, NoticeKind.TO_TABLE),
        "consult": (NoticeKind.TO_TABLE,),
        **dict.fromkeys(
            (*VERBS.values(), "strike_step"), (NoticeKind.TO_RECORD, NoticeKind.TO_TABLE, NoticeKind.TO_ISSUE)
        ),
        "open_consultation": (NoticeKind.EMPLOYEES_ASKED,),
        "answer_opinions": (NoticeKind.OPINION_ANSWERED,),
        "close_consultation": (NoticeKind.ANSWERS_POSTED,),
        "convene": (NoticeKind.CONVENED,),
        "send_papers": (NoticeKind.PAPERS_SENT,),
        "ask_waiver": (NoticeKind.TO_AGREE,),
        "adopt": (NoticeKind.DECIDED, NoticeKind.TO_RECORD, NoticeKind.TO_ISSUE),
        "deliberate": (NoticeKind.DECIDED,),
        "ask_correction": (NoticeKind.TO_CORRECT,),
        "agree_correction": (NoticeKind.DECIDED, NoticeKind.TO_RECORD, NoticeKind.TO_ISSUE),
        "issue": (NoticeKind.ISSUED,),
    }
)
#: Days before a deadline from which it is reminded of: of a review, of the day by which papers must be in the delegates' hands.
REVIEW_AHEAD, PAPERS_AHEAD, SESSION_AHEAD = timedelta(days=2), timedelta(days=3), timedelta(days=1)
OPINIONS_AHEAD = timedelta(days=2)


class Channel(StrEnum):
    """How a notice leaves the house; in the app everybody is told of everything that concerns them."""

    MAIL = "mail"
    HOOK = "hook"


CHANNEL_WORDS: Mapping[Channel, Words] = MappingProxyType(
    {
        Channel.MAIL: Words("电子邮件", "Mail"),
        Channel.HOOK: Words("企业消息接口", "The enterprise's own messenger"),
    }
)


class HookKind(StrEnum):
    """What listens at the messenger's address: a program of the enterprise's own, or the robot of a group of people."""

    SIGNED = "signed"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"

    @property
    def is_group(self) -> bool:
        """Whether many read it, so that one message tells of everything that is due, whoever it is for."""
        return self is not HookKind.SIGNED


HOOK_KIND_WORDS: Mapping[HookKind, Words] = MappingProxyType(
    {
        HookKind.SIGNED: Words("自己的程序（签名的 JSON）", "A program of our own (signed JSON)"),
        HookKind.WECOM: Words("企业微信群机器人", "A group robot of WeCom (企业微信)"),
        HookKind.DINGTALK: Words("钉钉群机器人（加签）", "A group robot of DingTalk (钉钉), signed"),
        HookKind.FEISHU: Words("飞书群机器人（签名校验）", "A group robot of Feishu (飞书), signed"),
    }
)


class Pace(StrEnum):
    """When a message is sent: at once outside the quiet hours, with others once a day, or never."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


PACE_WORDS: Mapping[Pace, Words] = MappingProxyType(
    {
        Pace.AT_ONCE: Words("随时（免打扰时段除外）", "At once, outside the quiet hours"),
        Pace.DAILY: Words("每天一次，合在一起", "Once a day, together"),
        Pace.NEVER: Words("不发送", "Never"),
    }
)
#: When the message of a day is sent where there are no quiet hours.
MORNING = time(8)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of a day in which nothing leaves the house, from `since` (included) to `until` (excluded); none when alike."""

    since: time
    until: time

    def covers(self, hour: time) -> bool:
        """Whether it is quiet at `hour`; the hours may go over midnight."""
        if self.since <= self.until:
            return self.since <= hour < self.until
        return hour >= self.since or hour < self.until


NEVER_QUIET = Quiet(time(0), time(0))


def hours_in(since: str, until: str) -> Quiet | None:
    """Hours as somebody types them, such as 22:00 and 06:30; none at all where both are empty, and None for what is no hours."""
    if not since and not until:
        return NEVER_QUIET
    try:
        made = Quiet(*(datetime.strptime(one, "%H:%M").time() for one in (since, until)))  # noqa: DTZ007 (an hour of any day)
    except ValueError:
        return None
    return made if made.since != made.until else None


def due(now: datetime, pace: Pace, *quiet: Quiet) -> datetime | None:
    """When a message that comes up at `now`, a moment in the enterprise's zone, is to be sent; None for never.

    quiet  the hours of the house, and then those of the person, which come on top of them; hours that together leave no moment
           of a day are those of the house alone
    """
    if pace is Pace.NEVER:
        return None
    if pace is Pace.AT_ONCE:
        return _first_loud(now, quiet)
    house = quiet[0] if quiet else NEVER_QUIET
    morning = house.until if house.since != house.until else MORNING
    at = datetime.combine(now.date(), morning, now.tzinfo)
    return _first_loud(at if at > now else at + timedelta(days=1), quiet)


def _first_loud(at: datetime, quiet: Sequence[Quiet]) -> datetime:
    """The first moment from `at` on that none of these hours cover."""
    moment = at
    for _ in range(2 * len(quiet) + 1):
        covering = next((one for one in quiet if one.covers(moment.time())), None)
        if covering is None:
            return moment
        ends = datetime.combine(moment.date(), covering.until, moment.tzinfo)
        moment = ends if ends > moment else ends + timedelta(days=1)
    return _first_loud(at, quiet[:1])
