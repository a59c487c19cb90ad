"""The migration to kept papers, with declared results and issued papers in the old tables: nothing of them moves."""

import pytest
import sqlalchemy as sa

from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from workflow.records import migrations

BEFORE = migrations.before("0012")


def kept(house: House) -> list[tuple]:
    """What was declared and issued."""
    with house.engine.connect() as connection:
        results = connection.execute(sa.text("SELECT id, outcome, resolution_zh, fingerprint FROM result")).all()
        papers = connection.execute(sa.text("SELECT id, bytes, sha256 FROM issued")).all()
    return [*map(tuple, results), *map(tuple, papers)]


@pytest.mark.parametrize("kind", KINDS)
def test_results_and_issued_papers_stay_and_papers_can_be_frozen(databases: Databases, kind: str):
    house = prepared(databases, kind, "issue")
    before = kept(house)
    assert len(before) >= 2
    migrations.downgrade(house.engine, BEFORE)
    with house.engine.connect() as connection:
        assert not sa.inspect(connection).has_table("paper")
    assert kept(house) == before
    migrations.upgrade(house.engine)
    assert kept(house) == before
    with house.engine.begin() as connection:
        row = "(kind, edition_id, result_id, language, facts, figures, frozen_at)"
        values = "('resolution', 1, 1, 'zh', '{}', true, '2026-03-02 09:00:00')"
        connection.execute(sa.text(f"INSERT INTO paper {row} VALUES {values}"))
    with pytest.raises(sa.exc.IntegrityError), house.engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO paper {row} VALUES {values}"))
    house.engine.dispose()
