"""Texts as the verbs see them: the newest save, its tree with permanent keys, and a new snapshot made from words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.facts.memory import Memory
from workflow.records.database.families import Family, by_number
from workflow.records.database.session import is_writing, know_each, read_once
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import ProvisionRow, Snapshot
from workflow.text.comparing.items import Worded, worded
from workflow.text.fingerprint import fingerprint
from workflow.text.given import keyed
from workflow.text.lines import lines_of
from workflow.text.reading.parse import Parsed, parse
from workflow.text.reading.printable import Printable
from workflow.text.tree import Document, Kind, Problem, Provision
from workflow.text.units import units
from workflow.words import Language, Words

#: Trees of immutable snapshots kept in memory, the least used one goes first.
KEPT_TREES = 256
#: Units of the texts whose wording is kept in memory, some 80 MB at most: a reviewer's desk asks for every text under review.
KEPT_UNITS = 200_000
MAX_CHARACTERS = 1_000_000
#: Four times the Civil Code. A save keeps every other act waiting while it places each of them; see `benchmarks saving`.
MOST_LINES = 12_000


@dataclass(frozen=True, slots=True)
class Reviewable:
    """One unit that reviewers decide on: an article or something above it, with the fingerprint of its words."""

    key: str
    label: str
    kind: Kind
    fingerprint: str


_trees: Memory[Document] = Memory(KEPT_TREES)
_worded: Memory[Worded] = Memory(KEPT_UNITS, lambda one: 1 + len(one.items))


def latest(db: Session, edition: Edition, language: Language) -> Snapshot | None:
    """The newest snapshot of an edition in a language, or None when nothing was saved."""
    asked = {"edition": edition.id, "language": language}
    return read_once(db, _newest(edition.id, language), _SAVES, lambda: db.exec(_NEWEST, params=asked).first())


def at_the_desk(db: Session, number: int | None, language: Language) -> Edition:
    """An edition by its number, read in one statement with its regulation and its newest text in `language`."""
    newest = (
        sa.select(sa.func.max(Snapshot.number))
        .where(col(Snapshot.edition_id) == number, col(Snapshot.language) == language)
        .scalar_subquery()
    )
    rows = (
        select(Edition, Regulation, Snapshot)
        .join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
        .outerjoin(
            Snapshot,
            sa.and_(
                col(Snapshot.edition_id) == col(Edition.id),
                col(Snapshot.language) == language,
                col(Snapshot.number) == newest,
            ),
        )
        .where(Edition.id == number)
    )
    edition, _, text = db.exec(rows).one()
    know_each(db, _newest(number, language), {None: text}, _SAVES)
    return edition


_SAVES = ("snapshot",)


def _newest(edition: int | None, language: Language) -> tuple[str, int | None, str]:
    """Under which name the newest text of an edition is known."""
    return "newest text", edition, language


_NEWEST = (
    select(Snapshot)
    .where(Snapshot.edition_id == sa.bindparam("edition"), Snapshot.language == sa.bindparam("language"))
    .order_by(col(Snapshot.number).desc())
    .limit(1)
)


def authentic(db: Session, edition: Edition) -> Snapshot | None:
    """The newest snapshot in the language whose text decides."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    return latest(db, edition, regulation.authentic_language)


def left_behind(db: Session, edition: Edition, text_in: Callable[[Language], Snapshot | None]) -> list[Language]:
    """Languages of the translations that did not follow the authentic text: they have another number of articles,
    or the amendment changed the authentic text and left the translation as it was taken over from the edition before.

    text_in  language → the text of the edition that is meant, or None
    """
    head = text_in(db.get_one(Regulation, edition.regulation_id).authentic_language)
    out = []
    for language in Language:
        translation = text_in(language)
        if head is None or translation is None or language == head.language:
            continue
        articles = [sum(one.kind == Kind.ARTICLE for one in reviewable(db, text)) for text in (head, translation)]
        carried_over = edition.number > 1 and translation.number == 1 and head.number > 1
        if articles[0] != articles[1] or carried_over:
            out.append(language)
    return out


def tree_of(db: Session, snapshot: Snapshot) -> Document:
    """The tree of a snapshot, every provision with its permanent key; callers share it."""
    name = _name(db, snapshot.id)
    found = _own_trees(db).get(snapshot.id) or _trees.get(name)
    if found is not None:
        return found
    parsed = parse(snapshot.text)
    document = _given_back(parsed.document, _PROVISIONS.of(db, snapshot.id))
    _parsed.put(snapshot.fingerprint, parsed.of_tree(document))
    if is_writing(db):
        _own_trees(db)[snapshot.id] = document
    else:
        _trees.put(name, document)
    return document


_PROVISIONS = Family[tuple[str, str, str]](
    ProvisionRow.snapshot_id,
    select(ProvisionRow.key, ProvisionRow.kind, ProvisionRow.label).order_by(col(ProvisionRow.order)),
)


def ahead(db: Session, numbers: Iterable[int]) -> None:
    """Read in two statements the rows of these texts, as far as what is made of them is not kept already."""
    kept = db.info.get("worded", {}), _own_trees(db)
    wanted = [
        one
        for one in dict.fromkeys(numbers)
        if not any(one in own for own in kept) and not any(_name(db, one) in memory for memory in (_worded, _trees))
    ]
    by_number(db, Snapshot, wanted)
    _PROVISIONS.ahead(db, wanted)


