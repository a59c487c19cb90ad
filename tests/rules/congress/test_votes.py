"""Counting a vote: held against an oracle of its own for every case, and at each edge."""

from itertools import product

import pytest

from tests.cast import PROCEDURE, SESSION_DAY
from tests.count_sheets import sheet
from workflow.rules.congress.ballots import problems_of, sheet_from
from workflow.rules.congress.votes import (
    EMPTY_SHEET,
    FIGURES,
    LARGEST_FIGURE,
    Comparison,
    CountSheet,
    Outcome,
    Share,
    sheet_problems,
    verdict,
)

QUORUM = PROCEDURE.figure("quorum.present", SESSION_DAY).share
ADOPTION = PROCEDURE.figure("adoption.votes_for", SESSION_DAY).share


def outcome(everybody: int, present: int, in_favour: int) -> Outcome:
    """What the product says about one hall in which everybody present voted."""
    figures = CountSheet(present, present, present, 0, in_favour, present - in_favour, 0)
    return verdict({"hq": figures}, {"hq": present}, everybody, quorum=QUORUM, adoption=ADOPTION).outcome


def oracle(everybody: int, present: int, in_favour: int) -> Outcome:
    """The same by counting people instead of comparing shares."""
    away, not_for = everybody - present, everybody - in_favour
    # Two thirds are there when for each one away there are two in the room; more than half are for when the rest is fewer.
    if everybody == 0 or present < away * 2:
        return Outcome.NO_QUORUM
    return Outcome.CARRIED if in_favour > not_for else Outcome.LOST


def every_case(most: int):
    """Every (all, present, for) with for ≤ present ≤ all ≤ `most`."""
    return (
        (everybody, present, in_favour)
        for everybody in range(most + 1)
        for present in range(everybody + 1)
        for in_favour in range(present + 1)
    )


def test_every_verdict_of_up_to_60_delegates_is_the_oracles():
    cases = list(every_case(60))
    assert len(cases) == 39_711
    assert [case for case in cases if outcome(*case) is not oracle(*case)] == []


@pytest.mark.soak
def test_every_verdict_of_up_to_200_delegates_is_the_oracles():
    tried = wrong = 0
    for case in every_case(200):
        tried += 1
        wrong += outcome(*case) is not oracle(*case)
    assert (tried, wrong) == (1_373_701, 0)


def test_every_share_of_up_to_200_delegates_is_the_oracles():
    """The two comparisons behind a verdict, for every case: a verdict is the one and then the other."""
    wrong = []
    for everybody in range(1, 201):
        there = [QUORUM.reached(number, everybody) for number in range(everybody + 1)]
        enough = [ADOPTION.reached(number, everybody) for number in range(everybody + 1)]
        wrong += [n for n, yes in enumerate(there) if yes != (oracle(everybody, n, 0) is not Outcome.NO_QUORUM)]
        wrong += [n for n, yes in enumerate(enough) if yes != (oracle(everybody, everybody, n) is Outcome.CARRIED)]
        assert there.index(True) == QUORUM.needed(everybody)
        assert enough.index(True) == ADOPTION.needed(everybody)
    assert wrong == []


@pytest.mark.parametrize(
    ("everybody", "quorum", "adoption"), [(91, 61, 46), (90, 60, 46), (1, 1, 1), (2, 2, 2), (3, 2, 2), (30, 20, 16)]
)
def test_the_numbers_that_are_needed(everybody: int, quorum: int, adoption: int):
    assert (QUORUM.needed(everybody), ADOPTION.needed(everybody)) == (quorum, adoption)


def test_exactly_half_is_not_more_than_half():
    assert outcome(90, 60, 45) is Outcome.LOST
    assert outcome(90, 60, 46) is Outcome.CARRIED


def test_more_than_half_of_those_present_is_not_enough():
    assert outcome(91, 61, 45) is Outcome.LOST


def test_one_short_of_the_quorum_is_no_vote_however_it_ends():
    assert outcome(91, 60, 60) is Outcome.NO_QUORUM
    assert outcome(91, 61, 61) is Outcome.CARRIED
    assert outcome(90, 59, 59) is Outcome.NO_QUORUM
    assert outcome(90, 60, 60) is Outcome.CARRIED


def test_nobody_at_all():
    nobody = verdict({}, {}, 0, quorum=QUORUM, adoption=ADOPTION)
    assert (nobody.outcome, nobody.sheet) == (Outcome.NO_QUORUM, EMPTY_SHEET)
    assert outcome(90, 0, 0) is Outcome.NO_QUORUM
    assert not QUORUM.reached(0, 0)


def test_at_least_includes_the_number_and_more_than_does_not():
    half_or_more, more_than_half = Share(1, 2, Comparison.AT_LEAST), Share(1, 2, Comparison.MORE_THAN)
    assert half_or_more.reached(5, 10)
    assert not more_than_half.reached(5, 10)
    assert (half_or_more.needed(10), more_than_half.needed(10)) == (5, 6)


def test_abstaining_spoiling_and_keeping_the_paper_count_against():
    for kept in (sheet(in_favour=45, abstain=45), sheet(in_favour=45, spoiled=45), sheet(in_favour=45, lost=45)):
        found = verdict({"hq": kept}, {"hq": 90}, 90, quorum=QUORUM, adoption=ADOPTION)
        assert found.outcome is Outcome.LOST


