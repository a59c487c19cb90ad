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
from contextlib import contextmanager, suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.render import regulation
from tests.databases import KINDS, Databases
from tests.web.hall import Hall, declared
from tests.web.house import AWAITING, KEY, House, csrf_token, hidden, stage_demonstration
from workflow.publishing.pressroom.printer import DIED
from workflow.records.database.session import make_engine, reading
from workflow.records.event import broken_links
from workflow.text.reading.write import write

pytestmark = pytest.mark.thorough

ADDRESS = "/regulations/canteen/editions/1"
#: PostgreSQL: who else is connected.
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Caller:
    """A browser that knows forms and cookies, over a real connection."""

    def __init__(self, server: str, *handlers: urllib.request.BaseHandler) -> None:
        self.server = server
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), *handlers)

    def get(self, path: str) -> str:
        """The page."""
        with self.opener.open(self.server + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, token: str, **fields: str) -> str:
        """Send a form."""
        body = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        with self.opener.open(self.server + path, body, timeout=60) as answer:
            return str(answer.read().decode())


@contextmanager
def serving(url: str, folder: Path, workers: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`workflow serve` with so many workers, as its own group of processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {
        "DATABASE_URL": url.replace("postgresql+psycopg://", "postgresql://"),
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
        except OSError:  # not there yet, or busy starting on a machine that does much else
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
            except (urllib.error.URLError, HTTPException, OSError):
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
    """The database finds nothing wrong, the chain of events holds, and every snapshot has its provisions."""
    engine = make_engine(url)
    for _ in range(600):  # what the killed server had under way PostgreSQL ends by itself
        with reading(engine) as db:
            if engine.dialect.name == "sqlite" or not db.execute(sa.text(OTHERS)).scalar_one():
                break
        time.sleep(0.05)
    with reading(engine) as db:
        if engine.dialect.name == "sqlite":
            assert db.execute(sa.text("PRAGMA integrity_check")).one() == ("ok",)
            assert db.execute(sa.text("PRAGMA foreign_key_check")).all() == []
        bare = "SELECT count(*) FROM snapshot WHERE id NOT IN (SELECT snapshot_id FROM provision)"
        assert db.execute(sa.text(bare)).scalar_one() == 0
        assert broken_links(db) == []
    engine.dispose()


# Papers --------------------------------------------------------------------------------------------------------------


def to_be_issued(url: str) -> None:
    """The demonstration with an adopted text in it."""
    stage_demonstration(url)
    house = House(url)
    declared(Hall(house), 0)
    house.close()


def issued(url: str) -> tuple[str, int, int]:
    """How far the adopted text has come: its state, its files, and the events of its issuing."""
    slug, number = AWAITING
    asked = (
        "SELECT count(*) FROM paper WHERE result_id IS NULL AND edition_id = :edition",
        "SELECT count(*) FROM event WHERE verb = 'issue' AND object = 'edition:' || :edition",
    )
    engine = make_engine(url)
    with reading(engine) as db:
        edition, state = db.execute(
            sa.text(
                "SELECT edition.id, state FROM edition JOIN regulation ON regulation.id = regulation_id "
                "WHERE slug = :slug AND edition.number = :number"
            ),
            {"slug": slug, "number": number},
        ).one()
        files, events = (db.execute(sa.text(one), {"edition": edition}).scalar_one() for one in asked)
    engine.dispose()
    return state, files, events


def issue(address: str) -> None:
    """Send the issuer's form, and again while its papers are being drawn, as the page in between does."""
    caller, path = Caller(address), f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/issue"
    caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="issuer")
    fields = {"effective": "2040-05-01", "bind-1": "yes", "basis-1": "本公司职工代表大会通过"}
    token = csrf_token(caller.get(path))
    caller.opener.addheaders = [("Accept", "text/html")]
    while "data-resubmit" in caller.post(path, token, **fields):
        pass


def kill_while_issuing(url: str, folder: Path, after: float) -> None:
    """Kill the server so long after the form was sent; what is in the database then is whole."""
    with serving(url, folder) as (address, server):
        threading.Timer(after, os.killpg, (server.pid, signal.SIGKILL)).start()
        with suppress(urllib.error.URLError, HTTPException, OSError):
            issue(address)
        server.wait(timeout=60)
    whole(url)
    state, files, events = issued(url)
    assert (state, files > 0, events) in (("adopted", False, 0), ("issued", True, 1))


def test_a_server_killed_while_issuing_has_issued_all_or_nothing(databases: Databases, tmp_path: Path):
    url = databases.copy("sqlite", "demonstration_adopted", to_be_issued)
    kill_while_issuing(url, tmp_path, 1.5)
    if issued(url)[0] == "adopted":
        with serving(url, tmp_path) as (address, _):
            issue(address)
    state, files, events = issued(url)
    assert (state, files >= 1, events) == ("issued", True, 1)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_killed_at_any_moment_of_issuing_has_issued_all_or_nothing(
    kind: str, databases: Databases, tmp_path: Path
):
    """At eight moments of the time that all of it takes on this machine."""
    url = databases.copy(kind, "demonstration_adopted", to_be_issued)
    with serving(url, tmp_path) as (address, _):
        begun = time.monotonic()
        issue(address)
        takes = time.monotonic() - begun
    done = []
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        url = databases.copy(kind, "demonstration_adopted", to_be_issued)
        kill_while_issuing(url, folder, takes * (number + 1) / 7)
        done.append(issued(url)[0] == "issued")
    assert not done[0], "killed before any paper can have been drawn"
    print(
        f"\n  {kind}: issuing takes {takes:.1f} s; killed at eight moments of it, {sum(done)} issued and whole, others untouched"
    )


def printers_of(server: subprocess.Popen[bytes]) -> list[int]:
    """The processes of a server that draw."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"spawn_main" in (folder / "cmdline").read_bytes() and os.getpgid(int(folder.name)) == server.pid:
                found.append(int(folder.name))
    return found


def test_a_printer_killed_while_drawing_is_told_of_in_a_sentence_and_replaced(databases: Databases, tmp_path: Path):
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    with serving(url, tmp_path) as (address, server):
        caller = Caller(address)
        caller.opener.addheaders = [("Accept", "text/html")]
        caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="drafter")
        caller.post(
            "/regulations/new", csrf_token(caller.get("/desk")), slug="canteen", name_zh="食堂", name_en="Canteen"
        )
        words, token = write(regulation(1200)), csrf_token(caller.get("/desk"))
        caller.post(f"{ADDRESS}/save", token, words=words, base="0", language="zh")
        assert "data-drawing" in caller.get(f"{ADDRESS}.pdf")
        # Asks nothing meanwhile: an answer is waited for, and a drawing could end within that wait.
        while not killed_while_drawing(server, tmp_path):
            time.sleep(0.01)
        with pytest.raises(urllib.error.HTTPError) as told:
            asked_until_refused(caller, f"{ADDRESS}.pdf")
        with told.value as answer:
            assert answer.code == 503
            assert DIED.zh in answer.read().decode()
        caller.opener.addheaders = [("Accept", "*/*")]
        time.sleep(float(answer.headers["Retry-After"]))
        with caller.opener.open(f"{address}{ADDRESS}.pdf", timeout=120) as paper:
            assert paper.read(5) == b"%PDF-"
        assert printers_of(server)


def asked_until_refused(caller: Caller, path: str) -> None:
    """What the page in between does: it asks again."""
    while "data-drawing" in caller.get(path):
        time.sleep(0.1)


def killed_while_drawing(server: subprocess.Popen[bytes], folder: Path) -> bool:
    """Kill the printer once it has come to a page that only the long paper has.

    The server draws papers of its own accord too: a line that warms the printer, and those of declared results.
    """
    if max((page_of(file) for file in (folder / "drawings").glob("*.page")), default=0) <= LONGER_THAN_OTHERS:
        return False
    for printer in printers_of(server):
        os.kill(printer, signal.SIGKILL)
    return True


#: Pages: no paper that the server draws by itself has so many, the one that is asked for has over a hundred.
LONGER_THAN_OTHERS = 12


def page_of(progress: Path) -> int:
    """The page that a printer has written down; 0 while it is writing, or when it is done."""
    with suppress(OSError, ValueError):
        return int(progress.read_text(encoding="ascii"))
    return 0
