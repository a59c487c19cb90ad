"""Passwords cost the tests next to nothing; what they cost an attacker is asked of the product in a process of its own."""

from argon2 import PasswordHasher

#: Rounds, kilobytes, threads: the least that Argon2 takes.
LEAST = (1, 8, 1)


def cost_little() -> None:
    """From now on a hasher that is made without figures of its own takes the least there is."""
    given = PasswordHasher.__init__.__defaults__ or ()
    PasswordHasher.__init__.__defaults__ = (*LEAST, *given[len(LEAST) :])
