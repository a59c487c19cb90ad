"""Two windows of one person, a text given up, words taken back: nothing that was typed is ever gone."""

import random

import pytest

from tests.canteen import TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act, Refused
from workflow.lifecycle.draft import drafting, setting_aside
from workflow.lifecycle.facts import texts
from workflow.records.text.set_aside import Aside
from workflow.words import Language

FIRST = TEXT.replace("十元，", "八元，")
SECOND = TEXT.replace("十元，", "九元，")


def keep(act: Act, house: House, text: str, known: str, window: str = "") -> tuple[str, bool]:
    """Keep `text` on the newest snapshot; the mark of what is kept, and whether it went aside."""
    edition = house.edition(act)
    copy, apart = setting_aside.keep(
        act, edition, Language.ZH, text, texts.latest(act.db, edition, Language.ZH), known=known, window=window
    )
    return setting_aside.mark(copy), apart


def asides(house: House, who: str = "drafter") -> list[tuple[Aside, str]]:
    with house.asking(who) as act:
        return [
            (one.why, one.text) for one in setting_aside.asides(act.db, act.person_id, house.edition(act), Language.ZH)
        ]


def working(house: House) -> str | None:
    with house.asking("drafter") as act:
        copy = drafting.working_copy(act.db, act.person_id, house.edition(act), Language.ZH)
        return copy.text if copy else None


@pytest.fixture
def house(reached: Reached) -> House:
    return reached("save")


def test_a_window_goes_on_from_its_own_words(house: House):
    with house.acting("drafter") as act:
        mark, apart = keep(act, house, FIRST, "")
        assert not apart
        assert keep(act, house, SECOND, mark) == (
            setting_aside.mark(drafting.working_copy(act.db, act.person_id, house.edition(act), Language.ZH)),
            False,
        )
    assert working(house) == SECOND
    assert asides(house) == []


def test_a_second_window_writes_over_nothing(house: House):
    with house.acting("drafter") as act:
        keep(act, house, FIRST, "")
        assert keep(act, house, SECOND, "", "two")[1]
        assert keep(act, house, SECOND + "第七条　新的。\n", "", "two")[1]
    assert working(house) == FIRST
    assert asides(house) == [(Aside.OTHER_WINDOW, SECOND + "第七条　新的。\n")]


def test_discarding_can_be_taken_back(house: House):
    with house.acting("drafter") as act:
        keep(act, house, FIRST, "")
        setting_aside.discard(act, house.edition(act), Language.ZH)
    assert working(house) is None
    with house.acting("drafter") as act:
        keep(act, house, SECOND, "")
        edition = house.edition(act)
        (aside,) = setting_aside.asides(act.db, act.person_id, edition, Language.ZH)
        setting_aside.take_back(act, edition, aside)
    assert working(house) == FIRST
    assert asides(house) == [(Aside.TAKEN_BACK, SECOND)]


def test_saving_in_one_window_keeps_the_words_of_the_other(house: House):
    with house.acting("drafter") as act:
        keep(act, house, FIRST, "")
        edition = house.edition(act)
        setting_aside.before_saving(act, edition, Language.ZH, SECOND, known="")
        drafting.save(act, edition, Language.ZH, SECOND, texts.latest(act.db, edition, Language.ZH))
    assert asides(house) == [(Aside.OTHER_WINDOW, FIRST)]


def test_only_its_writer_has_it_and_only_while_it_is_drafted(house: House):
    with house.acting("drafter") as act:
        keep(act, house, FIRST, "")
        setting_aside.discard(act, house.edition(act), Language.ZH)
    assert asides(house, "second-drafter") == []
    house.submit()
    house.approve("legal")
    house.approve("union")
    with house.acting("drafter") as act:
        edition = house.edition(act)
        (aside,) = setting_aside.asides(act.db, act.person_id, edition, Language.ZH)
        with pytest.raises(Refused):
            setting_aside.take_back(act, edition, aside)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_three_windows_do_the_last_words_of_each_are_somewhere(house: House, seed: int):
    """A window that typed and neither saved nor gave up finds its words on the desk or aside."""
    chance = random.Random(seed)
    marks: dict[str, str] = {}
    last: dict[str, str] = {}
    for step in range(25):
        window = chance.choice("甲乙丙")
        last[window] = TEXT.replace("十元，", f"{window}{step}元，")
        with house.acting("drafter") as act:
            mark, apart = keep(act, house, last[window], marks.get(window, ""), window)
        if not apart:
            marks[window] = mark
        somewhere = {working(house), *(words for _, words in asides(house))}
        assert set(last.values()) <= somewhere, (step, window)
