"""What stands against recording a step of the company's own chain, and against going on without one."""

from workflow.rules.chain.facts import Chain, Noted, Place
from workflow.rules.facts import Offices
from workflow.rules.people.roles import Capacity
from workflow.words import Words


def steps_before_congress(chain: Chain) -> list[Words]:
    """What the enterprise asks for before a text comes before the congress is done on exactly these words."""
    return [one.lacking() for one in chain.asked if not one.done and not one.step.comes_after_adoption]


def steps_before_issue(chain: Chain) -> list[Words]:
    """And everything that it asks for before the text leaves the house."""
    return [one.lacking() for one in chain.asked if not one.done]


def step_is_asked_for(place: Place) -> list[Words]:
    """What nobody asks for is no step: a record of it would be an untrue sentence of a paper."""
    if place.step_asked:
        return []
    return [Words("本企业没有对这个文本要求这一环节。", "This enterprise asks for no such step of this text.")]


def earlier_steps_are_done(place: Place) -> list[Words]:
    """Steps have an order: 前置 means before, and what is unlawful is not put before a meeting."""
    return [one.lacking() for one in place.before_it]


def speaks_for_legal(offices: Offices) -> list[Words]:
    """Opinions on legality, and what a text is about, are questions of law; that somebody holds no office at all is said elsewhere."""
    if not offices.capacities or Capacity.LEGAL in offices.capacities:
        return []
    return [Words("只有法务身份的审核人可以办理。", "Only a reviewer who holds Legal can do this.")]


def wrote_nothing_here(place: Place) -> list[Words]:
    """Nobody judges whether their own words are lawful."""
    if not place.wrote_text:
        return []
    return [Words("您参与了起草，合法性审查须由另外的人出具。", "You wrote in it; somebody else gives the opinion.")]


def note_stands(noted: Noted) -> list[Words]:
    """What is struck out is struck out once."""
    return [Words("这条登记已经撤销。", "This record was struck out already.")] if noted.is_struck else []


def somebody_else_noted(noted: Noted) -> list[Words]:
    """A wrong record is struck out by a second person; whoever wrote it puts a right one beside it."""
    if not noted.noted_myself:
        return []
    return [
        Words(
            "您自己登记的，由另外的人撤销；您可以重新登记一次。",
            "You recorded it yourself: somebody else strikes it out, or you record it once more.",
        )
    ]
