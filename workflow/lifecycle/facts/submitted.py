"""How far the texts of an edition have come: which save stands, which stood, and which nobody but its drafters has seen.

Every act after submitting names the head of the last round. "The newest save" exists only while an edition is drafted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from workflow.records.congress import Motion
from workflow.records.database.families import Family, by_number
from workflow.records.database.session import read_each
from workflow.records.entry import ENTRIES, Entry
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.review import ROUNDS, Round
from workflow.records.text.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.states import ENDED, IN_DRAFTING, MAY_BE_ENTERED, PUBLISHED, State
from workflow.rules.visibility import Matter, Piece, Reader, Stage
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Saved:
    """One save without its words: the number of its row, its language, which save it is, when, its fingerprint, by whom.

    parent_id  the number of the row it was saved on top of; None for the first text of something new
    """

    id: int
    language: Language
    number: int
    at: datetime
    fingerprint: str
    author_id: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """How far the saves of one edition have come.

    saves    every save, by language and number
    stages   number of the row → how far it has come
    rounds   number of the row → the last round that put it before the reviewers
    opened   when the text that stands was put before others: the last round, or the entry from paper as last corrected;
             None before that
    """

    edition: Edition
    saves: tuple[Saved, ...]
    stages: dict[int, Stage]
    rounds: dict[int, int]
    opened: datetime | None

    def written(self, at: datetime) -> Stage:
        """How far something has come that was written beside the text at that moment: a reason for a change."""
        return Stage.STANDING if self.opened is not None and at <= self.opened else Stage.DRAFT

    def can_read(self, reader: Reader, matter: Matter, snapshot_id: int, *, papers_sent: bool = False) -> bool:
        """True when `reader` may read what is said in, or hangs on, one of the saves."""
        stage = self.stages.get(snapshot_id, Stage.DRAFT)
        return self.can_read_at(reader, matter, stage, papers_sent=papers_sent)

    def can_read_at(self, reader: Reader, matter: Matter, stage: Stage, *, papers_sent: bool = False) -> bool:
        """The same of something whose stage is known."""
        return visibility.can_read(reader, Piece(matter, stage, self.edition.state, papers_sent=papers_sent))

    def readable(self, reader: Reader, language: Language, *, papers_sent: bool = False) -> list[Saved]:
        """The saves in a language whose text `reader` may read, in their order."""
        return [
            one
            for one in self.saves
            if one.language == language and self.can_read(reader, Matter.TEXT, one.id, papers_sent=papers_sent)
        ]


def course_of(db: Session, edition: Edition) -> Course:
    """How far the saves of `edition` have come."""
    return courses_of(db, [edition])[edition.id]


#: What the course of an edition is read from.
COURSE_TABLES = ("snapshot", "review_round", "entry")
#: The owner, then what is known of a save.
_COLUMNS = (
    Snapshot.edition_id,
    Snapshot.id,
    Snapshot.language,
    Snapshot.number,
    Snapshot.at,
    Snapshot.fingerprint,
    Snapshot.author_id,
    Snapshot.parent_id,
)
_EDITIONS: BindParameter[list[int]] = bindparam("editions", expanding=True)
_SAVES = (
    select(*_COLUMNS)  # type: ignore[call-overload]
    .where(col(Snapshot.edition_id).in_(_EDITIONS))
    .order_by(Snapshot.language, Snapshot.number)
)


def courses_of(db: Session, editions: Iterable[Edition]) -> dict[int, Course]:
    """The same of several editions, by the numbers of their rows; each read once in a transaction."""
    named = {one.id: one for one in editions}
    found = read_each(
        db, "course", named, COURSE_TABLES, lambda wanted: _courses(db, [named[one] for one in wanted]).items()
    )
    return {
        number: one if one.edition is named[number] else replace(one, edition=named[number])
        for number, one in found.items()
    }


def _courses(db: Session, editions: list[Edition]) -> dict[int, Course]:
    wanted = [one.id for one in editions]
    saves: dict[int, list[Saved]] = {one: [] for one in wanted}
    for owner, *columns in db.exec(_SAVES, params={"editions": wanted}):
        saves[owner].append(Saved(*columns))
    rounds = ROUNDS.ahead(db, wanted)
    entries = ENTRIES.ahead(db, [one.id for one in editions if one.state in MAY_BE_ENTERED])
    return {
        one.id: _course(
            one,
            saves[one.id],
            rounds[one.id],
            max((entry.at for entry in entries.get(one.id, ())), default=None),
        )
        for one in editions
    }


def _course(edition: Edition, saves: list[Saved], rounds: Sequence[Round], entered: datetime | None) -> Course:
    put_before: dict[int, int] = {}
    newest: dict[Language, int] = {}
    for opened in rounds:
        newest = {}
        head = next((one.language for one in saves if one.id == opened.head_id), None)
        for one in saves:
            # The other language went along as it stood then.
            went = one.id == opened.head_id if one.language == head else one.at <= opened.at
            if went:
                newest[one.language] = one.id
        put_before |= dict.fromkeys(newest.values(), opened.number)
    if entered is not None:  # a correction is saved at the moment of its entry
        newest = {one.language: one.id for one in saves if one.at <= entered}
    stages = {one.id: Stage.EARLIER if one.id in put_before else Stage.DRAFT for one in saves}
    stages |= dict.fromkeys(newest.values(), Stage.STANDING)
    return Course(edition, tuple(saves), stages, put_before, rounds[-1].at if rounds else entered)


def standing_text(db: Session, edition: Edition, language: Language | None = None) -> Snapshot | None:
    """The text in a language (the one that decides, when none is given) that every act after submitting names; None before.

    That is the head of the last round, and of an edition entered from paper its text as last corrected.
    """
    found = standing_save(db, edition, language)
    return db.get_one(Snapshot, found.id) if found else None


def standing_save(db: Session, edition: Edition, language: Language | None = None) -> Saved | None:
    """The same without its words."""
    wanted = language or db.get_one(Regulation, edition.regulation_id).authentic_language
    course = course_of(db, edition)
    found = [one for one in course.saves if one.language == wanted and course.stages[one.id] is Stage.STANDING]
    return found[-1] if found else None


def saved_at_hand(db: Session, edition: Edition, *, on_draft: bool) -> Saved | None:
    """The authentic text that an act names: the drafters' newest save, or what stands."""
    if not on_draft:
        return standing_save(db, edition)
    language = db.get_one(Regulation, edition.regulation_id).authentic_language
    saves = [one for one in course_of(db, edition).saves if one.language == language]
    return saves[-1] if saves else None


