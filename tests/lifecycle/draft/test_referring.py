"""References that changed their meaning: asked, in the way of submitting, confirmed once, carried over from text to text."""

import pytest

from benchmarks.text.retargeted import Desk, Tally, trial
from tests.canteen import TEXT
from tests.lifecycle.conftest import Reached
from tests.text.cited import EDITS
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.draft import drafting, referring
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.references import open_in, question_words
from workflow.words import Language

CITING = TEXT.replace("第五条　本办法由后勤部门负责解释。", "第五条　本办法由后勤部门负责解释，第三条除外。")
MOVED = (
    CITING.replace("第六条　", "第七条　")
    .replace("第五条　", "第六条　")
    .replace("第四条　", "第五条　")
    .replace("第三条　", "第四条　")
).replace("第二章　供餐\n", "第二章　供餐\n第三条　食堂应当办理食品经营许可。\n")


def test_submitting_waits_for_the_answer(reached: Reached):
    house = reached("create")
    house.save(CITING)
    house.save(MOVED)
    with pytest.raises(Refused) as refused, house.acting("drafter") as act:
        drafting.submit(act, house.edition(act), "", house.shown(act))
    assert [one.zh for one in refused.value.reasons] == [
        "第六条中的“第三条”原来所指的条文现在是第四条；现在指的是“食堂应当办理食品经营许可。”。"
    ]
    house.save(MOVED.replace("十元", "八元"))
    with house.asking() as act:
        assert len(open_in(act.db, house.edition(act))) == 1  # another save does not settle it
    with house.acting("drafter") as act:
        edition = house.edition(act)
        (question,) = open_in(act.db, edition)
        referring.confirm_reference(act, edition, question)
        referring.confirm_reference(act, edition, question)  # a double click
        assert open_in(act.db, edition) == []
    house.save(MOVED.replace("十元", "九元"))
    house.submit()


def test_only_who_drafts_confirms_and_only_while_it_is_drafted(reached: Reached):
    house = reached("create")
    house.save(CITING)
    house.save(MOVED)
    for who in ("legal", "secretary", "admin", "stranger"):
        with pytest.raises(Refused), house.acting(who) as act:
            referring.confirm_reference(act, house.edition(act), open_in(act.db, house.edition(act))[0])


def test_what_names_nothing_is_corrected_and_never_confirmed(reached: Reached):
    house = reached("create")
    house.save(CITING)
    house.save(CITING.replace("第三条　", "第三十条　"))
    with house.asking() as act:
        assert [one.names for one in open_in(act.db, house.edition(act))] == [""]
    with pytest.raises(Unusable), house.acting("drafter") as act:
        referring.confirm_reference(act, house.edition(act), open_in(act.db, house.edition(act))[0])
    with house.asking() as act:
        assert len(open_in(act.db, house.edition(act))) == 1


def test_renumbering_makes_the_question_go_away(reached: Reached):
    house = reached("create")
    house.save(CITING)
    with house.asking("drafter") as act:
        edition = house.edition(act)
        newest = texts.latest(act.db, edition, Language.ZH)
        assert len(referring.unsaved_questions(act, edition, Language.ZH, MOVED, newest)) == 1
        text, rewriting = referring.renumbered(act, edition, Language.ZH, MOVED, newest)
        assert "第四条除外" in text
        assert len(rewriting.changed) == 1
        assert referring.unsaved_questions(act, edition, Language.ZH, text, newest) == []


def test_a_translation_is_asked_about_too(reached: Reached):
    from tests.canteen import ENGLISH

    house = reached("create")
    house.save(TEXT)
    house.save(ENGLISH.replace("interprets these Rules.", "interprets these Rules, Article 3 excepted."), Language.EN)
    moved = (
        ENGLISH.replace("interprets these Rules.", "interprets these Rules, Article 3 excepted.")
        .replace("Article 6 ", "Article 7 ")
        .replace("Article 5 ", "Article 6 ")
        .replace("Article 4 ", "Article 5 ")
        .replace("Article 3 The", "Article 4 The")
        .replace("Chapter 2 Meals\n", "Chapter 2 Meals\nArticle 3 A canteen shall hold a licence.\n")
    )
    plain = (
        TEXT.replace("第六条　", "第七条　")
        .replace("第五条　", "第六条　")
        .replace("第四条　", "第五条　")
        .replace("第三条　", "第四条　")
    )
    house.save(plain.replace("第二章　供餐\n", "第二章　供餐\n第三条　食堂应当办理食品经营许可。\n"))
    house.save(moved, Language.EN)
    with house.asking() as act:
        (question,) = open_in(act.db, house.edition(act))
        assert "Article 4" in question_words(question).en


@pytest.mark.thorough
@pytest.mark.parametrize("number", range(2 * len(EDITS)))
def test_a_share_of_the_trial(number: int, tmp_path):
    tally = Tally()
    trial(40 * len(EDITS) * 3 + number, Desk(tmp_path), tally, size=24)
    assert (tally.unasked, tally.needless) == (0, 0), tally.faults


@pytest.mark.soak
def test_the_long_trial(tmp_path):
    tally, desk = Tally(), Desk(tmp_path)
    for number in range(1400):
        trial(9_000_000 + number, desk, tally)
    assert tally.places > 2_000
    assert (tally.unasked, tally.needless) == (0, 0), tally.faults
