"""Near misses in English decisions: sentences, provisos, list units, other texts, quotations left over."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

_WHO = ["A member", "A supervisor", "The duty officer", "A newcomer", "The safety group"]
_DO = ["records", "reports", "checks", "files", "signs for"]
_WHAT = ["the roster", "the leave form", "the tool list", "the inspection report"]
_TOPICS = ["Attendance", "Conduct", "Training", "Safety", "Dormitory", "Vehicle"]
_KINDS = ["Rules", "Regulations", "Measures"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth"]


@dataclass
class Article:
    """Sentences; or a lead and list units, without labels and stops."""

    sentences: list[str]
    units: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As printed."""
        return [" ".join(self.sentences), *(f"  ({chr(97 + k)}) {unit}" for k, unit in enumerate(self.units))]


class English:
    """One English regulation and a near miss about it. `right` is None where only a refusal is right."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.tags = 0
        self.title = f"Staff {chance.choice(_TOPICS)} {chance.choice(_KINDS)}"
        self.articles = [self._article() for _ in range(chance.randint(5, 9))]
        self.decision = ""
        self.right: str | None = None
        self.rest: str | None = self.text()

    def text(self, articles: list[Article] | None = None, gone: int = 0) -> str:
        """The canonical text; `gone`: a number that is missing."""
        lines = [self.title, ""]
        for number, article in enumerate(articles or self.articles, 1):
            if number != gone:
                first, *more = article.lines()
                lines += [f"Article {number} {first}", *more]
        return "\n".join(lines) + "\n"

    def _tag(self) -> str:
        self.tags += 1
        return f"K{100 + self.tags}"

    def _sentence(self) -> str:
        pick = self.chance.choice
        tail = f", provided that case {self._tag()} is left out" if self.chance.random() < 0.3 else ""
        return f"{pick(_WHO)} {pick(_DO)} {pick(_WHAT)} {self._tag()}{tail}."

    def _article(self) -> Article:
        if self.chance.random() < 0.3:
            count = self.chance.randint(2, 4)
            units = [f"the form {self._tag()};" for _ in range(count - 1)] + [f"the form {self._tag()}."]
            return Article([f"{self.chance.choice(_WHO)} brings for {self._tag()}:"], units)
        return Article([self._sentence() for _ in range(self.chance.randint(1, 4))])

    def _pick(self, listed: bool) -> int:
        found = [k for k, one in enumerate(self.articles, 1) if bool(one.units) == listed]
        return self.chance.choice(found) if found else 0

    def _decide(self, *items: str, title: str = "", lines: bool = False) -> None:
        name = title or self.title
        numbered = list(items) if lines else [f"{k}. {item}" for k, item in enumerate(items, 1)]
        self.decision = (
            "\n".join([f"Decision on Amending the {name}", "", f"The {name} are amended as follows:", "", *numbered])
            + "\n"
        )

    def _changed(self, number: int, sentences: list[str], units: list[str] | None = None) -> str:
        changed = list(self.articles)
        changed[number - 1] = Article(sentences, self.articles[number - 1].units if units is None else units)
        return self.text(changed)

    def sentence(self) -> None:
        """The second sentence of Article 4."""
        number = self._pick(listed=self.chance.random() < 0.15) or 1
        article = self.articles[number - 1]
        which = self.chance.randint(1, len(article.sentences) + 1)
        there = which <= len(article.sentences) and not article.units
        sentences = list(article.sentences)
        at = min(which, len(sentences)) - 1
        place = f"the {_ORDINALS[which - 1]} sentence of Article {number}"
        if self.chance.random() < 0.5:
            verb = self.chance.choice(["is deleted", "is repealed", "is omitted"])
            self._decide(f"{place[0].upper()}{place[1:]} {verb}.")
            del sentences[at]
            there = there and bool(sentences)
        else:
            words = sentences[at].split()[-1].rstrip(".:")
            self._decide(f"In {place}, for “{words}” substitute “form X”.")
            sentences[at] = sentences[at].replace(words, "form X")
        self.right = self._changed(number, sentences) if there else None

    def proviso(self) -> None:
        """The proviso to Article 4."""
        number = self._pick(listed=False) or 1
        words = " ".join(self.articles[number - 1].sentences)
        self._decide(f"The proviso to Article {number} is deleted.")
        if words.count(", provided that") == 1 and not self.articles[number - 1].units:
            start = words.index(", provided that")
            end = words.index(".", start)
            self.right = self._changed(number, [words[:start] + words[end:]])

    def unit(self) -> None:
        """Item (b) of Article 2; sometimes one that is not there, or one inside another."""
        number = self._pick(listed=True)
        if not number:
            self.sentence()
            return
        units = list(self.articles[number - 1].units)
        which = self.chance.randint(0, len(units))
        label = f"({chr(97 + which)})"
        form = self.chance.choice(["of", "behind", "inside"])
        place = f"Item {label} of Article {number}" if form == "of" else f"Article {number}{label}"
        if form == "inside":
            place = f"Sub-item (i) of item {label} of Article {number}"
        self._decide(f"{place} is deleted.")
        if form == "inside" or which >= len(units):
            return
        lines = self.text().splitlines()
        start = next(k for k, line in enumerate(lines) if line.startswith(f"Article {number} "))
        del lines[start + 1 + which]
        self.right = "\n".join(lines) + "\n"

    def part(self) -> None:
        """Less than an article in words nobody can find."""
        number = self.chance.randint(1, len(self.articles))
        place = self.chance.choice(
            [
                f"The second half of Article {number} is deleted.",
                f"Part of Article {number} is deleted.",
                f"The words about forms in Article {number} are deleted.",
                f"Article {number} is deleted, except its first sentence.",
                f"Article {number}, second sentence, is deleted.",
                f"Most of Article {number} is deleted.",
                f"To shorten the text, Article {number} is deleted where it is too long.",
            ]
        )
        self._decide(place)

    def other_text(self) -> None:
        """A decision, or one entry, on a text that is called nearly the same."""
        number = self.chance.randint(1, len(self.articles))
        topic = self.title.split()[1]
        name = self.chance.choice(
            [
                self.title.replace(topic, self.chance.choice([one for one in _TOPICS if one != topic])),
                self.title.replace("Staff", "Temporary Staff"),
                self.title.replace("Staff ", ""),
            ]
        )
        if self.chance.random() < 0.6:
            self._decide(f"Article {number} is deleted.", title=name)
            return
        lines = [
            f"1. The {name} are amended as follows:",
            f"  (a) Article {number} is deleted.",
            f"2. The {self.title} are amended as follows:",
            f"  (a) Article {number} is deleted.",
        ]
        self.decision = "\n".join(["Decision on Amending Several Texts", "", *lines]) + "\n"
        self.right = self.text(gone=number)

    def left_over(self) -> None:
        """A quotation or a clause that nothing is done with; words that stand there twice."""
        number = self._pick(listed=False) or 1
        sentences = self.articles[number - 1].sentences
        words = re.findall("K[0-9]+", sentences[0])[0]
        form = self.chance.choice(["quotation", "clause", "twice", "line", "right"])
        exchange = f"Article {number} is amended by striking “{words}” and inserting “form X”"
        if form == "quotation":
            self._decide(f"{exchange} “form Y”.")
        elif form == "clause":
            self._decide(f"{exchange} and by making it clearer.")
        elif form == "twice":
            self._decide(f"Article {number} is amended by striking “ ” and inserting “-”.")
            self.right = None
        elif form == "line":
            self.rest = self._changed(number, [sentences[0].replace(words, "form X"), *sentences[1:]])
            self._decide(
                f"1. {exchange}.", f"This decision takes effect at once. Article {number} is then deleted.", lines=True
            )
        else:
            self._decide(f"{exchange}.")
            self.right = self._changed(number, [sentences[0].replace(words, "form X"), *sentences[1:]])

    def number(self) -> None:
        """A bare renumbering, a number that is not there, a wording for another number."""
        last = len(self.articles)
        number = self.chance.randint(1, last - 1)
        self._decide(
            self.chance.choice(
                [
                    f"Article {number} is renumbered as Article {number + 1}.",
                    f"Article {last + 1} is deleted.",
                    f"A new Article {last + 2} is added to read as follows: “{self._sentence()}”",
                    f"Article {number} is amended to read as follows: “Article {number + 1} {self._sentence()}”",
                ]
            )
        )


KINDS: list[tuple[str, Callable[[English], None], int]] = [
    ("English sentence", English.sentence, 6), ("English proviso", English.proviso, 4), ("English list unit", English.unit, 5),
    ("English part", English.part, 4), ("English other text", English.other_text, 5), ("English left over", English.left_over, 4),
    ("English number", English.number, 4),
]  # fmt: skip
