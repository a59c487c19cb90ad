"""`workflow merge BASE OURS THEIRS`: two drafts of one text put together, or what cannot be."""

from __future__ import annotations

import sys

from workflow.commands.arguments import Arguments, read_tree
from workflow.text.merging.merge import Conflict, merge
from workflow.text.merging.words_of_three import Woven
from workflow.words import Script, Words

_PARTS = (Words("原文", "base"), Words("甲稿", "ours"), Words("乙稿", "theirs"))
_NOTHING = Words("（无）", "(nothing)")


def run(arguments: list[str]) -> int:
    """Prints the merged text; with conflicts 1, nothing on standard output and the conflicts on standard error.

    What was put together inside one sentence is said on standard error: the status is 0 all the same.
    """
    parser = Arguments(prog="workflow merge", description="Puts the changes of two drafts of one text together.")
    for name, about in (("base", "the text both began with"), ("ours", "one draft"), ("theirs", "the other draft")):
        parser.add_argument(name, metavar=name.upper(), help=f"{about}, or - for standard input")
    chosen = parser.parse_args(arguments)
    base, ours, theirs = (read_tree(file).document for file in (chosen.base, chosen.ours, chosen.theirs))
    merged = merge(base, ours, theirs)
    if merged.text is None:
        sys.stderr.write(conflicts_page(merged.conflicts, base.language))
        return 1
    sys.stdout.write(merged.text)
    sys.stderr.write(woven_page(merged.woven, base.language))
    return 0


def woven_page(woven: list[Woven], language: Script) -> str:
    """Where words of both came to stand in one sentence, for a reader; "" where nowhere."""
    if not woven:
        return ""
    count = len(woven)
    head = Words(
        f"有{count}处的同一句里有两人的修改，请看一遍：",
        f"Words of both now stand in one sentence ({count}); please read:",
    )
    lines = [head.in_language(language)]
    lines += [f"  {one.label}  {one.text}".replace("\n", "\n        ") for one in woven]
    return "\n".join(lines) + "\n"


def conflicts_page(conflicts: list[Conflict], language: Script) -> str:
    """The conflicts for a reader: where, and what the three texts say."""
    count = len(conflicts)
    head = Words(f"有{count}处冲突，需要由人决定：", f"{count} conflict{'s' * (count != 1)} for a person to decide:")
    lines = [head.in_language(language)]
    for conflict in conflicts:
        lines += ["", conflict.label]
        for part, text in zip(_PARTS, (conflict.base, conflict.ours, conflict.theirs), strict=True):
            words = text or _NOTHING.in_language(language)
            lines += [f"  {part.in_language(language)}  {words}".replace("\n", "\n        ")]
    return "\n".join(lines) + "\n"
