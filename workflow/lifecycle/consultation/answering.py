"""Answering employees: opinions that say the same put together, each group answered with the reason, the answers posted."""

import hashlib
import unicodedata
from collections.abc import Sequence

from workflow.lifecycle.acting import Act, Unusable, ask, roles_of
from workflow.lifecycle.consultation.recording import put_on_record
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing.heard import Heap, heap_of
from workflow.lifecycle.facts.hearing.places import places_of
from workflow.lifecycle.facts.situations.consultation import of_consultation
from workflow.lifecycle.facts.submitted import saved_at_hand
from workflow.records.consultation import (
    GROUPS,
    OPINIONS,
    EmployeeConsultation,
    Opinion,
    OpinionAnswer,
    OpinionGroup,
    Placing,
)
from workflow.records.database.columns import settled_json
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.consultation.words import REASON, TITLE, Answer
from workflow.rules.people.roles import Role
from workflow.rules.states import is_drafted
from workflow.words import Words

#: Provisions that one answer may say the words went into.
_MOST_PLACES = 20


def group_opinions(
    act: Act, consultation: EmployeeConsultation, keys: Sequence[str], *, group: int = 0, title: str = ""
) -> OpinionGroup:
    """Put opinions together into a group that is there, or into a new one. Raises Refused, or Unusable naming the field.

    group  the number of its row, 0 for a new one
    title  what the new group is about; the first words of the first opinion where none is given
    """
    ask("group_opinions", of_consultation(act, consultation))
    wanted = set(keys)
    several = [one for one in OPINIONS.of(act.db, consultation.id) if one.key in wanted]
    if not several:
        raise Unusable({"opinions": Words("请先勾选意见。", "Tick the opinions first.")})
    if len(title.strip()) > TITLE:
        raise Unusable({"title": Words(f"标题最多{TITLE}字。", f"A title has at most {TITLE} characters.")})
    into = _found(act, consultation, group) if group else _made(act, consultation, several, title.strip())
    _place(act, consultation, several, into)
    put_on_record(act, "group_opinions", consultation, many=len(several), group=into.id)
    return into


def group_alike(act: Act, consultation: EmployeeConsultation) -> int:
    """Put together what is in no group yet and says the same in the same words; says how many groups that made.

    Raises Refused.
    """
    ask("group_opinions", of_consultation(act, consultation))
    alike: dict[tuple[str, str], list[Opinion]] = {}
    for one in heap_of(act.db, consultation).loose:
        alike.setdefault((one.provision, _bare(one.text)), []).append(one)
    several = [some for some in alike.values() if len(some) > 1]
    for some in several:
        _place(act, consultation, some, _made(act, consultation, some, ""))
    if several:
        put_on_record(act, "group_opinions", consultation, many=sum(map(len, several)), groups=len(several))
    return len(several)


def answer_opinions(
    act: Act, consultation: EmployeeConsultation, group: int, *, answer: str, reason: str, became: Sequence[str]
) -> OpinionAnswer:
    """Say what became of a group, and why. Raises Refused, or Unusable naming the field.

    became  keys of the provisions that the words went into
    """
    ask("answer_opinions", of_consultation(act, consultation))
    found = _found(act, consultation, group)
    problems = {}
    if answer not in {one.value for one in Answer}:
        problems["answer"] = Words("请选择采纳情况。", "Choose what became of it.")
    places = list(dict.fromkeys(one for one in became if one))
    if answer == Answer.NOT_TAKEN:
        places = []
    if not reason.strip() and not (answer == Answer.TAKEN and places):
        problems["reason"] = Words("请写明理由。", "Give the reason.")
    elif len(reason.strip()) > REASON:
        problems["reason"] = Words(f"理由最多{REASON}字。", f"At most {REASON:,} characters.")
    if len(places) > _MOST_PLACES or not set(places) <= keys_at_hand(act, consultation).keys():
        problems["became"] = Words("请从现在的文本中选择条文。", "Choose articles of the text as it is now.")
    if problems:
        raise Unusable(problems)
    row = OpinionAnswer(
        consultation_id=consultation.id,
        group_id=found.id,
        answer=Answer(answer),
        reason=reason.strip(),
        became=" ".join(places),
        answered_by=act.person_id,
        at=act.now,
    )
    act.db.add(row)
    act.db.flush()
    put_on_record(act, "answer_opinions", consultation, group=found.id, answer=row.answer.value)
    return row


def close_consultation(act: Act, consultation: EmployeeConsultation) -> None:
    """Post the answers; from then on nothing is put under them. Raises Refused."""
    ask("close_consultation", of_consultation(act, consultation))
    heap = heap_of(act.db, consultation)
    consultation.closed_at, consultation.closed_by = act.now, act.person_id
    act.db.add(consultation)
    act.db.flush()
    put_on_record(
        act,
        "close_consultation",
        consultation,
        many=heap.opinions,
        groups=len(heap.groups),
        digest=digest_of(heap),
    )


def digest_of(heap: Heap) -> str:
    """SHA-256 over every opinion with its answer, in the order of their keys."""
    said = [
        [one.key, one.provision, one.text, *([row.answer.answer.value, row.answer.reason] if row.answer else ["", ""])]
        for row in heap.groups
        for one in row.opinions
    ]
    return hashlib.sha256(settled_json(sorted(said)).encode("utf-8", "surrogatepass")).hexdigest()


def keys_at_hand(act: Act, consultation: EmployeeConsultation) -> dict[str, str]:
    """The provisions of the text as whoever acts has it now: permanent key → label, in the order of the text."""
    edition = act.db.get_one(Edition, consultation.edition_id)
    is_drafter = act.person is not None and Role.DRAFTER in roles_of(act.db, act.person, act.today)
    saved = saved_at_hand(act.db, edition, on_draft=is_drafter and is_drafted(edition.state))
    if saved is None:
        return {}
    tree = texts.tree_of(act.db, act.db.get_one(Snapshot, saved.id))
    return places_of(tree)


def _found(act: Act, consultation: EmployeeConsultation, group: int) -> OpinionGroup:
    found = next((one for one in GROUPS.of(act.db, consultation.id) if one.id == group), None)
    if found is None:
        raise Unusable({"group": Words("请选择一组意见。", "Choose a group.")})
    return found


def _made(
    act: Act, consultation: EmployeeConsultation, several: Sequence[Opinion], title: str
) -> OpinionGroup:  # fmt: skip
    provisions = {one.provision for one in several}
    first = " ".join(several[0].text.split())
    made = OpinionGroup(
        consultation_id=consultation.id,
        provision=provisions.pop() if len(provisions) == 1 else "",
        title=title or (first if len(first) <= TITLE // 2 else f"{first[: TITLE // 2 - 1]}…"),
        made_by=act.person_id,
        at=act.now,
    )
    act.db.add(made)
    act.db.flush()
    return made


def _place(act: Act, consultation: EmployeeConsultation, several: Sequence[Opinion], into: OpinionGroup) -> None:
    for one in several:
        act.db.add(
            Placing(
                consultation_id=consultation.id,
                opinion=one.key,
                group_id=into.id,
                placed_by=act.person_id,
                at=act.now,
            )
        )
    act.db.flush()


def _bare(words: str) -> str:
    """Words without what differs from hand to hand: width, blanks, stops."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(one for one in plain if one.isalnum())
