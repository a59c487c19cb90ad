"""Finds and resolves the references of an English text: Article 5(2)(a), §§ 4-681.01 through 4-681.06, subsection (d)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.english import counted
from workflow.text.labels.label import Number
from workflow.text.references.citation import Index, Part, Reference, Standing, items, paragraphs
from workflow.text.tree import Kind, Provision

_NUMBER = r"[0-9]{1,5}(?:[.\-][0-9A-Za-z]{1,6})*[A-Z]?|[IVXLC]{1,7}\b"
_TOKENS = r"(?:\([0-9A-Za-z]{1,5}\))"
_STEP = re.compile(
    rf"(?P<unit>\bArticles?|\bArts?\.|\bSections?|\bSecs?\.|\bChapters?|\bParts?|§§?)\s*(?P<number>{_NUMBER})(?P<tokens>{_TOKENS}{{0,6}})"
    rf"|\b(?P<inner>subsections?|paragraphs?|subparagraphs?|items?|clauses?)\s+(?P<inner_tokens>{_TOKENS}{{1,6}})"
    r"|\b(?:the\s+)?(?P<back>preceding|foregoing|previous)\s+(?P<backward>article|section|paragraph|item)\b"
    r"|\bthis\s+(?P<this>chapter|part|article|section)\b",
    re.I,
)
_MORE = re.compile(
    rf"(?:\s*,\s*|\s*,?\s+(?:and|or|to|through)\s+|\s*[–—]\s*)(?:§\s*)?(?P<number>{_NUMBER})(?P<tokens>{_TOKENS}{{0,6}})(?![\w%])"
)
_OF_OTHER = re.compile(
    r"^,?\s*(?:\([^()]{0,60}\)\s*)?of\s+(?!this\b)(?:the\s+)?((?:[A-Z][\w'’\-]*\s+(?:of\s+|on\s+|and\s+|for\s+|the\s+)*){0,12}"
    r"(?:Law|Act|Code|Regulations?|Rules|Constitution|Measures|Provisions|Statute|Title|Convention)\b(?:\s+[0-9IVX]+)?)"
)
_OF_THIS = re.compile(r"^\s*(?:of|in)\s+this\s+\w+")
_CITE = re.compile(r"(?:\b(?:U\.S\.C\.|Stat\.|C\.F\.R\.|Code|Act)\s*)$")
_UNITS = {"a": Kind.ARTICLE, "s": Kind.ARTICLE, "§": Kind.ARTICLE, "c": Kind.CHAPTER, "p": Kind.PART}
_TOKEN = re.compile(r"\(([0-9A-Za-z]{1,5})\)")


class EnglishReferences:
    """Reads the references of the texts of one document."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def of(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """The references in the text of `unit`, in order."""
        words = unit.text
        done = 0
        for match in _STEP.finditer(words):
            if match.start() < done:
                continue
            first = self._reference(unit, standing, match)
            group = [first]
            done = first.end
            if match["unit"]:
                while more := _MORE.match(words, done):
                    group.append(self._follower(first, more))
                    done = more.end()
            law = _OF_OTHER.match(words[done : done + 200])
            foreign = (
                law[1].strip()
                if law
                else ("other" if _CITE.search(words[max(0, match.start() - 12) : match.start()]) else "")
            )
            own = _OF_THIS.match(words[done : done + 40])
            explicit = own is not None or match["unit"] is None
            done += own.end() if own else 0
            for found in group:
                found.law, found.explicit = foreign, explicit
                if not foreign:
                    self._resolve(found)
            yield from group

    def _reference(self, unit: Provision, standing: Standing, match: re.Match[str]) -> Reference:
        start, end = match.span()
        parts: list[Part] = []
        if match["unit"]:
            kind = _UNITS[match["unit"][0].lower()]
            parts = [Part(kind, _number(match["number"]), *match.span("number"), token=match["number"])]
            parts += _inner(match["tokens"], match.start("tokens"))
        elif match["inner"]:
            parts = _inner(match["inner_tokens"], match.start("inner_tokens"))
        elif match["back"]:
            kind = _called(match["backward"])
            parts = [Part(kind, None, start, end, back=1)]
        else:
            kind = _called(match["this"])
            parts = [Part(kind, None, start, end, back=0)]
        return Reference(unit, standing, start, end, unit.text[start:end], parts=parts)

    @staticmethod
    def _follower(first: Reference, more: re.Match[str]) -> Reference:
        parts = [Part(first.parts[0].kind, _number(more["number"]), *more.span("number"), token=more["number"])]
        parts += _inner(more["tokens"], more.start("tokens"))
        start, end = more.start("number"), more.end()
        through = "through" in more[0] or " to " in more[0] or "–" in more[0]
        return Reference(
            first.unit, first.standing, start, end, first.unit.text[start:end], parts=parts, through=through
        )

    def _resolve(self, found: Reference) -> None:
        head, standing = found.parts[0], found.standing
        if head.kind == Kind.ARTICLE:
            outer = self._article(head, standing)
            if not outer and head.back is None and not self._is_ours(head.token, standing):
                found.law = "other"
                return
            found.fault = "" if outer else ("no-article" if head.back is None else "nothing-before")
        elif head.kind in (Kind.CHAPTER, Kind.PART):
            outer = self._container(head, standing)
            found.fault = "" if outer else "no-container"
        elif head.kind == Kind.PARAGRAPH and head.back:
            before = paragraphs(standing.article)[: max(standing.paragraph, 0)] if standing.article else []
            outer = before[-1:]
            found.fault = "" if outer else "nothing-before"
        else:
            self._nearest(found)
            return
        found.named = [outer] if outer else []
        for part in found.parts[1:]:
            if found.fault:
                return
            outer = _inside(outer[0], part.token)
            found.named.append(outer)
            found.fault = "" if outer else "no-item"
        found.targets = outer

    def _nearest(self, found: Reference) -> None:
        """subsection (d): the unit (d) of the innermost list around the reference that has one."""
        standing = found.standing
        article = standing.article
        around = [*([article] if article else []), *standing.chain]
        for unit in reversed(around):
            outer, named = [unit], []
            for part in found.parts:
                outer = _inside(outer[0], part.token) if outer else []
                named.append(outer)
            if outer:
                found.targets, found.named = outer, named
                return
        found.fault = "no-item"

    def _article(self, part: Part, standing: Standing) -> list[Provision]:
        if part.back == 0:
            return [standing.article] if standing.article else []
        if part.back:
            return self.index.before(standing.article, standing.scope, part.back) if standing.article else []
        found = self.index.article(standing.scope, part.number) if part.number else None
        for sign in ("§", "Article", "Section"):
            found = found or self.index.labelled(standing.scope, f"{sign} {part.token}")
        return [found] if found else []

    def _is_ours(self, token: str, standing: Standing) -> bool:
        """Whether a number has the form of this text's own: 4-681.09 where the articles are 4-681.01 and so on."""
        own = next(iter(self.index.by_label.get(id(standing.scope), {})), "").split(" ")[-1]
        if not any(mark in own for mark in ".-"):
            return not any(mark in token for mark in ".-")
        return token.rpartition(".")[0] == own.rpartition(".")[0] != ""

    def _container(self, part: Part, standing: Standing) -> list[Provision]:
        if part.number is None:
            inside = [unit for unit in standing.containers if unit.kind == part.kind]
            return inside[-1:] or [standing.scope]
        return self.index.containers.get(id(standing.scope), {}).get((part.kind, part.number), [])[:1]


def _number(token: str) -> Number | None:
    return counted(token)


def _inner(tokens: str, start: int) -> list[Part]:
    return [
        Part(Kind.ITEM, None, start + match.start(1), start + match.end(1), token=match[1])
        for match in _TOKEN.finditer(tokens)
    ]


def _inside(unit: Provision, token: str) -> list[Provision]:
    """The list unit of that token below `unit`; in an article without such a unit, the paragraph of that number."""
    holders = paragraphs(unit) if unit.kind == Kind.ARTICLE else [unit]
    direct = [item for holder in holders for item in items(holder)]
    found = [item for item in direct if item.label.strip("().") == token][:1]
    if not found and unit.kind == Kind.ARTICLE and token.isdecimal():
        found = paragraphs(unit)[int(token) - 1 : int(token)] if int(token) else []
    return found


def _called(word: str) -> Kind:
    """What a word of a citation names; a section is an article of another tradition."""
    return Kind.ARTICLE if word.lower() == "section" else Kind(word.lower())