def saved_by(db: Session, edition: Edition) -> frozenset[int]:
    """Everybody who ever saved a text of an edition, in any language, seen by others or not."""
    return frozenset(one.author_id for one in course_of(db, edition).saves)


def draft_waits(db: Session, edition: Edition) -> bool:
    """Whether the drafters saved other words, in any language, than those that stand."""
    course = course_of(db, edition)
    newest = {one.language: one for one in course.saves}
    standing = {one.language: one.fingerprint for one in course.saves if course.stages[one.id] is Stage.STANDING}
    return any(one.fingerprint != standing.get(language) for language, one in newest.items())


def newest_in(db: Session, edition: Edition, language: Language) -> Snapshot | None:
    """The drafters' newest save of an edition in a language; None before the first."""
    saves = [one.id for one in course_of(db, edition).saves if one.language == language]
    return db.get_one(Snapshot, saves[-1]) if saves else None


def readable_text(db: Session, edition: Edition, language: Language, reader: Reader) -> Snapshot | None:
    """The text of an edition in a language that `reader` may read: what stands, and while it is drafted the newest save."""
    course, sent = course_of(db, edition), papers_were_sent(db, edition, reader)
    found = course.readable(reader, language, papers_sent=sent)
    if edition.state not in IN_DRAFTING:
        found = [one for one in found if course.stages[one.id] is Stage.STANDING] or found
    return db.get_one(Snapshot, found[-1].id) if found else None


def newest_text(db: Session, edition: Edition, language: Language, reader: Reader) -> Snapshot | None:
    """The newest save of an edition in a language that `reader` may read, wherever the edition stands."""
    found = course_of(db, edition).readable(reader, language, papers_sent=papers_were_sent(db, edition, reader))
    return db.get_one(Snapshot, found[-1].id) if found else None


