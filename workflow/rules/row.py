"""One row of the page of moves, and what its guards ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from workflow.rules.people.roles import Role
from workflow.rules.states import State
from workflow.words import Words

#: Judges the groups of facts that its parameters name by their types; gives what stands against the move, in words.
Guard = Callable[..., list[Words]]


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the page: a verb, who may use it, from which states, into which, and the guards it asks in order."""

    verb: str
    words: Words
    roles: frozenset[Role]
    sources: frozenset[State] | None
    targets: frozenset[State]
    guards: tuple[Guard, ...] = ()
    #: A delegation covers it: a deputy may do it in the name of whoever delegated.
    by_deputy: bool = False


def row(
    verb: str,
    zh: str,
    en: str,
    roles: tuple[Role, ...],
    sources: tuple[State, ...] | None,
    targets: tuple[State, ...],
    *guards: Guard,
    by_deputy: bool = False,
) -> tuple[str, Move]:
    """A row under its verb. Without `sources` it acts on a session, or begins something, rather than on an edition."""
    from_states = None if sources is None else frozenset(sources)
    return verb, Move(verb, Words(zh, en), frozenset(roles), from_states, frozenset(targets), guards, by_deputy)


@cache
def groups_of(guard: Guard) -> tuple[type[Any], ...]:
    """The groups of facts that a guard judges, in the order of its parameters."""
    return tuple(group for name, group in get_type_hints(guard).items() if name != "return")
