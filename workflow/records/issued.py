"""Official papers as they left the building: the bytes and their hash, never changed, and never given out unlike; and the scan
of the copy that was sealed on paper."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment, choice, one_language
from workflow.records.kept import unaltered
from workflow.words import Language


class IssuedKind(StrEnum):
    """What kind of paper."""

    REGULATION = "regulation"
    REPORT = "report"
    RESOLUTION = "resolution"


class Issued(SQLModel, table=True):
    """One official file of an edition. `number` is the document number as printed, such as 机字〔2025〕3号."""

    __table_args__ = (sa.UniqueConstraint("edition_id", "language", "kind"),)
    id: int = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    kind: IssuedKind = Field(sa_column=sa.Column(choice(IssuedKind), nullable=False))
    number: str = Field(max_length=80)
    stored: bytes = Field(sa_column=sa.Column("bytes", sa.LargeBinary, nullable=False))
    sha256: str = Field(max_length=64)
    issued_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def content(self) -> bytes:
        """The file as it left the building. Raises Altered when the stored bytes are not those."""
        return unaltered(self.stored, self.sha256, f"issued:{self.id}")


class SealedCopy(SQLModel, table=True):
    """A scan of the paper copy of an official file that carries the seal (盖章件), kept beside the file. Never changed."""

    __tablename__ = "sealed_copy"
    id: int = Field(default=None, primary_key=True)
    issued_id: int = Field(foreign_key="issued.id", index=True)
    attachment_id: int = Field(foreign_key="attachment.id")
    kept_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
