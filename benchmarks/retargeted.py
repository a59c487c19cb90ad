"""References after the numbers moved: whether each one that names another provision than before is asked about.

A regulation of numbered articles is made in which every provision and every reference is known by name, saved, changed in
one way (an article, a paragraph or an item put in, taken out or moved) with the labels behind it moved along by hand and
the references left as they were, and saved again. The model knows which provision bears which number before and after, and
nothing of how the product finds it: it never reads a text. Saving, asking, refusing, confirming go through the verbs, one
trial in twenty through the pages.

Options: `--n N` trials, `--seed S`, `--replay FILE`. A replay file has one JSON object a line, each a trial:
  {"seed": 7}                         a trial of that seed, or
  {"before": "…", "after": "…"}       two texts saved one after the other
and prints what was asked after the second save. Ends with `places P unasked U`; exit status 1 unless U is 0.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.cast import House, enrolled
from tests.web.house import Clock, Visitor, hidden
from tests.web.house import House as Pages
from workflow.lifecycle import drafting, people, referring, texts
from workflow.lifecycle.acting import Refused
from workflow.lifecycle.references import open_in
from workflow.records.regulation import RegulationKind
from workflow.records.session import writing
from workflow.text.numerals import chinese

ARTICLES = 64
SHOWN = 20
#: One trial in so many goes through the pages.
HTTP = 20
PASSWORD = "correct horse battery"  # noqa: S105
_NUMBERED = ("paragraph", "item")
_SECTION = re.compile(r'<section class="doubts".*?</section>', re.DOTALL)
_QUESTION = re.compile(r'name="question" value="([0-9]+)"')
_NOUNS = (
    "食堂 班组 考勤 宿舍 车间 仓库 工具 图书 培训 安全 档案 采购 合同 福利 假期 体检 巡检 能耗 设备 环保 通勤 物资 访客"
).split()  # fmt: skip
_VERBS = "应当登记 由专人负责 每月公布 定期检查 须经批准 不得挪用 及时上报 统一编号 妥善保管 限期整改 按季核对".split()
_ENGLISH = "canteen roster dormitory workshop store tool library training safety archive contract welfare leave".split()


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


EDITS = (put_article, take_article, move_article, put_paragraph, take_paragraph, put_item, take_item)


@dataclass
class Tally:
    """What came out of the trials."""

    places: int = 0
    unasked: int = 0
    needless: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def expected(regulation: Regulation) -> Counter[tuple[str, str]]:
    """The references that name something else than they were meant to: label of the article, words as printed."""
    found: Counter[tuple[str, str]] = Counter()
    for article, holder, cite in regulation.spots():
        if regulation.names(article, holder, cite) is not cite.goal[-1]:
            number = regulation.articles.index(article) + 1
            label = f"第{chinese(number)}条" if regulation.language == "zh" else f"Article {number}"
            found[label, cite.words.removeprefix("本办法")] += 1
    return found


class Desk:
    """A drafter's house in which regulations are begun, saved and submitted through the verbs."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'trial.db'}"
        enrolled(url)
        self.house = House(url)
        self.count = 0
        self.browser: Visitor | None = None

    def visitor(self) -> Visitor:
        """A browser in which the drafter is signed in."""
        if self.browser is None:
            with writing(self.house.engine) as db:
                person = people.person_by_code(db, "drafter")
                assert person is not None
                person.secret = people.hash_password(PASSWORD)
                db.add(person)
            self.browser = Pages(self.house.url, Clock(self.house.now)).visitor()
            assert self.browser.post("/sign-in", {"code": "drafter", "password": PASSWORD}).status_code == 302
            self.browser.token = ""  # signing in begins a new session
        return self.browser

    def settled_in_the_browser(self, slug: str, expected: int) -> bool:
        """Whether the desk shows that many questions, refuses to submit, and lets each be confirmed."""
        visitor, address = self.visitor(), f"/regulations/{slug}/editions/1"
        page = visitor.get(f"{address}/draft").text
        shown = _SECTION.search(page)
        if (shown[0].count("<li") if shown else 0) != expected:
            return False
        fingerprint = hidden(page, "fingerprint")
        if expected and visitor.post(f"{address}/submit", {"fingerprint": fingerprint}).status_code != 409:
            return False
        for question in _QUESTION.findall(page):
            if visitor.post(f"{address}/confirm-reference", {"question": question}).status_code != 302:
                return False
        return not _QUESTION.search(visitor.get(f"{address}/draft").text)

    def begin(self, language: str) -> str:
        """A new regulation; its address name."""
        self.count += 1
        slug = f"trial-{self.count}"
        with self.house.acting("drafter") as act:
            drafting.create(
                act, slug=slug, kind=RegulationKind.REGULATION, name_zh=slug, name_en=slug, language=language
            )
        return slug

    def save(self, slug: str, text: str, language: str) -> None:
        """Save a text on top of the newest."""
        with self.house.acting("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            drafting.save(act, edition, language, text, texts.latest(act.db, edition, language))

    def asked(self, slug: str) -> Counter[tuple[str, str]]:
        """The open questions: label of the article, words as printed."""
        with self.house.asking("drafter") as act:
            return Counter((one.within, one.printed) for one in open_in(act.db, self.house.edition(act, slug=slug)))

    def refused(self, slug: str) -> bool:
        """Whether the text cannot be submitted."""
        try:
            with self.house.acting("drafter") as act:
                drafting.submit(act, self.house.edition(act, slug=slug), "", self.house.shown(act, slug))
        except Refused:
            return True
        return False

    def settle(self, slug: str) -> bool:
        """Confirm what can be confirmed; whether nothing is open of it then."""
        with self.house.acting("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            for one in open_in(act.db, edition):
                if one.names:
                    referring.confirm_reference(act, edition, one)
            return not [one for one in open_in(act.db, edition) if one.names]

    def renumbered(self, slug: str, language: str, text: str) -> str:
        """What the button makes of `text` typed over the newest saved one."""
        with self.house.asking("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            made, _ = referring.renumbered(act, edition, language, text, texts.latest(act.db, edition, language))
            return "\n".join(line.strip() for line in made.split("\n"))  # canonical English indents its lists


def trial(seed: int, desk: Desk, tally: Tally, size: int = ARTICLES) -> None:
    """One regulation, one change, and what was asked about it."""
    chance = random.Random(seed)
    language = "en" if seed % 4 == 3 else "zh"
    regulation = Regulation(chance, language, size)
    slug = desk.begin(language)
    desk.save(slug, regulation.text(), language)
    edit = EDITS[seed % len(EDITS)]
    before = list(regulation.articles)
    edit(regulation)
    tally.kinds[f"{edit.__name__} {language}"] += 1
    meant, changed = expected(regulation), regulation.text()
    straight = desk.renumbered(slug, language, changed)
    from_old_labels = desk.renumbered(slug, language, regulation.text(before)) if edit is put_article else ""
    desk.save(slug, changed, language)
    asked = desk.asked(slug)
    tally.places += meant.total()
    missing, needless = meant - asked, asked - meant
    tally.unasked += missing.total()
    tally.needless += needless.total()
    if (seed // len(EDITS)) % HTTP == 0:
        tally.kinds["through the pages"] += 1
        if not desk.settled_in_the_browser(slug, meant.total()):
            tally.unasked += 1
            missing = missing or Counter({("the page", "shows otherwise"): 1})
    elif meant and not desk.refused(slug):
        tally.unasked += meant.total()
        tally.kinds["submitted although asked"] += 1
    if not desk.settle(slug):
        tally.unasked += 1
    if edit.__name__ not in ("take_article", "take_paragraph", "take_item"):
        tally.kinds["renumbered by the button"] += 1
        regulation.print_numbers()
        if straight != regulation.text() or from_old_labels not in ("", straight):
            tally.unasked += 1
            missing = missing or Counter({("renumbered", "otherwise"): 1})
    if missing or needless:
        tally.faults.append(
            f"seed {seed} {edit.__name__} {language}: not asked {dict(missing)}, needlessly {dict(needless)}"
        )


def main(options: list[str]) -> int:
    """Run the trials; 1 when a reference that names another provision was not asked about."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks retargeted", description=__doc__)
    reader.add_argument("--n", type=int, default=140)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--replay", type=Path)
    given = reader.parse_args(options)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        if given.replay:
            for line in given.replay.read_text(encoding="utf-8").splitlines():
                _replay(json.loads(line), desk, tally)
        else:
            for number in range(given.n):
                trial(given.seed * 100_003 + number, desk, tally)
    for kind, count in sorted(tally.kinds.items()):
        print(f"{kind:32} {count:6}")
    for line in tally.faults[:SHOWN]:
        print(line, file=sys.stderr)
    print(f"asked although nothing changed: {tally.needless}")
    print(f"places {tally.places} unasked {tally.unasked}")
    return 1 if tally.unasked else 0


def _replay(given: dict[str, object], desk: Desk, tally: Tally) -> None:
    if "seed" in given:
        trial(int(str(given["seed"])), desk, tally)
        print(json.dumps({"places": tally.places, "unasked": tally.unasked}, ensure_ascii=False))
        return
    language = "zh" if any(character > "\u2e80" for character in str(given["before"])) else "en"
    slug = desk.begin(language)
    desk.save(slug, str(given["before"]), language)
    desk.save(slug, str(given["after"]), language)
    asked = [
        {"within": within, "printed": printed, "times": times} for (within, printed), times in desk.asked(slug).items()
    ]
    print(json.dumps({"asked": asked, "refused": desk.refused(slug)}, ensure_ascii=False))
