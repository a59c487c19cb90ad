"""The vocabulary of the congress: bodies, acts, methods, kinds of session, ways of being present."""

from enum import StrEnum

from workflow.words import Words


class Body(StrEnum):
    """Who votes. The two bodies may meet as one, but a motion names the one that votes on it."""

    WORKERS_CONGRESS = "workers_congress"
    MEMBERS_CONGRESS = "members_congress"


class MotionAct(StrEnum):
    """What the body does with a text. To deliberate and to adopt are different acts."""

    HEAR_AND_DELIBERATE = "hear_and_deliberate"
    DELIBERATE_AND_ADOPT = "deliberate_and_adopt"


class Method(StrEnum):
    """How a vote is taken, honestly named."""

    PAPER = "paper"  # 无记名投票（纸质）
    SHOW_OF_HANDS = "show_of_hands"

    @property
    def is_secret(self) -> bool:
        """True when nobody sees how another votes."""
        return self is Method.PAPER


class SessionKind(StrEnum):
    """An ordinary session or one called out of turn."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class AttendanceMode(StrEnum):
    """How a delegate is present."""

    IN_PERSON = "in_person"
    BY_VIDEO = "by_video"


class Category(StrEnum):
    """Whom a delegate represents by the kind of work."""

    WORKER = "worker"
    TECHNICIAN = "technician"
    MANAGER = "manager"
    LEADER = "leader"


#: Whose delegates a body's denominator counts.
DELEGATE_WORDS = {
    Body.WORKERS_CONGRESS: Words("职工代表", "delegates"),
    Body.MEMBERS_CONGRESS: Words("工会会员代表", "delegates of the union members"),
}
BODY_WORDS = {
    Body.WORKERS_CONGRESS: Words("职工代表大会", "workers' congress"),
    Body.MEMBERS_CONGRESS: Words("工会会员代表大会", "trade union members' congress"),
}
ACT_WORDS = {
    MotionAct.HEAR_AND_DELIBERATE: Words("听取和审议", "hear and deliberate"),
    MotionAct.DELIBERATE_AND_ADOPT: Words("审议通过", "deliberate and adopt"),
}
METHOD_WORDS = {
    Method.PAPER: Words("无记名投票（纸质）", "secret ballot (paper)"),
    Method.SHOW_OF_HANDS: Words("举手表决", "show of hands"),
}
SESSION_KIND_WORDS = {
    SessionKind.ORDINARY: Words("例会", "ordinary session"),
    SessionKind.EXTRAORDINARY: Words("临时会议", "extraordinary session"),
}
MODE_WORDS = {
    AttendanceMode.IN_PERSON: Words("现场", "in person"),
    AttendanceMode.BY_VIDEO: Words("视频", "by video"),
}
CATEGORY_WORDS = {
    Category.WORKER: Words("工人", "worker"),
    Category.TECHNICIAN: Words("技术人员", "technician"),
    Category.MANAGER: Words("管理人员", "manager"),
    Category.LEADER: Words("领导人员", "leader"),
}
