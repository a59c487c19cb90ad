"""Facts of a paper as canonical JSON and back: what was frozen in an act says the same under any later release."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import TypeVar

from workflow.publishing.values.facts import Paper, PrintFacts, ResolutionFacts
from workflow.words import Script

Facts = TypeVar("Facts", PrintFacts, ResolutionFacts)


def freeze(facts: PrintFacts | ResolutionFacts) -> str:
    """One spelling: names in their order, days as 2025-04-22, no blanks, characters as they are."""
    return json.dumps(asdict(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def thaw(kind: type[Facts], words: str) -> Facts:
    """The facts that `words` froze. A name that this release does not know says nothing to it, one that was not known then
    has its usual value."""
    said = json.loads(words)
    values = {}
    for one in fields(kind):
        if one.name in said:
            value = said[one.name]
            if isinstance(value, list):
                value = tuple(value)
            elif one.name == "language":
                value = Script(value)
            elif one.name == "kind":
                value = Paper(value)
            elif "date" in str(one.type) and isinstance(value, str):
                value = date.fromisoformat(value)
            values[one.name] = value
    return kind(**values)
