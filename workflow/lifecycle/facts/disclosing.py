"""What may be shown of the votes on a text: reads their rows, leaves the sites' sheets where they are, and asks the rule.

Every page, paper and event that speaks of figures asks here; none reads them from a result or a sheet by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle import figures
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import ballots, sitting, standing
from workflow.lifecycle.facts.adoptions import deciding
from workflow.lifecycle.facts.resolution import resolution_text
from workflow.records.ballot import BALLOTS, CORRECTIONS, LISTS, NAMES, PLACES, SHEETS, Ballot, Correction, Count
from workflow.records.congress import MOTIONS, RESULTS, ROLL_ENTRIES, SITES, Motion, Result, Roll, RollEntry
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import by_number
from workflow.records.regulation import Edition
from workflow.rules.congress import secrecy
from workflow.rules.congress.secrecy import Attempt, Shown, SitePapers
from workflow.rules.congress.votes import DECIDING, EMPTY_SHEET, FIGURES, CountSheet, Share, Verdict
from workflow.rules.congress.words import DELEGATE_WORDS
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class _Record:
    """One declaration of one attempt, or the attempt itself while nothing was declared in it."""

    motion: Motion
    ballot: Ballot
    result: Result | None


def ahead(db: Session, editions: Iterable[int]) -> None:
    """Read in a few statements all that is asked about the votes on each of many editions, by their numbers."""
    motions = [one for rows in MOTIONS.ahead(db, editions).values() for one in rows]
    numbers = [one.id for one in motions]
    RESULTS.ahead(db, numbers)
    attempts = [one.id for rows in BALLOTS.ahead(db, numbers).values() for one in rows]
    rolls = by_number(db, Roll, (one.roll_id for one in motions))
    ROLL_ENTRIES.ahead(db, rolls)
    by_number(db, CongressSession, (one.session_id for one in motions))
    SITES.ahead(db, {one.session_id for one in motions})
    lists = [one.id for rows in LISTS.ahead(db, attempts).values() for one in rows]
    PLACES.ahead(db, lists)
    NAMES.ahead(db, lists)
    SHEETS.ahead(db, attempts)
    CORRECTIONS.ahead(db, attempts)


def of_result(act: Act, result: Result) -> Shown:
    """What may be shown of one declaration, the first of its attempt or one that corrected it."""
    motion = act.db.get_one(Motion, result.motion_id)
    records, found = _judged(act, motion)
    return next(answer for one, answer in zip(records, found, strict=True) if one.result and one.result.id == result.id)


def of_ballot(act: Act, ballot: Ballot) -> Shown:
    """What may be shown of an attempt as it stands now: by its last declaration, or without one."""
    records, found = _judged(act, act.db.get_one(Motion, ballot.motion_id))
    return [answer for one, answer in zip(records, found, strict=True) if one.ballot.id == ballot.id][-1]


def of_new(act: Act, motion: Motion, ballot: Ballot, result: Result) -> Shown:
    """What may be shown of a declaration that is about to be written, beside all that were made before."""
    return _judged(act, motion, _Record(motion, ballot, result))[1][-1]


def at_declaration(act: Act, edition: Edition, at: object) -> Shown | None:
    """What may be shown of the vote on `edition` that was declared at the moment `at`; None when there is none."""
    motions = MOTIONS.of(act.db, edition.id)
    results = [result for one in motions for result in RESULTS.of(act.db, one.id)]
    found = [of_result(act, one) for one in results if one.at == at]
    # Two in one moment cannot be told apart by an old event: the one that shows less answers for both.
    return min(found, key=lambda one: one.totals is not None, default=None)


def resolution_of(act: Act, motion: Motion, result: Result) -> Words:
    """The words of the resolution as declared; without the figures where those of an older one must not be printed."""
    found = of_result(act, result)
    if found.withheld is None or result.outcome not in DECIDING:
        return Words(result.resolution_zh, result.resolution_en)
    return words_of(act, motion, _verdict_of(result), found, adoption_of(result))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a result rests on, as they stand beside it: 全体职工代表8人三分之二以上，《企业民主管理规定》."""

    quorum: Words
    adoption: Words


def rules_of(act: Act, motion: Motion, result: Result) -> Rules:
    """The shares that were applied when `result` was declared, each with the clause behind it as it is known today.

    The clause written down then may cite an article by a number that nobody has seen in print, or one of our own by its
    address alone, as earlier releases did. So it is found anew for the day of the session, unless the file gives another
    share for that day now: then the words of the time stand.
    """
    return Rules(
        _rule(
            act, motion, result, "quorum.present", quorum_of(result), (result.quorum_clause, result.quorum_clause_en)
        ),
        _rule(
            act,
            motion,
            result,
            "adoption.votes_for",
            adoption_of(result),
            (result.adoption_clause, result.adoption_clause_en),
        ),
    )


def _rule(act: Act, motion: Motion, result: Result, name: str, share: Share, then: tuple[str, str]) -> Words:
    figure = figures.on_item(act, name, motion)
    clause = standing.clauses(act.db, figure, result.figures_of) if figure.share == share else Words(*then)
    everybody, said = DELEGATE_WORDS[motion.body], share.words()
    return Words(
        f"全体{everybody.zh}{result.all_delegates}人{said.zh}，{clause.zh}",
        f"{said.en} of all {result.all_delegates} {everybody.en}, {clause.en}",
    )


