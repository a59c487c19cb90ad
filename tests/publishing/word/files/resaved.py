"""Trials with a real word processor: our files opened in LibreOffice, settled, saved again, and read back.

Each trial gives a name and whether every word and number came back, with the fingerprint of the text it was made from.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.office import OLD_WORD, TEXT, Office
from workflow import paths
from workflow.publishing.word.reading.document import WordText, read_document
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.text.fingerprint import fingerprint
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

Trial = tuple[str, bool]
TEXTS = {
    path.name.removesuffix(".txt"): path.read_text(encoding="utf-8")
    for path in sorted((paths.policies() / "texts").glob("*.txt"))
}
PAIRS = [
    (before, after)
    for name in ("factory-transparency", "member-welfare")
    for tongue in ("zh", "en")
    for before, after in ((f"{name}.{tongue}", f"{name}.2.{tongue}"), (f"{name}.2.{tongue}", f"{name}.{tongue}"))
]
_AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_NEW = "新插入的一段。"


def clean(office: Office) -> Iterator[Trial]:
    """Every text of ours, saved again."""
    for name, text in TEXTS.items():
        read = read_document(office.saved(write_document(parse(text).document)))
        yield name, _same(read.text, text) and read.made_from == fingerprint(text) and not read.changes


def tracked(office: Office) -> Iterator[Trial]:
    """Every amendment of ours and its way back: saved again with its changes, all accepted, all rejected."""
    for before, after in PAIRS:
        old, new = TEXTS[before], TEXTS[after]
        content = write_tracked(parse(old).document, parse(new).document, "张三", _AT)
        kept = read_document(office.saved(content))
        yield (
            f"{before} → {after}, kept",
            _same(kept.text, new) and _same(kept.rejected, old) and _knows(kept, old, new),
        )
        for command, settled in (("AcceptAllTrackedChanges", new), ("RejectAllTrackedChanges", old)):
            read = read_document(office.saved(content, command))  # type: ignore[arg-type]
            exact = _same(read.text, settled) and not read.changes and _knows(read, old, new)
            yield f"{before} → {after}, {command[:6].lower()}ed", exact


def old_format(office: Office) -> Iterator[Trial]:
    """Texts saved as .doc, which is then read as a colleague's would be."""
    for name in ("member-welfare.zh", "factory-transparency.2.zh", "representative-assembly.en"):
        content = office.saved(write_document(parse(TEXTS[name]).document), form=OLD_WORD)
        read = read_document(content)
        yield f"{name} as .doc", not content.startswith(b"PK") and _same(read.text, TEXTS[name])


def counted(office: Office) -> Iterator[Trial]:
    """A paragraph put into a list of ours: the word processor itself counts on, as it shows in what it saves as text."""
    for name, text in TEXTS.items():
        content = write_document(parse(text).document)
        for place in _numbered_places(content)[1:8:3]:
            shown = office.saved(_with_one_more(content, place), form=TEXT).decode("utf-8-sig")
            expected = read_document(_with_one_more(content, place)).text
            yield f"{name}, one more at {place}", _NEW in shown and _follow(_squeezed(expected), _squeezed(shown))


TRIALS = (clean, tracked, old_format, counted)


def _same(read: str, text: str) -> bool:
    return write(parse(read).document) == text


def _knows(read: WordText, old: str, new: str) -> bool:
    return (read.made_from, read.changed_from) == (fingerprint(new), fingerprint(old))


def _squeezed(text: str) -> list[str]:
    """The lines of a text without blanks, those of its tables left out: each program draws them in its own way."""
    return ["".join(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("|")]


def _follow(wanted: list[str], lines: list[str]) -> bool:
    """Whether all of `wanted` stand in `lines`, in their order."""
    rest = iter(lines)
    return all(line in rest for line in wanted)


def _numbered_places(content: bytes) -> list[int]:
    return [match.start() for match in re.finditer(r"<w:p><w:pPr>(?:(?!</w:pPr>).)*<w:numPr>", _body(content))]


def _with_one_more(content: bytes, place: int) -> bytes:
    """The file with a paragraph more behind the numbered one at `place`, in the same list."""
    body = _body(content)
    end = body.index("</w:p>", place) + len("</w:p>")
    properties = re.match(r"<w:p>(<w:pPr>.*?</w:pPr>)", body[place:end])
    assert properties
    body = f"{body[:end]}<w:p>{properties[1]}<w:r><w:t>{_NEW}</w:t></w:r></w:p>{body[end:]}"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, body if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def _body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode("utf-8")
