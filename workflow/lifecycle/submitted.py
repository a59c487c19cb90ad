"""How far the texts of an edition have come: which save stands, which stood, and which nobody but its drafters has seen.

Every act after submitting names the head of the last round. "The newest save" exists only while an edition is drafted.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, func, select

from workflow.records.congress import Motion
from workflow.records.entry import Entry
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Round
from workflow.records.session import read_once
from workflow.records.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.states import PUBLISHED, State
from workflow.rules.visibility import Matter, Piece, Reader, Stage

#: States in which an edition is drafted: acts name the newest save.
IN_DRAFTING = frozenset({State.DRAFTING, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Saved:
    """One save without its words: the number of its row, its language, which save it is, when, its fingerprint, by whom.

    parent_id  the number of the row it was saved on top of; None for the first text of something new
    """

    id: int
    language: str
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

    def readable(self, reader: Reader, language: str, *, papers_sent: bool = False) -> list[Saved]:
        """The saves in a language whose text `reader` may read, in their order."""
        return [
            one
            for one in self.saves
            if one.language == language and self.can_read(reader, Matter.TEXT, one.id, papers_sent=papers_sent)
        ]


def course_of(db: Session, edition: Edition) -> Course:
    """How far the saves of `edition` have come."""
    found = read_once(db, ("course", edition.id), COURSE_TABLES, lambda: courses_of(db, [edition])[edition.id or 0])
    return found if found.edition is edition else replace(found, edition=edition)


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
_ROUNDS = select(Round).where(col(Round.edition_id).in_(_EDITIONS)).order_by(col(Round.number))
_ENTERED = (
    select(Entry.edition_id, func.max(Entry.at))
    .where(col(Entry.edition_id).in_(_EDITIONS))
    .group_by(col(Entry.edition_id))
)


def courses_of(db: Session, editions: list[Edition]) -> dict[int, Course]:
    """The same of several editions, by the numbers of their rows."""
    wanted = [one.id for one in editions]
    saves: dict[int, list[Saved]] = {one or 0: [] for one in wanted}
    for owner, *columns in db.exec(_SAVES, params={"editions": wanted}):
        saves[owner].append(Saved(*columns))
    rounds: dict[int, list[Round]] = {one or 0: [] for one in wanted}
    for one in db.exec(_ROUNDS, params={"editions": wanted}):
        rounds[one.edition_id].append(one)
    entered = dict(db.exec(_ENTERED, params={"editions": wanted}).all())
    return {
        one.id or 0: _course(one, saves[one.id or 0], rounds[one.id or 0], entered.get(one.id or 0)) for one in editions
    }


def _course(edition: Edition, saves: list[Saved], rounds: list[Round], entered: datetime | None) -> Course:
    put_before: dict[int, int] = {}
    newest: dict[str, int] = {}
    for opened in rounds:
        newest = {}
        head = next((one.language for one in saves if one.id == opened.head_id), "")
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


def standing_text(db: Session, edition: Edition, language: str | None = None) -> Snapshot | None:
    """The text in a language (the one that decides, when none is given) that every act after submitting names; None before.

    That is the head of the last round, and of an edition entered from paper its text as last corrected.
    """
    if language is None:
        language = db.get_one(Regulation, edition.regulation_id).authentic_language
    course = course_of(db, edition)
    found = [one.id for one in course.saves if one.language == language and course.stages[one.id] is Stage.STANDING]
    return db.get_one(Snapshot, found[-1]) if found else None


def text_at_hand(db: Session, edition: Edition, *, to_drafters: bool) -> Snapshot | None:
    """The authentic text that an act names now: the drafters' newest save while it is drafted, else what stands."""
    if not to_drafters or edition.state not in IN_DRAFTING:
        return standing_text(db, edition)
    return newest_in(db, edition, db.get_one(Regulation, edition.regulation_id).authentic_language)


def newest_in(db: Session, edition: Edition, language: str) -> Snapshot | None:
    """The drafters' newest save of an edition in a language; None before the first."""
    newest = select(Snapshot).where(Snapshot.edition_id == edition.id, Snapshot.language == language)
    return db.exec(newest.order_by(col(Snapshot.number).desc()).limit(1)).first()


def readable_text(db: Session, edition: Edition, language: str, reader: Reader) -> Snapshot | None:
    """The text of an edition in a language that `reader` may read: what stands, and while it is drafted the newest save."""
    course, sent = course_of(db, edition), papers_were_sent(db, edition, reader)
    found = course.readable(reader, language, papers_sent=sent)
    if edition.state not in IN_DRAFTING:
        found = [one for one in found if course.stages[one.id] is Stage.STANDING] or found
    return db.get_one(Snapshot, found[-1].id) if found else None


def newest_text(db: Session, edition: Edition, language: str, reader: Reader) -> Snapshot | None:
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
    sent = select(Motion.id).where(
        Motion.edition_id == edition.id, col(Motion.sent_on).is_not(None), col(Motion.taken_off_at).is_(None)
    )
    return db.exec(sent.limit(1)).first() is not None


def _was_ever_seen(db: Session, edition: Edition) -> bool:
    own = select(Edition.id).where(Edition.regulation_id == edition.regulation_id)
    rounds = select(Round.id).where(col(Round.edition_id).in_(own))
    if db.exec(rounds.limit(1)).first() is not None:
        return True
    return db.exec(select(Entry.id).where(col(Entry.edition_id).in_(own)).limit(1)).first() is not None
