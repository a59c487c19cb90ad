"""The same paper again: once it was worked out that readers with certain offices get a paper, and under which name, the next of
them gets it without that work, as fast as a file.

Asked anew every time, in one statement: whether the sign-in is still there and its account open, and which event is the last.
All that a right rests on beside these is written with an event, so while none was added nothing of it changed; and the day. The
bytes were held against their digest when they were first read; they are read again whenever their row was written.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from flask import Flask
from itsdangerous import BadSignature
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import parse_cookie

from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.facts import kept_papers
from workflow.lifecycle.facts.memory import Memory
from workflow.lifecycle.sign_ins import hashed
from workflow.records.database.arrival import Arrival, Arrivals, Written
from workflow.records.database.session import reading
from workflow.records.database.unreachable import Unreachable
from workflow.records.kept import Altered, Kept
from workflow.records.paper import Paper, PaperFile
from workflow.records.person import Person
from workflow.rules.people.roles import Role
from workflow.rules.people.sign_ins import SEEN_EVERY
from workflow.serving.at_once import TURN, Answer, on_the_wire
from workflow.serving.sealed import Sealed, sealed
from workflow.web.request import cookies, visit
from workflow.web.request.kept_files import AGAIN, sent
from workflow.web.request.ranges import part_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Bytes of papers that one process keeps at hand, of one paper, and how many answers.
_AT_HAND, _LARGEST, _ANSWERS = 64_000_000, 8_000_000, 5_000
#: What differs from answer to answer, or belongs to one receiver.
_CHANGING = frozenset({"content-length", "content-range", "set-cookie", "x-accel-redirect", "date"})
#: For how long the file of a SQLite database is believed to be under its path still.
_HELD = timedelta(milliseconds=20)
_STATUS = {200: "200 OK", 206: "206 Partial Content", 304: "304 Not Modified"}
#: What tells one question from another: path, what follows it, the language, the offices, and whether anybody is signed in.
_Question = tuple[str, str, str, frozenset[Role], bool]
#: What the drivers of both databases raise.
_DRIVERS = (sqlite3.Error, psycopg.Error)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Which paper, under which headers, as of which event and on which day."""

    sha256: str
    headers: tuple[tuple[str, str], ...]
    wire: bytes
    head: str
    day: date

    @property
    def without_content(self) -> tuple[tuple[str, str], ...]:
        """The headers for whoever has the paper already (RFC 9110, 15.4.5)."""
        return tuple(one for one in self.headers if one[0] != "Content-Type")


@dataclass(frozen=True, slots=True)
class _Came:
    """What a browser brought: the token of its sign-in, the language, and the signed cookie with the stamp."""

    token: str
    language: str
    signed: str


class _Paper(NamedTuple):
    """A paper at hand, and the same in the memory of the machine."""

    kept: Kept
    memory: Sealed | None


class _Here(NamedTuple):
    """What is asked by whom, as of which event and on which day; and until when, while nobody writes, it stays so."""

    question: _Question
    head: str
    day: date
    until: datetime


class _Fresh(NamedTuple):
    """What one browser was just answered: as of which writing into the database, and between which moments that holds."""

    written: Written
    since: datetime
    until: datetime
    answer: _Answer
    paper: _Paper


