"""The cards of a review: each changed provision with its remarks, and how it stands with those who must approve it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.approvals import Review
from workflow.lifecycle.facts.review.turns import Hat
from workflow.records.text.snapshot import Snapshot
from workflow.rules.approvals import CAUSE_WORDS, STRUCTURE, Card, Cause, Key, Standing
from workflow.rules.review import Looks
from workflow.text.comparing.compare import Change, Fate
from workflow.web.request import visit
from workflow.web.review.drawn import Drawn, address_of, drawn_of
from workflow.web.review.talks import Talk
from workflow.web.shapes.showing import t
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class State:
    """How one item stands with one capacity, in a few words; `mine` when the visitor may decide in it."""

    words: str
    is_open: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One provision on the review page: what happened to it, what was said about it, and who still has to approve it.

    address  where it stands on the page; key  its permanent key
    mine     the visitor wrote part of it
    viewed   the visitor has marked it viewed in these very words
    is_news  it is shown as it changed since the visitor last looked, not since the text before
    ticked   how a form names what is on the card: each item as language and key, with a blank between
    """

    change: Change
    drawn: Drawn
    address: str
    key: str
    language: Language
    talks: list[Talk]
    mine: bool
    states: list["State"]
    ticked: str
    viewed: bool
    is_news: bool
    reasons: list[str]

    @property
    def label(self) -> str:
        """What it is called."""
        return t("、", ", ").join(self.change.new or self.change.old)

    @property
    def waits_for_me(self) -> bool:
        """Whether the visitor could still decide on it."""
        return any(one.is_open and one.mine for one in self.states)

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to decide on it."""
        return any(one.is_open for one in self.states)


@dataclass(frozen=True, slots=True)
class Listed:
    """A change that a page lists, as it is drawn; `is_news` since the visitor last looked."""

    change: Change
    drawn: Drawn | None
    is_news: bool = False


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


def listed_of(
    db: Session, base: Snapshot, head: Snapshot, view: str, prefix: str, looks: Looks | None = None
) -> list[Listed]:
    """What changed from `base` to `head`, in the order of the text.

    looks  those of the visitor: each provision is then compared with the text in which they last looked at it, and one that
           they never looked at with `base`
    """
    changes, drawings = drawn_of(db, base, head, view, prefix)
    whole = [Listed(change, drawing) for change, drawing in zip(changes, drawings, strict=True)]
    earlier = looks.texts(head.language) - {base.id} if looks else frozenset()
    if looks is None or not earlier:
        return whole
    order = {key: place for place, key in enumerate(texts.worded_in(db, head.id).items)}
    found = [
        (_place(order, one.change), one) for one in whole if _seen_in(looks, head.language, one.change, base, {base.id})
    ]
    for number in sorted(earlier):
        before = db.get(Snapshot, number)
        if before is None or number == head.id:
            continue
        several = drawn_of(db, before, head, view, prefix)
        found += [
            (_place(order, change), Listed(change, drawing, True))
            for change, drawing in zip(*several, strict=True)
            if _seen_in(looks, head.language, change, base, {number})
        ]
    shown: dict[str, tuple[int, Listed]] = {}
    for place, one in found:
        if not one.change.is_unchanged:
            shown.setdefault(address_of(one.change, prefix), (place, one))
    return [one for _, one in sorted(shown.values(), key=lambda pair: pair[0])]


def _seen_in(looks: Looks, language: Language, change: Change, base: Snapshot, among: set[int]) -> bool:
    """Whether one of the provisions of a change was last looked at in one of these texts."""
    keys = change.new_keys or change.old_keys
    return any((looks.text_of((language, key)) or base.id) in among for key in keys)


def _place(order: Mapping[str, int], change: Change) -> int:
    """Where a change stands in the text; what is no more stands at the end."""
    return min((order[key] for key in change.new_keys if key in order), default=len(order))


def cards_of(
    listed: Sequence[Listed],
    talks: Sequence[Talk],
    review: Review,
    hats: Sequence[Hat],
    head: Snapshot,
    *,
    looks: Looks,
    prefix: str = "p-",
    reasons: Mapping[str, str] | None = None,
) -> tuple[list[Shown], list[Change]]:
    """The changed provisions as cards, and those only renumbered, folded away.

    reasons  why provisions are changed, by permanent key
    """
    me, language = visit.person(), head.language
    own = review.own({me.id} if me and me.id else set())
    now = texts.worded_in(visit.db(), head.id).items
    about: dict[str, list[Talk]] = {}
    for talk in talks:
        if talk.language is language:
            about.setdefault(talk.key, []).append(talk)
    places = _places(review)
    cards, folded = [], []
    for one in listed:
        change = one.change
        keys = [key for key in dict.fromkeys((*change.old_keys, *change.new_keys)) if key]
        said = sorted((talk for key in keys for talk in about.get(key, ())), key=lambda talk: talk.comment.id)
        if change.is_unchanged and not said:
            continue
        if set(change.kinds) <= {Fate.RENUMBERED} and not said:
            folded.append(change)
            continue
        items = [(language, key) for key in keys]
        first = (change.new_keys or change.old_keys)[0]
        cards.append(
            Shown(
                change,
                one.drawn or Drawn.of_nothing(change, head),
                address_of(change, prefix),
                first,
                language,
                said,
                any(item in own for item in items),
                _states(places, hats, items),
                ticked_as(items),
                looks.is_viewed((language, first), now[first].exact if first in now else ""),
                one.is_news,
                [reasons[key] for key in keys if key in reasons] if reasons else [],
            )
        )
    return cards, folded


def translations_of(
    db: Session,
    review: Review,
    hats: Sequence[Hat],
    newest: dict[Language, Snapshot],
    bases: dict[Language, Snapshot],
    talks: Sequence[Talk],
    *,
    looks: Looks,
    view: str,
    is_news: bool,
) -> list[Translation]:
    """What changed in the translations, which is approved on the same page; with `is_news` since the visitor last looked."""
    found = []
    for language in review.languages[1:]:
        snapshot, base = newest[language], bases.get(language)
        prefix = f"{language}-"
        listed = listed_of(db, base, snapshot, view, prefix, looks if is_news else None) if base else []
        cards = cards_of(listed, talks, review, hats, snapshot, looks=looks, prefix=prefix)[0]
        found.append(Translation(snapshot, base, cards))
    return found


def ticked_as(items: Iterable[Key]) -> str:
    """How a form names items: each as language and key, "" for the order, with a blank between."""
    return " ".join(f"{language.value}:{key}" for language, key in items)


def items_ticked(named: Iterable[str]) -> frozenset[Key] | None:
    """The items that a form names; None when it names none, for the whole text. What is in no language is left out."""
    several = [one.partition(":") for words in named for one in words.split()]
    known = [(Language.called(language), key) for language, _, key in several]
    return frozenset((language, key) for language, key in known if language is not None) if several else None


#: The seats that must approve, each with how every item stands with it.
Places = list[tuple[Standing, dict[Key, Card]]]


def _places(review: Review) -> Places:
    return [(one, {(card.language, card.key): card for card in one.cards}) for one in review.standings if one.required]


def _states(places: Places, hats: Sequence[Hat], keys: Collection[Key]) -> list[State]:
    """How these items stand: first with the visitor's own capacities, then with the others."""
    found = []
    for one, by_key in places:
        cards = [by_key[key] for key in keys if key in by_key]
        if cards:
            worst = max(cards, key=lambda card: (card.is_open, card.cause is not None))
            mine = any(one.seat.takes(hat.capacity, hat.units) for hat in hats)
            found.append(State(_state_words(worst, one.seat.words()), worst.is_open, mine))
    return sorted(found, key=lambda one: not one.mine)


def unlisted(review: Review, hats: Sequence[Hat], listed: Iterable[Key]) -> list[Unlisted]:
    """What is open but on no card: a change that was dropped again, and the order of the provisions."""
    known, places = set(listed), _places(review)
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
            [one for one in _states(places, hats, [key]) if one.is_open],
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
