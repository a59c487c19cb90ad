"""The migration to the ballot record with votes in the tables: attempt 1, which says that its presence was read at counting."""

import pytest
import sqlalchemy as sa

from tests.cast import House
from tests.count_sheets import sheet
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from workflow.lifecycle.acting import Refused
from workflow.lifecycle.facts import ballots, standing
from workflow.records import migrations
from workflow.records.ballot import Ballot, Count, Presence
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.states import State

pytestmark = pytest.mark.thorough

BEFORE = migrations.before("0004")


def rows(house: House, statement: str) -> list[tuple]:
    with house.engine.connect() as connection:
        return [tuple(one) for one in connection.execute(sa.text(statement))]


def brought_back(databases: Databases, kind: str, last: str) -> House:
    """A house whose votes went through the old tables and came back; triggers are in the way of nobody."""
    house = prepared(databases, kind, last)
    migrations.downgrade(house.engine, BEFORE)
    assert not sa.inspect(house.engine).has_table("ballot")
    return house


@pytest.mark.parametrize("kind", KINDS)
def test_a_declared_vote_keeps_its_result_and_says_how_its_presence_was_read(databases: Databases, kind: str):
    house = brought_back(databases, kind, "declare")
    old = rows(house, "SELECT motion_id, site_id, entry_no, present, in_favour, against FROM vote_count ORDER BY id")
    assert old == [(1, 1, 1, 6, 5, 1), (1, 1, 2, 6, 5, 1), (1, 2, 1, 2, 2, 0)]
    result = rows(house, "SELECT outcome, present, in_favour, resolution_zh FROM result")
    grants = rows(house, "SELECT count(*) FROM role_grant")
    migrations.upgrade(house.engine)
    assert rows(house, "SELECT outcome, present, in_favour, resolution_zh FROM result") == result
    assert rows(house, "SELECT count(*) FROM role_grant") == grants, (
        "the tellers' went down with it and the others stay"
    )
    with house.asking() as act:
        ballot = ballots.the_last(act.db, house.motion(act))
        assert (ballot.attempt, ballot.presence) == (1, PresenceSource.AT_COUNTING)
        assert ballots.present_in(act.db, ballot) == {1: 6, 2: 2}
        assert act.db.exec(sa.select(Presence)).all() == [], "who was there is not made up"  # type: ignore[call-overload]
        assert ballots.closing_of(act.db, ballot) is not None
        found = standing.result_of(act.db, house.motion(act))
        assert found is not None
        assert (found.ballot_id, found.number) == (ballot.id, 1)
    assert house.state() is State.ADOPTED
    house.issue()
    assert house.state() is State.ISSUED
    house.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_counted_and_not_declared_is_voted_on_again(databases: Databases, kind: str):
    house = brought_back(databases, kind, "count")
    migrations.upgrade(house.engine)
    with pytest.raises(Refused, match="read at counting"):
        house.declare()
    with pytest.raises(Refused, match="read at counting"):
        house.type_sheet(sheet(in_favour=6))
    house.repeat()
    house.until_counting()
    for who, code, in_favour in (("secretary", "hq", 6), ("second-secretary", "hq", 6), ("secretary", "south", 2)):
        house.type_sheet(sheet(in_favour=in_favour), code, who)  # the tellers' office is younger than the old tables
    house.declare()
    assert house.state() is State.ADOPTED
    with house.asking() as act:
        ballots_there = act.db.exec(sa.select(Ballot.attempt, Ballot.presence).order_by(Ballot.attempt)).all()  # type: ignore[call-overload]
        assert [tuple(one) for one in ballots_there] == [
            (1, PresenceSource.AT_COUNTING),
            (2, PresenceSource.AT_OPENING),
        ]
        assert len(act.db.exec(sa.select(Count)).all()) == 6, "the old sheets stay"  # type: ignore[call-overload]
    house.engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_house_that_never_voted_has_no_attempt(databases: Databases, kind: str):
    house = brought_back(databases, kind, "lock")
    migrations.upgrade(house.engine)
    assert rows(house, "SELECT count(*) FROM ballot") == [(0,)]
    house.open()
    house.engine.dispose()
