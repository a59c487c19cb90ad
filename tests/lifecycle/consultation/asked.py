"""A house in which employees are asked: opened, written to, grouped, answered, by the verbs alone."""

from collections.abc import Sequence
from datetime import date

from tests.cast import House
from workflow.lifecycle.acting import Act
from workflow.lifecycle.consultation import answering, gathering, opening, writing
from workflow.lifecycle.consultation.gathering import Given
from workflow.lifecycle.consultation.opening import Plan
from workflow.records.consultation import CONSULTATIONS, OPINIONS, EmployeeConsultation
from workflow.rules.consultation.words import Source

FIRST, LAST, AFTER = date(2026, 3, 12), date(2026, 3, 20), date(2026, 3, 21)


def last(house: House, act: Act) -> EmployeeConsultation:
    """The last consultation on the edition."""
    return CONSULTATIONS.of(act.db, house.edition(act).id)[-1]


def ask(house: House, manner: str = "link", since: date = FIRST, until: date = LAST, whom: str = "everybody:") -> str:
    """Open one on the text that stands; its public token."""
    kind, _, key = whom.partition(":")
    with house.acting("secretary") as act:
        plan = Plan(manner, kind, key, since, until, "请提意见。")
        return opening.open_consultation(act, house.edition(act), plan, shown=house.shown(act)).token


def write(house: House, text: str, place: str = "", mark: str = "", who: str | None = None, number: str = "") -> None:
    """Give an opinion: by the link, under an account (`who`), or by number and name."""
    with house.acting(who) as act:
        provision = house.keys()[place] if place else ""
        writing.write_opinion(
            act, last(house, act), provision=provision, text=text, mark=mark or text, number=number, name=number
        )


def bring(house: House, *several: str, place: str = "", name: str = "", source: Source = Source.PAPER) -> None:
    """Type opinions in."""
    provision = house.keys()[place] if place else ""
    with house.acting("secretary") as act:
        gathering.add_opinions(act, last(house, act), [Given(provision, one, name) for one in several], source)


def take(house: House) -> int:
    """Open the box."""
    with house.acting("secretary") as act:
        return gathering.take_opinions(act, last(house, act))


def texts(house: House) -> list[str]:
    """The words of all opinions, in the order in which pages have them."""
    with house.asking() as act:
        return [one.text for one in OPINIONS.of(act.db, last(house, act).id)]


def group(house: House, wanted: Sequence[str], into: int = 0) -> int:
    """Put the opinions with these words together; the number of the group."""
    with house.acting("secretary") as act:
        consultation = last(house, act)
        keys = [one.key for one in OPINIONS.of(act.db, consultation.id) if one.text in wanted]
        return answering.group_opinions(act, consultation, keys, group=into).id


def answer(
    house: House, number: int, what: str = "not_taken", reason: str = "理由", became: Sequence[str] = ()
) -> None:
    """Answer a group."""
    with house.acting("secretary") as act:
        answering.answer_opinions(act, last(house, act), number, answer=what, reason=reason, became=became)


def close(house: House) -> None:
    """Post the answers."""
    with house.acting("secretary") as act:
        answering.close_consultation(act, last(house, act))


def stop(house: House) -> None:
    """End it early."""
    with house.acting("secretary") as act:
        opening.stop_consultation(act, last(house, act), "文本有误")
