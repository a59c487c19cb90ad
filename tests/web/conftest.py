"""Houses for the tests of the pages: each on its own copy of the demonstration."""

from collections.abc import Iterator

import pytest

from tests.databases import KINDS, Databases
from tests.web.house import House, Opening, stage_demonstration


@pytest.fixture
def opening(databases: Databases) -> Iterator[Opening]:
    """Opens houses: `opening()`, `opening("postgresql")`, `opening(PUBLIC_URL="https://…")`, `opening(url=…)`."""
    opened: list[House] = []

    def open_house(kind: str = "sqlite", *, url: str = "", **variables: str) -> House:
        address = url or databases.copy(kind, "demonstration_web", stage_demonstration)
        opened.append(House(address, variables=variables))
        return opened[-1]

    yield open_house
    for one in opened:
        one.close()


@pytest.fixture
def house(opening: Opening) -> House:
    """The demonstration on SQLite."""
    return opening()


@pytest.fixture(params=KINDS)
def either_house(request: pytest.FixtureRequest, opening: Opening) -> House:
    """The demonstration on each kind of database in turn."""
    return opening(request.param)


@pytest.fixture(scope="module")
def shared(databases: Databases) -> Iterator[House]:
    """One demonstration for all tests of a module that change nothing in it."""
    opened = House(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    yield opened
    opened.close()
