"""Equal consultation 平等协商确定 (劳动合同法 art. 4): enterprise and union settle a text, on a day, with a signed paper."""

import hashlib
from dataclasses import dataclass
from datetime import date

from workflow.lifecycle import standing, texts
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.records.regulation import Edition
from workflow.records.review import Attachment, Consultation
from workflow.rules.states import State
from workflow.words import Words

#: Evidence is a scan: a PDF or a picture, told by its first bytes and never by its name.
SIGNATURES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
LARGEST_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: the name it had and its bytes."""

    name: str
    content: bytes


def attach(act: Act, upload: Upload) -> Attachment:
    """Keep a scan as evidence. Raises Unusable when it is empty, too large, or neither PDF nor PNG nor JPEG."""
    media_type = next((kind for start, kind in SIGNATURES.items() if upload.content.startswith(start)), None)
    if not upload.content:
        raise Unusable({"paper": Words("请附上双方签字的文件。", "Attach the paper signed by both sides.")})
    if media_type is None:
        raise Unusable({"paper": Words("请附PDF、PNG或者JPEG文件。", "Attach a PDF, PNG or JPEG file.")})
    if len(upload.content) > LARGEST_FILE:
        raise Unusable({"paper": Words("文件不能超过10 MB。", "The file must not exceed 10 MB.")})
    return keep(act, upload, media_type)


def keep(act: Act, upload: Upload, media_type: str) -> Attachment:
    """Keep a file that was found to be of `media_type`, under its own name without folders. Returns it, flushed."""
    attachment = Attachment(
        name=upload.name.replace("\\", "/").rsplit("/", 1)[-1][:200] or "paper",
        media_type=media_type,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        brought_by=act.person_id,
        at=act.now,
    )
    act.db.add(attachment)
    act.db.flush()
    return attachment


def consult(
    act: Act,
    edition: Edition,
    *,
    held_on: date | None,
    enterprise_side: str,
    union_side: str,
    outcome: str,
    paper: Upload,
    shown: str,
) -> Consultation:
    """Record that both sides settled the text shown. Raises Refused, or Unusable naming the field.

    held_on  the day of the consultation, not after today
    """
    ask("consult", standing.of_edition(act, edition, shown=shown))
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
    head = texts.authentic(act.db, edition)
    if head is None:  # the guards have asked already
        raise ValueError("nothing to consult on")
    attachment = attach(act, paper)
    consultation = Consultation(
        edition_id=edition.id or 0,
        snapshot_id=head.id or 0,
        held_on=held_on,
        enterprise_side=enterprise_side.strip(),
        union_side=union_side.strip(),
        outcome=outcome.strip(),
        attachment_id=attachment.id or 0,
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
