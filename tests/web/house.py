"""The house under test: the application on a copy of the demonstration, its clock, and the people who visit it."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.test import TestResponse

from tests.compiled import TEMPLATES
from workflow import demonstration
from workflow.config import Settings
from workflow.demonstration.cast import CAST as PEOPLE
from workflow.demonstration.cast import named
from workflow.lifecycle.figures import procedure_of
from workflow.publishing.faces.fonts import faces
from workflow.records import migrations
from workflow.records.database.session import make_engine, reading
from workflow.records.tables import metadata
from workflow.web.app import create_app

#: The day on which the demonstration of these tests stands; its open session meets on it.
TODAY = date(2026, 3, 16)
MORNING = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
CAST = tuple(code for code, *_ in PEOPLE)
#: Editions of the demonstration by where they stand.
IN_FORCE = ("representative-assembly", 1)
IN_REVIEW = ("member-welfare", 2)
AWAITING = ("factory-transparency", 2)
REPORT = ("work-report-2024", 1)
#: Entered afterwards from paper; amends the edition before it; its scan is the second one there is.
ON_PAPER = ("staff-training", 2)
OPEN_SESSION, OPEN_ITEM, CLOSED_SESSION, DECIDED_ITEM = 2, 5, 1, 2
KEY = "a key for tests that is long enough to be one"
ISSUED_PAPER = b"%PDF-1.4 a paper issued before these tests began"
_TAG = re.compile(r'<[a-zA-Z](?:"[^"]*"|[^">])*>')
_IN_TAG = re.compile(r'("[^"]*")|\s+(>)|\s+')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def stage_demonstration(url: str) -> None:
    """Fill the empty database at `url` with the demonstration enterprise, as it stands on TODAY.

    Its six issued papers take the typesetter ten seconds and are not what the pages are tested on; the papers that the
    tests themselves issue are real.
    """
    settings = settings_for(url)
    engine = make_engine(url)
    migrations.upgrade(engine)
    procedure = procedure_of(settings)
    with patch("workflow.demonstration.draw", lambda *_arguments, **_options: ISSUED_PAPER):
        demonstration.stage(engine, settings, procedure, faces(settings), TODAY, lambda _line: None)
    engine.dispose()


def settings_for(url: str, **variables: str) -> Settings:
    """The settings of a house on the database at `url`, in which the demonstration has its own names unless others are given."""
    given = url.replace("postgresql+psycopg://", "postgresql://")
    return named(Settings.from_environ({"SESSION_KEY": KEY, "DATABASE_URL": given, **variables}))


@dataclass
class Clock:
    """The time of the house, which stands still until a test moves it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass
class House:
    """The application on one database."""

    url: str
    clock: Clock = field(default_factory=Clock)
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = settings_for(self.url, **self.variables)
        self.engine = make_engine(self.url)
        self.app: Flask = create_app(self.settings, self.engine, self.clock)
        self.app.jinja_env.bytecode_cache = TEMPLATES

    def visitor(self, person: str | None = None) -> "Visitor":
        """A new browser; signed in as a person of the demonstration when one is named."""
        visitor = Visitor(self.app.test_client())
        if person:
            answer = visitor.post("/demonstration/sign-in", {"person": person})
            assert answer.status_code == 302, answer.text
            visitor.token = ""  # signing in begins a new session
        return visitor

    @contextmanager
    def records(self) -> Iterator[Session]:
        """What the database holds now."""
        with reading(self.engine) as db:
            yield db

    def rows(self) -> dict[str, int]:
        """How many rows each table has, but for who is signed in: a test signs people in to see what they cannot do."""
        with self.engine.connect() as connection:
            return {
                table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
                if table.name != "sign_in"
            }

    def close(self) -> None:
        """Let the database go, to which every connection must have been given back."""
        pool = self.engine.pool
        assert isinstance(pool, sa.QueuePool)
        out = pool.checkedout()
        self.engine.dispose()
        assert out == 0, f"{out} connections are still in somebody's hands"


@dataclass
class Visitor:
    """One browser with its cookies, which sends the token that a real form would carry."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **options: object) -> TestResponse:
        """Open a page."""
        return in_lines(self.client.get(path, **options))

    def post(
        self,
        path: str,
        fields: Mapping[str, object] | None = None,
        files: dict[str, tuple[bytes, str]] | None = None,
        **options: object,
    ) -> TestResponse:
        """Send a form, with files when given."""
        if not self.token:
            self.token = csrf_token(self.client.get("/sign-in").text)
        data: dict[str, object] = {"csrf_token": self.token, **(fields or {})}
        for name, (content, filename) in (files or {}).items():
            data[name] = (io.BytesIO(content), filename)
        return in_lines(self.client.post(path, data=data, **options))


def chosen(house: "House", code: str, answer: TestResponse, password: str) -> "Visitor":
    """A visitor who signed in with the one-time code that `answer` shows, chose a password, and signed in with that."""
    assert answer.status_code == 200, answer.text
    shown = re.search(r"data-code>([^<]+)<", answer.text)
    assert shown, answer.text
    visitor = house.visitor()
    for fields in ({"password": unescape(shown[1])}, {"password": password}):
        signed_in = visitor.post("/sign-in", {"code": code, **fields})
        assert signed_in.status_code == 302, signed_in.text
        visitor.token = ""
        if fields["password"] != password:
            done = visitor.post("/account/password", {"password": password, "again": password})
            assert done.status_code == 302, done.text
            visitor.token = ""
    return visitor


def in_lines(answer: TestResponse) -> TestResponse:
    """An answer whose `text` has every tag in one line, as a browser reads it: where a template breaks it says nothing."""
    if answer.mimetype == "text/html":
        whole = _TAG.sub(lambda tag: _IN_TAG.sub(lambda one: one[1] or one[2] or " ", tag[0]), answer.text)
        answer.__dict__["text"] = whole  # the property keeps what it read first
    return answer


def csrf_token(html: str) -> str:
    """The token in the first form of a page."""
    found = _TOKEN.search(html)
    assert found, html[:2000]
    return unescape(found[1])


def in_language(path: str, language: str) -> str:
    """The address of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def hidden(html: str, name: str) -> str:
    """The value of the first hidden field called `name`."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name} in the page"
    return unescape(found[1])


def field_words(html: str, name: str) -> str:
    """The words in the text field called `name`."""
    found = re.search(rf'<textarea[^>]*\bname="{name}"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    assert found, f"no text field {name} in the page"
    return unescape(found[1])


def spoken(html: str) -> str:
    """The words of a page that a person sees, without tags."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


@dataclass
class Watch:
    """Notices every change that somebody commits to a SQLite database."""

    url: str

    def __post_init__(self) -> None:
        import sqlite3

        self.connection = sqlite3.connect(Path(self.url.removeprefix("sqlite:///")))
        self.seen = self._version()

    def changed(self) -> bool:
        """True when something was committed since this was asked last."""
        before, self.seen = self.seen, self._version()
        return before != self.seen

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])


Opening = Callable[..., House]
