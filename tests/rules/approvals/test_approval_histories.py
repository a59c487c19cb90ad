"""What approvals count for: every short history of one item, and random histories held against a journal."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

import pytest

from benchmarks.histories.model import Journal
from tests.rules.values import APPROVE, DEPARTMENT, LEGAL, ONE, REQUEST, THREE, TWO, UNION, given, item, legal, text
from workflow.rules.approvals import Given, authors, standings
from workflow.rules.people.roles import Seat
from workflow.rules.review import Ending
from workflow.text.comparing.items import NOTHING, Item, Worded
from workflow.words import Language

# Every history of one item and one capacity -------------------------------------------------------------------------

WRITER = 9
ACTS = (
    *(("save", who, words) for who, words in ((WRITER, "乙"), (WRITER, "甲"), (ONE, "乙"), (ONE, ""))),
    *(("approve", who) for who in (ONE, TWO)),
    *(("ask", who) for who in (ONE, TWO)),
    *(("take back", who) for who in (ONE, TWO)),
    ("dismiss",),
)


def oracle(history: tuple[tuple, ...]) -> bool:  # noqa: C901
    """Whether the review of one item is done, told by walking the history from its end."""
    words = "甲"
    wrote: list[int] = []
    decisions: list[list] = []  # person, passes, words, may, state
    for act in history:
        if act[0] == "save":
            wrote = [] if act[2] == "甲" else wrote if act[2] == words else [*wrote, act[1]]
            words = act[2]
        elif act[0] in ("approve", "ask"):
            decisions.append([act[1], act[0] == "approve", words, act[1] not in wrote, "stands"])
        elif act[0] == "take back":
            mine = [one for one in decisions if one[0] == act[1] and one[4] != "gone"]
            if mine:
                mine[-1][4] = "gone"
        else:
            asked = [one for one in decisions if not one[1] and one[4] == "stands"]
            if asked:
                asked[-1][4] = "dismissed"
    standing = [one for one in decisions if one[4] != "gone"]
    if not any(one[1] for one in standing):
        return False
    for person in (ONE, TWO):
        mine = [one for one in standing if one[0] == person and one[4] == "stands"]
        if mine and not mine[-1][1]:
            return False
    for _, passes, seen, may, _ in reversed(standing):
        if passes and may:
            return seen == words
        if not passes and seen == words:
            return False
    return words == "甲"


def one_item(words: str) -> Worded:
    return text(a=words) if words else NOTHING


def judged(history: tuple[tuple, ...]) -> bool:
    """The same asked of the rules."""
    words: list[tuple[int, Worded]] = []
    base = head = one_item("甲")
    decisions: list[Given] = []
    for act in history:
        if act[0] == "save":
            head = one_item(act[2])
            words.append((act[1], head))
        elif act[0] in ("approve", "ask"):
            wrote = authors(Language.ZH, base, words)
            own = [key for key, people in wrote.items() if act[1] in people]
            kind = APPROVE if act[0] == "approve" else REQUEST
            decisions.append(given(len(decisions), head, kind, act[1], own=own))
        else:
            _end(decisions, act)
    return legal(base, head, *decisions).counts


def _end(decisions: list[Given], act: tuple) -> None:
    if act[0] == "take back":
        found = [i for i, one in enumerate(decisions) if one.person == act[1] and one.ending is not Ending.WITHDRAWN]
        ending = Ending.WITHDRAWN
    else:
        found = [i for i, one in enumerate(decisions) if one.decision is REQUEST and one.ending is None]
        ending = Ending.DISMISSED
    if found:
        decisions[found[-1]] = replace(decisions[found[-1]], ending=ending)


@pytest.mark.thorough
def test_every_history_of_one_item_and_one_capacity_up_to_five_acts():
    done = 0
    for length in range(6):
        for history in product(ACTS, repeat=length):
            found = judged(history)
            assert found is oracle(history), history
            done += found
    assert done > 10_000, "histories that conclude are among them"


# Random histories of many items -------------------------------------------------------------------------------------

PEOPLE = {ONE: LEGAL, TWO: UNION, THREE: DEPARTMENT, 4: LEGAL, 5: UNION}
REQUIRED = {LEGAL: (Language.ZH, Language.EN), UNION: (Language.ZH,)}
KINDS = (
    "words", "delete", "put in", "put back", "drop", "move", "typography", "renumber", "follow", "translate", "approve",
    "deputise", "ask", "take back", "dismiss", "same again", "approve some", "ask about some",
)  # fmt: skip


@dataclass
class Play:
    """One edition in both accounts: texts as the rules see them, and the journal."""

    chance: random.Random
    saves: dict[str, list[tuple[int, Worded]]] = field(default_factory=lambda: {Language.ZH: [], Language.EN: []})
    decisions: list[Given] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        words = {key: f"{key}0" for key in "abcd"}
        self.base = {Language.ZH: text(**words), Language.EN: text(**words)}
        self.head = dict(self.base)
        plain = {(language.value, key): one for language in (Language.ZH, Language.EN) for key, one in words.items()}
        rows = [(key, "") for key in words]
        self.journal = Journal(
            {one.value: languages for one, languages in REQUIRED.items()},
            plain,
            {language.value: rows for language in Language},
        )
        self.gone: dict[str, Item] = {}

    def save(self, language: Language, items: dict[str, Item], order: list[str]) -> None:
        person = self.chance.choice((WRITER, *PEOPLE))
        self.head[language] = Worded(items, tuple((key, ()) for key in order))
        self.saves[language].append((person, self.head[language]))
        self.journal.save(
            person, language, {key: one.value for key, one in items.items()}, [(key, "") for key in order]
        )
        self.journal.put_before_others()

    def act(self, kind: str) -> None:
        language = Language.EN if kind == "translate" else Language.ZH
        items = dict(self.head[language].items)
        order = [key for key, _ in self.head[language].order]
        self.made += 1
        if kind in ("words", "translate", "typography", "renumber", "follow") and items:
            key = self.chance.choice(list(items))
            old = items[key]
            items[key] = {
                "words": item(f"{key}{self.chance.randrange(3)}"),
                "translate": item(f"{key}{self.chance.randrange(3)}"),
                "typography": replace(old, exact=f"{old.exact}，"),
                "renumber": replace(old, label=f"第{self.made}条"),
                "follow": replace(old, exact=f"{old.exact}{self.made}", plain=f"{old.plain}{self.made}"),
            }[kind]
        elif kind == "delete" and len(items) > 1:
            key = self.chance.choice(order)
            self.gone[key] = items.pop(key)
            order.remove(key)
        elif kind == "put in":
            items[f"n{self.made}"] = item(f"n{self.made}")
            order.insert(self.chance.randrange(len(order) + 1), f"n{self.made}")
        elif kind == "put back" and self.gone:
            key = self.chance.choice(list(self.gone))
            items[key] = self.gone.pop(key)
            order.insert(self.chance.randrange(len(order) + 1), key)
        elif kind == "drop":
            self.gone, items, order = (
                {},
                dict(self.base[Language.ZH].items),
                [key for key, _ in self.base[Language.ZH].order],
            )
        elif kind == "move" and len(order) > 1:
            order.insert(self.chance.randrange(len(order)), order.pop(self.chance.randrange(len(order))))
        else:
            self._decide(kind)
            return
        self.save(language, items, order)

    def _decide(self, kind: str) -> None:
        if kind in ("take back", "dismiss"):
            self._undo(kind)
            return
        hand = self.chance.choice(list(PEOPLE))
        person = self.chance.choice(list(PEOPLE)) if kind == "deputise" else hand
        shown = [Language.ZH, Language.EN] if self.chance.random() < 0.8 else [Language.ZH]
        places = [(one, key) for one in shown for key in ("", *self.base[one].items, *self.head[one].items)]
        some = frozenset(self.chance.choices(places, k=3)) if kind.endswith("some") else None
        asks = kind.startswith("ask")
        wrote = {
            key
            for language in shown
            for key, people in authors(language, self.base[language], self.saves[language]).items()
            if people & {hand, person}
        }
        for _ in range(2 if kind == "same again" else 1):
            self.decisions.append(
                Given(
                    len(self.decisions),
                    person,
                    frozenset({hand, person}),
                    PEOPLE[person],
                    REQUEST if asks else APPROVE,
                    1,
                    {one: self.head[one] for one in shown},
                    frozenset(wrote),
                    items=some,
                )
            )
            self.journal.decide(
                person, {hand, person}, PEOPLE[person].value, lets_pass=not asks, languages=shown, only=some
            )

    def _undo(self, kind: str) -> None:
        open_ones = [
            i
            for i, one in enumerate(self.decisions)
            if one.ending is None and (kind == "take back" or one.decision is REQUEST)
        ]
        if open_ones:
            number = self.chance.choice(open_ones)
            ending = Ending.WITHDRAWN if kind == "take back" else Ending.DISMISSED
            self.decisions[number] = replace(self.decisions[number], ending=ending)
            entry = self.journal.entries[number]
            entry.dead, entry.lifted = entry.dead or kind == "take back", entry.lifted or kind == "dismiss"

    def check(self) -> bool:
        """Both accounts say the same of every capacity; whether the review is done."""
        found = standings(
            {Seat(one): languages for one, languages in REQUIRED.items()}, self.base, self.head, self.decisions
        )
        for one in found:
            name = one.capacity.value
            assert {(card.language, card.key) for card in one.open} == self.journal.open(name)
            assert set(one.asking) == self.journal.asking(name)
            assert one.hands == (self.journal.hands(name) if one.required else frozenset())
        assert all(one.counts for one in found) is self.journal.concluded()
        return self.journal.concluded()


def played(seed: int, histories: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(histories):
        play = Play(chance)
        for _ in range(chance.randrange(3, 22)):
            kind = chance.choice(KINDS) if chance.random() < 0.6 else "approve"
            play.act(kind)
            yield kind
            if play.check():
                yield "concluded"


def assert_each_kind_occurred(kinds: list[str]) -> None:
    for kind in (*KINDS, "concluded"):
        assert kinds.count(kind) >= 0.01 * len(kinds), kind


def test_random_histories_agree_with_a_journal_read_backwards():
    assert_each_kind_occurred(list(played(20260316, 400)))


@pytest.mark.soak
def test_ten_thousand_random_histories_agree_with_a_journal_read_backwards():
    assert_each_kind_occurred(list(played(8, 10_000)))
