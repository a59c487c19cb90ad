"""How each verb of a consultation of employees is tried, and the houses in which what stands against it comes about."""

from collections.abc import Callable
from datetime import timedelta

from tests.cast import House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.consultation import asked
from workflow.lifecycle.acting import Act
from workflow.lifecycle.consultation import answering, gathering, opening, writing
from workflow.lifecycle.consultation.gathering import Given
from workflow.lifecycle.consultation.opening import Plan
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.consultation import CONSULTATIONS, GROUPS, OPINIONS, BoxedOpinion, EmployeeConsultation
from workflow.rules.consultation.words import Audience, Manner, Source

Try = Callable[[House, Act], object]


def _open(shown: str | None = None) -> Try:
    def tried(house: House, act: Act) -> object:
        plan = Plan("link", "everybody", "", act.today, act.today, "")
        return opening.open_consultation(act, house.edition(act), plan, shown=shown or house.shown(act))

    return tried


def _in_one(verb: Callable[[Act, EmployeeConsultation], object]) -> Try:
    """A verb in the last consultation; in a house without any nothing is tried."""

    def tried(house: House, act: Act) -> object:
        several = CONSULTATIONS.of(act.db, house.edition(act).id)
        return verb(act, several[-1]) if several else None

    return tried


def _group(act: Act, one: EmployeeConsultation) -> object:
    return answering.group_opinions(act, one, [found.key for found in OPINIONS.of(act.db, one.id)][:1])


def _answer(act: Act, one: EmployeeConsultation) -> object:
    groups = GROUPS.of(act.db, one.id)
    number = groups[0].id if groups else 0
    return answering.answer_opinions(act, one, number, answer="not_taken", reason="理由", became=())


TRIES: dict[str, list[tuple[str, Try]]] = {
    "open_consultation": [("secretary", _open()), ("secretary", _open("0" * 64))],
    "stop_consultation": [("secretary", _in_one(lambda act, one: opening.stop_consultation(act, one, "理由")))],
    "write_opinion": [
        ("employee", _in_one(lambda act, one: writing.write_opinion(act, one, provision="", text="甲", mark="m")))
    ],
    "add_opinions": [
        ("secretary", _in_one(lambda act, one: gathering.add_opinions(act, one, [Given("", "甲")], Source.PAPER)))
    ],
    "take_opinions": [("secretary", _in_one(gathering.take_opinions))],
    "group_opinions": [("secretary", _in_one(_group))],
    "answer_opinions": [("drafter", _in_one(_answer))],
    "close_consultation": [("secretary", _in_one(answering.close_consultation))],
}


def going(reached: Reached, last: str = "convene", *, written: bool = True) -> House:
    """One that runs, with an opinion in the box."""
    house = reached(last)
    asked.ask(house, since=house.now.date(), until=house.now.date() + timedelta(days=3))
    if written:
        asked.write(house, "甲")
    return house


def over(reached: Reached, *, written: bool = True) -> House:
    """One whose period has run."""
    house = going(reached, written=written)
    return house.on(house.now.date() + timedelta(days=4))


def taken(reached: Reached) -> House:
    """One whose box was opened, with nothing answered."""
    house = over(reached)
    asked.take(house)
    return house


def posted(reached: Reached) -> House:
    """One whose answers were posted."""
    house = taken(reached)
    asked.answer(house, asked.group(house, ["甲"]))
    asked.close(house)
    return house


def posted_with_a_box(reached: Reached) -> House:
    """The same, and something lies in the box all the same: no verb puts it there."""
    house = posted(reached)
    with house.planting() as act:
        act.db.add(BoxedOpinion(key="b" * 32, consultation_id=asked.last(house, act).id, text="乙"))
        act.db.flush()
    return house


def to_come(reached: Reached) -> House:
    """One that begins tomorrow."""
    house = reached("convene")
    tomorrow = house.now.date() + timedelta(days=1)
    asked.ask(house, since=tomorrow, until=tomorrow)
    return house


def of_others(reached: Reached) -> House:
    """One that asks a department in which nobody works."""
    house = reached("convene")
    with house.planting() as act:
        edition = house.edition(act)
        text = standing_text(act.db, edition)
        assert text is not None
        act.db.add(
            EmployeeConsultation(
                edition_id=edition.id, number=1, token="t", snapshot_id=text.id, manner=Manner.ACCOUNT,
                audience=Audience.UNIT, audience_key="无人", since=act.today, until=act.today, opened_by=1, at=act.now,
            )
        )  # fmt: skip
        act.db.flush()
    return house


HOUSES: dict[str, Callable[[Reached], House]] = {
    "employees are being asked": going,
    "what they said is to be answered": taken,
    "their period is over, and nobody wrote": lambda reached: over(reached, written=False),
    "their period is over, and the box is shut": over,
    "answers were posted": posted,
    "a box that was shut too late": posted_with_a_box,
    "a consultation to come": to_come,
    "a consultation of others": of_others,
}
