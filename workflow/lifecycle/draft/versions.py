"""The texts of a regulation that somebody may set side by side: the saves of its editions, as far as they may be seen.

A text is seen as on every other page: while it is drafted, what is between two rounds is the drafters' own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from workflow.lifecycle.facts.submitted import courses_of, papers_were_sent
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.visibility import Reader
from workflow.words import Language

#: Longer than any chain of saves that people make; a circle cannot be, and would end here.
_MOST_SAVES = 10_000


@dataclass(frozen=True, slots=True)
class Version:
    """One saved text, without its words.

    number  which save of its edition and language it is, from 1
    round   the last review round that put it before the reviewers; 0 for none
    newest  True for the newest text of its edition that this person may see
    """

    id: int
    edition: Edition
    number: int
    at: datetime
    round: int
    newest: bool


def versions(db: Session, editions: Sequence[Edition], language: Language, reader: Reader) -> list[Version]:
    """The texts in `language` that `reader` may see of `editions`, the newest first.

    Drafters see every save; others in the workshop what was put before them in a round and what stands now; whoever
    else reads an edition, what stands now.
    """
    courses = courses_of(db, list(editions))
    found: list[Version] = []
    for edition in sorted(editions, key=lambda one: one.number, reverse=True):
        course = courses[edition.id]
        seen = course.readable(reader, language, papers_sent=papers_were_sent(db, edition, reader))
        found += [
            Version(one.id, edition, one.number, one.at, course.rounds.get(one.id, 0), one is seen[-1])
            for one in reversed(seen)
        ]
    return found


def writers(db: Session, before: int, after: int) -> frozenset[int]:
    """The people who wrote what stands between two texts; nobody when the later one did not grow out of the earlier.

    before, after  the numbers of the rows. A text taken over from another edition as it was is nobody's writing.
    """
    found: set[int] = set()
    at, words, author = after, "", 0
    for _ in range(_MOST_SAVES):
        row = select(Snapshot.parent_id, Snapshot.fingerprint, Snapshot.author_id).where(Snapshot.id == at)
        parent, fingerprint, by = db.exec(row).one()
        if author and fingerprint != words:
            found.add(author)
        if at == before:
            return frozenset(found)
        if parent is None:
            break
        at, words, author = parent, fingerprint, by
    return frozenset()
