"""What people were told: each notice once a person, how it leaves the house, and what each person chose.

None of it is history: the act that a notice tells of is on the record. What is read is cleared away in time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, func, select

from workflow.records.database.columns import Moment, choice
from workflow.records.person import Mark
from workflow.rules.notices import NEVER_QUIET, Channel, HookKind, NoticeKind, Pace, Quiet, hours_in

#: Rows written by one statement: both databases bound the values of one.
AT_ONCE = 500
#: The mark under which the database keeps what listens at the messenger's address.
HOOK_KIND = "messenger"


class Notice(SQLModel, table=True):
    """One person was told one thing. `key` names the thing: nobody is told of it twice.

    day  the deadline or the day that it is about, if any
    """

    __table_args__ = (sa.UniqueConstraint("person_id", "key"),)
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: NoticeKind = Field(sa_column=sa.Column(choice(NoticeKind), nullable=False))
    key: str = Field(max_length=80)
    edition_id: int | None = Field(default=None, foreign_key="edition.id", index=True)
    session_id: int | None = Field(default=None, foreign_key="congress_session.id")
    day: date | None = None
    at: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class Delivery(SQLModel, table=True):
    """One notice on its way out by one channel. `message` is the sign of the message that takes it, "" before that.

    The message is the same at every attempt, so that a receiver who keeps the sign can tell that it had it already.
    """

    __table_args__ = (sa.UniqueConstraint("notice_id", "channel"),)
    id: int = Field(default=None, primary_key=True)
    notice_id: int = Field(
        sa_column=sa.Column(sa.Integer, sa.ForeignKey("notice.id", ondelete="CASCADE"), nullable=False)
    )
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: Channel = Field(sa_column=sa.Column(choice(Channel), nullable=False))
    due: datetime = Field(sa_column=sa.Column(Moment, nullable=False))
    message: str = Field(default="", max_length=32, index=True)
    sent_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))
    failed_at: datetime | None = Field(default=None, sa_column=sa.Column(Moment, nullable=True))


class NoticeChoice(SQLModel, table=True):
    """How one person wants to be told outside the app, and the address for mail; `address` "" has none sent.

    quiet_since, quiet_until  hours of a day in which they want nothing sent, besides those of the house; "" without any
    """

    __tablename__ = "notice_choice"
    person_id: int = Field(primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False})
    address: str = Field(default="", max_length=200)
    mail: Pace = Field(sa_column=sa.Column(choice(Pace, "pace_of_mail"), nullable=False))
    hook: Pace = Field(sa_column=sa.Column(choice(Pace, "pace_of_hook"), nullable=False))
    quiet_since: str = Field(default="", max_length=5, sa_column_kwargs={"server_default": sa.text("''")})
    quiet_until: str = Field(default="", max_length=5, sa_column_kwargs={"server_default": sa.text("''")})

    @property
    def quiet(self) -> Quiet:
        """The hours that they want quiet."""
        return hours_in(self.quiet_since, self.quiet_until) or NEVER_QUIET

    def pace(self, channel: Channel) -> Pace:
        """What they chose for a channel."""
        if channel is Channel.MAIL:
            return self.mail if self.address else Pace.NEVER
        return self.hook


class Turn(SQLModel, table=True):
    """Somebody for whom a round of review waits, or waited: they are told when their turn begins, and again when it comes back.

    times  how often it has begun; over  nothing waits for them now
    """

    __tablename__ = "review_turn"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    round_id: int = Field(primary_key=True, foreign_key="review_round.id", index=True)
    times: int
    over: bool


_NOTICE, _DELIVERY = (SQLModel.metadata.tables[one] for one in ("notice", "delivery"))


def hook_kind(db: Session) -> HookKind:
    """What listens at the messenger's address, as the administrator said it; a program of the enterprise's own before that."""
    kept = db.get(Mark, HOOK_KIND)
    return next((one for one in HookKind if kept and one == kept.value), HookKind.SIGNED)


def keep_hook_kind(db: Session, kind: HookKind) -> None:
    """Keep what listens at the messenger's address."""
    mark = db.get(Mark, HOOK_KIND) or Mark(name=HOOK_KIND, value="")
    mark.value = kind.value
    db.add(mark)
    db.flush()


