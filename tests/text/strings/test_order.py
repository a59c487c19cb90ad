"""The heaviest chain is heaviest, and its answer does not depend on the order of the input."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.strings.order import heaviest_chain

_LINKS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)), max_size=8)


@given(_LINKS)
def test_no_chain_is_heavier(links: list[tuple[int, int, int]]) -> None:
    chain = [links[k] for k in heaviest_chain(links)]
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(chain, 2))
    best = 0
    for size in range(len(links) + 1):
        for some in combinations(sorted(links), size):
            if all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(some, 2)):
                best = max(best, sum(link[2] for link in some))
    assert sum(link[2] for link in chain) == best


@given(st.permutations([(0, 1, 1), (1, 0, 1), (2, 3, 1), (3, 2, 1), (4, 4, 1)]))
def test_the_order_of_the_input_does_not_matter(links: list[tuple[int, int, int]]) -> None:
    assert {links[k] for k in heaviest_chain(links)} == {(0, 1, 1), (2, 3, 1), (4, 4, 1)} or len(
        heaviest_chain(links)
    ) == 3
