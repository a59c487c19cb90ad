"""Who stands on the stage and when: acts of the demonstration at their moments, its texts and editions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from workflow import paths
from workflow.config import Settings
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.people import people
from workflow.publishing.faces.fonts import Faces
from workflow.records.regulation import Edition, Regulation
from workflow.rules.procedure import Procedure
from workflow.text.given import without
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind


@dataclass(frozen=True, slots=True)
class Stage:
    """What making the demonstration needs: the transaction, the figures, the press, and whom to tell how far it is."""

    db: Session
    settings: Settings
    procedure: Procedure
    faces: Faces
    tell: Callable[[str], None]

    def at(self, code: str | None, day: date, hour: int, minute: int = 0) -> Act:
        """An act of the person with this account (None: nobody yet) at an hour of a day."""
        moment = datetime.combine(day, time(hour, minute), self.settings.time_zone)
        actor = people.person_by_code(self.db, code) if code else None
        return Act(self.db, actor, moment, self.settings.time_zone, self.procedure)

    @contextmanager
    def acting(self, code: str | None, day: date, hour: int, minute: int = 0) -> Iterator[Act]:
        """One act, of which everything is in the database when it ends."""
        yield self.at(code, day, hour, minute)
        self.db.flush()


def text_of(name: str) -> str:
    """One of the enterprise's texts as it was drafted: without the title note, which only an adoption gives."""
    parsed = parse((paths.policies() / "texts" / name).read_text(encoding="utf-8"))
    return write(without(parsed.document, Kind.NOTE))


def edition_of(act: Act, slug: str, number: int) -> Edition:
    return act.db.exec(
        select(Edition)
        .join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
        .where(Regulation.slug == slug, Edition.number == number)
    ).one()


def shown_of(act: Act, edition: Edition) -> str:
    """The fingerprints of the texts that the review shows, the authentic one first."""
    return approvals.shown_of(act.db, edition)


def drafted_of(act: Act, edition: Edition) -> str:
    """The fingerprint of the authentic text on the drafters' page."""
    return approvals.shown_of(act.db, edition, on_draft=True).split()[0]


def authentic_of(act: Act, edition: Edition) -> str:
    """The fingerprint of the text that decides."""
    return shown_of(act, edition).split()[0]
