"""Giving an opinion: without a name into the box, which keeps no moment, no order and nobody; or under one's own name."""

import hashlib

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import heap_of
from workflow.lifecycle.facts.hearing.places import places_of
from workflow.lifecycle.facts.situations.consultation import of_consultation
from workflow.records.consultation import BoxedOpinion, EmployeeConsultation, Opinion, boxed
from workflow.records.person import Person
from workflow.records.text.snapshot import Snapshot
from workflow.rules.consultation.words import LONGEST, MOST, Manner, Source
from workflow.words import Words

UNKNOWN = Words(
    "工号和姓名与名册不一致，请核对。意见没有丢失，改正后再提交。",
    "Number and name are not those of an employee. Your words are still here: correct the two and send again.",
)


def write_opinion(
    act: Act,
    consultation: EmployeeConsultation,
    *,
    provision: str,
    text: str,
    mark: str,
    number: str = "",
    name: str = "",
) -> None:
    """Take in an opinion on a provision, or on the whole (""). The same form sent twice is one opinion.

    Raises Refused, or Unusable naming the field.

    mark          what the form carried, so that it can be told when it comes twice
    number, name  of the employee, where that is how opinions are given
    """
    writer = act.person if consultation.manner is Manner.ACCOUNT else None
    if consultation.manner is Manner.NUMBER:
        writer = audience.by_number_and_name(act.db, number, name, act.today)
    problems = what_is_wrong(act, consultation, provision, text)
    if consultation.manner is Manner.NUMBER and writer is None:
        problems["number"] = UNKNOWN
    elif consultation.manner.is_anonymous or writer is not None:
        ask("write_opinion", of_consultation(act, consultation, writer))
    if problems:
        raise Unusable(problems)
    text = text.strip()
    if consultation.manner.is_anonymous:
        _put_into_box(act, consultation, provision, text, mark)
    else:
        ask("write_opinion", of_consultation(act, consultation, writer))
        _put_down(act, consultation, provision, text, mark, writer)


def what_is_wrong(act: Act, consultation: EmployeeConsultation, provision: str, text: str) -> dict[str, Words]:
    """What of the words and the place cannot be taken, by field."""
    problems = {}
    if not text.strip():
        problems["text"] = Words("请写下您的意见。", "Write what you think.")
    elif len(text.strip()) > LONGEST:
        many = len(text.strip())
        problems["text"] = Words(
            f"一条意见最多{LONGEST}字，现有{many}字：请缩短，或者分几条提交。",
            f"An opinion has at most {LONGEST:,} characters, this one {many:,}: shorten it, or send it in parts.",
        )
    if provision and provision not in keys_of(act, consultation):
        problems["provision"] = Words("请选择条文，或者选择“全文”。", "Choose an article, or the text as a whole.")
    return problems


def keys_of(act: Act, consultation: EmployeeConsultation) -> frozenset[str]:
    """The permanent keys of the text that employees are asked about."""
    text = act.db.get_one(Snapshot, consultation.snapshot_id)
    return frozenset(places_of(texts.tree_of(act.db, text)))


def require_room(act: Act, consultation: EmployeeConsultation, more: int = 1) -> None:
    """Raise Unusable when a consultation holds as many opinions as it may."""
    if heap_of(act.db, consultation).opinions + boxed(act.db, consultation.id) + more > MOST:
        raise Unusable(
            {"text": Words(f"一次征求意见最多收{MOST}条意见。", f"One consultation takes {MOST:,} opinions.")}
        )


def digest_of(consultation: EmployeeConsultation, *parts: object) -> str:
    """What tells an opinion from every other; from it nothing can be found out about whoever wrote it."""
    said = "\0".join(str(one) for one in (consultation.token, *parts))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _put_into_box(act: Act, consultation: EmployeeConsultation, provision: str, text: str, mark: str) -> None:
    key = digest_of(consultation, mark, provision, text)
    if act.db.get(BoxedOpinion, key) is None and act.db.get(Opinion, key) is None:
        require_room(act, consultation)
        act.db.add(BoxedOpinion(key=key, consultation_id=consultation.id, provision=provision, text=text))
        act.db.flush()


def _put_down(
    act: Act, consultation: EmployeeConsultation, provision: str, text: str, mark: str, writer: Person | None
) -> None:
    if writer is None:
        raise ValueError("an opinion under a name has somebody who gave it")  # the rules have asked already
    key = digest_of(consultation, mark, writer.id, provision, text)
    if act.db.get(Opinion, key) is not None:
        return
    require_room(act, consultation)
    act.db.add(
        Opinion(
            key=key,
            consultation_id=consultation.id,
            provision=provision,
            text=text,
            source=Source.WRITTEN,
            person_id=writer.id,
            day=act.today,
        )
    )
    act.db.flush()
    # The union and the drafters see who wrote; whoever reads the record of a regulation does not.
    record(act.as_system(), "write_opinion", f"consultation:{consultation.id}", many=1)
