"""What a vote may show at its edges: sites that nobody counted, texts and totals that weigh against later ones, corrections."""

from dataclasses import replace

from tests.rules.congress.test_secrecy import attempt, shown
from workflow.rules.congress.secrecy import Attempt, SitePapers, Withheld
from workflow.rules.congress.votes import Outcome


def test_papers_nobody_counted_are_none():
    assert SitePapers("hq", remote=False, due=9, present=6).papers == 0
    assert SitePapers("hq", remote=False, due=9, present=6, returned=4).papers == 4


def test_those_present_are_those_of_all_sites_together():
    sites = (SitePapers("hq", False, 9, 6), SitePapers("base", True, 4, 0), SitePapers("south", True, 3, 2))
    assert Attempt("a text", "workers", 1, sites, 16).present == 8


def test_only_figures_that_are_shown_on_the_same_text_weigh_against_later_ones():
    """Nearly the same people voted twice: that matters where both totals are on the page and are of one text."""
    roll = tuple(map(str, range(20)))
    second = attempt({"hq": (18, 2, 0, 0)}, roll=roll, body="members")
    first = attempt({"hq": (19, 0, 0, 0)}, roll=roll[:19])
    assert shown(first, second)[1].withheld is Withheld.OTHER_BODY
    assert shown(replace(first, text="another text"), second)[1].withheld is None
    assert shown(replace(first, outcome=Outcome.VOID), second)[1].withheld is None
    assert shown(replace(first, outcome=Outcome.VOID), first, second)[2].withheld is Withheld.OTHER_BODY


def test_a_site_that_came_into_being_with_a_correction_and_has_no_papers_hides_nothing():
    """Which sheets were replaced is not known: only a site that had papers can have been one of them."""
    hall, base = (40, 3, 1, 0), (20, 2, 0, 0)
    first = attempt({"hq": hall, "base": base})
    again = attempt({"hq": hall, "base": (19, 3, 0, 0), "late": (0, 0, 0, 0)})
    assert shown(first, again)[1].withheld is None
    with_one = attempt({"hq": hall, "base": (19, 2, 0, 0), "late": (0, 1, 0, 0)})
    assert shown(first, with_one)[1].withheld is Withheld.CORRECTION


def test_one_site_by_video_at_which_anybody_is_suffices_to_ask_for_the_vote_without_it():
    two = attempt({"hq": (40, 0, 0, 0), "east": (6, 0, 0, 0), "west": (0, 0, 0, 0)}, remote=("east", "west"))
    found = shown(two)[0].without_remote
    assert found is not None
    assert (found.present, found.quorum_reached) == (40, True)
    nobody = attempt({"hq": (40, 0, 0, 0), "east": (0, 0, 0, 0), "west": (0, 0, 0, 0)}, remote=("east", "west"))
    assert shown(nobody)[0].without_remote is None
