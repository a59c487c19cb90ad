"""How a clause is cited beside a verdict or a refusal, in both languages. Values only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

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


#: A run of numerals; 四分之三; 75% or 3/4; and what says that a share must be exceeded.
_RUN = re.compile(r"[零〇一二两三四五六七八九十百千]+|[0-9０-９]+")
_PARTS = re.compile(r"([零〇一二两三四五六七八九十百千]+)分之([零〇一二两三四五六七八九十百千]+)")
_PERCENT = re.compile(r"(\d+)\s*[%％]|(\d+)\s*[/／]\s*(\d+)")
_MORE_THAN = re.compile("超过|多于|大于|高于|过半|过[二三四五六七八九十]分之")


@dataclass(frozen=True, slots=True)
class Bound:
    """The provision on which a figure set by the enterprise rests: its permanent key, and the words there that carry the figure."""

    regulation: int
    key: str
    words: str


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
    found = [place for _, place in saying(document, sentence)]
    if stated in found:
        return stated
    return found[0] if len(found) == 1 else ""


def saying(document: Document, sentence: str) -> list[tuple[str, str]]:
    """The paragraphs and items that say `sentence`: the key of each, and its place."""
    return [
        (unit.key, place)
        for article in document.articles()
        for unit, place in _places(article)
        if sentence and sentence in unit.text
    ]


def place_of_bound(document: Document, bound: Bound) -> str:
    """Where the provision stands on which a figure rests; "" when it is gone, or does not say so any more."""
    return next((place for key, place in saying(document, bound.words) if key == bound.key), "")


def says_number(sentence: str, number: int) -> bool:
    """Whether a sentence names a number, in Chinese or Arabic numerals: 三十日 names thirty, and not ten."""
    return number in (parse_numeral(one) for one in _RUN.findall(sentence))


def says_share(sentence: str, share: Fraction, *, more_than: bool) -> bool:
    """Whether a sentence names a share, as 四分之三, 75% or 半数; one that must be exceeded says so."""
    if more_than and not _MORE_THAN.search(sentence):
        return False
    named = {Fraction(1, 2)} if "半数" in sentence else set()
    named |= {Fraction(1)} if "全体" in sentence or "一致" in sentence else set()
    for below, above in _PARTS.findall(sentence):
        whole, part = 100 if below == "百" else parse_numeral(below), parse_numeral(above)
        named |= {Fraction(part, whole)} if whole and part is not None else set()
    for percent, above, below in _PERCENT.findall(sentence):
        if percent or int(below):
            named.add(Fraction(int(percent), 100) if percent else Fraction(int(above), int(below)))
    return share in named


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
