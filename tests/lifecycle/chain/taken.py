"""A house that asks for steps of its own chain: asked for, recorded, struck out, by the verbs alone."""

from datetime import date

from tests.cast import House
from workflow.lifecycle.chain import recording
from workflow.lifecycle.chain.recording import Typed
from workflow.lifecycle.congress import tabling
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts.chain import chain_of, records_of
from workflow.lifecycle.people.chain import end_step, require_step
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import Step

#: By whom each step is recorded in these houses.
BY = {
    Step.COUNTERSIGN: "drafter", Step.LEGALITY: "legal", Step.PARTY: "secretary", Step.MANAGERS: "issuer",
    Step.BOARD: "secretary", Step.SIGNING: "issuer", Step.SEALING: "issuer",
}  # fmt: skip
CHAIN = (Step.COUNTERSIGN, Step.LEGALITY, Step.PARTY, Step.MANAGERS, Step.BOARD)


def ask_for(house: House, *steps: Step, since: date | None = None, kind: str = "regulation", basis: str = "") -> House:
    """The administrator puts down that these steps are asked for."""
    for step in steps:
        with house.acting("admin") as act:
            require_step(act, RegulationKind(kind), step, since or act.today, basis)
    return house


def no_longer(house: House, step: Step, since: date | None = None) -> None:
    """And that one is not any more."""
    with house.acting("admin") as act:
        end_step(act, RegulationKind.REGULATION, step, since or act.today)


def typed(step: Step, held_on: date | None, verdict: str = "agreed", **more: object) -> Typed:
    """What somebody types for a step."""
    told: dict[str, object] = {
        "minutes": "总办纪要〔2026〕5号",
        "who": "王某",
        "opinion": "" if verdict == "agreed" else "第三条须改。",
        "copies": 12 if step.is_sealing else None,
        **more,
    }
    return Typed(held_on, verdict=verdict, **told)  # type: ignore[arg-type]


def take(
    house: House, step: Step, verdict: str = "agreed", *, held_on: date | None = None, by: str = "", **more: object
) -> int:
    """Record a step; the number of the row."""
    with house.acting(by or BY[step]) as act:
        edition = house.edition(act)
        paper = typed(step, held_on or act.today, verdict, **more)
        return recording.record_step(act, edition, step, paper, shown=house.shown(act)).id


def strike(house: House, row: int, who: str = "both-offices") -> None:
    """Strike a record out."""
    with house.acting(who) as act:
        edition = house.edition(act)
        found = next(one for one in records_of(act.db, edition) if one.record.id == row)
        recording.strike_step(act, edition, found, "日期录错")


def lacking(house: House) -> set[Step]:
    """The steps that the product asks for and does not find taken."""
    with house.asking() as act:
        return {one.step for one in chain_of(act, house.edition(act)).asked if not one.done}


def again(house: House, text: str) -> None:
    """The text is taken back, changed, reviewed and settled once more."""
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "理由")
    house.save(text)
    house.submit()
    for who in ("legal", "union"):
        if house.state().value == "in_review":
            house.approve(who)
    house.consult()


def off_the_agenda(house: House) -> None:
    """The item is taken off."""
    with house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act), "理由")
