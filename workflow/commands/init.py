"""`workflow init`: the enterprise's entity and its first administrator, in an empty database, from a terminal."""

import os
import sys
from argparse import Namespace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import select

from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.asking import answer_to, password_typed_twice
from workflow.commands.opening import opened
from workflow.config import UNNAMED, Settings
from workflow.lifecycle.acting import Act
from workflow.lifecycle.acting import Unusable as Refused
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people import enterprise, people
from workflow.publishing.faces.fonts import FontsMissing, faces
from workflow.records.database.session import reading, writing
from workflow.records.person import Person
from workflow.rules.people.roles import Role
from workflow.text.reading.printable import Printable
from workflow.words import Words


def run(arguments: list[str]) -> int:
    """Create the first administrator. The password is asked for, or read from the environment (ADMIN_PASSWORD)."""
    parser = Arguments(prog="workflow init", description="Create the first administrator of a new installation.")
    parser.add_argument("account", help="what the administrator types to sign in")
    parser.add_argument("--name", default="管理员", help="the administrator's name")
    parser.add_argument(
        "--enterprise", default="", help="the enterprise's full name in Chinese; asked for when left out"
    )
    parser.add_argument("--enterprise-en", default="", help="its full name in English")
    parser.add_argument("--short", default="", help="its short name in Chinese")
    parser.add_argument("--short-en", default="", help="its short name in English")
    parser.add_argument("--document-code", default="", help="its code in document numbers, as 机字 in 机字〔2025〕1号")
    given = parser.parse_args(arguments)
    with opened() as (settings, engine):
        _require_nobody(engine)
        names = _names(settings, given)
        _make(settings, engine, given.account, given.name, names)
    sys.stdout.write(f"{given.account} 可以登录了 can sign in now: {settings.public_url}/sign-in\n")
    if names is None:
        sys.stdout.write(
            "尚未写明企业名称：请管理员登录后在“企业”页填写。 "
            "The enterprise has no name yet: its administrator gives one on the page “The enterprise”.\n"
        )
    return 0


def _names(settings: Settings, given: Namespace) -> dict[str, str] | None:
    """What the enterprise is called: as typed with the command, else as set, else as answered; None when nobody says."""
    own, short = settings.enterprise_name, settings.enterprise_short
    named = settings.missing_names is None
    name_zh = given.enterprise or (own.zh if named else "")
    if not name_zh and sys.stdin.isatty():
        name_zh = answer_to("企业全称 The enterprise's full name: ")
        given.enterprise_en = given.enterprise_en or answer_to("英文全称（可不填） In English (may be left out): ")
        given.document_code = given.document_code or answer_to(
            "发文代字，如“机字”（可不填） Code in document numbers, such as 机字 (may be left out): "
        )
    if not name_zh:
        return None
    set_here = named and not given.enterprise
    return {
        "name_zh": name_zh,
        "name_en": given.enterprise_en or (own.en if set_here else ""),
        "short_zh": given.short or (short.zh if set_here else ""),
        "short_en": given.short_en or (short.en if set_here else ""),
        "code": given.document_code or (settings.document_code if set_here else ""),
    }


def _require_nobody(engine: sa.Engine) -> None:
    """Unusable in a database that has people, before anything is asked."""
    with reading(engine) as db:
        if db.exec(select(Person.id)).first() is not None:
            raise Unusable("this database has people already; an administrator adds more in the browser.")


def _make(settings: Settings, engine: sa.Engine, account: str, name: str, names: dict[str, str] | None) -> None:
    """The entity and its administrator, in one transaction; the password is hashed before it begins."""
    password = os.environ.get("ADMIN_PASSWORD") or password_typed_twice("Password 密码: ", "ADMIN_PASSWORD")
    procedure = procedure_of(settings)
    try:
        secret = people.hash_password(password)
        with writing(engine) as db:
            act = Act(db, None, datetime.now(UTC), settings.time_zone, procedure, printable=_printable(settings))
            called = enterprise.name_enterprise(act, names, act.today) if names else None
            own = Words(called.name_zh, called.name_en) if called else UNNAMED
            entity = enterprise.add_entity(act, "hq", own.zh, own.en)
            people.enrol(
                act,
                code=account,
                name_zh=name,
                name_en=name,
                entity=entity,
                roles=frozenset({Role.ADMIN}),
                secret=secret,
            )
    except Refused as error:
        raise Unusable("; ".join(f"{words.zh} {words.en}" for words in error.problems.values())) from error


def _printable(settings: Settings) -> Printable | None:
    """What the house's faces can print; None where there are none yet: the names are looked at again when it serves."""
    try:
        return faces(settings).printable
    except FontsMissing:
        return None
