"""Backup and restore on both databases: online, whole, and with every act that was acknowledged."""

import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from tests.commands.kept import content, events, told
from tests.databases import Databases
from tests.installations import NOW, act, act_again
from tests.web.house import House, stage_demonstration
from workflow.cli import main
from workflow.records.database.installation import open_database
from workflow.records.database.session import make_engine, reading
from workflow.records.paper import PaperFile
from workflow.records.sign_in import SignIn
from workflow.records.text.snapshot import Snapshot


def test_a_backup_under_work_comes_back_elsewhere_with_every_act(
    databases: Databases, kind: str, at: Callable[..., Path], tmp_path: Path
):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    data = at(url, "here")
    engine = open_database(url, data, NOW)
    (data / "session.key").write_text("k" * 64)
    (data / "session.key").chmod(0o600)
    (data / "record.key").write_text("c" * 64)
    (data / "record.key").chmod(0o600)
    acknowledged, under_way, stop = 0, threading.Event(), threading.Event()

    def work() -> None:
        nonlocal acknowledged
        while not stop.is_set():
            act_again(engine, acknowledged)
            acknowledged += 1
            if acknowledged == 5:
                under_way.set()

    worker = threading.Thread(target=work)
    worker.start()
    assert under_way.wait(60)
    before = acknowledged
    file = tmp_path / "kept" / "one.backup"
    file.parent.mkdir()
    assert main(["backup", str(file)]) == 0
    during = acknowledged
    stop.set()
    worker.join(60)
    assert during > before, "acts went on"
    engine.dispose()
    assert list(file.parent.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    other = databases.empty(kind) if kind == "postgresql" else f"sqlite:///{tmp_path / 'there' / 'workflow.sqlite'}"
    there = at(other, "there")
    assert main(["restore", str(file)]) == 0
    old, new = events(url), events(other)
    assert new == old[: len(new)]
    demonstrated = len(events(databases.copy(kind, "demonstration_web", stage_demonstration)))
    assert demonstrated + before <= len(new) <= len(old)
    for table in (Snapshot, PaperFile):
        one, two = make_engine(url), make_engine(other)
        with reading(one) as here, reading(two) as elsewhere:
            assert here.exec(select(table)).all() == elsewhere.exec(select(table)).all()
        one.dispose()
        two.dispose()
    if kind == "sqlite":
        assert (there / "session.key").read_text() == "k" * 64
        assert (there / "session.key").stat().st_mode & 0o077 == 0
    assert (there / "record.key").read_text() == "c" * 64
    assert (there / "record.key").stat().st_mode & 0o077 == 0
    if kind == "sqlite":
        assert Path(other.removeprefix("sqlite:///")).stat().st_mode & 0o077 == 0
    # The product goes on from it: a start, a page, an act.
    open_database(other, there, NOW).dispose()
    house = House(other)
    visitor = house.visitor("drafter")
    assert visitor.get("/regulations/member-welfare/record").status_code == 200
    typed = {"name_zh": "新制度", "name_en": "New", "slug": "new-one", "kind": "regulation"}
    assert visitor.post("/regulations/new", typed).status_code == 302
    house.close()
    assert len(events(other)) == len(new) + 1


def test_a_backup_is_written_over_nothing(kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]):
    _, data, file = kept
    before = file.read_bytes()
    assert "not written over" in told(capsys, "backup", str(file))
    assert file.read_bytes() == before
    assert "无" not in told(capsys, "backup", str(file.parent / "nowhere" / "file"))
    assert "没有" not in told(capsys, "backup", str(data))


def test_a_backup_of_nothing(tmp_path: Path, at: Callable[..., Path], capsys: pytest.CaptureFixture[str]):
    data = at(f"sqlite:///{tmp_path}/empty/workflow.sqlite", "empty")
    assert "nothing to back up" in told(capsys, "backup", str(tmp_path / "file"))
    assert list(data.iterdir()) == []
    (data / "workflow.sqlite").write_text("no database, but something all the same")
    assert "no database" in told(capsys, "backup", str(tmp_path / "file"))
    assert not (tmp_path / "file").exists()


