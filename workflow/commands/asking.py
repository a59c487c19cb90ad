"""Questions at the terminal: an answer in one line, and a password twice, which nobody sees."""

import getpass
import sys

from workflow.commands.arguments import Unusable
from workflow.lifecycle.acting import Unusable as Refused
from workflow.lifecycle.people import people

#: How often a password is asked for.
TRIES = 3


def answer_to(question: str) -> str:
    """What somebody answers. Raises Unusable when they end the input instead."""
    try:
        return input(question).strip()
    except EOFError as error:
        raise Unusable("没有回答，什么也没有做。 There was no answer, and nothing was done.") from error


def password_typed_twice(question: str, variable: str) -> str:
    """A password typed twice at the terminal, not shown; asked anew when the two differ or it will not do.

    variable  of the environment, which can hold it where there is no terminal

    Raises Unusable where there is none to type at, and after some tries.
    """
    if not sys.stdin.isatty():
        raise Unusable(f"there is no terminal to ask for a password: set {variable} to it.")
    for _ in range(TRIES):
        try:
            first = getpass.getpass(question)
            people.hash_password(first)
            if getpass.getpass("Once more 再输入一次: ") == first:
                return first
        except EOFError as error:
            raise Unusable("no password was given.") from error
        except Refused as error:
            sys.stdout.write("".join(f"{words.zh} {words.en}\n" for words in error.problems.values()))
        else:
            sys.stdout.write("两次输入的密码不一样。 The two passwords are not the same.\n")
    raise Unusable("没有选定密码，什么也没有做。 No password was chosen, and nothing was done.")
