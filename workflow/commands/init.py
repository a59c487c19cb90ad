"""`workflow init`: the enterprise's entity and its first administrator, in an empty database, from a terminal."""

import getpass
import os
import sys
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import select

from workflow import paths
from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.opening import opened
from workflow.config import Settings
from workflow.lifecycle.acting import Act
from workflow.lifecycle.acting import Unusable as Refused
from workflow.lifecycle.people import people
from workflow.records.database.session import reading, writing
from workflow.records.person import Entity, Person
from workflow.rules.people.roles import Role
from workflow.rules.procedure import parse_procedure


def run(arguments: list[str]) -> int:
    """Create the first administrator. The password is asked for, or read from the environment (ADMIN_PASSWORD)."""
    parser = Arguments(prog="workflow init", description="Create the first administrator of a new installation.")
    parser.add_argument("account", help="what the administrator types to sign in")
    parser.add_argument("--name", default="管理员", help="the administrator's name")
    given = parser.parse_args(arguments)
    with opened() as (settings, engine):
        _make(settings, engine, given.account, given.name)
    sys.stdout.write(f"{given.account} 可以登录了 can sign in now: {settings.public_url}/sign-in\n")
    if unnamed := settings.missing_names:
        sys.stdout.write(f"{unnamed.zh} {unnamed.en}\n")
    return 0


def _make(settings: Settings, engine: sa.Engine, account: str, name: str) -> None:
    """The entity and its administrator, in one transaction; the password is hashed before it begins."""
    with reading(engine) as db:
        if db.exec(select(Person.id)).first() is not None:
            raise Unusable("this database has people already; an administrator adds more in the browser.")
    password = os.environ.get("ADMIN_PASSWORD") or _asked()
    procedure = parse_procedure((paths.policies() / "procedure.toml").read_text(encoding="utf-8"))
    try:
        secret = people.hash_password(password)
        with writing(engine) as db:
            entity = Entity(code="hq", name_zh=settings.enterprise_name.zh, name_en=settings.enterprise_name.en)
            db.add(entity)
            db.flush()
            people.enrol(
                Act(db, None, datetime.now(UTC), settings.time_zone, procedure),
                code=account,
                name_zh=name,
                name_en=name,
                entity=entity,
                roles=frozenset({Role.ADMIN}),
                secret=secret,
            )
    except Refused as error:
        raise Unusable("; ".join(f"{words.zh} {words.en}" for words in error.problems.values())) from error


def _asked() -> str:
    """The password typed at the terminal. Raises Unusable where there is none to type at."""
    if not sys.stdin.isatty():
        raise Unusable("there is no terminal to ask for a password: set ADMIN_PASSWORD to it.")
    try:
        return getpass.getpass("Password 密码: ")
    except EOFError as error:
        raise Unusable("no password was given.") from error
