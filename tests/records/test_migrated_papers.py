"""The migrations of kept papers, with rows in the tables: no byte, digest or number of them moves, and the record holds."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from tests.web.house import stage_demonstration
from workflow.records import migrations
from workflow.records.database import triggers
from workflow.records.database.session import make_engine, reading
from workflow.records.replaying.chain import links, spoken_for
from workflow.records.replaying.outside import checkpoint
from workflow.records.replaying.whole import NOT_HELD, verify
from workflow.records.tables import metadata

pytestmark = pytest.mark.thorough

BEFORE, BEFORE_ONE = migrations.before("0012"), migrations.before("0026")


def kept(house: House) -> list[tuple]:
    """What was declared and issued."""
    with house.engine.connect() as connection:
        results = connection.execute(sa.text("SELECT id, outcome, resolution_zh, fingerprint FROM result")).all()
        papers = connection.execute(sa.text("SELECT sha256, bytes FROM issued ORDER BY sha256")).all()
    return [*map(tuple, results), *map(tuple, papers)]


@pytest.mark.parametrize("kind", KINDS)
def test_results_and_issued_papers_stay_and_papers_can_be_frozen(databases: Databases, kind: str):
    house = prepared(databases, kind, "issue")
    migrations.downgrade(house.engine, BEFORE_ONE)
    before = kept(house)
    assert len(before) >= 2
    migrations.downgrade(house.engine, BEFORE)
    with house.engine.connect() as connection:
        assert not sa.inspect(connection).has_table("paper")
    assert kept(house) == before
    migrations.upgrade(house.engine, BEFORE_ONE)
    assert kept(house) == before
    with house.engine.begin() as connection:
        row = "(kind, edition_id, result_id, language, facts, figures, frozen_at)"
        values = "('resolution', 1, 1, 'zh', '{}', true, '2026-03-02 09:00:00')"
        connection.execute(sa.text(f"INSERT INTO paper {row} VALUES {values}"))
    with pytest.raises(sa.exc.IntegrityError), house.engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO paper {row} VALUES {values}"))
    house.engine.dispose()


def told(engine: sa.Engine, statement: str) -> list[Any]:
    """Rows of the database as they are."""
    with engine.connect() as connection:
        return sorted(map(tuple, connection.execute(sa.text(statement))))


OFFICIAL = (
    "SELECT p.edition_id, p.snapshot_id, p.language, p.number, f.bytes, f.sha256, f.at FROM paper p "
    "JOIN paper_file f ON f.paper_id = p.id WHERE p.kind = 'regulation'"
)
ISSUED = "SELECT edition_id, snapshot_id, language, number, bytes, sha256, at FROM issued"
RESULTS = "SELECT id, kind, edition_id, result_id, snapshot_id, language, facts, figures, frozen_at FROM paper WHERE {}"
#: What official files are kept in since, and were not before.
JOINED = ("paper_file",)
SEALED = "SELECT s.id, f.sha256, s.attachment_id, s.kept_by FROM sealed_copy s JOIN "


def set_apart(engine: sa.Engine) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table, as they are."""
    with engine.connect() as connection:
        return {
            one.name: [dict(row._mapping) for row in connection.execute(sa.select(one))]
            for one in metadata.sorted_tables
        }


def put_back(engine: sa.Engine, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        triggers.remove(connection)
        for table in metadata.sorted_tables:
            if rows.get(table.name):
                connection.execute(sa.insert(table), rows[table.name])
        triggers.install(connection)


@pytest.mark.parametrize("kind", KINDS)
def test_official_files_join_the_papers_of_results_and_go_back_byte_for_byte(databases: Databases, kind: str):
    """Down and up and down again; each time every row is held to an event, and the checkpoint from before holds.

    What lay in tables that came later goes down with them: the record names each row, and with them put back nothing differs.
    """
    engine = make_engine(databases.copy(kind, "demonstration_web", stage_demonstration))
    with engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(
            sa.text(
                "INSERT INTO attachment (id, name, media_type, sha256, bytes, brought_by, at) SELECT 999, name, media_type, "
                "sha256, bytes, brought_by, at FROM attachment WHERE id = 1"
            )
        )
        paper = connection.execute(sa.text("SELECT min(id) FROM paper WHERE kind = 'regulation'")).scalar_one()
        connection.execute(
            sa.text(
                "INSERT INTO sealed_copy (id, paper_id, attachment_id, kept_by, at) "
                f"SELECT 1, {paper}, 999, 1, at FROM attachment WHERE id = 1"
            )
        )
        triggers.install(connection)
    with reading(engine) as db:
        outside = checkpoint(db, "house")
        unspoken = verify(db).different
        assert len(unspoken) == 2, "the two rows that this test put there"
    official, results = told(engine, OFFICIAL), told(engine, RESULTS.format("result_id > 0"))
    sealed = told(engine, f"{SEALED} paper_file f ON f.paper_id = s.paper_id")
    assert (len(official), len(sealed)) == (6, 1)
    assert len(results) >= 3
    everything = set_apart(engine)
    for _ in range(2):
        migrations.downgrade(engine, BEFORE_ONE)
        there = set(sa.inspect(engine).get_table_names())
        later = {name: rows for name, rows in everything.items() if name not in {*there, *JOINED} and rows}
        assert told(engine, ISSUED) == official
        assert told(engine, RESULTS.format("true")) == results
        assert told(engine, f"{SEALED} issued f ON f.id = s.issued_id") == sealed
        migrations.upgrade(engine)
        assert told(engine, OFFICIAL) == official
        assert told(engine, RESULTS.format("result_id > 0")) == results
        assert told(engine, f"{SEALED} paper_file f ON f.paper_id = s.paper_id") == sealed
        with reading(engine) as db:
            lost = [one for one in verify(db, outside).different if ": is gone since event " in one]
        assert Counter(one.split(" ")[0] for one in lost) == {
            name: len(rows) for name, rows in later.items() if name not in NOT_HELD
        }
        put_back(engine, later)
        with reading(engine) as db:
            assert verify(db, outside).different == ["attachment 999: no event speaks for it"]
    for (verb,) in told(engine, "SELECT DISTINCT e.verb FROM paper p JOIN event e ON e.seq = p.act"):
        assert verb in ("issue", "adopt", "deliberate")
    assert told(engine, "SELECT id FROM paper WHERE act IS NULL") == []
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_names_the_act_that_commits_to_it(databases: Databases, kind: str):
    engine = make_engine(databases.copy(kind, "demonstration_web", stage_demonstration))
    with reading(engine) as db:
        made = {
            (int(number), one.seq, one.verb)
            for one in links(db)
            for number in spoken_for(one.rows).get("paper", ((), {}))[1]
        }
    assert {(number, act) for number, act, _ in made} == set(told(engine, "SELECT id, act FROM paper"))
    assert {verb for _, _, verb in made} == {"issue", "adopt", "deliberate"}
    engine.dispose()
