"""`workflow password`: from a terminal or NEW_PASSWORD; clear errors and exit codes; the sign-ins of the account end."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import select

from tests.databases import ONE_KIND
from tests.web.house import KEY
from workflow.cli import main
from workflow.commands.asking import TRIES
from workflow.lifecycle import sign_ins
from workflow.lifecycle.people import people
from workflow.lifecycle.people.passwords import Fit, fits
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.event import Event, Payload
from workflow.records.person import Person
from workflow.web.app import moment

FIRST, SECOND = "the password of the beginning", "another password of some length"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> str:
    """An enterprise with its administrator `root`."""
    url = database_url.replace("postgresql+psycopg://", "postgresql://")
    for name, value in {"DATABASE_URL": url, "SESSION_KEY": KEY, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ADMIN_PASSWORD", FIRST)
    monkeypatch.delenv("NEW_PASSWORD", raising=False)
    assert main(["init", "root"]) == 0
    return database_url


def fit(url: str, password: str) -> Fit:
    engine = make_engine(url)
    with reading(engine) as db:
        found = fits(people.person_by_code(db, "root"), password, moment())
    engine.dispose()
    return found


def test_a_lost_password_is_replaced_and_every_sign_in_ends(
    installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    engine, token = make_engine(installed), sign_ins.new_token()
    with writing(engine) as db:
        sign_ins.begin(db, 1, token, moment(), device="", address="")
    monkeypatch.setenv("NEW_PASSWORD", SECOND)
    assert main(["password", "root"]) == 0
    said = capsys.readouterr()
    assert "root" in said.out
    assert SECOND not in said.out + said.err
    assert (fit(installed, SECOND), fit(installed, FIRST)) == (Fit.RIGHT, Fit.WRONG)
    with reading(engine) as db:
        assert sign_ins.find(db, token) is None
        event = db.exec(select(Event).where(Event.verb == "set_password")).one()
        assert event.actor_id is None
        assert json.loads(db.get_one(Payload, event.seq).words)["by"] == "host"
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["nobody"], SECOND, "there is no account 'nobody'"),
        (["root"], "short", "10 to 200"),
        (["root"], "x" * 201, "10 to 200"),
        (["root"], "", "set NEW_PASSWORD"),
        ([], SECOND, "account"),
        (["root", "more"], SECOND, "more"),
    ],
)
@pytest.mark.parametrize("database_url", ONE_KIND, indirect=True)
def test_what_cannot_be_used_is_one_sentence_and_changes_nothing(
    installed: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    password: str,
    said: str,
):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    monkeypatch.setenv("NEW_PASSWORD", password)
    try:
        status = main(["password", *arguments])
    except SystemExit as left:
        status = int(left.code or 0)
    assert status == 2
    words = capsys.readouterr().err
    assert said in words
    assert "Traceback" not in words
    assert fit(installed, FIRST) is Fit.RIGHT


@pytest.mark.parametrize("database_url", ONE_KIND, indirect=True)
def test_a_closed_account_is_reopened_first(
    installed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    engine = make_engine(installed)
    with writing(engine) as db:
        one = db.get_one(Person, 1)
        one.closed = True
        db.add(one)
    engine.dispose()
    monkeypatch.setenv("NEW_PASSWORD", SECOND)
    assert main(["password", "root"]) == 2
    assert "is closed" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.parametrize("database_url", ONE_KIND, indirect=True)
@pytest.mark.parametrize(
    ("seconds", "status"), [([SECOND], 0), ([SECOND + "!", SECOND], 0), ([SECOND + "!"] * TRIES, 2)]
)
def test_it_is_typed_twice_at_a_real_terminal(installed: str, seconds: list[str], status: int):
    """A real terminal: nothing that was typed is shown."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "workflow.cli", "password", "root"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        close_fds=True,
        preexec_fn=_take_terminal,
    )
    os.close(theirs)
    shown = b""
    for second in seconds:
        for asked, typed in ((b"New password", SECOND), (b"Once more", second)):
            while asked not in shown.rpartition(b"\n")[2]:
                shown += os.read(ours, 1000)
            os.write(ours, typed.encode() + b"\n")
    try:
        while piece := os.read(ours, 1000):
            shown += piece
    except OSError:
        pass  # the other side closed the terminal
    assert running.wait(60) == status
    os.close(ours)
    assert SECOND.encode() not in shown
    assert fit(installed, SECOND if status == 0 else FIRST) is Fit.RIGHT


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
