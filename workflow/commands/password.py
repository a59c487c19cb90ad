"""`workflow password`: a new password for an account, from the host's terminal, when nobody is left who could reset it."""

import os
import sys
from datetime import UTC, datetime

from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.asking import password_typed_twice
from workflow.commands.opening import opened
from workflow.lifecycle.acting import Act
from workflow.lifecycle.acting import Unusable as Refused
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people import passwords, people
from workflow.records.database.session import reading, writing


def run(arguments: list[str]) -> int:
    """Set the password of one account: typed twice, or NEW_PASSWORD. 0 when it was set, 2 with one sentence when not."""
    parser = Arguments(
        prog="workflow password",
        description="Set the password of an account from this host. Its sessions end; the record says that the host did it.",
    )
    parser.add_argument("account", help="what its owner types to sign in")
    given = parser.parse_args(arguments)
    with opened() as (settings, engine):
        with reading(engine) as db:
            found = people.person_by_code(db, given.account)
            if found is None:
                raise Unusable(f"there is no account {given.account!r}. 没有这个账号。")
            if found.closed:
                raise Unusable(f"{given.account!r} is closed: an administrator reopens it first. 账号已经关闭。")
        password = os.environ.get("NEW_PASSWORD") or password_typed_twice("New password 新密码: ", "NEW_PASSWORD")
        procedure = procedure_of(settings)
        try:
            secret = people.hash_password(password)
            with writing(engine) as db:
                person = people.person_by_code(db, given.account)
                if person is None:
                    raise Unusable(f"there is no account {given.account!r}. 没有这个账号。")
                passwords.set_on_host(Act(db, None, datetime.now(UTC), settings.time_zone, procedure), person, secret)
        except Refused as error:
            raise Unusable("; ".join(f"{words.en} {words.zh}" for words in error.problems.values())) from error
    sys.stdout.write(f"{given.account}: 密码已经设置，原有登录已经结束 the password was set, and every session ended\n")
    return 0
