"""Who is signed in where: sign-ins, the meetings they may declare at, devices known from before, wrong tries counted.

Every row here is working data, deleted when it has no more use. No secret is kept: a cookie's token is kept as its hash.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from workflow.records.database.columns import Moment


class SignIn(SQLModel, table=True):
    """One person signed in in one browser. Deleting the row ends it, whatever cookie is sent afterwards."""

    __tablename__ = "sign_in"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    #: In a few words of ours, such as "Chrome · Windows"; what the browser says of itself is not kept.
    device: str = Field(max_length=40)
    address: str = Field(max_length=64)
    started_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False, index=True))
    seen_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    #: When the password was last given; in the demonstration, when the person was last chosen.
    proven_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))


class Presiding(SQLModel, table=True):
    """This sign-in was fresh when it first declared a result at this congress session; it is not asked again there."""

    sign_in_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("sign_in.id", ondelete="CASCADE"), primary_key=True)
    )
    session_id: int = Field(foreign_key="congress_session.id", primary_key=True)


class KnownDevice(SQLModel, table=True):
    """A browser in which this person has signed in with the password before: strangers' wrong tries do not delay it."""

    __tablename__ = "known_device"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, index=True)
    address: str = Field(max_length=64)
    used_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    __table_args__ = (sa.UniqueConstraint("token_hash", "person_id"),)


class WrongTries(SQLModel, table=True):
    """How many wrong tries one key has left behind, as the moment when the last of them is forgotten."""

    __tablename__ = "wrong_tries"
    #: A hash of what is counted together, such as an account at an address.
    key: str = Field(primary_key=True, max_length=64)
    forgotten_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False, index=True))
    next_at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
