"""Drafts for what is neither article nor heading: title, title note, contents, preamble, signature, annexes."""

from __future__ import annotations

from workflow.text.amending.said.operations import Quotation
from workflow.text.amending.writing.draft import Choices, Draft, lines_of_block
from workflow.text.amending.writing.inside import Inside, same, strings, words
from workflow.text.amending.writing.members import own_lines
from workflow.text.amending.writing.pairs import Pairs, Side
from workflow.text.amending.writing.quoting import Quoting
from workflow.text.amending.writing.voice import Voice
from workflow.text.tree import CONTAINERS, Kind, Provision
from workflow.words import Script

_NAMES = {Kind.TITLE: "标题", Kind.NOTE: "题注", Kind.TOC: "目录", Kind.PREAMBLE: "引言", Kind.SIGNATURE: "落款"}
_ORDERS = {Kind.TITLE: -9.0, Kind.NOTE: -8.0, Kind.TOC: -7.0, Kind.PREAMBLE: -6.0}


def frame_drafts(pairs: Pairs, voice: Voice, quoting: Quoting, choices: Choices) -> list[Draft]:
    """Drafts for everything around the articles."""
    frame = _Frame(pairs, voice, quoting, choices)
    for kind in (Kind.TITLE, Kind.NOTE, Kind.TOC):
        frame.lines(kind)
    frame.preambles()
    frame.signature()
    frame.annexes()
    return frame.drafts


def loose_drafts(pairs: Pairs, voice: Voice) -> list[Draft]:
    """Drafts for words right under a heading that belong to no article."""
    drafts: list[Draft] = []
    language = pairs.new.document.language
    for old in pairs.old.heads:
        new = pairs.new_of.get(id(old))
        gone, came = _under(pairs.old, old), _under(pairs.new, new) if new is not None else []
        if new is None or old.kind == Kind.HEADING or [*map(_form, gone)] == [*map(_form, came)]:
            continue
        place = voice.words_under(pairs.old.name(old))
        lines = [line for block in came for line in lines_of_block(block, language)]

        voice.about = old.label
        clause = voice.restate(place, lines) if lines else voice.delete([place]) + voice.full_stop
        drafts.append(Draft((float(pairs.old.place[id(old)]), 1), clause, came))
    return drafts


def _under(text: Side, head: Provision) -> list[Provision]:
    held = text.held(head)
    stop = next(
        (k for k, block in enumerate(held) if block.kind in CONTAINERS or block.kind == Kind.ARTICLE), len(held)
    )
    return held[:stop]


def _form(block: Provision) -> tuple[str, str, list[str]]:
    return block.kind, block.label, strings(block)


class _Frame:
    def __init__(self, pairs: Pairs, voice: Voice, quoting: Quoting, choices: Choices) -> None:
        self.pairs = pairs
        self.quoting = quoting
        self.choices = choices
        self.voice = voice
        self.drafts: list[Draft] = []

    def _front(self, side: Side, kind: Kind) -> Quotation:
        return [line for block in side.front if block.kind == kind for line in block.text.split("\n")]

    def lines(self, kind: Kind) -> None:
        """Title, note or contents: words of it, or all its lines."""
        olds, news = self._front(self.pairs.old, kind), self._front(self.pairs.new, kind)
        if olds == news:
            return
        name = self.voice.say(_NAMES[kind])
        blocks = [block for block in self.pairs.new.front if block.kind == kind]
        self.voice.about = name
        found = (
            self.quoting.exchanges(olds, news) if kind != Kind.TITLE and olds and not self._plainly(blocks) else None
        )
        if not news:
            clause = self.voice.delete([name]) + self.voice.full_stop
        elif found and self.voice.can_exchange(found) and sum(one.quoted for one in found) < 0.6 * sum(map(len, news)):
            clause = self.voice.exchange(name, found) + self.voice.full_stop
        else:
            clause = self.voice.frame(_NAMES[kind], news, bool(olds))
        self.drafts.append(Draft((_ORDERS[kind], 0), clause, blocks))

    def _plainly(self, blocks: list[Provision]) -> bool:
        """Whether one of `blocks` has to be restated whole."""
        return any(id(block) in self.choices.plain for block in blocks)

    def preambles(self) -> None:
        """Words before the first article: those with a heading (序言) and those without."""
        for headed in (False, True):
            self._preamble(
                *(next((block for block in text.blocks if block.kind == Kind.PREAMBLE and bool(block.heading) is headed), None)
                  for text in (self.pairs.old, self.pairs.new))
            )  # fmt: skip

    def _preamble(self, old: Provision | None, new: Provision | None) -> None:
        if (old is None and new is None) or (old is not None and new is not None and same(old, new)):
            return
        name = "序言" if (old or new or Provision(Kind.PREAMBLE)).heading else "引言"
        order = (_ORDERS[Kind.PREAMBLE], 0)
        if new is None:
            self.drafts.append(Draft(order, self.voice.delete([self.voice.say(name)]) + self.voice.full_stop, []))
            return
        lines = own_lines(new)
        self.voice.about = name
        if old is None:
            clause = self.voice.frame(name, [new.heading, *lines] if new.heading else lines, False)
        elif (
            not self._plainly([new])
            and (clauses := Inside(self.voice, self.quoting, self.voice.say(name), old, new).read()) is not None
        ):
            clause = self.voice.sentences(clauses)
        else:
            clause = self.voice.restate(self.voice.say(name), lines)
        self.drafts.append(Draft(order, clause, [new]))

    def signature(self) -> None:
        """Who signed, and when."""
        old, new = self.pairs.old.one(Kind.SIGNATURE), self.pairs.new.one(Kind.SIGNATURE)
        if (old.text if old else "") == (new.text if new else ""):
            return
        order = (float(len(self.pairs.old.blocks)), 0)
        if new is None:
            self.drafts.append(Draft(order, self.voice.delete([self.voice.say("落款")]) + self.voice.full_stop, []))
            return
        lines = new.text.split("\n")
        self.drafts.append(Draft(order, self.voice.frame("落款", lines, old is not None), [new]))

    def annexes(self) -> None:
        """Annexes: words of them, or the whole annex; gone and come ones."""
        base = float(len(self.pairs.old.blocks)) + 1
        language = self.pairs.new.document.language
        for number, old in enumerate(self.pairs.old.annexes):
            new = self.pairs.new_of.get(id(old))
            if new is None:
                label = [old.label]
                self.drafts.append(
                    Draft(
                        (base + number, 0),
                        self.voice.delete(label) + self.voice.full_stop,
                        [],
                    )
                )
            elif not (same(old, new) and old.label == new.label and old.heading == new.heading):
                self.drafts.append(Draft((base + number, 0), self._annex(old, new, language), [new]))
        for number, new in enumerate(self.pairs.new.annexes):
            if id(new) not in self.pairs.old_of:
                lines = lines_of_block(new, language)
                self.drafts.append(
                    Draft(
                        (base + 1000 + number, 0),
                        self.voice.frame("附件", lines, False),
                        [new],
                    )
                )

    def _annex(self, old: Provision, new: Provision, language: Script) -> str:
        self.voice.about = new.label
        found = (
            words(self.voice, self.quoting, old, new) if old.label == new.label and not self._plainly([new]) else None
        )
        if found:
            return self.voice.exchange(old.label, found) + self.voice.full_stop
        return self.voice.restate(old.label, lines_of_block(new, language))
