"""What is known of entries 补录: the facts of an entered edition, who typed them in, its scans, what its decision comes to.

Reads, never writes; the verbs are in `entering`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, standing, succeeding, texts
from workflow.lifecycle.facts.memory import Memory
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.facts.working_out import fitting
from workflow.records.congress import Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import Family, by_number
from workflow.records.entry import ENTRIES, Entry, Scan, ScanKind
from workflow.records.person import RENAMINGS, Person, name_on
from workflow.records.regulation import EDITIONS, Edition, Regulation, RegulationKind
from workflow.records.review import Attachment
from workflow.records.text.snapshot import Snapshot
from workflow.rules.asking import against
from workflow.rules.congress.votes import Outcome, Share
from workflow.rules.entry.paper_facts import FACTS, Neighbour, PaperFacts, doubts
from workflow.rules.facts import EntryPlace
from workflow.rules.procedure import ProcedureError
from workflow.rules.situation import Situation
from workflow.rules.states import State
from workflow.text.amending.fitting import Fit
from workflow.text.reading.front import tells_of_adoption
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.words import Words

KEPT_FITS = 128
_fits: Memory[Fit] = Memory(KEPT_FITS)


@dataclass(frozen=True, slots=True)
class Entered:
    """An edition that was entered afterwards: its facts as last corrected, and who typed what in when.

    entry, at, by                 the facts, when they were entered first, and by whom
    corrections                   how often they were corrected since
    corrected_at, corrected_by    the last time; None when never
    """

    entry: Entry
    at: datetime
    by: Person
    corrections: int
    corrected_at: datetime | None
    corrected_by: Person | None


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A scan without its bytes, which a list does not need."""

    id: int
    kind: ScanKind
    about: str
    name: str
    media_type: str
    sha256: str
    size: int
    at: datetime


def entries_of(db: Session, edition: Edition) -> list[Entry]:
    """The facts of an edition as first entered, then each correction; empty for an edition made in the system."""
    return list(ENTRIES.of(db, edition.id))


def entered(db: Session, edition: Edition) -> Entered | None:
    """What is known of an edition that was entered afterwards; None for any other."""
    rows = entries_of(db, edition)
    if not rows:
        return None
    first, last = rows[0], rows[-1]
    again = last if len(rows) > 1 else None
    return Entered(
        entry=last,
        at=first.at,
        by=db.get_one(Person, first.entered_by),
        corrections=len(rows) - 1,
        corrected_at=again.at if again else None,
        corrected_by=db.get_one(Person, again.entered_by) if again else None,
    )


def entered_words(db: Session, found: Entered, zone: ZoneInfo) -> Words:
    """Who typed an edition in and when, by the name of that day: 补录：由…于…录入."""
    day = found.at.astimezone(zone).date()
    on, who = day_words(day), name_on(db, found.by, day)
    return Words(f"补录：由{who.zh}于{on.zh}录入", f"Entered afterwards by {who.en} on {on.en}")


def corrected_words(found: Entered, zone: ZoneInfo) -> Words:
    """When what was typed in was corrected last; "" for never."""
    if found.corrected_at is None:
        return Words("", "")
    on = day_words(found.corrected_at.astimezone(zone).date())
    return Words(f"{on.zh}更正", f"corrected on {on.en}")


def entered_numbers(db: Session, regulation: Regulation) -> frozenset[int]:
    """The numbers of the editions of a regulation that were entered afterwards."""
    return frozenset(_NUMBERS.of(db, regulation.id))


_NUMBERS = Family[int](
    Edition.regulation_id, select(Edition.number).join(Entry, col(Entry.edition_id) == col(Edition.id))
)


