"""A text is stored: its canonical spelling, the permanent keys of its provisions, the rows that tell of them."""

import re
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.references import note_questions
from workflow.records.database.commitments import note_together
from workflow.records.database.session import read_once
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Lineage, LineageKind, ProvisionRow, Snapshot
from workflow.text.comparing.items import Worded
from workflow.text.comparing.keys import Lineage as TextLineage
from workflow.text.comparing.keys import carry, match_translation
from workflow.text.comparing.restoring import restore
from workflow.text.fingerprint import fingerprint, provision_fingerprint, structure_fingerprint
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Settled:
    """A text in its canonical spelling, and the tree that it reads as: with keys where it was written from a row of blocks."""

    text: str
    document: Document


def settled(text: str) -> Settled:
    """What somebody typed, as it will be stored: read once where it was spelled so already. Raises Unusable as `read` does."""
    document = texts.read(text).document
    canonical = write(document)
    typed = text.replace("\r\n", "\n").rstrip("\n")
    return Settled(canonical, document if typed == canonical.rstrip("\n") else parse(canonical).document)


def store(
    act: Act, edition: Edition, language: Language, written: Settled, parent: Snapshot | None, note: str
) -> Snapshot:  # fmt: skip
    """Make an immutable snapshot of `written` and carry the permanent keys over from `parent` (or the authentic text).

    Returns the snapshot, flushed.
    """
    canonical = written.text
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    document, lineage = _with_keys(act.db, edition, regulation, language, written.document, parent)
    before = texts.latest(act.db, edition, language)
    snapshot = Snapshot(
        edition_id=edition.id,
        language=language,
        number=before.number + 1 if before else 1,
        parent_id=parent.id if parent else None,
        text=canonical,
        fingerprint=fingerprint(canonical),
        structure=structure_fingerprint(document),
        author_id=act.person_id,
        at=act.now,
        note=note,
    )
    act.db.add(snapshot)
    act.db.flush()
    _store_provisions(act.db, snapshot, document, lineage)
    texts.keep_tree(act.db, snapshot, document)
    if parent is not None:
        note_questions(act.db, snapshot, parent, texts.tree_of(act.db, parent), document)
    return snapshot


def would_be(db: Session, edition: Edition, language: Language, text: str, parent: Snapshot | None) -> Document:
    """The tree that saving `text` on top of `parent` would make: known provisions with their keys, new ones with any.

    Nothing is stored, and the keys of new provisions are others once it is.
    """
    regulation = db.get_one(Regulation, edition.regulation_id)
    return _with_keys(db, edition, regulation, language, settled(text).document, parent)[0]


def new_key() -> str:
    """A permanent key for a provision: random, so that it says nothing and meets no other."""
    return secrets.token_hex(8)


def _with_keys(
    db: Session,
    edition: Edition,
    regulation: Regulation,
    language: Language,
    document: Document,
    parent: Snapshot | None,
) -> tuple[Document, list[TextLineage]]:
    if language != regulation.authentic_language:
        original = texts.latest(db, edition, regulation.authentic_language)
        if original is not None:
            return match_translation(texts.tree_of(db, original), document, new_key)[0], []
    fresh: list[str] = []

    def make_key() -> str:
        fresh.append(new_key())
        return fresh[-1]

    before = texts.tree_of(db, parent) if parent else None
    document, lineage = carry(before, document, make_key, _vouched(db, regulation, before, document))
    earlier = _with_what_is_gone(db, edition, language, document) if fresh and parent else []
    return restore(document, set(fresh), earlier, lineage) if earlier else (document, lineage)


#: A key that an editor gives to what is new in it.
_OF_AN_EDITOR = re.compile("n[a-z0-9]{20,31}")


def _vouched(db: Session, regulation: Regulation, before: Document | None, document: Document) -> set[str]:
    """The keys that `document` brings along and that are nobody's: new ones of an editor, or those of this regulation.

    A key of another regulation is never taken over, whoever sends it: what hangs on it there would hang on these words.
    """
    known = {one.key for one in before.root.walk()} if before is not None else set()
    brought = {one.key for one in document.root.walk() if one.key} - known
    asked = sorted(one for one in brought if _OF_AN_EDITOR.fullmatch(one))
    taken: set[str] = set()
    for at in range(0, len(asked), _AT_ONCE):
        elsewhere = (
            select(ProvisionRow.key)
            .join(Snapshot, col(Snapshot.id) == col(ProvisionRow.snapshot_id))
            .join(Edition, col(Edition.id) == col(Snapshot.edition_id))
            .where(col(ProvisionRow.key).in_(asked[at : at + _AT_ONCE]), Edition.regulation_id != regulation.id)
        )
        taken.update(db.exec(elsewhere))
    return set(asked) - taken


#: Keys asked about in one statement.
_AT_ONCE = 500


def _with_what_is_gone(
    db: Session, edition: Edition, language: Language, document: Document
) -> list[tuple[Document, Worded]]:
    """The saves of an edition, and the text it amends, that hold provisions `document` has not; the newest first."""
    own = sa.and_(col(Snapshot.edition_id) == edition.id, col(Snapshot.language) == language)
    base = sa.select(col(Snapshot.parent_id)).where(own, col(Snapshot.number) == 1).scalar_subquery()
    present = {one.key for one in document.root.walk()}
    asked = (
        select(col(Snapshot.edition_id) == edition.id, Snapshot.number, Snapshot.id, ProvisionRow.key)
        .join(ProvisionRow, col(ProvisionRow.snapshot_id) == col(Snapshot.id))
        .where(sa.or_(own, col(Snapshot.id) == base), col(ProvisionRow.kind).in_(_RESTORED))
        .distinct()
    )
    rows = read_once(
        db, ("held before", edition.id, language), ("snapshot", "provision"), lambda: tuple(db.exec(asked))
    )
    wanted = {(own_save, number, snapshot) for own_save, number, snapshot, key in rows if key not in present}
    texts.ahead(db, [snapshot for _, _, snapshot in wanted])
    known = (db.get_one(Snapshot, snapshot) for _, _, snapshot in sorted(wanted, reverse=True))
    return [(texts.tree_of(db, one), texts.worded_of(db, one)) for one in known]


#: Kinds of provisions that are units of a review.
_RESTORED = (
    Kind.LETTERHEAD,
    Kind.TITLE,
    Kind.NOTE,
    Kind.PREAMBLE,
    Kind.PART,
    Kind.CHAPTER,
    Kind.SECTION,
    Kind.HEADING,
    Kind.ARTICLE,
    Kind.TABLE,
    Kind.ANNEX,
    Kind.SIGNATURE,
)


def _store_provisions(db: Session, snapshot: Snapshot, document: Document, lineage: list[TextLineage]) -> None:
    rows = []
    stack = [(document.root, "")]
    above: dict[str, str] = {}
    while stack:
        provision, key = stack.pop()
        for child in provision.children:
            above[child.key] = key
            stack.append((child, child.key))
    for order, provision in enumerate(texts.provisions_of(document)):
        rows.append(
            {
                "snapshot_id": snapshot.id,
                "key": provision.key,
                "parent_key": above[provision.key],
                "kind": provision.kind.value,
                "label": provision.label,
                "order": order,
                "fingerprint": provision_fingerprint(provision),
            }
        )
    if rows:
        db.connection().execute(sa.insert(ProvisionRow), rows)
        note_together(db, ProvisionRow.metadata.tables["provision"], rows)
    for one in lineage:
        db.add(Lineage(snapshot_id=snapshot.id, old_key=one.old_key, new_key=one.new_key, kind=LineageKind(one.kind)))
