"""Random amendments of a regulation, seeded: what drafters do to texts, to be written as decisions and carried out.

Not a measurement by itself; `amend_trials` and the tests draw on it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.text.manuscript import Manuscript, manuscript
from workflow.text.amending.carrying.lists import members
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.renumber import relabel_item, renumber
from workflow.text.references.rewrite import rewrite
from workflow.text.tree import CONTAINERS, Document, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script

_NOUNS = [
    "职工代表",
    "工会委员会",
    "职工代表大会",
    "主席团",
    "提案",
    "表决票",
    "监票人",
    "代表团",
    "福利费",
    "慰问品",
    "公示栏",
    "厂务公开",
    "集体合同",
    "专门委员会",
    "承办部门",
    "靖西基地",
]
_VERBS = [
    "审议",
    "表决",
    "公布",
    "备案",
    "归档",
    "答复",
    "督办",
    "核实",
    "公示",
    "选举",
    "罢免",
    "监督",
    "听取",
    "征集",
    "办理",
    "反馈",
]
_TIMES = ["三日内", "五个工作日内", "七日前", "十五日内", "每年第一季度", "闭会后", "届满前三个月"]
_MODALS = ["应当", "可以", "不得", "必须"]


def _sentence(chance: random.Random) -> str:
    quoted = "，统称“" + chance.choice(_NOUNS) + "”" if chance.random() < 0.1 else ""
    return (
        f"{chance.choice(_NOUNS)}{chance.choice(_MODALS)}在{chance.choice(_TIMES)}将{chance.choice(_NOUNS)}的有关情况"
        f"{chance.choice(_VERBS)}并{chance.choice(_VERBS)}{quoted}。"
    )


def _items(chance: random.Random, count: int) -> list[Workpiece]:
    ends = ["；"] * (count - 1) + ["。"]
    return [
        Workpiece(
            Kind.ITEM,
            label=relabel_item("（一）", k, "（一）"),
            text=f"{chance.choice(_VERBS)}{chance.choice(_NOUNS)}的{chance.choice(_NOUNS)}{end}",
        )
        for k, end in enumerate(ends, 1)
    ]


def _paragraph(chance: random.Random) -> Workpiece:
    if chance.random() < 0.25:
        lead = f"{chance.choice(_NOUNS)}{chance.choice(_MODALS)}履行下列职责："
        return Workpiece(Kind.PARAGRAPH, text=lead, children=_items(chance, chance.randint(2, 5)))
    return Workpiece(Kind.PARAGRAPH, text="".join(_sentence(chance) for _ in range(chance.randint(1, 3))))


def _article(chance: random.Random) -> Workpiece:
    return Workpiece(
        Kind.ARTICLE, label="第一条", children=[_paragraph(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    )


def synthetic(seed: int, articles: int = 24) -> Document:
    """A made-up regulation with chapters, the same for the same seed."""
    chance = random.Random(seed)
    root = Workpiece(Kind.DOCUMENT)
    root.children.append(Workpiece(Kind.TITLE, text=f"试验公司{chance.choice(_NOUNS)}管理办法"))
    root.children.append(Workpiece(Kind.NOTE, text="（2024年3月1日第一届职工代表大会第一次会议通过）"))
    left = articles
    while left > 0:
        count = min(left, chance.randint(2, 6))
        chapter = Workpiece(Kind.CHAPTER, label="第一章", heading=chance.choice(_NOUNS) + "的" + chance.choice(_VERBS))
        chapter.children = [_article(chance) for _ in range(count)]
        root.children.append(chapter)
        left -= count
    document = Document(Script.SIMPLIFIED, root.closed())
    return parse(write(renumber(document).document)).document


def edited(old: Document, chance: random.Random, times: int) -> tuple[Document, list[str]]:
    """`old` after `times` random edits, renumbered and read again, and the names of the edits."""
    draft = manuscript(old)
    names: list[str] = []
    keep = chance.random() < 0.9
    for _ in range(times):
        edit = chance.choices([one for one, _ in EDITS], [weight for _, weight in EDITS])[0]
        if edit(draft, chance):
            names.append(edit.__name__.strip("_"))
    before = draft.closed()
    after = renumber(before)
    document = after.document
    if keep and references(before) and chance.random() < 0.5:
        document = rewrite(document, after.labels).document
    return parse(write(document), old.language).document, names


# finding places


def _homes(document: Manuscript) -> list[Workpiece]:
    """What holds articles."""
    return [
        unit
        for unit in document.root.walk()
        if unit.kind in CONTAINERS and any(child.kind == "article" for child in unit.children)
    ]


def _any_article(document: Manuscript, chance: random.Random) -> tuple[Workpiece, Workpiece] | None:
    """An article of the body and what holds it."""
    found = [
        (home, child)
        for home in _homes(document)
        if home.kind != "annex"
        for child in home.children
        if child.kind == "article"
    ]
    return chance.choice(found) if len(found) > 3 else None


def _any_paragraph(document: Manuscript, chance: random.Random, listed: bool = False) -> Workpiece | None:
    paragraphs = [child for article in document.articles() for child in article.children if child.kind == "paragraph"]
    found = [child for child in paragraphs if child.text and (child.children or not listed)]
    return chance.choice(found) if found else None


def _cut(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(max(1, len(text) - 4))
    return start, min(len(text) - 1, start + chance.randint(1, 6))


# edits: each says whether it found something to do


def _words(document: Manuscript, chance: random.Random) -> bool:
    paragraph = _any_paragraph(document, chance)
    if paragraph is None:
        return False
    target = chance.choice([paragraph, *paragraph.children])
    if len(target.text) < 8:
        return False
    start, end = _cut(target.text, chance)
    what = chance.choice(("swap", "insert", "strike"))
    new = "" if what == "strike" else chance.choice(_NOUNS + _VERBS + _TIMES)
    target.text = target.text[:start] + new + target.text[start if what == "insert" else end :]
    return True


def _number(document: Manuscript, chance: random.Random) -> bool:
    paragraph = _any_paragraph(document, chance)
    if paragraph is None:
        return False
    for old, new in (("应当", "必须"), ("三", "五"), ("可以", "应当"), ("年", "季度"), ("，", "；"), ("以上", "以下")):
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new, chance.choice((1, -1)))
            return True
    return False


def _insert(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None:
        return False
    home, article = found
    home.children.insert(
        next(k for k, child in enumerate(home.children) if child is article) + chance.randint(0, 1), _article(chance)
    )
    return True


def _insert_behind(document: Manuscript, chance: random.Random) -> bool:
    """第五条之一, which renumbers nothing."""
    found = _any_article(document, chance)
    if found is None or "之" in found[1].label:
        return False
    home, article = found
    fresh = _article(chance)
    fresh.label = article.label + "之一"
    home.children.insert(next(k for k, child in enumerate(home.children) if child is article) + 1, fresh)
    return True


def _delete(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None or sum(child.kind == "article" for child in found[0].children) < 2:
        return False
    found[0].children = [child for child in found[0].children if child is not found[1]]
    return True


def _move(document: Manuscript, chance: random.Random) -> bool:
    found, goal = _any_article(document, chance), _any_article(document, chance)
    if (
        found is None
        or goal is None
        or found[1] is goal[1]
        or sum(child.kind == "article" for child in found[0].children) < 2
    ):
        return False
    found[0].children = [child for child in found[0].children if child is not found[1]]
    at = next(k for k, child in enumerate(goal[0].children) if child is goal[1])
    goal[0].children.insert(at + chance.randint(0, 1), found[1])
    return True


def _merge(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None:
        return False
    home, article = found
    at = next(k for k, child in enumerate(home.children) if child is article)
    if at + 1 >= len(home.children) or home.children[at + 1].kind != "article":
        return False
    article.children += home.children.pop(at + 1).children
    return True


def _split(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None or len(found[1].children) < 2:
        return False
    home, article = found
    at = next(k for k, child in enumerate(home.children) if child is article)
    home.children.insert(at + 1, Workpiece(Kind.ARTICLE, label="第一条", children=article.children[1:]))
    article.children = article.children[:1]
    return True


def _chapter(document: Manuscript, chance: random.Random) -> bool:
    at = [k for k, child in enumerate(document.root.children) if child.kind == "chapter"]
    if not at:
        return False
    fresh = Workpiece(Kind.CHAPTER, label="第一章", heading=chance.choice(_NOUNS) + "与" + chance.choice(_VERBS))
    place = chance.choice(at)
    before = document.root.children[place]
    articles = [k for k, child in enumerate(before.children) if child.kind == "article"]
    if chance.random() < 0.4 and len(articles) > 2 and all(child.kind == "article" for child in before.children):
        cut = articles[len(articles) // 2]
        fresh.children, before.children = before.children[cut:], before.children[:cut]
    else:
        fresh.children = [_article(chance) for _ in range(chance.randint(1, 3))]
    document.root.children.insert(place + 1, fresh)
    return True


def _unchapter(document: Manuscript, chance: random.Random) -> bool:
    """The heading of a chapter goes; its articles join the chapter before."""
    at = [k for k, child in enumerate(document.root.children) if child.kind == "chapter"]
    if len(at) < 3:
        return False
    place = chance.choice(at[1:])
    if document.root.children[place - 1].kind != "chapter":
        return False
    gone = document.root.children.pop(place)
    if any(child.kind in CONTAINERS for child in document.root.children[place - 1].children + gone.children):
        document.root.children.insert(place, gone)
        return False
    document.root.children[place - 1].children += gone.children
    return True


def _heading(document: Manuscript, chance: random.Random) -> bool:
    found = [unit for unit in document.root.walk() if unit.kind in ("chapter", "section")]
    if not found:
        return False
    chance.choice(found).heading = chance.choice(_NOUNS) + chance.choice(_VERBS)
    return True


def _front(document: Manuscript, chance: random.Random) -> bool:
    found = [unit for unit in document.root.children if unit.kind in ("title", "note")]
    if not found:
        return False
    unit = chance.choice(found)
    if unit.kind == "title":
        unit.text = (
            unit.text.replace("办法", "实施办法") if "办法" in unit.text else unit.text.replace("条例", "实施条例")
        )
    else:
        unit.text = (
            unit.text.rstrip("）")
            + "　根据2025年4月22日第一届职工代表大会第二次会议《关于修改〈"
            + document.title
            + "〉的决定》修正）"
        )
    return True


def _grow(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None:
        return False
    found[1].children.insert(chance.randint(0, len(found[1].children)), _paragraph(chance))
    return True


def _shrink(document: Manuscript, chance: random.Random) -> bool:
    found = _any_article(document, chance)
    if found is None or len(found[1].children) < 2:
        return False
    found[1].children.pop(chance.randrange(len(found[1].children)))
    return True


def _items_change(document: Manuscript, chance: random.Random) -> bool:
    paragraph = _any_paragraph(document, chance, listed=True)
    if paragraph is None:
        return False
    units = members(paragraph, Kind.ITEM)
    if len(units) < 2:
        return False
    if chance.random() < 0.6:
        fresh = _items(chance, 1)[0]
        fresh.text = fresh.text[:-1] + "；"
        paragraph.children.insert(chance.randint(0, len(paragraph.children)), fresh)
    else:
        paragraph.children.pop(chance.randrange(len(paragraph.children)))
    units = members(paragraph, Kind.ITEM)
    for number, unit in enumerate(units, 1):
        unit.label = relabel_item(unit.label, number, units[0].label)
        if chance.random() < 0.9 and not unit.children:
            unit.text = unit.text.rstrip("；。") + ("。" if number == len(units) else "；")
    return True


EDITS: list[tuple[Callable[[Manuscript, random.Random], bool], int]] = [
    (_words, 8), (_number, 4), (_insert, 3), (_insert_behind, 1), (_delete, 2), (_move, 2), (_merge, 1), (_split, 1), (_chapter, 1), (_unchapter, 1),
    (_heading, 1), (_front, 1), (_grow, 3), (_shrink, 2), (_items_change, 4),
]  # fmt: skip
