"""While a server runs, its database is deleted, replaced, emptied or filled up: nothing is acknowledged that is not there."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.databases import Databases
from tests.installations import NOW, act, refusal, started, statement
from workflow.records.database.installation import open_database, why_not
from workflow.records.database.session import reading, writing
from workflow.records.database.unreachable import FULL, Unreachable, words_of
from workflow.records.person import Mark

# While it runs -----------------------------------------------------------------------------------------------------------


def refused_act(engine: sa.Engine, name: str) -> str:
    with pytest.raises(Unreachable) as refused:
        act(engine, name)
    return f"{refused.value.words.zh} {refused.value.words.en}"


def refused_question(engine: sa.Engine) -> str:
    with pytest.raises(Unreachable) as refused, reading(engine) as db:
        db.exec(select(Mark.name)).all()
    return f"{refused.value.words.zh} {refused.value.words.en}"


def marks(engine: sa.Engine) -> set[str]:
    with reading(engine) as db:
        return set(db.exec(select(Mark.name)))


@pytest.mark.parametrize("lost", ["the file", "the log", "the folder"])
def test_no_act_goes_to_a_deleted_file(sqlite: tuple[str, Path], lost: str):
    """SQLite writes on to a file without a name and says that it is done."""
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)
    act(engine, "three")
    assert {"one", "two", "three"} < marks(engine)
    if lost == "the folder":
        file.parent.rename(file.parent.with_name("moved"))
    else:
        (file if lost == "the file" else Path(f"{file}-wal")).unlink()
    assert "nothing was done" in refused_act(engine, "four")
    if lost == "the log":  # closing the last connection saved what was in it
        act(engine, "four")
        assert {"one", "two", "three", "four"} < marks(engine)
    else:
        assert "is gone" in refused_act(engine, "four")
        assert "is gone" in refused_question(engine)
        assert not file.exists(), "nothing is made in its place"
    engine.dispose()


def test_the_right_file_put_back_is_used_again(sqlite: tuple[str, Path]):
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)
    act(engine, "three")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    aside = file.with_name("aside.sqlite")
    file.rename(aside)
    Path(f"{file}-wal").unlink()
    Path(f"{file}-shm").unlink()
    assert "is gone" in refused_act(engine, "four")
    aside.rename(file)
    act(engine, "four")
    assert {"one", "two", "three", "four"} < marks(engine)
    engine.dispose()


def test_an_older_copy_put_in_place_of_the_file_is_refused(sqlite: tuple[str, Path], tmp_path: Path):
    url, file = sqlite
    shutil.copy(file, tmp_path / "older.sqlite")
    engine = open_database(url, file.parent, NOW)
    act(engine, "three")
    for side in ("", "-wal", "-shm"):
        Path(f"{file}{side}").unlink()
    shutil.copy(tmp_path / "older.sqlite", file)
    for _ in range(2):
        assert "earlier state" in refused_act(engine, "four")
    engine.dispose()
    assert "1 are missing" in refusal(url, file.parent)


@pytest.mark.parametrize("other", ["another installation's", "another program's", "no database"])
def test_another_database_in_place_of_the_file_is_refused(
    databases: Databases, sqlite: tuple[str, Path], tmp_path: Path, other: str
):
    url, file = sqlite
    put = tmp_path / "other.sqlite"
    if other == "another installation's":
        started(f"sqlite:///{put}", tmp_path)
    elif other == "another program's":
        statement(f"sqlite:///{put}", "CREATE TABLE songs (title text)")
    else:
        put.write_bytes(b"nothing of the kind" * 100)
    engine = open_database(url, file.parent, NOW)
    for side in ("-wal", "-shm"):
        Path(f"{file}{side}").unlink(missing_ok=True)
    put.replace(file)
    content = file.read_bytes()
    for _ in range(2):
        with pytest.raises((Unreachable, sa.exc.DatabaseError)):
            act(engine, "four")
    engine.dispose()
    assert file.read_bytes() == content


def test_an_act_into_an_emptied_or_older_database_is_refused(lives: str, tmp_path: Path):
    """On either kind, by somebody with every right, while the server runs."""
    engine = open_database(lives, tmp_path, NOW)
    act(engine, "three")
    away = ["ALTER TABLE event DISABLE TRIGGER USER", "ALTER TABLE payload DISABLE TRIGGER USER"]
    if engine.dialect.name == "sqlite":
        away = ["DROP TRIGGER event_no_delete"]
    statement(lives, *away, "DELETE FROM payload WHERE event_seq = 3", "DELETE FROM event WHERE seq = 3")
    assert "earlier state" in refused_act(engine, "four")
    assert "four" not in marks(engine)
    engine.dispose()


def test_a_postgresql_database_dropped_and_made_again(databases: Databases, tmp_path: Path):
    url = databases.empty("postgresql")
    name = url.partition("@/")[2].partition("?")[0]
    engine = open_database(url, tmp_path, NOW)
    act(engine, "one")
    with databases.server.connect() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
    with pytest.raises(sa.exc.OperationalError) as failed:
        act(engine, "two")
    words = why_not(engine, failed.value)
    assert words is not None
    assert "no such database" in words.en or "cannot be reached" in words.en
    with databases.server.connect() as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    assert "not the database of this installation" in refused_act(engine, "two")
    statement(url, "CREATE TABLE mark (name varchar, value varchar)", "INSERT INTO mark VALUES ('installation', 'x')")
    assert "not the database of this installation" in refused_act(engine, "two")
    engine.dispose()


def test_a_postgresql_database_without_its_tables(lives: str, tmp_path: Path):
    engine = open_database(lives, tmp_path, NOW)
    statement(lives, "DROP TABLE payload")
    with pytest.raises(sa.exc.DBAPIError) as failed:
        act(engine, "three")
    words = why_not(engine, failed.value)
    assert words is not None
    assert "payload" in words.en
    engine.dispose()


def test_a_full_disk_is_one_sentence_and_leaves_nothing(sqlite: tuple[str, Path]):
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    with pytest.raises(sa.exc.OperationalError) as failed, writing(engine) as db:
        db.add(Mark(name="large", value="x" * 500_000))
    assert words_of(failed.value) is FULL
    assert marks(engine) >= {"one", "two"}
    assert "large" not in marks(engine)
    engine.dispose()


def test_nothing_is_acknowledged_when_the_file_goes_during_the_commit(sqlite: tuple[str, Path]):
    url, file = sqlite
    engine = open_database(url, file.parent, NOW)

    def lose(_connection: sa.Connection) -> None:
        file.unlink(missing_ok=True)

    sa.event.listen(engine, "commit", lose)
    assert "is gone" in refused_act(engine, "three")
    engine.dispose()


def test_several_threads_and_programs_at_work_are_no_replacement(lives: str, tmp_path: Path):
    """What one thread acknowledges while another asks is no other chain."""
    engine = open_database(lives, tmp_path, NOW)

    def work(thread: int) -> None:
        for number in range(40):
            act(engine, f"act {thread} {number}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert len(marks(engine)) >= 242
    engine.dispose()
