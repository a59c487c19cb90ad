"""Writes the references inside a text anew when its numbers move. The words around a reference stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workflow.text.given import worded
from workflow.text.labels.chinese import NUMERAL, numbered
from workflow.text.labels.clauses import BELOW, clause
from workflow.text.labels.english import article as english_article
from workflow.text.labels.english import container as english_container
from workflow.text.labels.english import letters, roman, to_roman
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese, counted, parse_numeral
from workflow.text.references.citation import Cell, Reference, Step, number_of, paragraphs
from workflow.text.references.find import references
from workflow.text.references.renumber import cite, renumber
from workflow.text.tree import LISTED, Document, Kind, Provision
from workflow.words import Script

_WHOLE = re.compile(rf"^(第[ \u3000]?[（(]?)({NUMERAL}+)([）)]?[^之]*?)(?:之({NUMERAL}+))?$")
_EACH = re.compile(rf"{NUMERAL}+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text in which references were written anew: the provision whose own text it was, its words before and after.

    cell  where these are the words of a cell of a table
    """

    unit: Provision
    before: str
    after: str
    cell: Cell | None = None


@dataclass(slots=True)
class Rewriting:
    """What a rewriting did.

    document    the text with its references written anew
    labels      old label → new label, as `renumber` returns it
    changed     the texts that read differently now
    unresolved  references into this text that name nothing, left as they were
    """

    document: Document
    labels: dict[str, str] = field(default_factory=dict)
    changed: list[Rewritten] = field(default_factory=list)
    unresolved: list[Reference] = field(default_factory=list)


def renumber_and_rewrite(
    document: Document, keep_inserted: bool = True, found: list[Reference] | None = None
) -> Rewriting:
    """Renumbers `document` and makes every reference name the provision it named before.

    Call it while the labels are still the old ones, new articles having none or a 之 one: references are followed
    before the numbers move, so a reference is never mistaken for one to the new bearer of its number.

    found  the references of `document` with what each names, where that is known better than by the labels as they
           stand: some may have been moved along by hand (`workflow.text.references.retargeted.follow`)
    """
    found = references(document) if found is None else found
    numbers = renumber(document, keep_inserted)
    english, places = document.language == Script.ENGLISH, paragraph_places(document)

    held = _held(document)

    def moved(reference: Reference, step: int) -> Number | str | None:
        if step >= len(reference.named) or not reference.named[step]:
            return None
        named = reference.named[step][0]
        inner = next((held[id(one[0])] for one in reference.named if one and id(one[0]) in held), None)
        if inner is not None and named.kind == Kind.ARTICLE and id(named) not in held:
            named = inner  # II.B that went below III is III.B
        label = numbers.given.get(id(named), named.label)
        return number_now(named, label, reference.parts[step].token, english=english, places=places)

    changed = _write([one for one in found if not one.law and not one.fault], moved)
    new = worded(document, _texts(changed), numbers.given, _cells(changed))
    return Rewriting(new, numbers.labels, changed, [one for one in found if one.fault])


def paragraph_places(document: Document) -> dict[int, int]:
    """The place of each paragraph among those of its article, from 1, by its `id`."""
    return {id(one): place for article in document.articles() for place, one in enumerate(paragraphs(article), 1)}


def number_now(
    named: Provision, label: str, token: str, *, english: bool, places: Mapping[int, int]
) -> Number | str | None:
    """What a step of a reference prints for the provision it names, whose label now is `label`; None to keep it.

    token   as printed so far, of units that letters and figures may number; places  as `paragraph_places`
    """
    if named.kind == Kind.TABLE:
        return None  # 表1 keeps the number that its caption has
    if token and not english:
        return label.strip("（）().．、 ")
    if token and named.kind == Kind.ARTICLE and clause(label):
        return label.rstrip(".")
    if named.kind == Kind.PARAGRAPH:
        place = places.get(id(named))
        return None if place is None else str(place) if english else Number(place)
    if named.kind in LISTED and english:
        return label.strip("().")
    return number_of(Provision(named.kind, label), english)


def _held(document: Document) -> dict[int, Provision]:
    """The clause that each clause of a lower form stands below, by its `id`: II. for B., 二、 for （一）."""
    found: dict[int, Provision] = {}
    outer: Provision | None = None
    for article in document.articles():
        label = clause(article.label)
        if label is None or label.form not in BELOW:
            outer = article
        elif outer is not None:
            found[id(article)] = outer
    return found


def rewrite(document: Document, mapping: dict[str, str]) -> Rewriting:
    """Writes the references of `document` by a `mapping` of old to new labels, the labels of the tree being new already.

    A reference to an article or a container that `mapping` does not know is unresolved and left as it was.
    """
    numbers, unknown = _numbers(mapping), []
    backwards = {new: old for old, new in mapping.items()}
    found = [one for one in references(document) if not one.law]

    def moved(reference: Reference, step: int) -> Number | str | None:
        part = reference.parts[step]
        if part.kind == Kind.ARTICLE and part.token in mapping:
            return mapping[part.token]
        if part.number is None:
            return None
        if part.kind == Kind.ITEM:
            key = _citation(reference, step, backwards, numbers, document.language)
            number = _last_number(mapping.get(key, ""))
            return Number(number) if number else None
        return numbers.get((part.kind, part.number), (None, ""))[0]

    for reference in found:
        for part in reference.parts:
            if part.kind in _LABELLED and part.number is not None and (part.kind, part.number) not in numbers:
                unknown.append(reference)
                break
    changed = _write([one for one in found if one not in unknown], moved)
    return Rewriting(worded(document, _texts(changed), cells=_cells(changed)), dict(mapping), changed, unknown)


