"""What a session is called."""

import pytest

from workflow.rules.congress.sessions import english_ordinal, session_name
from workflow.rules.congress.words import (
    ACT_WORDS,
    BODY_WORDS,
    CATEGORY_WORDS,
    METHOD_WORDS,
    MODE_WORDS,
    SESSION_KIND_WORDS,
    AttendanceMode,
    Body,
    Category,
    Method,
    MotionAct,
    SessionKind,
)


def test_a_session_is_named_in_both_languages():
    named = session_name(Body.WORKERS_CONGRESS, 1, 2, SessionKind.ORDINARY)
    assert named.zh == "第一届职工代表大会第二次会议"
    assert named.en == "Second Session of the First Workers' Congress"
    special = session_name(Body.MEMBERS_CONGRESS, 12, 1, SessionKind.EXTRAORDINARY)
    assert special.zh == "第十二届工会会员代表大会第一次临时会议"
    assert special.en == "First Extraordinary Session of the Twelfth Trade Union Members' Congress"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "First"),
        (12, "Twelfth"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (24, "24th"),
        (99, "99th"),
        (100, "100th"),
        (101, "101st"),
        (102, "102nd"),
        (103, "103rd"),
        (104, "104th"),
        (703, "703rd"),
        (1011, "1011th"),
        (110, "110th"),
        (111, "111th"),
        (112, "112th"),
        (113, "113th"),
        (120, "120th"),
        (121, "121st"),
        (211, "211th"),
    ],
)
def test_ordinals(number: int, words: str):
    assert english_ordinal(number) == words


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (BODY_WORDS, Body),
        (ACT_WORDS, MotionAct),
        (METHOD_WORDS, Method),
        (SESSION_KIND_WORDS, SessionKind),
        (MODE_WORDS, AttendanceMode),
        (CATEGORY_WORDS, Category),
    ],
)
def test_every_word_of_the_congress_is_said_in_both_languages(words, kinds):
    assert set(words) == set(kinds)
    assert all(one.zh and one.en for one in words.values())
