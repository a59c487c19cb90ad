"""A position in the masked words of one item, with all that is read so far: no character and no quotation goes unaccounted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.text.amending.decision.places import Places
from workflow.text.amending.decision.quotes import MASK, OPEN
from workflow.text.amending.said.operations import CannotCarry, Operation, Place, Run, Verb

_MOST = 6000  # places one item may name
_APART = frozenset(
    {Verb.EXCHANGE, Verb.STRIKE, Verb.INSERT, Verb.DELETE}
)  # what can be done in one regulation and left in another


class Cursor:
    """Where the reader of one item stands. Rules move it forward, or leave it where it was and answer False."""

    def __init__(self, words: str, runs: Sequence[Run], places: Places, raw: str = "") -> None:
        self.words = words
        self.raw = raw or words  # as printed, for a wording that stands without quotation marks
        self.runs = runs
        self.places = places
        self.found: list[Operation] = []
        self.at = 0
        self.used: set[int] = set()
        self.passed = 0  # operations on other regulations
        self._named = 0

    @property
    def is_at_end(self) -> bool:
        """Whether every character is read."""
        return self.at >= len(self.words)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Takes what `pattern` matches here."""
        match = pattern.match(self.words, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def run(self) -> Run | None:
        """Takes the run of quotations here; it counts as used."""
        match = self.match(MASK)
        if match is None:
            return None
        self.used.add(int(match[1]))
        return self.runs[int(match[1])]

    def is_at_quotation(self) -> bool:
        """Whether a quotation begins here."""
        return self.words[self.at : self.at + 1] == OPEN

    def place(self, bare: bool = False) -> list[Place] | None:
        """Takes the places here."""
        read = self.places.read(self.at, bare)
        if read is None:
            return None
        self.at = read[1]
        return read[0]

    def emit(self, verb: Verb, places: Sequence[Place], **more: object) -> bool:
        """Notes an operation; one on another regulation is passed over."""
        self._named += len(places)
        if self._named > _MOST:
            raise CannotCarry("一项所列的条款过多", "too many places are named in one item")
        foreign = [place.foreign for place in places] or [self.places.foreign]
        if all(foreign):
            self.passed += 1
            return True
        if any(foreign):
            if verb not in _APART:
                raise CannotCarry("一句话里同时修改几个文件，无法分开", "one sentence amends several texts at once")
            places = [place for place in places if not place.foreign]
        self.found.append(replace(Operation(verb, tuple(places)), **more))  # type: ignore[arg-type]
        return True

    def unread(self) -> CannotCarry:
        """The refusal that shows the rest."""
        rest = MASK.sub("“…”", self.words[self.at : self.at + 60]).replace("\n", " ")
        return CannotCarry(f"读不懂“{rest}”", f"cannot read “{rest}”")

    def check_quotations(self) -> None:
        """Raises when a quotation was passed over."""
        for match in MASK.finditer(self.words):
            if int(match[1]) not in self.used:
                line = self.runs[int(match[1])][0][0][:30]
                raise CannotCarry(f"引用的“{line}”没有用到", f"the quotation “{line}” was not used")
