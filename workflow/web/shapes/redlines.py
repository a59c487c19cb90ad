"""How a suggestion is drawn: the words that go and come, between a few of the words around them."""

from workflow.publishing.word.reading.suggested import AROUND
from workflow.records.text.returned import Suggestion, SuggestionKind
from workflow.text.comparing.runs import Mark, Run, runs
from workflow.text.merging.proposing import Proposal


def proposal_runs(one: Proposal | Suggestion, kind: SuggestionKind) -> list[Run]:
    """("=" | "-" | "+", words) in the order in which they are read."""
    if kind is SuggestionKind.UNTRACKED and one.old and one.new:
        return list(runs(one.old, one.new))
    if one.act == "split":
        return [(Mark.KEPT, _cut(one.before, "")), (Mark.CAME, "¶"), (Mark.KEPT, _cut("", one.after))]
    if one.act == "join":
        return [(Mark.KEPT, _cut(one.before, "")), (Mark.GONE, "¶"), (Mark.KEPT, _cut("", one.after))]
    if one.act == "move":
        return [(Mark.GONE, one.old), (Mark.KEPT, "\n"), (Mark.CAME, one.new)]
    drawn: list[Run] = [
        (Mark.KEPT, _cut(one.before, "")),
        (Mark.GONE, one.old),
        (Mark.CAME, one.new),
        (Mark.KEPT, _cut("", one.after)),
    ]
    if one.old and one.new and "\n" in one.old + one.new:
        drawn.insert(2, (Mark.KEPT, "\n"))
    return [run for run in drawn if run[1]]


def _cut(before: str, after: str) -> str:
    """Words around a change, with … where there are more."""
    return ("…" if len(before) >= AROUND else "") + before + after + ("…" if len(after) >= AROUND else "")