def test_a_backup_of_a_database_that_misses_acts_is_refused(
    kept: tuple[str, Path, Path], at: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    url, data, _ = kept
    engine = open_database(url, data, NOW)
    act(engine, "three")
    engine.dispose()
    engine = make_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER event_no_delete")
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER USER")
        connection.exec_driver_sql("DELETE FROM payload WHERE event_seq = 3")
        connection.exec_driver_sql("DELETE FROM event WHERE seq = 3")
    engine.dispose()
    told(capsys, "backup", str(tmp_path / "file"))
    assert not (tmp_path / "file").exists()


@pytest.mark.thorough
def test_what_is_there_is_replaced_only_when_told_and_kept(
    kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str]
):
    url, data, file = kept
    saved = content(url)
    engine = open_database(url, data, NOW)
    act(engine, "three")
    engine.dispose()
    later = content(url)
    assert "--replace" in told(capsys, "restore", str(file))
    assert content(url) == later
    assert main(["restore", str(file), "--replace"]) == 0
    assert content(url) == saved
    said = capsys.readouterr().out
    aside = said.rpartition("kept in ")[2].strip()
    if url.startswith("sqlite"):
        assert content(f"sqlite:///{Path(aside) / 'workflow.sqlite'}") == later
        assert (Path(aside) / "session.key").is_file()
    else:
        engine = make_engine(url)
        with engine.connect() as connection:
            kept_rows = connection.exec_driver_sql(
                f"SELECT count(*) FROM {aside.removeprefix('schema ')}.event"
            ).scalar()
        engine.dispose()
        assert kept_rows == 3
    open_database(url, data, NOW).dispose()  # the marker went back with it


def test_every_sign_in_ends_with_a_restore(databases: Databases, at: Callable[..., Path], tmp_path: Path, kind: str):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    data = at(url, "here")
    open_database(url, data, NOW).dispose()
    house = House(url)
    house.visitor("drafter")
    house.close()
    assert main(["backup", str(tmp_path / "file")]) == 0
    assert main(["restore", str(tmp_path / "file"), "--replace"]) == 0
    engine = make_engine(url)
    with reading(engine) as db:
        assert db.exec(select(SignIn)).all() == []
    engine.dispose()


def test_a_vanished_database_comes_back_without_being_told_to_replace(
    databases: Databases, at: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    data = at(f"sqlite:///{tmp_path}/here/workflow.sqlite", "here")
    shutil.copy(databases.at_head("sqlite").removeprefix("sqlite:///"), data / "workflow.sqlite")
    engine = open_database(f"sqlite:///{data}/workflow.sqlite", data, NOW)
    act(engine, "one")
    engine.dispose()
    assert main(["backup", str(tmp_path / "file")]) == 0
    (data / "workflow.sqlite").unlink()
    assert main(["restore", str(tmp_path / "file")]) == 0
    open_database(f"sqlite:///{data}/workflow.sqlite", data, NOW).dispose()


def test_a_database_in_use_is_not_replaced(
    databases: Databases, at: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    url = f"sqlite:///{tmp_path}/here/workflow.sqlite"
    data = at(url, "here")
    shutil.copy(databases.at_head("sqlite").removeprefix("sqlite:///"), data / "workflow.sqlite")
    engine = open_database(url, data, NOW)
    act(engine, "one")
    assert main(["backup", str(tmp_path / "file")]) == 0
    before = sorted(data.iterdir())
    assert "Stop the server first" in told(capsys, "restore", str(tmp_path / "file"), "--replace")
    assert sorted(data.iterdir()) == before
    act(engine, "two")
    engine.dispose()
    assert main(["restore", str(tmp_path / "file"), "--replace"]) == 0
