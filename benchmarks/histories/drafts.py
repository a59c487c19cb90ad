"""The texts of the trial: named items with a variant of their words each, written out as a regulation in either language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from workflow.text.labels.numerals import chinese

#: One sentence for each article there can be, unlike the others; a figure makes its variants.
ARTICLES = (
    "本办法适用于与公司签订劳动合同的全体职工，包括试用期满{n}日的人员。",
    "职工因病住院的，由工会在{n}日内派人探望并送慰问品。",
    "夜班津贴按照每班{n}元发放，随当月工资一并结清。",
    "高温季节露天作业的班组，每人每天供应防暑饮料{n}份。",
    "职工子女考入大学的，一次性奖励{n}百元，由教育委员会核定。",
    "食堂每周公布菜谱和采购账目，公示期不少于{n}天。",
    "班车线路由后勤部门每{n}个月征求乘车人意见，据此调整。",
    "图书室开放时间每天不少于{n}小时，节假日照常开放。",
    "女职工每年安排{n}次专项体检，费用从福利费中列支。",
    "退休欢送会的经费标准为每人{n}元，超出部分不予报销。",
    "劳动防护用品的更换周期为{n}个月，损坏的随时更换。",
    "合理化建议被采纳的，按节约金额的百分之{n}给予奖励。",
)
ENGLISH = (
    "These Rules apply to all employees with a contract, after {n} days of trial.",
    "The union visits a colleague in hospital within {n} days.",
    "The night allowance is {n} yuan a shift, paid with the wages of the month.",
    "In hot weather each outdoor team receives {n} bottles of drink a day.",
    "A child admitted to university brings an award of {n} hundred yuan.",
    "The canteen posts its menu and its purchases for {n} days.",
    "Bus lines are reviewed every {n} months after asking the passengers.",
    "The library is open {n} hours a day, holidays included.",
    "Women employees have {n} special medical checks a year.",
    "A farewell for retirement may cost {n} yuan a person.",
    "Protective equipment is replaced every {n} months.",
    "A suggestion that is taken up earns {n} per cent of what it saves.",
)
TITLES = ("职工福利管理办法", "职工福利实施办法", "职工福利和慰问管理办法")
HEADINGS = {"k1": ("总则", "一般规定", "总的要求"), "k2": ("标准", "福利标准", "各项标准")}
ENGLISH_HEADINGS = {"k1": "General Provisions", "k2": "Rates"}


@dataclass(frozen=True)
class Part:
    """One item: t title, p preamble, k… chapter, a… article, x annex; which words it has, what it cites, how it is typed."""

    name: str
    words: int = 0
    cites: str = ""
    typography: bool = False

    @property
    def meaning(self) -> str:
        """What is decided on."""
        return f"{self.words}{f' citing {self.cites}' if self.cites else ''}"


Parts = tuple[Part, ...]
BASE: Parts = (
    Part("t"), Part("p"), Part("k1"), Part("a0"), Part("a1"), Part("k2"), Part("a2"), Part("a3", cites="a2"), Part("a4"), Part("x"),
)  # fmt: skip


def rows(parts: Parts) -> list[tuple[str, str]]:
    """The items in order with the chapter each stands in."""
    found, chapter = [], ""
    for part in parts:
        inside = part.name.startswith("a")
        found.append((part.name, chapter if inside else ""))
        chapter = part.name if part.name.startswith("k") else chapter
    return found


def labels(parts: Parts, language: str) -> dict[str, str]:
    """Item → what it is called in the text."""
    found: dict[str, str] = {}
    articles = chapters = 0
    for part in parts:
        if part.name.startswith("a"):
            articles += 1
            found[part.name] = f"第{chinese(articles)}条" if language == "zh" else f"Article {articles}"
        elif part.name.startswith("k"):
            chapters += 1
            found[part.name] = f"第{chinese(chapters)}章" if language == "zh" else f"Chapter {chapters}"
        else:
            zh, en = {"t": ("标题", "Title"), "p": ("引言", "Preamble"), "x": ("附件", "Annex")}[part.name]
            found[part.name] = zh if language == "zh" else en
    return found


def written(parts: Parts, language: str) -> str:
    """The text as somebody would type it."""
    called = labels(parts, language)
    lines = [_line(part, called, language) for part in parts]
    return "\n".join(lines) + "\n"


def _line(part: Part, called: dict[str, str], language: str) -> str:
    name, n = part.name, 3 + 2 * part.words
    if language == "en":
        if name.startswith("a"):
            return f"{called[name]} {ENGLISH[int(name[1:])].format(n=n)}"
        if name.startswith("k"):
            return f"\n{called[name]} {ENGLISH_HEADINGS[name]}"
        return f"Rules on Benefits {n}\n" if name == "t" else f"To protect employees, these {n} Rules are made.\n"
    if name.startswith("a"):
        text = f"{called[name]}　{ARTICLES[int(name[1:])].format(n=n)}"
        text += f"具体办法适用{called[part.cites]}的规定。" if part.cites else ""
    elif name.startswith("k"):
        text = f"\n{called[name]}　{HEADINGS[name][part.words % 3]}"
    elif name == "t":
        text = f"{TITLES[part.words % 3]}\n"
    elif name == "p":
        text = f"为了保障职工权益，根据公司第{n}次会议的要求，制定本办法。\n"
    else:
        text = f"\n附件　补助标准\n困难补助，每人每年{n}百元。"
    return text.replace("，", ",", 1) if part.typography else text


def told(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Parts as plain values for a file of acts."""
    return [asdict(part) for part in parts]


def untold(parts: Iterable[dict[str, Any]]) -> Parts:
    """The parts of a file of acts."""
    return tuple(Part(**part) for part in parts)


def settled(parts: Parts, language: str) -> Parts:
    """The same without references to articles that are gone; the English text has none."""
    names = {part.name for part in parts} if language == "zh" else set()
    return tuple(part if part.cites in {*names, ""} else replace(part, cites="") for part in parts)
