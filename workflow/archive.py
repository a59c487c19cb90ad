"""The archive: resolutions, records of votes and reports are kept as they were on the day on which they became final.

What a paper says is frozen in the transaction of the declaration, which waits for no drawing; the file follows, drawn from
what was frozen, by an act of the system of its own. A release that words or sets papers otherwise changes none that is kept.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow.lifecycle import keeping
from workflow.lifecycle.acting import Act, record
from workflow.lifecycle.facts import disclosing, kept_papers, standing
from workflow.lifecycle.facts.submitted import standing_text
from workflow.papers import Press, facts_of, resolution_facts, resolution_order, text_order
from workflow.publishing.pressroom.frozen import freeze as frozen
from workflow.publishing.pressroom.frozen import thaw
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.room import Pressroom
from workflow.publishing.values.facts import PrintFacts, ResolutionFacts
from workflow.publishing.values.faults import DrawingFailed, PrintingRefused
from workflow.records.congress import Motion, Result
from workflow.records.database.session import reading, writing
from workflow.records.job import queue
from workflow.records.kept import Kept
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.congress.votes import DECIDING, Outcome
from workflow.rules.procedure import Procedure
from workflow.rules.states import State
from workflow.words import Language, Words

#: What the paper of a result says on every page once another record corrected it.
CORRECTED = Words("已更正：以更正后的记录为准", "Corrected: a later record holds")
#: Seconds that the archive waits for one drawing.
PATIENT = 900.0
TOO_SLOW = Words("排印还没有完成。", "The paper is not drawn yet.")


def freeze(act: Act, result: Result, press: Press) -> None:
    """Freeze the papers about a result, in the transaction that declared it, and ask for their files to be kept; those that are
    frozen already stay as they are.
    """
    motion = act.db.get_one(Motion, result.motion_id)
    edition = act.db.get_one(Edition, motion.edition_id)
    told = disclosing.of_result(act, result)
    for language in Language:
        facts = resolution_facts(act, motion, result, language, press)
        keeping.freeze(
            act,
            Paper(
                kind=kind_of(result),
                edition_id=motion.edition_id,
                result_id=result.id,
                language=language,
                fingerprint=result.fingerprint,
                facts=frozen(replace(facts, title=facts.title_words)),
                figures=result.outcome in DECIDING and told.withheld is None,
                frozen_at=act.now,
            ),
        )
        text = standing_text(act.db, edition, language)
        last = standing.result_of(act.db, motion)
        if edition.state is State.DELIBERATED and text is not None and last is not None and last.id == result.id:
            keeping.freeze(
                act,
                Paper(
                    kind=PaperKind.REPORT,
                    edition_id=motion.edition_id,
                    result_id=result.id,
                    snapshot_id=text.id,
                    language=language,
                    fingerprint=text.fingerprint,
                    facts=frozen(facts_of(act.db, edition, text, act.today, press)),
                    frozen_at=act.now,
                ),
            )
    queue(act.db, "keep", f"keep:{result.id}", act.now, result=result.id)


def kind_of(result: Result) -> PaperKind:
    """What the paper about a result is: a vote that carried nothing is recorded, and is no resolution."""
    return PaperKind.RESOLUTION if result.outcome is Outcome.CARRIED else PaperKind.VOTE


def paper_of(db: Session, result: Result, kind: PaperKind, language: Language) -> Paper | None:
    """The frozen paper about a result, or None."""
    return db.exec(
        select(Paper).where(Paper.result_id == result.id, Paper.kind == kind, Paper.language == language)
    ).first()


def report_of(db: Session, edition: Edition, snapshot: Snapshot) -> Paper | None:
    """The frozen paper of a report that was deliberated, with exactly this text; None for any other edition."""
    if edition.state is not State.DELIBERATED:
        return None
    found = select(Paper).where(Paper.kind == PaperKind.REPORT, Paper.snapshot_id == snapshot.id)
    return db.exec(found.order_by(col(Paper.result_id).desc())).first()


def said_by(paper: Paper) -> ResolutionFacts:
    """What a frozen resolution or record of a vote says."""
    return thaw(ResolutionFacts, paper.facts)


def shown(
    act: Act, motion: Motion, result: Result, language: Language, press: Press, *, as_kept: bool = False
) -> tuple[ResolutionFacts, Kept | None]:
    """What the paper about a result says to a reader today, and its kept file when that is what they may be given.

    A result that was corrected is marked on every page, which is another rendering; `as_kept` asks for the file as it was.
    Where the figures that were printed then must not be shown beside later ones (`rules.secrecy`), neither is given: the
    paper is drawn anew without them. Raises Altered.
    """
    facts, file = resolution_facts(act, motion, result, language, press), None
    paper = paper_of(act.db, result, kind_of(result), language)
    if paper is not None and not (paper.figures and disclosing.of_result(act, result).withheld is not None):
        facts, file = said_by(paper), kept_papers.file_of(act.db, paper)
        if as_kept and file is not None:
            return facts, file
    if _was_corrected(act.db, result):
        return replace(facts, state_words=CORRECTED.in_language(language)), None
    return facts, file


def _was_corrected(db: Session, result: Result) -> bool:
    later = select(Result.id).where(Result.ballot_id == result.ballot_id, Result.number > result.number)
    return db.exec(later).first() is not None


def order_of(db: Session, paper: Paper, press: Press) -> Order:
    """The order for a paper, from what was frozen and nothing else. A report is read back from its file."""
    if paper.snapshot_id is None:
        return resolution_order(said_by(paper), press)
    snapshot = db.get_one(Snapshot, paper.snapshot_id)
    return text_order(db, snapshot, thaw(PrintFacts, paper.facts), press, official=True)


def keep(act: Act, paper: Paper, content: bytes) -> None:
    """Put the finished file of a paper down, as the system; nothing happens when another process was first."""
    file = keeping.attach(act, paper, content)
    if file is None:
        return
    edition = act.db.get_one(Edition, paper.edition_id)
    record(
        act.as_system(),
        "keep",
        f"edition:{paper.edition_id}",
        regulation_id=edition.regulation_id,
        fingerprint=paper.fingerprint,
        paper=paper.kind.value,
        language=paper.language,
        facts=hashlib.sha256(paper.facts.encode()).hexdigest(),
        sha256={paper.name: file.sha256},
    )


# The keeping itself --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Archive:
    """What keeping needs: the database, the press (asked for once the database answers) and its room, the clock and the
    figures of the procedure."""

    engine: sa.Engine
    press: Callable[[], Press]
    room: Pressroom
    clock: Callable[[], datetime]
    procedure: Procedure

    def sweep(self) -> int:
        """Freeze what results of earlier releases say, and keep a file of every paper that has none. Says how many it kept.

        A paper that cannot be drawn now is left for the next time; until then it is drawn whenever somebody asks for it.
        """
        with reading(self.engine) as db:
            about = select(Paper.result_id).where(col(Paper.result_id).is_not(None))
            unfrozen = list(db.exec(select(Result.id).where(col(Result.id).not_in(about))))
        if unfrozen:
            with writing(self.engine) as db:
                act = self._act(db)
                for number in unfrozen:
                    freeze(act, db.get_one(Result, number), self.press())
                record(act, "freeze", "record:papers", results=len(unfrozen))
        with reading(self.engine) as db:
            due = list(db.exec(select(Paper.id).where(col(Paper.id).not_in(select(PaperFile.paper_id)))))
        return sum(self._keep(number) for number in due if number is not None)

    def keep_papers(self, result: int) -> list[Words]:
        """Keep a file of every paper about a result that has none; says why one could not be kept."""
        with reading(self.engine) as db:
            mine = select(Paper.id).where(Paper.result_id == result, col(Paper.id).not_in(select(PaperFile.paper_id)))
            due = list(db.exec(mine.order_by(col(Paper.id))))
        return [why for number in due if (why := self._kept(number)) is not None]

    def _keep(self, number: int) -> bool:
        return self._kept(number) is None

    def _kept(self, number: int) -> Words | None:
        """Draw and keep one paper; says why it could not be."""
        with reading(self.engine) as db:
            order = order_of(db, db.get_one(Paper, number), self.press())
        try:
            content = self.room.wait(order, "the archive", PATIENT)
        except (DrawingFailed, PrintingRefused) as why:
            logging.getLogger(__name__).error("paper %s was not kept: %s", number, why.words.en)
            return why.words
        if not isinstance(content, bytes):
            return TOO_SLOW
        with writing(self.engine) as db:
            keep(self._act(db), db.get_one(Paper, number), content)
        return None

    def _act(self, db: Session) -> Act:
        return Act(db, None, self.clock(), self.press().settings.time_zone, self.procedure)
