"""Which block of the old text is which of the new one, for the writer of a decision: articles, headings, annexes."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.said.body import rank
from workflow.text.comparing.align import align
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import lines_of, units

_FRONT = (Kind.TITLE, Kind.NOTE, Kind.TOC)


@dataclass(slots=True)
class Side:
    """One text as a row of its own provisions (no copies), headings before what they hold.

    front     title, notes and contents that open the text
    articles  those of the body, in order
    heads     headings of the body, in order
    annexes   annexes
    head_of   the heading an article stands under, by id
    parent    the heading above a heading, by id
    """

    document: Document
    blocks: list[Provision] = field(default_factory=list)
    front: list[Provision] = field(default_factory=list)
    articles: list[Provision] = field(default_factory=list)
    heads: list[Provision] = field(default_factory=list)
    annexes: list[Provision] = field(default_factory=list)
    head_of: dict[int, Provision | None] = field(default_factory=dict)
    parent: dict[int, Provision | None] = field(default_factory=dict)
    place: dict[int, int] = field(default_factory=dict)

    def loose(self) -> list[Provision]:
        """Blocks of the body that are neither front, preamble, signature, heading nor article."""
        known = {id(block) for block in self.front}
        kinds = CONTAINERS | {Kind.ARTICLE, Kind.PREAMBLE, Kind.SIGNATURE}
        return [block for block in self.blocks if block.kind not in kinds and id(block) not in known]

    def one(self, kind: Kind) -> Provision | None:
        """The only block of `kind` outside the annexes, if there is one."""
        return next((block for block in self.blocks if block.kind == kind), None)

    def held(self, head: Provision) -> list[Provision]:
        """What stands under `head`, up to the next heading of its rank or above."""
        start = self.place[id(head)] + 1
        stop = start
        while (
            stop < len(self.blocks)
            and rank(self.blocks[stop]) > rank(head)
            and self.blocks[stop].kind != Kind.SIGNATURE
        ):
            stop += 1
        return self.blocks[start:stop]

    def name(self, head: Provision) -> str:
        """How a decision names a heading: 第三章, 第三章第二节."""
        above = self.parent.get(id(head))
        if head.kind == Kind.SECTION and above is not None and above.kind == Kind.CHAPTER:
            return above.label + head.label
        return head.label


def side(document: Document) -> Side:
    """`document` as a row of blocks."""
    found = Side(document)
    for child in document.root.children:
        if child.kind in _FRONT and len(found.front) == len(found.blocks):
            found.front.append(child)
        if child.kind == Kind.ANNEX:
            found.annexes.append(child)
        else:
            _walk(child, None, found)
    found.place = {id(block): k for k, block in enumerate(found.blocks)}
    return found


def _walk(block: Provision, head: Provision | None, found: Side) -> None:
    found.blocks.append(block)
    if block.kind == Kind.ARTICLE:
        found.articles.append(block)
        found.head_of[id(block)] = head
    if block.kind in CONTAINERS:
        found.heads.append(block)
        found.parent[id(block)] = head
        for child in block.children:
            _walk(child, block, found)


@dataclass(slots=True)
class Pairs:
    """Partners across the two texts, by id of the provision.

    new_of, old_of   articles, headings and annexes that live on, one to one
    merged           new article: all the old ones it was made of
    split            old article: all the new ones it became
    moved            old articles that change their place among the others
    """

    old: Side
    new: Side
    new_of: dict[int, Provision] = field(default_factory=dict)
    old_of: dict[int, Provision] = field(default_factory=dict)
    merged: dict[int, list[Provision]] = field(default_factory=dict)
    split: dict[int, list[Provision]] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)

    def tie(self, old: Provision, new: Provision) -> None:
        self.new_of[id(old)] = new
        self.old_of[id(new)] = old


def pair(old: Document, new: Document) -> Pairs:
    """Pairs the two texts as the comparison does."""
    found = Pairs(side(old), side(new))
    olds, news = units(old), units(new)
    mine = {id(block) for block in (*found.old.articles, *found.old.heads, *found.old.annexes)}
    yours = {id(block) for block in (*found.new.articles, *found.new.heads, *found.new.annexes)}
    for one in align(olds, news):
        i, j = one.main
        before, after = olds[i].provision, news[j].provision
        if id(before) not in mine or id(after) not in yours or before.kind != after.kind:
            continue
        gave = [olds[k].provision for k in one.old if id(olds[k].provision) in mine]
        came = [news[k].provision for k in one.new if id(news[k].provision) in yours]
        if len(gave) > 1 and len(came) == 1:
            before = min(gave, key=lambda block: found.old.place[id(block)])
            found.merged[id(after)] = sorted(gave, key=lambda block: found.old.place[id(block)])
        elif len(came) > 1 and len(gave) == 1:
            after = min(came, key=lambda block: found.new.place[id(block)])
            found.split[id(before)] = sorted(came, key=lambda block: found.new.place[id(block)])
        found.tie(before, after)
    _tie_headings(found)
    _untie_crossing(found)
    _mark_moved(found)
    return found


def _tie_headings(pairs: Pairs) -> None:
    """A clause that is a heading alone lives on where what stands behind it does, or its number: its words say little."""
    olds, news = pairs.old.articles, pairs.new.articles
    alone = [block for block in olds if _is_heading_alone(block)]
    was = {id(block): pairs.new_of.pop(id(block), None) for block in alone}
    for partner in was.values():
        if partner is not None:
            del pairs.old_of[id(partner)]
    free = {id(block): block for block in news if _is_heading_alone(block) and id(block) not in pairs.old_of}
    at = {id(block): k for k, block in enumerate(news)}
    labels = {block.label: block for block in free.values()}
    for k in range(len(olds) - 1, -1, -1):
        if id(olds[k]) not in was:
            continue
        behind = pairs.new_of.get(id(olds[k + 1])) if k + 1 < len(olds) else None
        place = at[id(behind)] if behind is not None else 0
        wanted = [news[place - 1] if place else None, labels.get(olds[k].label), was[id(olds[k])]]
        found = next((one for one in wanted if one is not None and id(one) in free), None)
        if found is not None:
            pairs.tie(olds[k], free.pop(id(found)))


def _is_heading_alone(block: Provision) -> bool:
    return bool(block.heading) and not block.children


def _untie_crossing(pairs: Pairs) -> None:
    """Headings that change places with each other are taken as gone and come anew."""
    for olds, news in ((pairs.old.heads, pairs.new.heads), (pairs.old.annexes, pairs.new.annexes)):
        at = {id(block): k for k, block in enumerate(news)}
        tied = [
            (k, at[id(pairs.new_of[id(block)])], 1.0 + len(block.heading))
            for k, block in enumerate(olds)
            if id(block) in pairs.new_of
        ]
        kept = {tied[link][0] for link in heaviest_chain(tied)}
        for k, _, _ in tied:
            if k not in kept:
                partner = pairs.new_of.pop(id(olds[k]))
                del pairs.old_of[id(partner)]


def _mark_moved(pairs: Pairs) -> None:
    at = {id(block): k for k, block in enumerate(pairs.new.articles)}
    links = [
        (k, at[id(pairs.new_of[id(block)])], _steadiness(pairs, block, pairs.new_of[id(block)]))
        for k, block in enumerate(pairs.old.articles)
        if id(block) in pairs.new_of
    ]
    kept = {links[link][0] for link in heaviest_chain(links)}
    pairs.moved = {id(pairs.old.articles[k]) for k, _, _ in links if k not in kept}


def _steadiness(pairs: Pairs, old: Provision, new: Provision) -> float:
    """How much speaks for saying that others moved: its number stays unsaid, its heading is the same."""
    head, under = pairs.old.head_of.get(id(old)), pairs.new.head_of.get(id(new))
    same_head = (pairs.new_of.get(id(head)) if head is not None else None) is under
    return (1000.0 if _keeps_number(old, new) else 1.0) * (1.0 if same_head else 0.5)


def _keeps_number(old: Provision, new: Provision) -> bool:
    """Whether a decision says no number for the article, so that the reader leaves it where it is."""
    return old.label == new.label or lines_of(old) == lines_of(new)
