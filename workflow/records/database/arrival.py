"""Who comes with a token, asked of the driver in one statement: the last event, the sign-in and its account. For answers that are
known already, where everything that SQLAlchemy does for a statement would take longer than the statement."""

from datetime import UTC, datetime
from select import select
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

import psycopg
import sqlalchemy as sa

from workflow.records.database.watch import held

_LAST = "(SELECT hash, at FROM event ORDER BY seq DESC LIMIT 1) e"
_ASKED = (
    "SELECT e.hash, e.at, s.id, s.person_id, s.started_at, s.seen_at, p.closed, p.one_time FROM {last} "
    "LEFT JOIN sign_in s ON s.token_hash = {sign} LEFT JOIN person p ON p.id = s.person_id"
)
_ASKED_SQLITE, _ASKED_POSTGRESQL = (_ASKED.format(last=_LAST, sign=one) for one in ("?", "%s"))
_WRITTEN = (
    "SELECT f.xmin::text, f.ctid::text, p.xmin::text, p.ctid::text FROM paper_file f JOIN paper p ON p.id = f.paper_id "
    "WHERE f.id = %s"
)
_SNAPSHOT = b"seen"
#: Seconds that an answer of PostgreSQL is waited for by the thread of all connections, and for how long it is left alone then.
_PATIENCE, _LEFT_ALONE = 0.05, 2.0
#: Seconds that it waits for another thread, which asks no longer than that.
_A_MOMENT = 0.005


class Arrival(NamedTuple):
    """What was found: the hash and the moment of the last event; the sign-in with the token, or None; and its account."""

    head: str
    at: datetime
    sign_in: int | None
    person: int | None
    started_at: datetime
    seen_at: datetime
    closed: bool
    one_time: str | None


#: What stays the same while nobody has written: on SQLite a number, on PostgreSQL which transactions are seen.
Written = int | tuple[object, bytes]


class Arrivals:
    """Asks the database behind `engine`. Whether anybody has written is asked by a connection of its own, by one thread at a time;
    on SQLite who comes as well."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.is_quick = engine.dialect.name == "sqlite"
        self._one: Any = None
        self._silent_until = 0.0
        self._info: dict[Any, Any] = {}
        self._lock = Lock()
        sa.event.listen(engine, "engine_disposed", lambda _engine: self._forget())

    def ask(self, token_hash: str, *, wait: bool = True) -> tuple[Arrival, Written | None] | None:
        """What is found, and what is another one whenever anybody has written; None in an empty record, and unless `wait` while
        another thread asks. Raises what the driver raises, and Unreachable."""
        if not self.is_quick:
            written = self.written()  # before the question: what is written between them is then found by the next one
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                row = connection.exec_driver_sql(_ASKED_POSTGRESQL, (token_hash,)).first()
            return (Arrival(*row), written) if row else None
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            return self._ask_sqlite(token_hash)
        except BaseException:
            self._forget()
            raise
        finally:
            self._lock.release()

    def written(self, *, wait: bool = True, hold: bool = True) -> Written | None:
        """That alone: as long as it is the same, nobody has written, and everything that was found is as it was. None where it
        cannot be said now.

        hold  also look whether the file of a SQLite database is still the one under its path
        """
        if not self._lock.acquire(timeout=-1 if wait else _A_MOMENT):
            return None
        try:
            return self._written(hold=hold) if self.is_quick else self._seen(may_connect=wait)
        except BaseException:
            self._forget()
            raise
        finally:
            self._lock.release()

    def rows_written(self, file: int) -> tuple[Any, ...]:
        """PostgreSQL: by which transactions the rows of a paper and of its file were written."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return tuple(connection.exec_driver_sql(_WRITTEN, (file,)).first() or ())

    def _seen(self, *, may_connect: bool) -> tuple[object, bytes] | None:
        """Which transactions a statement sees now (`pg_current_snapshot`): every one that wrote has a number of its own, so that two
        statements that see the same ones see the same rows.

        Asked of libpq in some 20 µs, where a statement through all layers takes 400. A server that does not answer at once is not
        waited for, and left alone for a while.
        """
        if monotonic() < self._silent_until or (self._one is None and not may_connect):
            return None
        if self._one is None:
            opened = self._engine.raw_connection()
            self._one, connection = opened.driver_connection, opened.driver_connection
            opened.detach()  # the pool would have it back
            assert connection is not None  # noqa: S101 (a connection that is open has one)
            connection.rollback()  # libpq itself begins nothing
            connection.pgconn.prepare(_SNAPSHOT, b"SELECT pg_current_snapshot()")
        wire = self._one.pgconn
        until = monotonic() + _PATIENCE
        wire.send_query_prepared(_SNAPSHOT, [])
        while wire.flush():
            pass
        wire.consume_input()
        while wire.is_busy():
            left = until - monotonic()
            if left <= 0 or not select([wire.socket], [], [], left)[0]:
                self._left_alone()
                return None
            wire.consume_input()
        told, seen = wire.get_result(), None
        if told is not None and told.status == psycopg.pq.ExecStatus.TUPLES_OK:
            seen = self._one, told.get_value(0, 0) or b""
        while wire.get_result() is not None:
            pass
        if seen is None:
            self._left_alone()
        return seen

    def _left_alone(self) -> None:
        self._silent_until = monotonic() + _LEFT_ALONE
        self._forget()

    def _written(self, *, hold: bool = True) -> int:
        if self._one is None:
            opened = self._engine.raw_connection()
            self._one, self._info = opened.driver_connection, dict(opened.info)
            opened.detach()  # the pool would have it back
        if hold:
            held(self._engine, self._info)
        number: int = self._one.execute("PRAGMA data_version").fetchone()[0]
        return number

    def _ask_sqlite(self, token_hash: str) -> tuple[Arrival, int] | None:
        number = self._written()  # before the question: what is written between them is then found by the next one
        row = self._one.execute(_ASKED_SQLITE, (token_hash,)).fetchone()
        if row is None:
            return None
        head, at, sign_in, person, started, seen, closed, one_time = row
        started, seen = (_moment(one) if one else _NEVER for one in (started, seen))
        return Arrival(head, _moment(at), sign_in, person, started, seen, bool(closed), one_time), number

    def _forget(self) -> None:
        one, self._one = self._one, None
        if one is not None:
            one.close()


_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
