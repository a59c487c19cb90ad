"""Papers that an act of the congress made final: what they say, frozen in that act, and their bytes, which follow."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.records.kept import unaltered
from workflow.words import Language


class PaperKind(StrEnum):
    """What kind of paper: of a vote that carried, of one that did not, or the text of a report that was deliberated."""

    RESOLUTION = "resolution"
    VOTE = "vote"
    REPORT = "report"


class Paper(SQLModel, table=True):
    """One paper about a result, in one language. A result that is corrected later keeps its papers.

    facts        everything that stands on the paper beside the text of a report, as canonical JSON (`publishing.frozen`)
    figures      whether it says how many voted which way
    snapshot_id  the text of a report; None for the others
    """

    __table_args__ = (sa.UniqueConstraint("result_id", "kind", "language"),)
    id: int = Field(default=None, primary_key=True)
    kind: PaperKind = Field(sa_column=sa.Column(choice(PaperKind), nullable=False))
    edition_id: int = Field(foreign_key="edition.id", index=True)
    result_id: int = Field(foreign_key="result.id", index=True)
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    facts: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    figures: bool
    frozen_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def name(self) -> str:
        """What the event of its keeping calls it."""
        return f"{self.kind.value}-{self.result_id}-{self.language}"


class PaperFile(SQLModel, table=True):
    """The finished file of a paper and its hash, put down once."""

    __tablename__ = "paper_file"
    id: int = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", unique=True)
    stored: bytes = Field(sa_column=sa.Column("bytes", sa.LargeBinary, nullable=False))
    sha256: str = Field(max_length=64)
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def content(self) -> bytes:
        """The file as it was kept. Raises Altered when the stored bytes are not those."""
        return unaltered(self.stored, self.sha256, f"paper:{self.paper_id}")
