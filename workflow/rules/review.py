"""The words of a review: what a reviewer may decide, how a decision ends, what a line of a record covers."""

from enum import StrEnum

from workflow.words import Words

LONGEST_OPINION = 10_000


class Decision(StrEnum):
    """What a reviewer decided. A reservation covers as an approval does and is printed; seen decides nothing."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    RESERVATION = "reservation"
    SEEN = "seen"


DECISION_WORDS = {
    Decision.APPROVE: Words("通过", "Approved"),
    Decision.REQUEST_CHANGES: Words("要求修改", "Changes requested"),
    Decision.RESERVATION: Words("保留意见", "Reservation"),
    Decision.SEEN: Words("已阅", "Seen"),
}
#: What each asks for in words.
OPINION_NEEDED = {
    Decision.REQUEST_CHANGES: Words("请写明需要怎样修改。", "Say what should be changed."),
    Decision.RESERVATION: Words("请写明保留的意见。", "Say what your reservation is."),
}
#: Decisions that let a text pass.
COVERING = frozenset({Decision.APPROVE, Decision.RESERVATION})


class CallManner(StrEnum):
    """How somebody is called into a review besides those whom the procedure names: to approve, or only to be heard."""

    REQUIRED = "required"  # 加签
    OPINION = "opinion"  # 征求意见


CALL_WORDS = {
    CallManner.REQUIRED: Words("加签（须通过）", "must approve"),
    CallManner.OPINION: Words("征求意见（不阻止）", "asked for an opinion, which holds nothing up"),
}


class Ending(StrEnum):
    """How a decision ends: its author takes it back, as if never made; or the chair lifts the block of a request."""

    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


ENDING_WORDS = {
    Ending.WITHDRAWN: Words("已由本人撤回", "withdrawn by its author"),
    Ending.DISMISSED: Words("已由主持人解除", "lifted by the chair"),
}


class CoverKind(StrEnum):
    """What one line of an approval says: an item that it covers, the order, or a text that was shown, as a whole."""

    PROVISION = "key"
    STRUCTURE = "structure"
    WHOLE = "whole"
