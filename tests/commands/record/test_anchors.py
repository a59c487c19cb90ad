"""A checkpoint that left the house, with and without signatures: what `workflow verify` says of it, line by line."""

import io
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import ONE_KIND, Databases
from tests.installations import NOW, act_again
from tests.web.house import stage_demonstration
from workflow.records.database import triggers
from workflow.records.database.installation import open_database
from workflow.transparency.notes import verifier_of

pytestmark = pytest.mark.thorough

House = tuple[sa.Engine, Path]


@pytest.fixture
def house(databases: Databases, kind: str, at: Callable[..., Path]) -> Iterator[House]:
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    data = at(url, "here")
    engine = open_database(url, data, NOW)
    yield engine, data
    engine.dispose()


def test_a_signed_checkpoint_is_held_against_its_key(
    house: House, said: Callable[..., tuple[int, str, str]], tmp_path: Path
):
    engine, data = house
    note, key = said("checkpoint")[1], said("checkpoint", "--key")[1].strip()
    assert verifier_of(key).name == note.splitlines()[0]
    assert stat.S_IMODE((data / "record.key").stat().st_mode) == 0o600
    file = tmp_path / "note"
    file.write_text(note, encoding="utf-8")
    act_again(engine, 0)
    for more in ((), ("--key", key)):
        status, out, _ = said("verify", "--checkpoint", file, *more)
        assert status == 0
        own, witnesses, stamp = out.splitlines()[-3:]
        assert "whose signature holds" in own
        assert "Witnesses: none." in witnesses
        assert "Outside stamp: none." in stamp
        assert "authentic" not in out
    (data / "record.key").rename(data / "another")
    status, out, _ = said("verify", "--checkpoint", file)
    assert (status, "name it with --key" in out) == (2, True)
    unsigned = tmp_path / "bare"
    unsigned.write_text("".join(note.splitlines(keepends=True)[:3]), encoding="utf-8")
    status, out, _ = said("verify", "--checkpoint", unsigned)
    assert (status, "which nobody signed" in out) == (0, True)
    (data / "record.key").write_text("a" * 64)
    (data / "record.key").chmod(0o600)
    status, out, _ = said("verify", "--checkpoint", file)
    assert (status, "record.key is not the key that signed the checkpoint" in out) == (1, True)
    assert said("verify", "--checkpoint", file, "--key", key)[0] == 0
    (data / "another").replace(data / "record.key")
    file.write_text(re.sub(r"\n(\d+)\n", lambda size: f"\n{int(size[1]) - 1}\n", note, count=1), encoding="utf-8")
    status, out, _ = said("verify", "--checkpoint", file)
    assert status == 1
    assert re.search(r"不一致：checkpoint the signature of \S+ does not hold", out)
    other = note.splitlines(keepends=True)
    unsigned.write_text("regulation-workflow/other\n" + "".join(other[1:3]), encoding="utf-8")
    status, out, _ = said("verify", "--checkpoint", unsigned)
    assert (status, "checkpoint is that of another record" in out) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "said_of"),
    [
        (b"since 2", b"since 1", "is not as it was written"),
        (b"id ", b"ID ", "cannot be read"),
        (b"", b"", "is not there"),
    ],
)
@pytest.mark.parametrize("kind", ONE_KIND, indirect=True)
def test_the_marker_beside_the_database_is_held_too(
    house: House, said: Callable[..., tuple[int, str, str]], old: bytes, new: bytes, said_of: str
):
    marker = next(house[1].glob("*.installation"))
    assert said("verify")[0] == 2
    if old:
        marker.write_bytes(marker.read_bytes().replace(old, new))
    else:
        marker.unlink()
    status, out, _ = said("verify")
    assert (status, f"{marker.name} {said_of}" in out) == (1, True)


