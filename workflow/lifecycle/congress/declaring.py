"""Declaring: the result of an attempt by the rule, and the second record that corrects a wrong declaration."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workflow.lifecycle import figures, numbering, sign_ins
from workflow.lifecycle.acting import Act, Unusable, ask, move
from workflow.lifecycle.congress.telling import tell
from workflow.lifecycle.facts import ballots, disclosing, sitting, standing
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.records.ballot import Correction
from workflow.records.congress import Motion, Result, Roll
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules.congress.votes import FIGURES, Verdict, verdict
from workflow.rules.states import State
from workflow.words import Words

Freeze = Callable[[Result], None]


def verdict_of(act: Act, motion: Motion) -> Verdict | None:
    """What the sheets of the last attempt come to by the presence at its opening; None while one is missing or two differ."""
    ballot = ballots.last_of(act.db, motion)
    found = ballots.sheets(act, motion, ballot)
    if found.total() is None:
        return None
    roll = act.db.get(Roll, motion.roll_id) if motion.roll_id else None
    sites = {one.id: one for one in sitting.sites_of(act.db, motion.session_id)}
    return verdict(
        {sites[number].code: sheet for number, sheet in found.found.agreed.items()},
        {sites[number].code: present for number, present in ballots.present_in(act.db, ballot).items()},
        len(sitting.entries_of(act.db, roll)),
        quorum=figures.on_item(act, "quorum.present", motion).share,
        adoption=figures.on_item(act, "adoption.votes_for", motion).share,
        remote=frozenset(one.code for one in sites.values() if one.remote),
    )


def _nothing(_result: Result) -> None:
    """What goes with a declaration where nothing does."""


def adopt(act: Act, motion: Motion, freeze: Freeze = _nothing) -> Result:
    """Declare the result of a vote on adoption: adopted, or not adopted, or that the attempt decided nothing.

    freeze  writes down what the papers about the result say, which is part of the act
    """
    ask("adopt", of_motion(act, motion))
    return _declare(act, motion, "adopt", freeze)


def deliberate(act: Act, motion: Motion, freeze: Freeze = _nothing) -> Result:
    """Declare the result of the resolution on a report that was heard and deliberated; it is advisory."""
    ask("deliberate", of_motion(act, motion))
    return _declare(act, motion, "deliberate", freeze)


def ask_correction(act: Act, motion: Motion, reason: str, scrutineers: str) -> Correction:
    """Put a declaration in question: why, and which scrutineers counted again. Then those who entered a sheet correct theirs,
    and a second person agrees. Nothing is issued meanwhile.

    Raises Refused, Unusable
    """
    ask("ask_correction", of_motion(act, motion))
    problems = {}
    if not reason.strip():
        problems["reason"] = Words("请写明更正的理由，将载入记录。", "Give the reason; it goes on the record.")
    if not scrutineers.strip():
        problems["scrutineers"] = Words("请写明复核的监票人。", "Name the scrutineers who counted again.")
    if problems:
        raise Unusable(problems)
    ballot = ballots.the_last(act.db, motion)
    correction = Correction(
        ballot_id=ballot.id,
        result_id=ballots.results_of(act.db, ballot)[-1].id,
        through=ballots.sheets(act, motion, ballot).newest,
        reason=reason.strip(),
        scrutineers=scrutineers.strip(),
        asked_by=act.person_id,
        asked_at=act.now,
    )
    act.db.add(correction)
    act.db.flush()
    tell(
        act,
        motion,
        ballots.the_last(act.db, motion),
        "ask_correction",
        reason=correction.reason,
        scrutineers=correction.scrutineers,
    )
    return correction


def drop_correction(act: Act, motion: Motion) -> None:
    """The declaration was right after all; only while no sheet was corrected. Raises Refused"""
    ask("drop_correction", of_motion(act, motion))
    correction = _asked_for(act, motion)
    correction.dropped_at = act.now
    act.db.add(correction)
    tell(act, motion, ballots.the_last(act.db, motion), "drop_correction")


def agree_correction(act: Act, motion: Motion, freeze: Freeze = _nothing) -> Result:
    """Agree as the second person: the corrected sheets are declared beside the first record, and the edition follows.

    Raises Refused
    """
    ask("agree_correction", of_motion(act, motion))
    correction = _asked_for(act, motion)
    correction.agreed_by, correction.agreed_at = act.person_id, act.now
    why = {"reason": correction.reason, "scrutineers": correction.scrutineers}
    return _declare(act, motion, "agree_correction", freeze, correction, **why)


def _asked_for(act: Act, motion: Motion) -> Correction:
    correction = ballots.open_correction(act.db, ballots.last_of(act.db, motion))
    if correction is None:  # the guard has asked already
        raise ValueError("no correction was asked for")
    return correction


def _declare(
    act: Act, motion: Motion, verb: str, freeze: Freeze, correction: Correction | None = None, **why: str
) -> Result:
    """Write down what the sheets come to, as the declaration of the attempt or as the record of its `correction`."""
    sign_ins.prove(act, verb, motion.session_id)
    found = verdict_of(act, motion)
    session = act.db.get_one(CongressSession, motion.session_id)
    edition = act.db.get_one(Edition, motion.edition_id)
    if found is None or motion.voted_fingerprint is None:  # the guards have asked already
        raise ValueError("nothing to declare")
    ballot = ballots.the_last(act.db, motion)
    result = Result(  # not yet in the database: what may be said of it is part of what it says
        motion_id=motion.id,
        ballot_id=ballot.id,
        number=len(ballots.results_of(act.db, ballot)) + 1,
        outcome=found.outcome,
        all_delegates=found.all_delegates,
        present=found.present,
        **_thresholds(act, motion, session.held_on),
        quorum_needed=found.quorum_needed,
        adoption_needed=found.adoption_needed,
        figures_of=session.held_on,
        **{name: getattr(found.sheet, name) for name in FIGURES},
        # How the hall alone voted is not written down: with one site by video it is that site's count.
        hall_present=found.without_remote.present if found.without_remote else None,
        fingerprint=motion.voted_fingerprint,
        resolution_zh="",
        resolution_en="",
        declared_by=act.person_id,
        at=act.now,
    )
    told = disclosing.of_new(act, motion, ballot, result)
    result.resolution_zh, result.resolution_en = disclosing.words_of(
        act, motion, found, told, disclosing.adoption_of(result)
    )
    act.db.add(result)
    act.db.flush()
    if correction is not None:
        correction.new_result_id = result.id
    target = sitting.state_after(motion, found.outcome)
    if target is not edition.state:  # a void attempt leaves the edition waiting: it is repeated, or tabled again
        move(edition, verb, target)
    act.db.flush()
    if correction is not None and edition.state is not State.ADOPTED:
        numbering.let_go(act, edition)
    freeze(result)
    figures = {}
    if told.totals is not None and not why:  # what a corrected total may show beside the first is the page's to ask
        figures = {name: getattr(told.totals, name) for name in ("in_favour", "against", "abstain")}
    tell(
        act,
        motion,
        ballots.the_last(act.db, motion),
        verb,
        outcome=found.outcome.value,
        all_delegates=found.all_delegates,
        present=found.present,
        quorum_needed=found.quorum_needed,
        adoption_needed=found.adoption_needed,
        **figures,
        **why,
    )
    return result


def _thresholds(act: Act, motion: Motion, day: date) -> dict[str, Any]:
    """The figures used, copied into the result so that a later change of figures does not touch it."""
    out: dict[str, Any] = {}
    for name, figure in (("quorum", "quorum.present"), ("adoption", "adoption.votes_for")):
        found = figures.on_item(act, figure, motion)
        out[f"{name}_numerator"] = found.share.numerator
        out[f"{name}_denominator"] = found.share.denominator
        out[f"{name}_comparison"] = found.share.comparison
        clause = standing.clauses(act.db, found, day)
        out[f"{name}_clause"], out[f"{name}_clause_en"] = clause
    return out
