"""What the review page says of decisions: in which ways the visitor may make one, and those that were made."""

from dataclasses import dataclass, replace
from typing import Any

from workflow.lifecycle.acting import CAPACITIES, Act, units_of
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.situations.review import of_decision
from workflow.lifecycle.review import reviewing
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.review import Approval, Retraction, Round
from workflow.rules.approvals import Requests, requests_of
from workflow.web.request import visit
from workflow.web.review.cards import ticked_as
from workflow.web.shapes.showing import offer, t
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Chance:
    """One way in which the visitor may decide, with what stands against it and whether it would change anything.

    lifts  what was asked for in that name before, which an approval lifts
    """

    hat: turns.Hat
    offers: dict[str, Any]
    needed: bool
    lifts: Requests


def chance_of(act: Act, edition: Edition, review: approvals.Review, hat: turns.Hat, shown: str) -> Chance:
    acting = replace(act, on_behalf_of=hat.principal)
    situation = of_edition(acting, edition, shown=shown, capacity=hat.capacity)
    verbs = tuple(reviewing.VERBS.values())
    needed = act.person is not None and turns.would_change(review, act.person, hat)
    whose = hat.principal or act.person
    lifts = requests_of(review.given, whose.id, hat.capacity) if whose else Requests()
    return Chance(hat, {verb: offer(verb, situation) for verb in verbs}, needed, lifts)


def lifted_by(chances: list[Chance], review: approvals.Review) -> dict[str, Any] | None:
    """What the visitor asked to have changed and lifts by approving: as the form says it, and as its script asks; None: nothing."""
    asked = [one.lifts for one in chances if one.lifts.stand]
    if not asked:
        return None
    keys = sorted({key for one in asked for key in one.items})
    called_so = approvals.labels_in(review) if keys else {}
    return {
        "whole": any(one.whole for one in asked),
        "asked": [ticked_as([key]) for key in keys],
        "labels": list(
            dict.fromkeys(called_so.get(key, "") or t("条文顺序", "the order of the provisions") for key in keys)
        ),
    }


def best_of(chances: list[Chance], verb: str) -> dict[str, Any] | None:
    """What the button shows: nothing stands against it when nothing stands against one of the ways."""
    return min((one.offers[verb] for one in chances), key=lambda one: len(one["reasons"]), default=None)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as the page tells it: by whom, for whom, how it ended, and what the visitor may do about it."""

    approval: Approval
    within: Round
    who: Person
    principal: Person | None
    units: list[Words]
    endings: list[tuple[Retraction, Person]]
    #: What alone it is about, by name; nothing for the whole text.
    labels: list[str]
    withdraw: dict[str, Any] | None
    dismiss: dict[str, Any] | None


def decided(act: Act, edition: Edition, review: approvals.Review) -> list[Decided]:
    endings = reviewing.endings_of(act.db, edition)
    about = {one.number: one.items for one in review.given if one.items is not None}
    called_so = approvals.labels_in(review) if about else {}
    found, made = [], list(reviewing.approvals_of(act.db, edition))
    CAPACITIES.ahead(act.db, {one.on_behalf_of or one.person_id for one, _ in made})
    for one, within in made:
        at = of_decision(act, edition, one)
        offers = {verb: offer(verb, at) for verb in ("withdraw_decision", "dismiss_request")}
        open_ones = {verb: shown if shown and not shown["reasons"] else None for verb, shown in offers.items()}
        found.append(
            Decided(
                one,
                within,
                act.db.get_one(Person, one.person_id),
                act.db.get(Person, one.on_behalf_of) if one.on_behalf_of else None,
                units_of(act.db, one.on_behalf_of or one.person_id, one.capacity, visit.day_of(one.at)),
                [(ended, act.db.get_one(Person, ended.person_id)) for ended in endings.get(one.id, [])],
                [
                    called_so.get(key, "") or t("条文顺序", "the order of the provisions")
                    for key in sorted(about.get(one.id, ()))
                ],
                open_ones["withdraw_decision"],
                open_ones["dismiss_request"],
            )
        )
    return found
