"""Starting the server: what stands in the way is one sentence, before anything takes time."""

import os
import pwd
import resource
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.surroundings import free_port
from workflow.cli import main
from workflow.commands import serve
from workflow.commands.arguments import Unusable
from workflow.commands.opening import opened
from workflow.config import Settings
from workflow.demonstration.cast import ENTERPRISE, SHORT


def test_a_port_in_use_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(Unusable, match="choose another port"):
            serve.run([])


def test_a_host_that_no_machine_can_be_called_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HOST", "a..b")
    with pytest.raises(Unusable, match="choose another port"):
        serve.run(["--no-demonstration"])


def test_a_database_that_cannot_be_opened_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")
    with pytest.raises(Unusable, match="is a folder and no database file"):
        serve.run([])


def test_the_database_is_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with opened():
        assert (tmp_path / "workflow.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "variable",
    [
        "ENTERPRISE_NAME_ZH",
        "ENTERPRISE_NAME_EN",
        "ENTERPRISE_SHORT_ZH",
        "ENTERPRISE_SHORT_EN",
        "ENTERPRISE_DOCUMENT_CODE",
    ],
)
def test_a_name_of_the_enterprise_that_no_face_shows_is_told_before_anything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
):
    """It would stand on every official paper and be refused there, after the vote."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))
    monkeypatch.setenv(variable, "新材料\ue000")
    monkeypatch.setattr(serve, "_stage", lambda *_: pytest.fail("the demonstration was made"))
    with pytest.raises(Unusable, match=variable + ".*无法排印.*cannot be printed"):
        serve.run([])


def test_clauses_that_cannot_be_read_are_told_before_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Each process of the server would end at them, one after the other."""
    (tmp_path / "clauses.toml").write_text(
        "[quorum.presents]\nown = 'congress 第九条'\nwords = '三分之二以上出席'\n", encoding="utf-8"
    )
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("ENTERPRISE_CLAUSES", str(tmp_path / "clauses.toml"))
    monkeypatch.setattr(serve, "_stage", lambda *_: pytest.fail("the demonstration was made"))
    with pytest.raises(Unusable, match=r"ENTERPRISE_CLAUSES.*不能使用.*there is no figure \[quorum\.presents\]"):
        serve.run([])


def test_an_enterprise_without_a_name_is_told_and_the_demonstration_has_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    started: list[Settings] = []
    monkeypatch.setattr(serve, "_serve", started.append)
    monkeypatch.setattr(serve, "_stage", lambda *_: None)
    for data, command in (("own", ["--no-demonstration"]), ("shown", [])):
        monkeypatch.setenv("DATA_DIR", str(tmp_path / data))
        monkeypatch.setenv("PORT", str(free_port()))
        serve.run(command)
    own, shown = started
    assert own.missing_names is not None
    assert "ENTERPRISE_NAME_ZH" in own.missing_names.en
    assert shown.missing_names is None
    assert (shown.enterprise_name, shown.enterprise_short, shown.document_code) == (ENTERPRISE, SHORT, SHORT.zh)
    monkeypatch.setenv("ENTERPRISE_NAME_ZH", "洛川果业有限责任公司")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "own"))
    serve.run(["--no-demonstration"])
    assert started[-1].document_code == "洛川果业有限责任公司"
    assert started[-1].missing_names is not None, "it has no English name yet"


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, databases: Databases) -> Path:
    """A data folder with a database that was started once, from which no server really starts."""
    shutil.copy(databases.at_head("sqlite").removeprefix("sqlite:///"), tmp_path / "workflow.sqlite")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(serve, "_serve", lambda _settings: pytest.fail("a server started"))
    with opened():
        pass
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """The one sentence with which a command was refused."""
    assert main(list(command)) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(
    "command", [["serve"], ["serve", "--no-demonstration"], ["init", "root"], ["password", "root"]]
)
def test_a_database_that_went_is_not_begun_anew_by_any_command(
    at_home: Path, capsys: pytest.CaptureFixture[str], command: list[str]
):
    (at_home / "workflow.sqlite").unlink()
    said = told(capsys, *command)
    assert "不见了" in said
    assert "workflow restore" in said
    assert str(at_home / "workflow.installation") in said, "the way to begin again is said"
    assert not (at_home / "workflow.sqlite").exists()


def test_a_folder_that_is_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "file").touch()
    for place in ("file", "file/below"):
        monkeypatch.setenv("DATA_DIR", str(tmp_path / place))
        assert "DATA_DIR must be a folder" in told(capsys, "serve")


def test_no_room_for_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        said = told(capsys, "serve")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "磁盘已满" in said
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_the_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        said = told(capsys, "serve")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "磁盘" in said
    monkeypatch.setattr(serve, "_serve", lambda _settings: None)
    assert main(["serve", "--no-demonstration"]) == 0  # with room, the first start is a first start


@pytest.mark.parametrize("closed", ["the folder", "the database", "the key"])
def test_what_another_user_owns_is_one_sentence(at_home: Path, capsys: pytest.CaptureFixture[str], closed: str):
    """Really as another user: for root every file is open."""
    place = {"the folder": at_home, "the database": at_home / "workflow.sqlite", "the key": at_home / "session.key"}[
        closed
    ]
    with no_longer_ours(at_home, place):
        said = told(capsys, "serve")
    assert "权限" in said or "可被其他用户读取" in said
    assert "fault of the program" not in said


@contextmanager
def no_longer_ours(folder: Path, place: Path) -> Iterator[None]:
    """What is in `folder` belongs to whoever runs this, but `place` to somebody else."""
    mode = place.stat().st_mode
    place.chmod(0o555 if place.is_dir() else 0o400)
    if os.geteuid() != 0:
        yield
        place.chmod(mode)
        return
    for one in (folder, *folder.iterdir()):
        shutil.chown(one, "nobody")
    shutil.chown(place, "root")
    for above in folder.resolve().parents:
        if above.name.startswith("pytest-"):
            above.chmod(0o711)
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        place.chmod(mode)
