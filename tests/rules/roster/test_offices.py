"""Offices in the words of a cell, against a list of ways in which enterprises write them."""

import random

import pytest

from workflow.rules.people.offices import Office
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.roster.offices import named

#: Written down here and not taken from the reader.
WAYS: dict[tuple[Office, ...], tuple[str, ...]] = {
    (Role.DRAFTER,): ("起草人", "drafter", "Drafter", " 起草人 ", "制度起草人"),
    (Role.REVIEWER,): ("审核人", "reviewer"),
    (Role.REVIEWER, Capacity.LEGAL): ("法务审核", "法务审核人", "审核人（法务）", "Legal reviewer", "审核人(法务)"),
    (Role.REVIEWER, Capacity.UNION): ("工会审核人", "审核人（工会）", "trade union reviewer"),
    (Role.REVIEWER, Capacity.DEPARTMENT): ("部门审核", "department reviewer"),
    (Role.SECRETARY,): ("职代会秘书", "Congress Secretary"),
    (Role.TELLER,): ("计票人", "teller", "计票员"),
    (Role.ISSUER,): ("印发人", "issuer"),
    (Role.DELEGATE,): ("职工代表", "delegate"),
}
BETWEEN = ("、", "，", ", ", "/", "；", "\n", " + ", "兼")
#: Jobs that enterprises have, and what would be too much to give.
NO_OFFICES = (
    "管理员",
    "系统管理员",
    "administrator",
    "秘书",
    "厂长",
    "审核会计",
    "工会主席",
    "法务",
    "计票",
    "起草",
    "超级用户",
)


@pytest.mark.parametrize("seed", range(200))
def test_any_words_in_any_order(seed: int):
    dice = random.Random(seed)
    every: list[tuple[Office, ...] | str] = [*WAYS, *NO_OFFICES, "职工"]
    chosen = dice.sample(every, dice.randint(1, 4))
    said = [dice.choice(WAYS[one]) if isinstance(one, tuple) else one for one in chosen]
    words = said[0] + "".join(dice.choice(BETWEEN) + one for one in said[1:])
    offices, others = named(words)
    assert offices == tuple(dict.fromkeys(office for one in chosen if isinstance(one, tuple) for office in one))
    assert others == tuple(one for one in chosen if one in NO_OFFICES)


def test_nothing_is_named_by_nothing():
    assert named("") == ((), ())
    assert named(" 、，/ ") == ((), ())
