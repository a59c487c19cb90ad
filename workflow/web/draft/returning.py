"""A return, held against the text it was made from: what is suggested in it, and what is remarked on.

Reads only; keeping and settling is done by the verbs.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.draft.suggesting import LONGEST_AUTHOR, LONGEST_QUOTE, Remark, Step, places_of
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.adoptions import note_of_the_text_before
from workflow.lifecycle.facts.submitted import course_of
from workflow.publishing.word.reading.apart import read_apart
from workflow.publishing.word.reading.document import WordText
from workflow.publishing.word.reading.suggested import Places, suggested
from workflow.publishing.word.unreadable import WordUnreadable
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Attachment, Comment
from workflow.records.text.returned import RemarkOrigin, Returned, Suggestion, SuggestionKind, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.review import LONGEST_OPINION
from workflow.rules.visibility import Matter
from workflow.text.fingerprint import fingerprint
from workflow.text.given import without
from workflow.text.merging.proposing import Proposal, moved_untracked, taken_over, untracked
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind
from workflow.web.request import visit
from workflow.words import Language, Words

_WORD = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
#: More changes and remarks than anybody answers one by one.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """What is in a returned file.

    base        the text it was made from; `recognised` when the file itself says so or says exactly that text
    reference   what it says with every tracked change of other people rejected: what suggestions are made on
    moved       labels of provisions that were put elsewhere without tracking; nothing can be accepted about them
    resolved    the places of remarks that were marked as resolved in the file
    unlisted    whether something is tracked that cannot be told as a suggestion
    """

    base: Snapshot
    recognised: bool
    reference: str
    proposals: list[tuple[SuggestionKind, Proposal]]
    remarks: list[Remark]
    moved: list[str]
    resolved: frozenset[int]
    unlisted: bool


def open_file(
    db: Session, edition: Edition, language: Language, content: bytes, held_against: tuple[Snapshot, bool] | None = None
) -> OpenedReturn:
    """The suggestions and remarks in a file. Raises Unusable under "file" for one that cannot be read or is of another text.

    held_against  the text the file was held against when it was first opened, and whether it was recognised: what a
                  person was shown is what they confirm, whatever was saved meanwhile
    """
    base, recognised = held_against or _base(db, edition, language, _read(content, None))
    read = _read(content, base)
    if len(read.changes) + len(read.comments) > MOST:
        raise Unusable({"file": _too_many(len(read.changes), len(read.comments))})
    sent = texts.tree_of(db, base)
    regulation = db.get_one(Regulation, edition.regulation_id)
    note = note_of_the_text_before(db, regulation, edition).in_language(base.language)
    unsigned = untracked(sent, read.rejected, note)
    return OpenedReturn(
        base=base,
        recognised=recognised,
        reference=read.rejected,
        proposals=[(SuggestionKind.TRACKED, one) for one in suggested(read, sent)]
        + [(SuggestionKind.UNTRACKED, one) for one in unsigned],
        remarks=_remarks(read, Places(read, sent)),
        moved=moved_untracked(base.text, read.rejected),
        resolved=frozenset(at for at, one in enumerate(read.comments) if one.done),
        unlisted=read.unlisted,
    )


class Reopened:
    """A kept file read once more, to put some of its open suggestions into the text.

    What was put in from the same file before stands on both sides of a step, so that one after the other comes to the
    same text as all together. Raises Unusable when the file is read otherwise than when `chosen`, what is to be put in,
    were kept (a newer reader).
    """

    def __init__(self, db: Session, returned: Returned, chosen: list[Suggestion]) -> None:
        self._base = db.get_one(Snapshot, returned.snapshot_id).text
        self._reference = returned.reference
        self._accepted = _accepted_of(db, returned)
        self._texts: dict[tuple[SuggestionKind, tuple[int, ...]], str] = {}
        tracked = [one for one in chosen if one.kind is SuggestionKind.TRACKED]
        self._read: WordText | None = None
        if tracked:
            base = db.get_one(Snapshot, returned.snapshot_id)
            self._read = _read(db.get_one(Attachment, returned.attachment_id).content, base)
            told = {one.changes: one for one in suggested(self._read, texts.tree_of(db, base))}
            if not all(_same(one, told.get(tuple(places_of(one)))) for one in tracked):
                raise Unusable({"": _READ_OTHERWISE})

    def step(self, put_in: list[Suggestion], pile: list[Suggestion]) -> Step:
        """What accepting `pile`, all found in one way, does once `put_in` were put in."""
        kind = pile[0].kind
        before = [place for one in self._accepted + put_in if one.kind is kind for place in places_of(one)]
        return Step(self._with(kind, before), self._with(kind, before + [at for one in pile for at in places_of(one)]))

    def _with(self, kind: SuggestionKind, places: list[int]) -> str:
        """The text that suggestions of that kind are made on, with those at `places` in it."""
        name = kind, tuple(sorted(places))
        if name not in self._texts:
            self._texts[name] = (
                self._read.taking(places)
                if self._read is not None and kind is SuggestionKind.TRACKED
                else taken_over(self._base, self._reference, places)
            )
        return self._texts[name]


def _accepted_of(db: Session, returned: Returned) -> list[Suggestion]:
    """The suggestions of a file that were put into the text as they stand in it."""
    put_in = select(Suggestion).where(
        Suggestion.returned_id == returned.id, Suggestion.status == SuggestionStatus.ACCEPTED
    )
    return [one for one in db.exec(put_in) if not one.by_hand]


_READ_OTHERWISE = Words(
    "系统升级后对这个文件的读法有变化，请重新收回同一个文件，再处理其中的建议。",
    "This file is read otherwise since an update. Bring the same file back again and settle its suggestions there.",
)


def _same(kept: Suggestion, told: Proposal | None) -> bool:
    return told is not None and (kept.old, kept.new, kept.author) == (told.old, told.new, told.author[:LONGEST_AUTHOR])


def _read(content: bytes, base: Snapshot | None) -> WordText:
    if not content.startswith(_WORD):
        raise Unusable({"file": Words("请选择Word文件（.docx）。", "Choose a Word file (.docx).")})

    try:
        read = read_apart(content, base.at if base is not None else None)
    except WordUnreadable as error:
        raise Unusable({"file": error.words}) from error
    if not read.text.strip() and not read.rejected.strip():
        raise Unusable({"file": Words("文件里没有文字。", "There are no words in the file.")})
    return read


def _base(db: Session, edition: Edition, language: Language, read: WordText) -> tuple[Snapshot, bool]:
    """The text a file was made from, and whether the file says so."""
    document, course = parse(read.rejected).document, course_of(db, edition)
    marks = [read.made_from, fingerprint(write(document))]
    unnoted = without(document, Kind.NOTE)  # the file may have printed one
    for mark in (*marks, fingerprint(write(unnoted))):
        found = list(db.exec(select(Snapshot).where(Snapshot.fingerprint == mark))) if mark else []
        own = [one for one in found if one.edition_id == edition.id]
        seen = [one for one in own if course.can_read(visit.reading_as(), Matter.TEXT, one.id)]
        if seen:
            return seen[-1], True
        if own and mark == read.made_from:
            raise Unusable({"file": _NOT_SUBMITTED})
        if found and mark == read.made_from:
            raise Unusable({"file": _of_another(db, found[-1])})
    spoken = document.language.language
    newest = visit.shown_text(edition, spoken) or visit.shown_text(edition, language)
    if newest is None:
        raise Unusable({"file": Words("本版还没有保存过正文。", "No text of this edition has been saved yet.")})
    return newest, False


_NOT_SUBMITTED = Words(
    "这个文件是按还没有提交审核的稿子做的，请由起草人收回。",
    "This file was made from a text that was not submitted yet. A drafter has to bring it back.",
)


def _too_many(changes: int, remarks: int) -> Words:
    return Words(
        f"文件里有{changes}处修订、{remarks}条批注，超过{MOST}处，无法逐条处理。请在起草页作为新文本导入，再比对。",
        f"The file has {changes:,} tracked changes and {remarks:,} remarks, more than {MOST:,} to answer one by one. "
        "Import it as a new text on the drafting page and compare.",
    )


def _of_another(db: Session, snapshot: Snapshot) -> Words:
    edition = db.get_one(Edition, snapshot.edition_id)
    if not visit.may_know(edition):
        return _NOT_SUBMITTED
    regulation = db.get_one(Regulation, edition.regulation_id)
    return Words(
        f"这个文件是《{regulation.name_zh}》第{edition.number}版的稿子，请到那一版收回。",
        f"This file was made from edition {edition.number} of “{regulation.name_en}”. Bring it back there.",
    )


def _remarks(read: WordText, places: Places) -> list[Remark]:
    by_identity = {one.identity: at for at, one in enumerate(read.comments)}
    out = []
    for at, one in enumerate(read.comments):
        was, unit = (places.old(one.old_line), None) if one.only_before else places.new(one.line)
        key = places.key(was or places.standing_before(one.line))
        label = was.label if was else unit.label if unit else ""
        answers = by_identity.get(one.answers) if one.answers else None
        out.append(
            Remark(
                key=key,
                label=label,
                quote=one.quote,
                text=one.text,
                author=one.author,
                made_at=one.at,
                answers=answers if answers is not None and answers < at else None,
            )
        )
    return out


def known(db: Session, edition: Edition, proposal: Proposal) -> bool:
    """Whether the same change by the same hand was kept from an earlier return."""
    same = select(Suggestion.id).where(
        Suggestion.edition_id == edition.id,
        Suggestion.author == proposal.author[:LONGEST_AUTHOR],
        Suggestion.key == proposal.key,
        Suggestion.before == proposal.before,
        Suggestion.old == proposal.old,
        Suggestion.new == proposal.new,
        Suggestion.after == proposal.after,
    )
    return db.exec(same.limit(1)).first() is not None


def known_remark(db: Session, edition: Edition, remark: Remark) -> bool:
    """Whether the same remark by the same hand was kept from an earlier return."""
    same = select(Comment.id).join(RemarkOrigin, col(RemarkOrigin.comment_id) == col(Comment.id))
    same = same.where(
        Comment.edition_id == edition.id,
        RemarkOrigin.author == remark.author[:LONGEST_AUTHOR],
        Comment.key == remark.key,
        Comment.quote == remark.quote[:LONGEST_QUOTE],
        Comment.text == remark.text[:LONGEST_OPINION],
    )
    return db.exec(same.limit(1)).first() is not None
