"""How a clause is cited beside a verdict or a refusal, in both languages. Values only."""

import re

from workflow.text.numerals import parse_numeral
from workflow.words import Words

#: Our own regulations and the laws whose figures stand beside a verdict, as they are cited.
TITLES = {
    "representative-assembly": Words("《职工代表大会条例》", "Regulations on the Employee Representative Assembly"),
    "factory-transparency": Words("《厂务公开条例》", "Regulations on Factory Transparency"),
    "member-welfare": Words("《工会会员福利待遇制度》", "Welfare Benefits System for Trade Union Members"),
    "企业民主管理规定": Words("《企业民主管理规定》", "Provisions on the Democratic Management of Enterprises"),
    "劳动合同法": Words("《劳动合同法》", "Labour Contract Law"),
}
_PLACE = re.compile(r"第([零〇一二三四五六七八九十百]+)([条款项])")
_UNITS = {"条": "art.", "款": "para.", "项": "item"}
#: The law, its article, and then whatever the file says about how well it is known.
_SOURCE = re.compile(r"([^;(]*?)\s*(第[零〇一二三四五六七八九十百]+条)?\s*(?:\([^;]*\))?\s*(?:;|$)")


def place_in_english(clause: str) -> str:
    """第三十七条第一款 → "art. 37, para. 1"; "" when it names no place."""
    return ", ".join(f"{_UNITS[unit]} {parse_numeral(number)}" for number, unit in _PLACE.findall(clause))


def cited(title: str, clause: str) -> Words:
    """A clause of the regulation or law called `title` (a slug of ours or a law's name)."""
    known = TITLES.get(title, Words(f"《{title}》", title))
    place = place_in_english(clause)
    return Words(f"{known.zh}{clause}", f"{known.en}, {place}" if place else known.en)


def first_source(source: str) -> Words:
    """The first law named in the `source` of a figure, without the remarks on it."""
    match = _SOURCE.match(source)
    if match is None or not match.group(2):
        plain = source.split(";")[0].split(" (")[0].strip()
        return Words(plain, plain)
    return cited(match.group(1).strip(), match.group(2))
