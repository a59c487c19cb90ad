"""`workflow merge BASE OURS THEIRS`: two drafts of one text put together, or what cannot be."""

from __future__ import annotations

import sys

from workflow.commands.arguments import Arguments, read_tree
from workflow.text.merging.merge import Conflict, merge
from workflow.words import Script, Words

_PARTS = (Words("原文", "base"), Words("甲稿", "ours"), Words("乙稿", "theirs"))
_NOTHING = Words("（无）", "(nothing)")


def run(arguments: list[str]) -> int:
    """Prints the merged text; with conflicts 1, nothing on standard output and the conflicts on standard error."""
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
    return 0


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
