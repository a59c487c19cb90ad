"""How an edition stands: reads rows and makes the plain values that the rules judge."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, chain, references, texts
from workflow.lifecycle.facts.submitted import courses_of, saved_at_hand, standing_save, standing_text
from workflow.records.ballot import BALLOTS, Ballot, Correction
from workflow.records.congress import RESULTS, Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import Family, by_number
from workflow.records.entry import ENTRIES, Entry
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.review import Consultation
from workflow.records.text.returned import Suggestion, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.threads import SAID
from workflow.rules.approvals import Standing
from workflow.rules.citing import OwnClause, place_of, place_of_bound
from workflow.rules.congress.votes import DECIDING
from workflow.rules.procedure import Figure
from workflow.rules.states import BEFORE_CONGRESS, State
from workflow.words import Words


def ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in a few statements what the situations of editions ask about each of many editions."""
    several = list(editions)
    numbers = [one.id for one in several]
    EDITIONS.ahead(db, {one.regulation_id for one in several})
    approvals.ahead(db, several)
    chain.ahead(db, several)
    for family in (_SUGGESTED, _CONSULTED, _QUESTIONED, _VOTED, ENTRIES, references.OPEN_IN, SAID):
        family.ahead(db, numbers)
    waiting_ahead(db, several)
    at_hand = (saved_at_hand(db, one, on_draft=which) for one in several for which in (True, False))
    by_number(db, Snapshot, [one.id for one in at_hand if one])


def waiting_ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in three statements what `open_motion` asks about each of many editions."""
    motions = [one.id for rows in _WAITING.ahead(db, [one.id for one in editions]).values() for one in rows]
    BALLOTS.ahead(db, motions)
    RESULTS.ahead(db, motions)


def before_congress(db: Session) -> list[Edition]:
    """The editions for which an agenda comes next and that stand on none, oldest first; what is asked of each is at hand."""
    rows = select(Edition).where(col(Edition.state).in_(BEFORE_CONGRESS))
    several = db.exec(rows.order_by(col(Edition.id))).all()
    waiting_ahead(db, several)
    waiting = [one for one in several if open_motion(db, one) is None]
    ahead(db, waiting)
    return waiting


def open_suggestions(db: Session, edition: Edition) -> int:
    """How many suggestions for an edition wait for an answer."""
    return len(_SUGGESTED.of(db, edition.id))


def entry_of(db: Session, edition: Edition) -> Entry | None:
    """What the papers say of an edition that was entered afterwards, as last corrected; None for any other edition."""
    found = ENTRIES.of(db, edition.id)
    return found[-1] if found else None


def has_successor(db: Session, edition: Edition) -> bool:
    """Whether a later edition of the same regulation was begun and not withdrawn."""
    several = EDITIONS.of(db, edition.regulation_id)
    return any(one.number > edition.number and one.state is not State.WITHDRAWN for one in several)


def standings(act: Act, edition: Edition) -> tuple[Standing, ...]:
    """How every capacity stands on the newest texts of an edition."""
    return approvals.review_of(act.db, edition, act.procedure, act.today).standings


def is_consulted(db: Session, edition: Edition, fingerprint: str) -> bool:
    """True when equal consultation was recorded on exactly the text with this fingerprint."""
    return fingerprint in _CONSULTED.of(db, edition.id)


def open_motion(db: Session, edition: Edition) -> Motion | None:
    """The motion by which an edition stands on an agenda and is not decided yet, or None."""
    for motion in reversed(_WAITING.of(db, edition.id)):
        if not is_decided(db, motion):
            return motion
    return None


def result_of(db: Session, motion: Motion) -> Result | None:
    """What the last attempt at a vote on a motion came to, as last corrected; None while it goes on or before it."""
    attempts = BALLOTS.of(db, motion.id)
    found = [one for one in RESULTS.of(db, motion.id) if attempts and one.ballot_id == attempts[-1].id]
    return max(found, key=lambda one: one.number, default=None)


def is_decided(db: Session, motion: Motion) -> bool:
    """Whether a result stands that decided the item; a void attempt decides nothing."""
    result = result_of(db, motion)
    return result is not None and result.outcome in DECIDING


def in_question(db: Session, edition: Edition) -> bool:
    """Whether the declaration on an edition is being corrected."""
    return bool(_QUESTIONED.of(db, edition.id))


def voted_on(db: Session, edition: Edition) -> str:
    """The fingerprint of the text of the last vote on an edition that has a result, whatever it was; "" before that."""
    found = _VOTED.of(db, edition.id)
    return found[-1] if found else ""


#: The suggestions for an edition that wait for an answer.
_SUGGESTED = Family[int](
    Suggestion.edition_id, select(Suggestion.id).where(Suggestion.status == SuggestionStatus.OPEN)
)  # fmt: skip
#: The fingerprints of the texts of an edition that were settled by consultation.
_CONSULTED = Family[str](
    Consultation.edition_id,
    select(Snapshot.fingerprint).join(Consultation, col(Consultation.snapshot_id) == col(Snapshot.id)),
)
#: The motions by which an edition stands on the agenda of a session that is not closed.
_WAITING = Family[Motion](
    Motion.edition_id,
    select(Motion)
    .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
    .where(col(Motion.taken_off_at).is_(None), col(CongressSession.closed_at).is_(None))
    .order_by(col(Motion.id)),
)
#: The corrections of declarations on an edition that wait for their second person.
_QUESTIONED = Family[int](
    Motion.edition_id,
    select(Correction.id)
    .join(Ballot, col(Ballot.id) == col(Correction.ballot_id))
    .join(Motion, col(Motion.id) == col(Ballot.motion_id))
    .where(col(Correction.agreed_at).is_(None), col(Correction.dropped_at).is_(None)),
)
#: The fingerprints of the texts of an edition on which a vote has a result, the last one last.
_VOTED = Family[str](
    Motion.edition_id,
    select(Snapshot.fingerprint)
    .join(Motion, col(Motion.voted_snapshot_id) == col(Snapshot.id))
    .join(Result, col(Result.motion_id) == col(Motion.id))
    .where(col(Result.id).in_(standing_results()))
    .order_by(col(Result.id)),
)


def edition_words(db: Session, edition: Edition) -> Words:
    """The name of the regulation an edition belongs to."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    return Words(f"《{regulation.name_zh}》", f"“{regulation.name_en}”")


