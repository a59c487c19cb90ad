"""Drafts for headings: parts, chapters, sections and unnumbered headings that come, go or are called otherwise."""

from __future__ import annotations

from workflow.text.amending.writing.draft import Choices, Draft, lines_of_block
from workflow.text.amending.writing.pairs import Pairs
from workflow.text.amending.writing.voice import Voice
from workflow.text.tree import CONTAINERS, Kind, Provision
from workflow.words import Script


class Heads:
    """Reads what happened to the headings.

    taken    new articles that come in together with their heading, by id
    gone     old articles that go with their heading, by id
    adopted  new articles from the old text that go under a new heading: the heading, by id
    adjusts  whether the closing has to say that headings are renumbered
    """

    def __init__(self, pairs: Pairs, voice: Voice, choices: Choices) -> None:
        self.pairs = pairs
        self.voice = voice
        self.choices = choices
        self.taken: set[int] = set()
        self.gone: set[int] = set()
        self.adopted: dict[int, Provision] = {}
        self.adjusts = False
        self.drafts: list[Draft] = []

    def read(self, entering: set[int], before: dict[int, float]) -> list[Draft]:
        """The drafts; `entering` are new articles, `before` gives a new block's place among the items."""
        for head in self.pairs.old.heads:
            new = self.pairs.new_of.get(id(head))
            if new is None:
                self._left(head)
            else:
                self._stayed(head, new)
        blocks = self.pairs.new.blocks
        at = 0
        while at < len(blocks):
            if blocks[at].kind in CONTAINERS and id(blocks[at]) not in self.pairs.old_of:
                at = self._came(at, entering, before)
            else:
                at += 1
        return self.drafts

    # gone and changed

    def _left(self, head: Provision) -> None:
        if id(head) in self.gone:
            return
        held = self.pairs.old.held(head)
        order = (float(self.pairs.old.place[id(head)]), 0)
        merged = {id(block) for parts in self.pairs.merged.values() for block in parts}
        whole = bool(held) and all(id(block) not in self.pairs.new_of and id(block) not in merged for block in held)
        if head.kind == Kind.HEADING:
            self.drafts.append(
                Draft(order, self.voice.drop_heading(head.label + head.heading) + self.voice.full_stop, [])
            )
        elif whole and all(block.kind in CONTAINERS | {Kind.ARTICLE} for block in held):
            self.gone |= {id(block) for block in held}
            self.drafts.append(Draft(order, self.voice.delete([self.pairs.old.name(head)]) + self.voice.full_stop, []))
        else:
            name = self.pairs.old.name(head)
            self.drafts.append(Draft(order, self.voice.delete_heading(name) + self.voice.full_stop, []))

    def _stayed(self, old: Provision, new: Provision) -> None:
        order = (float(self.pairs.old.place[id(old)]), 0)
        name = self.pairs.old.name(old)
        if old.kind == Kind.HEADING:
            if (old.label, old.heading) != (new.label, new.heading):
                before, after = old.label + old.heading, new.label + new.heading
                self.drafts.append(Draft(order, self.voice.swap_heading(before, after) + self.voice.full_stop, [new]))
            return
        if old.heading != new.heading and new.heading:
            self.drafts.append(Draft(order, self.voice.heading(name, new.heading) + self.voice.full_stop, [new]))
        if old.label != new.label:
            if self.choices.heads_explicit:
                self.drafts.append(Draft(order, self.voice.renumber([name], [new.label]) + self.voice.full_stop, [new]))
            else:
                self.adjusts = True

    # come

    def _came(self, at: int, entering: set[int], before: dict[int, float]) -> int:
        """The heading at `at`, with headings and new articles right behind it; returns the place after them."""
        blocks = self.pairs.new.blocks
        group = [blocks[at]]
        stop = at + 1
        if blocks[at].kind != Kind.HEADING:
            while stop < len(blocks) and (id(blocks[stop]) in entering or self._is_new_head(blocks[stop])):
                group.append(blocks[stop])
                stop += 1
        while group[-1].kind in CONTAINERS and len(group) > 1:
            group.pop()
            stop -= 1
        head = group[0]
        self.taken |= {id(block) for block in group if block.kind == Kind.ARTICLE}
        order = (before[id(head)], self.pairs.new.place[id(head)])
        anchor = ""
        if len(group) == 1 and stop < len(blocks):
            known = self._next_known(stop)
            goes_on = self._goes_on(known, at)
            if goes_on is not None:
                self._adopt(at)
            anchor = self._name_of(goes_on or known)
        language = self.pairs.new.document.language
        lines = [
            line
            for block in group
            for line in (
                lines_of_block(block, language) if block.kind == Kind.ARTICLE else [self._head_line(block, language)]
            )
        ]
        self.voice.about = head.label or head.heading
        self.drafts.append(Draft(order, self.voice.add_heading(head.kind, head.label, lines, anchor), list(group)))
        return stop

    def _goes_on(self, known: Provision | None, at: int) -> Provision | None:
        """The old heading of the article `known`, if it lives on behind the new heading at `at` and so must stand behind it."""
        head = self.pairs.old.head_of.get(id(known)) if known is not None and known.kind == Kind.ARTICLE else None
        new = self.pairs.new_of.get(id(head)) if head is not None else None
        return (
            head if new is not None and head is not None and head.label and self.pairs.new.place[id(new)] > at else None
        )

    def _adopt(self, at: int) -> None:
        """Articles of the old text that go under the new heading at `at`."""
        for block in self.pairs.new.held(self.pairs.new.blocks[at]):
            if block.kind in CONTAINERS:
                return
            if id(block) in self.pairs.old_of:
                self.adopted[id(block)] = self.pairs.new.blocks[at]

    def _is_new_head(self, block: Provision) -> bool:
        return block.kind in CONTAINERS and block.kind != Kind.HEADING and id(block) not in self.pairs.old_of

    def _next_known(self, at: int) -> Provision | None:
        """The first block from `at` on that was in the old text too."""
        for block in self.pairs.new.blocks[at:]:
            old = self.pairs.old_of.get(id(block))
            if old is not None:
                return old
            if block.kind == Kind.ARTICLE:
                return None
        return None

    def _name_of(self, old: Provision | None) -> str:
        if old is None:
            return ""
        return old.label if old.kind == Kind.ARTICLE else self.pairs.old.name(old)

    @staticmethod
    def _head_line(block: Provision, language: Script) -> str:
        return lines_of_block(Provision(block.kind, block.label, block.heading), language)[0]
