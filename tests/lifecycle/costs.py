"""Counts what a request costs: the statements between BEGIN and COMMIT of its writing transactions, and the texts parsed there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from workflow.text.reading import parse

#: How a writer takes its turn: statements of the transaction's beginning, not of the act.
TURNS = ("BEGIN", "SET LOCAL lock_timeout", "SELECT pg_advisory_xact_lock")


@dataclass
class Cost:
    """What was asked of the database inside writing transactions, and the texts that were parsed in them."""

    statements: list[str] = field(default_factory=list)
    parsed: list[str] = field(default_factory=list)
    #: Whether a writing transaction is open now.
    inside: bool = False


@contextmanager
def costing(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """Counts while the block runs. What is read or parsed before BEGIN and after COMMIT keeps nobody waiting and is not counted."""
    cost, parsed = Cost(), parse.parse

    def writing(connection: sa.Connection) -> bool:
        return bool(connection.get_execution_options().get("writing"))

    def begin(connection: sa.Connection) -> None:
        cost.inside = cost.inside or writing(connection)

    def end(connection: sa.Connection) -> None:
        cost.inside = cost.inside and not writing(connection)

    def note(connection: sa.Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if writing(connection) and not statement.startswith(TURNS):
            cost.statements.append(statement)

    def count(text: str, **named: object) -> object:
        if cost.inside:
            cost.parsed.append(text)
        return parsed(text, **named)  # type: ignore[arg-type]

    heard = (("begin", begin), ("commit", end), ("rollback", end), ("before_cursor_execute", note))
    with monkeypatch.context() as patched:
        for module in [one for one in sys.modules.values() if getattr(one, "parse", None) is parsed]:
            patched.setattr(module, "parse", count)
        for name, listener in heard:
            event.listen(engine, name, listener)
        try:
            yield cost
        finally:
            for name, listener in heard:
                event.remove(engine, name, listener)
