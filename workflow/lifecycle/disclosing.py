"""What may be shown of the vote on an item: reads its rows, leaves the sites' sheets where they are, and asks the rule.

Every page, paper and event that speaks of figures asks here; none reads them from a result or a sheet by itself.
"""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from workflow.lifecycle import sitting, standing
from workflow.lifecycle.acting import Act
from workflow.lifecycle.resolution import resolution_text
from workflow.records.congress import Motion, Result, Roll
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules import secrecy
from workflow.rules.secrecy import Attempt, Shown, SitePapers
from workflow.rules.votes import EMPTY_SHEET, FIGURES, CountSheet, Outcome, Share, Verdict
from workflow.words import Words


def of_motion(act: Act, motion: Motion) -> Shown:
    """What may be shown of the vote on `motion` as it stands now."""
    db = act.db
    own = standing.result_of(db, motion)
    records = _records(db, motion)
    attempts = [_attempt(act, one, result) for one, result in records]
    held_on = db.get_one(CongressSession, motion.session_id).held_on
    quorum = act.procedure.figure("quorum.present", held_on).share
    adoption = act.procedure.figure("adoption.votes_for", held_on).share
    if own is not None:
        quorum = Share(own.quorum_numerator, own.quorum_denominator, own.quorum_comparison)
        adoption = Share(own.adoption_numerator, own.adoption_denominator, own.adoption_comparison)
    found = secrecy.shown(
        attempts,
        quorum=quorum,
        adoption=adoption,
        fewest=act.procedure.figure("ballot.site_minimum", held_on).number,
    )
    return next(answer for (one, _), answer in zip(records, found, strict=True) if one.id == motion.id)


def at_declaration(act: Act, edition: Edition, at: object) -> Shown | None:
    """What may be shown of the vote on `edition` that was declared at the moment `at`; None when there is none."""
    rows = select(Motion, Result).join(Result, col(Result.motion_id) == col(Motion.id))
    for motion, result in act.db.exec(rows.where(Motion.edition_id == edition.id)):
        if result.at == at:
            return of_motion(act, motion)
    return None


def resolution_of(act: Act, motion: Motion, result: Result) -> Words:
    """The words of the resolution as declared; without the figures where those of an older one must not be printed."""
    found = of_motion(act, motion)
    if found.withheld is None or result.outcome not in (Outcome.CARRIED, Outcome.LOST):
        return Words(result.resolution_zh, result.resolution_en)
    session = act.db.get_one(CongressSession, motion.session_id)
    edition = act.db.get_one(Edition, motion.edition_id)
    return resolution_text(
        sitting.session_words(session),
        standing.edition_words(act.db, edition),
        motion.act,
        session.held_on,
        Verdict(
            result.outcome,
            result.all_delegates,
            result.present,
            result.quorum_needed,
            result.adoption_needed,
            EMPTY_SHEET,
        ),
        withheld=secrecy.WITHHELD_WORDS[found.withheld],
    )


def _records(db: Session, motion: Motion) -> list[tuple[Motion, Result | None]]:
    """All votes on the text that `motion` votes on, in the order of their declarations; those not declared come last."""
    same = select(Motion).where(Motion.edition_id == motion.edition_id).order_by(col(Motion.id))
    records = [(one, standing.result_of(db, one)) for one in db.exec(same)]
    return sorted(records, key=lambda one: (one[1] is None, one[1].id or 0 if one[1] else 0))


def _attempt(act: Act, motion: Motion, result: Result | None) -> Attempt:
    roll = act.db.get(Roll, motion.roll_id) if motion.roll_id else None
    entries = sitting.entries_of(act.db, roll)
    return Attempt(
        text=motion.voted_fingerprint or f"motion:{motion.id}",
        body=motion.body.value,
        number=motion.id or 0,
        sites=tuple(_papers(act, motion, roll, [one.site_id for one in entries], declared=result is not None)),
        all_delegates=result.all_delegates if result else len(entries),
        outcome=result.outcome if result else None,
        totals=CountSheet(*(getattr(result, name) for name in FIGURES)) if result else None,
        roll=tuple(one.name for one in entries),
    )


def _papers(act: Act, motion: Motion, roll: Roll | None, due: list[int], *, declared: bool) -> Iterable[SitePapers]:
    """People and papers of each site; papers only once the vote is declared."""
    here = sitting.present_at(act.db, roll)
    sheets = {one.site_id: one for one in sitting.counts_of(act.db, motion)} if declared else {}
    for site in sitting.sites_of(act.db, motion.session_id):
        number = site.id or 0
        sheet = sheets.get(number)
        yield SitePapers(
            site=site.code,
            remote=site.remote,
            due=due.count(number),
            present=(sheet.present if sheet else 0) if declared else here.get(number, 0),
            handed_out=sheet.issued if sheet else 0 if declared else None,
            returned=sheet.returned if sheet else 0 if declared else None,
        )
