"""发文字号登记: every document number that was taken, for which edition, and what became of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment


class DocumentNumber(SQLModel, table=True):
    """One number of a year's series, such as 机字〔2025〕3号 (GB/T 9704-2012, 7.2.5): reserved, then used or void, once.

    edition_id   the edition whose official paper carries it; None for a paper that was made outside the system
    subject      what that paper is called; "" for an edition
    ended_at     when it was used or became void; None while it is reserved
    ended_by     who did that; None where an act of the house brought it about
    void_reason  why no paper carries it; "" while it is reserved, and when it was used
    """

    __tablename__ = "document_number"
    __table_args__ = (
        sa.UniqueConstraint("code", "year", "serial"),
        sa.CheckConstraint("serial > 0", name="document_number_serial"),
        sa.CheckConstraint("edition_id IS NOT NULL OR subject <> ''", name="document_number_for"),
        sa.CheckConstraint("void_reason = '' OR ended_at IS NOT NULL", name="document_number_void"),
    )
    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=60)
    year: int
    serial: int
    edition_id: int | None = Field(default=None, foreign_key="edition.id", index=True)
    subject: str = Field(default="", max_length=200)
    reserved_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    ended_by: int | None = Field(default=None, foreign_key="person.id")
    void_reason: str = Field(default="", max_length=300)

    @property
    def words(self) -> str:
        """The number as it is printed: no leading zeros, the year in its own brackets."""
        return f"{self.code}〔{self.year}〕{self.serial}号"
