"""The real server, as `workflow serve` starts it: attacked, killed in part, stopped, and with a request that never ends."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import Databases
from tests.serving.doors import answered, call
from tests.web.house import csrf_token, hidden, stage_demonstration
from tests.web.serving.test_killed import ADDRESS, Caller, serving, text, whole
from workflow.serving import sentences

#: How the command ends that the server starts beside the processes that answer.
BESIDE = " worker --beside"
OK = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
#: What each of the hundreds sends before it holds its connection and says no more.
SLOW = (
    b"",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\na",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    bytes.fromhex("16030100c8010000c40303") + bytes(64),
)


def drafting(address: str, *handlers: urllib.request.BaseHandler) -> tuple[Caller, str, str]:
    """A drafter at work, with the token of forms and the save to go on from."""
    caller = Caller(address, *handlers)
    caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="drafter")
    token = csrf_token(caller.get("/desk"))
    caller.post("/regulations/new", token, slug="canteen", name_zh="食堂管理办法", name_en="Canteen")
    return caller, token, hidden(caller.get(f"{ADDRESS}/draft"), "base")


def saved(caller: Caller, token: str, base: str, number: int) -> str:
    """Save once; the save to go on from."""
    return hidden(caller.post(f"{ADDRESS}/save", token, words=text(number), base=base, language="zh"), "base")


def workers(keeper: int) -> set[int]:
    """The processes that answer for the server."""
    return {pid for pid, command in kept(keeper).items() if not command.endswith(BESIDE)}


def beside(keeper: int) -> set[int]:
    """The program that the server keeps beside them, for the lasting work."""
    return {pid for pid, command in kept(keeper).items() if command.endswith(BESIDE)}


def kept(keeper: int) -> dict[int, str]:
    """The command of each process that the server keeps."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    lines = (line.split(maxsplit=2) for line in listed.splitlines())
    return {int(pid): "".join(command).rstrip() for pid, parent, *command in lines if int(parent) == keeper}


@pytest.mark.thorough
def test_five_hundred_slow_callers_stop_nobody_and_a_killed_process_is_replaced(databases: Databases, tmp_path: Path):
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    with serving(url, tmp_path, workers=2) as (address, server), contextlib.ExitStack() as slow:
        port = int(address.rpartition(":")[2])
        for number in range(500):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            one.sendall(SLOW[number % len(SLOW)])
        caller, token, base = drafting(address)
        for number in range(3):
            base = saved(caller, token, base, number)
            assert caller.get("/healthz") == "ok\n"
            assert "食堂" in caller.get("/desk")
        before = workers(server.pid)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        base = saved(caller, token, base, 4)  # the other process takes it
        for _ in range(300):
            now = workers(server.pid)
            if len(now) == 2 and now != before:
                break
            assert caller.get("/healthz") == "ok\n"
            time.sleep(0.1)
        assert len(now - before) == 1
        base = saved(caller, token, base, 5)
        (helper,) = beside(server.pid)
        os.kill(helper, signal.SIGKILL)
        for _ in range(300):
            if beside(server.pid) - {helper}:
                break
            assert caller.get("/healthz") == "ok\n"
            time.sleep(0.1)
        assert len(beside(server.pid) - {helper}) == 1
        assert workers(server.pid) == now, "nobody else is replaced for it"
        saved(caller, token, base, 6)


class OneAnswer(urllib.request.HTTPRedirectHandler):
    """Takes "saved, go there" for the answer that it is, and does not go, once it is told so."""

    follows = True

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        return super().redirect_request(*given) if self.follows else None


def acted(caller: Caller, token: str, base: str, number: int) -> int:
    """Save once, and the status of the answer."""
    try:
        caller.post(f"{ADDRESS}/save", token, words=text(number), base=base, language="zh")
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
    return 200


@pytest.mark.thorough
def test_told_to_stop_it_ends_the_acts_under_way(databases: Databases, tmp_path: Path):
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    acknowledged = 0
    with serving(url, tmp_path) as (address, server):
        one = OneAnswer()
        caller, token, base = drafting(address, one)
        one.follows = False
        threading.Timer(1.5, server.terminate).start()
        with contextlib.suppress(urllib.error.URLError, ConnectionError):  # until nobody is there any more
            while acted(caller, token, base, acknowledged) == 302:
                acknowledged += 1
                base = hidden(caller.get(f"{ADDRESS}/draft"), "base")
        assert server.wait(30) == 0
    assert acknowledged
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        kept = connection.execute("SELECT count(*) FROM snapshot WHERE text LIKE '食堂%'").fetchone()[0]
    connection.close()
    assert kept == acknowledged  # none was lost, and none was done without an answer
    whole(url)


HANGS = """
import time, sys
from flask import Flask
from workflow.serving import worker
from workflow.serving.limits import Limits
from workflow.serving.server import Server

worker.PatientWorker.limits = Limits(request_time=3.0, stopping=10.0)

def make():
    app = Flask("hangs")
    app.add_url_rule("/healthz", "well", lambda: "ok")
    app.add_url_rule("/hang", "hang", lambda: time.sleep(600))
    app.add_url_rule("/slow", "slow", lambda: time.sleep(2) or "slow")
    return app

Server(make, lambda app, method, path: False, lambda app, environ: None, sys.argv[1], workers=1, threads=2, ready=lambda: None).run()
"""


@contextlib.contextmanager
def small_server() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The server with a small application, as its own group of processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", HANGS, f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(200):
            try:
                assert answered(call(port, OK)).endswith(b"ok")
                break
            except OSError:
                time.sleep(0.1)
        yield port, server
        assert server.wait(20) == 0
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_a_request_that_never_ends_costs_its_process_and_nobody_elses_request():
    with small_server() as (port, server):
        first = workers(server.pid)
        hanging = call(port, OK.replace(b"healthz", b"hang"))
        time.sleep(1.5)
        slow = call(port, OK.replace(b"healthz", b"slow"))
        told = answered(hanging).decode()
        assert told.startswith("HTTP/1.1 503 ")
        assert sentences.TOO_LONG.zh in told
        assert answered(slow).endswith(b"slow")
        assert answered(call(port, OK)).endswith(b"ok")
        assert not workers(server.pid) & first
        server.terminate()


def test_ctrl_c_which_reaches_every_process_ends_what_is_under_way():
    with small_server() as (port, server):
        slow = call(port, OK.replace(b"healthz", b"slow"))
        silent = [call(port), call(port, OK[:20])]
        time.sleep(0.3)
        os.killpg(server.pid, signal.SIGINT)
        assert answered(slow).endswith(b"slow")
        for one in silent:
            one.close()
