"""How many statements a request sends to the database, when nothing is remembered from before."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import event

from workflow.lifecycle.facts import texts
from workflow.web.review import drawn
from workflow.web.shapes import shown_texts


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements sent while the block runs; the beginning and the end of a transaction are none."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def forget() -> None:
    """Empty what this process keeps of texts: on a first visit nothing is known."""
    for memory in (texts._trees, texts._worded, texts._parsed):
        memory.clear()
    shown_texts._comparisons.clear()
    drawn._drawings.clear()
