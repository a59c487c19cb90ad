"""The trial of edit histories: a few of them in every run of the tests, all of them for a soak, and a file of acts."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import histories
from benchmarks.histories.chances import Chances
from benchmarks.histories.drafts import BASE, Part, told


def test_a_few_histories_agree(tmp_path: Path):
    worlds, counted = histories.Worlds(tmp_path), Counter[str]()
    for seed in range(6):
        faults = histories.one_history(worlds.next(), random.Random(f"in the tests {seed}"), counted)
        assert faults == {"wrong": [], "needless": []}
    assert counted["acts"] > 30


def test_acts_of_a_file_are_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    acts = [
        {"do": "begin"},
        {"do": "submit", "who": "drafter"},
        {"do": "approve", "who": "legal", "capacity": "legal"},
    ]
    file = tmp_path / "acts.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in acts), encoding="utf-8")
    assert histories.main(["--replay", str(file)]) == 0
    begun, submitted, decided, last = capsys.readouterr().out.splitlines()
    assert json.loads(begun)["state"] == "drafting"
    assert "nothing to review" in json.loads(submitted)["refused"]
    assert json.loads(decided)["refused"]
    assert last == "histories 1 wrong 0 needless 0"


TITLE, PREAMBLE, FIRST, SECOND = {"name": "t"}, {"name": "p"}, {"name": "a0"}, {"name": "a1"}


def saved(*items: dict, language: str = "zh") -> dict:
    return {"do": "save", "who": "drafter", "language": language, "items": list(items)}


@pytest.mark.thorough
def test_a_decision_sent_again_on_another_text_is_another_decision(tmp_path: Path):
    approve = {"do": "approve", "who": "legal", "capacity": "legal"}
    play = histories.Worlds(tmp_path).next()
    for act in (saved(TITLE, FIRST, SECOND), {"do": "submit", "who": "drafter"}, approve):
        outcome = play.do(act)
        assert (outcome.refused, outcome.wrong, outcome.needless) == ("", [], [])
    again = play.do(approve)
    assert (again.refused, again.wrong, again.needless) == ("", [], [])
    assert play.do({"do": "revise", "who": "drafter"}).refused == ""
    unchanged = play.do(approve)
    assert (unchanged.refused, unchanged.wrong, unchanged.needless) == ("", [], []), "its page showed these very texts"
    play.do(saved({**TITLE, "words": 1}, FIRST, SECOND))
    late = play.do(approve)
    assert late.refused, "nothing is in review, and the page showed another title"
    assert (late.wrong, late.needless) == ([], [])


def test_whoever_cites_another_article_says_so_before_submitting(tmp_path: Path):
    other = ({**one, "cites": "a1"} if one["name"] == "a3" else one for one in told(BASE))
    play = histories.Worlds(tmp_path).next()
    play.do(saved(*other))
    submitted = play.do({"do": "submit", "who": "drafter"})
    assert (submitted.refused, submitted.wrong, submitted.needless) == ("", [], [])


def test_a_question_about_a_reference_that_nobody_changed_is_seen(tmp_path: Path):
    other = ({**one, "cites": "a1"} if one["name"] == "a3" else one for one in told(BASE))
    play = histories.Worlds(tmp_path).next()
    play.do(saved(*other))
    play.recited = False
    assert play.do({"do": "submit", "who": "drafter"}).needless == ["a reference is asked about that nobody changed"]


def test_what_is_put_back_has_the_words_it_had(tmp_path: Path):
    chances = Chances(random.Random(1), histories.Worlds(tmp_path).next())
    chances.gone = {"a3": Part("a3", cites="a2")}
    without = tuple(part for part in BASE if part.name not in ("a2", "a3"))
    assert "a3" not in {part.name for part in chances._put_back(without)}
    both = tuple(part for part in BASE if part.name != "a3")
    assert "a3" in {part.name for part in chances._put_back(both)}


def test_the_english_text_of_the_trial_cites_nothing(tmp_path: Path):
    play = histories.Worlds(tmp_path).next()
    play.do(
        saved(TITLE, PREAMBLE, {"name": "k1"}, FIRST, SECOND, {**FIRST, "name": "a3", "cites": "a1"}, language="en")
    )
    assert ("en", "a3") in play.journal.words
    assert "citing" not in play.journal.words["en", "a3"]
    assert "citing" not in play.journal.base["en", "a3"]


def test_the_trial_sees_when_the_two_accounts_differ(tmp_path: Path):
    play, approve = histories.Worlds(tmp_path).next(), {"do": "approve", "who": "legal", "capacity": "legal"}
    play.do(saved({**TITLE, "words": 1}, FIRST, SECOND))
    play.do({"do": "submit", "who": "drafter"})
    assert play.do(approve).wrong == []
    play.journal.words["zh", "a1"] = "words that came in afterwards"
    seen = {"do": "approve", "who": "department", "capacity": "department"}
    assert play.do(seen).wrong == [f"{one} is said to have approved zh a1" for one in ("legal", "union")]
    play.journal.words["zh", "a1"] = play.journal.base["zh", "a1"]
    play.journal.words["zh", "t"] = play.journal.base["zh", "t"]
    assert "union is asked again for zh t" in play.do(seen).needless


@pytest.mark.soak
def test_a_thousand_histories():
    assert histories.main(["--n", "1000", "--seed", "8"]) == 0