def can_read_edition(db: Session, edition: Edition, reader: Reader) -> bool:
    """True when `reader` may know of an edition: its title, its number and where it stands.

    A regulation of which nothing was ever put before anybody is its drafters' own, with its title.
    """
    sent = papers_were_sent(db, edition, reader)
    draft, standing = (
        visibility.can_read(reader, Piece(Matter.EDITION, stage, edition.state, papers_sent=sent))
        for stage in (Stage.DRAFT, Stage.STANDING)
    )
    return standing and (draft or edition.state in PUBLISHED or _was_ever_seen(db, edition))


def papers_were_sent(db: Session, edition: Edition, reader: Reader) -> bool:
    """True when the text was sent to delegates with the papers of a session; not asked where it makes no difference."""
    without, with_them = (
        visibility.can_read(reader, Piece(Matter.TEXT, Stage.STANDING, edition.state, papers_sent=sent))
        for sent in (False, True)
    )
    if without == with_them:
        return False
    return bool(_SENT.of(db, edition.id))


def _was_ever_seen(db: Session, edition: Edition) -> bool:
    own = [one.id for one in EDITIONS.of(db, edition.regulation_id)]
    return any(ROUNDS.ahead(db, own).values()) or any(ENTRIES.ahead(db, own).values())


_SENT_PAPERS = (col(Motion.sent_on).is_not(None), col(Motion.taken_off_at).is_(None))
_SENT = Family[int](Motion.edition_id, select(Motion.id).where(*_SENT_PAPERS))


def ahead(db: Session, editions: Iterable[Edition]) -> dict[int, Course]:
    """Read in a few statements what is asked about each of many editions to say who may read what of it."""
    several = list(editions)
    regulations = {one.regulation_id for one in several}
    by_number(db, Regulation, regulations)
    _SENT.ahead(db, [one.id for one in several])
    own = [one.id for rows in EDITIONS.ahead(db, regulations).values() for one in rows]
    ROUNDS.ahead(db, own)
    ENTRIES.ahead(db, own)
    return courses_of(db, several)


def knowable(reader: Reader) -> ColumnElement[bool]:
    """The condition under which `can_read_edition` says yes to a row of `Edition`, for a statement that reads many.

    What the rule says of each state is asked of the rule itself; only what differs from row to row is left to the database.
    """
    standing = _standing(reader, Matter.EDITION)
    drafts = [
        state
        for state in State
        if visibility.can_read(reader, Piece(Matter.EDITION, Stage.DRAFT, state, papers_sent=False))
    ]
    own = aliased(Edition)
    rounds = select(Round.id).join(own, col(own.id) == col(Round.edition_id))
    entries = select(Entry.id).join(own, col(own.id) == col(Entry.edition_id))
    seen = [one.where(col(own.regulation_id) == col(Edition.regulation_id)).exists() for one in (rounds, entries)]
    return and_(standing, or_(col(Edition.state).in_([*drafts, *PUBLISHED]), *seen))


def under_way(db: Session, reader: Reader) -> list[Edition]:
    """The editions that have not come to their end and that `reader` may know of, the newest first."""
    rows = select(Edition).where(col(Edition.state).not_in(ENDED), knowable(reader))
    return list(db.exec(rows.order_by(col(Edition.id).desc())))


def texts_readable(reader: Reader) -> ColumnElement[bool]:
    """The condition on a row of `Edition` under which `reader` may read the text that stands in it."""
    return _standing(reader, Matter.TEXT)


def _standing(reader: Reader, matter: Matter) -> ColumnElement[bool]:
    always, once_sent = (
        [
            state
            for state in State
            if visibility.can_read(reader, Piece(matter, Stage.STANDING, state, papers_sent=sent))
        ]
        for sent in (False, True)
    )
    sent = select(Motion.id).where(Motion.edition_id == Edition.id, *_SENT_PAPERS).exists()
    return or_(col(Edition.state).in_(always), and_(col(Edition.state).in_(once_sent), sent))
