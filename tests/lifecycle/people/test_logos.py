"""The logo by date, against a list of days written by hand; its bytes are those that were kept."""

import random
from datetime import date, timedelta

import pytest

from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.people.logos import end_logo, set_logo
from workflow.records.enterprise import Logo, logo_on
from workflow.records.kept import Altered

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(3))
def test_random_logos(reached: Reached, seed: int):
    chance, house, day = random.Random(f"logos {seed}"), reached(), date(2026, 3, 2)
    written: list[tuple[date, int]] = []  # first day, width; 0 where none stands any more
    for number in range(1, 12):
        house.on(day)
        since = day + chance.choice([0, 0, 2, 30]) * DAY
        width = 0 if chance.random() < 0.3 else number
        with house.acting("admin") as act:
            if width:
                set_logo(act, b"%d" % number, width, 9, since)
            else:
                end_logo(act, since)
        written.append((since, width))
        for _ in range(5):
            asked = day + chance.randrange(-10, 60) * DAY
            begun = [(since, at) for at, (since, _) in enumerate(written) if since <= asked]
            with house.asking() as act:
                found = logo_on(act.db, asked)
                assert (found.width if found else 0) == (written[max(begun)[1]][1] if begun else 0)
        day += chance.randrange(0, 20) * DAY


def test_nothing_begins_in_the_past_and_bytes_are_held_to_their_digest(reached: Reached):
    house = reached()
    with house.acting("admin") as act:
        with pytest.raises(Unusable, match="since"):
            set_logo(act, b"a", 1, 1, act.today - DAY)
        with pytest.raises(Unusable, match="since"):
            end_logo(act, None)
        row = set_logo(act, b"a", 1, 1, act.today)
        assert row.content == b"a"
        other = Logo(id=1, since=row.since, width=1, height=1, stored=b"b", sha256=row.sha256, set_by=1, at=row.at)
    with pytest.raises(Altered):
        _ = other.content


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    with reached().acting(who) as act:
        with pytest.raises(Refused):
            set_logo(act, b"a", 1, 1, act.today)
        with pytest.raises(Refused):
            end_logo(act, act.today)