def clauses(db: Session, figure: Figure, day: date) -> Words:
    """What is printed beside a figure for an act on `day`: the law, and our own clause where it was there and in force."""
    return figure.clauses(own_clause(db, figure, day))


#: The issued editions of a regulation, by number.
_ISSUED_OF = Family[Edition](
    Edition.regulation_id, select(Edition).where(Edition.state == State.ISSUED).order_by(col(Edition.number))
)
#: The same of the regulation at an address.
_ISSUED_AT = Family[Edition](
    Regulation.slug,
    select(Edition)
    .join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
    .where(Edition.state == State.ISSUED)
    .order_by(col(Edition.number)),
)


def own_clause(db: Session, figure: Figure, day: date) -> OwnClause | None:
    """The enterprise's own clause that states `figure`; None unless the edition in force on `day` says so in these words.

    The name of a regulation and the number of an article prove nothing: a text of three articles may bear the one, and
    another sentence the other. So the sentence is looked for, and cited where it stands in that edition. One that the
    enterprise set is bound to the provision besides: the same words elsewhere are another clause.
    """
    bound, named = figure.bound, figure.own
    if bound is not None:
        edition = in_force_on(_ISSUED_OF.of(db, bound.regulation), day)
    elif named is not None:
        edition = in_force_on(_ISSUED_AT.of(db, named.slug), day)
    else:
        return None
    text = standing_text(db, edition) if edition else None
    if edition is None or text is None:
        return None
    tree = texts.tree_of(db, text)
    place = place_of_bound(tree, bound) if bound else place_of(tree, named.words, named.clause) if named else ""
    regulation = db.get_one(Regulation, edition.regulation_id)
    return OwnClause(Words(regulation.name_zh, regulation.name_en), place) if place else None


def in_force_on(issued: Sequence[Edition], day: date) -> Edition | None:
    """Which of the issued editions of a regulation, by number, is in force on a day."""
    edition = next((one for one in reversed(issued) if one.effective and one.effective <= day), None)
    return edition if edition and (edition.repealed is None or day < edition.repealed) else None


def clauses_ahead(db: Session, several: Iterable[Figure], day: date) -> None:
    """Read in a few statements what `own_clause` asks about each of many figures that the enterprise set."""
    issued = _ISSUED_OF.ahead(db, {one.bound.regulation for one in several if one.bound})
    editions = [one for rows in issued.values() if (one := in_force_on(rows, day))]
    courses_of(db, editions)
    by_number(db, Regulation, (one.regulation_id for one in editions))
    saves = [found for one in editions if (found := standing_save(db, one))]
    texts.ahead(db, [one.id for one in saves])
