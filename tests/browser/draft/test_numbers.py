"""The numbers that the editor draws are those that the engine counts, in a real browser and on changed texts too."""

import random

import pytest
from playwright.sync_api import Browser

from tests.browser.hall import Server, visitor
from workflow import paths
from workflow.text.given import keyed
from workflow.text.keyed.as_json import as_json, row_from
from workflow.text.keyed.bridge import row_of, tree_of
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse

pytestmark = pytest.mark.browser

COUNT = """async (rows) => {
  const { labelsOf } = await import("/static/editor/number.js");
  return rows.map((row) => labelsOf(row.blocks.map((one) => ({
    ...one, kind: one.kind === "subitem" ? "item" : one.kind, level: one.level || 0, more: one,
  })), row.language, row.anew));
}"""
LONG = "大典\n\n" + "".join(f"第{chinese(one)}条　甲。\n" for one in range(1, 1000))
CHAPTERS = (
    "章程\n\n第一编　甲\n\n第一章　总则\n第一节　目的\n第一条　一：\n（一）子；\n（二）丑，包括：\n1. 甲；\n2. 乙。\n第二条　二。\n"
    "第二条之一　又。\n第二节　依据\n第三条　三。\n\n第二章　分则\n第一节　范围\n第四条　四。\n（一）子。\n\n第二编　乙\n\n第三章　附则\n"
    "第五条　五。\n\n附件1：表\n第一条　甲。\n第二条　乙。\n"
)
ENGLISH = (
    "Rules\n\nChapter 1 General\n\nArticle 1 One:\n  (a) this;\n  (b) that:\n    (1) first;\n    (2) second.\nArticle 2 Two.\n\n"
    "Chapter 2 Other\n\nArticle 3 Three.\n"
)


def row(text: str) -> dict[str, object]:
    """The row of a text, each provision with a key that says where it stood."""
    document = parse(text).document
    return as_json(row_of(keyed(document, {id(unit): f"k{at}" for at, unit in enumerate(document.root.walk())})))


def changed(of: dict[str, object], chance: random.Random) -> dict[str, object]:
    """A row in which somebody put in, took out and moved some blocks."""
    blocks = list(of["blocks"])  # type: ignore[call-overload]
    for at in range(chance.randint(1, 6)):
        place = chance.randrange(1, len(blocks))
        kind = chance.choice(["article", "article", "paragraph", "item", "subitem", "chapter"])
        level = {"item": 1, "subitem": 2}.get(kind, 0)
        heading = {"heading": "新章"} if kind == "chapter" else {}
        fresh = {"key": f"n{at}", "kind": kind, "label": "", "content": ["新的话。"], "level": level, **heading}
        match chance.randrange(3):
            case 0:
                blocks.insert(place, fresh)
            case 1 if len(blocks) > 4:
                del blocks[place]
            case _:
                blocks.insert(chance.randrange(1, len(blocks)), blocks.pop(place))
    return {**of, "blocks": blocks}


def counted(of: dict[str, object]) -> dict[str, str]:
    """What the engine prints before each block of a row, by key."""
    return {unit.key: unit.label for unit in tree_of(row_from(of)).document.root.walk()}


def carried(text: str) -> dict[str, object] | None:
    """The row of a text; None for one whose clauses the browser leaves to the engine (I., 一、 and 1.1)."""
    of = row(text)
    plain = ("第", "Article ")
    numbered = [block["label"] for block in of["blocks"] if block["kind"] in ("article", "heading")]  # type: ignore[attr-defined]
    return of if all(not label or label.startswith(plain) for label in numbered) else None


def test_drawn_is_what_is_counted(browser: Browser, standing: Server):
    chance = random.Random(14)
    texts = [one.read_text(encoding="utf-8") for one in sorted((paths.policies() / "texts").rglob("*.txt"))]
    rows = [row(LONG), row(CHAPTERS), row(ENGLISH), *filter(None, map(carried, texts))]
    assert len(rows) > 3, "the texts of the demonstration are asked too"
    rows += [changed(one, chance) for one in rows[1:] for _ in range(20)]
    page = visitor(browser, standing).go("/sign-in").page
    drawn = page.evaluate(COUNT, rows)
    for one, labels in zip(rows, drawn, strict=True):
        engine = counted(one)
        keys = [block["key"] for block in one["blocks"]]  # type: ignore[attr-defined]
        # A block without a place in the tree (a list unit before everything) is left out by the engine and drawn by nobody.
        told = {key: label for key, label in zip(keys, labels, strict=True) if key in engine}
        assert told == {key: engine[key] for key in told}, one["blocks"][0]  # type: ignore[index]
