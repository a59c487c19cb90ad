"""Who may read what: asked by every page that shows a text, a session or a record."""

from workflow.rules.people.roles import Role
from workflow.rules.states import PUBLISHED, State

#: People who work on texts see them before they are published.
WORKSHOP = frozenset({Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN})
_SITTING = frozenset({Role.SECRETARY, Role.DELEGATE, Role.TELLER})
_ANSWERING = frozenset({Role.SECRETARY, Role.DRAFTER})
#: People who see the course of a session.
IN_THE_HALL = WORKSHOP | {Role.DELEGATE, Role.TELLER}


def can_read_edition(
    state: State, roles: frozenset[Role], *, signed_in: bool, public_reading: bool, papers_sent: bool
) -> bool:
    """True when somebody with `roles` may read the text of an edition in `state`.

    public_reading  the setting: published texts need no account
    papers_sent     the text was sent to delegates with the papers of a session
    """
    if state in PUBLISHED:
        return signed_in or public_reading
    if papers_sent and Role.DELEGATE in roles:
        return True
    return bool(roles & WORKSHOP)


def can_read_session(roles: frozenset[Role]) -> bool:
    """True when the papers and the course of a session may be seen: the workshop, the delegates and the tellers."""
    return bool(roles & IN_THE_HALL)


def sits_in_sessions(roles: frozenset[Role]) -> bool:
    """True for whoever has a part in every session: convenes it, votes in it or counts there."""
    return bool(roles & _SITTING)


def can_read_answers(roles: frozenset[Role], *, posted: bool) -> bool:
    """True when what employees wrote and were answered may be read: by whoever answers them, and by everybody once it is posted."""
    return posted or bool(roles & _ANSWERING)


def can_read_resolution(state: State, roles: frozenset[Role], *, signed_in: bool, public_reading: bool) -> bool:
    """True when the resolution on a text in `state` may be read: as the text once that is published, in the hall before."""
    if state in PUBLISHED:
        return can_read_edition(state, roles, signed_in=signed_in, public_reading=public_reading, papers_sent=False)
    return can_read_session(roles)


def can_read_record(roles: frozenset[Role], state: State | None, *, signed_in: bool) -> bool:
    """True when what was done to an edition in `state` may be read: by everybody who works here once it is published.

    state  None for an act on a regulation that is on none of its editions: the workshop's alone
    """
    return bool(roles & WORKSHOP) or (signed_in and state in PUBLISHED)


def is_in_a_bundle(state: State) -> bool:
    """True when an edition in `state` may leave the house in a bundle: what of its record everybody who works here may read."""
    return can_read_record(frozenset(), state, signed_in=True)
