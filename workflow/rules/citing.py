"""How a clause is cited beside a verdict or a refusal, in both languages. Values only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.references.citation import items, number_of, paragraphs
from workflow.text.tree import Document, Provision
from workflow.words import Words

_PLACE = re.compile(r"第([零〇一二三四五六七八九十百]+)([条款项])(?:之([一二三四五六七八九十]+))?")
_UNITS = {"条": "art.", "款": "para.", "项": "item"}
#: The law, its article, and then whatever the file says about how well it is known.
_SOURCE = re.compile(r"(?:by analogy: )?([^;(]*?)\s*(第[零〇一二三四五六七八九十百]+条)?\s*(\([^;]*\))?\s*(?:;|$)")
_LAW = re.compile("[一-龥]+(?:法|规定|条例)")
#: What the file says beside an article whose number was not seen in the printed rule.
UNCONFIRMED = "unconfirmed"
#: What is printed for a figure that no law and no clause in force stands behind.
NO_SOURCE = Words("系统设定", "set in this system")


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A clause of one of the enterprise's own regulations, found in the edition that was in force on the day.

    name   what the regulation is called
    place  第九条第二款
    """

    name: Words
    place: str

    def words(self) -> Words:
        """The clause as it is cited."""
        place = place_in_english(self.place)
        return Words(f"《{self.name.zh}》{self.place}", f"{self.name.en}, {place}" if place else self.name.en)


def place_of(document: Document, sentence: str, stated: str = "") -> str:
    """Where the provision stands that says `sentence`, such as 第九条第二款; "" when none does, or several do.

    stated  the place at which the sentence stood when the figure was written down: it is preferred where several say it
    """
    found = [
        place
        for article in document.articles()
        for unit, place in _places(article)
        if sentence and sentence in unit.text
    ]
    if stated in found:
        return stated
    return found[0] if len(found) == 1 else ""


def _places(article: Provision) -> list[tuple[Provision, str]]:
    """The paragraphs and items of an article, each with its place; the only paragraph of an article has no number."""
    number = number_of(article, english=False)
    if number is None:
        return []
    head = f"第{chinese(number.main)}条{f'之{chinese(number.sub)}' if number.sub else ''}"
    out, every = [], paragraphs(article)
    for turn, paragraph in enumerate(every, 1):
        below = items(paragraph)
        here = f"{head}第{chinese(turn)}款" if len(every) > 1 or below else head
        out.append((paragraph, here))
        out.extend((item, f"{here}第{chinese(turn)}项") for turn, item in enumerate(below, 1))
    return out


def place_in_english(clause: str) -> str:
    """第九条第二款 → "art. 9, para. 2", 第三十条之一 → "art. 30-1"; "" when it names no place."""
    return ", ".join(
        f"{_UNITS[unit]} {parse_numeral(number)}{f'-{parse_numeral(sub)}' if sub else ''}"
        for number, unit, sub in _PLACE.findall(clause)
    )


def cited(title: str, clause: str, english: Mapping[str, str]) -> Words:
    """A clause of the law called `title`, or the law alone when `clause` is "".

    english  the English names of laws; a law that is not among them is called by its Chinese name
    """
    name, place = english.get(title, title), place_in_english(clause)
    return Words(f"《{title}》{clause}", f"{name}, {place}" if place else name)


def first_source(source: str, english: Mapping[str, str]) -> Words:
    """The first law named in the `source` of a figure, without the remarks on it; without its article where nobody has seen
    that number in print."""
    match = _SOURCE.match(source)
    if match is None or not match.group(2):
        named = _LAW.match(source)
        return cited(named.group(), "", english) if named else NO_SOURCE
    seen = UNCONFIRMED not in (match.group(3) or "")
    return cited(match.group(1).strip(), match.group(2) if seen else "", english)
