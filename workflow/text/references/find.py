"""References inside a text: which provisions 第三条第二款, 前款 or Article 5(2) name, and writing them anew when numbers move."""

from __future__ import annotations

from workflow.text.references.chinese import ChineseReferences
from workflow.text.references.citation import Index, Reference, texts
from workflow.text.references.dotted import DottedReferences
from workflow.text.references.english import EnglishReferences
from workflow.text.tree import Document
from workflow.words import Script


def references(document: Document) -> list[Reference]:
    """Every reference of `document` in the order of the text, resolved where it points into this text."""
    index = Index(document)
    if document.language == Script.ENGLISH:
        reader: EnglishReferences | ChineseReferences = EnglishReferences(index)
    else:
        reader = ChineseReferences(index, document.language, document.title)
    dotted = DottedReferences(index)
    if not dotted.has_any:
        return [found for unit, standing in texts(document) for found in reader.of(unit, standing)]
    return [
        found
        for unit, standing in texts(document)
        for found in sorted([*reader.of(unit, standing), *dotted.of(unit, standing)], key=lambda one: one.start)
    ]
