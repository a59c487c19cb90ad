"""What ordinary people wait for while somebody keeps connections open: `workflow serve` alone, nothing before it.

Each kind of slow caller is tried with 8, 64 and 500 connections, opened again as soon as the server closes them, against
a fresh SQLite demonstration. Meanwhile one person asks for /healthz, reads a page signed in, and saves a draft, each on a
connection of its own; what does not answer within four seconds counts as failed.

    python -m benchmarks slowloris [--counts 8,64,500] [--kinds silent,header,…] [--seconds 5] [--server "COMMAND"]

COMMAND is another server of the same pages, to compare: it finds HOST, PORT, DATA_DIR and the rest in its environment.
"""

import argparse
import contextlib
import http.client
import os
import re
import selectors
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 4.0
ADDRESS = "/regulations/slowly/editions/1"
#: A TLS greeting, as a browser sends it that was given https:// by mistake.
GREETING = bytes.fromhex("16030100c8010000c40303") + bytes(range(64))
HEAD = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\n\r\nname="
)
READ = b"GET /static/base.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
#: Each kind: what is sent at once, what is sent again every half second, whether the answer is ever read.
KINDS = {
    "silent": (b"", b"", True),
    "header": (HEAD, b"a", True),
    "body": (BODY, b"a", True),
    "unread": (READ * 100, b"", False),
    "idle": (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"", True),
    "tls": (GREETING, b"", True),
}


class Attack:
    """So many connections of one kind, held from a thread of their own until told to stop."""

    def __init__(self, port: int, kind: str, count: int) -> None:
        self.port, self.count = port, count
        self.first, self.again, self.reads = KINDS[kind]
        self.selector = selectors.DefaultSelector()
        self.open: set[socket.socket] = set()
        self.opened, self.refused = 0, 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Attack":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.thread.join(20)
        for one in list(self.open):
            self._drop(one)
        self.selector.close()

    def _run(self) -> None:
        dripped = 0.0
        while not self.stopping.is_set():
            missing = self.count - len(self.open)
            for _ in range(min(missing, 50)):
                self._connect()
            if self.again and time.monotonic() - dripped > 0.5:
                dripped = time.monotonic()
                for one in list(self.open):
                    with contextlib.suppress(BlockingIOError, ConnectionError):
                        one.send(self.again)
            for key, _ in self.selector.select(0.02):
                one = key.data
                try:
                    ended = not one.recv(65536)
                except BlockingIOError:
                    continue
                except OSError:
                    ended = True
                if ended:
                    self._drop(one)

    def _connect(self) -> None:
        one = socket.socket()
        if not self.reads:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.settimeout(0.5)
        try:
            one.connect(("127.0.0.1", self.port))
            one.sendall(self.first)
        except OSError:
            self.refused += 1
            one.close()
            return
        one.setblocking(False)
        self.opened += 1
        self.open.add(one)
        if self.reads:
            self.selector.register(one, selectors.EVENT_READ, one)

    def _drop(self, one: socket.socket) -> None:
        self.open.discard(one)
        if self.reads:
            with contextlib.suppress(KeyError, ValueError):
                self.selector.unregister(one)
        one.close()


