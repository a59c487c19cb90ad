"""How an edition stands: reads rows and makes the plain values that the rules judge."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, capacities_of, delegations_to, roles_of
from workflow.lifecycle.facts import approvals, references, texts
from workflow.lifecycle.facts.submitted import newest_in, number_at_hand, standing_text, text_at_hand
from workflow.records.ballot import BALLOTS, Ballot, Correction
from workflow.records.congress import RESULTS, Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import Family, by_number
from workflow.records.entry import ENTRIES, Entry
from workflow.records.regulation import EDITIONS, Edition, Regulation, RegulationKind
from workflow.records.review import Consultation
from workflow.records.text.returned import Suggestion, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import STRUCTURE, Standing
from workflow.rules.citing import OwnClause, place_of
from workflow.rules.congress.votes import DECIDING
from workflow.rules.facts import Situation
from workflow.rules.people.roles import CAPACITY_WORDS, Capacity, Role
from workflow.rules.procedure import Figure
from workflow.rules.states import State
from workflow.text.reading.printable import refused, unprintable_problems
from workflow.words import Words


def of_actor(act: Act) -> Situation:
    """What is known of the person alone: enough for verbs that begin something new."""
    if act.on_behalf_of is None:
        capacities = capacities_of(act.db, act.person, act.today)
    else:
        given = delegations_to(act.db, act.person, act.today)
        capacities = frozenset(one.capacity for one in given if one.from_id == act.on_behalf_of.id)
    return Situation(
        today=act.today,
        roles=roles_of(act.db, act.person, act.today),
        capacities=capacities,
        for_another=act.on_behalf_of is not None,
    )


def of_edition(
    act: Act, edition: Edition, *, shown: str | None = None, capacity: Capacity | None = None
) -> Situation:  # fmt: skip
    """How `edition` stands for the person of `act`.

    The text is the one that the person's acts name: the newest save for a drafter while it is drafted, else what stands.

    shown     the fingerprints on that person's page, the authentic text's first; when one is not that text's, the situation
              says so
    capacity  the one in which they decide, where only one is meant
    """
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    mine = of_actor(act)
    head = text_at_hand(act.db, edition, to_drafters=Role.DRAFTER in mine.roles)
    motion = open_motion(act.db, edition)
    voted = _VOTED.of(act.db, edition.id)
    drafts = Role.DRAFTER in mine.roles
    review = approvals.review_of(act.db, edition, act.procedure, act.today, to_drafters=drafts)
    if capacity in mine.capacities:
        mine = replace(mine, capacities=frozenset({capacity}))
    named = (shown or "").split()
    return replace(
        mine,
        state=edition.state,
        is_report=regulation.kind is RegulationKind.REPORT,
        has_text=head is not None and bool(head.text.strip()),
        problems=blocking_problems(head, report=regulation.kind is RegulationKind.REPORT)
        + _doubts(act.db, edition)
        + _unprintable(act, edition),
        moved=shown is not None and (named[:1] != list(review.shown[:1]) or not set(named) <= set(review.shown)),
        wrote=wrote(review, act, mine.capacities),
        same_hands=_same_hands(review, act, mine.capacities),
        unchanged=head is not None and review.is_base,
        unfillable=approvals.unfillable(act.db, review, act.today) if edition.state in _BEFORE_REVIEW else (),
        standings=review.standings,
        on_agenda=motion is not None,
        consulted_text=head is not None and is_consulted(act.db, edition, head),
        voted_text=head is not None and bool(voted) and voted[-1][1] == head.fingerprint,
        in_question=in_question(act.db, edition),
        effective=edition.effective,
        open_suggestions=open_suggestions(act.db, edition),
        entered=edition.state is State.ISSUED and entry_of(act.db, edition) is not None,
        followed=edition.state is State.ISSUED and has_successor(act.db, edition),
    )


def ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in a few statements what `of_edition` asks about each of many editions."""
    several = list(editions)
    numbers = [one.id for one in several]
    EDITIONS.ahead(db, {one.regulation_id for one in several})
    approvals.ahead(db, several)
    for family in (_SUGGESTED, _CONSULTED, _QUESTIONED, _VOTED, ENTRIES, references.OPEN_IN):
        family.ahead(db, numbers)
    waiting_ahead(db, several)
    by_number(
        db, Snapshot, [number_at_hand(db, one, to_drafters=drafts) for one in several for drafts in (True, False)]
    )


