"""The register of document numbers, against a model that is a list on paper: who wrote which number down, and what became of it."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.count_sheets import sheet
from tests.lifecycle.conftest import Reached
from workflow.config import UNNAMED
from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import declaring
from workflow.lifecycle.issue import issuing, numbers
from workflow.lifecycle.issue.numbers import Fate
from workflow.records.event import Event
from workflow.records.number import DocumentNumber
from workflow.rules.states import State

CODE = "衡锰"


@dataclass
class Written:
    """One line of the list on paper."""

    fate: Fate
    edition: int | None


def test_a_number_is_kept_for_its_edition_and_used_by_its_paper(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        number = numbering.reserve(act, house.edition(act), CODE)
        assert (number.words, number.ended_at) == ("衡锰〔2026〕1号", None)
        first = number.id
    with house.acting("issuer") as act:
        assert numbering.reserve(act, house.edition(act), CODE).id == first, "asked for twice is kept once"
        assert len(act.db.exec(select(Event).where(Event.verb == "reserve_number")).all()) == 1
        assert str(numbering.next_number(act.db, CODE, 2026)) == "衡锰〔2026〕2号"
    house.issue()
    with house.asking() as act:
        [line] = numbers.lines(act.db, CODE, 2026)
        assert (line.fate, line.edition) == (Fate.USED, house.edition(act))
        assert numbering.reserved_for(act.db, house.edition(act)) is None


def test_a_number_of_last_year_becomes_void_and_says_why(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        numbering.reserve(act, house.edition(act), CODE)
    house.on(date(2027, 1, 4))
    with house.acting("issuer") as act:
        assert numbering.reserve(act, house.edition(act), CODE).words == "衡锰〔2027〕1号"
        [line] = numbers.lines(act.db, CODE, 2026)
        assert (line.fate, line.why) == (Fate.VOID, numbering.ANOTHER_SERIES)


def test_what_is_void_or_used_stays_so(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        number = numbering.reserve(act, house.edition(act), CODE)
        with pytest.raises(Unusable):
            numbering.void(act, number, "  ")
        numbering.void(act, number, "另行发文")
        with pytest.raises(Refused):
            numbering.void(act, number, "再来一次")
        with pytest.raises(Unusable, match="taken a moment ago"):
            issuing.issue(
                act,
                house.edition(act),
                effective=act.today,
                number=number.words,
                files=house.files(act, house.edition(act)),
            )


def test_a_number_used_elsewhere_is_taken(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        numbering.note(act, "衡锰[2026]第04号", "关于五一放假的通知")
        for words in ("衡锰〔2026〕4号", "4号", ""):
            with pytest.raises(Unusable, match="number"):
                numbering.note(act, words, "又一份")
        with pytest.raises(Unusable, match="subject"):
            numbering.note(act, "衡锰〔2026〕3号", " ")
        assert numbering.reserve(act, house.edition(act), CODE).words == "衡锰〔2026〕5号"
        assert [(one.number.serial, one.fate) for one in numbers.lines(act.db, CODE, 2026)] == [
            (5, Fate.RESERVED),
            (4, Fate.ELSEWHERE),
            (3, Fate.UNKNOWN),
            (2, Fate.UNKNOWN),
            (1, Fate.UNKNOWN),
        ]


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "delegate", "employee", "admin"])
def test_the_register_is_the_issuers(reached: Reached, who: str):
    house = reached("declare")
    with house.acting("issuer") as act:
        number = numbering.reserve(act, house.edition(act), CODE).id
    for what in (
        lambda act: numbering.reserve(act, house.edition(act), CODE),
        lambda act: numbering.note(act, "衡锰〔2026〕9号", "通知"),
        lambda act: numbering.void(act, act.db.get_one(DocumentNumber, number), "理由"),
    ):
        with house.asking(who) as act, pytest.raises(Refused):
            what(act)


@pytest.mark.parametrize("seed", range(3))
def test_random_years_of_an_office(reached: Reached, seed: int):
    """Reserve, note, void, let a year turn, and issue at last; after each act the register is the list on paper."""
    chance, house = random.Random(seed), reached("declare")
    day = date(2026, 4, 1)
    paper: dict[tuple[int, int], Written] = {}
    for step in range(40):
        day += timedelta(days=chance.randrange(0, 60))
        house.on(day)
        mine = next((at for at, one in paper.items() if one.fate is Fate.RESERVED), None)
        highest = max([serial for year, serial in paper if year == day.year], default=0)
        with house.acting("issuer") as act:
            edition = house.edition(act)
            kind = chance.choice(["reserve", "note", "void", "note again"])
            if kind == "reserve":
                got = numbering.reserve(act, edition, CODE)
                if mine is None or mine[0] != day.year:
                    if mine is not None:
                        paper[mine].fate = Fate.VOID
                    paper[day.year, highest + 1] = Written(Fate.RESERVED, edition.id)
                    mine = (day.year, highest + 1)
                assert (got.year, got.serial) == mine
            elif kind == "note":
                serial = highest + chance.choice([1, 1, 2])
                numbering.note(act, f"{CODE}〔{day.year}〕{serial}号", f"通知{step}")
                paper[day.year, serial] = Written(Fate.ELSEWHERE, None)
            elif kind == "note again" and paper:
                year, serial = chance.choice(sorted(paper))
                with pytest.raises(Unusable):
                    numbering.note(act, f"{CODE}〔{year}〕{serial}号", "又一份")
            elif mine is not None:
                kept = numbering.reserved_for(act.db, edition)
                assert kept is not None
                numbering.void(act, kept, "不发了")
                paper[mine].fate = Fate.VOID
            told = {}
            for year in {one for one, _ in paper}:
                for line in numbers.lines(act.db, CODE, year):
                    told[year, line.number.serial] = Written(line.fate, line.edition.id if line.edition else None)
            assert {at: one for at, one in told.items() if one.fate is not Fate.UNKNOWN} == paper
            for year in {one for one, _ in paper}:
                assert sorted(at[1] for at in told if at[0] == year) == list(
                    range(1, max(at[1] for at in paper if at[0] == year) + 1)
                )


def test_a_corrected_result_lets_the_number_go(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        numbering.reserve(act, house.edition(act), CODE)
    with house.acting("secretary") as act:
        declaring.ask_correction(act, house.motion(act), "赞成和反对写反了。", "甲")
    for who in ("secretary", "teller"):
        house.retype_sheet(sheet(against=6), who=who)
    with house.acting("teller") as act:
        declaring.agree_correction(act, house.motion(act))
    assert house.state() is State.REJECTED
    with house.asking() as act:
        [line] = numbers.lines(act.db, CODE, 2026)
        assert (line.fate, line.why) == (Fate.VOID, numbering.NOT_ADOPTED)
        voided = act.db.exec(select(Event).where(Event.verb == "void_number")).one()
        assert voided.actor_id is None, "nobody does that: it follows"


def test_other_codes_have_other_series(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        numbering.note(act, "衡锰工〔2025〕7号", "关于换届的通知")
        assert numbers.series(act.db, CODE, 2026) == [(CODE, 2026), ("衡锰工", 2025)]
        assert str(numbering.next_number(act.db, CODE, 2025)) == "衡锰〔2025〕1号"


def test_an_enterprise_that_nobody_named_has_a_series_as_well(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        number = numbering.reserve(act, house.edition(act), UNNAMED.zh).words
        edition = house.edition(act)
        issuing.issue(act, edition, effective=act.today, number=number, files=house.files(act, edition))
        [line] = numbers.lines(act.db, UNNAMED.zh, act.today.year)
        assert line.fate is Fate.USED
