"""The sentences of English amending decisions: strike and insert, substitute and omit, replaced by, amended to read.

Each verb takes all of its words; what no verb takes is a refusal of the whole entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from workflow.text.amending.decision import english_additions as additions
from workflow.text.amending.decision import english_patterns as say
from workflow.text.amending.decision.english_places import Words, container, heading_quoted, places
from workflow.text.amending.said.operations import CannotCarry, Operation, Place, Portion, Reach, Side, Verb
from workflow.text.tree import Kind


class Sentences:
    """Reads the sentences of one entry, which stands under the place `above`; `block` are the lines below it."""

    def __init__(
        self,
        words: Words,
        above: Place,
        block: list[str],
        ours: Callable[[str], bool],
        said: Callable[[str], list[str]],
    ) -> None:
        self.words = words
        self.above = above
        self.block = block
        self.ours = ours
        self.said = said  # the lines of a quotation, in the words of the text at hand
        self.now: list[Place] = [above] if above.unit else []
        self.found: list[Operation] = []
        self.block_used = False
        self.passed = 0

    def read(self) -> list[Operation]:
        """The operations; CannotCarry when a word of the entry is left over."""
        while True:
            self.words.take(say.BETWEEN)
            if self.words.at >= len(self.words.words):
                break
            start = self.words.at
            if not any(self._tried(rule) for rule in self._rules()):
                self.words.at = start
                raise self.words.unread()
        if self.block and not self.block_used:
            raise CannotCarry("所列的新文字没有用到", "the new wording below was not used")
        if not self.found and not self.passed:
            raise self.words.unread()
        return self.found

    def _rules(self) -> tuple[Callable[[], bool], ...]:
        return (
            self._throughout,
            self._wording,
            *(partial(rule, self) for rule in (additions.new, additions.following, additions.of_text)),
            *(partial(rule, self) for rule in (additions.beside, additions.inserted_after)),
            self._placed,
        )

    def _tried(self, rule: Callable[[], bool]) -> bool:
        start, used, now = self.words.at, set(self.words.used), self.now
        if rule():
            return True
        self.words.at, self.words.used, self.now = start, used, now
        return False

    def emit(self, verb: Verb, at: list[Place] | tuple[Place, ...], **more: object) -> bool:
        if any(place.foreign for place in at):
            self.passed += 1
            return True
        self.found.append(replace(Operation(verb, tuple(at)), **more))  # type: ignore[arg-type]
        return True

    def text(self, number: str | None) -> list[str]:
        """The wording: a quotation, or the lines below the entry."""
        if number is not None:
            return self.said(number)
        if not self.block or self.words.at < len(self.words.words):
            raise self.words.unread()
        self.block_used = True
        return self.block

    # places

    def places(self) -> list[Place] | None:
        return places(self.words, self.above, self.ours)

    def _placed(self) -> bool:
        """Article 4 is …; In Article 4, …; Omit Article 4; For Article 4 substitute …."""
        if self.words.take(say.DESIGNATE) is not None:
            return self.emit(Verb.DESIGNATE, self.now, labels=("(a)",))
        if (number := heading_quoted(self.words)) is not None:
            return self._heading(number)
        if self.words.take(say.OMIT) is not None:
            found = self.places()
            if found is not None and (match := self.words.take(say.SUBSTITUTE)) is not None:
                return self.emit(Verb.RESTATE, found, text=(self.text(match[1]),))
            return found is not None and self._ends() and self.emit(Verb.DELETE, found)
        if self.words.take(say.FOR) is not None:
            found = self.places()
            match = self.words.take(say.SUBSTITUTE) if found is not None else None
            return (
                match is not None and found is not None and self.emit(Verb.RESTATE, found, text=(self.text(match[1]),))
            )
        governed = self.words.take(say.GOVERN) is not None
        found = self.places()
        if found is None:
            return False
        self.now = found
        if governed:
            self.words.take(re.compile(", ?| "))
            return self._wording() or self._tried(self._predicate) or (len(found) == 1 and self._within(found[0]))
        return self.words.take(re.compile(r",? (?:and )?")) is not None and self._predicate()

    def _within(self, place: Place) -> bool:
        """In Article 4, omit paragraph (b): what is said stands inside the place."""
        outer, self.above = self.above, place
        try:
            adding = (additions.following, additions.inserted_after, additions.beside)
            return any(self._tried(partial(rule, self)) for rule in adding) or self._tried(self._placed)
        finally:
            self.above = outer

    def _throughout(self) -> bool:
        """Throughout these Rules, for “gift” substitute “present”."""
        match = self.words.take(say.THROUGHOUT)
        if match is None:
            return False
        self.now, count = [Place(Reach.EVERYWHERE)], len(self.found)
        if not (self._exchanged() or self._struck()):
            return False
        if match["all"].lower() == "throughout":
            self.found[count:] = [replace(one, sole=False) for one in self.found[count:]]
        return True

    def _ends(self) -> bool:
        return re.compile(r"[.;]|$").match(self.words.words, self.words.at) is not None

    def _heading(self, number: str) -> bool:
        self.words.take(re.compile(" "))
        old = (self.said(number),)
        if self.words.take(say.GONE) is not None:
            return self.emit(Verb.STRIKE, [Place()], words=old)
        match = self.words.take(say.READ)
        return match is not None and self.emit(Verb.EXCHANGE, [Place()], words=old, text=(self.text(match[1]),))

    # what is said of a place

    def _predicate(self) -> bool:
        if self.words.take(say.AMENDED_IN) is not None:
            inner = places(self.words, self.now[0], self.ours) if len(self.now) == 1 else None
            if inner is None or self.words.take(re.compile(",? by ")) is None:
                return False
            self.now = inner
            return self._wording()
        if self.words.take(say.AMENDED) is not None:
            self.words.take(say.BETWEEN)
            return self._wording()
        rules = (
            self._renamed,
            self._fresh,
            self._reads,
            self._gone,
            self._repealed,
            self._renumbered,
            self._moved,
            self._merged,
            self._divided,
        )
        return any(self._tried(rule) for rule in rules) or self._wording()

    def _gone(self) -> bool:
        return self.words.take(say.GONE) is not None and self.emit(Verb.DELETE, self.now)

    def _renamed(self) -> bool:
        match = self.words.take(say.RENAMED)
        place = self.now[0]
        if match is None or len(self.now) != 1 or place.unit != Reach.CONTAINER or not place.is_whole:
            return False
        return self.emit(Verb.RESTATE, [replace(place, part=Portion.HEADING)], text=(self.said(match[1]),))

    def _fresh(self) -> bool:
        """§ 9-102.01 is added to read: the place is the new article."""
        match = self.words.take(say.ADDED_READ)
        if match is None or len(self.now) != 1 or not self.now[0].is_whole:
            return False
        text = self.text(match[1])
        if self.now[0].label.split(" ")[-1] not in text[0].split(". ")[0].split(" "):
            raise CannotCarry("引用的文字不是所说的条文", "the words quoted are not the article that is named")
        return self.emit(Verb.ADD, [], unit=Kind.ARTICLE, text=(text,))

    def _repealed(self) -> bool:
        if self.words.take(say.REPEALED) is None:
            return False
        if any(place.piece or place.part for place in self.now):
            return self.emit(Verb.DELETE, self.now)
        return all(self.emit(Verb.RESTATE, [place], text=(["Repealed."],)) for place in self.now)

    def _reads(self) -> bool:
        match = self.words.take(say.READ)
        return match is not None and self.emit(Verb.RESTATE, self.now, text=(self.text(match[1]),))

    def _renumbered(self) -> bool:
        if self.words.take(say.RENUMBERED) is None:
            return False
        goal = places(self.words, Place())
        if goal is None or len(goal) != len(self.now) or any(not place.is_whole for place in (*goal, *self.now)):
            raise self.words.unread()
        return self.emit(Verb.RENUMBER, self.now, unit=self.now[0].unit, labels=tuple(place.label for place in goal))

    def _moved(self) -> bool:
        match = self.words.take(say.MOVED)
        if match is None:
            return False
        goal = places(self.words, Place())
        if goal is None or len(goal) != 1:
            raise self.words.unread()
        labels: tuple[str, ...] = ()
        if self.words.take(say.AND_NUMBER) is not None:
            labels = tuple(place.label for place in places(self.words, Place()) or [])
        side = Side.IN if match[1].lower() == "to" else Side(match[1].lower())
        return self.emit(Verb.MOVE, [*self.now, goal[0]], labels=labels, side=side)

    def _merged(self) -> bool:
        match = self.words.take(say.MERGED)
        if match is None:
            return False
        goal = places(self.words, Place())
        self.words.take(re.compile(r",? "))
        read = self.words.take(say.READ)
        if goal is None or len(goal) != 1 or read is None:
            raise self.words.unread()
        self.emit(Verb.MERGE, self.now, labels=(goal[0].label,), text=(self.text(read[1]),))
        if match[2]:
            head = container((match[1] or "") + match[2])
            self.emit(Verb.MOVE, [self.now[0], head], labels=(goal[0].label,), side=Side.IN)
        return True

    def _divided(self) -> bool:
        if self.words.take(say.DIVIDED) is None:
            return False
        goal = places(self.words, Place())
        self.words.take(re.compile(r",? "))
        read = self.words.take(say.READ)
        if goal is None or read is None:
            raise self.words.unread()
        return self.emit(Verb.SPLIT, self.now, labels=tuple(place.label for place in goal), text=(self.text(read[1]),))

    # words

    def _wording(self) -> bool:
        return bool(self.now) and any(self._tried(rule) for rule in self._of_words())

    def _of_words(self) -> tuple[Callable[[], bool], ...]:
        return (
            self._exchanged, self._inserted, self._stopped, partial(additions.listed, self), partial(additions.beside, self), self._struck_place,
            self._struck, self._ended, self._reads,
        )  # fmt: skip

    def _exchanged(self) -> bool:
        for pattern in (*say.EXCHANGES, say.SUBSTITUTED):
            match = self.words.take(pattern)
            if match is not None:
                old, new = (match[2], match[1]) if pattern is say.SUBSTITUTED else (match[1], _last(match))
                return self.emit(
                    Verb.EXCHANGE, self.now, words=(self.said(old),), text=(self.said(new),), **_which(match)
                )
        return False

    def _inserted(self) -> bool:
        for pattern, new, side, old in say.INSERTS:
            match = self.words.take(pattern)
            if match is not None:
                way = Side(match[side].lower())
                words, text = (self.said(match[old]),), (self.said(_last(match) if new == 4 else match[new]),)
                return self.emit(Verb.INSERT, self.now, words=words, text=text, side=way, **_which(match))
        return False

    def _stopped(self) -> bool:
        match = self.words.take(say.STOP)
        return match is not None and self.emit(Verb.STOP, self.now, text=(self.said(match[1]),))

    def _struck(self) -> bool:
        match = next((found for pattern in say.STRIKES if (found := self.words.take(pattern)) is not None), None)
        return match is not None and self.emit(Verb.STRIKE, self.now, words=(self.said(match[1]),), **_which(match))

    def _ended(self) -> bool:
        match = next((found for pattern in say.END if (found := self.words.take(pattern)) is not None), None)
        if match is None:
            return False
        first, *more = self.said(match[1])
        glue = "" if first[:1] in ",.;:" else " "
        return self.emit(Verb.APPEND, self.now, text=([glue + first, *more],), side=Side.END)

    def _struck_place(self) -> bool:
        """Striking the second sentence."""
        if self.words.take(say.STRIKE_PLACE) is None or len(self.now) != 1:
            return False
        inner = places(self.words, self.now[0], self.ours)
        return inner is not None and self.emit(Verb.DELETE, inner)


def _last(match: re.Match[str]) -> str:
    return [group for group in match.groups() if group and group.isdecimal()][-1]


def _which(match: re.Match[str]) -> dict[str, object]:
    """Which occurrence is meant: every one where that is said, a counted one, or the only one there is."""
    groups = match.groupdict()
    if groups.get("each"):
        return {}
    if groups.get("nth"):
        return {
            "nth": -1
            if groups["nth"].lower() == "last"
            else ("first", "second", "third").index(groups["nth"].lower()) + 1
        }
    return {"sole": True}
