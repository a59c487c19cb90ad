"""Looks at the record: what is new, all of it, what stays known; and papers that are held to their act before they go out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.databases import KINDS, ONE_KIND, Databases
from tests.installations import act_again
from tests.web.house import IN_FORCE, House, stage_demonstration
from workflow.records.database import commitments, triggers
from workflow.records.database.session import make_engine, reading
from workflow.records.event import Event
from workflow.records.replaying.chain import links, spoken_for
from workflow.records.replaying.looking import last_look, look
from workflow.records.replaying.stored import Digester, groups, tables
from workflow.records.replaying.whole import verify, verify_since

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
PAPER = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}.pdf"
RECORD = f"/regulations/{IN_FORCE[0]}/record"


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[sa.Engine]:
    made = make_engine(databases.copy(request.param, "demonstration_web", stage_demonstration))
    yield made
    made.dispose()


def behind(engine: sa.Engine, *statements: str) -> None:
    """What somebody does who may do anything to the database, with every trigger put back."""
    with engine.begin() as connection:
        triggers.remove(connection)
        for one in statements:
            assert connection.execute(sa.text(one)).rowcount == 1
        triggers.install(connection)


def test_rows_are_digested_from_the_driver_as_acts_committed_to_them(engine: sa.Engine):
    """Held against the slow way that acts and the migration use, over every row there is."""
    with reading(engine) as db:
        connection = db.connection()
        slow = {
            named: commitments.digest(b"salt", named[0], rows, sorted(rows[0]))
            for named, rows in commitments.stand(connection)
        }
        fast = {
            (one.table.name, key): Digester(one, one.columns).made(b"salt", rows)
            for one in tables(connection, commitments.covered())
            for key, rows in groups(connection, one)
        }
        again = {
            (one.table.name, key): Digester(one, one.columns).made(b"salt", rows)
            for one in tables(connection, commitments.covered())
            for key, rows in groups(connection, one, [key for name, key in slow if name == one.table.name])
        }
    assert len(slow) > 1500
    assert fast == slow
    assert again == slow


def test_the_fast_chain_is_the_chain(engine: sa.Engine):
    with reading(engine) as db:
        events = db.exec(select(Event).order_by(sa.asc(sa.column("seq")))).all()
        assert [(one.seq, one.hash, one.wrong) for one in links(db)] == [(one.seq, one.hash, ()) for one in events]


def test_what_is_new_is_looked_at_and_nothing_else(engine: sa.Engine):
    first = look(engine, NOW, whole=False)
    assert (first.many, first.whole_at) == (0, NOW), "where nobody had looked, all of it is looked at"
    assert first.words() is None
    for number in range(3):
        act_again(engine, number)
    with reading(engine) as db:
        assert verify_since(db, first.head).events == 3
    later = look(engine, NOW + timedelta(hours=1), whole=False)
    assert (later.many, later.whole_at, later.head.seq) == (0, NOW, first.head.seq + 3)
    with reading(engine) as db:
        assert last_look(db) == later


def test_what_was_found_stays_known_until_all_is_well_again(engine: sa.Engine):
    look(engine, NOW, whole=True)
    behind(engine, "UPDATE approval SET opinion = opinion || '!' WHERE id = 1")
    assert look(engine, NOW, whole=False).many == 0, "an old row, which a start does not read"
    found = look(engine, NOW, whole=True)
    assert found.objects == ("approval 1",)
    words = found.words()
    assert words is not None
    assert "approval 1" in words.zh
    assert "\n" not in words.zh + words.en
    act_again(engine, 0)
    newest = found.head.seq + 1
    behind(engine, f"UPDATE event SET verb = 'x' WHERE seq = {newest}")
    assert look(engine, NOW, whole=False).objects == ("approval 1", f"event {newest}")
    behind(
        engine,
        "UPDATE approval SET opinion = substr(opinion, 1, length(opinion) - 1) WHERE id = 1",
        f"UPDATE event SET verb = 'mark' WHERE seq = {newest}",
    )
    assert look(engine, NOW, whole=False).many == 2
    assert look(engine, NOW, whole=True).many == 0


def test_a_new_row_that_was_changed_is_found_at_the_next_start(engine: sa.Engine):
    with reading(engine) as db:
        seq, name = next(
            (one.seq, name)
            for one in list(links(db))[::-1]
            for name in spoken_for(one.rows)
            if name == "paper" and one.verb == "issue"
        )
        before = db.exec(select(Event).where(Event.seq == seq - 1)).one()
        head = type(look(engine, NOW, whole=True).head)(before.seq, before.hash)
    behind(
        engine, "UPDATE paper SET number = number || 'x' WHERE id = (SELECT max(id) FROM paper WHERE result_id IS NULL)"
    )
    with reading(engine) as db:
        found = verify_since(db, head)
        assert [one.split(" ")[0] for one in found.different] == [name]
        assert found.different == verify(db).different


def test_a_chain_that_was_cut_since_is_said_for_good(engine: sa.Engine):
    act_again(engine, 0)
    head = look(engine, NOW, whole=True).head
    behind(engine, f"DELETE FROM payload WHERE event_seq = {head.seq}", f"DELETE FROM event WHERE seq = {head.seq}")
    act_again(engine, 1)
    for whole in (False, True, False, True):
        found = look(engine, NOW, whole=whole)
        assert f"event {head.seq}" in found.objects
        assert found.head == head


@pytest.mark.parametrize("engine", ONE_KIND, indirect=True)
@pytest.mark.parametrize("value", ["", "{}", "[]", "null", '{"at": 1}', "x"])
def test_a_look_that_cannot_be_read_is_none(engine: sa.Engine, value: str):
    look(engine, NOW, whole=True)
    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE mark SET value = :value WHERE name = 'looked at the record'"), {"value": value}
        )
    with reading(engine) as db:
        assert last_look(db) is None
    assert look(engine, NOW, whole=False).many == 0


@pytest.fixture
def house(databases: Databases) -> Iterator[House]:
    made = House(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    yield made
    made.close()


def test_pages_say_what_was_found_to_whom_it_concerns(house: House):
    behind(house.engine, "UPDATE count_sheet SET in_favour = in_favour + 1, against = against - 1 WHERE id = 3")
    look(house.engine, NOW, whole=True)
    admin, drafter, secretary = (house.visitor(one) for one in ("admin", "drafter", "secretary"))
    assert "发现 1 处与写入时不一致：count_sheet 3" in admin.get("/desk").text
    assert "1 differ from what was written: count_sheet 3" in admin.get("/desk?lang=en").text
    for page in (
        drafter.get("/desk"),
        secretary.get("/desk"),
        drafter.get(RECORD),
        house.visitor("delegate").get(RECORD),
    ):
        assert page.status_code == 200
        assert "count_sheet 3" not in page.text
    assert "发现1处与写入时不一致" in drafter.get(RECORD).text
    assert "1 thing is not as written" in drafter.get(f"{RECORD}?lang=en").text
    assert "内部一致性：完好" not in drafter.get(RECORD).text


def test_a_page_reads_no_events_but_its_own(house: House):
    """However long the chain is: every statement of the page that names events says which."""
    look(house.engine, NOW, whole=True)
    visitor = house.visitor("drafter")
    asked: list[str] = []
    sa.event.listen(house.engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    for path in (RECORD, "/desk", f"/regulations/{IN_FORCE[0]}", PAPER):
        asked.clear()
        assert visitor.get(path).status_code == 200
        about = [one.partition("FROM event")[2] for one in asked if "FROM event" in one]
        few = ("regulation_id", "object", "LIMIT", "seq =", "seq IN")
        assert [one for one in about if not any(word in one for word in few)] == [], path


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("paper", "number = number || 'x'"),
        ("paper", "frozen_at = '2020-01-01T00:00:00.000000Z'"),
        ("paper_file", "sha256 = upper(sha256)"),
        ("paper", "snapshot_id = 1"),
    ],
)
def test_a_paper_whose_row_was_changed_is_given_out_by_no_door(house: House, table: str, change: str):
    visitor = house.visitor("secretary")
    assert visitor.get(PAPER).status_code == 200
    with house.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(sa.text(f"UPDATE {table} SET {change}"))
        triggers.install(connection)
    for one in (visitor, house.visitor()):
        answer = one.get(PAPER)
        assert answer.status_code == 500
        assert "可能被改动过" in answer.text
    assert "paper:" in visitor.get(RECORD).text
