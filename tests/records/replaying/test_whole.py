"""The whole record against itself: what every act wrote is committed to by its event, and a change behind its back is named."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks import mutations
from benchmarks.mutations import attacker
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from tests.web.house import stage_demonstration
from workflow.records import migrations
from workflow.records.database import commitments, triggers
from workflow.records.database.commitments import Untold
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.event import broken_links
from workflow.records.person import Grant
from workflow.records.replaying.outside import checkpoint
from workflow.records.replaying.whole import verify
from workflow.rules.people.roles import Role

pytestmark = pytest.mark.thorough


@pytest.fixture
def staged(databases: Databases) -> Iterator[sa.Engine]:
    engine = make_engine(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_acts_of_a_whole_house_wrote_is_as_their_events_say(databases: Databases, kind: str):
    engine = make_engine(databases.copy(kind, "demonstration_web", stage_demonstration))
    with reading(engine) as db:
        found = verify(db)
        assert found.different == []
        stand = {table for (table, _), _ in commitments.stand(db.connection())}
    assert found.rows > 1000
    assert len(stand) >= 30, "most kinds of rows are there to be held to something"
    engine.dispose()


def test_rows_that_no_event_speaks_for_are_not_committed(databases: Databases):
    house = prepared(databases, "sqlite", "save")
    grant = Grant(person_id=1, role=Role.TELLER, since=date(2026, 1, 1))
    with pytest.raises(Untold, match="role_grant"), writing(house.engine) as db:
        db.add(grant)
    with reading(house.engine) as db:
        assert verify(db).different == []
    house.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_from_before_says_from_when_on_its_rows_are_held(databases: Databases, kind: str):
    house = prepared(databases, kind, "save")
    with house.engine.connect() as connection:
        events = connection.execute(sa.text("SELECT count(*) FROM event")).scalar_one()
    older(house.engine)
    migrations.upgrade(house.engine)
    with reading(house.engine) as db:
        found = verify(db)
        assert (found.different, found.before, found.events) == ([], events, events + 1)
    with house.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(sa.text("UPDATE snapshot SET note = 'another' WHERE id = 1"))
        triggers.install(connection)
    with reading(house.engine) as db:
        assert verify(db).different == [f"snapshot 1: is not as event {events + 1} left it"]
    house.engine.dispose()


def older(engine: sa.Engine) -> None:
    """Make the chain one of the release before, whose events said nothing of rows."""
    with engine.begin() as connection:
        triggers.remove(connection)
        attacker.chained_again(connection, lambda row, _before: row.update(rows="", row_salt=""))
    migrations.downgrade(engine, migrations.before("0015"))


def test_each_kind_of_change_is_found_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """One after the other on one record, because a record takes long to make."""
    changes = []
    for kind in attacker.KINDS:
        change = {"kind": kind, "table": "count_sheet", "key": 7, "column": "in_favour"}
        change["table"] = {"kept": "paper_file"}.get(kind, change["table"])
        change["column"] = attacker.WAYS.get(kind, [change["column"]])[0]
        change["key"] = {"kept": 2}.get(kind, 7)
        changes.append(json.dumps(change))
    lines = tmp_path / "changes"
    lines.write_text("\n".join(changes), encoding="utf-8")
    status, said = mutations.main(["--replay", str(lines)]), capsys.readouterr().out
    many = len(attacker.KINDS)
    assert (status, said.splitlines()[-1]) == (0, f"mutations {many} found {many} named {many}"), said


@pytest.mark.parametrize("rows", ["{", "[]", '{"snapshot": 1}'])
def test_words_of_an_event_that_were_made_unreadable_are_a_change_and_no_crash(staged: sa.Engine, rows: str):
    with reading(staged) as db:
        outside = checkpoint(db, "house")
    with staged.begin() as connection:
        triggers.remove(connection)
        seq = connection.execute(sa.text("SELECT max(seq) FROM event WHERE rows <> ''")).scalar_one()
        connection.execute(sa.text("UPDATE event SET rows = :rows WHERE seq = :seq"), {"rows": rows, "seq": seq})
        triggers.install(connection)
    with reading(staged) as db:
        assert f"event {seq}: the row was changed" in verify(db, outside).different


def test_a_salt_is_not_put_beside_an_event_that_wrote_no_rows(staged: sa.Engine):
    with staged.begin() as connection:
        triggers.remove(connection)
        seq = connection.execute(sa.text("SELECT min(seq) FROM event WHERE rows = ''")).scalar_one()
        connection.execute(sa.text(f"UPDATE event SET row_salt = 'x' WHERE seq = {seq}"))
        triggers.install(connection)
    with reading(staged) as db:
        assert verify(db).different == [f"event {seq}: the row was changed"]
        assert broken_links(db) == [f"event {seq}: the row was changed"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_back_keeps_what_the_way_up_needs(databases: Databases, kind: str):
    """The release before knows nothing of commitments; coming up again, every event is as it was made."""
    house = prepared(databases, kind, "save")
    migrations.downgrade(house.engine, migrations.before("0015"))
    migrations.upgrade(house.engine)
    with reading(house.engine) as db:
        found = verify(db)
        assert found.different == []
        assert found.rows > 0
    house.engine.dispose()
