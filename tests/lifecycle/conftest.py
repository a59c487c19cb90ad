"""Houses in which moves were made: each test gets its own copy."""

from collections.abc import Callable, Iterator

import pytest

from tests.cast import House
from tests.databases import Databases
from tests.prepared import prepared

Reached = Callable[..., House]


@pytest.fixture
def reached(databases: Databases) -> Iterator[Reached]:
    """Gives a house where every move up to one was made: `reached("lock")`, `reached("lock", "postgresql")`."""
    made: list[House] = []

    def reach(last: str | None = None, kind: str = "sqlite", *, report: bool = False) -> House:
        made.append(prepared(databases, kind, last, report=report))
        return made[-1]

    yield reach
    for house in made:
        house.engine.dispose()