class Person:
    """Somebody signed in as the drafter, who gives up after four seconds."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.base, self.token, self.saved, self.lost = "0", "", 0, False

    def ask(self, method: str, path: str, **fields: str) -> str:
        """The page; raises OSError or HTTPException when there is none in time."""
        call = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        begun = time.monotonic()
        try:
            body = urllib.parse.urlencode({"csrf_token": self.token, **fields}) if method == "POST" else None
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            call.request(method, path, body, headers)
            answer = call.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            if answer.status >= 400 or time.monotonic() - begun > PATIENCE:
                raise OSError(f"{answer.status} for {path}")
            if answer.status in (302, 303):
                return self.ask("GET", answer.headers["Location"])
            return text
        finally:
            call.close()

    def arrive(self) -> None:
        """Sign in and begin a draft."""
        self.token = _hidden(self.ask("GET", "/sign-in"), "csrf_token")
        self.ask("POST", "/demonstration/sign-in", person="drafter")
        self.token = _hidden(self.ask("GET", "/desk"), "csrf_token")
        self.ask("POST", "/regulations/new", slug="slowly", name_zh="食堂管理办法", name_en="Canteen")

    def health(self) -> None:
        """What a watchman asks."""
        self.ask("GET", "/healthz")

    def read(self) -> None:
        """A page signed in."""
        self.ask("GET", "/desk")

    def act(self) -> None:
        """Save the draft once more."""
        if self.lost:  # whether the last one was saved, nobody was told
            self.base = _hidden(self.ask("GET", f"{ADDRESS}/draft"), "base")
        words = f"食堂管理办法\n\n第一条　这是第{self.saved}次。\n第二条　食堂每日供应三餐。\n"
        self.lost = True
        page = self.ask("POST", f"{ADDRESS}/save", words=words, base=self.base, language="zh")
        self.base, self.saved, self.lost = _hidden(page, "base"), self.saved + 1, False


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if not found:
        raise OSError(f"no {name} in the page")
    return found[1]


def measured(do: Callable[[], None], until: float) -> tuple[list[float], int]:
    """How many milliseconds each time took that it was done until then, and how often it failed; at least once."""
    spent: list[float] = []
    failed = 0
    while (not spent and not failed) or time.monotonic() < until:
        begun = time.perf_counter()
        try:
            do()
        except (OSError, http.client.HTTPException):
            failed += 1
        else:
            spent.append(1000 * (time.perf_counter() - begun))
        time.sleep(0.01)
    return spent, failed


def told(spent: list[float], failed: int) -> str:
    """Median, p95 and failures in a cell."""
    if not spent:
        return f"— ({failed} failed)"
    p95 = statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]
    return f"{statistics.median(spent):.0f} / {p95:.0f} ms" + (f" ({failed} failed)" if failed else "")


@contextlib.contextmanager
def serving(command: list[str], folder: Path) -> Iterator[int]:
    """The server, started on a database of its own, as a group of processes that is ended with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {"DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command, env={**os.environ, **variables}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            for _ in range(1200):
                with contextlib.suppress(OSError, http.client.HTTPException):
                    Person(port).health()
                    break
                assert server.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.1)
            yield port
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait(20)


def main(options: list[str]) -> int:
    """Print a table; 1 when anything failed while the server was attacked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks slowloris")
    parser.add_argument("--counts", default="8,64,500")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each attack lasts")
    parser.add_argument("--server", default=f"{shlex.quote(sys.executable)} -m workflow.cli serve")
    given = parser.parse_args(options)
    failures = 0
    with tempfile.TemporaryDirectory() as folder, serving(shlex.split(given.server), Path(folder)) as port:
        person = Person(port)
        person.arrive()
        print("median / p95\n\n| Attack | /healthz | a page | an act |\n| --- | ---: | ---: | ---: |")
        attacks = [(kind, int(count)) for kind in given.kinds.split(",") for count in given.counts.split(",")]
        for kind, count in [("silent", 0), *attacks]:
            with Attack(port, kind, count) as attack:
                time.sleep(min(1.0, given.seconds))
                until = time.monotonic() + given.seconds
                cells: dict[str, tuple[list[float], int]] = {}
                threads = []
                # Three people at once: one that waits in vain must not keep the others from being measured.
                for name, do in (("health", person.health), ("read", _copy(person).read), ("act", person.act)):
                    one = threading.Thread(target=_into, args=(cells, name, do, until))
                    one.start()
                    threads.append(one)
                for one in threads:
                    one.join()
                held = len(attack.open)
            failures += sum(failed for _, failed in cells.values())
            row = " | ".join(told(*cells[name]) for name in ("health", "read", "act"))
            print(f"| {f'{kind} ×{count} ({held} held)' if count else 'none'} | {row} |", flush=True)
            _recovered(person)
        print(f"\n{person.saved} acts acknowledged, {failures} requests failed", flush=True)
    return 1 if failures else 0


def _copy(person: Person) -> Person:
    other = Person(person.port)
    other.cookies = dict(person.cookies)
    return other


def _into(cells: dict[str, tuple[list[float], int]], name: str, do: Callable[[], None], until: float) -> None:
    cells[name] = measured(do, until)


def _recovered(person: Person) -> None:
    """Wait until the server is itself again, so that each attack is measured alone."""
    for _ in range(60):
        with contextlib.suppress(OSError, http.client.HTTPException):
            person.health()
            person.read()
            return
        time.sleep(0.5)
