"""What is taken out and put back in the same words keeps its key, whatever was saved between; no key is given twice."""

import itertools
import random

import pytest

from workflow.text.comparing.items import Worded, worded
from workflow.text.comparing.keys import carry
from workflow.text.comparing.restoring import restore
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

NUMBERS = "一二三四五六七八九十"
WORDS = (
    "早餐标准为每人每日十元。\n夜班职工的夜餐标准与午餐相同。",
    "食堂应当做到下列各项：\n（一）每日公布菜谱；\n（二）每月公布账目。",
    "送餐车辆由后勤部门统一调度。",
    "职工代表可以随时查看采购记录。",
    "浴室每周开放六天，费用由公司承担。",
    "宿舍按工龄、家庭人数依次分配。",
)


class Saves:
    """The saves of one edition, each with the keys that its units have."""

    def __init__(self) -> None:
        self.made: list[Document] = []
        self._numbers = itertools.count()

    def save(self, chosen: list[str]) -> dict[str, str]:
        """Saves articles of these words, as the drafter's desk does; the key of each by its first line."""
        text = "职工生活管理办法\n\n" + "\n".join(f"第{NUMBERS[at]}条　{one}" for at, one in enumerate(chosen))
        new, fresh = parse(text).document, list[str]()

        def make_key() -> str:
            fresh.append(f"k{next(self._numbers)}")
            return fresh[-1]

        new, lineage = carry(self.made[-1] if self.made else None, new, make_key)
        earlier: list[tuple[Document, Worded]] = [(one, worded(one)) for one in reversed(self.made)]
        new, _ = restore(new, set(fresh), earlier, lineage)
        keys = [one.key for one in new.root.walk()]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        self.made.append(new)
        return {one.text.partition("\n")[0]: one.key for one in new.root.walk() if one.text}


@pytest.mark.parametrize("seed", range(12))
def test_what_comes_back_has_its_key_again(seed: int):
    """Told by a dictionary: the key that the words had when they were first saved."""
    dice, saves, first = random.Random(seed), Saves(), dict[str, str]()
    for _ in range(8):
        chosen = [one for one in WORDS if dice.random() < 0.7] or [WORDS[0]]
        for words, key in saves.save(chosen).items():
            assert first.setdefault(words, key) == key


def test_words_that_come_back_twice_have_the_key_once():
    saves = Saves()
    key = saves.save([WORDS[2], WORDS[3]])[WORDS[2]]
    assert key not in saves.save([WORDS[3]]).values()
    saves.save([WORDS[2], WORDS[3], WORDS[2]])
    assert [one.key for one in saves.made[-1].root.walk()].count(key) == 1


def test_other_words_get_another_key():
    saves = Saves()
    key = saves.save([WORDS[2], WORDS[3]])[WORDS[2]]
    saves.save([WORDS[3]])
    assert key not in saves.save([WORDS[4], WORDS[3]]).values()
