"""The sentences of an English amending decision: amended to read as follows, striking and inserting, repealed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from workflow.text.amending.decision.quotes import encode_plain
from workflow.text.amending.said.operations import Quotation
from workflow.text.amending.writing.quoting import Exchange
from workflow.text.amending.writing.voice import CannotSay
from workflow.text.tree import Kind

_NAMES = {"标题": "The title", "题注": "The note under the title", "目录": "The table of contents", "引言": "The preamble", "序言": "The preamble",
          "落款": "The signature", "附件": "Annex"}  # fmt: skip
_PLURALS = {"Article": "Articles", "§": "§§"}
_LABEL = re.compile(r"(Article|§) ([0-9][0-9A-Za-z.-]*)")
_UNITS = {Kind.CHAPTER: "Chapter", Kind.SECTION: "Section", Kind.PART: "Part", Kind.HEADING: "heading"}


class English:
    """Says each operation in English. Lists inside an article are not spoken of; the article is restated."""

    lists = None
    full_stop = "."

    def __init__(self) -> None:
        self.quoted = 0
        self.about = ""

    def say(self, words: str) -> str:
        return _NAMES.get(words, words)

    def number(self, value: int) -> str:
        return str(value)

    def quote(self, lines: Quotation) -> str:
        raw = encode_plain(lines)
        if raw is None:
            raise CannotSay
        self.quoted += sum(map(len, lines))
        return raw

    def can_exchange(self, some: Sequence[Exchange]) -> bool:
        return all(encode_plain([words]) is not None for one in some for words in (one.before, one.after) if words)

    def restate(self, place: str, lines: Quotation) -> str:
        return f"{place} is amended to read as follows: {self.quote(lines)}"

    def also_restated(self, lines: Quotation) -> str:
        return f", and is amended to read as follows: {self.quote(lines)}"

    def also_changed(self, clauses: Sequence[str]) -> str:
        return ". " + self.sentences(clauses)

    def sentences(self, clauses: Sequence[str]) -> str:
        return " ".join(clause if clause.endswith((".”", ";”", ":”", ".")) else f"{clause}." for clause in clauses)

    def exchange(self, place: str, some: Sequence[Exchange]) -> str:
        clauses = []
        for one in some:
            before = self._words(one.before, one)
            often = ", wherever it appears," if one.often else ""
            if one.side:
                clauses.append(f"inserting the phrase {self._words(one.after, one)} {one.side} the phrase {before}")
            elif one.after:
                after = self._words(one.after, one)
                clauses.append(f"striking the phrase {before}{often} and inserting the phrase {after} in its place")
            else:
                clauses.append(f"striking the phrase {before}{often.rstrip(',')}")
        return f"{place} is amended by {'; by '.join(clauses)}"

    def gathered(self, place: str, one: Exchange) -> str:
        """In Articles 3, 5 and 7, “gift” is replaced by “present”."""
        before = self._words(one.before, one)
        often = ", wherever it appears," if one.often and place != self.everywhere() else ""
        lead = "Throughout" if place == self.everywhere() else "In"
        if not one.after:
            return f"{lead} {place}, {before}{often} is deleted"
        return f"{lead} {place}, {before}{often} is replaced by {self._words(one.after, one)}"

    def _words(self, words: str, one: Exchange) -> str:
        """Words in quotation marks; blanks around what comes in or goes are nobody's words."""
        return self.quote([words.strip(" ") if one.side or not one.after else words])

    def worded(self, groups: Sequence[tuple[str, Sequence[Exchange]]]) -> str:
        return ". ".join(self.exchange(place, some) for place, some in groups)

    def places(self, names: Sequence[str]) -> str:
        return _listed(names)

    def everywhere(self) -> str:
        return "this text"

    def divide(self, place: str, lines: Quotation) -> str:
        return self.restate(place, lines)

    def join(self, places: Sequence[str], lines: Quotation) -> str:
        return self.restate(places[0], lines)

    def delete(self, places: Sequence[str]) -> str:
        return f"{_listed(places)} {'is' if len(places) == 1 else 'are'} deleted"

    def renumber(self, olds: Sequence[str], news: Sequence[str]) -> str:
        return f"{_listed(olds)} {'is' if len(olds) == 1 else 'are'} renumbered as {_listed(news)}"

    def move(self, label: str, head: str, new: str) -> str:
        return f"{label} is moved to {head}" + (f" and renumbered as {new}" if new != label else "")

    def new(self, label: str) -> str:
        return f"the new {label}"

    def place_after(self, label: str, other: str, new: str) -> str:
        return f"{label} is moved after {other} and renumbered as {new}"

    def add_articles(self, labels: Sequence[str], lines: Quotation, within: str = "") -> str:
        where = f" in {within}" if within else ""
        if len(labels) == 1:
            return f"A new {labels[0]} is added{where} to read as follows: {self.quote(lines)}"
        return f"New {_listed(labels)} are added{where} to read as follows: {self.quote(lines)}"

    def add_heading(self, unit: Kind, label: str, lines: Quotation, before: str = "") -> str:
        where = f" before {before}" if before else ""
        name = label if unit != Kind.HEADING and label else "heading"
        return f"A new {name} is added{where} to read as follows: {self.quote(lines)}"

    def merge(self, olds: Sequence[str], new: str, lines: Quotation, under: str = "") -> str:
        where = f", moved to {under}" if under else ""
        return f"{_listed(olds)} are merged{where} as {new}, to read as follows: {self.quote(lines)}"

    def split(self, old: str, news: Sequence[str], lines: Quotation) -> str:
        return f"{old} is divided into {_listed(news)}, to read as follows: {self.quote(lines)}"

    def heading(self, place: str, words: str) -> str:
        return f"The heading of {place} is amended to read as follows: {self.quote([words])}"

    def delete_heading(self, place: str) -> str:
        return f"The heading of {place} is deleted"

    def swap_heading(self, old: str, new: str) -> str:
        return f"The heading {self.quote([old])} is amended to read as follows: {self.quote([new])}"

    def drop_heading(self, old: str) -> str:
        return f"The heading {self.quote([old])} is deleted"

    def words_under(self, place: str) -> str:
        return f"The text under the heading of {place}"

    def frame(self, name: str, lines: Quotation, present: bool) -> str:
        if present:
            return self.restate(_NAMES[name], lines)
        what = _NAMES[name].removeprefix("The ")
        return f"A new {what.lower() if name != '附件' else 'Annex'} is added to read as follows: {self.quote(lines)}"

    def order(self, articles: bool, heads: bool) -> str:
        return " and ".join(word for word, there in (("chapters", heads), ("articles", articles)) if there)

    def decision(
        self, title: str, clauses: Sequence[str], order: str, heading: str | None, effective: date | None
    ) -> str:
        name = self.name(title)
        lines = [heading or f"Decision on Amending {name}", "", f"{name} is amended as follows:", ""]
        lines += [f"{number}. {clause.rstrip()}" for number, clause in enumerate(clauses, 1)]
        if order:
            lines += ["", f"The {order} are renumbered accordingly."]
        if effective:
            lines += ["", f"This decision takes effect on {effective.day} {effective:%B} {effective.year}."]
        return "\n".join(lines) + "\n"

    def name(self, title: str) -> str:
        plain = "".join(sign for sign in " ".join(title.split()) if sign not in "“”‘’\"'「」『』")
        return plain if 0 < len(plain) <= 200 else "This text"


def _listed(labels: Sequence[str]) -> str:
    """Article 3; Articles 3, 5 and 7; §§ 7-101 and 7-103; Article 3 and Chapter 2."""
    if len(labels) == 1:
        return labels[0]
    parted = [_LABEL.fullmatch(label) for label in labels]
    units = {match[1] for match in parted if match is not None}
    if None not in parted and len(units) == 1 and (plural := _PLURALS.get(units.pop())):
        labels = [match[2] for match in parted if match is not None]
        return f"{plural} {', '.join(labels[:-1])} and {labels[-1]}"
    return ", ".join(labels[:-1]) + " and " + labels[-1]
