"""The approvals of an edition: reads rows and makes the plain values that the one function in the rules judges."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlmodel import Session

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review.decisions import DECISIONS, Made, items_of, made_on
from workflow.lifecycle.facts.review.required import Wanted, by_seat, requirements_of
from workflow.lifecycle.facts.submitted import (
    COURSE_TABLES,
    Course,
    Saved,
    course_of,
    courses_of,
    standing_text,
)
from workflow.records.database.families import by_number
from workflow.records.database.session import read_once
from workflow.records.enterprise import FACT_TABLES, units_on
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import CALLS, ROUNDS, SCOPES, Approval, Call, Round
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import STRUCTURE, Given, Key, Standing, Texts, authors, standings
from workflow.rules.people.roles import Seat
from workflow.rules.procedure import Procedure
from workflow.rules.requiring.seats import Requirement
from workflow.rules.review import CallManner, Decision, Ending
from workflow.rules.states import IN_DRAFTING
from workflow.rules.visibility import Stage
from workflow.text.comparing.items import NOTHING
from workflow.words import Language, Words


@dataclass(frozen=True, slots=True)
class Review:
    """How the review of an edition stands.

    shown      the fingerprints of the texts before the reviewers, the authentic one first
    languages  of those texts, in the same order
    savers     everybody who saved one of the texts on the way here
    requirements  who must approve by which rule, whoever was called in besides
    find       finds who wrote what, which takes the wording of every text on the way: most who ask saved none of them
    """

    base: Texts
    head: Texts
    languages: tuple[Language, ...]
    shown: tuple[str, ...]
    savers: frozenset[int]
    find: Callable[[], Mapping[Key, frozenset[int]]]
    given: tuple[Given, ...]
    standings: tuple[Standing, ...]
    requirements: tuple[Requirement, ...]

    @property
    def is_base(self) -> bool:
        """True when nothing at all differs from the text amended, typography included."""
        return all(
            {key: (one.exact, one.label) for key, one in text.items.items()}
            == {key: (one.exact, one.label) for key, one in self.base.get(language, NOTHING).items.items()}
            and text.order == self.base.get(language, NOTHING).order
            for language, text in self.head.items()
        )

    def own(self, hands: Iterable[int]) -> frozenset[Key]:
        """What any of `hands` wrote, as things are now."""
        us = self.savers.intersection(hands)
        return frozenset(key for key, people in self.find().items() if people & us) if us else frozenset()


def rounds_of(db: Session, edition: Edition) -> list[Round]:
    """The review rounds of an edition, oldest first."""
    return list(ROUNDS.of(db, edition.id))


def base_of(db: Session, edition: Edition, language: Language | None = None) -> Snapshot | None:
    """The text that an edition amends, by default the authentic one: its first save's parent; None for something new."""
    wanted = language or db.get_one(Regulation, edition.regulation_id).authentic_language
    first = next((one for one in course_of(db, edition).saves if one.language == wanted and one.number == 1), None)
    return db.get(Snapshot, first.parent_id) if first and first.parent_id else None


def shown_of(db: Session, edition: Edition, *, on_draft: bool = False) -> str:
    """The fingerprints of the texts that a page shows, the authentic one first, as its form carries them.

    on_draft  the page is the drafters' own; else it is that of the review
    """
    authentic = db.get_one(Regulation, edition.regulation_id).authentic_language
    asked = texts.latest if on_draft or edition.state in IN_DRAFTING else standing_text
    newest = [asked(db, edition, one) for one in sorted(Language, key=lambda one: one != authentic)]
    return " ".join(one.fingerprint for one in newest if one is not None)


def review_of(
    db: Session,
    edition: Edition,
    procedure: Procedure,
    day: date,
    *,
    on_draft: bool | None = None,
    wanted: Wanted | None = None,
) -> Review:
    """How the review of `edition` stands: on its newest saves while it is drafted, else on the texts that stand.

    on_draft  says which of them, whatever its state
    wanted    what a draft is about, where its drafter says so now
    """
    whose = edition.state in IN_DRAFTING if on_draft is None else on_draft
    # The figures are kept with the answer, so that no others can come to stand under the same name.
    name = ("review", edition.id, whose, day, id(procedure), wanted)
    return read_once(
        db, name, REVIEW_TABLES, lambda: (procedure, _review(db, edition, procedure, day, wanted, on_draft=whose))
    )[1]


