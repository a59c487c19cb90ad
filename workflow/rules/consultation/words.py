"""What the consultation of employees is made of, in a fixed vocabulary, with what each word is called on a page and a paper."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from workflow.words import Words

#: Characters of one opinion, of a reason, of what is said at the opening, of a name, of the title of a group.
LONGEST, REASON, NOTE, NAME, TITLE = 2000, 2000, 2000, 40, 80
#: Opinions that one consultation takes, rows of a file, days that a period may last.
MOST, ROWS, DAYS = 20_000, 5_000, 180


class Manner(StrEnum):
    """How employees say what they think: the union chooses."""

    LINK = "link"
    NUMBER = "number"
    ACCOUNT = "account"

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody knows, or can find out, who wrote."""
        return self is Manner.LINK

    @property
    def is_by_number(self) -> bool:
        """Whether the employee number is asked for."""
        return self is Manner.NUMBER


MANNER_WORDS: Mapping[Manner, Words] = MappingProxyType(
    {
        Manner.LINK: Words("不记名：凭链接或者二维码填写", "Anonymous: by the link or its sign"),
        Manner.NUMBER: Words("记名：凭链接，填写工号和姓名", "Named: by the link, with employee number and name"),
        Manner.ACCOUNT: Words("记名：登录账号后填写", "Named: after signing in"),
    }
)


class Audience(StrEnum):
    """Whom a consultation addresses."""

    EVERYBODY = "everybody"
    ENTITY = "one_entity"
    UNIT = "one_unit"
    ROLL = "one_roll"


AUDIENCE_WORDS: Mapping[Audience, Words] = MappingProxyType(
    {
        Audience.EVERYBODY: Words("全体职工", "All employees"),
        Audience.ENTITY: Words("一个单位的职工", "The employees of one entity"),
        Audience.UNIT: Words("一个部门的职工", "The employees of one department"),
        Audience.ROLL: Words("一份代表名册上的职工代表", "The delegates on one roll"),
    }
)


class Source(StrEnum):
    """How an opinion came."""

    WRITTEN = "written"
    PAPER = "on_paper"
    FILE = "in_a_table"


SOURCE_WORDS: Mapping[Source, Words] = MappingProxyType(
    {
        Source.WRITTEN: Words("网上填写", "written here"),
        Source.PAPER: Words("纸面录入", "typed in from paper"),
        Source.FILE: Words("表格导入", "from a table"),
    }
)


class Answer(StrEnum):
    """What became of opinions 意见采纳情况."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT_TAKEN = "not_taken"


ANSWER_WORDS: Mapping[Answer, Words] = MappingProxyType(
    {
        Answer.TAKEN: Words("采纳", "Adopted"),
        Answer.PARTLY: Words("部分采纳", "Adopted in part"),
        Answer.NOT_TAKEN: Words("未采纳", "Not adopted"),
    }
)


class Course(StrEnum):
    """Where a consultation stands on a day. Never stored: it follows from its days, and from how it ended."""

    ANNOUNCED = "announced"
    RUNS = "runs"
    OVER = "over"
    STOPPED = "stopped"
    CLOSED = "closed"


COURSE_WORDS: Mapping[Course, Words] = MappingProxyType(
    {
        Course.ANNOUNCED: Words("即将开始", "To begin"),
        Course.RUNS: Words("正在征求意见", "Open for opinions"),
        Course.OVER: Words("期限已满，等待答复", "Period over, to be answered"),
        Course.STOPPED: Words("已提前终止", "Ended early"),
        Course.CLOSED: Words("已公布采纳情况", "Answers posted"),
    }
)


def course_on(day: date, since: date, until: date, *, stopped: bool, closed: bool) -> Course:
    """Where a consultation from `since` to `until` (both included) stands on `day`."""
    if closed:
        return Course.CLOSED
    if stopped:
        return Course.STOPPED
    if day < since:
        return Course.ANNOUNCED
    return Course.RUNS if day <= until else Course.OVER
