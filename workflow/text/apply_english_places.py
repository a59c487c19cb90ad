"""Reads places out of the words of an English amending decision: Article 5, Section 2 (… § 4-681.01), Paragraph (8)(A)."""

from __future__ import annotations

import re
from dataclasses import replace

from workflow.text import labels_en
from workflow.text.apply_operations import CannotCarry, Operation, Place, Quotation

LABEL = re.compile(
    r"(?:(?:Article|Art\.|Sec\.) ?[0-9IVXLC][0-9A-Za-z.\-]*[0-9A-Za-z]|(?:Article|Art\.|Sec\.) ?[0-9IVXLC]|§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])"
)
_SECTION_LABEL = re.compile(r"Section [0-9]+[A-Za-z0-9.\-]*")
_CODIFIED = re.compile(r"\((?:[A-Z]\.?){2,6} ?(?:Official )?Code (§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])\)")
_CONTAINER = re.compile(r"(?:Part|Title|Division|Chapter|Subchapter|Section) (?:[0-9]{1,4}[A-Z]?|[IVXLC]{1,7}|[A-Z])\b")
_PATH = re.compile(
    r"(?:subsection|paragraph|subparagraph|sub-subparagraph|clause|item)s? ((?:\([0-9A-Za-z]{1,5}\))+)", re.I
)
_TOKEN = re.compile(r"\(([0-9A-Za-z]{1,5})\)")
UNDER = re.compile(r"moved to (the new )?([A-Z][a-z]+ [0-9A-Z]+)")
_FRAMES = (
    ("title", re.compile(r"^The title\b")),
    ("note", re.compile(r"^The note under the title\b")),
    ("toc", re.compile(r"^The table of contents\b")),
    ("preamble", re.compile(r"^The preamble\b")),
    ("signature", re.compile(r"^The signature\b")),
)
_ANNEX = re.compile(r"^(?:The )?((?:Annex|Appendix|Schedule|Attachment|Exhibit)(?: [0-9A-Z]+)?)\b")
_NEW = re.compile(r"^(?:A )?new (.*?) (?:is|are) added", re.I)


class Reader:
    """Reads the places of one entry, whose levels above named `above`."""

    def __init__(self, words: str, above: Place) -> None:
        self.words = words
        self.above = above

    def labels(self) -> list[str]:
        """The labels of articles the entry names, in order, outside quotations."""
        found = LABEL.findall(self.words) or _SECTION_LABEL.findall(self.words)
        return [" ".join(label.split()) for label in found]

    def first(self) -> Place | None:
        """The place the entry begins with; None when it names none."""
        head = re.split(
            r"\b(?:is|are) (?:amended|repealed|deleted|added|moved|renumbered|struck|merged|divided)\b|\bin amended\b",
            self.words,
            maxsplit=1,
        )[0]
        for unit, pattern in _FRAMES:
            if pattern.match(head):
                return Place(unit)
        annex = _ANNEX.match(head)
        if annex is not None:
            return Place("annex", annex[1])
        place = self._article(head) or self._container(head) or self.above
        if "lead-in" in head:
            place = replace(place, part="lead")
        for match in _PATH.finditer(head):
            place = replace(place, path=place.path + tuple(f"({token})" for token in _TOKEN.findall(match[1])))
        return place if place.unit else None

    def _article(self, head: str) -> Place | None:
        code = _CODIFIED.search(head)
        found = code[1] if code is not None else None
        match = LABEL.search(head)
        label = found or (match[0] if match is not None else "")
        return Place("article", " ".join(label.split())) if label else None

    def _container(self, head: str) -> Place | None:
        match = _CONTAINER.search(head)
        if match is None:
            return None
        place = self.container(match[0])
        return replace(place, part="words") if head.startswith("The text under") else replace(place, part="heading")

    def container(self, words: str) -> Place:
        """The heading called `words`; the kind is settled when it is looked for."""
        words = words.strip()
        fresh = words.startswith("the new ")
        found = labels_en.container(words.removeprefix("the new "))
        if found is None:
            raise CannotCarry("找不到章节", "the heading cannot be found")
        return Place("container", found.text, "新增" if fresh else "")

    def added(self, text: Quotation) -> Operation:
        """A new Article 5 is added in Chapter 3 to read as follows."""
        match = _NEW.match(self.words)
        if match is None:
            raise CannotCarry("读不懂", "cannot be read")
        what, after = match[1], self.words[match.end() :]
        where = re.match(r" (in|before|after) (.*?) to read", after)
        side = {"in": "in", "before": "before", "after": "after"}[where[1]] if where is not None else ""
        anchor = (self._named(where[2]),) if where is not None else ()
        for name, unit in (
            ("note under the title", "note"),
            ("table of contents", "toc"),
            ("preamble", "preamble"),
            ("signature", "signature"),
            ("title", "title"),
        ):
            if what == name:
                return Operation("add", (), unit=unit, text=(text,))
        if what.startswith("Annex"):
            return Operation("add", (), unit="annex", text=(text,))
        if what == "heading":
            return Operation("add", anchor, unit="heading", text=(text,), side=side)
        path = _PATH.search(what)
        if path is not None:
            return Operation(
                "add",
                (self.above,),
                unit="entry",
                labels=tuple(f"({token})" for token in _TOKEN.findall(path[1])),
                text=(text,),
            )
        labels = [" ".join(label.split()) for label in LABEL.findall(what)]
        if labels:
            return Operation("add", anchor, unit="article", labels=tuple(labels), text=(text,), side=side)
        head = self.container(what)
        return Operation("add", anchor, unit="chapter", labels=(head.label,), text=(text,), side=side)

    def _named(self, words: str) -> Place:
        label = LABEL.match(words)
        return Place("article", " ".join(label[0].split())) if label is not None else self.container(words)

    def moved(self, match: re.Match[str]) -> Operation:
        """Article 5 is moved to Chapter 3 and renumbered as Article 9."""
        rest = self.words[match.end() :]
        goal, _, number = rest.partition(" and renumbered as ")
        side = {"to": "in", "after": "after", "before": "before"}[match[1]]
        labels = LABEL.findall(number)
        old = LABEL.match(self.words)
        if old is None:
            raise CannotCarry("读不懂", "cannot be read")
        return Operation(
            "move",
            (Place("article", old[0]), self._named(goal.split(",")[0].rstrip(". "))),
            labels=tuple(labels[:1]),
            side=side,
        )
