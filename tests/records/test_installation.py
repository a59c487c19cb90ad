"""An installation opens its own database and no other; what stands in the way is one sentence in both languages."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import Databases
from tests.installations import NOW, act, refusal, sqlite_with_acts, started, statement
from workflow.records import event, migrations
from workflow.records.database.installation import engine_of, marker_of, open_database
from workflow.records.database.marker import read_marker
from workflow.records.database.session import make_engine, reading
from workflow.records.database.watch import INSTALLATION
from workflow.records.person import Mark

# At a start --------------------------------------------------------------------------------------------------------------


def test_a_first_start_makes_a_database_and_a_second_one_finds_it(empty_database_url: str, tmp_path: Path):
    lives = empty_database_url
    engine = open_database(lives, tmp_path, NOW)
    act(engine, "one")
    act(engine, "two")
    engine.dispose()
    started(lives, tmp_path)
    marker = read_marker(marker_of(lives, tmp_path))
    assert marker is not None
    assert marker.head.seq == 2
    assert marker.file.stat().st_mode & 0o077 == 0
    engine = engine_of(lives, tmp_path)
    with reading(engine) as db:
        assert db.get_one(Mark, INSTALLATION).value == marker.installation
        assert db.get_one(event.Event, 2).hash == marker.head.hash
    engine.dispose()


def test_a_database_from_before_gets_its_number_and_a_marker(database_url: str, tmp_path: Path):
    started(database_url, tmp_path)
    assert read_marker(marker_of(database_url, tmp_path)) is not None


def test_a_password_in_the_address_is_not_in_the_name_of_the_marker(tmp_path: Path):
    with_one, other = (marker_of(f"postgresql://me:{word}@host/name", tmp_path) for word in ("secret", "changed"))
    assert with_one == other
    assert "secret" not in with_one.name


def test_a_moved_folder_is_the_same_installation(databases: Databases, tmp_path: Path):
    (tmp_path / "old").mkdir()
    sqlite_with_acts(databases, tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    before = (tmp_path / "new" / "workflow.installation").read_bytes()
    started(f"sqlite:///{tmp_path / 'new' / 'workflow.sqlite'}", tmp_path / "new")
    assert (tmp_path / "new" / "workflow.installation").read_bytes() == before


def test_a_vanished_database_is_never_begun_anew(sqlite: tuple[str, Path]):
    url, file = sqlite
    file.unlink()
    for _ in range(2):
        assert "workflow.sqlite 不见了" in (said := refusal(url, file.parent))
        assert "workflow restore" in said
        assert "workflow.installation" in said
        assert not file.exists()
    file.touch()
    assert "missing or empty" in refusal(url, file.parent)
    (file.parent / "workflow.installation").unlink()
    started(url, file.parent)  # the way to begin again, as the sentence says it


def test_an_emptied_database_is_not_filled(lives: str, tmp_path: Path):
    engine = make_engine(lives)
    migrations.downgrade(engine, "base")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()
    assert "数据库是空的" in refusal(lives, tmp_path)
    engine = make_engine(lives)
    assert sa.inspect(engine).get_table_names() == []
    migrations.upgrade(engine)
    engine.dispose()
    assert "not the database of this installation" in refusal(lives, tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a database at all, but long enough to be read as one", "no database"),
        (b"%PDF-1.7", "no database"),
        (b"SQLite format 3\0" + b"\0" * 4000, "no database"),
    ],
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes, said: str):
    file = tmp_path / "workflow.sqlite"
    file.write_bytes(content)
    assert said in refusal(f"sqlite:///{file}", tmp_path)
    assert file.read_bytes() == content


def test_a_folder_instead_of_the_file(tmp_path: Path):
    assert "是文件夹" in refusal(f"sqlite:///{tmp_path}", tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        started(f"sqlite:///{tmp_path}/nowhere/workflow.sqlite", tmp_path)


def test_another_program_s_database_is_left_alone(empty_database_url: str, tmp_path: Path):
    statement(empty_database_url, "CREATE TABLE songs (id integer primary key, title varchar(20))")
    assert "another program" in refusal(empty_database_url, tmp_path)
    statement(empty_database_url, "CREATE TABLE alembic_version (version_num varchar(32))")
    assert "another program" in refusal(empty_database_url, tmp_path)
    engine = make_engine(empty_database_url)
    assert set(sa.inspect(engine).get_table_names()) == {"songs", "alembic_version"}
    engine.dispose()


def test_a_newer_database_is_left_alone(lives: str, tmp_path: Path):
    statement(lives, "UPDATE alembic_version SET version_num = '0999'")
    assert "newer release (0999)" in refusal(lives, tmp_path)


@pytest.mark.parametrize(
    "broken",
    [
        ["DELETE FROM alembic_version"],
        ["INSERT INTO alembic_version (version_num) VALUES ('0001')"],
        ["DROP TABLE set_aside"],
        ["UPDATE alembic_version SET version_num = '0001'"],
    ],
    ids=["no version", "two versions", "a table is missing", "older than its tables"],
)
def test_half_a_migration_is_one_sentence(lives: str, tmp_path: Path, broken: list[str]):
    statement(lives, *broken)
    assert "Tables of this database are missing" in refusal(lives, tmp_path)


def test_another_installation_s_database_is_left_alone(databases: Databases, lives: str, tmp_path: Path):
    statement(lives, f"UPDATE mark SET value = 'another' WHERE name = '{INSTALLATION}'")
    assert "not the database of this installation" in refusal(lives, tmp_path)
    statement(lives, f"DELETE FROM mark WHERE name = '{INSTALLATION}'")
    assert "not the database of this installation" in refusal(lives, tmp_path)


def test_a_locked_database_is_one_sentence(sqlite: tuple[str, Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.records.database.session.PATIENCE", 0.05)
    url, file = sqlite
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert "Another program holds the database" in refusal(url, file.parent)
    started(url, file.parent)


def test_a_marker_that_cannot_be_read_is_one_sentence(sqlite: tuple[str, Path]):
    url, file = sqlite
    (file.parent / "workflow.installation").write_text("id 7\n")
    assert "workflow.installation" in refusal(url, file.parent)


def test_no_postgresql_server_and_no_such_database(databases: Databases, tmp_path: Path):
    url = databases.empty("postgresql")
    assert "no such database" in refusal(url.replace("/test_", "/nothing_"), tmp_path)
    assert "cannot be reached" in refusal(url.replace("host=", f"host={tmp_path}"), tmp_path)
    assert "let this user in" in refusal(url.replace("postgres@", "nobody_known@"), tmp_path)


# Copies that miss acts ---------------------------------------------------------------------------------------------------


def test_a_plain_copy_of_a_running_database_without_its_log_is_noticed(sqlite: tuple[str, Path], tmp_path: Path):
    """The log beside the file holds what was acknowledged last; `cp workflow.sqlite` leaves it behind."""
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)
    act(engine, "three")
    shutil.copy(file, tmp_path / "copy.sqlite")
    engine.dispose()
    for side in ("-wal", "-shm"):
        Path(f"{file}{side}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.sqlite", file)
    said = refusal(url, file.parent)
    assert "只到第 2 条事件" in said
    assert "event 3 (1 are missing)" in said
    (file.parent / "workflow.installation").unlink()
    started(url, file.parent)


def test_the_same_copy_with_the_whole_folder_is_noticed_too(sqlite: tuple[str, Path], tmp_path: Path):
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)
    act(engine, "three")
    shutil.copytree(file.parent, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    whole = shutil.copytree(file.parent, tmp_path / "whole")
    engine.dispose()
    assert "1 are missing" in refusal(f"sqlite:///{tmp_path}/elsewhere/workflow.sqlite", tmp_path / "elsewhere")
    started(f"sqlite:///{whole}/workflow.sqlite", whole)


def test_a_marker_that_is_behind_stops_nobody(lives: str, tmp_path: Path):
    """As after a loss of power, or when it was copied before the database."""
    file = marker_of(lives, tmp_path)
    old = file.read_bytes()
    engine = open_database(lives, tmp_path, NOW)
    act(engine, "three")
    engine.dispose()
    file.write_bytes(old)
    started(lives, tmp_path)
    torn = file.read_bytes()
    file.write_bytes(torn[:-5] + b"0000\n")
    started(lives, tmp_path)


def test_another_chain_of_the_same_length_is_noticed(lives: str, tmp_path: Path):
    marker = read_marker(marker_of(lives, tmp_path))
    assert marker is not None
    marker.note(marker.head._replace(hash="1" * 64))
    assert "they differ" in refusal(lives, tmp_path)
