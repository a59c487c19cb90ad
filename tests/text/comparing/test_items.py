"""Items as values: what changes a value and what does not, and that every smaller change survives where a larger one does."""

from itertools import combinations, count

import pytest

from workflow.text.comparing.items import Item, Worded, worded
from workflow.text.comparing.keys import carry
from workflow.text.reading.parse import parse

#: Kinds of change that can come together. `words` changes what is decided on, the others do not.
ATOMS = ("elsewhere", "typography", "inserted above", "moved", "words")
CITED = "夜班津贴按照每班三十元发放，随当月工资一并结清。"
AIM = "职工因病住院的，由工会派人探望，标准适用第{number}条的规定。"


def text(*atoms: str) -> str:
    """A regulation whose article on hospital visits is the one looked at, with these changes made to it and around it."""
    aim = AIM
    if "typography" in atoms:
        aim = aim.replace("，", ",", 1)
    if "words" in atoms:
        aim = aim.replace("工会派人", "工会或者部门派人")
    about = "本办法适用于全体职工。" if "elsewhere" not in atoms else "本办法适用于全体职工和实习人员。"
    articles = [about, CITED, "食堂每周公布菜谱和采购账目，公示期不少于七天。"]
    if "inserted above" in atoms:
        articles.insert(1, "图书室开放时间每天不少于八小时，节假日照常开放。")
    articles.insert(1 if "moved" in atoms else len(articles), aim)
    number = "一二三四五六"[articles.index(CITED)]
    lines = [f"第{'一二三四五六'[i]}条　{words.format(number=number)}" for i, words in enumerate(articles)]
    return "职工福利办法\n\n" + "\n".join(lines) + "\n"


def values(*atoms: str) -> tuple[Worded, Worded]:
    """The text before and after these changes, with keys carried over."""
    numbers = count()

    def key() -> str:
        return f"k{next(numbers)}"

    old, new = parse(text()).document, parse(text(*atoms)).document
    old, _ = carry(None, old, key)
    new, _ = carry(old, new, key)
    return worded(old), worded(new)


def survives(*atoms: str) -> bool:
    """Whether an approval of the article before the changes still counts after them."""
    old, new = values(*atoms)
    key = next(key for key, _ in old.order if old.items[key].label == "第四条")
    item: Item = old.items[key]
    return item.is_same(new.items.get(key))


SUBSETS = [chosen for size in range(len(ATOMS) + 1) for chosen in combinations(ATOMS, size)]


def test_what_survives_one_change_survives_every_smaller_one():
    found = {frozenset(chosen): survives(*chosen) for chosen in SUBSETS}
    assert set(found.values()) == {True, False}
    for larger, outlives in found.items():
        for smaller, holds in found.items():
            if smaller <= larger and outlives:
                assert holds, f"{set(larger)} is survived, {set(smaller)} is not"


@pytest.mark.parametrize("chosen", [one for one in SUBSETS if one], ids=" and ".join)
def test_only_words_change_a_value(chosen: tuple[str, ...]):
    assert survives(*chosen) is ("words" not in chosen)


def test_a_reference_to_another_article_is_another_value():
    old, new = (parse(text().replace("第二条的规定", f"第{number}条的规定")).document for number in "二三")
    numbers = count()
    old, _ = carry(None, old, lambda: f"k{next(numbers)}")
    new, _ = carry(old, new, lambda: f"n{next(numbers)}")
    before, after = worded(old), worded(new)
    key = next(key for key, _ in before.order if before.items[key].label == "第四条")
    assert not before.items[key].is_same(after.items[key])
