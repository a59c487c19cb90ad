"""The tables of the enterprise's facts: added with rows in the others, held by their checks, taken away again."""

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from workflow.records import migrations
from workflow.records.database.session import make_engine

pytestmark = pytest.mark.thorough

AT = "2026-03-02T09:00:00.000000Z"
#: The revision before the enterprise's own figures.
BEFORE_FIGURES = migrations.before("0021")
FIGURE = (
    "INSERT INTO own_figure (name, value, numerator, denominator, comparison, since, regulation_id, provision_key, words, set_by, at) "
    "VALUES ('quorum.present', {}, '>=', '2026-03-02', NULL, '', '', 1, '" + AT + "')"
)


def _somebody(db: sa.Connection) -> None:
    db.execute(sa.text("INSERT INTO entity (id, code, name_zh, name_en) VALUES (1, 'hq', '公司', 'Company')"))
    db.execute(
        sa.text(
            "INSERT INTO person (id, code, name_zh, name_en, entity_id, secret, closed) "
            "VALUES (1, 'wang', '王', 'Wang', 1, 'hash', :closed)"
        ),
        {"closed": False},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_added_beside_the_names_and_hold_one_size(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, BEFORE_FIGURES)
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        db.execute(
            sa.text(
                "INSERT INTO enterprise_name (name_zh, name_en, short_zh, short_en, code, since, at) "
                f"VALUES ('甲', 'A', '甲', 'A', '甲', '2026-03-02', '{AT}')"
            )
        )
    migrations.upgrade(engine)
    for size in ("NULL, 3, 4", "10, NULL, NULL", "NULL, NULL, NULL"):
        with engine.execution_options(writing=True).begin() as db:
            db.execute(sa.text(FIGURE.format(size)))
    for size in ("10, 3, 4", "NULL, 3, NULL", "NULL, NULL, 4"):
        with pytest.raises(sa.exc.IntegrityError), engine.execution_options(writing=True).begin() as db:
            db.execute(sa.text(FIGURE.format(size)))
    with engine.connect() as db:
        assert db.execute(sa.text("SELECT count(*) FROM own_figure")).scalar_one() == 3
    migrations.downgrade(engine, BEFORE_FIGURES)
    with engine.connect() as db:
        assert "own_figure" not in sa.inspect(db).get_table_names()
        assert db.execute(sa.text("SELECT name_zh FROM enterprise_name")).scalars().all() == ["甲"]
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_requirements_name_kinds_and_capacities_that_there_are(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine)
    row = (
        "INSERT INTO required_review (kind, capacity, ended, since, set_by, at) "
        f"VALUES ('{{}}', '{{}}', :ended, '2026-03-02', 1, '{AT}')"
    )
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        db.execute(sa.text(row.format("report", "union")), {"ended": False})
    for wrong in (("novel", "union"), ("report", "friend")):
        with pytest.raises(sa.exc.IntegrityError), engine.execution_options(writing=True).begin() as db:
            db.execute(sa.text(row.format(*wrong)), {"ended": False})
    migrations.downgrade(engine, migrations.before("0022"))
    with engine.connect() as db:
        assert "required_review" not in sa.inspect(db).get_table_names()
        assert db.execute(sa.text("SELECT code FROM person")).scalars().all() == ["wang"]
    migrations.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_sites_have_seats_or_nobody_counted_them(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine)
    row = (
        "INSERT INTO venue (code, name_zh, name_en, seats, remote, ended, since, set_by, at) "
        f"VALUES ('main', '礼堂', 'Hall', {{}}, :no, :no, '2026-03-02', 1, '{AT}')"
    )
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        for seats in ("NULL", "1", "200"):
            db.execute(sa.text(row.format(seats)), {"no": False})
    with pytest.raises(sa.exc.IntegrityError), engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text(row.format("0")), {"no": False})
    migrations.downgrade(engine, migrations.before("0023"))
    with engine.connect() as db:
        assert "venue" not in sa.inspect(db).get_table_names()
        assert db.execute(sa.text("SELECT code FROM person")).scalars().all() == ["wang"]
    migrations.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_have_sides_and_go_with_their_table(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine)
    row = sa.text(
        "INSERT INTO logo (since, width, height, bytes, sha256, set_by, at) "
        f"VALUES ('2026-03-02', :width, 1, :png, 'x', 1, '{AT}')"
    )
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        for width in (0, 40):
            db.execute(row, {"width": width, "png": b"\x89PNG\x00\xff"})
    with pytest.raises(sa.exc.IntegrityError), engine.execution_options(writing=True).begin() as db:
        db.execute(row, {"width": -1, "png": b""})
    with engine.connect() as db:
        assert bytes(db.execute(sa.text("SELECT bytes FROM logo WHERE width = 40")).scalar_one()) == b"\x89PNG\x00\xff"
    migrations.downgrade(engine, migrations.before("0024"))
    with engine.connect() as db:
        assert "logo" not in sa.inspect(db).get_table_names()
        assert db.execute(sa.text("SELECT code FROM person")).scalars().all() == ["wang"]
    migrations.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_capacities_that_were_given_are_held_for_no_unit(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    migrations.upgrade(engine, migrations.before("0025"))
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        db.execute(
            sa.text("INSERT INTO capacity_grant (person_id, capacity, since) VALUES (1, 'department', '2026-03-02')")
        )
    migrations.upgrade(engine)
    with engine.connect() as db:
        assert db.execute(sa.text("SELECT capacity, unit FROM capacity_grant")).all() == [("department", None)]
    with pytest.raises(sa.exc.DBAPIError), engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text("UPDATE capacity_grant SET unit = 'safety'"))
    migrations.downgrade(engine, migrations.before("0025"))
    with engine.connect() as db:
        assert "unit" not in sa.inspect(db).get_table_names()
        assert db.execute(sa.text("SELECT person_id, capacity, since FROM capacity_grant")).all()
    migrations.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_steps_of_the_chain_come_beside_notices_and_go_with_those_of_their_own(databases: Databases, kind: str):
    engine = make_engine(databases.empty(kind))
    before = migrations.before("0033")
    migrations.upgrade(engine, before)
    notice = f"INSERT INTO notice (id, person_id, kind, key, at) VALUES ({{}}, 1, '{{}}', '{{}}', '{AT}')"
    delivery = (
        f"INSERT INTO delivery (notice_id, person_id, channel, due, message) VALUES ({{}}, 1, 'mail', '{AT}', '{{}}')"
    )
    with engine.execution_options(writing=True).begin() as db:
        _somebody(db)
        db.execute(sa.text(notice.format(1, "to_consult", "a")))
        db.execute(sa.text(delivery.format(1, "x")))
    migrations.upgrade(engine)
    step = (
        "INSERT INTO required_step (kind, step, ended, since, basis, set_by, at) "
        f"VALUES ('{{}}', '{{}}', :no, '2026-03-02', '', 1, '{AT}')"
    )
    with engine.execution_options(writing=True).begin() as db:
        db.execute(sa.text(step.format("regulation", "legality")), {"no": False})
        db.execute(sa.text(notice.format(2, "to_record", "b")))
        db.execute(sa.text(delivery.format(2, "y")))
    for wrong in (("novel", "legality"), ("report", "dance")):
        with pytest.raises(sa.exc.IntegrityError), engine.execution_options(writing=True).begin() as db:
            db.execute(sa.text(step.format(*wrong)), {"no": False})
    migrations.downgrade(engine, before)
    with engine.connect() as db:
        assert not {"required_step", "step_record", "step_strike"} & set(sa.inspect(db).get_table_names())
        assert db.execute(sa.text("SELECT kind FROM notice")).scalars().all() == ["to_consult"]
        assert db.execute(sa.text("SELECT message FROM delivery")).scalars().all() == ["x"]
    migrations.upgrade(engine)
    engine.dispose()
