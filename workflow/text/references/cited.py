"""Texts in which a reference to an article of the same text stands as one sign for that article, whatever its number.

Two drafters who insert articles each renumber the references of the whole text. Read like this, neither has changed a
word of it, and in the merged text every reference gets the number its article then has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflow.text.references.citation import number_of
from workflow.text.references.find import references
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

_FIRST = 0xF0000  # signs are characters of a private plane, which no text uses
_LAST = 0xFFFFD


class Signs:
    """The signs of one merge: one for each article, the same for an article in all texts it stands in."""

    def __init__(self) -> None:
        self._articles: list[tuple[str, bool]] = []  # label as first cited, and whether only its number is printed
        self._known: dict[tuple[object, bool], str] = {}

    def sign(self, article: object, label: str, number_only: bool) -> str | None:
        """The sign for `article`, any value that stands for its identity; None when there are no more signs."""
        if (article, number_only) not in self._known:
            if _FIRST + len(self._articles) > _LAST:
                return None
            self._known[article, number_only] = chr(_FIRST + len(self._articles))
            self._articles.append((label, number_only))
        return self._known[article, number_only]

    def resolve(self, text: str, label_of: Callable[[object], str | None], english: bool) -> str:
        """`text` with the labels its articles have now; an article that is gone keeps the label it was cited by."""
        if not text or max(map(ord, text)) < _FIRST:
            return text
        words = {}
        for (article, number_only), sign in self._known.items():
            if sign in text:
                label = label_of(article) or self._articles[ord(sign) - _FIRST][0]
                words[sign] = _number(label, english) if number_only else label
        return "".join(words.get(character, character) for character in text)


def with_signs(document: Document, signs: Signs, identity: Mapping[int, object]) -> dict[int, str]:
    """The texts of `document` that cite articles of it, with signs: id of the provision → its text.

    `identity` tells by the id of a provision which article it is; references to others stay as they are.
    """
    english = document.language == Script.ENGLISH
    places: dict[int, tuple[Provision, dict[tuple[int, int], list[str | None]]]] = {}
    for reference in references(document):
        if reference.law or reference.fault or reference.standing.cell:
            continue
        for part, named in zip(reference.parts, reference.named, strict=False):
            if part.kind != Kind.ARTICLE or part.number is None or not named:
                continue
            article = named[0]
            printed = reference.unit.text[part.start : part.end]
            whole = printed == (_number(article.label, english) if english else article.label)
            who = identity.get(id(article)) if whole else None
            sign = signs.sign(who, article.label, english) if who is not None else None
            entry = places.setdefault(id(reference.unit), (reference.unit, {}))[1]
            entry.setdefault((part.start, part.end), []).append(sign)
    texts = {}
    for unit, found in places.values():
        text = unit.text
        for (start, end), several in sorted(found.items(), reverse=True):
            if len(set(several)) == 1 and several[0] is not None:
                text = text[:start] + several[0] + text[end:]
        texts[id(unit)] = text
    return texts


def _number(label: str, english: bool) -> str:
    """What stands for the article after the word Article."""
    number = number_of(Provision(Kind.ARTICLE, label=label), english)
    return str(number.main) if number else label
