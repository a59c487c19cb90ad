"""Reads places out of the words of an English amending decision: Article 5, Section 2 (… § 4-681.01), paragraph (8)(A) of
Article 4, the second sentence of Article 4, the heading of Chapter 2. A place is read whole or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from workflow.text.amending.decision.english_patterns import OURS
from workflow.text.amending.decision.quotes import MASK
from workflow.text.amending.said.operations import CannotCarry, Less, Piece, Place, Portion, Reach, Run
from workflow.text.labels import english
from workflow.text.tree import Kind

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = "|".join((*_ORDINALS, "last", "final"))
_NUMBER = r"[0-9IVXLC][0-9A-Za-z.\-]*[0-9A-Za-z]|[0-9IVXLC]"
_ARTICLE = re.compile(
    rf"((?:Article|Art\.|Sec\.) ?(?:{_NUMBER})|§ ?[0-9A-Za-z](?:[0-9A-Za-z.\-]*[0-9A-Za-z])?)(?![0-9A-Za-z])"
)
_ARTICLES = re.compile(rf"(?:(Articles|Arts\.) |(?:§§ ?|Sections ))({_NUMBER})(?![0-9A-Za-z])")
_MORE = re.compile(
    rf"(?:,? and (?:Article |§ ?)?({_NUMBER})|, (?:Article |§ ?)?({_NUMBER}))(?![0-9A-Za-z(]|\.[0-9A-Za-z])"
)
_CODE = re.compile(r" ?\((?:[A-Z]\.?){2,6} ?(?:Official )?Code (§ ?[0-9A-Za-z.\-]*[0-9A-Za-z])\)")
_CONTAINER = re.compile(
    r"(?:[Tt]he new )?((?:[Pp]art|[Tt]itle|[Dd]ivision|[Cc]hapter|[Ss]ubchapter|[Ss]ection)"
    r" (?:[0-9]{1,4}[A-Za-z]?(?:[.\-][0-9A-Za-z]+)*|[IVXLC]{1,7}|[A-Z]))(?![0-9A-Za-z])"
)
_TOKENS = r"(?:\([0-9A-Za-z]{1,5}\))+"
_PATH = re.compile(
    r"(?:the )?(?:newly designated |existing )?"
    r"(?:subsection|paragraph|subparagraph|sub-subparagraph|clause|subclause|item|sub-item|subitem|point)s? "
    rf"({_TOKENS})",
    re.I,
)
_TOKEN = re.compile(r"\(([0-9A-Za-z]{1,5})\)")
_SIBLING = re.compile(rf"(?:, and |, | and )({_TOKENS})")
_PIECE = re.compile(rf"(?:the )?(?:({_ORDINAL}) sentence|(proviso))", re.I)
_PARAGRAPH = re.compile(rf"(?:the )?({_ORDINAL}) paragraph(?! ?\()", re.I)
_LEAD = re.compile(r"(?:the )?lead-in (?:language|text|words)", re.I)
_HEADING = re.compile(r"(?:the )?heading(?= (?:of|to) )", re.I)
_UNDER = re.compile(r"(?:the )?text under the heading(?= of )", re.I)
_FRAMES = (
    (Kind.NOTE, re.compile(r"the note under the title\b", re.I)),
    (Kind.TITLE, re.compile(r"[Tt]he title(?! [0-9IVX])\b")),
    (Kind.TOC, re.compile(r"the table of contents\b", re.I)),
    (Kind.PREAMBLE, re.compile(r"the preamble\b", re.I)),
    (Kind.SIGNATURE, re.compile(r"the signature\b", re.I)),
)
_ANNEX = re.compile(
    r"(?:the )?((?:Annex|Appendix|Schedule|Attachment|Exhibit)(?: (?:[0-9]{1,3}|[A-Z]|[IVX]{1,5}))?)(?![A-Za-z0-9])"
)
_OUTER = re.compile(r" (?:of|to|in) (?!these\b|this\b|read\b)")
_INNER = re.compile(r", ?(?=(?:the )?(?:newly |existing )?(?:sub|para|clause|item|point))")
_OURS = re.compile(rf" of (?:these|this|the) (?:{OURS})\b")
_THEIRS = re.compile(
    r" of (?:the )?((?:[A-Z][\w’'-]*|of|and|for|on|the|in)(?: (?:[A-Z][\w’'-]*|of|and|for|on|the|in))*)(?=[ ,.:])"
)


@dataclass(slots=True)
class Words:
    """The masked words of one entry and how far they are read; `used`: quotations that something was made of."""

    words: str
    runs: list[Run]
    at: int = 0
    used: set[int] = field(default_factory=set)
    other: str = ""  # the name of another text that was met

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Takes what `pattern` matches here, and its quotations."""
        match = pattern.match(self.words, self.at)
        if match is not None:
            self.at = match.end()
            self.used.update(int(mask[1]) for mask in MASK.finditer(match[0]))
        return match

    def lines(self, number: str) -> list[str]:
        """The lines of a quotation."""
        return [line for quotation in self.runs[int(number)] for line in quotation]

    def unread(self) -> CannotCarry:
        """The refusal that shows the rest."""
        rest = MASK.sub("“…”", self.words[self.at : self.at + 80]).strip()
        return CannotCarry(f"读不懂“{rest}”", f"cannot read “{rest}”")


