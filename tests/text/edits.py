"""What drafters do to a tree, by chance but seeded, so that a test knows which provision became which."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.text.boilerplate import regulation
from tests.text.manuscript import Manuscript, manuscript
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import renumber
from workflow.text.tree import CONTAINERS, Document, Kind
from workflow.text.workpiece import Workpiece

_WHO = "公司工会 职工代表大会 主席团 提案委员会 各代表团 人力资源部 财务部 安全环保部 厂务公开领导小组 总经理办公室"
_DO = "审议 听取 公布 登记 核实 反馈 督办 评议 归档 通报 起草 修订 抽查 汇总 报送 备案"
_WHAT = (
    "年度工作报告 集体合同草案 福利费使用方案 工资分配方案 劳动安全措施 培训计划 提案办理情况 代表资格名单 "
    "选举结果 财务预算执行情况 业务招待费支出 职工奖惩办法 裁员安置方案 采购招标结果 会议决议落实情况"
)


def sentence(chance: random.Random) -> str:
    """A sentence that is hardly ever made twice."""
    return (
        f"{chance.choice(_WHO.split())}{chance.choice(('应当', '可以', '不得'))}在{chance.randint(2, 90)}日内"
        f"{chance.choice(_DO.split())}{chance.choice(_WHAT.split())}，并{chance.choice(_DO.split())}{chance.choice(_WHAT.split())}。"
    )


def draft(seed: int, articles: int = 30) -> Document:
    """A regulation with chapters, articles of several paragraphs, and lists."""
    chance = random.Random(seed)
    texts = []
    for _ in range(articles):
        lines = [
            "".join(sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.choice((1, 1, 2, 3)))
        ]
        if chance.random() < 0.3:
            lines.append(f"{chance.choice(_WHO.split())}履行下列职责：")
            lines += [
                f"（{number}）{chance.choice(_DO.split())}{chance.choice(_WHAT.split())}及{chance.choice(_WHAT.split())}；"
                for number in "一二三四"
            ]
        texts.append("\n".join(lines))
    document = manuscript(regulation(texts))
    chapter = Workpiece(Kind.CHAPTER, label="第一章", heading="总则")
    other = Workpiece(Kind.CHAPTER, label="第二章", heading="职权")
    body = [one for one in document.root.children if one.kind == "article"]
    chapter.children, other.children = body[: articles // 2], body[articles // 2 :]
    document.root.children = [one for one in document.root.children if one.kind != "article"] + [chapter, other]
    return parse(write(document.closed())).document


def homes(document: Manuscript) -> list[tuple[Workpiece, int]]:
    """Every article as its container and its place there."""
    return [
        (container, place)
        for container in document.root.walk()
        if container.kind in CONTAINERS
        for place, one in enumerate(container.children)
        if one.kind == "article"
    ]


def insert(document: Manuscript, chance: random.Random) -> None:
    home, place = chance.choice(homes(document))
    article = Workpiece(
        Kind.ARTICLE, label="第一条", children=[Workpiece(Kind.PARAGRAPH, text=sentence(chance) + sentence(chance))]
    )
    home.children.insert(place + chance.randint(0, 1), article)


def delete(document: Manuscript, chance: random.Random) -> None:
    home, place = chance.choice(homes(document))
    del home.children[place]


def move(document: Manuscript, chance: random.Random) -> None:
    home, place = chance.choice(homes(document))
    article = home.children.pop(place)
    home, place = chance.choice(homes(document))
    home.children.insert(place, article)


def split(document: Manuscript, chance: random.Random) -> None:
    several = [(home, place) for home, place in homes(document) if len(home.children[place].children) > 1]
    if several:
        home, place = chance.choice(several)
        article = home.children[place]
        at = chance.randrange(1, len(article.children))
        home.children.insert(place + 1, Workpiece(Kind.ARTICLE, label="第一条", children=article.children[at:]))
        del article.children[at:]


def merge_two(document: Manuscript, chance: random.Random) -> None:
    pairs = [
        (home, place)
        for home, place in homes(document)
        if place + 1 < len(home.children) and home.children[place + 1].kind == "article"
    ]
    home, place = chance.choice(pairs)
    home.children[place].children += home.children.pop(place + 1).children


def insert_chapter(document: Manuscript, chance: random.Random) -> None:
    chapter = Workpiece(Kind.CHAPTER, label="第一章", heading="监督检查")
    chapter.children = [
        Workpiece(Kind.ARTICLE, label="第一条", children=[Workpiece(Kind.PARAGRAPH, text=sentence(chance))])
    ]
    document.root.children.insert(len(document.root.children) - chance.randint(0, 1), chapter)


def edit_words(document: Manuscript, chance: random.Random) -> None:
    unit = chance.choice([one for article in document.articles() for one in article.walk() if len(one.text) > 12])
    at = chance.randint(2, len(unit.text) - 3)
    unit.text = (
        unit.text[:at] + chance.choice(("依法", "会同有关部门", "及时")) + unit.text[at + chance.choice((0, 0, 2)) :]
    )


def insert_paragraph(document: Manuscript, chance: random.Random) -> None:
    article = chance.choice(document.articles())
    article.children.insert(chance.randint(0, len(article.children)), Workpiece(Kind.PARAGRAPH, text=sentence(chance)))


def insert_item(document: Manuscript, chance: random.Random) -> None:
    lists = [one for article in document.articles() for one in article.children if len(one.children) > 1]
    if lists:
        holder = chance.choice(lists)
        item = Workpiece(
            Kind.ITEM, label="（一）", text=f"{chance.choice(_DO.split())}其他事项{chance.randint(1, 999)}；"
        )
        holder.children.insert(chance.randrange(len(holder.children)), item)


#: An edit changes the manuscript it is given.
Edit = Callable[[Manuscript, random.Random], None]
EDITS: tuple[Edit, ...] = (
    insert, delete, move, split, merge_two, insert_chapter, edit_words, insert_paragraph, insert_item,
)  # fmt: skip


def finish(document: Manuscript) -> Document:
    """The tree read again from its text, numbered anew, as after a save or a detour through another program."""
    return parse(write(renumber(document.closed()).document)).document
