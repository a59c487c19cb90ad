"""What lies on the shelf: every published text with where it stands today, and what a list says of it.

However many there are, a few statements: where each stands is worked out for all, all else only for those on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from workflow.lifecycle.facts import entries, submitted
from workflow.lifecycle.facts.adoptions import Adoption, adoptions, adoptions_ahead, never_applied
from workflow.lifecycle.facts.submitted import can_read_edition, knowable, standing_save
from workflow.records.database.families import Family, by_number
from workflow.records.entry import Entry
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.text.snapshot import ProvisionRow
from workflow.rules.states import PUBLISHED, InTime, State, holds, is_over, state_on
from workflow.rules.visibility import Reader
from workflow.text.tree import Kind
from workflow.words import Words


class Shelf(StrEnum):
    """The parts of the library, in their order."""

    IN_FORCE = "in-force"
    COMING = "coming"
    PAPERS = "papers"  # of sessions
    FORMER = "past"


SHELF_WORDS = {
    Shelf.IN_FORCE: Words("现行有效", "In force"),
    Shelf.COMING: Words("尚未施行", "Not yet in force"),
    Shelf.PAPERS: Words("会议文件", "Papers of sessions"),
    Shelf.FORMER: Words("已被替代或者废止", "Superseded or repealed"),
}
#: What stands on each.
STANDS_ON: dict[Shelf, tuple[State | InTime, ...]] = {
    Shelf.IN_FORCE: (InTime.IN_FORCE,),
    Shelf.COMING: (InTime.NOT_YET,),
    Shelf.PAPERS: (State.DELIBERATED,),
    Shelf.FORMER: (InTime.SUPERSEDED, InTime.REPEALED),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One published edition, by the numbers of its rows, and where it stands on the day."""

    edition: int
    regulation: int
    number: int
    shown: State | InTime
    effective: date | None

    @property
    def shelf(self) -> Shelf | None:
        """The part of the library in which it stands; None for one that was issued without a day from which it holds."""
        return next((shelf for shelf, states in STANDS_ON.items() if self.shown in states), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One published edition as a list tells of it.

    amending  the newest edition of the same regulation that is under way, where the reader may know of it
    """

    regulation: Regulation
    edition: Edition
    state: State | InTime
    articles: int
    adoption: Adoption | None
    amending: Edition | None
    never_applied: bool

    @property
    def holds(self) -> bool:
        """Whether it is what is read under the name of its regulation today."""
        return holds(self.state)


def placed(db: Session, day: date, reader: Reader) -> list[Placed]:
    """Every published edition that `reader` may know of, in the order in which their regulations were begun."""
    rows = db.exec(
        select(  # type: ignore[call-overload]
            Edition.id,
            Edition.regulation_id,
            Edition.number,
            Edition.state,
            Edition.effective,
            Edition.repealed,
        )
        .where(col(Edition.state).in_(PUBLISHED), knowable(reader))
        .order_by(col(Edition.regulation_id).desc(), col(Edition.number).desc())
    )
    out: list[Placed] = []
    following: dict[int, date | None] = {}
    for number, regulation, edition, state, effective, repealed in rows:
        superseded = following.get(regulation)
        shown = state_on(state, day, effective=effective, repealed=repealed, superseded=superseded)
        out.append(Placed(number, regulation, edition, shown, effective))
        if state is State.ISSUED:
            following[regulation] = effective
    return out[::-1]


def lines(db: Session, reader: Reader, chosen: Sequence[Placed]) -> list[Line]:
    """What a list says of these editions, in their order."""
    regulations = by_number(db, Regulation, (one.regulation for one in chosen))
    editions = EDITIONS.ahead(db, regulations)
    submitted.ahead(db, [one for several in editions.values() for one in several])
    adoptions_ahead(db, regulations)
    held = {one.id: one for several in editions.values() for one in several}
    entries.entered_ahead(db, [held[one.edition] for one in chosen])
    texts = {one.edition: _text(db, held[one.edition], regulations[one.regulation]) for one in chosen}
    many = _ARTICLES.ahead(db, [one for one in texts.values() if one])
    out = []
    for one in chosen:
        regulation, edition, several = regulations[one.regulation], held[one.edition], editions[one.regulation]
        going = next((other for other in several if not is_over(other.state)), None)
        carried = {other.edition.id: other for other in adoptions(db, regulation, several[-1].number)}
        text = texts[one.edition]
        out.append(
            Line(
                regulation,
                edition,
                one.shown,
                sum(many[text]) if text else 0,
                carried.get(edition.id),
                going if going and can_read_edition(db, going, reader) else None,
                never_applied(edition, list(several)),
            )
        )
    return out


def entered_from_paper(db: Session) -> bool:
    """True when one of the texts on the shelf was entered from paper."""
    rows = select(Entry.id).join(Edition, col(Edition.id) == col(Entry.edition_id))
    return db.exec(rows.where(Edition.state == State.ISSUED).limit(1)).first() is not None


def _text(db: Session, edition: Edition, regulation: Regulation) -> int | None:
    found = standing_save(db, edition, regulation.authentic_language)
    return found.id if found else None


#: How many articles a saved text has.
_ARTICLES = Family[int](
    ProvisionRow.snapshot_id,
    select(func.count()).where(ProvisionRow.kind == Kind.ARTICLE).group_by(col(ProvisionRow.snapshot_id)),
)