def ahead(db: Session, editions: Iterable[Edition]) -> None:
    """Read in a few statements what `review_of` asks about each of many editions, their texts included."""
    several = list(editions)
    numbers = [one.id for one in several]
    by_number(db, Regulation, (one.regulation_id for one in several))
    ROUNDS.ahead(db, numbers)
    DECISIONS.ahead(db, numbers)
    CALLS.ahead(db, numbers)
    SCOPES.ahead(db, numbers)
    saves = [one for course in courses_of(db, several).values() for one in course.saves]
    texts.ahead(db, [one.id for one in saves] + [one.parent_id for one in saves if one.number == 1 and one.parent_id])


#: What a review is read from.
REVIEW_TABLES = (
    *COURSE_TABLES,
    *FACT_TABLES,
    "provision",
    "regulation",
    "approval",
    "cover",
    "retraction",
    *SCOPES.tables,
    "review_call",
    "call_end",
    "unit",
)


def _review(
    db: Session, edition: Edition, procedure: Procedure, day: date, wanted: Wanted | None, *, on_draft: bool
) -> Review:  # fmt: skip
    saves = _saves(db, edition, on_draft=on_draft)
    begun = {language: found[0].parent_id for language, found in saves.items()}
    texts.ahead(db, [one.id for found in saves.values() for one in found] + [one for one in begun.values() if one])
    base = {language: texts.worded_in(db, number) if number else NOTHING for language, number in begun.items()}
    head = {language: texts.worded_in(db, found[-1].id) for language, found in saves.items()}
    given = tuple(_given(db, edition, saves, base))
    calls = standing_calls(db, edition)
    requirements = requirements_of(db, edition, procedure, day, list(saves), on_draft=on_draft, wanted=wanted)
    authentic = db.get_one(Regulation, edition.regulation_id).authentic_language
    called = [seat_of(db, one, day) for one in calls if one.manner is CallManner.REQUIRED]
    required = by_seat([*((one.seat, one.language) for one in requirements), *((one, authentic) for one in called)])
    return Review(
        base,
        head,
        tuple(saves),
        tuple(found[-1].fingerprint for found in saves.values()),
        frozenset(one.author_id for found in saves.values() for one in found),
        cache(lambda: _authors(db, saves, base)),
        given,
        standings(required, base, head, given),
        requirements,
    )


def shown_to(db: Session, edition: Edition, *, on_draft: bool) -> tuple[str, ...]:
    """The fingerprints of the texts that the review is about, the authentic one first: those of `Review.shown`."""
    return tuple(found[-1].fingerprint for found in _saves(db, edition, on_draft=on_draft).values())


def languages_of(db: Session, edition: Edition) -> tuple[Language, ...]:
    """The languages in which an edition has a text, the authentic one first."""
    return tuple(_saves(db, edition, on_draft=True))


def _saves(db: Session, edition: Edition, *, on_draft: bool) -> dict[Language, list[Saved]]:
    """The saves that the review is about, by language, the authentic one first."""
    course = course_of(db, edition)
    saves: dict[Language, list[Saved]] = {db.get_one(Regulation, edition.regulation_id).authentic_language: []}
    for one in course.saves:
        saves.setdefault(one.language, []).append(one)
    if not on_draft:
        saves = _up_to_what_stands(course, saves) or saves
    return {language: found for language, found in saves.items() if found}


def _up_to_what_stands(course: Course, saves: dict[Language, list[Saved]]) -> dict[Language, list[Saved]]:
    """The saves up to the head of the last round; nothing before the first."""
    last = {one.language: one.number for one in course.saves if course.stages[one.id] is Stage.STANDING}
    return {
        language: [one for one in found if one.number <= last[language]]
        for language, found in saves.items()
        if language in last
    }


