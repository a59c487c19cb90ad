"""Which clause is printed beside a verdict: our own only where it is there, in force on the day, in the words of the figure."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cast import IN_FORCE, ISSUE_DAY, PROCEDURE, House
from tests.lifecycle.conftest import Reached
from workflow import paths
from workflow.config import SettingError, Settings
from workflow.lifecycle.facts import standing
from workflow.lifecycle.figures import procedure_of
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


# Another enterprise: its regulations are called otherwise and say the same in other places, or in the very same words ---------

THEIRS = (
    "职工代表大会条例\n\n第一条　会议应当有全体代表四分之三以上到会方可举行。\n第二条　本条例自2026年5月1日起施行。\n"
)


def settings(tmp_path: Path, clauses: str | None) -> Settings:
    environ = {"DATA_DIR": str(tmp_path)}
    if clauses is not None:
        file = tmp_path / "clauses.toml"
        file.write_text(clauses, encoding="utf-8")
        environ["ENTERPRISE_CLAUSES"] = str(file)
    return Settings.from_environ(environ)


def told(house: House, by: Settings, slug: str, text: str) -> Words:
    """What is printed beside the quorum in an enterprise of those settings that issued `text`."""
    house.create(slug)
    house.save(text, slug=slug)
    house.until("issue", first="submit", slug=slug)
    with house.asking() as act:
        return standing.clauses(act.db, procedure_of(by).figure("quorum.present", IN_FORCE), IN_FORCE)


def test_an_enterprise_that_names_no_clauses_has_the_law_alone(reached: Reached, tmp_path: Path):
    """Even where it took our text and our address name over: what it says of itself it says itself."""
    law = Words("《企业民主管理规定》", "Provisions on the Democratic Management of Enterprises")
    assert told(reached(), settings(tmp_path, None), ASSEMBLY, OURS) == law


def test_an_enterprise_names_the_clauses_of_its_own_regulation(reached: Reached, tmp_path: Path):
    named = "[quorum.present]\nown = 'our-congress 第九条'\nwords = '会议应当有全体代表四分之三以上到会'\n"
    words = told(reached(), settings(tmp_path, named), "our-congress", THEIRS)
    assert words.zh.endswith("、本公司《名称our-congress》第一条"), (
        "where the sentence stands, not where the file says it stood"
    )


def test_a_file_of_clauses_that_cannot_be_used_is_named_in_both_languages(tmp_path: Path):
    for clauses in ("[quorum.present]\nown = 'x'", "[quorum", "\udcff"):
        by = settings(tmp_path, "")
        assert by.clauses is not None
        by.clauses.write_bytes(clauses.encode("utf-8", "surrogateescape"))
        with pytest.raises(SettingError) as refused:
            procedure_of(by)
        assert refused.value.words.zh.startswith("ENTERPRISE_CLAUSES：")
        assert str(by.clauses) in refused.value.words.en
