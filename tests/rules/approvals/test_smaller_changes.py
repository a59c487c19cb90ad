"""A decision that survives one kind of change survives every smaller kind, on texts as the engine reads them."""

from itertools import combinations

from tests.rules.values import given, legal
from workflow.rules.approvals import STRUCTURE
from workflow.text.comparing.items import Worded, worded
from workflow.text.given import keyed
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse

#: What may happen to a text after the decision on article a, whose reference to article c goes along whenever c moves.
CHANGES = ("typography", "article before", "other words", "other gone", "words", "other number cited", "order")
#: What leaves the words of article a, and what they mean, as they were.
HARMLESS = {"typography", "article before", "other words", "other gone", "order"}


def version(changes: frozenset[str], times: str = "两次") -> Worded:
    """The text with these changes, its articles under keys that never change."""
    order = ["x", "a", "b", "c", "d"]
    if "other gone" in changes:
        order.remove("b")
    if "article before" in changes:
        order.insert(1, "n")
    if "order" in changes:
        order[-1], order[-2] = order[-2], order[-1]
    at = {key: chinese(number) for number, key in enumerate(order, 1)}
    cited = at["d" if "other number cited" in changes else "c"]
    own = f"检查每年进行{'三次' if 'words' in changes else times}，依照第{cited}条办理，结果公布。"
    words = {
        "x": "为了规范管理，制定本办法。",
        "n": "检查由设备部门组织。",
        "a": own.replace("，", ",") if "typography" in changes else own,
        "b": "检查记录保存十年。" if "other words" in changes else "检查记录保存五年。",
        "c": "检查应当有两人在场。",
        "d": "本办法自发布之日起施行。",
    }
    document = parse("管理办法\n" + "\n".join(f"第{at[key]}条　{words[key]}" for key in order)).document
    keys = {id(unit): f"{unit.kind}{place}" for place, unit in enumerate(document.root.walk())}
    keys |= {id(article): key for article, key in zip(document.articles(), order, strict=True)}
    return worded(keyed(document, keys))


def survives(changes: frozenset[str]) -> dict[str, bool]:
    """Whether the approval still counts for article a, and for the order of the text."""
    before, approved = version(frozenset(), "一次"), version(frozenset())
    standing = legal(before, version(changes), given(1, approved))
    opened = {card.key for card in standing.cards if card.is_open}
    return {"a": "a" not in opened, "order": STRUCTURE not in opened}


def test_what_survives_a_change_survives_every_part_of_it():
    every = [frozenset(some) for size in range(len(CHANGES) + 1) for some in combinations(CHANGES, size)]
    found = {one: survives(one) for one in every}
    for larger in every:
        for smaller in every:
            if smaller <= larger:
                for what, does in found[larger].items():
                    assert found[smaller][what] >= does, (what, set(smaller), set(larger))
    assert {one for one in every if found[one]["a"]} == {one for one in every if one <= HARMLESS}
    assert {one for one in every if found[one]["order"]} == {one for one in every if "order" not in one}
