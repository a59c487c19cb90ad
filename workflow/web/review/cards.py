"""The cards of a review: each changed provision with its remarks, and how it stands with those who must approve it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle.facts.approvals import Review
from workflow.lifecycle.facts.review.turns import Hat
from workflow.records.person import Person
from workflow.records.review import Comment
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import CAUSE_WORDS, STRUCTURE, Card, Cause, Key
from workflow.text.comparing.compare import Change, Fate
from workflow.text.comparing.risk import Risk, risks
from workflow.web.request import visit
from workflow.web.shapes.showing import t
from workflow.web.shapes.shown_texts import compared
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class State:
    """How one item stands with one capacity, in a few words; `mine` when the visitor may decide in it."""

    words: str
    is_open: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One provision on the review page: what happened to it, what was said about it, and who still has to approve it."""

    change: Change
    comments: list[tuple[Comment, Person]]
    mine: bool
    #: The changed numbers, amounts, dates, deadlines, percentages and modals, each in a few words.
    risk: list[str]
    states: list[State]
    #: How a form names what is on the card: each item as language and key, with a blank between.
    ticked: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation that the page shows beside the authentic text, with its own changes."""

    snapshot: Snapshot
    base: Snapshot | None
    cards: list[Shown]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An item that somebody still has to approve although it does not differ from the text it is compared with."""

    label: str
    language: Language
    words: list[State]
    ticked: str


def cards_of(
    changes: Sequence[Change],
    comments: list[tuple[Comment, Person]],
    review: Review,
    hats: Sequence[Hat],
    language: Language,
) -> tuple[list[Shown], list[Change]]:
    """The changed provisions as cards, and those only renumbered, folded away."""
    me = visit.person()
    own = review.own({me.id} if me and me.id else set())
    cards, folded = [], []
    for change in changes:
        keys = {key for key in (*change.old_keys, *change.new_keys) if key}
        about = [pair for pair in comments if pair[0].key in keys]
        if change.is_unchanged and not about:
            continue
        if set(change.kinds) <= {Fate.RENUMBERED} and not about:
            folded.append(change)
            continue
        items = [(language, key) for key in dict.fromkeys((*change.old_keys, *change.new_keys)) if key]
        states = states_of(review, hats, items)
        mine = any((language, key) in own for key in keys)
        cards.append(Shown(change, about, mine, [_told(one) for one in risks(change)], states, ticked_as(items)))
    return cards, folded


def translations_of(
    db: Session, review: Review, hats: Sequence[Hat], newest: dict[Language, Snapshot], bases: dict[Language, Snapshot]
) -> list[Translation]:
    """What changed in the translations, which is approved on the same page."""
    found = []
    for language in review.languages[1:]:
        snapshot, base = newest[language], bases.get(language)
        changes = compared(db, base, snapshot).changes if base else []
        found.append(Translation(snapshot, base, cards_of(changes, [], review, hats, language)[0]))
    return found


def ticked_as(items: Iterable[Key]) -> str:
    """How a form names items: each as language and key, "" for the order, with a blank between."""
    return " ".join(f"{language.value}:{key}" for language, key in items)


def items_ticked(named: Iterable[str]) -> frozenset[Key] | None:
    """The items that a form names; None when it names none, for the whole text. What is in no language is left out."""
    several = [one.partition(":") for words in named for one in words.split()]
    known = [(Language.called(language), key) for language, _, key in several]
    return frozenset((language, key) for language, key in known if language is not None) if several else None


def states_of(review: Review, hats: Sequence[Hat], keys: Collection[Key]) -> list[State]:
    """How these items stand: first with the visitor's own capacities, then with the others."""
    found = []
    for one in review.standings:
        cards = [card for card in one.cards if (card.language, card.key) in keys]
        if one.required and cards:
            worst = max(cards, key=lambda card: (card.is_open, card.cause is not None))
            mine = any(one.seat.takes(hat.capacity, hat.units) for hat in hats)
            found.append(State(_state_words(worst, one.seat.words()), worst.is_open, mine))
    return sorted(found, key=lambda one: not one.mine)


def unlisted(review: Review, hats: Sequence[Hat], listed: Iterable[Key]) -> list[Unlisted]:
    """What is open but on no card: a change that was dropped again, and the order of the provisions."""
    known = set(listed)
    open_ones = {
        (card.language, card.key): card
        for one in review.standings
        for card in one.open
        if one.decided or card.key == STRUCTURE
    }
    return [
        Unlisted(
            card.label or t("条文顺序", "The order of the provisions"),
            card.language,
            [one for one in states_of(review, hats, [key]) if one.is_open],
            ticked_as([key]),
        )
        for key, card in open_ones.items()
        if key not in known and card.cause is not Cause.ASKED
    ]


def _state_words(card: Card, capacity: object) -> str:
    name = visit.say(capacity)  # type: ignore[arg-type]
    cause = visit.say(CAUSE_WORDS[card.cause]) if card.cause else ""
    number = card.given.round_number if card.given else 0
    if card.is_open and number:
        return t(
            f"{name}：第{number}轮的通过已失效，{cause}",
            f"{name}: the approval of round {number} does not cover it, {cause}",
        )
    if card.is_open:
        return t(f"尚需{name}审核", f"still needs {name}")
    if card.cause and number:
        return t(
            f"{name}：第{number}轮的通过继续有效，{cause}",
            f"{name}: the approval of round {number} still counts, {cause}",
        )
    return t(f"{name}已在第{number}轮通过", f"{name} approved it in round {number}")


def _told(risk: Risk) -> str:
    """One risky change in a few words: 五日 → 十日, “不超过”删去."""
    if risk.old and risk.new:
        return f"{risk.old} → {risk.new}"
    if risk.old:
        return t(f"“{risk.old}”删去", f"“{risk.old}” deleted")
    return t(f"新增“{risk.new}”", f"“{risk.new}” added")
