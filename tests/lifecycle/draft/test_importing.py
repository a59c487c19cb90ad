"""Files on their way in: brought, found by their owner alone, corrected, taken over, dropped, and bounded in number and age."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import importing
from workflow.lifecycle.facts import texts
from workflow.records.event import Event
from workflow.records.text.incoming import Incoming, Purpose
from workflow.words import Language

DRAFT, RETURNED, PAST = Purpose.DRAFT, Purpose.RETURNED, Purpose.ENTRY
WORDS = "名称\n第一条　甲。\n"


def bring(house: House, who: str = "drafter", purpose: Purpose = DRAFT, name: str = "甲.docx", **more: object) -> int:
    """Somebody brings a file; its number."""
    with house.acting(who) as act:
        edition = house.edition(act) if purpose is not PAST else None
        brought = importing.begin(act, purpose, edition, Language.ZH, name, b"bytes", WORDS, {"from": "test"}, **more)
        assert brought.id
        return brought.id


def found(act: Act, number: int, purpose: Purpose = DRAFT) -> Incoming:
    """The file, which must be there."""
    one = importing.find(act, number, purpose)
    assert one is not None
    return one


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("purpose", list(Purpose))
def test_bring_and_find(reached: Reached, kind: str, purpose: Purpose):
    house = reached("save", kind)
    number = bring(house, purpose=purpose)
    with house.asking("drafter") as act:
        one = found(act, number, purpose)
        assert (one.name, one.content, one.text, one.language) == ("甲.docx", b"bytes", WORDS, "zh")
        assert importing.facts_of(one) == {"from": "test"}
        assert [(row.id, row.name) for row in importing.waiting(act, purpose)] == [(number, "甲.docx")]


@pytest.mark.parametrize("kind", KINDS)
def test_only_its_owner_finds_it_and_only_for_what_it_was_brought(reached: Reached, kind: str):
    house = reached("save", kind)
    number = bring(house)
    for who, purpose in (("second-drafter", DRAFT), ("drafter", PAST), ("drafter", RETURNED)):
        with house.asking(who) as act:
            assert importing.find(act, number, purpose) is None
            assert importing.waiting(act, purpose) == []
    with house.asking() as act:
        assert importing.find(act, number, DRAFT) is None
        assert importing.waiting(act, DRAFT) == []


@pytest.mark.parametrize("kind", KINDS)
def test_bringing_is_no_event_and_changes_no_text(reached: Reached, kind: str):
    house = reached("save", kind)

    def seen() -> tuple[int, str]:
        with house.asking() as act:
            newest = texts.authentic(act.db, house.edition(act))
            assert newest is not None
            return len(act.db.exec(select(Event)).all()), newest.text

    before = seen()
    number = bring(house)
    with house.acting("drafter") as act:
        importing.correct(act, found(act, number), text="另一行\n")
        importing.take_over(act, found(act, number), "另一行\n")
    with house.acting("drafter") as act:
        importing.drop(act, found(act, number))
    assert seen() == before


@pytest.mark.parametrize("kind", KINDS)
def test_correct_writes_what_is_given_and_leaves_the_rest(reached: Reached, kind: str):
    house = reached("save", kind)
    number = bring(house)
    with house.acting("drafter") as act:
        importing.correct(act, found(act, number), text="改过的一行\n")
    with house.acting("drafter") as act:
        assert importing.facts_of(found(act, number)) == {"from": "test"}
        importing.correct(act, found(act, number), facts={"确认": [1, 2]})
    with house.asking("drafter") as act:
        one = found(act, number)
        assert (one.text, importing.facts_of(one), one.content) == ("改过的一行\n", {"确认": [1, 2]}, b"bytes")


@pytest.mark.parametrize("kind", KINDS)
def test_drop(reached: Reached, kind: str):
    house = reached("save", kind)
    number, other = bring(house), bring(house)
    with house.acting("drafter") as act:
        one = found(act, number)
        importing.drop(act, one)
        importing.drop(act, one)  # what is gone stays gone
    with house.asking("drafter") as act:
        assert importing.find(act, number, DRAFT) is None
        assert found(act, other)


def test_nobody_drops_another_s_file(reached: Reached):
    house = reached("save")
    number = bring(house)
    with house.acting("second-drafter") as act:
        importing.drop(act, act.db.get_one(Incoming, number))
    with house.asking("drafter") as act:
        assert found(act, number)


@pytest.mark.parametrize("kind", KINDS)
def test_one_person_keeps_so_many_and_the_oldest_goes(reached: Reached, kind: str):
    house = reached("save", kind)
    others = bring(house, "second-drafter")
    numbers = [bring(house, name=f"{at}.docx", purpose=PAST if at % 2 else DRAFT) for at in range(importing.KEPT)]
    with house.asking("drafter") as act:
        assert len(importing.waiting(act, DRAFT)) + len(importing.waiting(act, PAST)) == importing.KEPT
        assert found(act, numbers[0])
    bring(house, name="一份更多.docx")
    with house.asking("drafter") as act:
        assert importing.find(act, numbers[0], DRAFT) is None
        assert found(act, numbers[1], PAST)
        assert importing.waiting(act, DRAFT)[0].name == "一份更多.docx"
    with house.asking("second-drafter") as act:
        assert found(act, others)


@pytest.mark.parametrize("kind", KINDS)
def test_what_waited_too_long_goes(reached: Reached, kind: str):
    house = reached("save", kind)
    number = bring(house)
    brought = house.now - timedelta(minutes=1)  # the clock moved on with the act
    house.now = brought + importing.LASTING - timedelta(minutes=1)
    with house.asking("drafter") as act:
        assert found(act, number)
    house.now = brought + importing.LASTING
    with house.asking("drafter") as act:
        assert importing.find(act, number, DRAFT) is None
        assert importing.waiting(act, DRAFT) == []
        assert act.db.get(Incoming, number) is not None
    bring(house, "second-drafter")  # whoever comes next sweeps it out
    with house.asking() as act:
        assert act.db.get(Incoming, number) is None


def test_a_draft_asks_whether_its_text_may_change(reached: Reached):
    house = reached("submit")
    number = bring(house)
    house.approve("legal")
    house.approve("union")
    with pytest.raises(Refused), house.acting("drafter") as act:
        importing.correct(act, found(act, number), text=WORDS)
    with pytest.raises(Refused):
        bring(house)
    assert bring(house, purpose=RETURNED)  # these two wait on rules of their own
    assert bring(house, purpose=PAST)
    with house.acting("drafter") as act:  # to let go of it changes no text
        importing.drop(act, found(act, number))


@pytest.mark.parametrize("who", ["legal", "secretary", "stranger"])
def test_a_draft_is_for_drafters(reached: Reached, who: str):
    with pytest.raises(Refused):
        bring(reached("save"), who)


@pytest.mark.parametrize(
    "text",
    ["第一条\x00甲", "长" * (texts.MAX_CHARACTERS + 1), "第一条　甲。\n" * (texts.MOST_LINES + 1)],
    ids=["binary", "endless", "crumbled"],
)
def test_what_is_no_text_is_not_kept(reached: Reached, text: str):
    house = reached("save")
    number = bring(house)
    with pytest.raises(Unusable), house.acting("drafter") as act:
        importing.begin(act, DRAFT, house.edition(act), Language.ZH, "a", b"", text)
    with pytest.raises(Unusable), house.acting("drafter") as act:
        importing.correct(act, found(act, number), text=text)
    with house.asking("drafter") as act:
        assert found(act, number).text == WORDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_name_is_cut_and_keeps_its_end(reached: Reached, kind: str):
    house = reached("save", kind)
    number = bring(house, name="长" * 500 + ".docx")
    with house.asking("drafter") as act:
        assert found(act, number).name.endswith("长.docx")
        assert len(found(act, number).name) == importing.LONGEST_NAME


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_taken_over_goes_when_it_is_saved(reached: Reached, kind: str):
    house = reached("save", kind)
    taken, waiting = bring(house), bring(house)
    with house.acting("drafter") as act:
        one = importing.take_over(act, found(act, taken), TEXT)
        assert importing.is_taken(one, TEXT)
        assert not importing.is_taken(one, WORDS)
        assert importing.facts_of(one)["from"] == "test"
        importing.let_go(act, house.edition(act), Language.EN, saved=True)
        assert found(act, taken)  # another language
        importing.let_go(act, house.edition(act), Language.ZH, saved=True)
    with house.asking("drafter") as act:
        assert importing.find(act, taken, DRAFT) is None
        assert found(act, waiting)


def test_what_was_taken_over_waits_again_when_it_is_given_up(reached: Reached):
    house = reached("save")
    number = bring(house)
    with house.acting("drafter") as act:
        importing.take_over(act, found(act, number), TEXT)
        importing.let_go(act, house.edition(act), Language.ZH, saved=False)
    with house.acting("drafter") as act:
        assert importing.facts_of(found(act, number)) == {"from": "test"}
        importing.let_go(act, house.edition(act), Language.ZH, saved=True)
        assert found(act, number)


def test_would_be_gives_the_keys_that_saving_gives(reached: Reached):
    """The tree shown before saving has, for every provision that is known, the key it has once it is saved."""
    house = reached("save")
    changed = (
        TEXT.replace("十元，", "八元，").replace("第五条　本办法由后勤部门负责解释。\n", "").replace("第六条", "第五条")
    )
    with house.acting("drafter") as act:
        edition = house.edition(act)
        newest = texts.authentic(act.db, edition)
        foreseen = storing.would_be(act.db, edition, Language.ZH, changed, newest)
        before = {one.key for one in texts.tree_of(act.db, newest).root.walk() if one.key} if newest else set()
        known = {one.key for one in foreseen.root.walk()} & before
    house.save(changed)
    with house.asking() as act:
        newest = texts.authentic(act.db, house.edition(act))
        assert newest is not None
        assert {one.key for one in texts.tree_of(act.db, newest).root.walk() if one.key} & before == known
        assert len(before - known) == 2  # the article that went, and its paragraph
