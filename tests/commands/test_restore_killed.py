"""A restore that is killed at any moment leaves what was there, or what comes, and nothing between."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.kept import events
from tests.databases import Databases
from tests.installations import NOW, act
from workflow.cli import main
from workflow.records.database.installation import open_database

pytestmark = pytest.mark.thorough

# Interrupted -------------------------------------------------------------------------------------------------------------

_TOUCHING = ("os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "shutil.rmtree", "sqlite3.connect", "open")


def killed_at(number: int, command: list[str]) -> bool:
    """Run a command in a process of its own that ends at once, as if killed, before it touches the disk for the nth time.

    True when it was killed, False when it was done before.
    """
    child = os.fork()
    if child == 0:
        import sys

        counted = 0

        def count(event: str, arguments: tuple) -> None:
            nonlocal counted
            if event in _TOUCHING and (event != "open" or (len(arguments) > 2 and arguments[2] & os.O_CREAT)):
                counted += 1
                if counted == number:
                    os._exit(9)

        status = 3
        try:
            sys.addaudithook(count)
            status = main(command)
        finally:
            os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9), ended
    return ended == 9


@pytest.mark.filterwarnings("ignore:.*fork.*")
def test_a_restore_that_is_killed_leaves_the_old_or_the_new_and_nothing_between(
    databases: Databases, at: Callable[..., Path], tmp_path: Path
):
    url = f"sqlite:///{tmp_path}/here/workflow.sqlite"
    data = at(url, "here")
    shutil.copy(databases.at_head("sqlite").removeprefix("sqlite:///"), data / "workflow.sqlite")
    (data / "session.key").write_text("1" * 64)
    (data / "session.key").chmod(0o600)
    engine = open_database(url, data, NOW)
    act(engine, "one")
    engine.dispose()
    assert main(["backup", str(tmp_path / "file")]) == 0
    engine = open_database(url, data, NOW)
    act(engine, "two")
    engine.dispose()
    (data / "session.key").write_text("2" * 64)
    shutil.copytree(data, tmp_path / "before")
    killed, seen = True, []
    for number in range(1, 200):
        if number < 20 and number % 5:
            continue  # everything is only made ready so far
        shutil.rmtree(data)
        shutil.copytree(tmp_path / "before", data)
        killed = killed_at(number, ["restore", str(tmp_path / "file"), "--replace"])
        open_database(url, data, NOW).dispose()  # the next start
        seen.append((len(events(url)), (data / "session.key").read_text()[0]))
        assert seen[-1] in ((2, "2"), (1, "1")), number
        if not killed:
            break
    assert not killed
    assert seen[0] == (2, "2")
    assert seen[-1] == (1, "1")
    assert len(seen) >= 10
    assert seen == sorted(seen, reverse=True), "one moment decides"
