"""A sign is, module by module, the one that segno makes when it judges every mask itself, whatever it holds."""

import random

import segno

from workflow.publishing.engine.square_sign import rows_of

LETTERS = "abcdefghijkABCDEFGH0123456789:/#&-.厂"


def test_signs_are_those_of_segno():
    chance = random.Random(18004)
    seen = set[int]()
    for at in range(120):
        length = chance.choice([1, 5, 20, 62, 84, 106, 150, 230]) + chance.randrange(9)
        words = (
            chance.choice("0A#") * length if at % 10 == 0 else "".join(chance.choice(LETTERS) for _ in range(length))
        )
        made = segno.make(words, error="m", micro=False)
        assert rows_of(words) == ["".join(map(str, row)) for row in made.matrix], words
        seen.add(int(made.mask))
    assert seen == set(range(8)), "every mask was the best one for some"
