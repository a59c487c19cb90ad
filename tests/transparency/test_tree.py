"""Trees and proofs: the published vectors, and every pair of sizes against the definitions of RFC 6962, spelled out again here."""

import hashlib
import itertools

import pytest

from workflow.transparency.tree import consistency, inclusion, inclusions, is_consistent, is_included, leaf, root_of

#: The inputs of the trees in the tests of Certificate Transparency, and roots and proofs over their first so many.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf(bytes.fromhex(one)) for one in INPUTS]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MANY = [leaf(str(one).encode()) for one in range(40)]


def defined_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over hashes of leaves, as it is written there."""
    if len(entries) == 1:
        return entries[0]
    middle = max(one for one in (1 << power for power in range(20)) if one < len(entries))
    left, right = defined_root(entries[:middle]), defined_root(entries[middle:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_roots_are_those_of_certificate_transparency():
    assert {size: root_of(LEAVES[:size]).hex() for size in ROOTS} == ROOTS
    assert root_of([]) == hashlib.sha256().digest()


def test_roots_are_those_of_the_definition():
    assert all(root_of(MANY[:size]) == defined_root(MANY[:size]) for size in range(1, 41))


def test_every_entry_is_shown_to_be_included_and_nothing_else_is():
    for size in range(1, 41):
        root = defined_root(MANY[:size])
        for index in range(size):
            proof = inclusion(MANY[:size], index)
            assert inclusions(MANY[:size], [index]) == [proof]
            assert is_included(MANY[index], index, size, proof, root)
            assert not is_included(MANY[(index + 1) % 40], index, size, proof, root)
            assert not any(
                is_included(MANY[index], other, size, proof, root) for other in range(size) if other != index
            )
            assert not is_included(MANY[index], index, size, [*proof, root], root)
            assert not proof or not is_included(MANY[index], index, size, proof[:-1], root)
    assert not is_included(MANY[0], 1, 1, [], MANY[0])


def test_every_tree_is_shown_to_go_on_from_every_older_one_and_from_no_other():
    for old, size in itertools.combinations_with_replacement(range(41), 2):
        before, now = root_of(MANY[:old]), root_of(MANY[:size])
        proof = consistency(MANY[:size], old)
        assert is_consistent(old, before, size, now, proof)
        if 0 < old < size:
            forked = root_of([leaf(b"another"), *MANY[1:old]])
            assert not is_consistent(old, forked, size, now, proof)
            assert not is_consistent(old, before, size, root_of([*MANY[: size - 1], leaf(b"x")]), proof)
            assert not is_consistent(old, before, size, now, [*proof, now])
            assert not is_consistent(old, before, size, now, proof[:-1])
            assert not is_consistent(size, now, old, before, proof)
    assert not is_consistent(5, root_of(MANY[:5]), 5, root_of(MANY[:6]), [])


def test_a_published_proof_of_consistency():
    """From 6 to 8 and from 1 to 8, as Certificate Transparency has them."""
    assert [one.hex() for one in consistency(LEAVES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [one.hex() for one in consistency(LEAVES, 1)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_what_is_not_there_has_no_proof():
    for index in (-1, 8):
        with pytest.raises(IndexError):
            inclusion(LEAVES, index)
    with pytest.raises(IndexError):
        consistency(LEAVES, 9)