def standing_calls(db: Session, edition: Edition) -> list[Call]:
    """Who was called in besides, to approve or to be heard, and still is; oldest first."""
    return [one for one, end in CALLS.of(db, edition.id) if end is None]


def seat_of(db: Session, call: Call, day: date) -> Seat:
    """The seat that a call asks for, with the name of its unit on `day`."""
    named = next((one for one in units_on(db, day) if one.code == call.unit), None) if call.unit else None
    called = Words(named.name_zh, named.name_en) if named else Words("", "")
    return Seat(call.capacity, call.unit or "", called)


def _authors(db: Session, saves: Mapping[Language, list[Saved]], base: Texts) -> dict[Key, frozenset[int]]:
    found: dict[Key, frozenset[int]] = {}
    for language, several in saves.items():
        found |= authors(language, base[language], [(one.author_id, texts.worded_in(db, one.id)) for one in several])
    return found


def standing_requests(db: Session, edition: Edition, review: Review) -> list[Made]:
    """The requests for changes that stand, oldest first: the last of each person in each capacity who asks."""
    asking = {(one.capacity, person) for one in review.standings for person in one.asking}
    found = {
        (one.approval.capacity, one.approval.on_behalf_of or one.approval.person_id): one
        for one in made_on(db, edition)
        if one.approval.decision is Decision.REQUEST_CHANGES and not one.endings
    }
    return [one for who, one in found.items() if who in asking]


def _given(db: Session, edition: Edition, saves: Mapping[Language, list[Saved]], base: Texts) -> Iterable[Given]:
    """Every recorded decision, oldest first, with the texts it was made on and what its hands had written by then."""
    wrote_by: dict[int, dict[Key, frozenset[int]]] = {}
    opened = {one.number: one.at for one in ROUNDS.of(db, edition.id)}
    for made in made_on(db, edition):
        one = made.approval
        shown: dict[Language, Saved] = {}
        wrote: dict[Key, frozenset[int]] = {}
        hands = frozenset({one.person_id, one.on_behalf_of or one.person_id})
        for language, fingerprint in made.covers.items():
            # What was saved since is the draft of the next round: nobody decided on it, whatever it says.
            upto = [save for save in saves.get(language, []) if save.at <= opened[made.round]]
            while upto and upto[-1].fingerprint != fingerprint:
                upto.pop()
            if upto:
                seen = shown[language] = upto[-1]
                if not any(save.author_id in hands for save in upto):
                    continue
                if seen.id not in wrote_by:
                    wrote_by[seen.id] = _authors(db, {language: upto}, base)
                wrote |= wrote_by[seen.id]
        items = items_of(db, edition, made)
        yield Given(
            one.id,
            one.on_behalf_of or one.person_id,
            hands,
            one.capacity,
            one.decision,
            made.round,
            {language: texts.worded_in(db, seen.id) for language, seen in shown.items()},
            frozenset(key for key, people in wrote.items() if people & hands),
            _ending(made.endings),
            items,
            frozenset(one.units.split()),
            _was_only_heard(db, edition, one),
        )


def _was_only_heard(db: Session, edition: Edition, one: Approval) -> bool:
    """Whether they were asked for an opinion when they decided: no later call silences what was asked before, no end wakes it."""
    return any(
        call.manner is CallManner.OPINION
        and Seat(call.capacity, call.unit or "").takes(one.capacity, one.units.split())
        and call.at <= one.at
        and (end is None or end.at >= one.at)
        for call, end in CALLS.of(db, edition.id)
    )


def labels_in(review: Review) -> dict[Key, str]:
    """Everything that a review is about → what it is called: by the text under review, else as it was called last."""
    found: dict[Key, str] = {}
    for several in (*(one.shown for one in review.given), review.base, review.head):
        for language, text in several.items():
            found |= {(language, key): item.label for key, item in text.items.items()}
            found[language, STRUCTURE] = ""
    return found


def _ending(found: Sequence[Ending]) -> Ending | None:
    """How a decision ended; a withdrawal goes before what came of it afterwards."""
    return Ending.WITHDRAWN if Ending.WITHDRAWN in found else found[-1] if found else None
