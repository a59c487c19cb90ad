"""One article put in, taken out or moved at each place of a law: no reference names another article than before, unasked."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from tests.text.keyed.laws import law, named_by
from workflow.text.keyed.blocks import Block, Row
from workflow.text.keyed.bridge import Spelled, row_of, spelled_out
from workflow.text.reading.write import write
from workflow.text.tree import WITHIN, Kind

ARTICLES = 64
#: A share of the places; the whole law is gone through in the long trial.
SOME = (0, 1, 17, 32, 47, 62, 63)


def _spelled(row: Row) -> Spelled:
    numbers = count()
    return spelled_out(row, lambda: f"fresh{next(numbers)}")


def _articles(row: Row) -> list[tuple[int, int]]:
    """Where each article begins and ends among the blocks."""
    out = []
    for at, block in enumerate(row.blocks):
        if block.kind == Kind.ARTICLE:
            end = at + 1
            while end < len(row.blocks) and row.blocks[end].kind in WITHIN:
                end += 1
            out.append((at, end))
    return out


def _goes_through(places: range | tuple[int, ...]) -> None:
    row = row_of(law(ARTICLES))
    before = named_by(write(law(ARTICLES)))
    spans = _articles(row)
    new = Block("new", Kind.ARTICLE, content=("新写的一条。",))
    for place in places:
        start, end = spans[place]
        piece = row.blocks[start:end]
        for at in (start, end):  # put in
            made = _spelled(replace(row, blocks=(*row.blocks[:at], new, *row.blocks[at:])))
            after = named_by(made.text)
            after.pop("")
            assert after == before
            assert not made.broken

        rest = (*row.blocks[:start], *row.blocks[end:])  # moved
        others = _articles(replace(row, blocks=rest))
        to = others[(place * 7 + 3) % len(others)][0]
        made = _spelled(replace(row, blocks=(*rest[:to], *piece, *rest[to:])))
        assert named_by(made.text) == before
        assert not made.broken

        made = _spelled(replace(row, blocks=rest))  # taken out
        gone = next(iter(piece[0].words.split("依照")))
        named = {who: words for who, words in before.items() if who != gone}
        told = [one for one in made.broken if one.gone]
        assert made.broken == tuple(told)
        assert len(told) == sum(words.count(gone) for words in named.values())
        after = named_by(made.text)
        for who, words in named.items():
            if gone not in words:
                assert after[who] == words


def test_at_some_places_of_a_law():
    _goes_through(SOME)


@pytest.mark.soak
def test_at_every_place_of_a_law():
    _goes_through(range(ARTICLES))


def test_a_reference_whose_target_went_names_its_place():
    row = row_of(law(6))
    target = next(block for block in row.blocks if "事项甲3号" in block.words and block.kind == Kind.ARTICLE)
    made = _spelled(replace(row, blocks=tuple(block for block in row.blocks if block.key != target.key)))
    assert {(one.within, one.words) for one in made.broken} >= {("第四条", "第三条第二款第（二）项")}
    assert all(any(block.key == one.key for block in row.blocks) for one in made.broken)
