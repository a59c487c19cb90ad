"""Servers for the browser: each on its own copy of the demonstration."""

from collections.abc import Iterator

import pytest

from tests.browser.hall import Server
from tests.databases import Databases
from tests.web.house import House, stage_demonstration


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    """A server whose database and clock belong to one test."""
    started = Server(House(databases.copy("sqlite", "demonstration_web", stage_demonstration)))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def standing(databases: Databases) -> Iterator[Server]:
    """A server for the tests of a module that only look."""
    started = Server(House(databases.copy("sqlite", "demonstration_web", stage_demonstration)))
    yield started
    started.stop()
