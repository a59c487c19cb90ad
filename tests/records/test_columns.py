"""Column types: moments keep their order and refuse to be vague, words come from a fixed list, JSON has one spelling."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import cast

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError, StatementError
from sqlmodel import select

from tests.databases import Databases, planting
from workflow.records.database.columns import Moment, settled_json
from workflow.records.database.session import make_engine, reading
from workflow.records.person import Entity, Grant, Mark, Person
from workflow.records.regulation import Regulation, RegulationKind
from workflow.records.sign_in import WrongTries
from workflow.records.tables import metadata
from workflow.rules.people.roles import Role
from workflow.words import Language

pytestmark = pytest.mark.both

BEIJING = timezone(timedelta(hours=8))


def test_a_moment_comes_back_as_the_same_moment_in_utc(database_url: str):
    engine = make_engine(database_url)
    noon = datetime(2026, 3, 2, 12, 0, 0, 7, tzinfo=BEIJING)
    with planting(engine) as db:
        db.add(WrongTries(key="a", forgotten_at=noon, next_at=noon))
    with reading(engine) as db:
        found = db.exec(select(WrongTries.next_at)).one()
    assert found == noon
    assert found.tzinfo is UTC
    engine.dispose()


def test_a_moment_without_a_zone_is_refused(database_url: str):
    engine = make_engine(database_url)
    with pytest.raises(StatementError, match="time zone"), planting(engine) as db:
        db.add(WrongTries(key="a", forgotten_at=datetime(2026, 3, 2, 12), next_at=datetime(2026, 3, 2, 12)))  # noqa: DTZ001
    engine.dispose()


def test_moments_sort_and_compare_as_time_does(database_url: str):
    engine = make_engine(database_url)
    begin = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
    steps = [timedelta(), timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=1), timedelta(days=400)]
    with planting(engine) as db:
        for number, step in enumerate(reversed(steps)):
            zone = BEIJING if number % 2 else UTC
            at = (begin + step).astimezone(zone)
            db.add(WrongTries(key=str(number), forgotten_at=at, next_at=at))
    with reading(engine) as db:
        assert db.exec(select(WrongTries.next_at).order_by(sa.asc(sa.column("next_at")))).all() == [
            begin + s for s in steps
        ]
        later = select(WrongTries).where(WrongTries.next_at > begin + steps[1])
        assert len(db.exec(later).all()) == 3
    engine.dispose()


@given(st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(BEIJING)), max_size=8))  # noqa: DTZ001
def test_on_sqlite_the_order_of_the_text_is_the_order_of_time(moments: list[datetime]):
    dialect = sa.create_engine("sqlite://").dialect
    kept = [Moment().process_bind_param(one, dialect) for one in moments]
    assert sorted(kept) == [Moment().process_bind_param(one, dialect) for one in sorted(moments)]
    assert [Moment().process_result_value(one, dialect) for one in kept] == moments


def enums() -> list[tuple[str, str, list[str]]]:
    """Every column that holds one of a fixed list of words, but for languages (see below)."""
    return [
        (table.name, column.name, list(column.type.enums))
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.Enum) and column.type.enum_class is not Language
    ]


def test_words_are_kept_by_value_and_checked_by_the_database(databases: Databases, database_url: str):
    engine = make_engine(database_url)
    with planting(engine) as db:
        entity = Entity(code="hq", name_zh="公司", name_en="Company")
        db.add(entity)
        db.flush()
        person = Person(code="a", name_zh="甲", name_en="A", entity_id=entity.id or 0)
        db.add(person)
        db.flush()
        db.add(Grant(person_id=person.id or 0, role=Role.SECRETARY, since=date(2026, 1, 1)))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT role FROM role_grant")).scalar_one() == "secretary"
    with pytest.raises(DatabaseError, match=r"(?i)check constraint"), engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO role_grant (person_id, role, since) VALUES (1, 'SECRETARY', '2026-01-01')")
        )
    engine.dispose()


def test_every_such_column_has_its_check(database_url: str):
    engine = make_engine(database_url)
    inspector = sa.inspect(engine)
    assert len(enums()) >= 20
    for table, column, words in enums():
        checks = [one["sqltext"] for one in inspector.get_check_constraints(table)]
        assert any(column in one and all(f"'{word}'" in one for word in words) for one in checks), (table, column)
    engine.dispose()


def test_a_language_is_kept_as_two_letters_and_no_other_goes_in_or_comes_out(database_url: str):
    """The columns were there before the languages had a type, so the database has no CHECK of its own."""
    columns = [one for table in metadata.tables.values() for one in table.columns if "language" in one.name]
    assert len(columns) >= 9
    assert all(isinstance(one.type, sa.Enum) and one.type.enum_class is Language for one in columns)
    engine = make_engine(database_url)
    with planting(engine) as db:
        db.add(_regulation("a", Language.EN))
        db.add(_regulation("b", cast(Language, "zh")))
    slugs = sa.select(Regulation.slug, Regulation.authentic_language).order_by(Regulation.slug)  # type: ignore[call-overload]
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT authentic_language FROM regulation ORDER BY slug")).all() == [
            ("en",),
            ("zh",),
        ]
        assert [type(language) for _, language in connection.execute(slugs)] == [Language, Language]
    with pytest.raises(StatementError), planting(engine) as db:
        db.add(_regulation("c", cast(Language, "fr")))
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO regulation (slug, kind, authentic_language, name_zh, name_en, created_at)"
                " SELECT 'c', kind, 'fr', name_zh, name_en, created_at FROM regulation WHERE slug = 'a'"
            )
        )
    with pytest.raises(LookupError), engine.connect() as connection:
        connection.execute(slugs).all()
    engine.dispose()


def _regulation(slug: str, language: Language) -> Regulation:
    return Regulation(
        slug=slug,
        kind=RegulationKind.REGULATION,
        authentic_language=language,
        name_zh="办法",
        name_en="Rules",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_json_has_one_spelling():
    assert settled_json({"b": 1, "a": "第一条"}) == '{"a":"第一条","b":1}'
    assert settled_json({"a": "第一条", "b": 1}) == settled_json({"b": 1, "a": "第一条"})


def test_a_mark_is_made_once(database_url: str):
    engine = make_engine(database_url)
    with planting(engine) as db:
        db.add(Mark(name="demonstration", value="1"))
    with pytest.raises(DatabaseError), planting(engine) as db:
        db.add(Mark(name="demonstration", value="2"))
    engine.dispose()
