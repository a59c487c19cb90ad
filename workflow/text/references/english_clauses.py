"""Finds the references of English texts to their own clauses by a word and a number: Section 2, Clauses 2 and 3, section II(2),
paragraph B of Section I. Numbers with a dot are read by `dotted`, II.B by `named_places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.clauses import Form, clause
from workflow.text.references.citation import Index, Part, Reference, Standing, items, paragraphs
from workflow.text.references.other_papers import is_of_another, other_paper
from workflow.text.tree import Kind, Provision

_WORD = r"\b(?:sections?|clauses?|paragraphs?|parts?|chapters?|articles?) "
_NUMBER = r"[IVX]{1,6}|[0-9]{1,3}"
_TOKENS = r"(?: ?\([0-9A-Za-z]{1,5}\))*"
_NAMED = re.compile(rf"(?i:{_WORD})(?P<number>{_NUMBER})(?![0-9A-Za-z]|\.[0-9A-Z])(?P<tokens>{_TOKENS})")
_MORE = re.compile(
    rf"(?:, |,? (?:and|or|to|through) (?:(?i:{_WORD}))?)(?P<number>{_NUMBER})(?![0-9A-Za-z%]|\.[0-9A-Z])(?P<tokens>{_TOKENS})(?! ?%| per ?cent)"
)
_BELOW = re.compile(
    r"\b(?i:paragraphs?|clauses?|items?|points?|subsections?) (?P<token>[A-Z]|\([0-9]{1,3}\))(?![0-9A-Za-z(]|\.[0-9A-Z])"
    r"(?P<outer> (?:of|in) (?i:section|part|clause|chapter) (?P<number>[IVX]{1,6})(?![0-9A-Za-z(]|\.[0-9A-Z]))?"
)
#: Section II, paragraph (1)
_THEN = re.compile(r", (?i:paragraph|clause|item|point) (?P<token>[A-Z]|\([0-9]{1,3}\))(?![0-9A-Za-z(]|\.[0-9A-Z])")
_TOKEN = re.compile(r"\([0-9A-Za-z]{1,5}\)")
_LOOK_BACK = 40


class EnglishClauses:
    """Reads them in the texts of one document; finds nothing in a text without clauses."""

    def __init__(self, index: Index) -> None:
        self.index = index
        labels = {label for known in index.by_label.values() for label in known}
        self.forms = {one.form for label in labels if (one := clause(label))}

    def of(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """The references in the text of `unit`, in order."""
        if not self.forms:
            return
        taken: list[tuple[int, int]] = []
        for reader, pattern in ((self._inside, _BELOW), (self._group, _NAMED), (self._below, _BELOW)):
            for match in pattern.finditer(unit.text):
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                found = list(reader(unit, standing, match))
                taken += [(one.start, one.end) for one in found]
                yield from found

    def _group(self, unit: Provision, standing: Standing, match: re.Match[str]) -> Iterator[Reference]:
        words = unit.text
        group: list[Reference] = []
        more: re.Match[str] | None = match
        while more is not None:
            found = self._one(unit, standing, more, first=not group)
            if found is None:
                break
            group.append(found)
            more = _MORE.match(words, found.end)
        if not group:
            return
        before = words[max(0, match.start() - _LOOK_BACK) : match.start()]
        if other_paper(f"{before}, clause ") or is_of_another(words, group[-1].end, self.index.root):
            return
        yield from group

    def _one(self, unit: Provision, standing: Standing, match: re.Match[str], *, first: bool) -> Reference | None:
        """One number with its list units; None where the text has no such clause."""
        number = match["number"]
        target = self._outer(standing, number)
        if target is None:
            return None
        start = match.start() if first else match.start("number")
        found = Reference(unit, standing, start, match.end("number"), "")
        found.parts = [Part(Kind.ARTICLE, None, *match.span("number"), token=number)]
        found.named, found.targets = [[target]], [target]
        for token in _TOKEN.finditer(unit.text, match.start("tokens"), match.end("tokens")):
            inner = self._inner(found.targets[0], token[0])
            if inner is None:
                break
            is_clause = inner.kind == Kind.ARTICLE
            span = token.span() if is_clause else (token.start() + 1, token.end() - 1)
            kind = Kind.ARTICLE if is_clause else Kind.ITEM
            found.parts.append(Part(kind, None, *span, token=unit.text[slice(*span)]))
            found.named.append([inner])
            found.targets, found.end = [inner], token.end()
        then = _THEN.match(unit.text, found.end) if len(found.parts) == 1 else None
        label = "" if then is None else then["token"] if then["token"][0] == "(" else f"{then['token']}."
        below = next((one for one in self.index.below.get(id(target), []) if one.label == label), None)
        if then is not None and below is not None:
            found.parts.append(Part(Kind.ARTICLE, None, *then.span("token"), token=then["token"]))
            found.named.append([below])
            found.targets, found.end = [below], then.end()
        found.text = unit.text[start : found.end]
        return found

    def _outer(self, standing: Standing, number: str) -> Provision | None:
        label = number if number.isdecimal() else f"{number}."
        form = Form.DOTTED if number.isdecimal() else Form.ROMAN
        return self.index.labelled(standing.scope, label) if form in self.forms else None

    def _inner(self, unit: Provision, token: str) -> Provision | None:
        """What (2) is behind a clause: a clause below it, or a unit of its list."""
        below = [one for one in self.index.below.get(id(unit), []) if one.label == token]
        lists = [one for holder in (paragraphs(unit) if unit.kind == Kind.ARTICLE else [unit]) for one in items(holder)]
        found = below or [one for one in lists if one.label.strip("().") == token.strip("()")]
        return found[0] if found else None

    def _inside(self, unit: Provision, standing: Standing, match: re.Match[str]) -> Iterator[Reference]:
        """Paragraph B of Section I."""
        if match["outer"]:
            yield from self._below(unit, standing, match)

    def _below(self, unit: Provision, standing: Standing, match: re.Match[str]) -> Iterator[Reference]:
        """Paragraph B, of the clause where it is said or of another one."""
        token = match["token"]
        label = token if token[0] == "(" else f"{token}."
        if match["outer"]:
            outer = self._outer(standing, match["number"])
            some = self.index.below.get(id(outer), []) if outer is not None else []
        else:
            some = self._beside(standing.article)
        found = next((one for one in some if one.label == label), None)
        if found is None or is_of_another(unit.text, match.end(), self.index.root):
            return
        part = Part(Kind.ARTICLE, None, *match.span("token"), token=token)
        reference = Reference(unit, standing, *match.span(), match[0], parts=[part], named=[[found]], targets=[found])
        if match["outer"] and outer is not None:
            reference.parts.append(Part(Kind.ARTICLE, None, *match.span("number"), token=match["number"]))
            reference.named.append([outer])
        yield reference

    def _beside(self, article: Provision | None) -> list[Provision]:
        """The clauses among which `article` stands below another one, or those below it."""
        some = (group for group in self.index.below.values() if any(one is article for one in group))
        return next(some, self.index.below.get(id(article), []))
