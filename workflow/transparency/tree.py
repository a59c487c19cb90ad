"""A Merkle tree over entries that are only ever added, and the two proofs about it (RFC 6962, section 2.1)."""

import hashlib
from collections.abc import Iterable, Sequence


def leaf(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over `leaves`, which are hashes already (2.1)."""
    level = list(leaves)
    if not level:
        return hashlib.sha256().digest()
    while len(level) > 1:
        pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that the entry `index`, counted from 0, is in the tree over `leaves` (2.1.1). Raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    middle = _largest_power_below(len(leaves))
    if index < middle:
        return [*inclusion(leaves[:middle], index), root_of(leaves[middle:])]
    return [*inclusion(leaves[middle:], index - middle), root_of(leaves[:middle])]


def inclusions(leaves: Sequence[bytes], indices: Iterable[int]) -> list[list[bytes]]:
    """The same for many entries of one tree, whose hashes are made once."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        level = levels[-1]
        pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        levels.append(pairs + level[len(pairs) * 2 :])
    out = []
    for index in indices:
        if not 0 <= index < len(leaves):
            raise IndexError(index)
        beside = [(level, (index >> height) ^ 1) for height, level in enumerate(levels[:-1])]
        out.append([level[at] for level, at in beside if at < len(level)])
    return out


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof that the tree over the first `old` of `leaves` became the one over all of them (2.1.2). Raises IndexError."""
    if not 0 <= old <= len(leaves):
        raise IndexError(old)
    return _consistency(leaves, old, True) if old else []


def is_included(entry: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf hash `entry` is the one at `index` in the tree of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, made = index, size - 1, entry
    for one in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = _node(one, made)
            at, last = _over_zeros(at, last)
        else:
            made = _node(made, one)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `old` leaves is the beginning of that of `size` leaves (RFC 9162, 2.1.4.2)."""
    if old > size or old < 0:
        return False
    if old in (0, size):
        return not proof and (old == 0 or old_root == root)
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not hashes:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = hashes[0]
    for one in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = _node(one, first), _node(one, second)
            at, last = _over_zeros(at, last)
        else:
            second = _node(second, one)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def _over_zeros(at: int, last: int) -> tuple[int, int]:
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _consistency(leaves: Sequence[bytes], old: int, is_whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    middle = _largest_power_below(len(leaves))
    if old <= middle:
        return [*_consistency(leaves[:middle], old, is_whole), root_of(leaves[middle:])]
    return [*_consistency(leaves[middle:], old - middle, False), root_of(leaves[:middle])]


def _largest_power_below(number: int) -> int:
    return 1 << (number - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
