"""A real server is killed in the middle of saving: whatever it acknowledged is there, and the database is whole."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tests.databases import Databases
from tests.web.house import KEY, csrf_token, hidden, stage_demonstration
from workflow.records.event import broken_links
from workflow.records.session import make_engine, reading

ADDRESS = "/regulations/canteen/editions/1"


class Caller:
    """A browser that knows forms and cookies, over a real connection."""

    def __init__(self, server: str, *handlers: urllib.request.BaseHandler) -> None:
        self.server = server
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), *handlers)

    def get(self, path: str) -> str:
        """The page."""
        with self.opener.open(self.server + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, token: str, **fields: str) -> str:
        """Send a form."""
        body = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        with self.opener.open(self.server + path, body, timeout=20) as answer:
            return str(answer.read().decode())


@contextmanager
def serving(url: str, folder: Path, workers: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`workflow serve` with so many workers, as its own group of processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WORKERS": str(workers),
        "SESSION_KEY": KEY,
    }
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "workflow.cli", "serve"],
            env={**os.environ, **variables},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}", server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 (our own server)
                assert answer.read() == b"ok\n"
                return
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, "the server ended before it answered"
            time.sleep(0.1)
    raise AssertionError("the server did not answer in a minute")


def test_a_killed_server_loses_nothing_that_it_acknowledged(databases: Databases, tmp_path: Path):
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    acknowledged = 0
    with serving(url, tmp_path) as (address, server):
        caller = Caller(address)
        caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="drafter")
        token = csrf_token(caller.get("/desk"))
        caller.post("/regulations/new", token, slug="canteen", name_zh="食堂管理办法", name_en="Canteen")
        base, killed = "0", False
        while not killed:
            if acknowledged == 8:
                threading.Timer(0.2, os.killpg, (server.pid, signal.SIGKILL)).start()
            try:
                page = caller.post(f"{ADDRESS}/save", token, words=text(acknowledged), base=base, language="zh")
            except (urllib.error.URLError, ConnectionError, OSError):
                killed = True
            else:
                acknowledged += 1
                base = hidden(page, "base")
            assert acknowledged < 2000
    whole(url)
    with serving(url, tmp_path) as (address, _):
        caller = Caller(address)
        caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="drafter")
        found = re.search(r"第(\d+)条的第\d+次", caller.get(f"{ADDRESS}/draft"))
        assert found
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        saved = connection.execute("SELECT count(*) FROM snapshot WHERE text LIKE '食堂%'").fetchone()[0]
    connection.close()
    assert acknowledged >= 8
    assert saved in (acknowledged, acknowledged + 1)  # the one under way was either kept whole or not at all


def text(number: int) -> str:
    """The text of the `number`th save."""
    return f"食堂管理办法\n\n第一条　这是第1条的第{number}次。\n第二条　食堂每日供应三餐。\n"


def whole(url: str) -> None:
    """SQLite finds nothing wrong, the chain of events holds, and every snapshot has its provisions."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        bare = "SELECT count(*) FROM snapshot WHERE id NOT IN (SELECT snapshot_id FROM provision)"
        assert connection.execute(bare).fetchone() == (0,)
    connection.close()
    engine = make_engine(url)
    with reading(engine) as db:
        assert broken_links(db) == []
    engine.dispose()
