"""`workflow amend OLD NEW`: the amending decision that leads from one text to the other, proved by carrying it out."""

from __future__ import annotations

import sys
from datetime import date

from workflow.commands.arguments import Arguments, read_tree
from workflow.text.amending.amend import Refusal, amend

UNPROVED = 3  # exit status when no decision can be proved


def amend_command(arguments: list[str]) -> int:
    """Prints the decision; 3 and nothing on standard output when it cannot be proved, saying where on standard error."""
    parser = Arguments(prog="workflow amend", description="The amending decision from OLD to NEW, proved.")
    parser.add_argument("old", metavar="OLD", help="a UTF-8 text, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="the text it is to become")
    parser.add_argument("--title", help="the title of the decision")
    parser.add_argument(
        "--effective", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day from which the decision holds"
    )
    chosen = parser.parse_args(arguments)
    old = read_tree(chosen.old).document
    new = read_tree(chosen.new, old.language).document
    answer = amend(old, new, title=chosen.title, effective=chosen.effective)
    if isinstance(answer, Refusal):
        place = f"{answer.label}: " if answer.label else ""
        sys.stderr.write(f"workflow: {place}{answer.reason.en} ({answer.reason.zh}).\n")
        return UNPROVED
    sys.stdout.write(answer.decision)
    return 0
