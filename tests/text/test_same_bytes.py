"""A document whose kinds and language are plain strings gives the same bytes: nothing kept tells which it was made of."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from tests.canteen import ENGLISH, TEXT
from workflow.publishing.pressroom.frozen import freeze
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.values.facts import PrintFacts
from workflow.records.database.columns import settled_json
from workflow.text.comparing.compare import compare
from workflow.text.comparing.items import worded
from workflow.text.comparing.keys import carry
from workflow.text.fingerprint import provision_fingerprint, structure_fingerprint
from workflow.text.reading.outline import outline
from workflow.text.reading.parse import Parsed, parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

EVERYTHING = "\n附件1　餐标\n一、早餐\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n"


def plain(unit: Provision) -> Provision:
    """The same unit with plain strings for kinds, as releases before the kinds had a type made it."""
    word: Any = unit.kind.value
    return replace(unit, kind=word, children=tuple(plain(one) for one in unit.children))


def kept(document: Document) -> list[str]:
    """What is stored, hashed or sent of a document, and a name that is made of its `repr`."""
    facts = PrintFacts(language=document.language)
    faces: Any = None  # an order is named by what it says, whatever it is drawn with
    return [
        write(document),
        repr(document),
        structure_fingerprint(document),
        *(provision_fingerprint(one) for one in document.root.walk()),
        repr(worded(document)),
        settled_json(outline(Parsed(document, [], []))),
        settled_json([one.as_dict() for one in compare(parse(TEXT).document, document).changes]),
        freeze(facts),
        Order(facts=facts, faces=faces, document=document).name,
    ]


@pytest.mark.parametrize("text", [TEXT + EVERYTHING, ENGLISH])
def test_plain_strings_and_the_types_give_the_same_bytes(text: str):
    numbers = count()
    document, _ = carry(None, parse(text).document, lambda: f"k{next(numbers)}")
    language: Any = document.language.value
    other = Document(language, plain(document.root))
    assert type(document.language) is Script
    assert all(type(one.kind) is Kind for one in document.root.walk())
    assert kept(other) == kept(document)
