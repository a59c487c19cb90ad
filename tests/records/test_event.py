"""The chain of events: whole from the first row, broken by any tampering, its words erasable."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.cast import House
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from workflow.records.database import triggers
from workflow.records.event import GENESIS, Event, Payload, broken_for, broken_links
from workflow.records.regulation import Regulation
from workflow.records.replaying.whole import verify

pytestmark = pytest.mark.both


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with a chain of the moves up to an issued edition."""
    made = prepared(databases, request.param, "issue")
    yield made
    made.engine.dispose()


def broken(house: House) -> list[str]:
    """What is wrong with the chain; the page of a regulation says nothing else, and whoever looks at the whole record the same."""
    with house.asking() as act:
        found = broken_links(act.db)
        regulation = act.db.exec(select(Regulation.id)).first() or 0
        assert set(broken_for(act.db, regulation)) <= set(found)
        assert set(found) <= set(verify(act.db, without_structure=True).different)
        return found


def tamper(house: House, statement: str) -> None:
    """What somebody does who may do anything to the database: take the triggers away first."""
    with house.engine.begin() as connection:
        for table in (*triggers.APPEND_ONLY, *triggers.NEVER_CHANGED):
            if connection.dialect.name == "sqlite":
                for act in ("update", "delete"):
                    connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {table}_no_{act}"))
            else:
                connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        changed = connection.execute(sa.text(statement))
        assert changed.rowcount == 1


def test_the_chain_is_whole_from_the_first_row(house: House):
    with house.asking() as act:
        events = list(act.db.exec(select(Event).order_by(sa.asc(sa.column("seq")))))
        assert len(events) >= 30
        assert [one.seq for one in events] == list(range(1, len(events) + 1))
        assert events[0].prev_hash == GENESIS
        assert len(act.db.exec(select(Payload)).all()) == len(events)
    assert broken(house) == []


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'approve'",
        "object = 'edition:99'",
        "actor_id = 2",
        "on_behalf_of = 2",
        "regulation_id = NULL",
        f"fingerprint = '{'0' * 64}'",
        f"payload_hash = '{'0' * 64}'",
        f"hash = '{'1' * 64}'",
        f"prev_hash = '{'1' * 64}'",
        "at = '2020-01-01T00:00:00.000000Z'",
    ],
)
def test_a_changed_row_is_found(house: House, change: str):
    with house.asking() as act:
        saved = act.db.exec(select(Event.seq).where(Event.verb == "save")).first()
    tamper(house, f"UPDATE event SET {change} WHERE seq = {saved}")
    assert any(f"event {saved}:" in one for one in broken(house))


def test_a_row_taken_out_is_found(house: House):
    with house.asking() as act:
        saved = act.db.exec(select(Event.seq).where(Event.verb == "save")).first() or 0
    tamper(house, f"DELETE FROM payload WHERE event_seq = {saved}")
    tamper(house, f"DELETE FROM event WHERE seq = {saved}")
    assert f"event {saved}: is missing" in broken(house)
    assert f"event {saved + 1}: does not follow the event before it" in broken(house)
    assert len(broken(house)) == 2, "one gap is one gap, and not a fault of everything after it"


def test_changed_words_are_found(house: House):
    tamper(house, "UPDATE payload SET json = '{}' WHERE event_seq = 3")
    assert broken(house) == ["event 3: the payload was changed"]


def test_erased_words_leave_the_chain_whole(house: House):
    with house.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM payload"))
    assert broken(house) == []


def test_equal_words_have_different_hashes(house: House):
    """A salt stands before the words: who knows what might have been said cannot try it out on the chain."""
    with house.asking() as act:
        salts = [one.salt for one in act.db.exec(select(Payload))]
        hashes = list(act.db.exec(select(Event.payload_hash)))
    assert len(set(salts)) == len(salts)
    assert len(set(hashes)) == len(hashes)


def test_a_page_goes_through_its_own_rows_and_never_through_the_others(house: House):
    with house.asking() as act:
        regulation = act.db.exec(select(Regulation.id)).first() or 0
        own = act.db.exec(select(Event.seq).where(Event.regulation_id == regulation)).first() or 0
        other = act.db.exec(select(Event.seq).where(sa.column("regulation_id").is_(None))).first() or 0
        assert broken_for(act.db, regulation) == []
    tamper(house, f"UPDATE event SET verb = 'approve' WHERE seq = {own}")
    with house.asking() as act:
        assert broken_for(act.db, regulation) == [f"event {own}: the row was changed"]
    tamper(house, f"UPDATE event SET verb = 'approve' WHERE seq = {other}")
    with house.asking() as act:
        assert broken_for(act.db, regulation) == [f"event {own}: the row was changed"]
        assert len(broken_links(act.db)) == 2
