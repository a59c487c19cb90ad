"""What each person chooses for themselves: how they are told outside the app; and that they have read. What the enterprise's own
messenger is, its administrator says."""

import re

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.records import notice
from workflow.records.notice import NoticeChoice
from workflow.rules.notices import HOOK_KIND_WORDS, HookKind, Pace, hours_in
from workflow.words import Words

#: An address that a mail server can be asked to take; whether somebody reads there, only the mail shows.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def choose(
    act: Act, *, address: str, mail: str, hook: str, quiet_since: str = "", quiet_until: str = ""
) -> NoticeChoice:
    """Keep the choice of the person who acts. Raises Unusable, naming the field."""
    address, problems = address.strip(), dict[str, Words]()
    if address and (len(address) > 200 or not _ADDRESS.fullmatch(address) or not address.isascii()):
        problems["address"] = Words("这不是一个邮箱地址。", "This is no address for mail.")
    if not address and mail != Pace.NEVER:
        problems["address"] = Words("请填写邮箱地址，或者选择不发送。", "Give an address, or choose never.")
    for field, given in (("mail", mail), ("hook", hook)):
        if given not in set(Pace):
            problems[field] = Words("请选择一项。", "Choose one of these.")
    if hours_in(quiet_since, quiet_until) is None:
        problems["quiet_since"] = Words(
            "请填写从几点到几点，或者都不填。", "Give both hours, such as 22:00 and 06:30, or neither."
        )
    if problems:
        raise Unusable(problems)
    kept = act.db.get(NoticeChoice, act.person_id) or NoticeChoice(
        person_id=act.person_id, mail=Pace.NEVER, hook=Pace.NEVER
    )
    kept.address, kept.mail, kept.hook = address, Pace(mail), Pace(hook)
    kept.quiet_since, kept.quiet_until = quiet_since, quiet_until
    act.db.add(kept)
    act.db.flush()
    return kept


def choose_messenger(act: Act, kind: str) -> HookKind:
    """Keep what listens at the messenger's address. Raises Refused, or Unusable naming the field."""
    ask("administer", of_actor(act))
    if kind not in set(HookKind):
        raise Unusable({"kind": Words("请选择一项。", "Choose one of these.")})
    chosen = HookKind(kind)
    if chosen is not notice.hook_kind(act.db):
        notice.keep_hook_kind(act.db, chosen)
        words = HOOK_KIND_WORDS[chosen]
        record(act, "choose_messenger", f"messenger:{chosen}", which=words.zh, which_en=words.en)
    return chosen


def read(act: Act, *, number: int | None = None, up_to: int | None = None) -> None:
    """Note that the person who acts has read one notice of theirs, or all up to that one."""
    notice.read(act.db, act.person_id, act.now, number=number, up_to=up_to)
