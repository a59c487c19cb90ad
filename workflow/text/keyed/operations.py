"""What people do to a row of blocks: put, place, remove, split, join, level; and what they are told of it. Frozen values.

An act names the version that its writer had seen, and its words name what they were made from.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow.text.keyed.blocks import Block, Content


@dataclass(frozen=True, slots=True)
class Put:
    """Words, and what else a block says: `now` for what was last `sent`; None for a new block, which comes behind `after`.

    back  a block that somebody removed is put back with these words
    """

    now: Block
    sent: Block | None = None
    after: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A block is moved behind `after`; "" for the beginning."""

    key: str
    after: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A block is taken out, as its remover saw it."""

    sent: Block


@dataclass(frozen=True, slots=True)
class Split:
    """A block is cut behind so many signs of the words that were seen; what stands behind is the block `new`."""

    key: str
    sent: Content
    at: int
    new: str


@dataclass(frozen=True, slots=True)
class Join:
    """The words of a block go behind those of the block `into`, and the block is gone."""

    key: str
    into: str


@dataclass(frozen=True, slots=True)
class Level:
    """A list unit stands so deep, a paragraph in so deep a unit."""

    key: str
    level: int


Operation = Put | Place | Remove | Split | Join | Level


@dataclass(frozen=True, slots=True)
class Batch:
    """What one client sends at once: made on `version`, by `who`; `nonce` tells it from every other, sent again or not."""

    client: str
    who: str
    version: int
    nonce: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """An act on a block that `by` removed meanwhile. `mine` is what its writer has of it: put back with my words, or let go.

    mine  None where nothing was written in it
    """

    key: str
    by: str
    mine: Block | None = None


@dataclass(frozen=True, slots=True)
class Unseen:
    """A block that was not removed: `by` wrote words in it that its remover has not seen."""

    key: str
    by: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed the same words: both wordings stand there. What was sent, what it became, what `by` made of it."""

    key: str
    base: Block
    ours: Block
    theirs: Block
    by: str


Told = Removed | Unseen | Clash


class Refused(Exception):
    """An act that nobody can have meant: a key that is there already, a version that is not yet, a block of nobody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a batch: the version it made, and what its sender is told."""

    version: int
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A block that was removed or joined: what stood before it, who did it, and what it was."""

    before: str
    by: str
    block: Block


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a version: the order of all blocks, and those that are not as they were."""

    version: int
    order: tuple[str, ...]
    blocks: tuple[Block, ...]
