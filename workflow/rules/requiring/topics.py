"""What a text is about, as far as somebody must be asked because of it: the eight matters of 劳动合同法 art. 4.

The words propose, a drafter ticks, legal corrects: no topic is ever decided by a program.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.words import Words


class Topic(StrEnum):
    """A matter of vital interest to workers (劳动合同法 art. 4), by the name of its entry in the file of figures."""

    PAY = "pay"
    HOURS = "hours"
    LEAVE = "leave"
    SAFETY = "safety"
    INSURANCE_WELFARE = "insurance_welfare"
    TRAINING = "training"
    DISCIPLINE = "discipline"
    QUOTAS = "quotas"


TOPIC_WORDS = {
    Topic.PAY: Words("劳动报酬", "Pay"),
    Topic.HOURS: Words("工作时间", "Working hours"),
    Topic.LEAVE: Words("休息休假", "Rest and leave"),
    Topic.SAFETY: Words("劳动安全卫生", "Safety and health at work"),
    Topic.INSURANCE_WELFARE: Words("保险福利", "Insurance and welfare"),
    Topic.TRAINING: Words("职工培训", "Training of staff"),
    Topic.DISCIPLINE: Words("劳动纪律", "Labour discipline"),
    Topic.QUOTAS: Words("劳动定额管理", "Labour quotas"),
}

#: The words that speak of a topic. Too many cost a tick that is taken away, too few an office that is not asked.
SIGNS: Mapping[Topic, tuple[str, ...]] = {
    Topic.PAY: (
        *("工资", "薪酬", "薪资", "劳动报酬", "奖金", "绩效奖", "津贴", "补贴", "加班费", "计件单价", "提成"),
        *("wage", "salary", "salaries", "bonus", "allowance", "overtime pay", "remuneration"),
    ),
    Topic.HOURS: (
        *("工作时间", "工时", "加班", "延长工作", "值班", "轮班", "倒班", "夜班", "上下班", "考勤"),
        *("working hours", "working time", "overtime", "shift", "attendance"),
    ),
    Topic.LEAVE: (
        *("休假", "休息日", "年假", "年休", "假期", "病假", "事假", "产假", "婚假", "丧假", "探亲假", "请假", "调休"),
        *("leave of absence", "annual leave", "sick leave", "maternity leave", "rest day", "holiday"),
    ),
    Topic.SAFETY: (
        *("安全生产", "劳动安全", "职业病", "职业健康", "职业卫生", "劳动保护", "防护用品", "劳保", "工伤", "事故"),
        *("occupational", "protective equipment", "work injury", "accident", "safety at work"),
    ),
    Topic.INSURANCE_WELFARE: (
        *("社会保险", "养老保险", "医疗保险", "失业保险", "公积金", "年金", "福利", "慰问", "疗养", "体检", "互助金"),
        *("insurance", "welfare", "benefit", "housing fund", "annuity"),
    ),
    Topic.TRAINING: (
        *("培训", "教育经费", "技能鉴定", "岗前教育", "进修", "服务期"),
        *("training", "further education"),
    ),
    Topic.DISCIPLINE: (
        *("劳动纪律", "违纪", "处分", "警告", "记过", "降级", "撤职", "开除", "罚款", "旷工", "解除劳动合同", "奖惩"),
        *("discipline", "disciplinary", "misconduct", "dismissal", "absenteeism"),
    ),
    Topic.QUOTAS: (
        *("劳动定额", "工时定额", "产量定额", "定额标准", "定员"),
        *("labour quota", "work quota", "output quota", "staffing quota"),
    ),
}
_READ = {
    topic: re.compile("|".join(rf"\b{re.escape(one)}" if one.isascii() else re.escape(one) for one in signs), re.I)
    for topic, signs in SIGNS.items()
}


@dataclass(frozen=True, slots=True)
class Touched:
    """Where a topic is spoken of: the label of the provision ("" for the opening words), and the word found there."""

    label: str
    word: str


def proposed(said: Iterable[tuple[str, str]]) -> dict[Topic, tuple[Touched, ...]]:
    """The topics that a change touches, in the order of the law.

    said  the provisions that changed, each with its label and all words that it has, had or lost
    """
    several = list(said)
    found = {
        topic: tuple(Touched(label, hit.group()) for label, words in several if (hit := pattern.search(words)))
        for topic, pattern in _READ.items()
    }
    return {topic: places for topic, places in found.items() if places}


def spelled(topics: Iterable[Topic]) -> str:
    """Topics as a record keeps them: in the order of the law, with a blank between."""
    wanted = set(topics)
    return " ".join(one.value for one in Topic if one in wanted)


def read(written: str) -> frozenset[Topic]:
    """Topics as a record or a form names them. Raises ValueError for a word that is none."""
    return frozenset(Topic(one) for one in written.split())
