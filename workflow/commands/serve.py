"""`workflow serve`: bring the database up to date, make the demonstration when it is empty, and serve the pages."""

import ipaddress
import socket
import sys
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.opening import opened
from workflow.config import Settings
from workflow.demonstration import is_empty, stage
from workflow.demonstration.cast import named
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people.people import is_demonstration
from workflow.publishing.faces.fonts import FontsMissing, faces
from workflow.records.database.session import reading
from workflow.records.database.unreachable import Unreachable
from workflow.records.enterprise import names_of_enterprise
from workflow.records.replaying.looking import look
from workflow.text.reading.printable import refused


def run(arguments: list[str]) -> int:
    """Serve until stopped. Refuses to show the demonstration to other machines unless DEMO_PUBLIC says so."""
    parser = Arguments(
        prog="workflow serve", description="Serve the product; an empty database gets the demonstration."
    )
    parser.add_argument(
        "--no-demonstration", action="store_true", help="leave an empty database empty (then: workflow init)"
    )
    given = parser.parse_args(arguments)
    with opened() as (settings, engine):
        wanted = not given.no_demonstration and is_empty(engine)
        if wanted and settings.uses_postgresql:
            raise Unusable("this database is empty: `workflow init ACCOUNT` makes its first administrator.")
        demonstration = wanted or _holds_demonstration(engine)
        if demonstration:
            settings = named(settings)
        _require_loopback(settings, demonstration)
        _require_address(settings)
        _require_printable(settings)
        procedure_of(settings)  # refused here in a sentence, and not by every process of the server
        if wanted:
            _stage(settings, engine)
        _look(engine)
        _tell_of_no_name(settings, engine)
    _serve(settings)
    return 0


def _tell_of_no_name(settings: Settings, engine: sa.Engine) -> None:
    """Say that nobody has named the enterprise, in the settings or in its own record."""
    unnamed = settings.missing_names
    with reading(engine) as db:
        if unnamed is not None and not names_of_enterprise(db):
            _tell(f"{unnamed.zh} {unnamed.en}")


def _look(engine: sa.Engine) -> None:
    """Look at what is new in the record. Whatever is found is said, and the house opens all the same."""
    try:
        found = look(engine, datetime.now(UTC), whole=False).words()
    except Unreachable as error:
        found = error.words
    if found is not None:
        sys.stderr.write(f"workflow: {found.zh} {found.en}\n")


def _holds_demonstration(engine: sa.Engine) -> bool:
    with reading(engine) as db:
        return is_demonstration(db)


def _require_loopback(settings: Settings, demonstration: bool) -> None:
    """Unusable when other machines would reach the demonstration that is there, or is wanted, and nobody has allowed it."""
    if demonstration and not settings.demo_public and not _is_loopback(settings.host):
        raise Unusable(
            f"HOST is {settings.host}, and this database holds the demonstration, where anybody signs in as anybody: "
            "set DEMO_PUBLIC=1 if that is meant, or use another DATABASE_URL."
        )


def _require_printable(settings: Settings) -> None:
    """Unusable when there are no faces, or none shows a name of the enterprise: it stands on every official paper, and would
    be refused there after the vote."""
    try:
        printable = faces(settings).printable
    except FontsMissing as error:
        raise Unusable(f"{error.words.zh} {error.words.en}") from error
    for variable, words in (
        ("ENTERPRISE_NAME_ZH", settings.enterprise_name.zh),
        ("ENTERPRISE_NAME_EN", settings.enterprise_name.en),
        ("ENTERPRISE_SHORT_ZH", settings.enterprise_short.zh),
        ("ENTERPRISE_SHORT_EN", settings.enterprise_short.en),
        ("ENTERPRISE_DOCUMENT_CODE", settings.document_code),
    ):
        if wrong := refused(words, printable):
            raise Unusable(f"{variable}：{wrong.zh} {wrong.en}")


def _stage(settings: Settings, engine: sa.Engine) -> None:
    """Put the demonstration into an empty SQLite database, all of it or nothing.

    A PostgreSQL database belongs to an enterprise, so it never gets one.
    """
    procedure = procedure_of(settings)
    today = datetime.now(settings.time_zone).date()
    stage(engine, settings, procedure, faces(settings), today, _tell)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _require_address(settings: Settings) -> None:
    """Unusable when the address cannot be listened on, before anything takes time."""
    try:
        kind = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind[0], kind[1]) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(kind[4])
    except (OSError, UnicodeError) as error:  # the latter for a name that no machine can have
        reason = getattr(error, "strerror", None) or error
        raise Unusable(
            f"{settings.host}:{settings.port} cannot be listened on ({reason}): "
            f"stop what runs there, or choose another port: PORT={settings.port + 1} make run"
        ) from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _serve(settings: Settings) -> None:
    """A few processes of a few threads, kept by gunicorn; each process is stateless.

    Each has a printer of its own, whose finished drawings all of them find in one folder. A worker beside them does what
    lasts, unless the settings leave that to workers of their own.
    """
    from workflow.publishing.pressroom.room import Pressroom
    from workflow.publishing.pressroom.spool import Spool
    from workflow.serving.beside import Beside
    from workflow.serving.server import Server
    from workflow.web.app import create_app
    from workflow.web.request.again import at_once
    from workflow.web.request.long import takes_long

    spool = Spool(settings.data_dir / "drawings")
    spool.empty()
    installed = faces(settings)
    notice = installed.notice
    if notice:
        _tell(f"{notice.zh} {notice.en}")

    def make() -> Flask:
        room = Pressroom(spool)
        room.warm(installed)
        return create_app(settings, pressroom=room)

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    Server(
        make=make,
        takes_long=takes_long,
        at_once=at_once,
        bind=f"{host}:{settings.port}",
        workers=settings.workers,
        threads=settings.threads,
        ready=lambda: _tell(f"\n  {settings.public_url}\n\n按 Ctrl+C 停止 Press Ctrl+C to stop"),
        beside=Beside([sys.executable, "-m", "workflow.cli", "worker", "--beside"]) if settings.serve_jobs else None,
    ).run()
