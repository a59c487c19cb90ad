"""What a database holds, and what a command says that refuses."""

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from workflow.cli import main
from workflow.records.database.session import make_engine, reading
from workflow.records.database.watch import RESTORED
from workflow.records.event import Event, broken_links
from workflow.records.replaying.looking import LOOKED
from workflow.records.tables import metadata


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """The one sentence with which a command was refused."""
    capsys.readouterr()
    assert main(list(command)) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1, said.err
    assert said.out == ""
    assert "fault of the program" not in said.err
    return said.err


def content(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but for who is signed in and what the restore itself notes."""
    engine = make_engine(url)
    out = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in ("sign_in", "presiding"):
                continue
            rows = [tuple(row) for row in connection.execute(sa.select(table))]
            if table.name == "mark":
                rows = [row for row in rows if row[0] not in (RESTORED, LOOKED)]
            out[table.name] = sorted(rows, key=repr)
    engine.dispose()
    return out


def events(url: str) -> list[tuple[int, str]]:
    engine = make_engine(url)
    with reading(engine) as db:
        found = [(one.seq, one.hash) for one in db.exec(select(Event).order_by(col(Event.seq)))]
        assert broken_links(db) == []
    engine.dispose()
    return found
