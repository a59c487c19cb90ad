"""Which clause is printed beside a verdict: our own only where it is there, in force on the day, in the words of the figure."""

from datetime import date, timedelta

import pytest

from tests.cast import IN_FORCE, ISSUE_DAY, PROCEDURE, House
from tests.lifecycle.conftest import Reached
from workflow import paths
from workflow.lifecycle.facts import standing
from workflow.text.labels.numerals import chinese
from workflow.words import Words

ASSEMBLY = "representative-assembly"
DAY = timedelta(days=1)
OURS = (paths.policies() / "texts" / f"{ASSEMBLY}.zh.txt").read_text(encoding="utf-8")
#: A regulation of that name, long enough to have every article that our figures name, none of which says what they say.
OTHER = "职工代表大会制度\n\n" + "\n".join(
    f"第{chinese(number)}条　三分之二以上、过半数、七日前、三十人。" for number in range(1, 61)
)  # fmt: skip
SHORT = "职工代表大会制度\n\n第一条　为了开好会，制定本制度。\n第二条　会议每年召开。\n第三条　本制度自2026年5月1日起施行。\n"
#: Words came in before the sentence: it is there, at another place.
MOVED = OURS.replace("\n第三十七条　", "\n第三十七条　会议应当准时召开。\n", 1)
STRICTER = OURS.replace("全体职工代表三分之二以上出席", "全体职工代表四分之三以上出席")


def issued(reached: Reached, text: str) -> House:
    """A house in which `text` was adopted and issued under the name of our own regulation on the congress."""
    house = reached()
    house.create(ASSEMBLY)
    house.save(text, slug=ASSEMBLY)
    house.until("issue", first="submit", slug=ASSEMBLY)
    return house


def cited(house: House, day: date, figure: str = "quorum.present") -> Words:
    with house.asking() as act:
        return standing.clauses(act.db, PROCEDURE.figure(figure, day), day)


def test_our_own_clause_is_cited_from_the_day_on_which_it_is_in_force(reached: Reached):
    house = issued(reached, OURS)
    assert "本公司" not in cited(house, ISSUE_DAY).zh
    assert "本公司" not in cited(house, IN_FORCE - DAY).zh
    assert cited(house, IN_FORCE).zh.endswith("、本公司《名称representative-assembly》第三十七条第一款")
    assert cited(house, IN_FORCE).en.endswith("; our Rules on representative-assembly, art. 37, para. 1")


@pytest.mark.parametrize("text", [SHORT, OTHER, STRICTER], ids=["three articles", "other words", "another figure"])
def test_a_regulation_that_only_bears_the_name_is_not_cited(reached: Reached, text: str):
    house = issued(reached, text)
    for figure in ("quorum.present", "adoption.votes_for", "papers.days_before", "roll.minimum"):
        if text is STRICTER and figure != "quorum.present":
            assert "本公司" in cited(house, IN_FORCE, figure).zh
        else:
            assert "本公司" not in cited(house, IN_FORCE, figure).zh
            assert "our" not in cited(house, IN_FORCE, figure).en.split()


def test_a_clause_that_moved_is_cited_where_it_stands(reached: Reached):
    house = issued(reached, MOVED)
    assert cited(house, IN_FORCE).zh.endswith("第三十七条第二款")
    assert cited(house, IN_FORCE).en.endswith("art. 37, para. 2")
