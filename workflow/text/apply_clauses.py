"""Reads the sentence patterns of a Chinese amending decision: masked words in, operations out.

The patterns are those of the decisions of the National People's Congress, the State Council and the Supreme People's
Court: 将…修改为, 将…中的“甲”修改为“乙”, 在“…”后增加“…”, 增加一条，作为第四条, 删去, 改为, 合并, 分为两条, 移至.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.text import apply_patterns as say
from workflow.text.apply_operations import CannotCarry, Operation, Place, Quotation, Run
from workflow.text.apply_quotes import MASK, OPEN
from workflow.text.apply_reading import Places, plain_words
from workflow.text.labels import numbered

_PLACES = 6000  # places one item may name
_LONGEST = 20_000  # characters of plain words one item may have


def operations(words: str, runs: Sequence[Run]) -> list[Operation]:
    """The operations that the masked `words` of one item ask for. CannotCarry when a part of them cannot be read."""
    if len(words) > _LONGEST:
        raise CannotCarry("这一项过长，无法读取", "the item is too long to be read")
    return _Clauses(plain_words(words), runs).read()


class _Clauses:
    def __init__(self, words: str, runs: Sequence[Run]) -> None:
        self.words = words
        self.runs = runs
        self.places = Places(words)
        self.found: list[Operation] = []
        self.at = 0
        self.named = 0

    def read(self) -> list[Operation]:
        rules = (self._effect, self._delete, self._add, self._restate, self._placed, self._adjust, self._quoted)
        while self.at < len(self.words):
            if (match := say.EFFECT.match(self.words, self.at)) is not None:
                self.at = match.end()
                continue
            start = self.at
            if not any(rule() for rule in rules):
                self.at = start
                match = say.LINK.match(self.words, self.at)
                if match is None:
                    raise self._unread()
                self.at = match.end()
        return self.found

    def _unread(self) -> CannotCarry:
        rest = MASK.sub("“…”", self.words[self.at : self.at + 60]).replace("\n", " ")
        return CannotCarry(f"读不懂“{rest}”", f"cannot read “{rest}”")

    # pieces

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.words, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def _run(self) -> Run | None:
        """The run of quotations at the place we are at."""
        match = self._match(MASK)
        return self.runs[int(match[1])] if match is not None else None

    def _emit(self, verb: str, places: Sequence[Place], **more: object) -> bool:
        self.named += len(places)
        if self.named > _PLACES:
            raise CannotCarry("一项所列的条款过多", "too many places are named in one item")
        self.found.append(replace(Operation(verb, tuple(places)), **more))  # type: ignore[arg-type]
        return True

    def _effect(self) -> bool:
        return False

    # 删去

    def _delete(self) -> bool:
        if self._match(say.DELETE) is None:
            return False
        struck = False
        while True:
            read = self.places.read(self.at, bare=True)
            places: list[Place] = []
            if read is not None:
                places, self.at = read
                if any(place.part and place.part != "heading" for place in places):
                    places = [
                        replace(place, part="") if place.part in ("end", "start", "") else place for place in places
                    ]
                self._match(say.MIDDLE)
            struck = self._struck_words(places) or struck
            if not struck:
                return bool(places) and self._emit("delete", places)
            link = say.AND.match(self.words, self.at)
            if link is None or self.places.read(link.end()) is None:
                return True
            self.at = link.end()

    def _struck_words(self, places: list[Place]) -> bool:
        """“甲”、“乙”和“丙” after 删去第二条中的."""
        run = self._run()
        if run is None:
            return False
        while run is not None:
            self._match(say.QUOTED)
            self._emit("strike", places or [self.places.last], words=tuple(run))
            more = say.AND_QUOTED.match(self.words, self.at)
            self.at = more.end() if more is not None else self.at
            run = self._run() if more is not None else None
        return True

    # 增加

    def _add(self, places: Sequence[Place] = (), side: str = "") -> bool:
        match = self._match(say.ADD)
        if match is None:
            return False
        unit = say.UNITS[match[2]]
        owner = tuple(places) or (
            (self.places.last,) if self.places.last.unit and unit in ("paragraph", "item", "subitem") else ()
        )
        labels: list[str] = []
        if self._match(say.AS) is not None:
            last = self.places.last
            read = self.places.read(self.at, bare=True)
            if read is None:
                raise self._unread()
            numbers, self.at = read
            self.places.last = (
                replace(last, paragraph=0, item=0, subitem=0, part="") if unit != "article" else numbers[-1]
            )
            labels = [_ordinal(number, unit) for number in numbers]
            if (
                unit == "item"
                and owner
                and numbers[0].paragraph
                and numbers[0].unit == last.unit
                and not owner[0].paragraph
            ):
                owner = (replace(owner[0], paragraph=numbers[0].paragraph),)
        text = self._texts(unit, labels)
        return self._emit("add", owner, unit=unit, labels=tuple(labels), text=tuple(text), side=side)

    def _texts(self, unit: str, labels: list[str]) -> list[Quotation]:
        """The wording of what is added: one run, or 第二款：“…”第四款：“…” one by one."""
        named: dict[str, Quotation] = {}
        while (match := self._match(say.NAMED)) is not None:
            read = Places(match[1]).read(0)
            if read is not None:
                said = self.runs[int(match[2])]
                named[_ordinal(read[0][0], unit)] = [line for quotation in said for line in quotation]
        if named:
            return [named.get(label, []) for label in labels]
        before = self.at
        self._match(say.WORDING)
        run = self._run()
        if run is None:
            self.at = before
            return []
        return list(run)

    # 修改为, with the place named before

    def _restate(self) -> bool:
        before = self.at
        if self._match(say.RESTATE) is None or not self.places.last.unit:
            self.at = before
            return False
        run = self._run()
        if run is None:
            self.at = before
            return False
        return self._emit("restate", [self.places.last], text=tuple(run))

    # 将…

    def _placed(self) -> bool:
        bare = self.at > 0 and self.words[self.at - 1] in "将对把"
        last = self.places.last
        read = self.places.read(self.at, bare)
        if read is None:
            return False
        places, self.at = read
        rules = (
            self._merge,
            self._split,
            self._renumber,
            self._restated,
            self._moved,
            self._grown,
            self._struck,
            self._worded,
        )
        if any(rule(places) for rule in rules):
            return True
        self.places.last = last
        return False

    def _merge(self, places: list[Place]) -> bool:
        if len(places) < 2 or self._match(say.MERGE) is None:
            return False
        target: Place | None = None
        if self._match(say.MOVED_THERE) is not None and (read := self.places.read(self.at)) is not None:
            target, self.at = read[0][0], read[1]
        labels: list[str] = []
        if self._match(say.AS) is not None and (read := self.places.read(self.at)) is not None:
            labels, self.at = [_ordinal(read[0][0], places[0].unit)], read[1]
        self._match(say.RESTATE)
        self._match(say.WORDING)
        run = self._run()
        if run is None:
            return False
        self.places.last = places[0]
        self._emit("merge", places, labels=tuple(labels), text=tuple(run))
        if target is not None:
            self._emit("move", [places[0], target], labels=tuple(labels), side="in")
        return True

    def _split(self, places: list[Place]) -> bool:
        before = self.at
        if len(places) == 1 and places[0].paragraph and self._match(say.PARTED) is not None:
            return self._restated(places)
        if len(places) != 1 or self._match(say.SPLIT) is None:
            return False
        labels: list[str] = []
        if self._match(say.AS) is not None and (read := self.places.read(self.at)) is not None:
            labels, self.at = [place.label for place in read[0]], read[1]
        self._match(say.RESTATE)
        self._match(say.WORDING)
        run = self._run()
        if run is None or not labels:
            self.at = before
            return False
        self.places.last = places[0]
        return self._emit("split", places, labels=tuple(labels), text=tuple(run))

    def _renumber(self, places: list[Place]) -> bool:
        before, last = self.at, self.places.last
        if self._match(say.TO) is None:
            return False
        read = self.places.read(self.at)
        if read is None or len(read[0]) != len(places) or self.words[self.at : self.at + 1] == OPEN:
            self.at, self.places.last = before, last
            return False
        numbers, self.at = read
        self.places.last = last
        if any(
            not place.is_whole and number.label != place.label for place, number in zip(places, numbers, strict=True)
        ):
            raise CannotCarry("款项移到另一条，无法执行", "what is inside one article cannot be moved into another")
        unit = "item" if places[0].item else "paragraph" if places[0].paragraph else places[0].unit
        self._emit("renumber", places, unit=unit, labels=tuple(_ordinal(number, unit) for number in numbers))
        if self.words[self.at : self.at + 1] == "：" and MASK.match(self.words, self.at + 1):
            self.at += 1
            run = self._run() or []
            self._emit("restate", places, text=tuple(run))
        return True

    def _restated(self, places: list[Place]) -> bool:
        before = self.at
        if self._match(say.RESTATE) is None:
            return False
        run = self._run()
        if run is None:
            self.at = before
            return False
        return self._emit("restate", places, text=tuple(run))

    def _moved(self, places: list[Place]) -> bool:
        before, last = self.at, self.places.last
        if self._match(say.MOVE) is None:
            return False
        read = self.places.read(self.at)
        if read is None:
            self.at = before
            return False
        target, self.at = read
        side = self._match(say.SIDE)
        word = side[1] if side is not None else ""
        labels: tuple[str, ...] = ()
        if self._match(say.AS) is not None and (read := self.places.read(self.at)) is not None:
            labels, self.at = tuple(place.label for place in read[0]), read[1]
        self.places.last = last
        return self._emit(
            "move",
            [*places, target[0]],
            labels=labels,
            side={"后": "after", "前": "before"}.get((word or "")[:1], "in"),
        )

    def _grown(self, places: list[Place]) -> bool:
        """…增加一款, …后增加一条, …末尾增加“…”."""
        before = self.at
        side = self._match(say.SIDE)
        word = (side[1] or "") if side is not None else ""
        self._match(re.compile("，"))
        if say.ADD.match(self.words, self.at) is not None:
            return self._add(places, {"后": "after", "前": "before"}.get(word[:1], "in"))
        if self._match(say.APPEND) is not None and (run := self._run()) is not None:
            where = (
                "start"
                if places[0].part == "start" or word == "首"
                else "end"
                if places[0].part == "end" or word.startswith("末")
                else word[:1]
            )
            return self._emit("append", places, text=tuple(run), side={"后": "after", "前": "before"}.get(where, where))
        self.at = before
        return False

    def _struck(self, places: list[Place]) -> bool:
        before = self.at
        self._match(say.MIDDLE)
        if self._match(say.STRIKE) is None:
            self.at = before
            return False
        run = self._run()
        if run is None:
            return self._emit("delete", places)
        self._match(say.QUOTED)
        return self._emit("strike", places, words=tuple(run))

    def _worded(self, places: list[Place]) -> bool:
        before = self.at
        self._match(say.MIDDLE)
        if self.words[self.at : self.at + 1] != OPEN:
            self.at = before
            return False
        done = self._exchange(places)
        if not done:
            self.at = before
        return done

    # quoted words first

    def _quoted(self) -> bool:
        """“甲”修改为“乙” with the place named before, or 将“一、旧标题”修改为“一、新标题”."""
        return self.words[self.at : self.at + 1] == OPEN and self._exchange([self.places.last])

    def _exchange(self, places: list[Place]) -> bool:
        start = self.at
        runs: list[Run] = []
        while (run := self._run()) is not None:
            runs.append(run)
            self._match(say.QUOTED)
            link = re.compile(f"(?:、|和|以及|及)(?={OPEN})").match(self.words, self.at)
            if link is not None:
                self.at = link.end()
        if (match := self._match(say.INSERT)) is not None:
            after = self._run()
            if after is not None:
                side = "after" if match[2].startswith("后") else "before"
                return all(self._emit("insert", places, words=tuple(run), text=tuple(after), side=side) for run in runs)
        elif self._match(say.STRIKE) is not None:
            return all(self._emit("strike", places, words=tuple(run)) for run in runs)
        elif self._match(say.RESTATE) is not None and (after := self._run()) is not None:
            labels = [self._label(runs[0]), self._label(after)]
            if len(runs) == 1 and all(labels) and not places[0].unit:
                return self._emit("renumber", [Place("article", labels[0])], unit="article", labels=(labels[1],))
            return all(self._emit("exchange", places, words=tuple(run), text=tuple(after)) for run in runs)
        self.at = start
        return False

    @staticmethod
    def _label(run: Run) -> str:
        """The label of an article when the run is nothing else: “第八条”调整为“第七条”."""
        words = run[0][0] if len(run) == 1 and len(run[0]) == 1 else ""
        label = numbered(words) if words else None
        return label.text if label is not None and label.kind == "article" and label.end == len(words) else ""

    # 条文顺序作相应调整

    def _adjust(self) -> bool:
        match = self._match(say.ADJUST)
        if match is None:
            return False
        what = match["what"]
        if "个别文字" in what and "顺序" not in what:
            return True
        self.places.last = Place()
        return self._emit("adjust", [], unit="container" if "章" in what or "节" in what else "article")


def _ordinal(place: Place, unit: str) -> str:
    """The label or the number that a place named as a target stands for."""
    if unit == "paragraph":
        return str(place.paragraph)
    if unit in ("item", "subitem"):
        return str(place.item if unit == "item" else place.subitem)
    return place.label
