"""How many official papers a second leave the house: from nginx as a plain file, from the product with the right of each reader
asked each time, and from nginx at the product's word (X-Accel-Redirect). All three in one run, in turns, by one client.

The paper has 300 kB; eight connections are kept open, each of somebody who is signed in. The goals: the product at least half of
nginx alone, and nginx at the product's word too. nginx must be installed (`apt-get install nginx-light`); the demonstration
is staged into a throw-away database.

--postgresql  keep it in PostgreSQL, which is started for the run
"""

import hashlib
import http.client
import os
import random
import re
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from workflow import demonstration
from workflow.config import Settings
from workflow.demonstration.cast import named
from workflow.lifecycle.figures import procedure_of
from workflow.publishing.faces.fonts import faces
from workflow.records import migrations
from workflow.records.database.session import make_engine

SIZE, CONNECTIONS, SECONDS, ROUNDS = 300_000, 8, 1.5, 5
GOAL = 0.5
PATH = "/regulations/representative-assembly/editions/1.pdf"
PEOPLE = ("drafter", "reviewer-legal", "reviewer-union", "secretary", "issuer", "delegate", "employee", "admin")
#: The paper: what is measured is its way, and not what is on it.
PAPER = b"%PDF-1.7\n" + random.Random(1).randbytes(SIZE - 15) + b"\n%%EOF"
KEY = "a key for one measurement that is long enough"