@contextmanager
def listening(file: Path, name: str, log: str) -> Iterator[tuple[str, str]]:
    """A witness as a program of its own: its address and its key."""
    command = [sys.executable, "-m", "workflow.cli", "witness", str(file), "--log", log, "--serve", "127.0.0.1:0"]
    command += [] if file.exists() else ["--new", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        while not line.startswith("http"):
            line = program.stdout.readline()
        try:
            address, theirs = line.split()
            yield address, theirs
        finally:
            program.terminate()


@pytest.mark.parametrize("kind", ONE_KIND, indirect=True)
def test_two_of_three_witnesses_make_a_quorum_and_refuse_what_was_rewritten(
    house: House, said: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    engine, _ = house
    key, file = said("checkpoint", "--key")[1].strip(), tmp_path / "note"
    absent = said("witness", tmp_path / "third", "--new", "third")[1].strip()
    with (
        listening(tmp_path / "one", "one", key) as (first, first_key),
        listening(tmp_path / "two", "two", key) as (second, second_key),
    ):
        monkeypatch.setenv("WITNESSES", f"{first_key} {first}, {second_key} {second}, {absent}")
        status, note, err = said("checkpoint")
        assert (status, err) == (0, "")
        file.write_text(note, encoding="utf-8")
        act_again(engine, 0)
        status, out, _ = said("verify", "--checkpoint", file)
        assert status == 0
        assert re.search(r"Witnesses: 2 of 3 \(it takes 2\): one \(\S+\), two \(\S+\)\.", out)
        monkeypatch.setenv("WITNESS_QUORUM", "3")
        status, out, _ = said("verify", "--checkpoint", file)
        assert (status, "it takes 3, fewer than it takes" in out) == (2, True)
        with engine.begin() as connection:
            triggers.remove(connection)
            last = connection.execute(sa.text("SELECT max(seq) FROM event")).scalar_one()
            for table, column in (("payload", "event_seq"), ("event", "seq")):
                connection.execute(sa.text(f"DELETE FROM {table} WHERE {column} > {last - 2}"))
            triggers.install(connection)
        engine.dispose()
        for marker in tmp_path.glob("here/*.installation"):
            marker.unlink()
        status, _, err = said("checkpoint")
        assert status == 1
        assert err.count("the record has shrunk") == 2


@pytest.mark.parametrize("kind", ONE_KIND, indirect=True)
def test_a_witness_on_paper(
    house: House, said: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    engine, _ = house
    memory = tmp_path / "witness"
    theirs = said("witness", memory, "--new", "union.example/office", "--log", said("checkpoint", "--key")[1].strip())[
        1
    ]

    def signs(request: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(request))
        return said("witness", memory)

    request = said("checkpoint", "--since", 0)[1]
    size = int(request.splitlines()[3])
    assert signs(request)[0] == 0
    act_again(engine, 0)
    status, _, err = signs(said("checkpoint", "--since", 0)[1])
    assert (status, f"seen last: workflow checkpoint --since {size}\n" in err) == (1, True)
    request = said("checkpoint", "--since", size)[1]
    status, line, _ = signs(request)
    assert status == 0
    note = tmp_path / "note"
    note.write_text(request.partition("\n\n")[2] + line, encoding="utf-8")
    status, out, _ = said("verify", "--checkpoint", note, "--witness", theirs)
    assert (status, "Witnesses: 1 of 1 (it takes 1): union.example/office" in out) == (0, True)
    assert said("checkpoint", "--since", size + 2)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("witness", "{}/none"),
        ("witness", "{}/none", "--key"),
        ("witness", "{}/text", "--key"),
        ("witness", "{}/new", "--new", "a b"),
        ("witness", "{}/text", "--new", "name"),
        ("witness", "{}/new", "--new", "name", "--log", "nothing"),
        ("witness", "{}/new2", "--new", "name", "--serve", "nowhere"),
        ("witness", "{}/new3", "--new", "name", "--serve", "a..b:80"),
        ("verify", "--key", "nothing"),
        ("verify", "--checkpoint", "{}/text"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    arguments: tuple[str, ...],
    at: Callable[..., Path],
    databases: Databases,
    said: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
):
    at(databases.copy("sqlite", "demonstration_web", stage_demonstration), "here")
    (tmp_path / "text").write_text("no note, and no memory of a witness" * 100)
    status, _, err = said(*(one.format(tmp_path) for one in arguments))
    assert status == 2
    assert len(err.strip().splitlines()) == 1
