"""The migration to decisions that end, with a review under way in the old tables: what was approved goes on counting."""

import pytest
import sqlalchemy as sa

from tests.canteen import TEXT
from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from workflow.lifecycle.facts import standing
from workflow.records import migrations
from workflow.rules.people.roles import Capacity
from workflow.rules.states import State

pytestmark = pytest.mark.thorough

#: Decisions could not end, and who wrote what stood in a table of its own.
BEFORE = migrations.before("0003")


def counting(house: House) -> dict[Capacity, bool]:
    """Which capacities' approvals count."""

    with house.asking() as act:
        return {one.capacity: one.counts for one in standing.standings(act, house.edition(act))}


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_approval_counts_for_what_it_covered_and_for_nothing_else(databases: Databases, kind: str):
    house = prepared(databases, kind, "legal")
    before = counting(house)
    assert before == {Capacity.LEGAL: True, Capacity.UNION: False}
    migrations.downgrade(house.engine, BEFORE)
    with house.engine.begin() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM approval")).scalar_one() == 1
        assert not sa.inspect(connection).has_table("retraction")
        # The drafter wrote a provision, as the old table said it.
        connection.execute(sa.text("INSERT INTO contributor (edition_id, person_id, key) VALUES (1, 1, 'any')"))
    migrations.upgrade(house.engine)
    assert counting(house) == before

    house.request_changes("union")
    house.save(TEXT.replace("二十元", "二十二元"))
    house.submit()
    assert counting(house) == {Capacity.LEGAL: False, Capacity.UNION: False}, "other words are open"
    house.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_request_for_changes_can_be_withdrawn(databases: Databases, kind: str):
    house = prepared(databases, kind, "legal")
    house.request_changes("union")
    migrations.downgrade(house.engine, BEFORE)
    with house.engine.begin() as connection:  # a request sent the text back then
        connection.execute(sa.text("UPDATE edition SET state = 'returned'"))
    migrations.upgrade(house.engine)
    assert house.state() is State.RETURNED
    house.save(TEXT.replace("二十元", "二十二元"))
    house.submit()
    house.approve("legal")
    assert house.state() is State.IN_REVIEW
    house.approve("union")
    assert house.state() is State.CONSULTING, "the author's own approval lifted the request"
    house.engine.dispose()
