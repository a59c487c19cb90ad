"""What an order of articles after an act must not be: numbers that run backwards, articles carried past others by a guess."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from workflow.text.apply_find import main_number
from workflow.text.tree import Provision


class NoPlace(Exception):
    """A number leads nowhere; `block` is what was to have it."""

    def __init__(self, block: Provision) -> None:
        super().__init__(block.label)
        self.block = block


def check_rising(sequence: list[Provision], before: list[tuple[int, int]], touched: set[int]) -> None:
    """NoPlace when numbers run backwards that did not. `before`: the old numbers; `touched`: ids of what changes its place."""
    if not touched or not all(one < other for one, other in pairwise(before)):
        return
    for one, other in pairwise(sequence):
        numbers = main_number(one.label), main_number(other.label)
        if numbers[0] >= numbers[1] and (0, 0) not in numbers:
            raise NoPlace(one if id(one) in touched else other)


def check_passed(
    sequence: list[Provision], free: list[Provision], place: dict[int, int], by_number: list[Provision]
) -> None:
    """NoPlace when a number alone would carry an article past one that nothing is said of.

    将第四条改为第五条 says nothing of the fifth: only where the decision has the order adjusted does that one give way.
    `free`: the articles nothing is said of; `place`: where each old block stood.
    """
    at = {id(block): k for k, block in enumerate(sequence)}
    for block in by_number:
        for other in free:
            if (place[id(other)] < place[id(block)]) != (at[id(other)] < at[id(block)]):
                raise NoPlace(block)


def check_chapters(
    sequence: list[Provision],
    staying: set[int],
    by_number: set[int],
    head_of: Callable[[Provision], Provision | None],
) -> None:
    """NoPlace when a number alone would take an article into another chapter. `staying`: ids of what keeps its place."""
    anchor: Provision | None = None
    for block in sequence:
        if id(block) in staying:
            anchor = block
        elif id(block) in by_number and anchor is not None and head_of(anchor) is not head_of(block):
            raise NoPlace(block)
