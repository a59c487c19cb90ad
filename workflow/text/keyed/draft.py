"""The shared draft: acts of several people carried out on one row of blocks, each made on the version its writer had seen.

What others did meanwhile is followed by key: words put against a block that was cut in two or joined to another go where
its words went; a block that somebody moves is the block that somebody else types in. Pure values; who keeps the draft
holds one lock an edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from workflow.text.keyed.blocks import Block, Content, joined
from workflow.text.keyed.operations import (
    Answer,
    Batch,
    Clash,
    Gone,
    Join,
    Level,
    Operation,
    Place,
    Put,
    Refused,
    Remove,
    Removed,
    Since,
    Split,
    Told,
    Unseen,
)
from workflow.text.keyed.weaving import cut, place_of, weave
from workflow.text.tree import LISTED, Kind


@dataclass(frozen=True, slots=True)
class _Way:
    """What happened to where words are: at `version`, the words of `key` from a cut on, or all of them, went to `to`."""

    version: int
    kind: Literal["split", "join"]
    key: str
    to: str


@dataclass(slots=True)
class Draft:
    """The shared draft: its blocks by key, their order, and what is needed to follow words that went elsewhere.

    by       who wrote in each block last
    changed  the version at which each block became what it is
    """

    blocks: dict[str, Block] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    version: int = 0
    by: dict[str, str] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    ways: list[_Way] = field(default_factory=list)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Draft:
        """A draft that begins as these blocks are."""
        known = {block.key: block for block in blocks}
        return cls(known, list(known))

    def row(self) -> tuple[Block, ...]:
        """Its blocks in order."""
        return tuple(self.blocks[key] for key in self.order)

    def since(self, version: int) -> Since:
        """What somebody who has `version` has to be told."""
        new = (self.blocks[key] for key in self.order if self.changed.get(key, 0) > version)
        return Since(self.version, tuple(self.order), tuple(new))

    def take(self, batch: Batch) -> Answer:
        """Carry out a batch; one that comes again gets the answer it had. Raises Refused, and then nothing is changed."""
        known = self.answers.get((batch.client, batch.nonce))
        if known is not None:
            return known
        if not 0 <= batch.version <= self.version:
            raise Refused(f"version {batch.version}")
        work = _Work(self, batch)
        for operation in batch.operations:
            work.do(operation)
        return work.done()


class _Work:
    """One batch on a copy of the draft, which is taken over when all of it is carried out."""

    def __init__(self, draft: Draft, batch: Batch) -> None:
        self.draft = draft
        self.batch = batch
        self.blocks = dict(draft.blocks)
        self.order = list(draft.order)
        self.by = dict(draft.by)
        self.gone = dict(draft.gone)
        self.ways: list[_Way] = []
        self.told: list[Told] = []
        self.chains: dict[str, list[str]] = {}  # where the words are of what the sender calls so
        self.dead: dict[str, Block | None] = {}  # blocks that are removed, as their sender has them

    def do(self, operation: Operation) -> None:
        match operation:
            case Put():
                self._put(operation)
            case Place():
                self._place(operation)
            case Remove():
                self._remove(operation)
            case Split():
                self._split(operation)
            case Join():
                self._join(operation)
            case Level():
                self._level(operation)

    def done(self) -> Answer:
        draft, batch = self.draft, self.batch
        draft.version += 1
        for key, block in self.blocks.items():
            if draft.blocks.get(key) != block:
                draft.changed[key] = draft.version
        draft.blocks, draft.order, draft.by, draft.gone = self.blocks, self.order, self.by, self.gone
        draft.ways += self.ways
        removed = (Removed(key, self.gone[key].by, mine) for key, mine in self.dead.items())
        answer = Answer(draft.version, (*self.told, *removed))
        draft.answers[batch.client, batch.nonce] = answer
        return answer

    # following words

    def _chain(self, key: str) -> list[str]:
        """The blocks that have the words of `key` as its sender saw it, in their order; [] when it was removed."""
        if key not in self.chains:
            if key not in self.blocks and key not in self.gone:
                raise Refused(f"no block {key}")
            chain = [key]
            for way in (*self.draft.ways, *self.ways):
                if way.version > self.batch.version and way.key in chain:
                    at = chain.index(way.key)
                    chain[at : at + 1] = [way.key, way.to] if way.kind == "split" else [way.to]
            self.chains[key] = list(dict.fromkeys(chain))
        return [one for one in self.chains[key] if one in self.blocks]

    def _live(self, after: str) -> str:
        """Behind which block something comes that was to come behind `after`."""
        if after and after not in self.blocks and after not in self.gone:
            raise Refused(f"no block {after}")
        seen: set[str] = set()
        while after and after not in self.blocks:
            if after in seen:
                return ""
            seen.add(after)
            chain = self._chain(after)
            after = chain[-1] if chain else self.gone[after].before
        return after

    def _insert(self, key: str, after: str) -> None:
        after = self._live(after)
        self.order.insert(self.order.index(after) + 1 if after else 0, key)

    def _take_out(self, key: str) -> None:
        at = self.order.index(key)
        self.gone[key] = Gone(self.order[at - 1] if at else "", self.batch.who, self.blocks[key])
        del self.order[at], self.blocks[key]

    def _is_removed(self, key: str) -> bool:
        """Whether nothing is left of a block; then its sender is told."""
        if self._chain(key):
            return False
        self.dead.setdefault(self.chains[key][-1], None)
        return True

    def _was(self, key: str) -> Block:
        """A removed block as its sender has it, or as it was removed."""
        return self.dead.get(key) or self.gone[key].block

    def _reword_removed(self, sent: Block, now: Block) -> None:
        """What a sender writes in a removed block is kept for them, in the words that it was removed with."""
        chain = self.chains[now.key]
        ghosts = [self._was(one) for one in chain]
        woven = weave(sent.content, now.content, [one.content for one in ghosts])
        for one, content in zip(ghosts, woven.contents, strict=True):
            self.dead[one.key] = replace(one, content=content)
        last = self._was(chain[-1])
        if last.key == now.key:
            heading = weave(_words(sent.heading), _words(now.heading), [_words(last.heading)]).contents[0]
            rows = _cells(sent, now, last)[0]
            self.dead[last.key] = replace(now, content=last.content, heading=_plain(heading), rows=rows)
        elif now.heading != sent.heading:
            words = weave(_words(sent.heading), _words(now.heading), [last.content]).contents[0]
            self.dead[last.key] = replace(last, content=words)

    def _split_removed(self, act: Split) -> None:
        chain = self.chains[act.key]
        ghosts = [self._was(one) for one in chain]
        which, at = place_of(act.sent, act.at, [one.content for one in ghosts])
        was = ghosts[which]
        left, right = cut(was.content, at)
        self.dead[was.key] = replace(was, content=left)
        self.dead[act.new] = _second(was, act.new, right)
        self.gone[act.new] = Gone(was.key, self.gone[was.key].by, _second(was, act.new, right))
        self.chains[act.key], self.chains[act.new] = chain[: which + 1], [act.new, *chain[which + 1 :]]

    def _join_removed(self, act: Join) -> None:
        one, other = self.chains[act.into][-1], self.chains[act.key][0]
        if one == other:
            return
        into, gone = self._was(one), self._was(other)
        self.dead[one] = replace(into, content=joined(into.content, _words(gone.heading), gone.content))
        self.dead.pop(other, None)
        for chain in self.chains.values():
            if other in chain:
                chain[chain.index(other)] = one

    # the acts

    def _put(self, act: Put) -> None:
        key = act.now.key
        sent = act.sent
        if sent is None and not (act.back and key in self.blocks):
            if key in self.blocks or (key in self.gone and not act.back):
                raise Refused(f"key {key} is there already")
            self._insert(key, act.after)
            self.blocks[key], self.by[key] = act.now, self.batch.who
            self.chains[key] = [key]
            return
        if sent is None:  # somebody else put it back before
            sent = self.gone[key].block if key in self.gone else replace(act.now, content=(), heading="")
            self.chains[key] = [key]
        if self._is_removed(key):
            self._reword_removed(sent, act.now)
        else:
            self._reword(sent, act.now)

    def _reword(self, sent: Block, now: Block) -> None:
        key = now.key
        chain = self._chain(key)
        heads = [self.blocks[one] for one in chain]
        woven = weave(sent.content, now.content, [one.content for one in heads])
        for one, content in zip(heads, woven.contents, strict=True):
            self._write(replace(one, content=content))
        head = self.blocks[key if key in chain else chain[0]]
        clash = woven.clash
        if head.key == key:
            clash = self._fields(sent, now, head) or clash
        elif now.heading != sent.heading:  # it went where the words went
            head = self.blocks[chain[-1]]
            words = weave(_words(sent.heading), _words(now.heading), [head.content])
            self._write(replace(head, content=words.contents[0]))
        if clash:
            self.told.append(Clash(head.key, sent, now, heads[chain.index(head.key)], self.by.get(head.key, "")))
        for key, before in zip(chain, heads, strict=True):
            if self.blocks[key] != before:
                self.by[key] = self.batch.who

    def _fields(self, sent: Block, now: Block, head: Block) -> bool:
        """What a block says besides its words: taken where it was changed; whether both changed it."""
        changed = {
            name: getattr(now, name)
            for name in ("kind", "label", "fixed", "between", "continues", "roman", "level")
            if getattr(now, name) != getattr(sent, name)
        }
        heading = weave(_words(sent.heading), _words(now.heading), [_words(head.heading)])
        rows, clash = _cells(sent, now, head)
        self._write(replace(head, heading=_plain(heading.contents[0]), rows=rows, **changed))
        return heading.clash or clash

    def _write(self, block: Block) -> None:
        self.blocks[block.key] = block

    def _place(self, act: Place) -> None:
        if act.key not in self.blocks:
            self._is_removed(act.key)
            return
        after = self._live(act.after)
        if after != act.key:
            self.order.remove(act.key)
            self._insert(act.key, after)

    def _remove(self, act: Remove) -> None:
        sent = act.sent
        chain = self._chain(sent.key)
        if not chain:
            return  # somebody else did it
        heads = [self.blocks[one] for one in chain]
        # Where it was joined to another, its heading went with its words.
        seen = sent.content if sent.key in chain else joined(_words(sent.heading), sent.content)
        woven = weave(seen, (), [one.content for one in heads])
        if chain == [sent.key]:
            same = (heads[0].heading, heads[0].rows) == (sent.heading, sent.rows)
            if same and not any(woven.contents):
                self._take_out(sent.key)
            else:
                self.told.append(Unseen(sent.key, self.by.get(sent.key, "")))
            return
        for one, content in zip(heads, woven.contents, strict=True):  # its words go, others' words beside them stay
            if content or one.heading or one.rows or content == one.content:
                self._write(replace(one, content=content))
            else:
                self._take_out(one.key)

    def _split(self, act: Split) -> None:
        if act.new in self.blocks or act.new in self.gone:
            raise Refused(f"key {act.new} is there already")
        if self._is_removed(act.key):
            self._split_removed(act)
            return
        chain = self._chain(act.key)
        which, at = place_of(act.sent, act.at, [self.blocks[one].content for one in chain])
        block = self.blocks[chain[which]]
        left, right = cut(block.content, at)
        self._write(replace(block, content=left))
        self.blocks[act.new] = _second(block, act.new, right)
        self.order.insert(self.order.index(block.key) + 1, act.new)
        self.by[act.new] = self.batch.who
        self.ways.append(_Way(self.draft.version + 1, "split", block.key, act.new))
        for key, other in self.chains.items():
            if key != act.key and block.key in other:
                other.insert(other.index(block.key) + 1, act.new)
        self.chains[act.key], self.chains[act.new] = chain[: which + 1], [act.new, *chain[which + 1 :]]

    def _join(self, act: Join) -> None:
        if act.key == act.into:
            raise Refused("joined to itself")
        mine, into = self._chain(act.key), self._chain(act.into)
        if not mine and not into:
            self._join_removed(act)
            return
        if mine and into and mine[0] not in into:
            target, gone = self.blocks[into[-1]], self.blocks[mine[0]]
            if Kind.TABLE in (target.kind, gone.kind):
                raise Refused("a table is joined to nothing")
            self._write(replace(target, content=joined(target.content, _words(gone.heading), gone.content)))
            self._take_out(gone.key)
            self.by[target.key] = self.batch.who
            self.ways.append(_Way(self.draft.version + 1, "join", gone.key, target.key))
            for chain in self.chains.values():
                if gone.key in chain:
                    chain[chain.index(gone.key)] = target.key
        self.chains[act.into] = list(dict.fromkeys((*into, *self._chain(act.key))))

    def _level(self, act: Level) -> None:
        if act.key not in self.blocks:
            self._is_removed(act.key)
            return
        block = self.blocks[act.key]
        kind = (Kind.ITEM if act.level < 2 else Kind.SUBITEM) if block.kind in LISTED else block.kind
        if (kind, act.level) != (block.kind, block.level):
            label = "" if block.kind in LISTED else block.label
            self._write(replace(block, kind=kind, level=act.level, label=label, fixed=False, continues=False))


def _second(block: Block, key: str, content: Content) -> Block:
    """What stands behind a cut: an article is followed by an article, words by words."""
    kind = Kind.PARAGRAPH if block.kind in (Kind.PREAMBLE, Kind.ANNEX) else block.kind
    return Block(key, kind, content=content, level=block.level, roman=block.roman)


def _words(words: str) -> Content:
    return (words,) if words else ()


def _plain(content: Content) -> str:
    return "".join(piece for piece in content if isinstance(piece, str))


def _cells(sent: Block, now: Block, head: Block) -> tuple[tuple[tuple[Content, ...], ...], bool]:
    """The cells of a table, cell by cell where it kept its shape; whether both changed the shape, or one cell."""
    if now.rows == sent.rows or now.rows == head.rows:
        return head.rows, False
    if head.rows == sent.rows:
        return now.rows, False
    shapes = [[len(cells) for cells in block.rows] for block in (sent, now, head)]
    if shapes[0] != shapes[1] or shapes[0] != shapes[2]:
        return head.rows, True
    clash, rows = False, []
    for three in zip(sent.rows, now.rows, head.rows, strict=True):
        cells = [weave(was, mine, [yours]) for was, mine, yours in zip(*three, strict=True)]
        clash = clash or any(cell.clash for cell in cells)
        rows.append(tuple(cell.contents[0] for cell in cells))
    return tuple(rows), clash
