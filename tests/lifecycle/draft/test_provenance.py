"""The history of an article against a model that knows each article by a name of its own, in random saves and rounds."""

import random
from collections import Counter

import pytest
from sqlmodel import select

from tests.cast import SLUG, House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.provenance import history
from workflow.records.regulation import Regulation, editions_of
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Reader
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.runs import Mark
from workflow.text.labels.numerals import chinese
from workflow.words import Language

ABOUT = ("仓库钥匙的保管", "车间照明的检修", "职工宿舍的清扫", "消防器材的摆放", "废旧物资的出售", "会议室的借用", "班车的发车时间",
         "图书的外借期限", "雨具的领用", "门卫的交接班", "绿地的浇水", "公告栏的更换", "饮水机的消毒", "自行车的停放")  # fmt: skip
#: Whose eyes: drafters see each save, reviewers what was put before them, employees nothing before the issue.
READERS = {
    "drafter": Reader(frozenset({Role.DRAFTER}), 1),
    "reviewer": Reader(frozenset({Role.REVIEWER}), 2),
    "employee": Reader(frozenset({Role.EMPLOYEE}), 3),
}


def words_of(name: str, variant: int) -> str:
    """Words that have little in common with another article's, which an engine could take for the same one changed."""
    own = "".join(
        random.Random(name).choices(
            "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜", k=30
        )
    )
    return f"{name}{own[:15]}，{variant}次，{own[15:]}。"


class Walk:
    """One drafter's saves and rounds on the next edition, and what each reader has seen by then: (name, variant) in order."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice = house, random.Random(seed)
        self.fresh = list(ABOUT)
        self.dice.shuffle(self.fresh)
        self.now = [(self.fresh.pop(), self.dice.randint(1, 9)) for _ in range(5)]
        self.seen: dict[str, list[list[tuple[str, int]]]] = {one: [] for one in READERS}
        self.done: Counter[str] = Counter()

    def change(self) -> None:
        act = self.dice.choice(["word", "word", "insert", "delete", "swap"])
        at = self.dice.randrange(len(self.now))
        if act == "word":
            self.now[at] = (self.now[at][0], self.now[at][1] % 30 + 11)
        elif act == "insert" and self.fresh:
            self.now.insert(at, (self.fresh.pop(), self.dice.randint(1, 9)))
        elif act == "delete" and len(self.now) > 3:
            del self.now[at]
        elif act == "swap":
            other = self.dice.randrange(len(self.now))
            self.now[at], self.now[other] = self.now[other], self.now[at]
        self.done[act] += 1

    def save(self) -> None:
        lines = [f"第{chinese(at)}条　{words_of(*one)}" for at, one in enumerate(self.now, 1)]
        text = "\n".join(["职工食堂管理办法", *lines, f"第{chinese(len(lines) + 1)}条　本办法自2026年9月1日起施行。"])
        with self.house.acting("drafter") as act:
            edition = self.house.edition(act)
            newest = texts.latest(act.db, edition, Language.ZH)
            _, new = drafting.save(act, edition, Language.ZH, text, newest)
        if new:
            self.seen["drafter"].append(list(self.now))
        self.done["save"] += 1

    def submit(self) -> None:
        with self.house.acting("drafter") as act:
            drafting.submit(act, self.house.edition(act), "", self.house.drafted(act))
        self.seen["reviewer"].append(list(self.now))
        self.done["submit"] += 1

    def expected(self, who: str, name: str) -> list[tuple[str | None, str | None, bool]]:
        """Label before and after, and whether the words changed, in each text that did something to the article."""
        out: list[tuple[str | None, str | None, bool]] = []
        before: tuple[str, int] | None = None
        for text in self.seen[who]:
            place = next((at for at, one in enumerate(text, 1) if one[0] == name), None)
            now = (f"第{chinese(place)}条", text[place - 1][1]) if place else None
            if now != before:
                changed = before is None or now is None or before[1] != now[1]
                out.append((before[0] if before else None, now[0] if now else None, changed))
            before = now
        return out


def walk(reached: Reached, seed: int, steps: int) -> Counter[str]:
    house = reached("issue")
    with house.acting("drafter") as act:
        regulation = act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one()
        drafting.amend(act, regulation)
    one = Walk(house, seed)
    one.save()
    for _ in range(steps):
        for _ in range(one.dice.randint(1, 2)):
            one.change()
        one.save()
        if one.dice.random() < 0.4 and one.seen["reviewer"][-1:] != [one.now]:
            one.submit()
    with house.asking() as act:
        regulation = act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one()
        edition = editions_of(act.db, regulation)[-1]
        saves = act.db.exec(select(Snapshot).where(Snapshot.edition_id == edition.id, Snapshot.language == Language.ZH))
        keys: dict[str, set[str]] = {}
        for save in saves:
            for article in texts.tree_of(act.db, save).articles():
                name = next((name for name in ABOUT if article.children[0].text.startswith(name)), None)
                if name:
                    keys.setdefault(name, set()).add(article.key)
        for name, several in keys.items():
            (key,) = several
            for who, reader in READERS.items():
                found = history(act.db, regulation, Language.ZH, key, reader)
                told = [
                    (step.old[0] if step.old else None, step.new[0] if step.new else None,
                     any(mark is not Mark.KEPT for mark, _ in step.runs))
                    for step in found
                ]  # fmt: skip
                assert told == one.expected(who, name), (seed, who, name)
                assert all(
                    (Fate.MODIFIED in step.kinds) == changed
                    for step, (old, new, changed) in zip(found, told, strict=True)
                    if old and new
                )
    return one.done


@pytest.mark.parametrize("seed", range(3))
def test_each_reader_is_told_what_they_could_have_seen(reached: Reached, seed: int):
    done = walk(reached, seed, 7)
    assert done["save"] > 5


@pytest.mark.soak
def test_many_more(reached: Reached):
    done: Counter[str] = Counter()
    for seed in range(100, 160):
        done += walk(reached, seed, 14)
    assert all(done[one] > 40 for one in ("word", "insert", "delete", "swap", "save", "submit")), done
