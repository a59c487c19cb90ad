"""Which 款 or 项 of one article is which of another version of it, and which were divided or joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from workflow.text.amending.said.operations import Quotation
from workflow.text.references.renumber import relabel_item, value_of
from workflow.text.tree import Provision
from workflow.text.units import lines_of

_ALIKE = 0.35  # alike enough to be the same 款 or 项, changed
_FROM = 0.7  # share of the words of a part that stand in the whole it came from
_MANY = 250_000  # combinations of 款 or 项 beyond which they are taken one by one
_COMPARED = 3000  # characters of a paragraph that are compared to pair it


def own_lines(provision: Provision) -> Quotation:
    """The lines that restate `provision`, without its own label; indentation kept where a list is nested."""
    lines = [provision.text] if provision.text else []
    return lines + lines_of(provision)


def paired(olds: Sequence[Provision], news: Sequence[Provision]) -> list[tuple[int, int]]:
    """Which 款 or 项 is which, in order: what is the same, then what is alike in the gaps."""
    old_words, new_words = [_wording(one) for one in olds], [_wording(one) for one in news]
    pairs: list[tuple[int, int]] = []
    if len(olds) * len(news) > _MANY:
        return [(k, k) for k in range(min(len(olds), len(news)))]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            pairs += _alike(old_words, new_words, (i1, i2), (j1, j2))
    return pairs


def _alike(olds: list[str], news: list[str], rows: tuple[int, int], columns: tuple[int, int]) -> list[tuple[int, int]]:
    """Pairs in a gap, in order, each the best that is left."""
    if (rows[1] - rows[0]) * (columns[1] - columns[0]) > 400:
        return []
    if rows[1] - rows[0] == columns[1] - columns[0] == 1:
        return [(rows[0], columns[0])]
    scored = sorted(
        ((_likeness(olds[i], news[j]), i, j) for i in range(*rows) for j in range(*columns)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: list[tuple[int, int]] = []
    for likeness, i, j in scored:
        if likeness >= _ALIKE and all((i < a) == (j < b) and i != a and j != b for a, b in found):
            found.append((i, j))
    return sorted(found)


def came_of(whole: Provision, parts: Sequence[Provision]) -> bool:
    """Whether 款 without lists are one 款 divided, or one was joined of them: the words of each stand in the whole."""
    if any(one.children or one.rows or not one.text for one in (whole, *parts)):
        return False
    words = _pairs_of(whole.text)
    shares = [(_pairs_of(part.text) & words).total() / max(1, len(part.text) - 1) for part in parts]
    return min(shares) >= _FROM and sum(len(part.text) for part in parts) < 1.5 * len(whole.text)


def _likeness(one: str, other: str) -> float:
    """Share of pairs of characters that two wordings have in common."""
    first, second = _pairs_of(one), _pairs_of(other)
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


@lru_cache(maxsize=1024)
def _pairs_of(words: str) -> Counter[str]:
    return Counter(words[k : k + 2] for k in range(min(len(words) - 1, _COMPARED)))


def _wording(provision: Provision) -> str:
    return "\n".join(own_lines(provision))


def counted(units: Sequence[Provision]) -> bool:
    """Whether the labels count 1, 2, 3 … in one style."""
    first = units[0].label
    return all(
        value_of(unit.label, first) == k and relabel_item(first, k, first) == unit.label
        for k, unit in enumerate(units, 1)
    )


def stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of neighbours as (first, one past the last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def shifts(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Units that only get another number: first, last (from 1) and by how much."""
    found: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if i == j:
            continue
        if found and found[-1][1] == i and found[-1][2] == j - i:
            found[-1] = (found[-1][0], i + 1, j - i)
        else:
            found.append((i + 1, i + 1, j - i))
    return found
