"""Why a database or a folder cannot be used, in one sentence in both languages; no fault of the program's, so no number and no trace.

Knows the codes of both databases and of the operating system, and none of their messages: those quote names and texts.
"""

import errno

from sqlalchemy.exc import DBAPIError

from workflow.words import Words


class Unreachable(Exception):
    """The database is not there, not ours, or cannot be written. `words` says so; nothing was acknowledged."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


FULL = Words(
    "磁盘已满，没有保存。请腾出空间后再试。", "The disk is full and nothing was saved. Make room, then try again."
)
READ_ONLY = Words(
    "数据库或其文件夹是只读的，没有保存。请检查文件的属主和权限，以及磁盘是否以只读方式挂载。",
    "The database or its folder can only be read, so nothing was saved. Check who owns the file, its permissions, and whether "
    "the disk is mounted read-only.",
)
NOT_OPENED = Words(
    "数据库文件打不开。请检查它所在的文件夹是否存在、属主和权限是否正确。",
    "The database file cannot be opened. Check that its folder is there and that owner and permissions are right.",
)
NO_DATABASE = Words(
    "这个文件不是数据库，或者已经被改写。请放回原来的数据库文件，或执行 workflow restore 备份文件。",
    "That file is no database, or was written over. Put the right database file back, or type: workflow restore FILE",
)
DAMAGED = Words(
    "数据库文件已损坏。请停止服务，执行 workflow restore 备份文件。",
    "The database file is damaged. Stop the server and type: workflow restore FILE",
)
DISK = Words(
    "读写磁盘时出错，没有保存。请检查磁盘。", "The disk failed to read or write, and nothing was saved. Check the disk."
)
LOCKED = Words(
    "数据库正被另一个程序占用，没有保存。请稍候再试。",
    "Another program holds the database, and nothing was saved. Try again in a moment.",
)
NO_SERVER = Words(
    "连接不上数据库服务器，没有保存。请检查它是否在运行，以及 DATABASE_URL 是否正确。",
    "The database server cannot be reached, so nothing was saved. Check that it runs and that DATABASE_URL is right.",
)
NO_SUCH_DATABASE = Words(
    "数据库服务器上没有这个数据库。请恢复它，或检查 DATABASE_URL。",
    "There is no such database on the server. Restore it, or check DATABASE_URL.",
)
NOT_LET_IN = Words(
    "数据库服务器不接受这个用户，或不允许它读写。请检查 DATABASE_URL 和用户的权限。",
    "The database server does not let this user in, or not read and write. Check DATABASE_URL and the rights of that user.",
)
#: By the beginning of SQLite's name of an error.
_SQLITE = (
    ("SQLITE_FULL", FULL),
    ("SQLITE_READONLY", READ_ONLY),
    ("SQLITE_PERM", READ_ONLY),
    ("SQLITE_CANTOPEN", NOT_OPENED),
    ("SQLITE_NOTADB", NO_DATABASE),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_IOERR", DISK),
    ("SQLITE_BUSY", LOCKED),
    ("SQLITE_LOCKED", LOCKED),
    ("SQLITE_PROTOCOL", LOCKED),
)
#: By the beginning of PostgreSQL's code of an error.
_POSTGRESQL = (
    ("53100", FULL),
    ("25006", READ_ONLY),
    ("42501", NOT_LET_IN),
    ("28", NOT_LET_IN),
    ("3D000", NO_SUCH_DATABASE),
    ("55P03", LOCKED),
    ("58", DISK),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
    ("08", NO_SERVER),
    ("57P", NO_SERVER),
    ("53", NO_SERVER),
)
#: Codes of a statement that names a table or a column which is not there.
_NO_SUCH_TABLE = ("42P01", "42703", "3F000", "SQLITE_ERROR")
_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: DISK,
}


def words_of(error: BaseException) -> Words | None:
    """Why `error` came about, when it is about the database's place and not about what was asked; None for anything else."""
    if isinstance(error, Unreachable):
        return error.words
    if isinstance(error, DBAPIError):
        return words_of(error.orig) if error.orig is not None else None
    if isinstance(error, OSError):
        return None if error.errno is None else _SYSTEM.get(error.errno)
    code = _code(error)
    known = next((words for start, words in (*_SQLITE, *_POSTGRESQL) if code.startswith(start)), None)
    if known is None and not code and type(error).__module__.startswith("psycopg"):
        return _connecting(str(error)) if type(error).__name__ == "OperationalError" else None
    return known


def is_about_a_table(error: DBAPIError) -> bool:
    """True when a table or column was named that the database does not have (or a statement was wrong, on SQLite)."""
    return error.orig is not None and _code(error.orig) in _NO_SUCH_TABLE


def _code(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")


def _connecting(message: str) -> Words:
    """An attempt to connect carries no code: the server's own word is the only sign there is."""
    if 'database "' in message and "does not exist" in message:
        return NO_SUCH_DATABASE
    if "authentication failed" in message or "no pg_hba.conf entry" in message or 'role "' in message:
        return NOT_LET_IN
    return NO_SERVER