def main(options: list[str]) -> int:
    """Print a table; 1 when a goal is missed, 2 when nginx is not there."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        print("nginx is not installed: apt-get install nginx-light", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name, _database(Path(name), "--postgresql" in options) as url:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's own workers belong to another user
        _fill(url)
        ports = dict(zip(("plain", "accel", "front"), _free_ports(3), strict=True))
        with (
            _served(url, folder / "plain", ports["plain"], ""),
            _served(url, folder / "accel", ports["accel"], "/papers/"),
            _front(nginx, folder, ports),
        ):
            cookies = [_signed_in(ports["plain"], person) for person in PEOPLE]
            return _measure(ports, cookies)


def _measure(ports: dict[str, int], cookies: list[str]) -> int:
    ways = {
        "nginx, a file": (ports["front"], "/file.pdf"),
        "the product": (ports["plain"], PATH),
        "nginx at the product's word": (ports["front"], PATH),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for port, path in ways.values():
        load(port, path, cookies, 1.0)
    for _ in range(ROUNDS):
        for name, (port, path) in ways.items():
            rates[name].append(load(port, path, cookies, SECONDS))
    alone = rates["nginx, a file"]
    print(f"{SIZE / 1000:.0f} kB, {CONNECTIONS} connections kept open, {os.cpu_count()} processors, {ROUNDS} rounds\n")
    print("| Way | papers a second, median | of nginx alone, median | worst round |\n| --- | ---: | ---: | ---: |")
    missed = 0
    for name, found in rates.items():
        shares = [one / whole for one, whole in zip(found, alone, strict=True)]
        print(f"| {name} | {statistics.median(found):.0f} | {statistics.median(shares):.2f} | {min(shares):.2f} |")
        missed += statistics.median(shares) < GOAL
    print(f"\n{'each at least' if not missed else f'{missed} below'} {GOAL}")
    return 1 if missed else 0


# The client ----------------------------------------------------------------------------------------------------------


class _Connection:
    """One connection: asks, reads the answer to its end into one place, asks again."""

    def __init__(self, port: int, path: str, cookie: str, into: bytearray) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()
        self._into, self._head, self._left = memoryview(into), b"", -1
        self.answers = 0
        self.ask()

    def ask(self) -> None:
        """Send the request."""
        self._head, self._left = b"", -1
        self.socket.send(self._request)

    def read(self) -> None:
        """Read what there is; a whole answer is counted, and the next one asked for."""
        if self._left < 0:
            self._head += self.socket.recv(65536)
            head, found, rest = self._head.partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 200"), head
            told = re.search(rb"(?i)content-length: (\d+)", head)
            assert told, head
            assert int(told[1]) == SIZE, head
            self._left = SIZE - len(rest)
        else:
            got = self.socket.recv_into(self._into)
            assert got, "closed"
            self._left -= got
        if self._left == 0:
            self.answers += 1
            self.ask()


def load(port: int, path: str, cookies: list[str], seconds: float) -> float:
    """Answers a second."""
    into = bytearray(1 << 20)
    several = [_Connection(port, path, cookies[number % len(cookies)], into) for number in range(CONNECTIONS)]
    with selectors.DefaultSelector() as here:
        for one in several:
            here.register(one.socket, selectors.EVENT_READ, one.read)
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            for key, _ in here.select(1.0):
                key.data()
        spent = time.perf_counter() - begun
    for one in several:
        one.socket.close()
    return sum(one.answers for one in several) / spent


def _signed_in(port: int, person: str) -> str:
    """The cookies of somebody who signed in and opened the paper once; what they got is the paper."""
    cookies: dict[str, str] = {}

    def ask(method: str, path: str, **fields: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(fields) or None, headers)
        answer = connection.getresponse()
        for one in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = one.partition(";")[0].partition("=")
            cookies[name] = value
        content = answer.read()
        connection.close()
        return content

    token = re.search(rb'name="csrf_token" value="([^"]+)"', ask("GET", "/sign-in"))
    assert token
    ask("POST", "/demonstration/sign-in", csrf_token=token[1].decode(), person=person)
    assert hashlib.sha256(ask("GET", PATH)).digest() == hashlib.sha256(PAPER).digest(), person
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


# What is measured ----------------------------------------------------------------------------------------------------


@contextmanager
def _database(folder: Path, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield f"sqlite:///{folder / 'papers.sqlite'}"
        return
    from tests.databases import Databases, PostgreSQL

    server = PostgreSQL()
    try:
        yield Databases(folder, "papers", server.folder).empty("postgresql")
    finally:
        server.stop()


def _settings(url: str) -> Settings:
    given = url.replace("postgresql+psycopg://", "postgresql://")
    return named(Settings.from_environ({"DATABASE_URL": given, "SESSION_KEY": KEY}))


def _fill(url: str) -> None:
    settings, engine = _settings(url), make_engine(url)
    migrations.upgrade(engine)
    procedure = procedure_of(named(settings))
    today = datetime.now(settings.time_zone).date()
    with patch("workflow.demonstration.draw", lambda *_arguments, **_options: PAPER):
        demonstration.stage(engine, settings, procedure, faces(settings), today, lambda _line: None)
    engine.dispose()


@contextmanager
def _served(url: str, folder: Path, port: int, accel: str) -> Iterator[None]:
    """`workflow serve` with its usual processes and threads."""
    folder.mkdir()
    variables = {
        "DATABASE_URL": url.replace("postgresql+psycopg://", "postgresql://"),
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SERVE_JOBS": "no",
        "SESSION_KEY": KEY,
        "X_ACCEL": accel,
        "TRUSTED_PROXIES": "1" if accel else "0",
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "workflow.cli", "serve"]
        server = subprocess.Popen(command, env={**os.environ, **variables}, stdout=log, stderr=log)
        try:
            _wait(port)
            yield
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def _front(nginx: str, folder: Path, ports: dict[str, int]) -> Iterator[None]:
    """nginx with the example of the documentation; and the same paper as a plain file."""
    (folder / "file.pdf").write_bytes(PAPER)
    for one in (folder / "file.pdf", folder / "accel"):
        one.chmod(0o755)
    example = (Path(__file__).parents[1] / "docs" / "nginx.conf").read_text(encoding="utf-8")
    site = (
        example.replace("127.0.0.1:8000", f"127.0.0.1:{ports['accel']}")
        .replace("listen 80;", f"listen 127.0.0.1:{ports['front']};")
        .replace("/var/lib/workflow/papers/", f"{folder}/accel/papers/")
    )
    plain = f"location = /file.pdf {{ root {folder}; sendfile on; tcp_nopush on; }}\n    location / {{"
    user = "user root;" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{user} worker_processes auto; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; types {{ application/pdf pdf; }} keepalive_requests 1000000000;\n"
        f"{site.replace('location / {', plain, 1)} }}\n",
        encoding="utf-8",
    )
    server = subprocess.Popen([nginx, "-e", f"{folder}/nginx.log", "-c", str(conf), "-p", str(folder)])
    try:
        _wait(ports["front"])
        yield
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody listens")


def _free_ports(many: int) -> list[int]:
    several = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    ports = [one.getsockname()[1] for one in several]
    for one in several:
        one.close()
    return ports
