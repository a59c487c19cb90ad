"""Bringing a database to the newest form: Alembic's steps, then the append-only triggers, which a step may have dropped."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from workflow.records.database import triggers

HERE = Path(__file__).parent


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the database behind `engine` to `revision` and put the triggers in place, in one transaction."""
    with engine.execution_options(writing=True).begin() as connection:
        upgrade_on(connection, revision)


def upgrade_on(connection: sa.Connection, revision: str = "head") -> None:
    """The same in the transaction of whoever calls."""
    triggers.remove(connection)
    command.upgrade(_config(connection), revision)
    if revision == "head":
        triggers.install(connection)


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Take the database back to `revision` ("base" empties it). Only for tests and for undoing a failed release."""
    with engine.execution_options(writing=True).begin() as connection:
        triggers.remove(connection)
        command.downgrade(_config(connection), revision)


def heads() -> list[str]:
    """The newest revisions; a healthy tree of migrations has one."""
    return list(ScriptDirectory(str(HERE)).get_heads())


def is_known(revision: str) -> bool:
    """True when this release knows `revision`; a database of a newer one has another."""
    return any(one.revision == revision for one in ScriptDirectory(str(HERE)).walk_revisions())


def before(revision: str) -> str:
    """The revision that `revision` follows."""
    return str(ScriptDirectory(str(HERE)).get_revision(revision).down_revision)
