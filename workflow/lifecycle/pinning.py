"""What a round is about and who must approve it, kept with the round: the topics its words propose, the rules and their days."""

from collections.abc import Iterable

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review.required import Wanted, as_said, charge_of, names_of, scope_of, worked_out
from workflow.records.enterprise import units_on
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.review import Required, Round, Scope
from workflow.records.text.snapshot import Snapshot
from workflow.rules.requiring.seats import Requirement
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic, Touched, proposed, spelled
from workflow.text.units import units
from workflow.words import Words


def proposals(act: Act, edition: Edition, head: Snapshot, base: Snapshot | None) -> dict[Topic, tuple[Touched, ...]]:
    """The topics that the changes from `base` to `head` touch, with where; none for a report, which settles no such matter."""
    if act.db.get_one(Regulation, edition.regulation_id).kind is not RegulationKind.REGULATION:
        return {}
    was = {one.key: one for one in units(texts.tree_of(act.db, base))} if base else {}
    now = {one.key: one for one in units(texts.tree_of(act.db, head))}
    changed = (
        (now.get(key, was.get(key)), was.get(key), now.get(key))
        for key in dict.fromkeys((*now, *was))
        if (was[key].text if key in was else None) != (now[key].text if key in now else None)
    )
    return proposed((one.label, "\n".join(side.text for side in sides if side)) for one, *sides in changed if one)


def as_proposed(act: Act, edition: Edition) -> Wanted:
    """What a draft is about as long as its drafter says nothing else: what was said last, else what its words propose."""
    scope = scope_of(act.db, edition)
    if scope is not None:
        return as_said(scope)
    head, base = texts.authentic(act.db, edition), approvals.base_of(act.db, edition)
    topics = frozenset(proposals(act, edition, head, base)) if head else frozenset()
    return Wanted(topics, charge_of(act.db, edition.regulation_id))


def ask_charge(act: Act, wanted: Wanted) -> None:
    """Raise Unusable for a department in charge that there is not."""
    if wanted.charge and not any(one.code == wanted.charge for one in units_on(act.db, act.today)):
        raise Unusable({"charge": Words("请选择现有的归口部门。", "Choose a department that there is.")})


def pin(
    act: Act, edition: Edition, opened: Round, wanted: Wanted, reason: str = ""
) -> tuple[Scope, tuple[Requirement, ...]]:
    """Keep with a round what it is about and who must approve it, by the rules of this day."""
    scope = Scope(
        edition_id=edition.id,
        round_id=opened.id,
        topics=spelled(wanted.topics),
        charge=wanted.charge or None,
        reason=reason,
        set_by=act.person_id,
        at=act.now,
    )
    act.db.add(scope)
    act.db.flush()
    languages = list(approvals.languages_of(act.db, edition))
    found = worked_out(act.db, edition, act.procedure, act.today, languages, on_draft=True, wanted=wanted)
    keys = {(one.seat.capacity, one.seat.unit, one.language, one.rule): one.since for one in found}
    act.db.add_all(
        Required(
            scope_id=scope.id, place=place, capacity=capacity, unit=unit, language=language, rule=rule, since=since
        )
        for place, ((capacity, unit, language, rule), since) in enumerate(keys.items(), 1)
    )
    act.db.flush()
    return scope, found


def said(act: Act, wanted: Wanted, required: Iterable[Requirement]) -> dict[str, str]:
    """What an event tells of a scope, in both languages: topics and the department in charge ("" where there is none), and who
    must approve. A submission that does not say who must is of the time when this was not kept with the round.
    """
    topics = [TOPIC_WORDS[one] for one in Topic if one in wanted.topics]
    nothing = Words("", "")
    unit = names_of(act.db, act.today).get(wanted.charge, nothing) if wanted.charge else nothing
    seats = list(dict.fromkeys(one.seat.words() for one in required))
    return {
        "topics": "、".join(one.zh for one in topics),
        "topics_en": ", ".join(one.en for one in topics),
        "charge": unit.zh,
        "charge_en": unit.en,
        "required": "、".join(one.zh for one in seats),
        "required_en": ", ".join(one.en for one in seats),
    }
