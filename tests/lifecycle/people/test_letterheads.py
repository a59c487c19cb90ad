"""The mark above issued papers by date, against a list written by hand; and whose it is to put down."""

import random
from datetime import date, timedelta

import pytest

from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.people.letterheads import LONGEST, end_letterhead, set_letterhead
from workflow.records.paper import letterhead_on

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(3))
def test_random_letterheads(reached: Reached, seed: int):
    chance, house, day = random.Random(f"letterheads {seed}"), reached(), date(2026, 3, 2)
    written: list[tuple[date, str, date]] = []  # from which day, the words, when it was said
    for number in range(1, 12):
        house.on(day)
        since, name = day + chance.choice([0, 0, 2, 30]) * DAY, f"第{number}公司" if chance.random() < 0.7 else ""
        word = chance.random() < 0.5
        with house.acting("admin") as act:
            if name:
                set_letterhead(act, f" {name} ", with_word=word, since=since)
            else:
                end_letterhead(act, since)
            said = act.now
        written.append((since, f"{name}文件" if name and word else name, day))
        for _ in range(5):
            asked = day + chance.randrange(-10, 60) * DAY
            begun = [(since, at) for at, (since, _, _) in enumerate(written) if since <= asked]
            with house.asking() as act:
                assert letterhead_on(act.db, asked) == (written[max(begun)[1]][1] if begun else "")
                # What was said later than a paper was issued is not above it, from whichever day it counts.
                before = [one for one in begun if written[one[1]][2] < day]
                known = letterhead_on(act.db, asked, said - DAY / 2)
                assert known == (written[max(before)[1]][1] if before else "")
        day += chance.randrange(1, 20) * DAY


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("", "name"), ("某" * (LONGEST + 1), "name"), ("某某公司文件", "name"), ("某某公司\U000e0001", None)],
)
def test_what_cannot_be_a_mark_is_refused(reached: Reached, name: str, wrong: str | None):
    with reached().acting("admin") as act:
        if wrong is None:
            assert set_letterhead(act, name, with_word=False, since=act.today).name == "某某公司"
            return
        with pytest.raises(Unusable, match=wrong):
            set_letterhead(act, name, with_word=True, since=act.today)


def test_nothing_begins_in_the_past(reached: Reached):
    with reached().acting("admin") as act:
        with pytest.raises(Unusable, match="since"):
            set_letterhead(act, "某某公司", with_word=True, since=act.today - DAY)
        with pytest.raises(Unusable, match="since"):
            end_letterhead(act, None)


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    with reached().acting(who) as act:
        with pytest.raises(Refused):
            set_letterhead(act, "某某公司", with_word=True, since=act.today)
        with pytest.raises(Refused):
            end_letterhead(act, act.today)
