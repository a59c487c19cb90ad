"""Papers that are kept, of every kind: what each is of, what it says, and its bytes, put down once and never changed; and the scan
of the copy that was sealed on paper.

What stands in red above those that are issued is a dated record of the enterprise.

An official text has its bytes in the act that issues it. What an act of the congress made final is frozen in that act, which
waits for no drawing; its bytes follow, attached by the system.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from workflow.records.database.columns import Moment, choice, one_language
from workflow.records.kept import Kept, unaltered
from workflow.words import Language


class PaperKind(StrEnum):
    """What kind of paper: an official text; of a vote that carried, of one that did not; the text of a report as deliberated."""

    REGULATION = "regulation"
    RESOLUTION = "resolution"
    VOTE = "vote"
    REPORT = "report"


class Paper(SQLModel, table=True):
    """One paper, in one language, about an edition or about a result. A result that is corrected later keeps its papers, and an
    edition that is superseded keeps its file; the mark that says so is another rendering.

    result_id    the result that it is about; None for an official text
    snapshot_id  the text that is printed on it; None for the others
    fingerprint  of the text that was issued, or that the result is about
    number       the document number as printed, such as 机字〔2025〕3号; "" for a paper without one
    facts        everything that stands on it beside the text, as canonical JSON (`publishing.frozen`); "" for an official text,
                 which was drawn before its act and is in it whole
    figures      whether it says how many voted which way
    act          the number of the event whose act made it, which commits to it; None where an earlier release left no trace
    """

    __table_args__ = (
        sa.UniqueConstraint("result_id", "kind", "language"),
        sa.Index(
            "paper_official",
            "edition_id",
            "kind",
            "language",
            unique=True,
            sqlite_where=sa.text("result_id IS NULL"),
            postgresql_where=sa.text("result_id IS NULL"),
        ),
    )
    id: int = Field(default=None, primary_key=True)
    kind: PaperKind = Field(sa_column=sa.Column(choice(PaperKind), nullable=False))
    edition_id: int = Field(foreign_key="edition.id", index=True)
    result_id: int | None = Field(default=None, foreign_key="result.id", index=True)
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    fingerprint: str = Field(max_length=64)
    number: str = Field(default="", max_length=80, index=True)
    facts: str = Field(default="", sa_column=sa.Column(sa.Text, nullable=False))
    figures: bool = False
    act: int | None = None
    frozen_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def name(self) -> str:
        """What the event that tells the digest of its file calls it."""
        if self.kind is PaperKind.REGULATION:
            return str(self.language)
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
    def kept(self) -> Kept:
        """The file as it was kept. Raises Altered when the stored bytes are not those."""
        content = unaltered(self.stored, self.sha256, f"paper:{self.paper_id}")
        return Kept("paper_file", self.id, self.sha256, content)


class SealedCopy(SQLModel, table=True):
    """A scan of the paper copy of an official file that carries the seal (盖章件), kept beside the file. Never changed.

    It is evidence that somebody brought, as they brought it, and no paper of the house: nothing on it is ours to draw.
    """

    __tablename__ = "sealed_copy"
    id: int = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    attachment_id: int = Field(foreign_key="attachment.id")
    kept_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Letterhead(SQLModel, table=True):
    """The mark of whoever issues, 发文机关标志, above the Chinese papers that are issued from `since` on; "" ends it. Of two rows
    with one day the later counts.

    with_word  whether 文件 follows the name
    """

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=40)
    with_word: bool
    since: date
    set_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))

    @property
    def mark(self) -> str:
        """The words as they are printed."""
        return f"{self.name}文件" if self.with_word else self.name


def letterheads(db: Session) -> list[Letterhead]:
    """Every mark that there ever was, the last to hold first."""
    return list(db.exec(select(Letterhead).order_by(col(Letterhead.since).desc(), col(Letterhead.id).desc())))


def letterhead_on(db: Session, day: date, known: datetime | None = None) -> str:
    """The mark above what is issued on `day`; "" for none.

    known  as far as it was written down by that moment; None asks for everything
    """
    rows = (one for one in letterheads(db) if one.since <= day and (known is None or one.at <= known))
    return next((one.mark for one in rows), "")
