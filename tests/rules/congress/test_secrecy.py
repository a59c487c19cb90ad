"""What a vote may show, held against two models of its own: exact elimination over people, and all worlds counted out."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import PROCEDURE, SESSION_DAY
from workflow.rules.congress import secrecy
from workflow.rules.congress.secrecy import (
    CHOICES,
    FEWEST,
    SECRET,
    WITHHELD_WORDS,
    Attempt,
    Shown,
    SitePapers,
    Withheld,
    apart,
    may_read_sheet,
    told,
)
from workflow.rules.congress.votes import CountSheet, Outcome

QUORUM = PROCEDURE.figure("quorum.present", SESSION_DAY).share
ADOPTION = PROCEDURE.figure("adoption.votes_for", SESSION_DAY).share
#: What one site's papers say: for, against, abstain, spoiled.
Sheet = tuple[int, int, int, int]
Row = list[Fraction]


def shown(*attempts: Attempt, fewest: int = FEWEST) -> tuple[Shown, ...]:
    return secrecy.shown(attempts, quorum=QUORUM, adoption=ADOPTION, fewest=fewest)


def total(sheets: dict[str, Sheet]) -> CountSheet:
    """The sheets of all sites added up."""
    in_favour, against, abstain, spoiled = (sum(one) for one in zip(*sheets.values(), strict=True))
    valid = in_favour + against + abstain
    return CountSheet(valid + spoiled, valid + spoiled, valid, spoiled, in_favour, against, abstain)


def attempt(
    sheets: dict[str, Sheet],
    *,
    remote: tuple[str, ...] = (),
    everybody: int | None = None,
    outcome: Outcome | None = Outcome.CARRIED,
    body: str = "workers",
    number: int = 1,
    roll: tuple[str, ...] = (),
    replaced: frozenset[str] | None = None,
) -> Attempt:
    """An attempt in which everybody present handed their paper in."""
    papers = {name: sum(sheet) for name, sheet in sheets.items()}
    return Attempt(
        text="a text",
        body=body,
        number=number,
        sites=tuple(SitePapers(name, name in remote, many, many, many, many) for name, many in papers.items()),
        all_delegates=everybody if everybody is not None else sum(papers.values()),
        outcome=outcome,
        totals=total(sheets),
        roll=roll,
        replaced=replaced,
    )


# Elimination ---------------------------------------------------------------------------------------------------------


def reduced(rows: list[Row]) -> list[Row]:
    """The rows in echelon form, exactly, without those that say nothing."""
    rows, out = [list(row) for row in rows], []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] if row[column] else row for row in rows]
        out.append(pivot)
    return out


def follows(rows: list[Row], wanted: Row) -> bool:
    """Whether the shown figures determine the sum `wanted`: adding it raises no rank."""
    return len(reduced([*rows, wanted])) == len(reduced(rows))


def row(width: int, places: list[int]) -> Row:
    out = [Fraction(0)] * width
    for place in places:
        out[place] += 1
    return out


def equations(
    answers: tuple[Shown, ...], attempts: tuple[Attempt, ...], *, leak: str = ""
) -> tuple[list[Row], dict[tuple[str, str], int]]:
    """Every figure shown as an equation between the unknown figures of the sites: one row a figure.

    leak  a figure printed that must not be: the proof that the elimination would see it
    """
    names = [(site.site, choice) for site in attempts[0].sites for choice in CHOICES]
    at = {name: place for place, name in enumerate(names)}
    rows = []
    for answer in answers:
        for site in answer.sites:
            if site.returned is not None:
                rows.append(row(len(at), [at[site.site, choice] for choice in CHOICES]))
        if answer.totals is not None:
            rows += [row(len(at), [place for (_, one), place in at.items() if one == choice]) for choice in CHOICES]
        if leak == "hall":
            hall = [site.site for site in answer.sites if not site.remote]
            rows.append(row(len(at), [at[site, "in_favour"] for site in hall]))
        elif leak:
            rows.append(row(len(at), [at[leak, "in_favour"]]))
    return rows, at


SHEET = st.tuples(*(st.integers(0, 12) for _ in CHOICES)).filter(lambda one: sum(one) > 0)
SITES = st.integers(2, 5).flatmap(lambda many: st.lists(SHEET, min_size=many, max_size=many))


@given(SITES, st.integers(0, 40), st.sampled_from([*Outcome, None]))
def test_no_figure_of_a_site_follows_from_all_that_is_shown(sheets: list[Sheet], away: int, outcome: Outcome | None):
    named = {f"site {number}": one for number, one in enumerate(sheets)}
    papers = sum(sum(one) for one in sheets)
    one = attempt(named, remote=("site 1",), everybody=papers + away, outcome=outcome)
    answers = shown(one)
    rows, at = equations(answers, (one,))
    assert not any(follows(rows, row(len(at), [place])) for place in at.values())
    if outcome in (Outcome.CARRIED, Outcome.LOST) and papers >= FEWEST:
        assert answers[0].totals == total(named)


@pytest.mark.parametrize("leak", ["hall", "site 0", "site 1"])
def test_the_elimination_sees_a_leak(leak: str):
    """Two sites: one figure of the hall, or of either site, gives both away; total minus the other site is the vote."""
    one = attempt({"site 0": (40, 3, 1, 0), "site 1": (1, 0, 0, 0)}, remote=("site 1",))
    rows, at = equations(shown(one), (one,))
    assert not follows(rows, row(len(at), [at["site 1", "in_favour"]]))
    rows, at = equations(shown(one), (one,), leak=leak)
    assert follows(rows, row(len(at), [at["site 1", "in_favour"]]))
    assert follows(rows, row(len(at), [at["site 0", "in_favour"]]))


PEOPLE = tuple(f"delegate {number}" for number in range(9))


def exposed(rolls: list[tuple[str, ...]]) -> bool:
    """Whether totals of these bodies together give a sum over fewer than five people, when everybody votes alike in each."""
    rows = [row(len(PEOPLE), [PEOPLE.index(one) for one in roll]) for roll in rolls]
    for many in range(1, FEWEST):
        for few in combinations(range(len(PEOPLE)), many):
            others = [[value for place, value in enumerate(one) if place not in few] for one in rows]
            if len(reduced(others)) < len(reduced(rows)):
                return True
    return False


@given(*[st.lists(st.sampled_from(PEOPLE), unique=True, min_size=1, max_size=9) for _ in range(2)])
def test_two_bodies_never_give_a_sum_over_fewer_than_five_people(first: list[str], second: list[str]):
    attempts = [
        attempt({"hq": (len(roll), 0, 0, 0)}, body=body, roll=tuple(roll))
        for body, roll in (("workers", first), ("members", second))
    ]
    answers = shown(*attempts)
    printed = [one.roll for one, answer in zip(attempts, answers, strict=True) if answer.totals is not None]
    assert not exposed(printed)
    assert [answer.outcome for answer in answers] == [Outcome.CARRIED] * 2
    if exposed([tuple(first)]):
        assert answers[0].withheld is Withheld.FEW
    elif exposed([tuple(first), tuple(second)]) and not exposed([tuple(second)]):
        assert answers[1].withheld is Withheld.OTHER_BODY
    else:
        assert answers[0].totals is not None


@pytest.mark.parametrize("more", range(5))
@pytest.mark.parametrize("other", range(4))
def test_the_second_of_two_bodies_shows_figures_from_five_apart(more: int, other: int):
    """Five people in both, `more` in the first alone and `other` in the second alone."""
    both = PEOPLE[:5]
    first = (*both, *(f"worker {number}" for number in range(more)))
    second = (*both, *(f"member {number}" for number in range(other)))
    answers = shown(
        attempt({"hq": (len(first), 0, 0, 0)}, roll=first),
        attempt({"hq": (len(second), 0, 0, 0)}, roll=second, body="members"),
    )
    assert [one.totals is not None for one in answers] == [True, more + other >= FEWEST]


def test_bodies_are_apart_by_people_not_by_numbers_or_spelling():
    assert apart(["赵秀英", "钱伟"], ["赵 秀英", "钱　伟"]) == 0
    assert apart(["ＡＢＣ"], ["ABC"]) == 0
    assert apart(["甲", "乙", "丙"], ["丁", "戊", "己"]) == 6
    assert apart(["甲", "甲"], ["甲"]) == 1


def test_those_present_count_when_the_rolls_are_far_apart():
    roll, other = tuple(map(str, range(60))), tuple(map(str, range(50)))
    first = attempt({"hq": (40, 0, 0, 0)}, roll=roll)
    second = attempt({"hq": (39, 0, 0, 0)}, roll=other, body="members")
    assert shown(first, second)[1].withheld is None
    there = replace(first, voters=other[:40]), replace(second, voters=other[:39])
    assert shown(*there)[1].withheld is Withheld.OTHER_BODY


# All worlds -----------------------------------------------------------------------------------------------------------


def spreads(papers: list[int], in_favour: int) -> set[tuple[int, ...]]:
    """Every way in which so many votes for can be spread over sites with so many papers (nothing else but against)."""
    return {one for one in product(*(range(many + 1) for many in papers)) if sum(one) == in_favour}


def certain(worlds: set[tuple[int, ...]]) -> list[bool]:
    """For each site whether its count is the same in every world that is left."""
    return [len(set(column)) == 1 for column in zip(*worlds, strict=True)]


@given(st.data())
def test_the_outcome_in_the_hall_and_a_correction_make_nothing_certain_that_was_not(data: st.DataObject):
    papers = data.draw(st.lists(st.integers(1, 7), min_size=2, max_size=3))
    counts = [data.draw(st.integers(0, most)) for most in papers]
    wrong_papers, wrong = list(papers), list(counts)
    replaced = sorted(data.draw(st.sets(st.integers(0, len(papers) - 1), min_size=1)))
    for site in replaced:
        wrong_papers[site] = data.draw(st.integers(0, 7))
        wrong[site] = data.draw(st.integers(0, wrong_papers[site]))
    names = frozenset(f"site {site}" for site in replaced)
    everybody = sum(papers) + data.draw(st.integers(0, 6))

    def of(papers: list[int], counts: list[int], replaced: frozenset[str] | None) -> Attempt:
        sheets = {
            f"site {at}": (count, many - count, 0, 0)
            for at, (many, count) in enumerate(zip(papers, counts, strict=True))
        }
        outcome = Outcome.CARRIED if ADOPTION.reached(sum(counts), everybody) else Outcome.LOST
        return attempt(sheets, remote=("site 1",), everybody=everybody, outcome=outcome, replaced=replaced)

    before, after = of(wrong_papers, wrong, None), of(papers, counts, names)
    first, second = shown(before, after)
    worlds = spreads(papers, sum(counts))
    if second.totals is None:
        return
    known = certain(worlds)
    if second.without_remote is not None and second.without_remote.outcome in (Outcome.CARRIED, Outcome.LOST):
        carried = second.without_remote.outcome is Outcome.CARRIED
        assert {ADOPTION.reached(sum(one) - one[1], everybody) for one in worlds} == {carried}
    if first.totals is None:
        return
    earlier = spreads(wrong_papers, sum(wrong))
    kept = [site for site in range(len(papers)) if site not in replaced]
    left = {one for one in worlds if any(all(one[at] == old[at] for at in kept) for old in earlier)}
    assert tuple(counts) in left
    assert certain(left) == known


def test_a_correction_is_shown_where_the_sheets_are_large_and_withheld_where_they_are_not():
    hall, base = (40, 3, 1, 0), (20, 2, 0, 0)
    first = attempt({"hq": hall, "base": base})
    for replaced in (frozenset({"base"}), None):
        assert shown(first, attempt({"hq": hall, "base": (19, 3, 0, 0)}, replaced=replaced))[1].withheld is None
    # One delegate at the other site: whoever knows which sheet was wrong knows the vote.
    first = attempt({"hq": hall, "base": (1, 0, 0, 0)})
    for replaced in (frozenset({"base"}), None):
        again = attempt({"hq": hall, "base": (0, 1, 0, 0)}, replaced=replaced)
        assert shown(first, again)[1].withheld is Withheld.CORRECTION
    # Four papers are too few whatever stands on them.
    first = attempt({"hq": hall, "base": (2, 2, 0, 0)})
    again = attempt({"hq": hall, "base": (2, 1, 1, 0)}, replaced=frozenset({"base"}))
    assert shown(first, again)[1].withheld is Withheld.CORRECTION
    # All five papers of a site turned round: the difference says how each of them voted, the later totals alone do not. That
    # it does may show in one choice only: two against and three abstaining might each have been others' in the hall.
    for wrong in ((0, 5, 0, 0), (0, 2, 3, 0)):
        first = attempt({"hq": hall, "base": wrong})
        for right, said in (((5, 0, 0, 0), Withheld.CORRECTION), ((4, *wrong[1:]), None)):
            again = attempt({"hq": hall, "base": right}, replaced=frozenset({"base"}))
            assert shown(first, again)[1].withheld is said, (wrong, right)
    # A third record: its difference to the first and that to the second are two.
    records = [attempt({"hq": hall, "base": (20 - more, 2 + more, 0, 0)}) for more in range(3)]
    assert [one.withheld for one in shown(*records)] == [None, None, Withheld.CORRECTION]


# The rest -------------------------------------------------------------------------------------------------------------


def test_nothing_leaves_before_the_declaration_nor_from_a_vote_without_effect():
    sheets = {"hq": (40, 3, 1, 0), "base": (20, 2, 0, 0)}
    waiting, void, empty, good = shown(
        attempt(sheets, number=1, outcome=None, remote=("base",)),
        attempt(sheets, number=2, outcome=Outcome.VOID, remote=("base",)),
        attempt(sheets, number=3, outcome=Outcome.NO_QUORUM, remote=("base",)),
        attempt(sheets, number=4, outcome=Outcome.CARRIED, remote=("base",)),
    )
    assert (waiting.totals, waiting.outcome, waiting.withheld) == (None, None, Withheld.UNDECLARED)
    assert [site.returned for site in waiting.sites] == [None, None]
    assert [(one.totals, one.withheld) for one in (void, empty)] == [(None, Withheld.NO_EFFECT)] * 2
    assert all(one.without_remote and one.without_remote.outcome is None for one in (waiting, void, empty))
    assert good.totals == total(sheets)
    assert good.withheld is None
    assert [site.returned for site in good.sites] == [44, 22]


@pytest.mark.parametrize(("papers", "said"), [(4, False), (5, True)])
def test_a_whole_body_of_fewer_than_five_papers_shows_only_its_outcome(papers: int, said: bool):
    found = shown(attempt({"hq": (papers, 0, 0, 0)}))[0]
    assert (found.totals is not None) == said
    assert found.outcome is Outcome.CARRIED


@pytest.mark.parametrize("hall", range(3, 9))
@pytest.mark.parametrize("base", range(8))
def test_without_video_only_what_follows_and_only_from_five_on(base: int, hall: int):
    """Ten are present in the hall, `hall` papers come back there: said where every spread of the total comes to the same."""
    for everybody, in_favour in product(range(10, 20), range(hall + base + 1)):
        sheets = {"hq": (min(hall, in_favour), max(0, hall - in_favour), 0, 0)}
        sheets["base"] = (max(0, in_favour - hall), min(base, base - (in_favour - hall)), 0, 0)
        one = attempt(sheets, remote=("base",), everybody=everybody)
        found = shown(replace(one, sites=(replace(one.sites[0], present=10), one.sites[1])))[0].without_remote
        if base == 0:
            assert found is None
            continue
        assert found is not None
        assert (found.present, found.quorum_reached) == (10, everybody <= 15)
        halls = {world[0] for world in spreads([hall, base], in_favour)}
        outcomes = {Outcome.CARRIED if 2 * many > everybody else Outcome.LOST for many in halls}
        if base < FEWEST or hall < FEWEST or (found.quorum_reached and len(outcomes) > 1):
            assert found.outcome is None
        else:
            assert {found.outcome} == (outcomes if found.quorum_reached else {Outcome.NO_QUORUM})


def test_a_setting_makes_it_stricter_and_never_looser():
    one = attempt({"hq": (6, 0, 0, 0)})
    assert shown(one, fewest=7)[0].withheld is Withheld.FEW
    assert shown(attempt({"hq": (4, 0, 0, 0)}), fewest=1)[0].withheld is Withheld.FEW


def test_an_event_is_told_without_what_a_site_counted():
    figures = dict.fromkeys(("issued", "returned", *SECRET, "hall_in_favour", "hall_outcome"), 3)
    payload = {"site": "礼堂", "entry": 1, **figures, "sheets": [{"in_favour": 3, "site": "hq"}]}
    assert told(payload, declared=False, totals=False) == {"site": "礼堂", "entry": 1, "sheets": [{"site": "hq"}]}
    after = told(payload, declared=True, totals=False)
    assert after == {"site": "礼堂", "entry": 1, "issued": 3, "returned": 3, "sheets": [{"site": "hq"}]}
    assert told({"in_favour": 62, "against": 1}, declared=True, totals=True) == {"in_favour": 62, "against": 1}


def test_a_sheet_is_read_by_whoever_entered_it_until_the_declaration():
    for entered, deciding, differing in product((False, True), repeat=3):
        asked = {"entered": entered, "deciding": deciding, "differing": differing}
        assert may_read_sheet(**asked, declared=False) is (entered or (deciding and differing))
        assert may_read_sheet(**asked, declared=True) is False
        # A correction begins from nothing; only a difference between corrected sheets is shown to those it stops.
        assert may_read_sheet(**asked, declared=True, in_question=True) is (differing and (entered or deciding))


def test_every_reason_has_its_words():
    assert set(WITHHELD_WORDS) == set(Withheld)