def waiting_ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in three statements what `open_motion` asks about each of many editions."""
    motions = [one.id for rows in _WAITING.ahead(db, [one.id for one in editions]).values() for one in rows]
    BALLOTS.ahead(db, motions)
    RESULTS.ahead(db, motions)


_BEFORE_REVIEW = (State.DRAFTING, State.RETURNED)


def wrote(review: approvals.Review, act: Act, capacities: Collection[Capacity]) -> tuple[str, ...]:
    """Labels of what the actor wrote, when nothing else is left for any of `capacities` to approve; else nothing."""
    own = review.own(approvals.hands_of(act.person, act.on_behalf_of))
    labels: list[str] = []
    for one in review.standings:
        if one.capacity in capacities:
            if any((card.language, card.key) not in own for card in one.open) or not one.open:
                return ()
            labels += [card.label if card.key != STRUCTURE else "条文顺序" for card in one.open]
    return tuple(dict.fromkeys(labels))


def _same_hands(review: approvals.Review, act: Act, capacities: Collection[Capacity]) -> tuple[Words, ...]:
    """Why nobody here can fill any of `capacities`: the same hands fill another one already."""
    hands = approvals.hands_of(act.person, act.on_behalf_of)
    taken = {one: approvals.taken_by_same_hands(review, one, hands) for one in sorted(capacities)}
    if not taken or not all(taken.values()):
        return ()
    return tuple(
        Words(
            f"您（或者您所代的人）已经以{CAPACITY_WORDS[others[0]].zh}身份通过，{CAPACITY_WORDS[one].zh}须由另外的人审核。",
            f"You, or whom you stand for, approved for {CAPACITY_WORDS[others[0]].en}; "
            f"somebody else must decide for {CAPACITY_WORDS[one].en}.",
        )
        for one, others in taken.items()
    )


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


def blocking_problems(head: Snapshot | None, *, report: bool) -> tuple[Words, ...]:
    """What must be mended in a text before others are asked to read it, with line numbers; a report needs no articles."""
    if head is None:
        return ()
    return tuple(
        Words(f"第{one.line}行：{one.zh}", f"Line {one.line}: {one.en}") if one.line else Words(one.zh, one.en)
        for one in texts.problems_of(head)
        if one.blocking and not (report and one.code == "no-article")
    )


def _doubts(db: Session, edition: Edition) -> tuple[Words, ...]:
    """References that name another provision than they were meant to, while the text can still be put right."""
    if edition.state not in (State.DRAFTING, State.RETURNED):
        return ()
    return tuple(references.question_words(one) for one in references.open_in(db, edition))


def _unprintable(act: Act, edition: Edition) -> tuple[Words, ...]:
    """What no face of the house can print, in either language and in the names, while it can still be put right.

    Found later it would be a surprise after the vote: an official paper that cannot be drawn.
    """
    if edition.state not in _BEFORE_REVIEW or act.printable is None:
        return ()
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    found = []
    for language, text, name in (
        ("zh", Words("中文文本", "Chinese text"), Words("中文名称", "Chinese name")),
        ("en", Words("英文文本", "English text"), Words("英文名称", "English name")),
    ):
        head = newest_in(act.db, edition, language)
        told = unprintable_problems(texts.tree_of(act.db, head), act.printable) if head else []
        found += [Words(f"{text.zh}第{one.line}行，{one.zh}", f"{text.en}, line {one.line}: {one.en}") for one in told]
        wrong = refused(regulation.name_zh if language == "zh" else regulation.name_en, act.printable)
        found += [Words(f"{name.zh}：{wrong.zh}", f"{name.en}: {wrong.en}")] if wrong else []
    return tuple(found)


def standings(act: Act, edition: Edition) -> tuple[Standing, ...]:
    """How every capacity stands on the newest texts of an edition."""
    return approvals.review_of(act.db, edition, act.procedure, act.today).standings


def is_consulted(db: Session, edition: Edition, head: Snapshot) -> bool:
    """True when equal consultation was recorded on exactly this text."""
    return head.fingerprint in _CONSULTED.of(db, edition.id)


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


def voted_snapshot(db: Session, edition: Edition) -> Snapshot | None:
    """The text of the last vote on an edition that has a result, whatever it was."""
    found = _VOTED.of(db, edition.id)
    return db.get_one(Snapshot, found[-1][0]) if found else None


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
#: Number and fingerprint of the texts of an edition on which a vote has a result, the last one last.
_VOTED = Family[tuple[int, str]](
    Motion.edition_id,
    select(Snapshot.id, Snapshot.fingerprint)
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


#: The issued editions of the regulation at an address, by number.
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
    another sentence the other. So the sentence is looked for, and cited where it stands in that edition.
    """
    named = figure.own_clause
    if named is None:
        return None
    several = _ISSUED_AT.of(db, named[0])
    edition = next((one for one in reversed(several) if one.effective and one.effective <= day), None)
    text = standing_text(db, edition) if edition and (edition.repealed is None or day < edition.repealed) else None
    place = place_of(texts.tree_of(db, text), figure.own_words, named[1]) if text else ""
    if edition is None or not place:
        return None
    regulation = db.get_one(Regulation, edition.regulation_id)
    return OwnClause(Words(regulation.name_zh, regulation.name_en), place)
