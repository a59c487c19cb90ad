"""How an edition stands: reads rows and makes the plain values that the rules judge."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, func, select

from workflow.lifecycle import approvals, references, texts
from workflow.lifecycle.acting import Act, capacities_of, delegations_to, roles_of
from workflow.lifecycle.submitted import newest_in, standing_text, text_at_hand
from workflow.records.ballot import Ballot, Correction
from workflow.records.congress import Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.entry import Entry
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.returned import Suggestion, SuggestionStatus
from workflow.records.review import Consultation
from workflow.records.snapshot import Snapshot
from workflow.rules.approvals import STRUCTURE, Standing
from workflow.rules.citing import OwnClause, place_of
from workflow.rules.procedure import Figure
from workflow.rules.roles import CAPACITY_WORDS, Capacity, Role
from workflow.rules.situation import Situation
from workflow.rules.states import State
from workflow.rules.votes import DECIDING
from workflow.text.printable import refused, unprintable_problems
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
    voted = voted_snapshot(act.db, edition)
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
        voted_text=head is not None and voted is not None and voted.fingerprint == head.fingerprint,
        in_question=in_question(act.db, edition),
        effective=edition.effective,
        open_suggestions=open_suggestions(act.db, edition),
        entered=edition.state is State.ISSUED and entry_of(act.db, edition) is not None,
        followed=edition.state is State.ISSUED and has_successor(act.db, edition),
    )


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
    waiting = select(func.count()).select_from(Suggestion)
    return db.exec(
        waiting.where(Suggestion.edition_id == edition.id, Suggestion.status == SuggestionStatus.OPEN)
    ).one()  # fmt: skip


def entry_of(db: Session, edition: Edition) -> Entry | None:
    """What the papers say of an edition that was entered afterwards, as last corrected; None for any other edition."""
    rows = select(Entry).where(Entry.edition_id == edition.id)
    return db.exec(rows.order_by(col(Entry.number).desc()).limit(1)).first()


def has_successor(db: Session, edition: Edition) -> bool:
    """Whether a later edition of the same regulation was begun and not withdrawn."""
    later = select(Edition.id).where(
        Edition.regulation_id == edition.regulation_id,
        Edition.number > edition.number,
        Edition.state != State.WITHDRAWN,
    )
    return db.exec(later.limit(1)).first() is not None


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
    recorded = db.exec(
        select(Snapshot.fingerprint)
        .join(Consultation, col(Consultation.snapshot_id) == col(Snapshot.id))
        .where(Consultation.edition_id == edition.id)
    )
    return head.fingerprint in set(recorded)


def open_motion(db: Session, edition: Edition) -> Motion | None:
    """The motion by which an edition stands on an agenda and is not decided yet, or None."""
    waiting = (
        select(Motion)
        .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
        .where(
            Motion.edition_id == edition.id,
            col(Motion.taken_off_at).is_(None),
            col(CongressSession.closed_at).is_(None),
        )
    )
    for motion in db.exec(waiting.order_by(col(Motion.id).desc())):
        if not is_decided(db, motion):
            return motion
    return None


def result_of(db: Session, motion: Motion) -> Result | None:
    """What the last attempt at a vote on a motion came to, as last corrected; None while it goes on or before it."""
    last = select(Ballot.id).where(Ballot.motion_id == motion.id).order_by(col(Ballot.attempt).desc()).limit(1)
    return db.exec(
        select(Result).where(Result.ballot_id == last.scalar_subquery()).order_by(col(Result.number).desc())
    ).first()


def is_decided(db: Session, motion: Motion) -> bool:
    """Whether a result stands that decided the item; a void attempt decides nothing."""
    result = result_of(db, motion)
    return result is not None and result.outcome in DECIDING


def in_question(db: Session, edition: Edition) -> bool:
    """Whether the declaration on an edition is being corrected."""
    asked = (
        select(Correction.id)
        .join(Ballot, col(Ballot.id) == col(Correction.ballot_id))
        .join(Motion, col(Motion.id) == col(Ballot.motion_id))
        .where(
            Motion.edition_id == edition.id,
            col(Correction.agreed_at).is_(None),
            col(Correction.dropped_at).is_(None),
        )
    )
    return db.exec(asked.limit(1)).first() is not None


def voted_snapshot(db: Session, edition: Edition) -> Snapshot | None:
    """The text of the last vote on an edition that has a result, whatever it was."""
    voted = (
        select(Snapshot)
        .join(Motion, col(Motion.voted_snapshot_id) == col(Snapshot.id))
        .join(Result, col(Result.motion_id) == col(Motion.id))
        .where(Motion.edition_id == edition.id, col(Result.id).in_(standing_results()))
    )
    return db.exec(voted.order_by(col(Result.id).desc())).first()


def edition_words(db: Session, edition: Edition) -> Words:
    """The name of the regulation an edition belongs to."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    return Words(f"《{regulation.name_zh}》", f"“{regulation.name_en}”")


def clauses(db: Session, figure: Figure, day: date) -> Words:
    """What is printed beside a figure for an act on `day`: the law, and our own clause where it was there and in force."""
    return figure.clauses(own_clause(db, figure, day))


def own_clause(db: Session, figure: Figure, day: date) -> OwnClause | None:
    """The enterprise's own clause that states `figure`; None unless the edition in force on `day` says so in these words.

    The name of a regulation and the number of an article prove nothing: a text of three articles may bear the one, and
    another sentence the other. So the sentence is looked for, and cited where it stands in that edition.
    """
    named = figure.own_clause
    if named is None:
        return None
    in_force = (
        select(Edition)
        .join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
        .where(Regulation.slug == named[0], Edition.state == State.ISSUED, col(Edition.effective) <= day)
    )
    edition = db.exec(in_force.order_by(col(Edition.number).desc())).first()
    text = standing_text(db, edition) if edition and (edition.repealed is None or day < edition.repealed) else None
    place = place_of(texts.tree_of(db, text), figure.own_words, named[1]) if text else ""
    if edition is None or not place:
        return None
    regulation = db.get_one(Regulation, edition.regulation_id)
    return OwnClause(Words(regulation.name_zh, regulation.name_en), place)
