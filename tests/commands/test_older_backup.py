"""A backup of an earlier release comes back in the newest form: with its triggers, its tables that are gone, its own last event."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.mutations import attacker
from tests.commands.kept import events, told
from tests.databases import Databases
from tests.installations import NOW
from tests.web.house import stage_demonstration
from workflow.cli import main
from workflow.records import migrations
from workflow.records.copies import copying
from workflow.records.database import triggers
from workflow.records.database.columns import settled_json
from workflow.records.database.installation import open_database
from workflow.records.database.marker import Head
from workflow.records.database.session import make_engine

#: The last form in which official files had a table of their own, `issued`: the step behind it adds an event.
EARLIER = migrations.before("0026")
#: Tables that came later and that the acts of the demonstration write into.
LATER = ("review_scope", "review_requirement", "review_thread")


def taken_back(url: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> sa.MetaData:
    """Make the database what the earlier release had: its tables, with triggers that refuse; gives its tables."""
    engine = make_engine(url)
    speak_for_less(engine)
    open_database(url, data, NOW).dispose()
    migrations.downgrade(engine, EARLIER)
    tables = sa.MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        for table in ("event", "issued"):  # as that release named them
            if engine.dialect.name == "sqlite":
                for act in ("update", "delete"):
                    words = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                    connection.exec_driver_sql(
                        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} {words}"
                    )
            else:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
                    "EXECUTE FUNCTION refuse_change()"
                )
    engine.dispose()
    tables.remove(tables.tables["alembic_version"])
    monkeypatch.setattr(copying, "metadata", tables)  # its `workflow backup` knew its own tables
    return tables


def speak_for_less(engine: sa.Engine) -> None:
    """Let no event speak for rows of a table that the earlier release did not have: its acts wrote none."""
    with engine.begin() as connection:
        triggers.remove(connection)

        def without(row: dict[str, object], _before: object) -> None:
            spoken = json.loads(str(row["rows"])) if row["rows"] else {}
            left = {name: one for name, one in spoken.items() if name not in LATER}
            if left != spoken:
                row.update(rows=settled_json(left) if left else "", row_salt=row["row_salt"] if left else "")

        attacker.chained_again(connection, without)
        triggers.install(connection)


def elsewhere(databases: Databases, kind: str, folder: Path) -> str:
    """The address of a database that is not there yet."""
    return databases.empty(kind) if kind == "postgresql" else f"sqlite:///{folder / 'there' / 'workflow.sqlite'}"


def test_a_backup_of_an_earlier_release_comes_back_whole(
    databases: Databases, kind: str, at: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    data = at(url, "here")
    with monkeypatch.context() as then:
        tables = taken_back(url, data, then)
        assert "issued" in tables.tables
        assert main(["backup", str(tmp_path / "old.backup")]) == 0
    old = events(url)
    there = elsewhere(databases, kind, tmp_path)
    data = at(there, "there")
    assert main(["restore", str(tmp_path / "old.backup")]) == 0, "and the whole record is as it was written"
    new = events(there)
    assert new[: len(old)] == old
    assert len(new) == len(old) + 1, "the step says in the chain what it moved"
    engine = make_engine(there)
    with engine.connect() as connection:
        official = connection.exec_driver_sql("SELECT count(*) FROM paper WHERE result_id IS NULL").scalar_one()
        assert not sa.inspect(connection).has_table("issued")
    engine.dispose()
    assert official == 6
    open_database(there, data, NOW).dispose()


@pytest.mark.parametrize("table", ["mark", "no_table_of_any_release"])
def test_an_earlier_backup_with_another_last_event_or_a_table_of_nobody_is_refused(
    databases: Databases,
    kind: str,
    at: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    table: str,
):
    """What the archive says of its newest event is held against the rows as they were put in, not as a step left them."""
    url = databases.at_head(kind)
    data = at(url, "here")
    with monkeypatch.context() as then:
        tables = taken_back(url, data, then)
        engine = make_engine(url)
        with engine.begin() as connection:
            if table != "mark":
                connection.exec_driver_sql(f"CREATE TABLE {table} (id INTEGER)")
                sa.Table(table, tables, autoload_with=connection)
                if kind == "sqlite":
                    connection.exec_driver_sql(
                        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT 1; END"
                    )
        engine.dispose()
        if table == "mark":
            then.setattr(copying, "_facts", lambda row: (str(row[0]), str(row[1]), Head(7, "0" * 64)))
        assert main(["backup", str(tmp_path / "old.backup")]) == 0
    at(elsewhere(databases, kind, tmp_path), "there")
    assert ("damaged" if table == "mark" else "no backup of this product") in told(
        capsys, "restore", str(tmp_path / "old.backup")
    )
