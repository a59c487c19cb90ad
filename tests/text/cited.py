"""Made-up regulations in which every provision and reference is known by name: the model of what a reference means.

Nothing here reads a text: numbers are places in lists, and a reference means an object.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from workflow.text.labels.numerals import chinese

ARTICLES = 64
_NUMBERED = ("paragraph", "item")
_NOUNS = """食堂 班组 考勤 宿舍 车间 仓库 工具 图书 培训 安全 档案 采购 合同 福利 假期 体检 巡检 能耗 设备 环保 通勤""".split()
_VERBS = """应当登记 由专人负责 每月公布 定期检查 须经批准 不得挪用 及时上报 统一编号 妥善保管 限期整改""".split()
_ENGLISH = """canteen roster dormitory workshop store tool library training safety archive contract welfare""".split()


@dataclass(eq=False)
class Item:
    """A list unit （一） of a paragraph."""

    words: str


@dataclass(eq=False)
class Cite:
    """A reference: what it was meant to name, by object, and the numbers that were printed for it."""

    goal: tuple[object, ...]
    form: str
    printed: tuple[int, ...] = ()
    words: str = ""


@dataclass(eq=False)
class Paragraph:
    """A paragraph 款 with its words, its references and its list."""

    words: str
    cites: list[Cite] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass(eq=False)
class Article:
    """An article; its number is its place in the text."""

    paragraphs: list[Paragraph]


class Regulation:
    """A made-up regulation that can be printed in either language."""

    def __init__(self, chance: random.Random, language: str, size: int = ARTICLES) -> None:
        self.chance, self.language, self.used = chance, language, 0
        self.articles = [self.article() for _ in range(size)]
        for _ in range(size // 2):
            self.cite()
        self.print_numbers()

    def phrase(self) -> str:
        """Words that stand nowhere else in this text."""
        self.used += 1
        chance = self.chance
        if self.language == "en":
            return (
                f"The {chance.choice(_ENGLISH)} office keeps list {self.used} of every {chance.choice(_ENGLISH)} "
                f"and {chance.choice(_ENGLISH)} shown to group {self.used}"
            )
        return (
            f"{chance.choice(_NOUNS)}管理编号{self.used}的事项{chance.choice(_VERBS)}，"
            f"{chance.choice(_NOUNS)}和{chance.choice(_NOUNS)}{chance.choice(_VERBS)}{self.used}次"
        )

    def article(self) -> Article:
        """A new article of one to three paragraphs, some with a list."""
        made = [Paragraph(self.phrase()) for _ in range(self.chance.choice((1, 1, 2, 3)))]
        if self.chance.random() < 0.25:
            made[-1].items = [Item(self.phrase()) for _ in range(self.chance.randint(2, 4))]
        return Article(made)

    def cite(self) -> None:
        """Put one reference somewhere."""
        chance = self.chance
        article = chance.choice(self.articles)
        holder = chance.choice(article.paragraphs)
        if holder.items or holder.cites:
            return
        goal = chance.choice(self.articles)
        paragraph = chance.choice(goal.paragraphs)
        form = chance.choice(("article", "article", "paragraph", "item", "own", "above", "before"))
        place = self.articles.index(article)
        if self.language == "en" and len(goal.paragraphs) > 1 and goal.paragraphs[-1].items and form in _NUMBERED:
            return  # Article 5(2) could be the second paragraph or the second item
        if form == "paragraph" and len(goal.paragraphs) > 1:
            holder.cites.append(Cite((goal, paragraph), form))
        elif form == "item" and goal.paragraphs[-1].items:
            holder.cites.append(Cite((goal, chance.choice(goal.paragraphs[-1].items)), form))
        elif form == "above" and article.paragraphs.index(holder) > 0:
            holder.cites.append(Cite((article.paragraphs[article.paragraphs.index(holder) - 1],), form))
        elif form == "before" and place > 0:
            holder.cites.append(Cite((self.articles[place - 1],), form))
        elif form in ("article", "own"):
            holder.cites.append(Cite((goal,), form if self.language == "zh" else "article"))

    def spots(self) -> list[tuple[Article, Paragraph, Cite]]:
        """Every reference and where it stands."""
        return [(article, one, cite) for article in self.articles for one in article.paragraphs for cite in one.cites]

    def print_numbers(self) -> None:
        """Print every reference with the numbers that what it means has now."""
        for _, _, cite in self.spots():
            cite.printed, cite.words = self.numbers(cite), ""
            cite.words = self.worded(cite)

    def numbers(self, cite: Cite) -> tuple[int, ...]:
        """The numbers of what a reference means."""
        if cite.form in ("above", "before"):
            return ()
        article = cite.goal[0]
        assert isinstance(article, Article)
        first = self.articles.index(article) + 1
        if cite.form == "paragraph":
            return first, [id(one) for one in article.paragraphs].index(id(cite.goal[1])) + 1
        if cite.form == "item":
            return first, [id(one) for one in article.paragraphs[-1].items].index(id(cite.goal[1])) + 1
        return (first,)

    def worded(self, cite: Cite) -> str:
        """A reference as it is printed."""
        if self.language == "en":
            first = f"Article {cite.printed[0]}" if cite.printed else ""
            return {
                "article": first,
                "paragraph": first + f"({cite.printed[-1]})" if cite.printed else "",
                "item": first + f"({cite.printed[-1]})" if cite.printed else "",
                "above": "the preceding paragraph",
                "before": "the preceding article",
            }[cite.form]
        first = f"第{chinese(cite.printed[0])}条" if cite.printed else ""
        last = chinese(cite.printed[-1]) if cite.printed else ""
        return {
            "article": first,
            "own": f"本办法{first}",
            "paragraph": f"{first}第{last}款",
            "item": f"{first}第（{last}）项",
            "above": "前款",
            "before": "前条",
        }[cite.form]

    def names(self, article: Article, holder: Paragraph, cite: Cite) -> object | None:
        """What a reference names as it is printed now: by its numbers, or by where it stands."""
        if cite.form == "before":
            place = self.articles.index(article)
            return self.articles[place - 1] if place else None
        if cite.form == "above":
            place = article.paragraphs.index(holder)
            return article.paragraphs[place - 1] if place else None
        if cite.printed[0] > len(self.articles):
            return None
        found = self.articles[cite.printed[0] - 1]
        if cite.form == "paragraph":
            return found.paragraphs[cite.printed[1] - 1] if cite.printed[1] <= len(found.paragraphs) else None
        if cite.form == "item":
            listed = [item for one in found.paragraphs for item in one.items]
            return listed[cite.printed[1] - 1] if cite.printed[1] <= len(listed) else None
        return found

    def text(self, before: list[Article] | None = None) -> str:
        """The whole regulation; with the articles it had `before`, labels not moved along: a new one doubles the next."""
        chinese_text = self.language == "zh"
        lines = ["班组管理办法" if chinese_text else "Rules on Working Groups", ""]
        for number, article in enumerate(self.articles, 1):
            shown = before.index(article) + 1 if before and article in before else number
            for place, paragraph in enumerate(article.paragraphs):
                label = (f"第{chinese(shown)}条　" if chinese_text else f"Article {shown} ") if place == 0 else ""
                cited = "".join(
                    f"，依照{cite.words}的规定办理" if chinese_text else f", as {cite.words} provides"
                    for cite in paragraph.cites
                )
                end = ("：" if paragraph.items else "。") if chinese_text else (":" if paragraph.items else ".")
                lines.append(f"{label}{paragraph.words}{cited}{end}")
                for at, item in enumerate(paragraph.items, 1):
                    last = at == len(paragraph.items)
                    mark = f"（{chinese(at)}）" if chinese_text else f"({at}) "
                    tail = ("。" if last else "；") if chinese_text else ("." if last else ";")
                    lines.append(f"{mark}{item.words}{tail}")
        return "\n".join(lines) + "\n"


def put_article(regulation: Regulation) -> None:
    """A new article somewhere."""
    regulation.articles.insert(regulation.chance.randint(0, len(regulation.articles)), regulation.article())


def take_article(regulation: Regulation) -> None:
    """An article goes."""
    regulation.articles.pop(regulation.chance.randrange(len(regulation.articles)))


def move_article(regulation: Regulation) -> None:
    """An article goes elsewhere."""
    article = regulation.articles.pop(regulation.chance.randrange(len(regulation.articles)))
    regulation.articles.insert(regulation.chance.randint(0, len(regulation.articles)), article)


def put_paragraph(regulation: Regulation) -> None:
    """A new paragraph before another."""
    fit = [one for one in regulation.articles if regulation.language == "zh" or not one.paragraphs[-1].items]
    article = regulation.chance.choice(fit)
    article.paragraphs.insert(regulation.chance.randrange(len(article.paragraphs)), Paragraph(regulation.phrase()))


def take_paragraph(regulation: Regulation) -> None:
    """A paragraph goes from an article that has several."""
    several = [one for one in regulation.articles if len(one.paragraphs) > 1]
    article = regulation.chance.choice(several)
    article.paragraphs.pop(regulation.chance.randrange(len(article.paragraphs) - 1))


def put_item(regulation: Regulation) -> None:
    """A new item at the head of a list."""
    lists = [one for article in regulation.articles for one in article.paragraphs if one.items]
    if lists:
        regulation.chance.choice(lists).items.insert(0, Item(regulation.phrase()))


def take_item(regulation: Regulation) -> None:
    """The first item of a list goes."""
    lists = [one for article in regulation.articles for one in article.paragraphs if len(one.items) > 2]
    if lists:
        regulation.chance.choice(lists).items.pop(0)


def reword(regulation: Regulation) -> None:
    """Half of the provisions that cite something say more than before; what they cite stays as it was printed."""
    more = "并报备案" if regulation.language == "zh" else " and keeps it on file"
    for _, holder, _ in regulation.spots():
        if regulation.chance.random() < 0.5:
            holder.words += more


def put_article_and_reword(regulation: Regulation) -> None:
    """A new article somewhere, and other words around references."""
    put_article(regulation)
    reword(regulation)


def put_paragraph_and_reword(regulation: Regulation) -> None:
    """A new paragraph before another, and other words around references."""
    put_paragraph(regulation)
    reword(regulation)


#: As many as have no divisor in common with 4, so that each occurs in both languages.
EDITS = (
    put_article,
    take_article,
    move_article,
    put_paragraph,
    take_paragraph,
    put_item,
    take_item,
    put_article_and_reword,
    put_paragraph_and_reword,
)


def expected(regulation: Regulation) -> Counter[tuple[str, str]]:
    """The references that name something else than they were meant to: label of the article, words as printed."""
    found: Counter[tuple[str, str]] = Counter()
    for article, holder, cite in regulation.spots():
        if regulation.names(article, holder, cite) is not cite.goal[-1]:
            number = regulation.articles.index(article) + 1
            label = f"第{chinese(number)}条" if regulation.language == "zh" else f"Article {number}"
            found[label, cite.words.removeprefix("本办法")] += 1
    return found
