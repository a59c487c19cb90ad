"""Installations that commands back up and restore."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import KINDS, Databases
from tests.installations import NOW, act
from tests.web.house import KEY
from workflow.cli import main
from workflow.records.database.installation import open_database


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command: its status, and what it printed on either stream."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Makes a data folder and a database the ones that commands work on."""

    def go(url: str, folder: str) -> Path:
        data = tmp_path / folder
        data.mkdir(exist_ok=True)
        monkeypatch.setenv("DATA_DIR", str(data))
        monkeypatch.setenv("DATABASE_URL", url.replace("postgresql+psycopg://", "postgresql://"))
        if url.startswith("postgresql"):
            monkeypatch.setenv("SESSION_KEY", KEY)
        else:
            monkeypatch.delenv("SESSION_KEY", raising=False)
        return data

    return go


@pytest.fixture
def kept(databases: Databases, kind: str, at: Callable[..., Path], tmp_path: Path) -> tuple[str, Path, Path]:
    """An installation with two acts: its address, its data folder, and a backup of it."""
    url = f"sqlite:///{tmp_path / 'here' / 'workflow.sqlite'}"
    if kind == "postgresql":
        url = databases.at_head(kind)
    data = at(url, "here")
    if kind == "sqlite":
        shutil.copy(databases.at_head(kind).removeprefix("sqlite:///"), data / "workflow.sqlite")
        (data / "session.key").write_text("k" * 64)
        (data / "session.key").chmod(0o600)
    engine = open_database(url, data, NOW)
    act(engine, "one")
    act(engine, "two")
    engine.dispose()
    assert main(["backup", str(tmp_path / "kept.backup")]) == 0
    return url, data, tmp_path / "kept.backup"
