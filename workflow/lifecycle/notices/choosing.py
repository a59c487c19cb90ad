"""What each person chooses for themselves: how they are told outside the app; and that they have read."""

import re

from workflow.lifecycle.acting import Act, Unusable
from workflow.records import notice
from workflow.records.notice import NoticeChoice
from workflow.rules.notices import Pace
from workflow.words import Words

#: An address that a mail server can be asked to take; whether somebody reads there, only the mail shows.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def choose(act: Act, *, address: str, mail: str, hook: str) -> NoticeChoice:
    """Keep the choice of the person who acts. Raises Unusable, naming the field."""
    address, problems = address.strip(), dict[str, Words]()
    if address and (len(address) > 200 or not _ADDRESS.fullmatch(address) or not address.isascii()):
        problems["address"] = Words("这不是一个邮箱地址。", "This is no address for mail.")
    if not address and mail != Pace.NEVER:
        problems["address"] = Words("请填写邮箱地址，或者选择不发送。", "Give an address, or choose never.")
    for field, given in (("mail", mail), ("hook", hook)):
        if given not in set(Pace):
            problems[field] = Words("请选择一项。", "Choose one of these.")
    if problems:
        raise Unusable(problems)
    kept = act.db.get(NoticeChoice, act.person_id) or NoticeChoice(
        person_id=act.person_id, mail=Pace.NEVER, hook=Pace.NEVER
    )
    kept.address, kept.mail, kept.hook = address, Pace(mail), Pace(hook)
    act.db.add(kept)
    act.db.flush()
    return kept


def read(act: Act, *, number: int | None = None, up_to: int | None = None) -> None:
    """Note that the person who acts has read one notice of theirs, or all up to that one."""
    notice.read(act.db, act.person_id, act.now, number=number, up_to=up_to)
