"""The index of words kept up with the acts, and what it finds for somebody: rights are asked in the statement itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.submitted import course_of, texts_readable
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.finding import SearchText, SearchToken, SearchUnit
from workflow.records.text.snapshot import Snapshot
from workflow.rules.states import State
from workflow.rules.visibility import Reader, Stage
from workflow.text.finding import lookup, plain, tokens
from workflow.text.tree import Document
from workflow.text.units import units
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one text: its names, its words, and each provision with key, label and words."""

    names: str
    plain: str
    units: tuple[tuple[str, str, str], ...]

    @property
    def tokens(self) -> frozenset[str]:
        """Everything that it can be looked up by."""
        return tokens(self.names) | tokens(self.plain)


def indexed(names: Iterable[str], document: Document) -> Indexed:
    """What the index holds of a text with these names, as a keyed tree."""
    found = tuple((one.key, one.label, one.text) for one in units(document))
    return Indexed(
        _side_by_side(names), _side_by_side(words for _, label, words in found for words in (label, words)), found
    )


def _side_by_side(several: Iterable[str]) -> str:
    """Plain texts one beside the other; no word reaches from one into the next."""
    return "\n".join(plain(one) for one in several)


def note(db: Session, edition: Edition) -> None:
    """Let what stands in `edition` be found, and nothing else of it: asked by every act after which another text stands."""
    course = course_of(db, edition)
    standing = {one.id for one in course.saves if course.stages[one.id] is Stage.STANDING}
    there = set(db.exec(select(SearchText.snapshot_id).where(SearchText.edition_id == edition.id)))
    _drop(db, there - standing)
    regulation = db.get_one(Regulation, edition.regulation_id)
    for number in sorted(standing - there):
        snapshot = db.get_one(Snapshot, number)
        document = texts.tree_of(db, snapshot)
        _put(db, snapshot, indexed((regulation.name_zh, regulation.name_en), document))


def _put(db: Session, snapshot: Snapshot, found: Indexed) -> None:
    number = snapshot.id
    text = {
        "edition_id": snapshot.edition_id,
        "language": snapshot.language,
        "names": found.names,
        "plain": found.plain,
    }
    db.connection().execute(sa.insert(SearchText), [{"snapshot_id": number, **text}])
    rows = [
        {"snapshot_id": number, "place": place, "key": key, "label": label, "words": words}
        for place, (key, label, words) in enumerate(found.units)
    ]
    if rows:
        db.connection().execute(sa.insert(SearchUnit), rows)
    db.connection().execute(
        sa.insert(SearchToken), [{"token": one, "snapshot_id": number} for one in sorted(found.tokens)]
    )


def _drop(db: Session, numbers: Collection[int]) -> None:
    for number in numbers:
        row = db.get_one(SearchText, number)
        held = tokens(row.names) | tokens(row.plain)  # by what it begins with: the index of tokens has no other order
        gone = [{"word": one, "number": number} for one in sorted(held)]
        db.connection().execute(
            sa.delete(SearchToken).where(
                col(SearchToken.token) == sa.bindparam("word"), col(SearchToken.snapshot_id) == sa.bindparam("number")
            ),
            gone,
        )
        db.connection().execute(sa.delete(SearchUnit).where(col(SearchUnit.snapshot_id) == number))
        db.delete(row)
    db.flush()


# Finding --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One text in which all the words stand; `named` counts those that stand in the names of its regulation."""

    snapshot: int
    edition: int
    language: Language
    state: State
    named: int


def find(db: Session, words: Sequence[str], reader: Reader) -> list[Found]:
    """Every text that stands, that `reader` may read, and in which all of `words` are; no order.

    words  as workflow.text.finding.sought gives them, one at least
    """
    asked = [lookup(one) for one in words]
    exact = frozenset[str]().union(*(one.exact for one in asked))
    where = [texts_readable(reader)]
    if exact:
        where.append(col(SearchText.snapshot_id).in_(_holding(exact)))
    where += [col(SearchText.snapshot_id).in_(_beginning(one.beginning)) for one in asked if one.beginning]
    # A word holds neither % nor _, and no end of a line, which stands between the parts of a text.
    where += [
        sa.or_(col(SearchText.plain).like(f"%{word}%"), col(SearchText.names).like(f"%{word}%"))
        for word, one in zip(words, asked, strict=True)
        if not one.decides
    ]
    named = [sa.case((col(SearchText.names).like(f"%{word}%"), 1), else_=0) for word in words]
    rows = (
        sa.select(
            col(SearchText.snapshot_id),
            col(SearchText.edition_id),
            col(SearchText.language),
            col(Edition.state),
            sum(named[1:], start=named[0]),
        )
        .join(Edition, col(Edition.id) == col(SearchText.edition_id))
        .where(*where)
    )
    return [Found(*row) for row in db.connection().execute(rows)]


def _holding(exact: Collection[str]) -> sa.Select[int]:
    """The texts that hold all these tokens."""
    rows = sa.select(col(SearchToken.snapshot_id)).where(col(SearchToken.token).in_(sorted(exact)))
    return rows.group_by(col(SearchToken.snapshot_id)).having(sa.func.count() == len(exact))


def _beginning(letters: str) -> sa.Select[int]:
    """The texts in which a word begins with these letters."""
    end = letters[:-1] + chr(ord(letters[-1]) + 1)
    return sa.select(col(SearchToken.snapshot_id)).where(
        col(SearchToken.token) >= letters, col(SearchToken.token) < end
    )


def units_of(db: Session, snapshots: Collection[int]) -> dict[int, list[SearchUnit]]:
    """The provisions of these texts in their order."""
    out: dict[int, list[SearchUnit]] = {one: [] for one in snapshots}
    rows = select(SearchUnit).where(col(SearchUnit.snapshot_id).in_(list(snapshots)))
    for one in db.exec(rows.order_by(col(SearchUnit.snapshot_id), col(SearchUnit.place))):
        out[one.snapshot_id].append(one)
    return out
