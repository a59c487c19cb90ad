"""What leaves the house about notices: what kind each is of, and where to read it; not whom or what it is about."""

from dataclasses import dataclass
from datetime import datetime

from workflow.rules.notices import HookKind, NoticeKind
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in a message."""

    kind: NoticeKind
    words: Words
    link: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person or group, the same at each attempt: `sign` names it, `address` is where mail goes.

    house  the short name of the enterprise; page  where everybody reads what they were told; hook  what listens at the messenger
    """

    sign: str
    address: str
    at: datetime
    lines: tuple[Line, ...]
    house: Words
    page: str
    hook: HookKind = HookKind.SIGNED
