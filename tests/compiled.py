"""What is compiled once a process instead of once a house: templates, SQL statements, addresses. Passwords cost next to nothing here,
and nothing waits for the disk.

Most houses of the tests live for a second, and half of it was spent on compiling what the house before had compiled. What a
password costs an attacker is asked of the product in a process of its own.
"""

import gc
from collections.abc import Callable
from contextlib import closing
from types import CodeType

import sqlalchemy as sa
from argon2 import PasswordHasher
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

#: Rounds, kilobytes, threads: the least that Argon2 takes.
LEAST = (1, 8, 1)
#: The option of an engine that waits for the disk as it does in an enterprise.
DURABLE = "durable"


class Templates(BytecodeCache):
    """Templates as they were compiled for the first application that wanted them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept, if the file still says the same."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the applications to come."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()


def share_statements() -> None:
    """Let all engines of this process have one memory of compiled statements.

    SQLAlchemy has one for each engine, and tells statements apart by the dialect object of the engine; those of one class
    differ in nothing here, because one function of ours makes all engines.
    """
    memory: LRUCache = LRUCache(5000)
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        _replace(dialect, "__eq__", lambda one, other: type(one) is type(other))
        _replace(dialect, "__hash__", lambda one: hash(type(one)))
    _replace(sa.Engine, "_compiled_cache", property(lambda _engine: memory, lambda _engine, _own: None))


def share_addresses() -> None:
    """Let all applications of this process have one memory of compiled builders of addresses.

    Werkzeug writes a function for each rule and has Python compile it, four fifths of the making of an application. What it
    writes follows from the rule and its parameters, and takes the rule that it works for as its argument; only constants that
    stand for a parameter would go into it as well, and we have none.
    """
    memory: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
    compiled = Rule._compile_builder

    def builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if rule.defaults:
            return compiled(rule, append_unknown)
        key = (rule.rule, *rule._trace, append_unknown)
        if key not in memory:
            memory[key] = compiled(rule, append_unknown)
        return memory[key]

    _replace(Rule, "_compile_builder", builder)


def keep_the_process() -> None:
    """Let the collector of garbage leave what is loaded by now alone: it took a tenth of the suite to look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)


def wait_for_no_disk() -> None:
    """Let SQLite hand its writing to the system and go on: a test's database may be lost with the machine.

    What survives the death of a process alone survives it as before; what a power cut takes is asked of nobody here. An engine
    with the option `DURABLE` is as the product made it.
    """

    @sa.event.listens_for(sa.Engine, "engine_connect")
    def _hurry(connection: sa.Connection) -> None:
        if connection.dialect.name == "sqlite" and not connection.get_execution_options().get(DURABLE):
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute("PRAGMA synchronous=OFF")


def spare_passwords() -> None:
    """From now on a hasher that is made without figures of its own takes the least there is."""
    given = PasswordHasher.__init__.__defaults__ or ()
    PasswordHasher.__init__.__defaults__ = (*LEAST, *given[len(LEAST) :])


def _replace(place: type, name: str, by: object) -> None:
    setattr(place, name, by)