class Again:
    """Stands before the application: answers what it knows, and learns from what the application answers."""

    def __init__(self, app: Flask, behind: "WSGIApplication") -> None:
        self._house: visit.House = app.extensions["house"]
        self._behind = behind
        self._arrivals = Arrivals(self._house.engine)
        self._papers = Memory[_Paper](_AT_HAND, lambda one: len(one.kept.content))
        self._answers = Memory[_Answer](_ANSWERS)
        self._offices = Memory[tuple[str, date, frozenset[Role]]](_ANSWERS)
        self._fresh = Memory[_Fresh](_ANSWERS)
        self._held = datetime.min.replace(tzinfo=UTC)
        self._turn: tuple[int, Written | None] = 0, None
        self._seen: dict[int, tuple[Any, str]] = {}
        self._came = lru_cache(maxsize=_ANSWERS)(_cookies)
        self._stamped = lru_cache(maxsize=_ANSWERS)(self._stamp)
        self._signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._signed = str(app.config["SESSION_COOKIE_NAME"])

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """WSGI."""
        if not _may_be_known(environ):
            return self._behind(environ, start_response)
        try:
            here, given = self._look(environ)
        except (SQLAlchemyError, Unreachable, *_DRIVERS):
            return self._behind(environ, start_response)  # the application says what is wrong
        if given is not None:
            start_response(_STATUS[given.status], given.headers)
            return given.body
        return self._behind(environ, start_response) if here is None else self._learn(environ, start_response, here)

    def at_once(self, environ: "WSGIEnvironment") -> Answer | None:
        """The answer to a request, where it is known and takes no longer than to look who asks; for a server that has one thread
        for all connections. A database over the network is asked nothing but whether anybody has written."""
        if not _may_be_known(environ):
            return None
        try:
            known = self._answered_just_now(environ)
            if known is not None or not self._arrivals.is_quick:
                return known
            return self._look(environ, at_once=True)[1]
        except (SQLAlchemyError, Unreachable, OSError, *_DRIVERS):
            return None

    def _answered_just_now(self, environ: "WSGIEnvironment") -> Answer | None:
        """The same browser asked the same, and nothing at all was written since."""
        fresh, now = self._fresh.get(_asked(environ)), self._house.clock()
        if fresh is None or not fresh.since <= now < fresh.until:
            return None
        hold = not timedelta() <= now - self._held < _HELD
        self._held = now if hold else self._held
        ready = self._ready(fresh.paper.kept)
        if ready is None or self._written_now(hold=hold) != fresh.written:
            return None
        return self._answer(environ, fresh.answer, fresh.paper, ready)

    def _written_now(self, *, hold: bool) -> Written | None:
        """Asked of PostgreSQL once for all requests that were read in one turn; SQLite is asked by a call, for each of them."""
        turn = TURN.number
        if self._arrivals.is_quick or not turn:
            return self._arrivals.written(wait=False, hold=hold)
        if self._turn[0] != turn:
            self._turn = turn, self._arrivals.written(wait=False)
        return self._turn[1]

    def _look(self, environ: "WSGIEnvironment", *, at_once: bool = False) -> tuple[_Here | None, Answer | None]:
        """Who asks, and the answer if it is known. Nobody, for everybody with whom anything else is to be done than to look who they
        are: to renew the stamp, to have a password chosen, to end what is over."""
        came = self._came(environ.get("HTTP_COOKIE", ""), self._signed)
        asked = self._arrivals.ask(hashed(came.token) if came.token else "", wait=not at_once)
        now = self._house.clock()
        if asked is None or now < asked[0].at:
            return None, None
        found, written = asked
        zone = self._house.settings.time_zone
        day = now.astimezone(zone).date()
        until = datetime.combine(day + timedelta(days=1), time(), zone)
        roles: frozenset[Role] | None = frozenset()
        if came.token:
            if (
                found.sign_in is None
                or found.closed
                or found.one_time is not None
                or not self._goes_on(found, came, now)
            ):
                return None, None
            roles = self._roles(found, day, at_once=at_once)
            until = min(until, self._until(found, came))
        if roles is None:
            return None, None
        question = environ["PATH_INFO"], environ.get("QUERY_STRING", ""), came.language, roles, bool(came.token)
        here = _Here(question, found.head, day, until)
        answer = self._answers.get(question)
        if answer is None or (answer.head, answer.day) != (here.head, here.day):
            return here, None
        paper = self._papers.get(answer.sha256)
        if paper is None or not self._is_unchanged(paper.kept, written, at_once=at_once):
            return here, None
        ready = self._ready(paper.kept)
        if at_once and ready is None:
            return here, None
        if written is not None:
            self._fresh.put(_asked(environ), _Fresh(written, now, until, answer, paper))
        return here, self._answer(environ, answer, paper, ready)

    # Who asks ---------------------------------------------------------------------------------------------------------

    def _goes_on(self, found: Arrival, came: _Came, now: datetime) -> bool:
        """Whether a sign-in lasts, and its stamp needs not be renewed."""
        stamp = self._stamped(came.signed, found.sign_in)
        if stamp is None or not now - stamp < SEEN_EVERY:
            return False
        return not self._house.lasting.is_over(found.started_at, max(found.seen_at, stamp), now)

    def _until(self, found: Arrival, came: _Came) -> datetime:
        """From when on that is to be asked again, though nobody wrote."""
        stamp: datetime = self._stamped(came.signed, found.sign_in) or found.seen_at
        lasting = self._house.lasting
        seen = max(found.seen_at, stamp)
        return min(stamp + SEEN_EVERY, seen + lasting.idle, found.started_at + lasting.longest)

    def _stamp(self, signed: str, sign_in: int) -> datetime | None:
        try:
            told = self._signer.loads(signed)
        except BadSignature:
            return None
        match told.get(cookies.STAMP):
            case [int(number), int(seconds)] if number == sign_in:
                return datetime.fromtimestamp(seconds, UTC)
        return None

    def _roles(self, found: Arrival, day: date, *, at_once: bool) -> frozenset[Role] | None:
        known = self._offices.get(found.person)
        if known is not None and known[:2] == (found.head, day):
            return known[2]
        if at_once:
            return None
        with reading(self._house.engine) as db:
            roles = roles_of(db, db.get(Person, found.person), day)
        self._offices.put(found.person, (found.head, day, roles))
        return roles

    # What is known ----------------------------------------------------------------------------------------------------

    def _answer(self, environ: "WSGIEnvironment", answer: _Answer, paper: _Paper, ready: str | None) -> Answer | None:
        """The answer to this very request, which may ask for a part; None for a page with a sentence."""
        kept = paper.kept
        part = part_of(environ["REQUEST_METHOD"], environ, kept.sha256, len(kept.content))
        if part.status not in _STATUS:
            return None
        status, changing, body = sent(part, kept, environ, self._house.folder, self._house.settings.x_accel, ready)
        if status == 304:
            return Answer(status, [*answer.without_content, *changing], body)
        headers = [*answer.headers, *changing]
        return Answer(status, headers, body, paper.memory, part.first, answer.wire, len(answer.headers))

    def _ready(self, kept: Kept) -> str | None:
        """The file that the web server in front can send, "" where none is; None while something must be read or written first."""
        return "" if self._house.folder is None else self._house.folder.ready(kept.sha256)

    def _is_unchanged(self, kept: Kept, written: Written | None, *, at_once: bool) -> bool:
        """Whether the paper is still what its act left: held against the record again whenever its rows may have been written.

        SQLite tells whether anything was, PostgreSQL by which transaction a row was.
        """
        now = written if self._arrivals.is_quick else self._arrivals.rows_written(kept.row)
        if now != () and self._seen.get(kept.row) == (now, kept.sha256):
            return True
        if at_once:
            return False
        with reading(self._house.engine) as db:
            file = db.get(PaperFile, kept.row)
            try:
                again = kept_papers.file_of(db, db.get_one(Paper, file.paper_id)) if file is not None else None
            except Altered:
                return False  # the application says so
        if again is None or again.sha256 != kept.sha256:
            return False
        self._seen[kept.row] = now, kept.sha256
        return True

    def _learn(self, environ: "WSGIEnvironment", start_response: "StartResponse", here: _Here) -> Iterable[bytes]:
        """Have the application answer, and remember which paper it gave, when it says that this may be."""
        offered: list[Kept] = []
        environ[AGAIN] = offered

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            if offered and status[:3] in ("200", "206") and len(offered[0].content) <= _LARGEST:
                lasting = tuple(one for one in headers if one[0].lower() not in _CHANGING)
                if offered[0].sha256 not in self._papers:
                    self._papers.put(offered[0].sha256, _Paper(offered[0], sealed(offered[0].content)))
                self._answers.put(
                    here.question, _Answer(offered[0].sha256, lasting, on_the_wire(lasting), here.head, here.day)
                )
            return start_response(status, headers, *more)

        return self._behind(environ, begin)


def at_once(app: Flask, environ: "WSGIEnvironment") -> Answer | None:
    """The answer of `app` that is known already; for the server."""
    first = app.wsgi_app
    return first.at_once(environ) if isinstance(first, Again) else None


def _asked(environ: "WSGIEnvironment") -> tuple[str, str, str]:
    return environ.get("HTTP_COOKIE", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")


def _may_be_known(environ: "WSGIEnvironment") -> bool:
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and environ["PATH_INFO"].endswith(".pdf")


def _cookies(header: str, signed: str) -> _Came:
    """What the head of a request says in cookies."""
    brought = parse_cookie(header)
    return _Came(
        brought.get(cookies.SIGN_IN, "")[:100], brought.get(visit.LANGUAGE_COOKIE, ""), brought.get(signed, "")
    )
