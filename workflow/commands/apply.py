"""`workflow apply OLD DECISION`: the new text; what could not be carried out is said on standard error."""

from __future__ import annotations

import sys

from workflow.commands.arguments import Arguments, read_text, read_tree
from workflow.text.amending.apply import apply

INCOMPLETE = 3  # exit status when an item was left undone


def apply_command(arguments: list[str]) -> int:
    """Prints the canonical new text; 3 when an item was not carried out, each named with its number and reason."""
    parser = Arguments(prog="workflow apply", description="Carries out DECISION on OLD and prints the new text.")
    parser.add_argument("old", metavar="OLD", help="a UTF-8 text, or - for standard input")
    parser.add_argument("decision", metavar="DECISION", help="the amending decision, by whoever wrote it")
    chosen = parser.parse_args(arguments)
    applied = apply(read_tree(chosen.old).document, read_text(chosen.decision))
    sys.stdout.write(applied.text)
    for item in applied.undone:
        words = f" {item.words}" if item.words else ""
        sys.stderr.write(f"{item.number or '-'}{words}: {item.reason.zh} ({item.reason.en})\n")
    return INCOMPLETE if applied.undone else 0
