"""Clients that edit one draft, each a plain list of blocks with acts that were not sent yet; and what became of every sign."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from workflow.text.keyed.blocks import Block, spelled
from workflow.text.keyed.draft import Draft
from workflow.text.keyed.operations import (
    Batch,
    Join,
    Level,
    Operation,
    Place,
    Put,
    Remove,
    Removed,
    Split,
    Unseen,
)
from workflow.text.tree import LISTED, Kind

KINDS = (
    "type",
    "erase",
    "replace",
    "caption",
    "cell",
    "split",
    "join",
    "move",
    "remove",
    "level",
    "new",
    "offline",
    "again",
)
_WEIGHTS = (24, 8, 6, 4, 3, 8, 7, 8, 6, 4, 6, 4, 4)
_SPANS = ((0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBE0), (0x30000, 0x323AF))


@dataclass(slots=True)
class Tally:
    """What histories came to: acts by kind, what people were told, and what must be 0.

    Told and not judged: `back`, signs that somebody took out and that are there though nobody put them back; `doubled`, signs
    that stand there twice, because two people put back what a third removed, one of them after having cut it in two.
    """

    acts: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    typed: int = 0
    lost: int = 0
    twice: int = 0
    unequal: int = 0
    back: int = 0
    doubled: int = 0

    def add(self, other: Tally) -> None:
        self.acts += other.acts
        self.told += other.told
        for name in ("typed", "lost", "twice", "unequal", "back", "doubled"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Signs:
    """Signs, each once in a history, and what people meant to become of them."""

    free: Iterator[str]
    typed: set[str] = field(default_factory=set)
    taken_out: set[str] = field(default_factory=set)
    put_back: set[str] = field(default_factory=set)

    def some(self, number: int) -> str:
        words = "".join(next(self.free) for _ in range(number))
        self.typed.update(words)
        return words


def words_of(block: Block) -> str:
    """Every sign a block has: heading, words, cells."""
    return block.heading + "".join(spelled(content) for content in block.contents())


class Client:
    """One window: what it had from the server, what it shows, and what it has not sent."""

    def __init__(self, name: str, draft: Draft, chance: random.Random, signs: Signs) -> None:
        self.name, self.draft, self.chance, self.signs = name, draft, chance, signs
        self.version = draft.version
        self.base = dict(draft.blocks)
        self.shown: list[Block] = list(draft.row())
        self.waiting: list[Operation] = []
        self.offline = 0
        self.numbers = count()
        self.repeats = False

    # what a person does

    def act(self, kind: str) -> bool:
        """One act; False where nothing here lends itself to it."""
        return getattr(self, f"_{kind}")()

    def _some(self, fits: Callable[[Block], bool]) -> int:
        places = [at for at, block in enumerate(self.shown) if fits(block)]
        return self.chance.choice(places) if places else -1

    def _reword(self, at: int, now: Block) -> bool:
        self.waiting.append(Put(now, self.shown[at]))
        self._show(at, now)
        return True

    def _show(self, at: int, now: Block) -> None:
        self.shown[at] = now

    def _type(self) -> bool:
        at = self._some(_has_words)
        if at < 0:
            return False
        words = self.shown[at].words
        where = self.chance.choice((0, len(words), self.chance.randint(0, len(words))))
        new = words[:where] + self.signs.some(self.chance.randint(1, 4)) + words[where:]
        return self._reword(at, replace(self.shown[at], content=(new,)))

    def _erase(self, put: int = 0) -> bool:
        at = self._some(lambda block: _has_words(block) and len(block.words) > 1)
        if at < 0:
            return False
        words = self.shown[at].words
        start = self.chance.randrange(len(words))
        end = min(len(words), start + self.chance.randint(1, 5))
        self.signs.taken_out.update(words[start:end])
        new = words[:start] + self.signs.some(put) + words[end:]
        return self._reword(at, replace(self.shown[at], content=(new,) if new else ()))

    def _replace(self) -> bool:
        return self._erase(self.chance.randint(1, 3))

    def _caption(self) -> bool:
        at = self._some(lambda block: block.kind in (Kind.ARTICLE, Kind.CHAPTER))
        if at < 0:
            return False
        where = self.chance.randint(0, len(self.shown[at].heading))
        heading = self.shown[at].heading
        return self._reword(at, replace(self.shown[at], heading=heading[:where] + self.signs.some(1) + heading[where:]))

    def _cell(self) -> bool:
        at = self._some(lambda block: bool(block.rows))
        if at < 0:
            return False
        rows = [list(cells) for cells in self.shown[at].rows]
        cells = self.chance.choice(rows)
        column = self.chance.randrange(len(cells))
        cells[column] = (spelled(cells[column]) + self.signs.some(1),)
        return self._reword(at, replace(self.shown[at], rows=tuple(map(tuple, rows))))

    def _split(self) -> bool:
        at = self._some(_has_words)
        if at < 0:
            return False
        block, key = self.shown[at], self._key()
        where = self.chance.randint(0, len(block.words))
        left, right = block.words[:where], block.words[where:]
        self.waiting.append(Split(block.key, block.content, where, key))
        self._show(at, replace(block, content=(left,) if left else ()))
        self.shown.insert(at + 1, block)
        self._show(at + 1, Block(key, block.kind, content=(right,) if right else (), level=block.level))
        return True

    def _join(self) -> bool:
        at = self._some(_has_words)
        if at < 1 or not _has_words(self.shown[at - 1]):
            return False
        block, into = self.shown[at], self.shown[at - 1]
        words = into.words + block.heading + block.words
        self.waiting.append(Join(block.key, into.key))
        self._show(at - 1, replace(into, content=(words,) if words else ()))
        del self.shown[at]
        return True

    def _move(self) -> bool:
        block = self.shown.pop(self.chance.randrange(len(self.shown)))
        to = self.chance.randint(0, len(self.shown))
        self.waiting.append(Place(block.key, self.shown[to - 1].key if to else ""))
        self.shown.insert(to, block)
        return True

    def _remove(self) -> bool:
        if len(self.shown) < 5:
            return False
        block = self.shown.pop(self.chance.randrange(len(self.shown)))
        self.signs.taken_out.update(words_of(block))
        self.waiting.append(Remove(block))
        return True

    def _level(self) -> bool:
        at = self._some(lambda block: block.kind in LISTED)
        if at < 0:
            return False
        level = self.chance.randint(1, 3)
        self.waiting.append(Level(self.shown[at].key, level))
        self._show(at, replace(self.shown[at], level=level))
        return True

    def _new(self) -> bool:
        at = self.chance.randint(0, len(self.shown))
        kind = self.chance.choice((Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM))
        block = Block(self._key(), kind, content=(self.signs.some(3),), level=int(kind == Kind.ITEM))
        self.waiting.append(Put(block, after=self.shown[at - 1].key if at else ""))
        self.shown.insert(at, block)
        self._show(at, block)
        return True

    def _offline(self) -> bool:
        self.offline = self.chance.randint(4, 20)
        return True

    def _again(self) -> bool:
        self.repeats = True  # the answer to the next batch is lost on its way
        return True

    def _key(self) -> str:
        return f"{self.name}{next(self.numbers)}"

    # the wire

    def sync(self, told: Counter[str]) -> None:
        """Send what waits, take what changed; words for a block that is gone are put back or let go."""
        batch = Batch(self.name, self.name, self.version, self._key(), tuple(self.waiting))
        answer = self.draft.take(batch)
        if self.repeats:
            assert self.draft.take(batch) == answer
            self.repeats = False
        told.update(type(one).__name__ for one in answer.told)
        self.waiting = []
        since = self.draft.since(self.version)
        self.base |= {block.key: block for block in since.blocks}
        self.base = {key: self.base[key] for key in since.order}
        self.version, self.shown = since.version, [self.base[key] for key in since.order]
        for one in answer.told:
            if isinstance(one, Unseen):  # it was not removed after all
                self.signs.put_back.update(words_of(self.base[one.key]) if one.key in self.base else "")
            if isinstance(one, Removed) and one.mine is not None:
                self._hear(one.mine)

    def _hear(self, mine: Block) -> None:
        """Somebody else removed it meanwhile: put back with my words, or let go."""
        if self.chance.random() < 0.6:
            self.signs.put_back.update(words_of(mine))
            self.waiting.append(Put(mine, after=self.shown[-1].key if self.shown else "", back=True))
            if mine.key not in self.base:
                self.shown.append(mine)
        else:
            self.signs.taken_out.update(words_of(mine))


def _has_words(block: Block) -> bool:
    return block.kind not in (Kind.TABLE, Kind.CHAPTER)


def history(seed: int, acts: int = 60, say: Callable[[str], object] | None = None) -> Tally:
    """One history: what its three people did, and what became of what they typed."""
    chance = random.Random(seed)
    signs = Signs(chr(number) for start, end in _SPANS for number in range(start, end))
    draft = Draft.of(_beginning(signs))
    clients = [Client(name, draft, chance, signs) for name in ("甲", "乙", "丙")]
    tally = Tally()
    for _ in range(acts):
        client = chance.choice(clients)
        kind = chance.choices(KINDS, _WEIGHTS)[0]
        if client.act(kind):
            tally.acts[kind] += 1
            if say:
                say(f"{client.name} {kind}: {client.waiting[-1] if client.waiting else ''}")
        client.offline = max(0, client.offline - 1)
        if not client.offline and chance.random() < 0.3:
            if say:
                say(f"{client.name} sends {len(client.waiting)}")
            client.sync(tally.told)
    for _ in range(3):  # what is put back is sent once more
        for client in clients:
            client.sync(tally.told)
    rows = draft.row()
    there = Counter("".join(map(words_of, rows)))
    tally.typed = len(signs.typed)
    lost = signs.typed - set(there) - signs.taken_out
    if say and lost:
        say(f"lost {''.join(lost)}")
    tally.lost = len(lost)
    tally.back = len((signs.taken_out & set(there)) - signs.put_back)
    tally.doubled = sum(number - 1 for number in there.values())
    tally.twice = len(rows) - len({block.key for block in rows})
    tally.unequal = sum(tuple(client.shown) != rows for client in clients)
    return tally


def _beginning(signs: Signs) -> Iterator[Block]:
    yield Block("t", Kind.TITLE, content=(signs.some(4),))
    yield Block("c", Kind.CHAPTER, heading=signs.some(2))
    for number in range(4):
        yield Block(f"a{number}", Kind.ARTICLE, content=(signs.some(8),))
        yield Block(f"p{number}", Kind.PARAGRAPH, content=(signs.some(6),))
    for number in range(3):
        yield Block(f"i{number}", Kind.ITEM, content=(signs.some(5),), level=1)
    yield Block("b", Kind.TABLE, rows=(((signs.some(1),), (signs.some(1),)), ((signs.some(1),), (signs.some(1),))))
