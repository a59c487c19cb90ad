"""From two paired texts to the drafts of the items that lead from one to the other."""

from __future__ import annotations

from workflow.text.amending.writing.draft import Choices, Draft, lines_of_article
from workflow.text.amending.writing.frame import frame_drafts, loose_drafts
from workflow.text.amending.writing.gather import Gathering, gather
from workflow.text.amending.writing.heads import Heads
from workflow.text.amending.writing.inside import Inside, same, strings
from workflow.text.amending.writing.pairs import Pairs
from workflow.text.amending.writing.quoting import Quoting
from workflow.text.amending.writing.voice import Voice
from workflow.text.tree import Kind, Provision
from workflow.words import Script

#: Places in which articles come in, from which on one item says all of them, if they are half as many as there were.
_TOGETHER = 3
_ROW = 12  # articles of which one item says the new numbers


class Plan:
    """All drafts for one pair of texts under some choices."""

    def __init__(self, pairs: Pairs, voice: Voice, quoting: Quoting, choices: Choices) -> None:
        self.pairs = pairs
        self.quoting = quoting
        self.voice = voice
        self.choices = choices
        self.language = pairs.new.document.language
        self.heads = Heads(pairs, voice, choices)
        self.drafts: list[Draft] = []
        self.gathering = Gathering()
        self.adjusts = False  # whether the closing has to say 条文顺序作相应调整
        self._at = {id(block): k for k, block in enumerate(pairs.new.articles)}
        self._before: dict[int, float] = {}  # new block: order of what stands before it

    def read(self) -> list[Draft]:
        """The drafts in the order of the old text."""
        self._orders()
        self.drafts += frame_drafts(self.pairs, self.voice, self.quoting, self.choices)
        self.drafts += loose_drafts(self.pairs, self.voice)
        entering = {
            id(block) for block in self.pairs.new.articles if id(block) not in self.pairs.old_of
        } - self._from_splits()
        self.drafts += self.heads.read(entering, self._before)
        self._articles(entering - self.heads.taken)
        self._renumbered()
        self.drafts.sort(key=lambda draft: draft.order)
        return self.drafts

    def _orders(self) -> None:
        last = -0.5
        for block in self.pairs.new.blocks:
            old = self.pairs.old_of.get(id(block))
            if old is not None and id(old) not in self.pairs.moved:
                last = float(self.pairs.old.place[id(old)])
            self._before[id(block)] = last + 0.5

    def _from_splits(self) -> set[int]:
        return {id(block) for parts in self.pairs.split.values() for block in parts[1:]}

    def _draft(self, order: tuple[float, int], clause: str, blocks: list[Provision]) -> None:
        self.drafts.append(Draft(order, clause, blocks))

    # articles

    def _articles(self, entering: set[int]) -> None:
        self._gathered()
        merged = {id(block) for parts in self.pairs.merged.values() for block in parts}
        gone: list[Provision] = []
        for block in self.pairs.old.articles:
            new = self.pairs.new_of.get(id(block))
            if new is not None:
                self._article(block, new)
            elif id(block) not in merged and id(block) not in self.heads.gone:
                gone.append(block)
        if gone:
            labels = [block.label for block in gone]
            order = (float(self.pairs.old.place[id(gone[0])]), 0)
            self._draft(order, self.voice.delete(labels) + self.voice.full_stop, gone)
        self._entering(entering)

    def _gathered(self) -> None:
        """Exchanges that are made in several articles, each said once."""
        lists = self.voice.lists
        if self.choices.apart:
            return
        apart = {id(new) for parts in self.pairs.split.values() for new in parts} | set(self.pairs.merged)
        both = [(old, self.pairs.new_of[id(old)]) for old in self.pairs.old.articles if id(old) in self.pairs.new_of]
        eligible = [
            (old, new)
            for old, new in both
            if id(new) not in apart | self.choices.plain and old.heading == new.heading and not same(old, new)
        ]
        self.gathering = gather(self.voice, self.quoting, eligible, strings(self.pairs.old.document.root))
        for one in self.gathering.found:
            names: list[str] = []
            for (old, _), numbers in one.places:
                counted = numbers if lists is not None else []
                names += [
                    lists.paragraph("" if k else old.label, number) for k, number in enumerate(counted) if lists
                ] or [old.label]
            place = self.voice.everywhere() if one.everywhere else self.voice.places(names)
            blocks = [new for (_, new), _ in one.places]
            first = min(self.pairs.old.place[id(old)] for (old, _), _ in one.places)
            clause = self.voice.gathered(place, one.exchange) + self.voice.full_stop
            self.drafts.append(Draft((float(first), -1), clause, blocks, gathered=True))

    def _article(self, old: Provision, new: Provision) -> None:
        order = (float(self.pairs.old.place[id(old)]), 0)
        self.voice.about = new.label
        if (parts := self.pairs.merged.get(id(new))) is not None:
            olds = [part.label for part in parts]
            lines = lines_of_article(new, self.language, label=self.voice.lists is None)
            under = self._under(new) if id(new) in self.choices.moved_to | set(self.heads.adopted) else ""
            self._draft(order, self.voice.merge(olds, new.label, lines, under), [new])
            return
        if (parts := self.pairs.split.get(id(old))) is not None:
            news = [part.label for part in parts]
            lines = [line for part in parts for line in lines_of_article(part, self.language, label=True)]
            self._draft(order, self.voice.split(old.label, news, lines), parts)
            return
        moved = id(old) in self.pairs.moved or id(new) in self.heads.adopted
        changed = not (same(old, self._left(new)) and old.heading == new.heading)
        if not changed and not moved and id(new) not in self.choices.moved_to:
            if old.label != new.label:
                self.adjusts = self.adjusts or not self.choices.explicit
            return
        self._draft(order, self._changed(old, new, moved, changed), [new])

    def _left(self, new: Provision) -> Provision:
        """What an article comes to with the exchanges undone that are said for several at once."""
        return self.gathering.left.get(id(new), new)

    def _changed(self, old: Provision, new: Provision, moved: bool, changed: bool) -> str:
        """The words for one article that lives on: its move or number first, then what changed inside."""
        voice = self.voice
        lead = ""
        under = (
            self._under(new)
            if id(new) in self.choices.moved_to or id(new) in self.heads.adopted or (moved and self._is_elsewhere(new))
            else ""
        )
        if under:
            lead = voice.move(old.label, under, new.label)
        elif old.label != new.label:
            lead = voice.renumber([old.label], [new.label])
        elif moved:
            lead = voice.place_after(old.label, self._previous(new), new.label)
        if not changed:
            return lead + voice.full_stop
        if id(new) not in self.choices.plain:
            clauses = Inside(
                voice, self.quoting, "" if lead and voice.lists is not None else old.label, old, self._left(new)
            ).read()
            if clauses is not None:
                return lead + voice.also_changed(clauses) if lead else voice.sentences(clauses)
        lines = lines_of_article(
            new, self.language, label=old.heading != new.heading or self.language == Script.ENGLISH
        )
        if not lead:
            return voice.restate(old.label, lines)
        return lead + voice.also_restated(lines)

    def _under(self, new: Provision) -> str:
        """How the decision names the heading that `new` stands under, if it was there before."""
        if (fresh := self.heads.adopted.get(id(new))) is not None:
            return self.voice.new(fresh.label)
        head = self.pairs.new.head_of.get(id(new))
        old = self.pairs.old_of.get(id(head)) if head is not None else None
        return self.pairs.old.name(old) if old is not None and old.kind != Kind.HEADING else ""

    def _is_elsewhere(self, new: Provision) -> bool:
        """Whether `new` stands under another heading than the article before it."""
        at = self._at[id(new)]
        head = self.pairs.new.head_of[id(new)]
        return at > 0 and self.pairs.new.head_of[id(self.pairs.new.articles[at - 1])] is not head

    def _previous(self, new: Provision) -> str:
        at = self._at[id(new)]
        before = self.pairs.old_of.get(id(self.pairs.new.articles[at - 1])) if at else None
        return before.label if before is not None else new.label

    def _entering(self, entering: set[int]) -> None:
        """New articles, neighbours together."""
        group: list[Provision] = []
        groups: list[list[Provision]] = []
        last_head: Provision | None = None
        for block in [*self.pairs.new.articles, None]:
            head = self.pairs.new.head_of.get(id(block)) if block is not None else None
            new_group = block is None or id(block) not in entering or (group and head is not last_head)
            if group and (new_group or id(block) in self.choices.plain):
                groups.append(group)
                group = []
            if block is not None and id(block) in entering:
                group.append(block)
            last_head = head
        many = 2 * sum(map(len, groups)) >= len(self.pairs.old.articles)
        if many and len(groups) >= _TOGETHER and self.voice.lists is not None and not self.choices.explicit:
            free = [some for some in groups if not self._within(some[0]) and id(some[0]) not in self.choices.plain]
            if len(free) >= _TOGETHER:  # one item for all, where the last of them comes in
                order = (self._before[id(free[-1][0])], self.pairs.new.place[id(free[-1][0])])
                self._came([block for some in free for block in some], order)
                groups = [some for some in groups if some not in free]
        for some in groups:
            self._came(some)

    def _within(self, first: Provision) -> str:
        """The heading that new articles have to be put under in words; "" where their numbers tell."""
        return self._under(first) if self._is_elsewhere(first) or id(first) in self.choices.moved_to else ""

    def _came(self, group: list[Provision], order: tuple[float, int] | None = None) -> None:
        first = group[0]
        self.voice.about = first.label
        within = "" if order else self._within(first)
        labels = [block.label for block in group]
        if len(group) == 1:
            lines = lines_of_article(first, self.language, label=self.voice.lists is None)
        else:
            lines = [line for block in group for line in lines_of_article(block, self.language, label=True)]
        order = order or (self._before[id(first)], self.pairs.new.place[id(first)])
        self._draft(order, self.voice.add_articles(labels, lines, within), list(group))

    # numbers

    def _renumbered(self) -> None:
        """With every number said: articles that only get another one, neighbours together."""
        if not self.choices.explicit:
            return
        said = {id(block) for draft in self.drafts if not draft.gathered for block in draft.blocks}
        row: list[tuple[Provision, Provision]] = []
        for old in self.pairs.old.articles:
            new = self.pairs.new_of.get(id(old))
            if new is None or old.label == new.label or id(new) in said:
                self._say_row(row)
                row = []
            else:
                row.append((old, new))
        self._say_row(row)

    def _say_row(self, row: list[tuple[Provision, Provision]]) -> None:
        size = 1 if self.voice.lists is not None or self.choices.apart else _ROW
        for start in range(0, len(row), size):
            some = row[start : start + size]
            order = (float(self.pairs.old.place[id(some[0][0])]), 0)
            clause = self.voice.renumber([old.label for old, _ in some], [new.label for _, new in some])
            self.drafts.append(Draft(order, clause + self.voice.full_stop, [new for _, new in some], gathered=size > 1))
