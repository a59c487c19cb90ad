"""A small regulation, and decisions on it in the words of many offices: what came of one, and what should have."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.text.amending.apply import Applied, apply, canonical
from workflow.text.reading.parse import parse

NAME = "《职工食堂管理办法》"
OLD = """职工食堂管理办法
（2020年3月1日第一届职工代表大会第一次会议通过）
第一章　总则
第一条　为规范食堂管理，制定本办法。
第二条　食堂由后勤部管理，接受职工监督。食堂实行明码标价。
第二章　就餐
第三条　职工就餐应当刷卡。
外来人员就餐按照下列规定办理：
（一）由接待部门陪同；
（二）凭接待单就餐；
（三）费用由接待部门承担。
就餐卡不得转借。
第四条　就餐时间为十一时至十三时；夜班职工的就餐时间为二十二时至二十三时，但是节假日除外。
第五条　食堂采购应当索取票证，票证保存六个月。采购人员每季度轮换，采购清单应当公示。
第三章　附则
第六条　违反本办法第三条规定的，由后勤部处理。
第七条　本办法由后勤部负责解释。
第八条　本办法自2020年4月1日起施行。
"""
#: What stands in articles 5 to 8, for those that get another number.
LAST = [line.split("\u3000")[1] for line in OLD.splitlines() if line[:3] in ("第五条", "第六条", "第七条", "第八条")]
Pairs = Sequence[tuple[str, str]]


def decided(
    *items: str, old: str = OLD, title: str = f"关于修改{NAME}的决定", opening: str = f"对{NAME}作如下修改："
) -> Applied:
    """What comes of a decision with these items; `opening` and `title` may be empty."""
    lines = [title, opening, *items]
    return apply(parse(old).document, "\n".join(line for line in lines if line) + "\n")


def changed(*pairs: tuple[str, str], old: str = OLD) -> str:
    """The text with these exchanges, each of words that stand there once."""
    for one, other in pairs:
        assert old.count(one) == 1, one
        old = old.replace(one, other)
    return canonical(parse(old).document)


def numbered_on(*new: str) -> str:
    """The text with these as articles 5 and on, and the old ones pushed on."""
    head = OLD[: OLD.index("第五条")]
    labels = [f"第{number}条" for number in "五六七八九十"]
    lines = [*new, LAST[0], None, *LAST[1:]]
    found = []
    for line in lines:
        found.append("第三章　附则" if line is None else f"{labels.pop(0)}　{line}")
    return canonical(parse(head + "\n".join(found) + "\n").document)
