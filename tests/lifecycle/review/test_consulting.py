"""Equal consultation: recorded on exactly the text, with a signed paper, and asked for before anything is tabled."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.canteen import SCAN, TEXT
from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.entry.entries import png
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.attaching import LARGEST_FILE, Sent
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import standing, texts
from workflow.lifecycle.review import consulting
from workflow.records.review import Attachment, Consultation
from workflow.rules.states import State


def consult(house: House, who: str = "secretary", **changes: Any) -> None:
    with house.acting(who) as act:
        given: dict[str, Any] = {
            "held_on": act.today,
            "enterprise_side": "副总经理",
            "union_side": "工会主席",
            "outcome": "一致。",
            "paper": Sent("签字.pdf", SCAN),
            "shown": house.shown(act),
            **changes,
        }
        consulting.consult(act, house.edition(act), **given)


def test_consult(reached: Reached):
    house = reached("union")
    consult(house, paper=Sent("C:\\scans\\../签字.pdf", SCAN))
    assert house.state() is State.AWAITING
    with house.asking() as act:
        kept = act.db.exec(select(Attachment)).one()
        assert (kept.name, kept.media_type, kept.content) == ("签字.pdf", "application/pdf", SCAN)
        assert act.db.exec(select(Consultation)).one().attachment_id == kept.id


@pytest.mark.parametrize("who", ["drafter", "legal", "issuer", "delegate", "employee", "admin"])
def test_consult_is_for_the_secretary(reached: Reached, who: str):
    with pytest.raises(Refused, match="congress secretary"):
        consult(reached("union"), who)


@pytest.mark.parametrize("last", ["save", "submit", "consult", "declare", "issue"])
def test_consult_comes_after_the_review(reached: Reached, last: str):
    with pytest.raises(Refused, match="not open"):
        consult(reached(last))


def test_consult_on_another_text(reached: Reached):
    with pytest.raises(Refused, match="has changed"):
        consult(reached("union"), shown="0" * 64)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", None),
        ("held_on", date(2026, 3, 30)),
        ("enterprise_side", " "),
        ("union_side", ""),
        ("outcome", "\n"),
        ("paper", Sent("a.pdf", b"")),
        ("paper", Sent("a.pdf", b"MZ a program")),
        ("paper", Sent("a.pdf", b"%PDF-1.4 cut off")),
        ("paper", Sent("a.png", png()[:40])),
        (
            "paper",
            Sent("a.pdf", b"%PDF-" + b"0" * LARGEST_FILE),
        ),
    ],
)
def test_consult_says_which_field_is_wrong(reached: Reached, field: str, value: Any):
    house = reached("union")
    with pytest.raises(Unusable) as found:
        consult(house, **{field: value})
    assert list(found.value.problems) == [field]
    assert house.state() is State.CONSULTING
    with house.asking() as act:
        assert act.db.exec(select(Attachment)).all() == []


def test_a_picture_is_a_scan_too(reached: Reached):
    house = reached("union")
    consult(house, paper=Sent("a.pdf", png()))
    with house.asking() as act:
        assert act.db.exec(select(Attachment)).one().media_type.startswith("image/")


def test_another_text_needs_another_consultation(reached: Reached):
    house = reached("consult")
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "")
    house.save(TEXT.replace("十元，", "八元，"))
    house.submit()
    house.approve("legal")
    house.approve("union")
    assert house.state() is State.CONSULTING
    with house.asking() as act:
        edition = house.edition(act)
        head = texts.authentic(act.db, edition)
        assert head is not None
        assert not standing.is_consulted(act.db, edition, head.fingerprint)
    house.now += timedelta(days=1)
    consult(house)
    assert house.state() is State.AWAITING
