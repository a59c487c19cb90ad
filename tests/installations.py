"""Installations for tests: a database with two acts in it, known to its data folder."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import Databases
from workflow.records import event
from workflow.records.database.installation import open_database
from workflow.records.database.session import make_engine, writing
from workflow.records.database.unreachable import Unreachable
from workflow.records.person import Mark

NOW = datetime(2026, 3, 16, 1, tzinfo=UTC)


def started(url: str, folder: Path) -> None:
    """One start that ends at once."""
    open_database(url, folder, NOW).dispose()


def act(engine: sa.Engine, name: str, at: datetime = NOW) -> None:
    """One act with its event."""
    with writing(engine) as db:
        db.add(Mark(name=name, value=""))
        event.append(
            db,
            actor_id=None,
            on_behalf_of=None,
            verb="mark",
            subject=f"mark:{name}",
            regulation_id=None,
            fingerprint="",
            at=at,
            payload={},
        )


def act_again(engine: sa.Engine, number: int) -> None:
    """The numberth of many acts, of which each has a name of its own."""
    act(engine, f"act {number}")


def refusal(url: str, folder: Path) -> str:
    """The sentence with which a start is refused, in both languages."""
    with pytest.raises(Unreachable) as refused:
        started(url, folder)
    words = refused.value.words
    assert words.zh.endswith("。")
    assert "\n" not in words.zh + words.en
    return f"{words.zh} {words.en}"


def sqlite_with_acts(databases: Databases, folder: Path) -> tuple[str, Path]:
    """The same on SQLite, where it lies by default, and its file."""
    made, file = databases.at_head("sqlite"), folder / "workflow.sqlite"
    shutil.copy(made.removeprefix("sqlite:///"), file)
    engine = open_database(f"sqlite:///{file}", folder, NOW)
    act(engine, "one")
    act(engine, "two")
    engine.dispose()
    return f"sqlite:///{file}", file


def statement(url: str, *words: str) -> None:
    """Something that somebody does to the database behind our back."""
    engine = make_engine(url)
    with engine.begin() as connection:
        for one in words:
            connection.exec_driver_sql(one)
    engine.dispose()
