"""Who may open a route at all: each view declares it, one hook enforces it, a test finds views that say nothing.

What may be *done* there is the rules' business (workflow.rules.moves), asked again by every verb.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from workflow.rules.people.roles import Role
from workflow.rules.permissions import IN_THE_HALL, WORKSHOP

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Guard:
    """`roles` None lets everybody in who satisfies `signed_in`; otherwise one of the roles is needed."""

    name: str
    signed_in: bool = True
    roles: frozenset[Role] | None = None


PUBLIC = Guard("public", signed_in=False)
SIGNED_IN = Guard("signed in")
IN_WORKSHOP = Guard("workshop", roles=WORKSHOP)
IN_CONGRESS = Guard("congress", roles=IN_THE_HALL)


def only(*roles: Role) -> Guard:
    """A guard that lets in people who hold one of `roles`."""
    return Guard(" or ".join(sorted(roles)), roles=frozenset(roles))


def guarded(guard: Guard) -> Callable[[View], View]:
    """Declare who may open a view."""

    def mark(view: View) -> View:
        view.guard = guard  # type: ignore[attr-defined]
        return view

    return mark


def guard_of(view: Callable[..., Any] | None) -> Guard | None:
    """The declared guard of a view, or None when it declares none."""
    found = getattr(view, "guard", None)
    return found if isinstance(found, Guard) else None
