"""The index of words: of each text that stands, its provisions as they are shown, and the characters and words in it.

All of it is made of other rows and can be made again at any time; nothing here is history.
"""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import one_language
from workflow.words import Language

#: Ordered by code point on both databases, so that the beginning of a word is a stretch of the index.
Token = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")


class SearchText(SQLModel, table=True):
    """One text that stands in an edition: the names of its regulation, and all its words, as workflow.text.finding has them."""

    __tablename__ = "search_text"
    snapshot_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("snapshot.id"), primary_key=True, autoincrement=False)
    )
    edition_id: int = Field(foreign_key="edition.id", index=True)
    language: Language = Field(sa_column=sa.Column(one_language(), nullable=False))
    names: str = Field(sa_column=sa.Column(sa.Text, nullable=False))
    plain: str = Field(sa_column=sa.Column(sa.Text, nullable=False))


class SearchUnit(SQLModel, table=True):
    """One provision of such a text: where it stands, its permanent key, what it is called, its words."""

    __tablename__ = "search_unit"
    snapshot_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("search_text.snapshot_id"), primary_key=True, autoincrement=False)
    )
    place: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True, autoincrement=False))
    key: str = Field(max_length=32)
    label: str
    words: str = Field(sa_column=sa.Column(sa.Text, nullable=False))


class SearchToken(SQLModel, table=True):
    """A character, a pair of characters or a word that is somewhere in such a text, its names included."""

    __tablename__ = "search_token"
    __table_args__ = ({"sqlite_with_rowid": False},)
    token: str = Field(sa_column=sa.Column(Token, primary_key=True))
    snapshot_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("search_text.snapshot_id"), primary_key=True, autoincrement=False)
    )
