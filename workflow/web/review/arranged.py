"""In which order the cards stand and which of them: by risk or as in the text, all of them or those that somebody looks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workflow.text.comparing.items import Order
from workflow.web.review.cards import Shown
from workflow.web.review.drawn import TIERS
from workflow.words import Words

#: What may be looked for, and how a card is known to belong to it.
FILTERS: Mapping[str, tuple[Words, Callable[[Shown], bool]]] = MappingProxyType(
    {
        "mine": (Words("尚待我审核", "still mine"), lambda card: card.waits_for_me),
        "remarks": (Words("有意见", "with remarks"), lambda card: bool(card.talks)),
        "figures": (Words("数字、金额和期限", "figures only"), lambda card: card.drawn.has_figures),
        "unviewed": (Words("未看", "not viewed"), lambda card: not card.viewed),
    }
)
ORDERS: Mapping[str, Words] = MappingProxyType(
    {"text": Words("按条文次序", "As in the text"), "risk": Words("按风险", "By risk")}
)
TIER_WORDS = (
    Words("金额和比例", "Money and percentages"),
    Words("期限和日期", "Deadlines and dates"),
    Words("应当、可以、不得", "Duties: must, may, must not"),
    Words("其他数字", "Other figures"),
    Words("其他改动", "Other changes"),
)
#: From so many cards on a reviewer sees the riskiest first: what stands last is read least.
MANY = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading: a chapter or a tier of risk; `words` "" where there is none."""

    words: str
    address: str
    cards: list[Shown]


def chosen(cards: Sequence[Shown], only: str) -> list[Shown]:
    """The cards of a filter; all of them for what is none."""
    known = FILTERS.get(only)
    return [one for one in cards if known is None or known[1](one)]


def in_chapters(cards: Sequence[Shown], order: Order, called: Mapping[str, str]) -> list[Group]:
    """The cards as the text has them, under the outermost heading of each.

    called  what each chapter is called, by its key
    """
    above = {key: containers[0] if containers else "" for key, containers in order}
    found: list[Group] = []
    chapter = ""
    for card in cards:
        keys = card.change.new_keys or ([] if not found else card.change.old_keys)
        chapter = next((above[key] or (key if key in called else "") for key in keys if key in above), chapter)
        if not found or found[-1].address != f"in-{chapter}":
            found.append(Group(called.get(chapter, ""), f"in-{chapter}", []))
        found[-1].cards.append(card)
    return found


def by_risk(cards: Sequence[Shown], say: Callable[[Words], str], whose: int) -> list[Group]:
    """The riskiest first; within each tier everybody begins somewhere else, so that no card stands last for all.

    whose  the number of the reviewer
    """
    found = []
    for tier, _ in enumerate(TIERS):
        several = [one for one in cards if one.drawn.tier == tier]
        if several:
            turn = whose * 7 % len(several)
            found.append(Group(say(TIER_WORDS[tier]), f"in-{TIERS[tier]}", several[turn:] + several[:turn]))
    return found
