"""Order: the heaviest chain of pairs that cross nowhere. Pure arithmetic; knows nothing of regulations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise


def heaviest_chain(links: Sequence[tuple[int, int, float]]) -> list[int]:
    """Indices into `links` (old place, new place, weight > 0) of the heaviest set in which both places strictly rise.

    Of several equally heavy chains the one that ends earliest in the new order is taken, so the answer never depends
    on the order of the input. O(n log n).
    """
    if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(links)):
        return list(range(len(links)))  # nothing crosses, the usual case
    order = sorted(range(len(links)), key=lambda k: (links[k][0], -links[k][1]))
    places = sorted({link[1] for link in links})
    best = [0.0] * (len(places) + 1)  # Fenwick tree of maxima over the new places
    holder = [-1] * (len(places) + 1)
    before = [-1] * len(links)
    top, last = 0.0, -1
    for k in order:
        _, place, weight = links[k]
        slot = bisect_right(places, place)
        reach, found, node = 0.0, -1, slot - 1
        while node > 0:
            if best[node] > reach:
                reach, found = best[node], holder[node]
            node -= node & -node
        before[k] = found
        total = reach + weight
        if total > top:
            top, last = total, k
        node = slot
        while node <= len(places):
            if total > best[node]:
                best[node], holder[node] = total, k
            node += node & -node
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]
