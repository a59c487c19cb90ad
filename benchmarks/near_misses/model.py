"""A regulation as plain lists, with its own writer: the right text of a near miss is made here, without the text engine.

A regulation has chapters of articles; an article has paragraphs; a paragraph has sentences, or a lead with list units.
Every sentence and every list unit holds a tag of its own (甲12), so that words can be named that stand there once.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field

_DIGITS = "零一二三四五六七八九"
_WHO = ["员工", "部门负责人", "班组长", "值班人员", "新进人员", "劳务派遣人员", "工会小组"]
_MUST = ["应当", "可以", "不得", "必须"]
_WHEN = ["三日内", "五个工作日内", "每季度", "月末", "离岗前", "交接时"]
_WHAT = ["考勤记录", "请假申请", "值班表", "交接单", "检查报告", "工具清单", "培训记录"]
_DO = ["登记", "上报", "核对", "公示", "归档", "签收", "复核"]
_TOPICS = ["考勤", "值班", "奖惩", "培训", "安全检查", "工具借用", "宿舍管理", "车辆使用"]
_KINDS = ["管理办法", "实施细则", "管理规定", "制度"]
_HEADS = ["一般要求", "办理程序", "检查与监督", "奖励", "处分", "附则"]


def zh(number: int) -> str:
    """A number from 1 to 99 as labels print it."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


@dataclass
class Paragraph:
    """Sentences, or one lead and its list units without labels and stops."""

    sentences: list[str]
    units: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As printed."""
        found = ["".join(self.sentences)]
        for number, unit in enumerate(self.units, 1):
            found.append(f"（{zh(number)}）{unit}{'。' if number == len(self.units) else '；'}")
        return found


@dataclass
class Regulation:
    """The title, and the chapters: heading and articles, each a list of paragraphs. Numbers are counted when it is written."""

    title: str
    chapters: list[tuple[str, list[list[Paragraph]]]]
    labels: dict[int, str] = field(default_factory=dict)  # id of an article that keeps a label of its own

    def articles(self) -> list[list[Paragraph]]:
        """All articles in order."""
        return [article for _, articles in self.chapters for article in articles]

    def article(self, number: int) -> list[Paragraph]:
        """The article of that number, counted from 1."""
        return self.articles()[number - 1]

    def copy(self) -> Regulation:
        """A copy that shares nothing, its articles keep their places."""
        return copy.deepcopy(self)

    def where(self, number: int) -> tuple[list[list[Paragraph]], int]:
        """The chapter's articles and the place in them of article `number`."""
        for _, articles in self.chapters:
            if number <= len(articles):
                return articles, number - 1
            number -= len(articles)
        raise IndexError(number)

    def text(self, kept: list[int] | None = None) -> str:
        """The canonical text. `kept`: the numbers the articles print, where they are not simply counted."""
        lines = [self.title]
        number = 0
        for place, (heading, articles) in enumerate(self.chapters, 1):
            lines += ["", f"第{zh(place)}章　{heading}"]
            for article in articles:
                number += 1
                label = f"第{zh(kept[number - 1] if kept else number)}条"
                printed = [line for paragraph in article for line in paragraph.lines()]
                lines += [f"{label}　{printed[0]}", *printed[1:]]
        return "\n".join(lines) + "\n"


class Maker:
    """Makes regulations; the same for the same chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.tags = 0

    def tag(self) -> str:
        """A word that stands nowhere else."""
        self.tags += 1
        return f"{self.chance.choice('甲乙丙丁戊己庚辛')}{100 + self.tags}"

    def clause(self) -> str:
        """A clause without its stop."""
        pick = self.chance.choice
        return f"{pick(_WHO)}{pick(_MUST)}在{pick(_WHEN)}将{self.tag()}号{pick(_WHAT)}{pick(_DO)}"

    def sentence(self) -> str:
        """A sentence, now and then with a second half or a proviso."""
        dice = self.chance.random()
        if dice < 0.2:
            return f"{self.clause()}；{self.clause()}。"
        if dice < 0.45:
            mark = self.chance.choice(["，但", "，但是", "；但是"])
            return f"{self.clause()}{mark}{self.tag()}号事项除外。"
        return f"{self.clause()}。"

    def paragraph(self) -> Paragraph:
        """A paragraph, one in four with a list."""
        if self.chance.random() < 0.25:
            lead = f"{self.chance.choice(_WHO)}办理{self.tag()}号事项，应当提交下列材料："
            return Paragraph([lead], [self.unit() for _ in range(self.chance.randint(2, 5))])
        return Paragraph([self.sentence() for _ in range(self.chance.choice((1, 2, 2, 3, 4)))])

    def unit(self) -> str:
        """A list unit without label and stop."""
        return f"{self.tag()}号{self.chance.choice(_WHAT)}的{self.chance.choice(('原件', '复印件', '目录', '说明'))}"

    def article(self) -> list[Paragraph]:
        """One article."""
        return [self.paragraph() for _ in range(self.chance.choice((1, 1, 1, 2, 3)))]

    def title(self) -> str:
        """A name, one in two with its enterprise's."""
        house = self.chance.choice(["", "", "试验公司", "样板有限公司"])
        return f"{house}员工{self.chance.choice(_TOPICS)}{self.chance.choice(_KINDS)}"

    def sister(self, title: str) -> str:
        """The name of another regulation that is nearly the same."""
        other = [
            title.replace(topic, self.chance.choice([one for one in _TOPICS if one != topic]))
            for topic in _TOPICS
            if topic in title
        ]
        forms = [
            *other,
            *other,
            title + "实施细则",
            title + "（试行）",
            title.replace("员工", "职工"),
            title.replace("员工", ""),
            title.replace("试验公司", "").replace("样板有限公司", "") + "补充规定",
        ]
        return self.chance.choice([form for form in forms if form != title and len(form) > 3])

    def regulation(self) -> Regulation:
        """A whole one: two to four chapters, eight to fourteen articles."""
        heads = self.chance.sample(_HEADS, self.chance.randint(2, 4))
        chapters = [(head, [self.article() for _ in range(self.chance.randint(3, 5))]) for head in heads]
        return Regulation(self.title(), chapters)
