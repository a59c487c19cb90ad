"""Items, texts and decisions as plain values, for tests of the rules alone."""

from collections.abc import Iterable

from workflow.rules.approvals import Given, Key, Standing, standings
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.review import Decision, Ending
from workflow.text.comparing.items import Item, Worded
from workflow.text.tree import Kind
from workflow.words import Language

LEGAL, UNION, DEPARTMENT = Capacity.LEGAL, Capacity.UNION, Capacity.DEPARTMENT
APPROVE, REQUEST = Decision.APPROVE, Decision.REQUEST_CHANGES
ONE, TWO, THREE = 1, 2, 3


def item(words: str, label: str = "第一条", typography: str = "", cites: str = "") -> Item:
    """An item of these words; `typography` and `cites` only differ in print."""
    return Item(Kind.ARTICLE, label, f"{words}{typography}{cites}", f"{words}{cites}", words, words)


def text(order: str = "", /, **items: str | Item) -> Worded:
    """A text of items by key, in this order or that of the arguments."""
    made = {key: one if isinstance(one, Item) else item(one) for key, one in items.items()}
    return Worded(made, tuple((key, ()) for key in order or made))


def given(
    number: int,
    shown: Worded,
    decision: Decision = APPROVE,
    person: int = ONE,
    capacity: Capacity = LEGAL,
    own: Iterable[Key] = (),
    ending: Ending | None = None,
    hands: frozenset[int] | None = None,
) -> Given:
    return Given(
        number,
        person,
        hands or frozenset({person}),
        capacity,
        decision,
        1,
        {Language.ZH: shown},
        frozenset(own),
        ending,
    )


def legal(base: Worded, head: Worded, *decisions: Given) -> Standing:
    """How legal stands, which alone is required."""
    return standings({Seat(LEGAL): [Language.ZH]}, {Language.ZH: base}, {Language.ZH: head}, decisions)[0]
