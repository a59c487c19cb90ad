"""What the papers of the past can say: refused where no paper can say it, doubted where it looks odd, read where it is usual."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workflow.rules.congress.votes import Comparison, Share
from workflow.rules.entry.paper_facts import (
    Neighbour,
    PaperFacts,
    adoption_in,
    adoptions_in,
    changes_in,
    decision_title,
    doubts,
    effective_in,
    english_session,
    impossible,
    numbered,
)

TODAY = date(2026, 3, 16)
SOUND = PaperFacts(
    adopted_on=date(2016, 5, 20),
    session="职工大会第六次会议",
    document_number="衡锰〔2016〕12号",
    issued_on=date(2016, 6, 1),
    effective=date(2016, 7, 1),
    all_delegates=90,
    present=60,
    in_favour=46,
    against=10,
    abstain=4,
)
TEXT = "第一条　为了试验。\n第二条　本办法自2016年7月1日起施行。\n"
QUORUM, MAJORITY = Share(2, 3, Comparison.AT_LEAST), Share(1, 2, Comparison.MORE_THAN)


def test_sound_facts_have_nothing_against_them():
    assert impossible(SOUND, TODAY) == {}
    assert doubts(SOUND, TEXT, QUORUM, MAJORITY) == []


def test_everything_that_must_be_there():
    assert set(impossible(PaperFacts(), TODAY)) == {"adopted_on", "session", "effective"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"adopted_on": date(2026, 3, 17), "issued_on": None}, "adopted_on"),
        ({"issued_on": date(2016, 5, 19)}, "issued_on"),
        ({"issued_on": date(2026, 3, 17)}, "issued_on"),
        ({"present": 91}, "present"),
        ({"in_favour": 47}, "in_favour"),
        ({"present": None, "in_favour": 77}, "in_favour"),
    ],
)
def test_one_step_over_an_edge_is_refused_and_the_edge_is_not(change: dict, field: str):
    assert list(impossible(replace(SOUND, **change), TODAY)) == [field]
    back: dict[str, dict[str, Any]] = {
        "adopted_on": {"adopted_on": TODAY, "issued_on": TODAY},
        "issued_on": {"issued_on": date(2016, 5, 20)},
        "present": {"present": 90},
        "in_favour": {"in_favour": 46},
    }
    assert impossible(replace(SOUND, **back[field]), TODAY) == {}


def test_what_the_minutes_do_not_say_is_not_asked_for():
    nothing: dict[str, Any] = dict.fromkeys(("all_delegates", "present", "in_favour", "against", "abstain"))
    assert impossible(replace(SOUND, **nothing, issued_on=None, document_number=""), TODAY) == {}
    assert impossible(replace(SOUND, **{**nothing, "in_favour": 1000}), TODAY) == {}


def test_an_edition_stands_between_its_neighbours():
    before = Neighbour(1, date(2016, 5, 19), date(2016, 6, 30))
    after = Neighbour(3, date(2016, 5, 21), date(2016, 7, 2))
    assert impossible(SOUND, TODAY, before, after) == {}
    late = Neighbour(1, date(2016, 5, 20), date(2016, 7, 1))
    early = Neighbour(3, date(2016, 5, 20), date(2016, 7, 1))
    assert set(impossible(SOUND, TODAY, late)) == {"adopted_on", "effective"}
    assert impossible(SOUND, TODAY, late)["effective"].zh == "应当晚于第1版的施行日期（2016年7月1日）。"
    assert set(impossible(SOUND, TODAY, before, early)) == {"adopted_on", "effective"}
    # One that was begun and has neither been adopted nor issued is no neighbour in time yet.
    assert impossible(SOUND, TODAY, before, Neighbour(3, None, None)) == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"effective": date(2016, 5, 1)}, "before it was adopted"),
        ({"effective": date(2016, 7, 2)}, "The text says it is in force from 1 July 2016"),
        ({"note": "（2016年5月21日职工大会通过）"}, "does not name 20 May 2016"),
        ({"document_number": "衡锰〔2015〕12号"}, "The document number says 2015"),
        ({"present": 59, "in_favour": 46, "against": 9}, "the quorum is 60"),
        ({"in_favour": 45}, "46 were needed"),
    ],
)
def test_what_looks_odd_is_told(change: dict, words: str):
    told = doubts(replace(SOUND, **change), TEXT, QUORUM, MAJORITY)
    assert any(words in one.en for one in told), told


def test_a_text_that_holds_from_the_day_of_its_adoption_is_not_doubted():
    assert doubts(replace(SOUND, effective=SOUND.adopted_on), "", QUORUM, MAJORITY) == []


def test_a_day_that_cannot_be_is_told_as_what_it_is_and_not_held_against_its_neighbours():
    """The first fault of a field is the one to mend: a day that is missing, or to come, has no place among the editions yet."""
    before, after = (
        Neighbour(1, date(2016, 5, 19), date(2016, 6, 30)),
        Neighbour(3, date(2016, 5, 21), date(2016, 7, 2)),
    )
    for facts in (replace(SOUND, adopted_on=None), replace(SOUND, adopted_on=date(2026, 3, 17))):
        assert impossible(facts, TODAY, before, after)["adopted_on"] == impossible(facts, TODAY)["adopted_on"]


def test_the_day_of_an_amended_text_is_not_doubted():
    """A text amended by a decision goes on naming the day of the first edition."""
    amended = replace(SOUND, effective=date(2019, 8, 1), decision="关于修改的决定")
    assert doubts(amended, TEXT, QUORUM, MAJORITY) == []


def test_no_vote_is_judged_where_no_rule_is_known():
    assert doubts(replace(SOUND, present=50, in_favour=1, against=1), TEXT) == []


@pytest.mark.parametrize(
    ("session", "english"),
    [
        ("第一届职工代表大会第二次会议", "Second Session of the First Workers' Congress"),
        ("第三届工会会员代表大会第一次会议", "First Session of the Third Trade Union Members' Congress"),
        ("第一届职工代表大会第一次临时会议", "First Extraordinary Session of the First Workers' Congress"),
        ("一届二次职工代表大会", "Second Session of the First Workers' Congress"),
        ("第十三届第二次职工代表大会会议", "Second Session of the 13th Workers' Congress"),
        ("职工大会第六次会议", "Sixth General Meeting of Employees"),
        ("第六次职工大会", "Sixth General Meeting of Employees"),
        ("2016年度总结大会", ""),
        ("", ""),
    ],
)
def test_a_session_named_as_usual_has_an_english_name(session: str, english: str):
    assert english_session(session) == english


NOTE = "（2016年5月20日职工大会第六次会议通过　根据2019年6月14日职工大会第九次会议《关于修改〈办法〉的决定》修正）"


@pytest.mark.parametrize(
    ("note", "adoption"),
    [
        ("（2016年5月20日职工大会第六次会议通过）", (date(2016, 5, 20), "职工大会第六次会议")),
        ("（2016年5月20日职工大会第六次会议审议通过）", (date(2016, 5, 20), "职工大会第六次会议")),
        (NOTE, (date(2019, 6, 14), "职工大会第九次会议")),
        (NOTE.replace("修正", "第二次修正"), (date(2019, 6, 14), "职工大会第九次会议")),
        ("（2019年6月14日职工大会第九次会议修订）", (date(2019, 6, 14), "职工大会第九次会议")),
        ("（2016年13月20日职工大会第六次会议通过）", None),
        ("（试行）", None),
        ("", None),
    ],
)
def test_the_last_adoption_is_read_out_of_a_note(note: str, adoption: tuple[date, str] | None):
    assert adoption_in(note) == adoption


def test_the_day_of_effect_is_read_out_of_a_text():
    assert effective_in(TEXT) == date(2016, 7, 1)
    assert effective_in("本办法自印发之日起施行。") is None
    assert effective_in("自2016年2月30日起施行") is None


def test_the_title_of_a_decision():
    assert decision_title("\n关于修改《职工食堂管理办法》的决定\n\n一、……") == "关于修改《职工食堂管理办法》的决定"
    assert decision_title("一、将第五条修改为：……") == ""


def test_a_note_is_read_for_what_came_before():
    first = "（2010年3月1日职工大会第一次会议通过　2016年5月20日职工大会第六次会议修订）"
    decided = "（2010年3月1日职工大会第一次会议通过　根据2016年5月20日职工大会第六次会议《关于修订〈职工食堂管理办法〉的决定》修正）"
    assert [adoptions_in(note) for note in (first, decided, "（试行）", "")] == [2, 2, 0, 0]
    assert adoptions_in(first.replace("5月20日", "2月30日")) == 1, "no such day"
    assert [changes_in(note, "修订") for note in (first, decided)] == [1, 0]
    assert [changes_in(note, "修正") for note in (first, decided)] == [0, 1]
    assert numbered(first, "修订") == first.replace("修订", "第一次修订")
    assert numbered(decided, "修正") == decided.replace("》修正", "》第一次修正")
    assert numbered(decided, "修订") == decided
    nested = decided.replace("〈", "《").replace("〉", "》")
    assert (changes_in(nested, "修订"), changes_in(nested, "修正")) == (0, 1)
    twice = "（2010年3月1日甲会通过　2012年3月1日乙会第一次修订　2014年3月1日丙会第二次修订）"
    assert (changes_in(twice, "修订"), numbered(twice, "修订")) == (2, twice)
    once = "（2010年3月1日甲会通过　2012年3月1日乙会第一次修订）"
    assert numbered(once, "修订") == once