def quorum_of(result: Result) -> Share:
    """The share of all delegates that had to be present."""
    return Share(result.quorum_numerator, result.quorum_denominator, result.quorum_comparison)


def adoption_of(result: Result) -> Share:
    """The share of all delegates that had to vote for the text."""
    return Share(result.adoption_numerator, result.adoption_denominator, result.adoption_comparison)


def words_of(act: Act, motion: Motion, verdict: Verdict, found: Shown, adoption: Share) -> Words:
    """The words of a resolution with this verdict, its figures only as far as `found` has them."""
    session = act.db.get_one(CongressSession, motion.session_id)
    edition = act.db.get_one(Edition, motion.edition_id)
    return resolution_text(
        deciding(session, motion.body),
        standing.edition_words(act.db, edition),
        motion.act,
        session.held_on,
        verdict,
        adoption,
        motion.body,
        withheld=secrecy.WITHHELD_WORDS[found.withheld] if found.withheld else None,
    )


def _verdict_of(result: Result) -> Verdict:
    """The verdict of a result without any figure of how people voted."""
    return Verdict(
        result.outcome,
        result.all_delegates,
        result.present,
        result.quorum_needed,
        result.adoption_needed,
        EMPTY_SHEET,
    )


def _judged(act: Act, motion: Motion, new: _Record | None = None) -> tuple[list[_Record], tuple[Shown, ...]]:
    """Every record of every body on the text that `motion` votes on, judged together; a `new` one alone at the end."""
    records = _records(act.db, motion)
    if new is not None:
        records = [*(one for one in records if one.result), new]
    quorum = figures.on_item(act, "quorum.present", motion).share
    adoption = figures.on_item(act, "adoption.votes_for", motion).share
    last = next((one.result for one in reversed(records) if one.result and one.motion.id == motion.id), None)
    if last is not None:
        quorum, adoption = quorum_of(last), adoption_of(last)
    found = secrecy.shown(
        [_attempt(act.db, one) for one in records],
        quorum=quorum,
        adoption=adoption,
        fewest=figures.on_item(act, "ballot.site_minimum", motion).number,
    )
    return records, found


def _records(db: Session, motion: Motion) -> list[_Record]:
    """In the order of the declarations; attempts in which nothing was declared come last."""
    out = []
    for one in MOTIONS.of(db, motion.edition_id):
        for ballot in ballots.ballots_of(db, one):
            results: list[Result | None] = [*ballots.results_of(db, ballot)]
            out += [_Record(one, ballot, result) for result in results or [None]]
    return sorted(out, key=lambda one: (one.result is None, one.result.id if one.result else 0))


def _attempt(db: Session, record: _Record) -> Attempt:
    motion, ballot, result = record.motion, record.ballot, record.result
    entries = sitting.entries_of(db, db.get(Roll, motion.roll_id) if motion.roll_id else None)
    frozen = ballots.names_on(db, ballots.lists_of(db, ballot)[-1])
    return Attempt(
        text=motion.voted_fingerprint or f"motion:{motion.id}",
        body=motion.body.value,
        number=ballot.id,
        sites=tuple(_papers(db, record)),
        all_delegates=result.all_delegates if result else len(entries),
        outcome=result.outcome if result else None,
        totals=CountSheet(*(getattr(result, name) for name in FIGURES)) if result else None,
        roll=_names(entries),
        voters=_names([one for one in entries if one.id in frozen]),
        replaced=_replaced(db, record),
    )


def _names(entries: list[RollEntry]) -> tuple[str, ...]:
    return tuple(one.name for one in entries)


def _papers(db: Session, record: _Record) -> list[SitePapers]:
    """People of each site; papers only once they were declared, as they stood then."""
    places = ballots.places_of(db, ballots.lists_of(db, record.ballot)[-1])
    sheets = {one.site_id: one for one in _sheets(db, record)} if record.result else {}
    out = []
    for site in sitting.sites_of(db, record.motion.session_id):
        place, sheet = places.get(site.id), sheets.get(site.id)
        none = 0 if record.result else None
        out.append(
            SitePapers(
                site=site.code,
                remote=site.remote,
                due=place.due if place else 0,
                present=place.in_person + place.by_video if place else 0,
                handed_out=sheet.issued if sheet else none,
                returned=sheet.returned if sheet else none,
            )
        )
    return out


def _sheets(db: Session, record: _Record) -> list[Count]:
    """The sheets of an attempt up to a declaration, oldest first."""
    every = ballots.sheets_of(db, record.ballot)
    through = [one.through for one in ballots.corrections_of(db, record.ballot) if _corrects(one, record.result)]
    return [one for one in every if not through or (one.id) <= through[-1]]


def _corrects(correction: Correction, result: Result | None) -> bool:
    return result is not None and correction.result_id == result.id


def _replaced(db: Session, record: _Record) -> frozenset[str] | None:
    """The sites of which a sheet changed since the first declaration of the attempt; None for that declaration itself."""
    if record.result is None or record.result.number == 1:
        return None
    first = _Record(record.motion, record.ballot, ballots.results_of(db, record.ballot)[0])
    before = {one.id for one in _sheets(db, first)}
    changed = {one.site_id for one in _sheets(db, record) if one.id not in before}
    return frozenset(one.code for one in sitting.sites_of(db, record.motion.session_id) if one.id in changed)
