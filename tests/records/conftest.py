"""Installations that the tests of the records open, break and open again."""

from pathlib import Path

import pytest

from tests.databases import Databases
from tests.installations import NOW, act, sqlite_with_acts
from workflow.records.database.installation import open_database


@pytest.fixture
def lives(database_url: str, tmp_path: Path) -> str:
    """A database with two acts in it, known to the data folder `tmp_path`."""
    engine = open_database(database_url, tmp_path, NOW)
    act(engine, "one")
    act(engine, "two")
    engine.dispose()
    return database_url


@pytest.fixture
def sqlite(databases: Databases, tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "data").mkdir()
    return sqlite_with_acts(databases, tmp_path / "data")
