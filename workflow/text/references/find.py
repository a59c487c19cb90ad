"""References inside a text: which provisions 第三条第二款, 前款 or Article 5(2) name, and writing them anew when numbers move."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workflow.text.references.chinese import ChineseReferences
from workflow.text.references.citation import Index, Reference, Standing, texts
from workflow.text.references.dotted import DottedReferences
from workflow.text.references.english import EnglishReferences
from workflow.text.references.english_clauses import EnglishClauses
from workflow.text.references.in_tables import cells, citing
from workflow.text.references.named_places import NamedPlaces
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script


def references(document: Document) -> list[Reference]:
    """Every reference of `document` in the order of the text, resolved where it points into this text."""
    read = _reader(document)
    found: list[Reference] = []
    for unit, standing in texts(document):
        if unit.kind == Kind.TABLE:
            for cell, place in cells(unit, standing):
                found += citing(read(cell, place))
        else:
            found += read(unit, standing)
    return found


def _reader(document: Document) -> Callable[[Provision, Standing], list[Reference]]:
    """What finds the references in the words of a unit, in their order."""
    index = Index(document)
    if document.language == Script.ENGLISH:
        reader: EnglishReferences | ChineseReferences = EnglishReferences(index)
    else:
        reader = ChineseReferences(index, document.language, document.title)
    dotted, places = DottedReferences(index), NamedPlaces(document, index)
    clauses = EnglishClauses(index) if index.english else None

    def read(unit: Provision, standing: Standing) -> list[Reference]:
        own = [*dotted.of(unit, standing), *(clauses.of(unit, standing) if clauses else ())]
        if clauses:  # what a text calls its own clauses is no section of another paper
            own += _beside(places.of(unit, standing), own)
            found = [*_beside(reader.of(unit, standing), own), *own]
        else:
            found = [*reader.of(unit, standing), *own]
            found += _beside(places.of(unit, standing), found)
        return sorted(found, key=lambda one: one.start)

    return read


def lost(before: Document, after: Document) -> list[Reference]:
    """References in cells of `after` that would name something in `before` and name nothing any more; both trees bear keys.

    What names nothing is no reference in a table (`in_tables`), so nothing else tells that what it named is gone.
    """
    stood = {unit.key: standing for unit, standing in texts(before) if unit.kind == Kind.TABLE and unit.key}
    if not stood:
        return []
    known = {(*one.standing.cell[1:], one.unit.key, one.start) for one in references(after) if one.standing.cell}
    units = {(*one.standing.cell[1:], one.unit.key): one.unit for one in references(after) if one.standing.cell}
    read = _reader(before)
    found: list[Reference] = []
    for table in after.root.walk():
        if table.kind != Kind.TABLE or table.key not in stood:
            continue
        for unit, standing in cells(table, stood[table.key]):
            for one in citing(read(unit, standing)):
                where = standing.cell[1:] if standing.cell else ()
                if (*where, table.key, one.start) not in known:
                    one.unit = units.setdefault((*where, table.key), one.unit)
                    one.named, one.targets, one.fault = [], [], "no-article"
                    found.append(one)
    return found


def _beside(some: Iterable[Reference], taken: list[Reference]) -> list[Reference]:
    """Those that stand in no words that another reader took."""
    return [one for one in some if all(one.end <= other.start or other.end <= one.start for other in taken)]
