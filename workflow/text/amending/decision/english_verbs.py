"""The sentences of English amending decisions: strike and insert, substitute and omit, replaced by, amended to read.

Each verb takes all of its words; what no verb takes is a refusal of the whole entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from workflow.text.amending.decision import english_patterns as say
from workflow.text.amending.decision.english_places import Words, container, heading_quoted, places
from workflow.text.amending.said.operations import Beside, CannotCarry, Operation, Place, Portion, Reach, Side, Verb
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
            self._throughout, self._wording, self._new, self._following, self._of_text, self._beside,
            self._inserted_after, self._placed,
        )  # fmt: skip

    def _tried(self, rule: Callable[[], bool]) -> bool:
        start, used, now = self.words.at, set(self.words.used), self.now
        if rule():
            return True
        self.words.at, self.words.used, self.now = start, used, now
        return False

    def _emit(self, verb: Verb, at: list[Place] | tuple[Place, ...], **more: object) -> bool:
        if any(place.foreign for place in at):
            self.passed += 1
            return True
        self.found.append(replace(Operation(verb, tuple(at)), **more))  # type: ignore[arg-type]
        return True

    def _text(self, number: str | None) -> list[str]:
        """The wording: a quotation, or the lines below the entry."""
        if number is not None:
            return self.said(number)
        if not self.block or self.words.at < len(self.words.words):
            raise self.words.unread()
        self.block_used = True
        return self.block

    # places

    def _places(self) -> list[Place] | None:
        return places(self.words, self.above, self.ours)

    def _placed(self) -> bool:
        """Article 4 is …; In Article 4, …; Omit Article 4; For Article 4 substitute …."""
        if self.words.take(say.DESIGNATE) is not None:
            return self._emit(Verb.DESIGNATE, self.now, labels=("(a)",))
        if (number := heading_quoted(self.words)) is not None:
            return self._heading(number)
        if self.words.take(say.OMIT) is not None:
            found = self._places()
            if found is not None and (match := self.words.take(say.SUBSTITUTE)) is not None:
                return self._emit(Verb.RESTATE, found, text=(self._text(match[1]),))
            return found is not None and self._ends() and self._emit(Verb.DELETE, found)
        if self.words.take(say.FOR) is not None:
            found = self._places()
            match = self.words.take(say.SUBSTITUTE) if found is not None else None
            return (
                match is not None
                and found is not None
                and self._emit(Verb.RESTATE, found, text=(self._text(match[1]),))
            )
        governed = self.words.take(say.GOVERN) is not None
        found = self._places()
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
            return any(
                self._tried(rule) for rule in (self._following, self._inserted_after, self._beside, self._placed)
            )
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
            return self._emit(Verb.STRIKE, [Place()], words=old)
        match = self.words.take(say.READ)
        return match is not None and self._emit(Verb.EXCHANGE, [Place()], words=old, text=(self._text(match[1]),))

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
        return self.words.take(say.GONE) is not None and self._emit(Verb.DELETE, self.now)

    def _renamed(self) -> bool:
        match = self.words.take(say.RENAMED)
        place = self.now[0]
        if match is None or len(self.now) != 1 or place.unit != Reach.CONTAINER or not place.is_whole:
            return False
        return self._emit(Verb.RESTATE, [replace(place, part=Portion.HEADING)], text=(self.said(match[1]),))

    def _fresh(self) -> bool:
        """§ 9-102.01 is added to read: the place is the new article."""
        match = self.words.take(say.ADDED_READ)
        if match is None or len(self.now) != 1 or not self.now[0].is_whole:
            return False
        text = self._text(match[1])
        if self.now[0].label.split(" ")[-1] not in text[0].split(". ")[0].split(" "):
            raise CannotCarry("引用的文字不是所说的条文", "the words quoted are not the article that is named")
        return self._emit(Verb.ADD, [], unit=Kind.ARTICLE, text=(text,))

    def _repealed(self) -> bool:
        if self.words.take(say.REPEALED) is None:
            return False
        if any(place.piece or place.part for place in self.now):
            return self._emit(Verb.DELETE, self.now)
        return all(self._emit(Verb.RESTATE, [place], text=(["Repealed."],)) for place in self.now)

    def _reads(self) -> bool:
        match = self.words.take(say.READ)
        return match is not None and self._emit(Verb.RESTATE, self.now, text=(self._text(match[1]),))

    def _renumbered(self) -> bool:
        if self.words.take(say.RENUMBERED) is None:
            return False
        goal = places(self.words, Place())
        if goal is None or len(goal) != len(self.now) or any(not place.is_whole for place in (*goal, *self.now)):
            raise self.words.unread()
        return self._emit(Verb.RENUMBER, self.now, unit=self.now[0].unit, labels=tuple(place.label for place in goal))

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
        return self._emit(Verb.MOVE, [*self.now, goal[0]], labels=labels, side=side)

    def _merged(self) -> bool:
        match = self.words.take(say.MERGED)
        if match is None:
            return False
        goal = places(self.words, Place())
        self.words.take(re.compile(r",? "))
        read = self.words.take(say.READ)
        if goal is None or len(goal) != 1 or read is None:
            raise self.words.unread()
        self._emit(Verb.MERGE, self.now, labels=(goal[0].label,), text=(self._text(read[1]),))
        if match[2]:
            head = container((match[1] or "") + match[2])
            self._emit(Verb.MOVE, [self.now[0], head], labels=(goal[0].label,), side=Side.IN)
        return True

    def _divided(self) -> bool:
        if self.words.take(say.DIVIDED) is None:
            return False
        goal = places(self.words, Place())
        self.words.take(re.compile(r",? "))
        read = self.words.take(say.READ)
        if goal is None or read is None:
            raise self.words.unread()
        return self._emit(
            Verb.SPLIT, self.now, labels=tuple(place.label for place in goal), text=(self._text(read[1]),)
        )

    # words

    def _wording(self) -> bool:
        return bool(self.now) and any(self._tried(rule) for rule in self._of_words())

    def _of_words(self) -> tuple[Callable[[], bool], ...]:
        return (
            self._exchanged, self._inserted, self._stopped, self._listed, self._beside, self._struck_place,
            self._struck, self._ended, self._reads,
        )  # fmt: skip

    def _exchanged(self) -> bool:
        for pattern in (*say.EXCHANGES, say.SUBSTITUTED):
            match = self.words.take(pattern)
            if match is not None:
                old, new = (match[2], match[1]) if pattern is say.SUBSTITUTED else (match[1], _last(match))
                return self._emit(
                    Verb.EXCHANGE, self.now, words=(self.said(old),), text=(self.said(new),), **_which(match)
                )
        return False

    def _inserted(self) -> bool:
        for pattern, new, side, old in say.INSERTS:
            match = self.words.take(pattern)
            if match is not None:
                way = Side(match[side].lower())
                words, text = (self.said(match[old]),), (self.said(_last(match) if new == 4 else match[new]),)
                return self._emit(Verb.INSERT, self.now, words=words, text=text, side=way, **_which(match))
        return False

    def _stopped(self) -> bool:
        match = self.words.take(say.STOP)
        return match is not None and self._emit(Verb.STOP, self.now, text=(self.said(match[1]),))

    def _struck(self) -> bool:
        match = next((found for pattern in say.STRIKES if (found := self.words.take(pattern)) is not None), None)
        return match is not None and self._emit(Verb.STRIKE, self.now, words=(self.said(match[1]),), **_which(match))

    def _ended(self) -> bool:
        match = next((found for pattern in say.END if (found := self.words.take(pattern)) is not None), None)
        if match is None:
            return False
        first, *more = self.said(match[1])
        glue = "" if first[:1] in ",.;:" else " "
        return self._emit(Verb.APPEND, self.now, text=([glue + first, *more],), side=Side.END)

    # what comes in

    def _new(self) -> bool:
        """A new Article 5 is added in Chapter 3 to read as follows: “…”."""
        if self.words.take(say.NEW) is None:
            return False
        frame = next(
            (
                unit
                for name, unit in say.FRAMES
                if self.words.take(re.compile(rf"{name}(?= (?:is|are|shall))")) is not None
            ),
            "",
        )
        heading = not frame and self.words.take(re.compile(r"heading(?= (?:is|are|shall))")) is not None
        named = [] if frame or heading else self._places_of_new()
        if self.words.take(say.ADDED) is None:
            return False
        anchor: list[Place] = []
        side: Beside = ""
        if (into := self.words.take(say.INTO)) is not None:
            side = Side(into[1].lower())
            anchor = places(self.words, self.above, self.ours) or []
            if len(anchor) != 1 or not anchor[0].is_whole:
                raise self.words.unread()
        self.words.take(re.compile(" "))
        match = self.words.take(say.READ)
        if match is None:
            return False
        return self._add(frame, heading, named, anchor, side, self._text(match[1]))

    def _places_of_new(self) -> list[Place]:
        found = places(self.words, self.above)
        if found is None:
            raise self.words.unread()
        return found

    def _add(
        self, frame: str, heading: bool, named: list[Place], anchor: list[Place], side: Beside, text: list[str]
    ) -> bool:
        if frame:
            return self._emit(Verb.ADD, [], unit=frame, text=(text,))
        if heading:
            return self._emit(Verb.ADD, anchor, unit=Kind.HEADING, text=(text,), side=side)
        first = named[0]
        if first.path:
            owner = replace(first, path=first.path[:-1])
            if not owner.unit or len(named) != 1:
                raise self.words.unread()
            return self._emit(Verb.ADD, [owner], unit=Reach.ENTRY, labels=(first.path[-1],), text=(text,))
        if not first.is_whole:
            raise self.words.unread()
        if first.unit == Kind.ANNEX:
            return self._emit(Verb.ADD, [], unit=Kind.ANNEX, text=(text,))
        unit = Kind.ARTICLE if first.unit == Kind.ARTICLE else Kind.CHAPTER
        return self._emit(
            Verb.ADD, anchor, unit=unit, labels=tuple(place.label for place in named), text=(text,), side=side
        )

    def _inserted_after(self) -> bool:
        """After Article 4 insert: “Article 4A …”."""
        match = self.words.take(say.AFTER)
        if match is None:
            return False
        anchor = self._places()
        put = self.words.take(say.PUT_IN) if anchor is not None else None
        return put is not None and anchor is not None and self._put(anchor, match[1], self._text(put[1]))

    def _of_text(self) -> bool:
        """The chapter is amended by adding after § 9-102 a new § 9-102.01 to read as follows: “…”."""
        return self.words.take(say.THIS_TEXT) is not None and self._beside()

    def _beside(self) -> bool:
        """Insert after Article 4 the following: “…”; inserting after paragraph (1) the following: “(2) …”."""
        match = self.words.take(say.INSERT)
        if match is None:
            return False
        above = self.now[0] if len(self.now) == 1 else self.above
        anchor = places(self.words, above, self.ours)
        if anchor is None:
            return False
        at = self.words.at
        if self.words.take(say.A_NEW) is not None and (named := places(self.words, above)) is not None:
            read = self.words.take(say.TO_READ)
            text = self._text(read[1]) if read is not None else [""]
            if len(named) != 1 or named[0].label.split(" ")[-1] not in text[0].split(". ")[0].split(" "):
                return False
            return self._put(anchor, match[1], text)
        self.words.at = at
        new = self.words.take(say.THE_NEW)
        return new is not None and self._put(anchor, match[1], self._text(new[3]))

    def _put(self, anchor: list[Place], side: str, text: list[str]) -> bool:
        """Something comes in next to a whole article, or next to a list unit."""
        if len(anchor) != 1 or anchor[0].part or anchor[0].piece or anchor[0].paragraph:
            raise CannotCarry(
                "只能在整条或者整项前后增加", "only next to a whole article or list unit can something be added"
            )
        one, way = anchor[0], Side(side.lower())
        if one.path:
            owner = replace(one, path=one.path[:-1])
            return self._emit(Verb.ADD, [owner, one], unit=Reach.ENTRY, text=(text,), side=way)
        return self._emit(Verb.ADD, anchor, unit=Kind.ARTICLE, text=(text,), side=way)

    def _listed(self) -> bool:
        """Adding at the end the following new paragraph: “(4) …”."""
        match = self.words.take(say.AT_END)
        return match is not None and len(self.now) == 1 and self._entry(self.now[0], self._text(match[1]))

    def _entry(self, owner: Place, text: list[str]) -> bool:
        if re.match(r"\s*\([0-9A-Za-z]{1,5}\) ", text[0]) is None:
            raise CannotCarry("所增加的项没有序号", "the list unit that is added has no label")
        return self._emit(Verb.ADD, [owner], unit=Reach.ENTRY, text=(text,), side=Side.END)

    def _following(self) -> bool:
        """The following Article is inserted after Article 4: “…”; the following sentence is added: “…”."""
        if self.words.take(say.THE_FOLLOWING) is None:
            return False
        named = places(self.words, Place()) or []
        what = self.words.take(say.WHAT) if not named else None
        if self.words.take(say.IS_ADDED) is None or not (named or what):
            return False
        anchor, side = [], "after"
        if (into := self.words.take(say.INTO)) is not None:
            side, anchor = into[1], places(self.words, self.above, self.ours) or []
        at_end = self.words.take(say.AT_THE_END) is not None
        read = self.words.take(say.TO_READ)
        if read is None or side.lower() == "in" or (into is not None and not anchor):
            return False
        text = self._text(read[1])
        kind = what[1].lower() if what is not None else "article"
        if anchor:
            return self._put(anchor, side, text)
        if kind in ("article", "section"):
            return len(named) < 2 and self._emit(
                Verb.ADD, [], unit=Kind.ARTICLE, labels=tuple(place.label for place in named), text=(text,)
            )
        if not self.above.unit:
            return False
        if kind == "sentence":
            first, *more = text
            way: Beside = Side.END if at_end else ""
            return self._emit(Verb.APPEND, [self.above], text=([" " + first, *more],), unit=Reach.SENTENCE, side=way)
        return self._entry(self.above, text)

    def _struck_place(self) -> bool:
        """Striking the second sentence."""
        if self.words.take(say.STRIKE_PLACE) is None or len(self.now) != 1:
            return False
        inner = places(self.words, self.now[0], self.ours)
        return inner is not None and self._emit(Verb.DELETE, inner)


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