_LABELLED = frozenset({Kind.ARTICLE, Kind.CHAPTER, Kind.SECTION, Kind.PART})


def _numbers(mapping: dict[str, str]) -> dict[tuple[Step, Number], tuple[Number, str]]:
    """Kind and old number → new number and old label, of the labels that carry a number."""
    known: dict[tuple[Step, Number], tuple[Number, str]] = {}
    for old, new in mapping.items():
        if before := numbered(old):
            after = numbered(new)
            if before.end != len(old):  # a citation of a list unit
                continue
        else:
            before, after = (
                english_article(old) or english_container(old),
                english_article(new) or english_container(new),
            )
        if before and after and before.number and after.number:
            known.setdefault((before.kind, before.number), (after.number, old))
    return known


def _citation(
    reference: Reference,
    step: int,
    backwards: dict[str, str],
    numbers: dict[tuple[Step, Number], tuple[Number, str]],
    language: Script,
) -> str:
    """The key under which a mapping has the list unit that `step` of `reference` names, or ""."""
    standing = reference.standing
    article = backwards.get(standing.article.label, standing.article.label) if standing.article else ""
    paragraph = 0
    for part in reference.parts[:step]:
        if part.kind == Kind.ARTICLE and part.number:
            article, paragraph = numbers.get((part.kind, part.number), (part.number, ""))[1], 0
        elif part.kind == Kind.ARTICLE and part.back:
            return ""
        elif part.kind == Kind.PARAGRAPH:
            paragraph = (
                part.number.main if part.number else standing.paragraph + 1 - (0 if part.back is None else part.back)
            )
    number = reference.parts[step].number
    return cite(article, paragraph, number.main, language) if number and article else ""


def _last_number(citation: str) -> int | None:
    """The number of the list unit a citation ends in."""
    numerals = _EACH.findall(citation)
    return parse_numeral(numerals[-1]) if numerals else None


def _texts(changed: list[Rewritten]) -> dict[int, str]:
    return {id(one.unit): one.after for one in changed if one.cell is None}


def _cells(changed: list[Rewritten]) -> dict[int, dict[tuple[int, int], str]]:
    found: dict[int, dict[tuple[int, int], str]] = {}
    for one in changed:
        if one.cell is not None:
            found.setdefault(id(one.cell.table), {})[one.cell.row, one.cell.column] = one.after
    return found


def _write(found: list[Reference], moved: Callable[[Reference, int], Number | str | None]) -> list[Rewritten]:
    """Puts the new numbers where the old ones stand; `moved` gives the new number of a step, None to keep it."""
    edits: dict[int, tuple[Reference, dict[tuple[int, int], dict[Number | str, Number | str]]]] = {}
    for reference in found:
        for step, part in enumerate(reference.parts):
            old: Number | str | None = part.token or part.number
            new = moved(reference, step)
            if old is not None and new is not None:
                _, places = edits.setdefault(id(reference.unit), (reference, {}))
                places.setdefault((part.start, part.end), {})[old] = new
    changed = []
    for first, places in edits.values():
        unit, cell = first.unit, first.standing.cell
        text = unit.text
        for (start, end), numbers in sorted(places.items(), reverse=True):
            text = text[:start] + token_with(text[start:end], numbers) + text[end:]
        if text != unit.text:
            changed.append(Rewritten(unit, unit.text, text, cell))
    return changed


def token_with(token: str, numbers: Mapping[Number | str, Number | str]) -> str:
    """第三条 or 第（一）、（二）项 or 5 or a with its numbers replaced."""
    match = _WHOLE.match(token)
    if match is None:
        new = numbers.get(token)
        if isinstance(new, Number):
            letter = letters(new.sub).upper() if new.sub else ""
            return (to_roman(new.main).upper() if roman(token) and not token.isdecimal() else str(new.main)) + letter
        return new or token
    whole = numbers.get(Number(counted(match[2]), counted(match[4]) if match[4] else 0))
    if len(numbers) == 1 and isinstance(whole, Number):
        tail = f"之{_numeral(whole.sub, match[4] or match[2])}" if whole.sub else ""
        return f"{match[1]}{_numeral(whole.main, match[2])}{match[3]}{tail}"

    def each(numeral: re.Match[str]) -> str:
        new = numbers.get(Number(counted(numeral[0])))
        return _numeral(new.main, numeral[0]) if isinstance(new, Number) else numeral[0]

    return _EACH.sub(each, token)


def _numeral(number: int, like: str) -> str:
    """`number` in the numerals of `like`."""
    return str(number) if like.isdecimal() else chinese(number)