def test_sites_are_added():
    sheets = {"hq": sheet(in_favour=40, against=2), "south": sheet(in_favour=6, spoiled=1)}
    found = verdict(sheets, {"hq": 45, "south": 16}, 91, quorum=QUORUM, adoption=ADOPTION)
    assert (found.outcome, found.present, found.sheet.in_favour) == (Outcome.CARRIED, 61, 46)
    assert (found.sheet.against, found.sheet.spoiled, found.quorum_needed, found.adoption_needed) == (2, 1, 61, 46)
    assert found.without_remote is None


def test_a_site_of_which_nobody_wrote_down_who_came_adds_nobody_and_takes_nobody_away():
    """Papers came from it; the quorum is reached to the man by those who were written down."""
    sheets = {"hq": sheet(in_favour=46), "south": sheet(in_favour=1)}
    found = verdict(sheets, {"hq": 61}, 91, quorum=QUORUM, adoption=ADOPTION)
    assert (found.present, found.quorum_needed, found.outcome) == (61, 61, Outcome.CARRIED)


def test_the_result_without_the_sites_joined_by_video_stands_beside_it():
    sheets = {"hq": sheet(in_favour=40), "south": sheet(in_favour=16)}
    found = verdict(sheets, {"hq": 45, "south": 16}, 91, quorum=QUORUM, adoption=ADOPTION, remote=frozenset({"south"}))
    assert found.outcome is Outcome.CARRIED
    assert found.without_remote is not None
    assert (found.without_remote.outcome, found.without_remote.present) == (Outcome.NO_QUORUM, 45)
    assert found.without_remote.all_delegates == 91


@pytest.mark.parametrize("broken", ["hq", "south"])
def test_more_papers_back_than_went_out_at_one_site_make_the_whole_vote_void(broken: str):
    sheets = {"hq": sheet(in_favour=70), "south": sheet(in_favour=18)}
    sheets[broken] = sheet(in_favour=18, lost=-1)
    found = verdict(sheets, {"hq": 70, "south": 18}, 91, quorum=QUORUM, adoption=ADOPTION)
    assert found.outcome is Outcome.VOID


def test_a_void_site_by_video_leaves_the_hall_valid_on_its_own():
    sheets = {"hq": sheet(in_favour=70), "south": sheet(in_favour=18, lost=-1)}
    found = verdict(sheets, {"hq": 70, "south": 17}, 91, quorum=QUORUM, adoption=ADOPTION, remote=frozenset({"south"}))
    assert found.outcome is Outcome.VOID
    assert found.without_remote is not None
    assert found.without_remote.outcome is Outcome.CARRIED


def test_a_sheet_that_adds_up_has_no_problems():
    for in_favour, against, abstain, spoiled, lost in product(range(3), repeat=5):
        figures = sheet(in_favour=in_favour, against=against, abstain=abstain, spoiled=spoiled, lost=lost)
        assert sheet_problems(figures, present=figures.issued) == []


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_changed_alone_is_noticed(name: str):
    right = sheet(in_favour=5, against=2, abstain=1, spoiled=1, lost=1)
    for value in (getattr(right, name) + 1, getattr(right, name) - 1, -1, LARGEST_FIGURE + 1):
        wrong = CountSheet(**{one: value if one == name else getattr(right, one) for one in FIGURES})
        noticed = sheet_problems(wrong, present=right.issued)
        # One paper fewer handed out is a figure that may well be so; the void vote has a test above.
        assert noticed or (name == "issued" and value == right.issued - 1)


def test_nobody_gets_a_paper_who_is_not_in_the_room():
    assert sheet_problems(sheet(in_favour=8), present=8) == []
    assert len(sheet_problems(sheet(in_favour=9), present=8)) == 1


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (Share(1, 2, Comparison.MORE_THAN), "过半数", "more than half"),
        (Share(1, 2, Comparison.AT_LEAST), "半数以上", "half or more"),
        (Share(2, 3, Comparison.AT_LEAST), "三分之二以上", "two thirds or more"),
        (Share(2, 3, Comparison.MORE_THAN), "超过三分之二", "more than two thirds"),
        (Share(3, 5, Comparison.AT_LEAST), "五分之三以上", "3/5 or more"),
    ],
)
def test_a_share_is_said_as_it_is_applied(share: Share, zh: str, en: str):
    """以上 includes the number, 过半数 and 超过 do not (民法典 art. 1259)."""
    assert (share.words().zh, share.words().en) == (zh, en)


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ((6, 5, 6, 0, 0), "6 papers spoiled, but only 5 returned."),
        ((6, 0, 1, 0, 0), "1 papers spoiled, but only 0 returned."),
        ((6, 5, 1, 3, 2), "For 3 + against 2 is more than the 4 valid papers (returned 5 − spoiled 1)."),
    ],
)
def test_the_first_figure_that_cannot_be_is_the_one_that_is_told(figures: tuple[int, int, int, int, int], says: str):
    """More spoiled than returned: nothing else is said, though everything computed from it is wrong as well."""
    assert [one.en for one in problems_of(sheet_from(*figures), 6)] == [says]


def test_as_many_spoiled_as_returned_is_a_count():
    assert problems_of(sheet_from(6, 5, 5, 0, 0), 6) == []
    assert problems_of(sheet_from(6, 5, 1, 2, 2), 6) == []
