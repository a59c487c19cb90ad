"""Who reads what: each state and each role, against a table written by hand."""

from itertools import product

import pytest

from workflow.rules.people.roles import CAPACITY_WORDS, ROLE_WORDS, Capacity, Role
from workflow.rules.permissions import (
    can_read_edition,
    can_read_record,
    can_read_resolution,
    can_read_session,
    sits_in_sessions,
)
from workflow.rules.states import State

INSIDERS = {Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN}


@pytest.mark.parametrize(("state", "role"), list(product(State, Role)))
def test_before_publication_only_the_workshop_reads(state: State, role: Role):
    if state in (State.ISSUED, State.DELIBERATED):
        return
    may = can_read_edition(state, frozenset({role}), signed_in=True, public_reading=True, papers_sent=False)
    assert may is (role in INSIDERS)


@pytest.mark.parametrize("role", Role)
def test_papers_that_were_sent_are_read_by_delegates_and_by_no_other_outsider(role: Role):
    may = can_read_edition(State.AWAITING, frozenset({role}), signed_in=True, public_reading=True, papers_sent=True)
    assert may is (role in INSIDERS | {Role.DELEGATE})


@pytest.mark.parametrize(
    ("state", "signed_in", "public"), list(product((State.ISSUED, State.DELIBERATED), (0, 1), (0, 1)))
)
def test_what_is_published_needs_an_account_only_when_the_setting_says_so(state: State, signed_in: int, public: int):
    may = can_read_edition(
        state, frozenset(), signed_in=bool(signed_in), public_reading=bool(public), papers_sent=False
    )
    assert may is bool(signed_in or public)


def test_nobody_reads_a_draft():
    for state in set(State) - {State.ISSUED, State.DELIBERATED}:
        assert not can_read_edition(state, frozenset(), signed_in=False, public_reading=True, papers_sent=True)


@pytest.mark.parametrize("role", Role)
def test_sessions_and_records(role: Role):
    assert can_read_session(frozenset({role})) is (role in INSIDERS | {Role.DELEGATE, Role.TELLER})
    for state in State:
        published = state in (State.ISSUED, State.DELIBERATED)
        assert can_read_record(frozenset({role}), state, signed_in=True) is (published or role in INSIDERS)
        assert not can_read_record(frozenset(), state, signed_in=False)
    assert can_read_record(frozenset({role}), None, signed_in=True) is (role in INSIDERS)


def test_every_role_and_capacity_has_words_in_both_languages():
    assert (set(ROLE_WORDS), set(CAPACITY_WORDS)) == (set(Role), set(Capacity))
    assert all(words.zh and words.en for words in (*ROLE_WORDS.values(), *CAPACITY_WORDS.values()))


@pytest.mark.parametrize(("state", "role", "public"), list(product(State, Role, (False, True))))
def test_a_resolution_is_read_with_its_published_text_and_in_the_hall_before(state: State, role: Role, public: bool):
    published = state in (State.ISSUED, State.DELIBERATED)
    signed_in = can_read_resolution(state, frozenset({role}), signed_in=True, public_reading=public)
    assert signed_in is (published or role in INSIDERS | {Role.DELEGATE, Role.TELLER})
    assert can_read_resolution(state, frozenset(), signed_in=False, public_reading=public) is (published and public)


def test_a_session_is_the_business_of_whoever_convenes_it_votes_or_counts_there():
    sitting = {role for role in Role if sits_in_sessions(frozenset({role}))}
    assert sitting == {Role.SECRETARY, Role.DELEGATE, Role.TELLER}
    assert not sits_in_sessions(frozenset())
    assert all(can_read_session(frozenset({role})) for role in sitting)
