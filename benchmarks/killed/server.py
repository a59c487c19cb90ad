"""`workflow serve` as a group of processes, and browsers that speak to it without following anything by themselves."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


class Server:
    """One server on a port."""

    def __init__(self, url: str, data: Path, port: int, log: Path) -> None:
        self.port = port
        self.log = log
        self.beside: subprocess.Popen[bytes] | None = None
        self.environ = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data), "PORT": str(port), "WORKERS": "2"}
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workflow.cli", "serve"],
                env=self.environ,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Wait until it answers. Raises AssertionError with what it said when it does not start."""
        for _ in range(1200):
            try:
                if Browser(self.port).get("/healthz").status == 200:
                    return
            except OSError:
                assert self.process.poll() is None, self.log.read_text("utf-8")[-2000:]
                time.sleep(0.05)
        raise AssertionError("the server did not answer in a minute")

    def run(self, *command: str) -> "subprocess.Popen[bytes]":
        """A command beside the server, in a group of its own that is killed in the same moment."""
        with self.log.open("ab") as out:
            self.beside = subprocess.Popen(
                [sys.executable, "-m", "workflow.cli", *command],
                env=self.environ,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        return self.beside

    def kill(self) -> None:
        """Kill every process at once."""
        for one in (self.process, self.beside):
            if one is not None and one.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(one.pid, signal.SIGKILL)
        self.process.wait(timeout=20)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole: a connection that was cut raises OSError or HTTPException instead."""

    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Browser:
    """One browser with its cookies and the token of its forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields})
        return self._ask("POST", path, body)

    def sign_in(self, person: str) -> Answer:
        """Sign in by one click, in a new session."""
        self.token = self.token_of(self.get("/sign-in"))
        return self.post("/demonstration/sign-in", person=person)

    def take_token(self, path: str = "/desk") -> None:
        """The token of the forms of this session."""
        self.token = self.token_of(self.get(path))

    @staticmethod
    def token_of(answer: Answer) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
        if not found:
            raise ConnectionError("no page with a form")
        return found[1]

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(answer.status, answer.headers.get("Location", ""), content)
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