def entered_ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in a few statements what `entered`, and its words, are asked of each of many editions."""
    several = list(editions)
    _NUMBERS.ahead(db, {one.regulation_id for one in several})
    found = ENTRIES.ahead(db, [one.id for one in several]).values()
    people = by_number(db, Person, {one.entered_by for rows in found for one in rows})
    RENAMINGS.ahead(db, people)


def scans_of(db: Session, edition: Edition) -> list[ScanLine]:
    """The scans of an edition in the order in which they were attached, without their bytes."""
    rows = (
        sa.select(
            col(Scan.id),
            col(Scan.kind),
            col(Scan.about),
            col(Attachment.name),
            col(Attachment.media_type),
            col(Attachment.sha256),
            sa.func.length(Attachment.stored),
            col(Scan.at),
        )
        .join(Attachment, col(Attachment.id) == col(Scan.attachment_id))
        .where(col(Scan.edition_id) == edition.id)
        .order_by(col(Scan.id))
    )
    return [ScanLine(*row) for row in db.connection().execute(rows)]


def scan_file(db: Session, edition: Edition, number: int) -> Attachment | None:
    """The file of one scan of an edition, or None when it has no such scan."""
    rows = select(Attachment).join(Scan, col(Scan.attachment_id) == col(Attachment.id))
    return db.exec(rows.where(Scan.id == number, Scan.edition_id == edition.id)).first()


def facts_in(entry: Entry) -> PaperFacts:
    """The facts of a row as values."""
    return PaperFacts(**{name: getattr(entry, name) for name in FACTS})


def place_of(db: Session, regulation: Regulation | None) -> EntryPlace:
    """A regulation, or one that is not there yet, as a place for a further edition from papers."""
    if regulation is None:
        return EntryPlace(called=Words("", ""), of_report=False, made_here=None)
    entered_ones = entered_numbers(db, regulation)
    several = [one for one in EDITIONS.of(db, regulation.id) if one.state is not State.WITHDRAWN]
    made_here = [one.number for one in several if one.number not in entered_ones]
    return EntryPlace(
        called=Words(regulation.name_zh, regulation.name_en),
        of_report=regulation.kind is RegulationKind.REPORT,
        made_here=made_here[0] if made_here else None,
    )


def open_regulations(db: Session) -> list[Regulation]:
    """The regulations that were entered and can have a further edition entered, by their number."""
    entered_ones = set(db.exec(select(Edition.regulation_id).join(Entry, col(Entry.edition_id) == col(Edition.id))))
    rows = select(Regulation).where(col(Regulation.id).in_(entered_ones)).order_by(col(Regulation.id))
    several = db.exec(rows).all()
    numbers = [one.id for one in several]
    _NUMBERS.ahead(db, numbers)
    EDITIONS.ahead(db, numbers)
    return [one for one in several if not against("enter", Situation({}, place_of(db, one)))]


def last_edition(db: Session, regulation: Regulation) -> Edition | None:
    """The newest edition of a regulation that was issued: the one that the next one entered amends."""
    rows = select(Edition).where(Edition.regulation_id == regulation.id, Edition.state == State.ISSUED)
    return db.exec(rows.order_by(col(Edition.number).desc()).limit(1)).first()


def adopted_on(db: Session, edition: Edition) -> date | None:
    """The day on which an edition was adopted: as its papers say, or as the house declared it; None before that."""
    entry = standing.entry_of(db, edition)
    if entry is not None:
        return entry.adopted_on
    held = (
        select(CongressSession)
        .join(Motion, col(Motion.session_id) == col(CongressSession.id))
        .join(Result, col(Result.motion_id) == col(Motion.id))
        .where(
            Motion.edition_id == edition.id,
            Result.outcome == Outcome.CARRIED,
            col(Result.id).in_(standing_results()),
        )
    )
    found = db.exec(held).first()
    return found.held_on if found else None


def neighbour(db: Session, edition: Edition | None) -> Neighbour | None:
    """An edition as far as time goes."""
    if edition is None:
        return None
    return Neighbour(edition.number, adopted_on(db, edition), edition.effective)


def following(db: Session, edition: Edition) -> Edition | None:
    """The next edition of the same regulation that was begun and not withdrawn, or None."""
    rows = select(Edition).where(
        Edition.regulation_id == edition.regulation_id,
        Edition.number > edition.number,
        Edition.state != State.WITHDRAWN,
    )
    return db.exec(rows.order_by(col(Edition.number)).limit(1)).first()


def base_of(db: Session, edition: Edition) -> Snapshot | None:
    """The text that an edition amends, or None. Of an entry that is the edition before it as last corrected."""
    if standing.entry_of(db, edition) is None:
        return approvals.base_of(db, edition)
    before = succeeding.previous_issued(db, edition)
    return standing_text(db, before) if before else None


def fit_of(db: Session, edition: Edition) -> Fit | None:
    """What the decision of an entered edition comes to on the text before it; None without a decision or a text before."""
    entry, after = standing.entry_of(db, edition), standing_text(db, edition)
    before = base_of(db, edition)
    if entry is None or not entry.decision.strip() or before is None or after is None:
        return None
    name = (before.fingerprint, hashlib.sha256(entry.decision.encode()).hexdigest(), after.fingerprint)
    found = _fits.get(name)
    if found is None:
        found = fitting(texts.tree_of(db, before), entry.decision, texts.tree_of(db, after))
        _fits.put(name, found)
    return found


def fit_of_draft(db: Session, regulation: Regulation | None, decision: str, text: str) -> Fit | None:
    """The same for an edition that is not entered yet, whose text is `text`; the next one of `regulation`."""
    last = last_edition(db, regulation) if regulation else None
    before = standing_text(db, last) if last else None
    if before is None or not decision.strip():
        return None
    return fitting(texts.tree_of(db, before), decision, texts.read(text).document)


def doubts_of(act: Act, facts: PaperFacts, text: str) -> list[Words]:
    """What looks odd in the papers, judged by the figures that held when the text was adopted."""
    return doubts(facts, text, _share(act, "quorum.present", facts), _share(act, "adoption.votes_for", facts))


def without_note(text: str) -> tuple[str, str]:
    """The canonical text without its title note, and that note: it tells of adoptions and is no part of what was adopted."""
    document: Document = texts.read(text).document
    notes = [one for one in document.root.children if one.kind == Kind.NOTE and tells_of_adoption(one.text)]
    root = replace(document.root, children=tuple(one for one in document.root.children if one not in notes))
    words = write(Document(document.language, root))
    return write(parse(words).document), "\n".join(one.text for one in notes)


def _share(act: Act, name: str, facts: PaperFacts) -> Share | None:
    if facts.adopted_on is None:
        return None
    try:
        return figures.on(act, name, facts.adopted_on).share
    except ProcedureError:
        return None
