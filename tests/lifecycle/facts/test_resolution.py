"""The words of a resolution: with the totals where they may be printed, and with the reason where they may not."""

import re

import pytest

from tests.cast import SESSION_DAY
from workflow.lifecycle.facts.resolution import resolution_text
from workflow.rules.congress.secrecy import WITHHELD_WORDS, Withheld
from workflow.rules.congress.votes import Comparison, CountSheet, Outcome, Share, Verdict
from workflow.rules.congress.words import Body, MotionAct
from workflow.words import Words

VOTES = ("71", "13", "17", "19")


@pytest.mark.parametrize("withheld", [None, *Withheld])
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("act", MotionAct)
def test_votes_are_printed_only_where_nothing_withholds_them(
    act: MotionAct, outcome: Outcome, withheld: Withheld | None
):
    sheet = CountSheet(120, 120, 101, 19, 71, 13, 17)
    found = resolution_text(
        Words("会议", "session"),
        Words("《办法》", "“Rules”"),
        act,
        SESSION_DAY,
        Verdict(outcome, 139, 122, 93, 70, sheet),
        Share(1, 2, Comparison.MORE_THAN),
        withheld=WITHHELD_WORDS[withheld] if withheld else None,
    )
    decided = outcome in (Outcome.CARRIED, Outcome.LOST)
    for words in found:
        numbers = re.findall(r"\d+", words)
        assert [one for one in numbers if one in VOTES] == (list(VOTES) if decided and withheld is None else [])
        assert ("139" in numbers) == decided
    if decided and withheld:
        assert WITHHELD_WORDS[withheld].zh in found.zh
        assert WITHHELD_WORDS[withheld].en in found.en


@pytest.mark.parametrize("body", Body)
@pytest.mark.parametrize("act", MotionAct)
def test_a_lost_vote_names_the_share_and_the_body_that_it_fell_short_of(act: MotionAct, body: Body):
    """Nothing says "more than half" but the figure that was applied."""
    found = resolution_text(
        Words("会议", "session"),
        Words("《办法》", "“Rules”"),
        act,
        SESSION_DAY,
        Verdict(Outcome.LOST, 139, 122, 93, 93, CountSheet(120, 120, 101, 19, 71, 13, 17)),
        Share(2, 3, Comparison.AT_LEAST),
        body,
    )
    whose = {Body.WORKERS_CONGRESS: "全体职工代表", Body.MEMBERS_CONGRESS: "全体工会会员代表"}[body]
    assert f"未获{whose}三分之二以上" in found.zh
    assert "two thirds or more of all" in found.en
    assert "half" not in found.en
    assert "半" not in found.zh
