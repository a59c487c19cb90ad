"""Which steps of its own chain an enterprise asks for, by kind of text, put down by the administrator from a day on.

A text that is before its reviewers, or further, keeps what was asked for when it was put there.
"""

from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.people.dated import day_problems
from workflow.lifecycle.people.required import counts_from
from workflow.records.enterprise import RequiredStep, steps_on
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import BASIS, Step
from workflow.text.reading.printable import refused
from workflow.words import Words


def require_step(
    act: Act, kind: RegulationKind | None, step: Step | None, since: date | None, basis: str
) -> RequiredStep:
    """From `since` on texts of `kind` need `step`. Raises Refused, or Unusable by field.

    basis  where the enterprise says so; may be empty
    """
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    said = basis.strip()
    if kind is None or step is None or step not in offered(kind):
        problems["step"] = Words("请选择环节。", "Choose a step.")
    elif since is not None and step in {one.step for one in steps_on(act.db, kind, since)}:
        problems["step"] = Words("那一天已经要求这一环节。", "This step is asked for on that day already.")
    wrong = refused(said, act.printable)
    if len(said) > BASIS:
        problems["basis"] = Words(f"不能超过{BASIS}个字符。", f"At most {BASIS} characters.")
    elif wrong is not None:
        problems["basis"] = wrong
    if problems or kind is None or step is None or since is None:
        raise Unusable(problems)
    return _write(act, "require_step", kind, step, since, said, ended=False)


def end_step(act: Act, kind: RegulationKind | None, step: Step | None, since: date | None) -> RequiredStep:
    """From `since` on texts of `kind` need `step` no longer. Raises Refused, or Unusable by field."""
    ask("administer", of_actor(act))
    problems = day_problems(act, since)
    if kind is None or step is None or (since and step not in {one.step for one in steps_on(act.db, kind, since)}):
        problems["step"] = Words("那一天没有要求这一环节。", "This step is not asked for on that day.")
    if problems or kind is None or step is None or since is None:
        raise Unusable(problems)
    return _write(act, "end_step", kind, step, since, "", ended=True)


def offered(kind: RegulationKind) -> list[Step]:
    """The steps that texts of a kind can need: a report is heard and never issued."""
    return [one for one in Step if kind is RegulationKind.REGULATION or not one.comes_after_adoption]


def _write(
    act: Act, verb: str, kind: RegulationKind, step: Step, since: date, basis: str, *, ended: bool
) -> RequiredStep:
    at = counts_from(act, since)
    row = RequiredStep(kind=kind, step=step, ended=ended, since=since, basis=basis, set_by=act.person_id, at=at)
    act.db.add(row)
    act.db.flush()
    which = act.procedure.kind_words(kind.value, since)
    record(
        act,
        verb,
        f"chain:{kind.value}",
        which=which.zh,
        which_en=which.en,
        step=step.value,
        since=since.isoformat(),
        basis=basis,
    )
    return row
