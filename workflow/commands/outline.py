"""`workflow outline FILE`: the structure of a text and what a reader should look at."""

from __future__ import annotations

import json
import sys

from workflow.commands.arguments import CALLED, Arguments, read_tree
from workflow.text.reading.outline import outline, page
from workflow.text.reading.write import write


def run(arguments: list[str]) -> int:
    """Prints the outline (or its JSON, or the canonical text); 0 whatever the text holds."""
    parser = Arguments(prog="workflow outline", description="The tree and the problems of a text.", epilog=CALLED)
    parser.add_argument("file", metavar="FILE", help="a UTF-8 text, or - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the tree and the problems as JSON")
    form.add_argument("--text", action="store_true", help="the canonical text")
    chosen = parser.parse_args(arguments)
    parsed = read_tree(chosen.file)
    if chosen.text:
        sys.stdout.write(write(parsed.document))
    elif chosen.json:
        json.dump(outline(parsed), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(page(parsed))
    return 0