def trees_ahead(db: Session, numbers: Iterable[int | None]) -> None:
    """Read in two statements these texts, for whoever asks for each of them and for its tree; None is none of them."""
    wanted = [one for one in dict.fromkeys(numbers) if one is not None]
    by_number(db, Snapshot, wanted)
    _PROVISIONS.ahead(db, [one for one in wanted if one not in _own_trees(db) and _name(db, one) not in _trees])


def _name(db: Session, number: int) -> tuple[str, int]:
    if "database" not in db.info:
        db.info["database"] = str(db.get_bind().engine.url)
    return db.info["database"], number


def _own_trees(db: Session) -> dict[int, Document]:
    """The trees read or made in this transaction: a number that is rolled back is given again to another text."""
    kept: dict[int, Document] = db.info.setdefault("trees", {})
    return kept


def keep_tree(db: Session, snapshot: Snapshot, document: Document) -> None:
    """Keep the tree of a text that was made in this transaction, for as long as it lasts."""
    _own_trees(db)[snapshot.id] = document


def worded_of(db: Session, snapshot: Snapshot) -> Worded:
    """The items of a snapshot as the values that reviewers decide on."""
    return worded_in(db, snapshot.id)


def worded_in(db: Session, number: int) -> Worded:
    """The same by the number of the snapshot's row, which is read only when its values are not kept."""
    name = _name(db, number)
    own: dict[int, Worded] = db.info.setdefault("worded", {})
    found = own.get(number) or _worded.get(name)
    if found is None:
        found = worded(tree_of(db, db.get_one(Snapshot, number)))
        if is_writing(db):
            own[number] = found
        else:
            _worded.put(name, found)
    return found


def reviewable(db: Session, snapshot: Snapshot) -> list[Reviewable]:
    """What reviewers decide on, in the order of the text."""
    return [Reviewable(one.key, one.label, one.kind, fingerprint(one.text)) for one in units(tree_of(db, snapshot))]


def problems_of(db: Session, snapshot: Snapshot) -> list[Problem]:
    """What the text engine finds wrong in a stored text; kept in memory, because a text does not change."""
    if _parsed.get(snapshot.fingerprint) is None:
        tree_of(db, snapshot)  # keeps what it read
    found = _parsed.get(snapshot.fingerprint)
    if found is None:
        found = parse(snapshot.text)
        _parsed.put(snapshot.fingerprint, found)
    return found.problems


_parsed: Memory[Parsed] = Memory(KEPT_TREES)


def read(text: str, printable: Printable | None = None) -> Parsed:
    """The tree and the problems of what somebody typed, among them what cannot be printed where that is known.

    Raises Unusable for what no text engine should be asked to read.
    """
    ask_text(text)
    return parse(text, printable=printable)


def ask_text(text: str) -> None:
    """Raise Unusable for a text beyond the bound, or one with control characters in it, which is a binary file and no text."""
    if len(text) > MAX_CHARACTERS:
        raise Unusable(
            {
                "text": Words(
                    f"正文有{len(text):,}个字符，上限是{MAX_CHARACTERS:,}个。",
                    f"The text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}.",
                )
            }
        )
    lines = sum(1 for line in lines_of(text) if line.strip()) if len(text) > MOST_LINES else 0
    if lines > MOST_LINES:
        raise Unusable({"text": too_many_lines(lines)})
    if "\x00" in text:
        raise Unusable(
            {"text": Words("这不是文本文件（含有二进制内容）。", "This is not a text: it contains binary data.")}
        )


def too_many_lines(lines: int) -> Words:
    """The sentence for a text of more than `MOST_LINES`."""
    return Words(
        f"正文有{lines:,}段，上限是{MOST_LINES:,}段：请分成几件规章制度。",
        f"The text has {lines:,} paragraphs; the limit is {MOST_LINES:,}. Divide it into several regulations.",
    )


def provisions_of(document: Document) -> list[Provision]:
    """Everything in a text, in its order."""
    return [one for one in document.root.walk() if one is not document.root]


def _given_back(document: Document, rows: Sequence[tuple[str, str, str]]) -> Document:
    """`document` with the stored keys on the provisions of the text they were stored for.

    A newer text engine may read an old text into other units than the one that stored it. Keys then go by kind and label,
    in order, and where the kind is another one (一、 was a heading once) by label; a unit that has none gets one that says
    where it stands, so that the page still opens.
    """
    provisions = provisions_of(document)
    if len(provisions) == len(rows) and all(one.kind == row[1] for one, row in zip(provisions, rows, strict=True)):
        return keyed(document, {id(one): row[0] for one, row in zip(provisions, rows, strict=True)})
    waiting: dict[tuple[str, str], list[str]] = {}
    for key, kind, label in reversed(rows):
        waiting.setdefault((kind, label), []).append(key)
    keys = {id(one): known.pop() for one in provisions if (known := waiting.get((one.kind, one.label)))}
    left: dict[str, list[str]] = {}
    for (_, label), known in waiting.items():
        if label:
            left.setdefault(label, []).extend(known)
    order = {row[0]: at for at, row in enumerate(rows)}
    for known in left.values():
        known.sort(key=lambda key: -order[key])
    for number, provision in enumerate(provisions):
        if id(provision) not in keys:
            keys[id(provision)] = known.pop() if (known := left.get(provision.label)) else f"place-{number}"
    return keyed(document, keys)
