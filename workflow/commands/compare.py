"""`workflow compare OLD NEW`: what became of every provision, for people or as JSON."""

from __future__ import annotations

import json
import sys

from workflow.commands.arguments import CALLED, Arguments, read_tree
from workflow.text.comparing.compare import compare
from workflow.text.comparing.side_by_side import page


def run(arguments: list[str]) -> int:
    """Prints the changes; 0 whatever they are."""
    parser = Arguments(
        prog="workflow compare", description="What became of every provision of OLD in NEW.", epilog=CALLED
    )
    parser.add_argument("old", metavar="OLD", help="the earlier text, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="the later text, or - for standard input")
    parser.add_argument("--json", action="store_true", help="every provision, unchanged ones too, as JSON")
    chosen = parser.parse_args(arguments)
    old, new = read_tree(chosen.old).document, read_tree(chosen.new).document
    comparison = compare(old, new)
    if chosen.json:
        json.dump(comparison.as_dict(), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(page(comparison, new.language))
    return 0
