"""What an order of articles after an act must not be: numbers that run backwards, articles carried past others by a guess."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from workflow.text.amending.carrying.find import main_number
from workflow.text.tree import Kind
from workflow.text.workpiece import Workpiece


class NoPlace(Exception):
    """A number leads nowhere; `block` is what was to have it."""

    def __init__(self, block: Workpiece) -> None:
        super().__init__(block.label)
        self.block = block


def check_rising(sequence: list[Workpiece], before: list[tuple[int, int]], touched: set[int]) -> None:
    """NoPlace when numbers run backwards that did not. `before`: the old numbers; `touched`: ids of what changes its place."""
    if not touched or not all(one < other for one, other in pairwise(before)):
        return
    for one, other in pairwise(sequence):
        numbers = main_number(one.label), main_number(other.label)
        if numbers[0] >= numbers[1] and (0, 0) not in numbers:
            raise NoPlace(one if id(one) in touched else other)


def check_passed(
    sequence: list[Workpiece], free: list[Workpiece], place: dict[int, int], by_number: list[Workpiece]
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


def chapters_kept(
    sequence: list[Workpiece],
    staying: set[int],
    by_number: set[int],
    head_of: Callable[[Workpiece], Workpiece | None],
) -> dict[int, list[Workpiece]]:
    """What goes right in front of a block (by its id) so that a number alone takes no article into another chapter.

    NoPlace when it would, wherever the article is put. `staying`: ids of what keeps its place.
    """
    found: dict[int, list[Workpiece]] = {}
    anchor: Workpiece | None = None
    for k, block in enumerate(sequence):
        if id(block) in staying:
            anchor = block
        elif id(block) in by_number and (anchor is None or head_of(anchor) is not head_of(block)):
            after = next((one for one in sequence[k + 1 :] if id(one) in staying), None)
            if after is None or head_of(after) is not head_of(block):
                raise NoPlace(block)
            found.setdefault(id(after), []).append(block)
    return found


def check_heads(before: list[tuple[Kind, str]], placed: list[Workpiece], numbers: dict[int, str]) -> None:
    """NoPlace when a heading got a number that another one of its kind has, or that leaves a gap where there was none.

    `before`: kinds and labels of the old headings; `numbers`: the labels that were given, by id.
    """
    for kind in {Kind.PART, Kind.CHAPTER}:
        heads = [block for block in placed if block.kind == kind and main_number(block.label)[0]]
        given = [block for block in heads if id(block) in numbers]
        old = [main_number(label)[0] for one, label in before if one == kind]
        if not given or old != list(range(1, len(old) + 1)):
            continue
        if [main_number(block.label)[0] for block in heads] != list(range(1, len(heads) + 1)):
            raise NoPlace(given[0])
