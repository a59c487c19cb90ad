"""The kinds of near misses in Chinese decisions, and how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.near_misses import names, numbers, places
from benchmarks.near_misses.author import Author, Miss

KINDS: list[tuple[str, Callable[[Author], Miss], int]] = [
    ("sister", names.sister, 8), ("package", names.package, 7), ("mixed", names.mixed, 4), ("short name", names.short_name, 4),
    ("sentence", places.sentence, 9), ("proviso", places.proviso, 5), ("half", places.half, 5), ("part", places.part, 4),
    ("list unit", places.list_unit, 6), ("occurrence", places.occurrence, 4), ("purpose", names.purpose, 5),
    ("outside", names.outside, 4), ("off by one", numbers.off_by_one, 6), ("overlapping", numbers.overlapping, 6),
    ("left over", names.left_over, 5), ("bare number", numbers.bare_number, 7), ("insertion", numbers.insertion, 5),
    ("wording", names.wording, 5), ("unquoted", names.unquoted, 3), ("plain", names.plain, 4),
]  # fmt: skip
