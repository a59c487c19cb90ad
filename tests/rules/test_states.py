"""The states that follow from dates: computed for a day, never stored."""

from datetime import date, timedelta

import pytest

from workflow.rules.states import ENDED, PUBLISHED, STATE_WORDS, InTime, State, is_published, state_on

IN_FORCE, NEXT = date(2025, 5, 1), date(2026, 1, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", [one for one in State if one is not State.ISSUED])
def test_only_an_issued_edition_has_a_time(state: State):
    assert state_on(state, NEXT, effective=IN_FORCE, repealed=IN_FORCE, superseded=IN_FORCE) is state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (IN_FORCE - DAY, InTime.NOT_YET),
        (IN_FORCE, InTime.IN_FORCE),
        (NEXT - DAY, InTime.IN_FORCE),
        (NEXT, InTime.SUPERSEDED),
        (NEXT + DAY, InTime.SUPERSEDED),
    ],
)
def test_from_its_day_included_to_its_successors_excluded(day: date, expected: InTime):
    assert state_on(State.ISSUED, day, effective=IN_FORCE, superseded=NEXT) is expected


def test_repealed_without_a_successor():
    assert state_on(State.ISSUED, NEXT - DAY, effective=IN_FORCE, repealed=NEXT) is InTime.IN_FORCE
    assert state_on(State.ISSUED, NEXT, effective=IN_FORCE, repealed=NEXT) is InTime.REPEALED


def test_without_an_effective_day_the_stored_state_is_shown():
    assert state_on(State.ISSUED, NEXT, effective=None) is State.ISSUED


def test_every_state_has_words_in_both_languages():
    assert set(STATE_WORDS) == {*State, *InTime}
    assert all(words.zh and words.en for words in STATE_WORDS.values())
    assert PUBLISHED < ENDED


def test_published_is_what_was_issued_or_heard_by_a_body_that_only_deliberates():
    assert [one for one in State if is_published(one)] == [State.DELIBERATED, State.ISSUED]
