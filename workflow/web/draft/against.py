"""What a text that is not saved yet would change: its provisions matched by content with those of the saved text."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle import storing
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.memory import Memory
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.text.comparing.compare import Change, Fate, compare
from workflow.text.tree import Document, Kind
from workflow.text.units import Unit, units
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Against:
    """What saving a text on top of another one would do.

    changes     every provision that differs, in the order of the new text; those only renumbered stand in `renumbered`
    kept        articles that are the same ones as before, whatever they say now: what hangs on them stays
    reworded    how many of those say something else now
    new, gone   articles that were not there before, and that are there no more
    """

    changes: list[Change]
    renumbered: list[Change]
    kept: int
    reworded: int
    new: int
    gone: int


def against(db: Session, edition: Edition, language: Language, base: Snapshot, text: str) -> Against:
    """What `text` would change in `base`, the newest saved text of the edition in that language."""
    name = (str(db.get_bind().engine.url), base.id, hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    found = _kept.get(name)
    if found is None:
        before = texts.tree_of(db, base)
        found = _against(before, storing.would_be(db, edition, language, text, base))
        _kept.put(name, found)
    return found


_kept: Memory[Against] = Memory(8)


def _against(before: Document, after: Document) -> Against:
    differing = [one for one in compare(before, after).changes if not one.is_unchanged]
    renumbered = [one for one in differing if set(one.kinds) <= {Fate.RENUMBERED}]
    old, new = _articles(before), _articles(after)
    kept = old.keys() & new.keys()
    return Against(
        changes=[one for one in differing if set(one.kinds) - {Fate.RENUMBERED}],
        renumbered=renumbered,
        kept=len(kept),
        reworded=sum(old[key].folded != new[key].folded for key in kept),
        new=len(new) - len(kept),
        gone=len(old) - len(kept),
    )


def _articles(document: Document) -> dict[str, Unit]:
    return {one.key: one for one in units(document) if one.kind == Kind.ARTICLE}
