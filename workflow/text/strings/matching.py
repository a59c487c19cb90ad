"""What two strings have in common, by diff-match-patch: its C++ build where there is one, else the Python one.

Without the time limit that the library sets by default: with it a long text comes back as "all deleted, all inserted" and
nobody is told. Both builds then give a shortest edit script by the same algorithm (Myers 1986). Its time grows with the
square of what differs, so very long texts are cut at their landmarks first.
"""

from __future__ import annotations

from functools import cache

from diff_match_patch import diff_match_patch

from workflow.text.strings.landmarks import blocks_between_landmarks

try:
    from fast_diff_match_patch import diff as _fast
except ImportError:  # no wheel for this Python; the answers are the same, more slowly
    _fast = None

#: An equal stretch: where it begins in the first text, where in the second, its length.
Block = tuple[int, int, int]


#: Product of the lengths up to which the shortest script is sought; longer texts are first cut at their landmarks.
CLOSELY = 1_000_000


def common_blocks(one: str, other: str) -> list[Block]:
    """The equal stretches of a shortest edit script from `one` to `other`, in order, each as long as possible.

    Of two texts whose product of lengths exceeds `CLOSELY` it is the shortest script between their landmarks.
    """
    if len(one) * len(other) > CLOSELY:
        return blocks_between_landmarks(one, other, _closely, CLOSELY)
    return _closely(one, other)


def _closely(one: str, other: str) -> list[Block]:
    if not one or not other:
        return []
    blocks: list[Block] = []
    i = j = 0
    for kind, length in _script(one, other):
        if kind == "=":
            blocks.append((i, j, length))
        i += length if kind != "+" else 0
        j += length if kind != "-" else 0
    return blocks


def _script(one: str, other: str) -> list[tuple[str, int]]:
    if _fast is not None:
        script: list[tuple[str, int]] = _fast(one, other, timelimit=0, checklines=False, cleanup="No", counts_only=True)
        return script
    return [("-=+"[kind + 1], len(text)) for kind, text in _slow().diff_main(one, other, checklines=False)]


@cache
def _slow() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return engine
