"""Gathering what employees said besides: typed from paper, read from a table, taken out of the box."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.consultation.recording import put_on_record
from workflow.lifecycle.consultation.writing import require_room, what_is_wrong
from workflow.lifecycle.facts.situations.consultation import of_consultation
from workflow.records.consultation import BoxedOpinion, EmployeeConsultation, Opinion
from workflow.rules.consultation.words import NAME, ROWS, Source
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Given:
    """One opinion typed from paper or read from a table: on which provision ("" for the whole), its words, whose it is ("" unsaid)."""

    provision: str
    text: str
    name: str = ""


def add_opinions(
    act: Act, consultation: EmployeeConsultation, several: Sequence[Given], source: Source, *, sha256: str = ""
) -> int:
    """Put down opinions from paper or from a table; says how many. All or none: raises Refused, or Unusable.

    sha256  of the file they came in
    """
    ask("add_opinions", of_consultation(act, consultation))
    if not several:
        raise Unusable({"text": Words("没有可以录入的意见。", "There is nothing to add.")})
    if len(several) > ROWS:
        raise Unusable({"file": Words(f"一次最多导入{ROWS}条。", f"At most {ROWS:,} rows at a time.")})
    require_room(act, consultation, len(several))
    for number, one in enumerate(several, 1):
        problems = what_is_wrong(act, consultation, one.provision, one.text)
        if len(one.name) > NAME:
            problems["name"] = Words(f"姓名最多{NAME}字。", f"A name has at most {NAME} characters.")
        elif one.name.strip() and consultation.manner.is_anonymous:
            problems["name"] = Words(
                "这次征求意见不记名，不录入姓名。", "This consultation is anonymous: no names are put down."
            )
        if problems:
            raise Unusable(problems if len(several) == 1 else {"file": _at(number, next(iter(problems.values())))})
    for one in several:
        act.db.add(
            Opinion(
                key=secrets.token_hex(16),
                consultation_id=consultation.id,
                provision=one.provision,
                text=one.text.strip(),
                source=source,
                name=one.name.strip(),
                brought_by=act.person_id,
                day=act.today,
            )
        )
    act.db.flush()
    put_on_record(act, "add_opinions", consultation, many=len(several), source=source.value, sha256=sha256)
    return len(several)


def take_opinions(act: Act, consultation: EmployeeConsultation) -> int:
    """Open the box once the period is over: everything in it at one moment, in the order of random keys. Says how many.

    Raises Refused.
    """
    ask("take_opinions", of_consultation(act, consultation))
    lying = select(BoxedOpinion).where(BoxedOpinion.consultation_id == consultation.id)
    several = act.db.exec(lying.order_by(col(BoxedOpinion.key))).all()
    for one in several:
        act.db.add(
            Opinion(
                key=one.key,
                consultation_id=consultation.id,
                provision=one.provision,
                text=one.text,
                source=Source.WRITTEN,
            )
        )
        act.db.delete(one)
    act.db.flush()
    put_on_record(act, "take_opinions", consultation, many=len(several))
    return len(several)


def _at(number: int, why: Words) -> Words:
    return Words(f"第{number}条：{why.zh}", f"Row {number}: {why.en}")
