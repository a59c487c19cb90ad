"""Lists of staff: the one that an administrator is looking over, how its columns were read, what came of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment


class StaffFile(SQLModel, table=True):
    """A list of staff that is being looked over. It changes in place and goes when it is carried out or let go.

    content  the cells as they were read from the file, packed; the file itself is not kept
    choices  what was chosen about it, as JSON: sheet, header, columns, employer, day, answers
    """

    __tablename__ = "staff_file"
    #: A number that was let go is never given again, so that a page left open never means another file.
    __table_args__ = {"sqlite_autoincrement": True}
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=200)
    content: bytes = Field(sa_column=sa.Column("cells", sa.LargeBinary, nullable=False))
    choices: str = Field(default="{}", sa_column=sa.Column(sa.Text, nullable=False))
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class StaffColumns(SQLModel, table=True):
    """Which column was chosen for what, remembered for the next file with the same headers."""

    __tablename__ = "staff_columns"
    #: SHA-256 over the headers.
    headers: str = Field(primary_key=True, max_length=64)
    chosen: str = Field(sa_column=sa.Column(sa.Text, nullable=False))


class StaffImport(SQLModel, table=True):
    """A list of staff that was carried out: from which file, when, by whom, and how many it concerned."""

    __tablename__ = "staff_import"
    id: int = Field(default=None, primary_key=True)
    #: The number that the file had while it was looked over: nobody carries one out twice.
    file_id: int = Field(unique=True)
    name: str = Field(max_length=200)
    #: SHA-256 over the cells that were read.
    fingerprint: str = Field(max_length=64)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    day: date
    joined: int
    returned: int
    left: int
    moved: int
    renamed: int
    linked: int
    unchanged: int
    aside: int


class Newcomer(SQLModel, table=True):
    """Somebody who came, or came back, with an import, and for whom a slip with a one-time code is printed."""

    __tablename__ = "newcomer"
    person_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False)
    )
    import_id: int = Field(foreign_key="staff_import.id", index=True)
