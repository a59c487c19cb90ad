"""Files that a verb keeps beside what it records: judged by what they are, named, kept once."""

import hashlib
from dataclasses import dataclass

from workflow.lifecycle.acting import Act, Unusable
from workflow.records.review import Attachment
from workflow.rules.entry.scanned import media_type
from workflow.words import Words

LARGEST_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: the name it had and its bytes."""

    name: str
    content: bytes


def judged(upload: Upload, largest: int = LARGEST_FILE) -> str | Words:
    """The media type of a file that was brought as a scan, told by how it is built; or one sentence on what is wrong with it."""
    name = file_name(upload)
    if not upload.content:
        return Words("请选择扫描件。", "Choose the scan.")
    if len(upload.content) > largest:
        most = largest // 1_000_000
        return Words(f"{name}超过了{most} MB的上限。", f"{name} is beyond the limit of {most} MB.")
    return media_type(upload.content) or Words(
        f"{name}不是完好的PDF、PNG、JPEG、TIFF或者WebP文件。",
        f"{name} is no sound PDF, PNG, JPEG, TIFF or WebP file.",
    )


def file_name(upload: Upload) -> str:
    """The name of a file without the folders before it."""
    return upload.name.replace("\\", "/").rsplit("/", 1)[-1]


def attach(act: Act, upload: Upload) -> Attachment:
    """Keep the signed paper as evidence. Raises Unusable when there is none, or something is wrong with it."""
    if not upload.content:
        raise Unusable({"paper": Words("请附上双方签字的文件。", "Attach the paper signed by both sides.")})
    found = judged(upload)
    if isinstance(found, Words):
        raise Unusable({"paper": found})
    return keep(act, upload, found)


def keep(act: Act, upload: Upload, kind: str) -> Attachment:
    """Keep a file whose media type was found to be `kind`, under its own name without folders. Returns it, flushed."""
    attachment = Attachment(
        name=file_name(upload)[:200] or "paper",
        media_type=kind,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        stored=upload.content,
        brought_by=act.person_id,
        at=act.now,
    )
    act.db.add(attachment)
    act.db.flush()
    return attachment