def tell(db: Session, rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Write notices that nobody has yet; gives the number and the person of each that is new."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    out: list[tuple[int, int]] = []
    for start in range(0, len(rows), AT_ONCE):
        made = insert(Notice).values(list(rows[start : start + AT_ONCE]))
        new = made.on_conflict_do_nothing(index_elements=["person_id", "key"]).returning(
            _NOTICE.c.id, _NOTICE.c.person_id
        )
        out += [(row.id, row.person_id) for row in db.connection().execute(new)]
    return out


def turns_begun(db: Session, round_id: int, waited_for: Iterable[int], *, by: int | None) -> dict[int, int]:
    """Note for whom a round waits now; whose turn begins by it → how often it has begun.

    by  who acted: whoever makes it their own turn, as by taking a decision back, knows it and is not told
    """
    now = set(waited_for)
    known = {one.person_id: one for one in db.exec(select(Turn).where(Turn.round_id == round_id))}
    begun: dict[int, int] = {}
    for person, one in known.items():
        if person not in now:
            one.over = True
        elif one.over:
            one.times, one.over = one.times + 1, False
            begun[person] = one.times
        db.add(one)
    for person in sorted(now - known.keys()):
        db.add(Turn(person_id=person, round_id=round_id, times=1, over=False))
        begun[person] = 1
    db.flush()
    return {person: times for person, times in begun.items() if person != by}


def dispatch(db: Session, rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, datetime]]:
    """Write deliveries; gives the number of each, and when it is due."""
    out: list[tuple[int, datetime]] = []
    for start in range(0, len(rows), AT_ONCE):
        made = sa.insert(_DELIVERY).values(list(rows[start : start + AT_ONCE]))
        out += [(row.id, row.due) for row in db.connection().execute(made.returning(_DELIVERY.c.id, _DELIVERY.c.due))]
    return out


def choices_of(db: Session, people: Iterable[int]) -> dict[int, NoticeChoice]:
    """What these people chose; those who chose nothing are left out."""
    several, out = sorted(set(people)), dict[int, NoticeChoice]()
    for start in range(0, len(several), AT_ONCE):
        rows = select(NoticeChoice).where(col(NoticeChoice.person_id).in_(several[start : start + AT_ONCE]))
        out |= {one.person_id: one for one in db.exec(rows)}
    return out


def take(
    db: Session, delivery: int, message: str, now: datetime, *, together: bool = False
) -> list[tuple[Delivery, Notice]]:
    """Put a delivery into a message, with everything else that is due for that person by that channel; what the message
    holds. What another message took, or what was sent, is nothing for this one.

    together  one message for everybody, where the messenger is a group's
    """
    one = db.get(Delivery, delivery)
    if one is None:  # the notice was cleared away
        return []
    if not one.message:
        is_theirs = sa.true() if together and one.channel is Channel.HOOK else _DELIVERY.c.person_id == one.person_id
        mine = sa.and_(
            is_theirs,
            _DELIVERY.c.channel == one.channel,
            _DELIVERY.c.message == "",
            _DELIVERY.c.due <= now,
        )
        db.connection().execute(sa.update(_DELIVERY).where(mine).values(message=message))
        db.refresh(one)
    if one.message != message or one.sent_at is not None:
        return []
    rows = select(Delivery, Notice).join(Notice, col(Notice.id) == col(Delivery.notice_id))
    return list(db.exec(rows.where(Delivery.message == message).order_by(col(Notice.at), col(Notice.id))))


def sent(db: Session, message: str, now: datetime) -> None:
    """The message has left the house."""
    db.connection().execute(
        sa.update(_DELIVERY).where(_DELIVERY.c.message == message).values(sent_at=now, failed_at=None)
    )


def not_sent(db: Session, message: str, now: datetime) -> None:
    """The message was given up."""
    db.connection().execute(sa.update(_DELIVERY).where(_DELIVERY.c.message == message).values(failed_at=now))


def read(db: Session, person: int, now: datetime, *, number: int | None = None, up_to: int | None = None) -> None:
    """Note that a person has read one notice, or all up to that number."""
    mine = [_NOTICE.c.person_id == person, _NOTICE.c.read_at.is_(None)]
    if number is not None:
        mine.append(_NOTICE.c.id == number)
    if up_to is not None:
        mine.append(_NOTICE.c.id <= up_to)
    db.connection().execute(sa.update(_NOTICE).where(*mine).values(read_at=now))


def clear(db: Session, before: datetime) -> None:
    """Forget notices from before then that were read, with their deliveries."""
    db.connection().execute(sa.delete(_NOTICE).where(_NOTICE.c.at < before, _NOTICE.c.read_at.is_not(None)))


def how_many_new(person: Any) -> Any:
    """How many notices a person has not read, as a part of another question."""
    new = select(func.count()).select_from(_NOTICE).where(_NOTICE.c.person_id == person, _NOTICE.c.read_at.is_(None))
    return new.scalar_subquery()


def page_of(db: Session, person: int, start: int, many: int) -> list[Notice]:
    """Notices of a person, the newest first."""
    mine = select(Notice).where(Notice.person_id == person).order_by(col(Notice.at).desc(), col(Notice.id).desc())
    return list(db.exec(mine.offset(start).limit(many)))


def how_many(db: Session, person: int) -> int:
    """How many notices a person has."""
    return db.exec(select(func.count()).select_from(_NOTICE).where(_NOTICE.c.person_id == person)).one()
