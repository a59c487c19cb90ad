"""Equal consultation 平等协商确定 (劳动合同法 art. 4): enterprise and union settle a text, on a day, with a signed paper."""

from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.attaching import Sent, attach
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.regulation import Edition
from workflow.records.review import Consultation
from workflow.rules.states import State
from workflow.words import Words


def consult(
    act: Act,
    edition: Edition,
    *,
    held_on: date | None,
    enterprise_side: str,
    union_side: str,
    outcome: str,
    paper: Sent,
    shown: str,
) -> Consultation:
    """Record that both sides settled the text shown. Raises Refused, or Unusable naming the field.

    held_on  the day of the consultation, not after today
    """
    ask("consult", of_edition(act, edition, shown=shown))
    problems = {}
    if held_on is None or held_on > act.today:
        problems["held_on"] = Words(
            "请填写协商日期，不晚于今天。", "Give the day of the consultation, not after today."
        )
    if not enterprise_side.strip():
        problems["enterprise_side"] = Words("请写明企业方代表。", "Name who spoke for the enterprise.")
    if not union_side.strip():
        problems["union_side"] = Words("请写明工会方代表。", "Name who spoke for the union.")
    if not outcome.strip():
        problems["outcome"] = Words("请写明协商结果。", "Say what was settled.")
    if problems or held_on is None:
        raise Unusable(problems)
    head = standing_text(act.db, edition)
    if head is None:  # the guards have asked already
        raise ValueError("nothing to consult on")
    attachment = attach(act, paper)
    consultation = Consultation(
        edition_id=edition.id,
        snapshot_id=head.id,
        held_on=held_on,
        enterprise_side=enterprise_side.strip(),
        union_side=union_side.strip(),
        outcome=outcome.strip(),
        attachment_id=attachment.id,
        recorded_by=act.person_id,
        at=act.now,
    )
    act.db.add(consultation)
    act.db.flush()
    move(edition, "consult", State.AWAITING)
    record(
        act,
        "consult",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        held_on=held_on.isoformat(),
        enterprise=consultation.enterprise_side,
        union=consultation.union_side,
        outcome=consultation.outcome,
        sha256=attachment.sha256,
    )
    return consultation
