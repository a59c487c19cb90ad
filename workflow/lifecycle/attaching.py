"""Files that a verb keeps beside what it records: judged by what they are, named, kept once."""

import hashlib
from dataclasses import dataclass

from workflow.lifecycle.acting import Act, Unusable
from workflow.records.review import Attachment
from workflow.rules.entry.scanned import media_type
from workflow.words import Words

LARGEST_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: the name it had, for a person to recognise, and its bytes."""

    name: str
    content: bytes


def judged(sent: Sent, largest: int = LARGEST_FILE) -> str | Words:
    """The media type of a file that was sent as a scan, told by how it is built; or one sentence on what is wrong with it."""
    name = file_name(sent)
    if not sent.content:
        return Words("请选择扫描件。", "Choose the scan.")
    if len(sent.content) > largest:
        most = largest // 1_000_000
        return Words(f"{name}超过了{most} MB的上限。", f"{name} is beyond the limit of {most} MB.")
    return media_type(sent.content) or Words(
        f"{name}不是完好的PDF、PNG、JPEG、TIFF或者WebP文件。",
        f"{name} is no sound PDF, PNG, JPEG, TIFF or WebP file.",
    )


def file_name(sent: Sent) -> str:
    """The name of a file without the folders before it."""
    return sent.name.replace("\\", "/").rsplit("/", 1)[-1]


def attach(act: Act, sent: Sent) -> Attachment:
    """Keep the signed paper as evidence. Raises Unusable when there is none, or something is wrong with it."""
    if not sent.content:
        raise Unusable({"paper": Words("请附上双方签字的文件。", "Attach the paper signed by both sides.")})
    found = judged(sent)
    if isinstance(found, Words):
        raise Unusable({"paper": found})
    return keep(act, sent, found)


def keep(act: Act, sent: Sent, kind: str) -> Attachment:
    """Keep a file whose media type was found to be `kind`, under its own name without folders. Returns it, flushed."""
    attachment = Attachment(
        name=file_name(sent)[:200] or "paper",
        media_type=kind,
        sha256=hashlib.sha256(sent.content).hexdigest(),
        stored=sent.content,
        brought_by=act.person_id,
        at=act.now,
    )
    act.db.add(attachment)
    act.db.flush()
    return attachment
