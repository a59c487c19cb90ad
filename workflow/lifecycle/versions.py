"""The texts of a regulation that somebody may set side by side: the saves of its editions, as far as they may be seen.

A text is seen as on every other page: while it is drafted, what is between two rounds is the drafters' own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from workflow.records.regulation import Edition
from workflow.records.review import Round
from workflow.records.snapshot import Snapshot
from workflow.rules.permissions import WORKSHOP
from workflow.rules.roles import Role
from workflow.rules.states import State

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


def versions(db: Session, editions: Sequence[Edition], language: str, roles: Collection[Role]) -> list[Version]:
    """The texts in `language` that somebody with `roles` may see of `editions`, which they may read; the newest first.

    Drafters see every save; others in the workshop what was put before them in a round and what stands now; whoever
    else reads an edition, what stands now.
    """
    by_edition = {one.id or 0: one for one in editions}
    saves: dict[int, list[tuple[int, int, datetime]]] = {one: [] for one in by_edition}
    rows = select(Snapshot.id, Snapshot.edition_id, Snapshot.number, Snapshot.at).where(
        col(Snapshot.edition_id).in_(by_edition), Snapshot.language == language
    )
    for identity, edition_id, number, at in db.exec(rows.order_by(col(Snapshot.number))):
        saves[edition_id].append((identity or 0, number, at))
    rounds: dict[int, list[Round]] = {one: [] for one in by_edition}
    for one in db.exec(select(Round).where(col(Round.edition_id).in_(by_edition)).order_by(col(Round.number))):
        rounds[one.edition_id].append(one)
    found: list[Version] = []
    for edition in sorted(editions, key=lambda one: one.number, reverse=True):
        found += _of(edition, saves[edition.id or 0], rounds[edition.id or 0], roles)
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


def _of(
    edition: Edition, saves: list[tuple[int, int, datetime]], rounds: list[Round], roles: Collection[Role]
) -> list[Version]:
    """The texts of one edition, the newest first."""
    if Role.DRAFTER not in roles and edition.state in (State.DRAFTING, State.RETURNED):
        saves = [one for one in saves if rounds and one[2] <= rounds[-1].at]
    shown: dict[int, int] = {}  # place of a save → the round that put it before the reviewers
    for opened in rounds:
        heads = [at for at, save in enumerate(saves) if save[0] == opened.head_id]
        # The other language went along as it stood then.
        place = max(heads or (at for at, save in enumerate(saves) if save[2] <= opened.at), default=None)
        if place is not None:
            shown[place] = opened.number
    last = len(saves) - 1
    return [
        Version(identity, edition, number, at, shown.get(place, 0), place == last)
        for place, (identity, number, at) in reversed(list(enumerate(saves)))
        if Role.DRAFTER in roles or place == last or (place in shown and not WORKSHOP.isdisjoint(roles))
    ]