def places(words: Words, above: Place, ours: object = None) -> list[Place] | None:
    """The places here, inside the place `above`; None, and nothing taken, when there is none.

    `ours`: a function that says whether a name in words is that of the text at hand.
    """
    start = words.at
    reader = _Places(words, above)
    found = reader.read()
    if not found:
        words.at = start
        return None
    if words.take(_OURS) is None and (match := _THEIRS.match(words.words, words.at)) is not None and callable(ours):
        words.at = match.end()
        if not ours(match[1]):
            words.other = match[1]
            found = [replace(place, foreign=True) for place in found]
    return found


class _Places:
    def __init__(self, words: Words, above: Place) -> None:
        self.words = words
        self.above = above
        self.place: Place | None = None
        self.path: tuple[str, ...] = ()
        self.inside = Place()  # part, piece and paragraph
        self.siblings: list[str] = []
        self.labels: list[str] = []

    def read(self) -> list[Place]:
        outward = True
        if not self._component(outward=True):
            return []
        while True:
            before = self.words.at
            if self.words.take(_OUTER) is not None:
                outward = True
            elif self.words.take(_INNER) is not None:
                outward = False
            else:
                break
            if not self._component(outward):
                self.words.at = before
                break
        return self._found()

    def _found(self) -> list[Place]:
        within = self.place is None
        base = self.above if self.place is None else self.place
        if not base.unit:
            return []
        path = (base.path if within else ()) + self.path
        one = replace(
            base,
            path=path,
            part=self.inside.part,
            piece=self.inside.piece,
            paragraph=self.inside.paragraph or (base.paragraph if within else 0),
        )
        found = [one]
        found += [replace(one, path=(*path[:-1], token)) for token in self.siblings]
        return found + [replace(one, label=label) for label in self.labels]

    def _component(self, outward: bool) -> bool:
        return self._narrow() or self._units(outward) or self._block()

    def _narrow(self) -> bool:
        """A sentence, a proviso, the lead-in, a heading, a paragraph."""
        take = self.words.take
        if (match := take(_PIECE)) is not None:
            self.inside = replace(
                self.inside, piece=Piece(Less.PROVISO) if match[2] else Piece(Less.SENTENCE, _value(match[1]))
            )
        elif (match := take(_PARAGRAPH)) is not None:
            self.inside = replace(self.inside, paragraph=_value(match[1]))
        elif take(_LEAD) is not None:
            self.inside = replace(self.inside, part=Portion.LEAD)
        elif take(_UNDER) is not None:
            self.inside = replace(self.inside, part=Portion.WORDS)
        elif take(_HEADING) is not None:
            self.inside = replace(self.inside, part=Portion.HEADING)
        else:
            return False
        return True

    def _units(self, outward: bool) -> bool:
        match = self.words.take(_PATH)
        if match is None:
            return False
        tokens = tuple(f"({token})" for token in _TOKEN.findall(match[1]))
        self.path = tokens + self.path if outward else self.path + tokens
        while not self.siblings or outward:
            more = self.words.take(_SIBLING)
            if more is None:
                break
            self.siblings += [f"({token})" for token in _TOKEN.findall(more[1])]
        return True

    def _block(self) -> bool:
        """A part of the frame, an annex, an article, a heading."""
        if self.place is not None:
            return False
        take = self.words.take
        for unit, pattern in _FRAMES:
            if take(pattern) is not None:
                self.place = Place(unit)
                return True
        if (match := take(_ANNEX)) is not None:
            self.place = Place(Kind.ANNEX, match[1])
        elif (match := take(_ARTICLES)) is not None:
            sign = "Article" if match[1] else "§" if match[0].startswith("§") else "Section"
            self.place = Place(Kind.ARTICLE, f"{sign} {match[2]}")
            while (more := take(_MORE)) is not None:
                self.labels.append(f"{sign} {more[1] or more[2]}")
        elif (match := take(_ARTICLE)) is not None:
            self._article(match[1])
        elif (match := take(_CONTAINER)) is not None:
            self.place = container(match[0])
            if (code := take(_CODE)) is not None:
                self.place = Place(Kind.ARTICLE, " ".join(code[1].split()))
            self._tokens()
        else:
            return False
        return True

    def _article(self, label: str) -> None:
        code = self.words.take(_CODE)
        self.place = Place(Kind.ARTICLE, " ".join((code[1] if code is not None else label).split()))
        if self._tokens():
            return
        others = re.compile(rf"(?:,? and |, ){_ARTICLE.pattern}")
        while (more := self.words.take(others)) is not None:
            self.labels.append(" ".join(more[1].split()))

    def _tokens(self) -> bool:
        """The list units written right behind the number: Article 4(b)(2)."""
        match = self.words.take(re.compile(f" ?({_TOKENS})"))
        if match is not None:
            self.path = tuple(f"({token})" for token in _TOKEN.findall(match[1])) + self.path
        return match is not None


def container(words: str) -> Place:
    """The heading called `words`; whether it is an article after all is settled when it is looked for."""
    words = words.strip()
    fresh = words.lower().startswith("the new ")
    plain = words[8:] if fresh else words
    found = english.container(plain)
    return Place(Reach.CONTAINER, found.text if found is not None else " ".join(plain.split()), "新增" if fresh else "")


def heading_quoted(words: Words) -> str | None:
    """The words of a heading that is named by them: The heading “Rewards”."""
    match = words.take(re.compile(f"(?:The|the) heading {MASK.pattern}"))
    return match[1] if match is not None else None


def _value(word: str) -> int:
    return -1 if word.lower() in ("last", "final") else _ORDINALS.index(word.lower()) + 1
