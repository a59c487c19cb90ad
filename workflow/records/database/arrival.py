"""Who comes with a token, asked of the driver in one statement: the last event, the sign-in and its account. For answers that are
known already, where everything that SQLAlchemy does for a statement would take longer than the statement."""

from datetime import UTC, datetime
from threading import Lock
from typing import Any, NamedTuple

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


class Arrivals:
    """Asks the database behind `engine`. SQLite is asked by a connection of its own, by one thread at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.is_quick = engine.dialect.name == "sqlite"
        self._one: Any = None
        self._info: dict[Any, Any] = {}
        self._lock = Lock()

    def ask(self, token_hash: str, *, wait: bool = True) -> tuple[Arrival, int] | None:
        """What is found, and for SQLite a number that is another one whenever anybody has written; None in an empty record,
        and unless `wait` while another thread asks. Raises what the driver raises, and Unreachable."""
        if not self.is_quick:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                row = connection.exec_driver_sql(_ASKED_POSTGRESQL, (token_hash,)).first()
            return (Arrival(*row), 0) if row else None
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            return self._ask_sqlite(token_hash)
        except BaseException:
            self._forget()
            raise
        finally:
            self._lock.release()

    def written(self, *, wait: bool = True, hold: bool = True) -> int | None:
        """The number alone: as long as it is the same, nobody has written, and everything that was found is as it was.

        hold  also look whether the file is still the one under its path
        """
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            return self._written(hold=hold)
        except BaseException:
            self._forget()
            raise
        finally:
            self._lock.release()

    def rows_written(self, file: int) -> tuple[Any, ...]:
        """PostgreSQL: by which transactions the rows of a paper and of its file were written."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return tuple(connection.exec_driver_sql(_WRITTEN, (file,)).first() or ())

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
