"""Two people saved at once: what each did stands, and only where both changed one provision somebody has to choose."""

import random

import pytest

from workflow.text.merging.hands import together, touched
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document

BASE = """食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴五元，由财务部门按月结算。
第三条　违反第二条规定的，退还补贴。
第四条　食堂每日公布菜谱，接受职工监督。
第五条　本办法自2027年1月1日起施行。
"""
CANTEEN = "食堂应当办理食品经营许可，并在入口处公示。"
NIGHT = "夜班职工的餐食由值班室统一配送到岗位。"


def read(text: str) -> Document:
    return parse(text).document


def merged(theirs: str, mine: str, *, take: bool = False, base: str = BASE) -> str:
    """What is to be saved; in clashes their wording stands when `take`."""
    found = touched(read(base), first := read(theirs), second := read(mine))
    chosen = {one.key for one in found if one.hand == "clash"} if take else set()
    return write(together(first, second, found, chosen))


def hands(theirs: str, mine: str) -> list[tuple[tuple[str, ...], str]]:
    """Labels of each difference and who made it."""
    return [
        (tuple(one.change.new or one.change.old), one.hand) for one in touched(read(BASE), read(theirs), read(mine))
    ]


def put(text: str, place: str, words: str) -> str:
    """`text` with an article in front of `place`, labels moved along, references too."""
    lines, out, number = text.split("\n"), [], 0
    numerals = "〇一二三四五六七八九"
    at = next(index for index, line in enumerate(lines) if line.startswith(place))
    for index, line in enumerate(lines):
        if index == at:
            number += 1
            out.append(f"第{numerals[number]}条　{words}")
        if line.startswith("第"):
            number += 1
            line = f"第{numerals[number]}条　{line.partition('　')[2]}"
        out.append(line)
    moved = numerals.index(place[1]) <= 2
    return "\n".join(out).replace("违反第二条", "违反第三条") if moved else "\n".join(out)


def test_in_a_clash_what_only_they_did_stands():
    theirs = BASE.replace("五元", "八元").replace("每日公布", "每周公布")
    mine = BASE.replace("五元", "六元")
    assert hands(theirs, mine) == [(("第二条",), "clash"), (("第四条",), "theirs")]
    assert "六元" in merged(theirs, mine)
    assert "每周公布" in merged(theirs, mine)
    assert "八元" in merged(theirs, mine, take=True)


def test_a_clash_says_what_both_began_with():
    found = touched(read(BASE), read(BASE.replace("五元", "八元")), read(BASE.replace("五元", "六元")))
    assert [one.before for one in found] == ["每餐补贴五元，由财务部门按月结算。"]


def test_different_insertions_at_one_place_both_stand():
    theirs, mine = put(BASE, "第四条", CANTEEN), put(BASE, "第四条", NIGHT)
    text = merged(theirs, mine)
    assert CANTEEN in text
    assert NIGHT in text
    assert "clash" not in {hand for _, hand in hands(theirs, mine)}
    assert "第七条　本办法自" in text


def test_an_insertion_that_moves_numbers_is_no_change_of_what_cites():
    theirs = put(BASE, "第二条", CANTEEN)
    mine = BASE.replace("五元", "六元")
    text = merged(theirs, mine)
    assert {hand for _, hand in hands(theirs, mine)} == {"theirs", "mine"}
    assert "第三条　每餐补贴六元" in text
    assert "第四条　违反第三条规定的" in text


def test_taken_out_by_one_and_worded_anew_by_the_other_is_a_clash():
    theirs = BASE.replace("第四条　食堂每日公布菜谱，接受职工监督。\n第五条", "第四条")
    mine = BASE.replace("每日公布", "每周公布")
    assert "clash" in {hand for _, hand in hands(theirs, mine)}
    assert "每周公布" in merged(theirs, mine)
    assert "公布菜谱" not in merged(theirs, mine, take=True)


def test_what_they_took_out_stays_out():
    theirs = BASE.replace("第四条　食堂每日公布菜谱，接受职工监督。\n第五条", "第四条")
    mine = BASE.replace("五元", "六元")
    text = merged(theirs, mine)
    assert "公布菜谱" not in text
    assert "六元" in text


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_one_hand_did_alone_is_ever_lost(seed: int):
    """Each hand words some articles anew and puts some in; the model knows by name who did what."""
    chance = random.Random(seed)
    nouns = ["食堂", "宿舍", "班车", "体检", "工具", "图书", "仓库", "档案", "考勤", "培训"]
    articles = [
        (name, f"{name}由{chance.choice(nouns)}小组负责第{number}项事务，{name}每月公布结果。")
        for number, name in enumerate(nouns)
    ]
    sides = []
    for hand in "甲乙":
        row = list(articles)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(row))
            name, words = row[at]
            if chance.random() < 0.6 and name in nouns:
                row[at] = name, words.replace("每月", f"每{hand}{chance.randint(2, 9)}日")
            else:
                row.insert(at, (f"{hand}{seed}{at}", f"{hand}方新增的第{at}项安排，与{chance.choice(nouns)}无关。"))
        sides.append(row)

    def text(row: list[tuple[str, str]]) -> str:
        numerals = "〇一二三四五六七八九十"
        labels = [numerals[k] if k <= 10 else f"十{numerals[k - 10]}" for k in range(1, len(row) + 1)]
        return "后勤管理办法\n\n" + "".join(f"第{k}条　{words}\n" for k, (_, words) in zip(labels, row, strict=True))

    theirs, mine = sides
    out = merged(text(theirs), text(mine), base=text(articles))
    before = dict(articles)
    for own, other in ((theirs, mine), (mine, theirs)):
        others = dict(other)
        for name, words in own:
            if before.get(name) == words or (name in before and others.get(name) != before[name]):
                continue  # untouched, or both touched it
            assert words in out, (name, words)
