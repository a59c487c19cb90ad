"""Opening the installation for a command: its settings, its keys and its database; what stands in the way is one sentence."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import sqlalchemy as sa

from workflow.commands.arguments import Unusable
from workflow.config import SettingError, Settings, record_key, session_key
from workflow.records.database.installation import open_database
from workflow.records.database.unreachable import Unreachable, words_of
from workflow.words import Words


@contextmanager
def opened() -> Iterator[tuple[Settings, sa.Engine]]:
    """The settings and an engine on a database in its newest form, closed at the end. Raises Unusable, one sentence."""
    with in_one_sentence():
        settings = Settings.from_environ(os.environ)
        require_folder(settings.data_dir)
        session_key(settings)
        record_key(settings)
        engine = open_database(settings.database_url, settings.data_dir, datetime.now(UTC))
    try:
        with in_one_sentence():
            yield settings, engine
    finally:
        engine.dispose()


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn whatever is wrong with a setting, a file or a database into Unusable, in both languages."""
    try:
        yield
    except SettingError as error:
        raise Unusable(f"{error.words.zh} {error.words.en}") from error
    except Unreachable as error:
        raise Unusable(f"{error.words.zh} {error.words.en}") from error
    except OSError as error:
        words = words_of(error)
        told = f"{words.zh} {words.en}" if words else f"打不开 cannot be opened: {error.strerror or error}"
        raise Unusable(f"{error.filename}: {told}" if error.filename else told) from error
    except (sa.exc.SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        words = words_of(error)
        if words is None and not isinstance(
            error, sa.exc.OperationalError | sa.exc.ArgumentError | psycopg.OperationalError
        ):
            raise
        told = f"{words.zh} {words.en}" if words else str(error).splitlines()[0]
        raise Unusable(f"数据库打不开 the database cannot be opened: {told}") from error


def require_folder(folder: Path) -> None:
    """Make the data folder if it is not there. Raises Unreachable or OSError when it cannot be one."""
    if folder.exists() and not folder.is_dir():
        raise SettingError(_not_a_folder(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError) as error:
        raise SettingError(_not_a_folder(folder)) from error


def _not_a_folder(folder: Path) -> Words:
    return Words(
        f"DATA_DIR 应为文件夹，而 {folder} 或其上级是文件。",
        f"DATA_DIR must be a folder, but {folder} or something above it is a file.",
    )
