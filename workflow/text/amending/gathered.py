"""One decision of many people's amendments, each item with who proposed it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.text.amending.amend import Refusal, amend
from workflow.text.merging.gathering import Gathered, Who
from workflow.text.reading.parse import parse
from workflow.text.tree import Document


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that makes the gathered text of the base, proved; each item in its words and who proposed it."""

    decision: str
    items: tuple[tuple[str, Who], ...]


def decide(base: Document, gathered: Gathered) -> Decided | Refusal:
    """One decision of all that stands by itself, proved by carrying it out; a refusal where that cannot be done."""
    answer = amend(base, parse(gathered.text).document)
    if isinstance(answer, Refusal):
        return answer
    items = []
    for item in answer.items:
        names = {name for label in item.labels for name in gathered.behind.get(label, ())}
        if not names or _TAKEN_OUT.search(item.words):
            names |= {name for label in item.labels for name in gathered.gone.get(label, ())}
        if not item.labels:  # the title, a note: called by a word
            said = re.split('[“‘：:"]', item.words)[0].lower()
            names |= {name for label, who in gathered.behind.items() if label.lower() in said for name in who}
        items.append((item.words, tuple(sorted(names))))
    return Decided(answer.decision, tuple(items))


_TAKEN_OUT = re.compile("删[去除]|刪[去除]|repeal|strik|omit|delet", re.I)
