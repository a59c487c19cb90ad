"""The figures of the procedure as they count here: the law's, or what the enterprise set towards the stricter, on the day that counts.

Every threshold, period and number is asked for through this module, never from the file by itself. A session whose roll is
frozen keeps the figures that were known at that moment, whatever is set afterwards.
"""

from datetime import date, datetime

from workflow import paths
from workflow.config import SettingError, Settings
from workflow.lifecycle.acting import Act
from workflow.records.congress import ROLLS, Motion, Roll
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import figures_set
from workflow.rules.procedure import Figure, Procedure, ProcedureError, parse_clauses, parse_procedure
from workflow.words import Words


def procedure_of(settings: Settings) -> Procedure:
    """The figures of the law, with the clauses in which this enterprise states them. Raises SettingError when it names such
    clauses in a file that cannot be used."""
    law = (paths.policies() / "procedure.toml").read_text(encoding="utf-8")
    if settings.clauses is None:
        return parse_procedure(law)
    try:
        return parse_procedure(law, parse_clauses(settings.clauses.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, ProcedureError) as error:
        raise SettingError(
            Words(
                f"ENTERPRISE_CLAUSES：{settings.clauses} 不能使用：{error}",
                f"ENTERPRISE_CLAUSES: {settings.clauses} cannot be used: {error}",
            )
        ) from error


def on(act: Act, name: str, day: date, known: datetime | None = None) -> Figure:
    """The figure `name` on `day`. Raises ProcedureError when there is none.

    known  only what the enterprise had put down by that moment counts; None for all of it
    """
    law = act.procedure.figure(name, day)
    for one in figures_set(act.db):
        if one.name == name and one.since <= day and (known is None or one.at <= known):
            return law.as_set(one.figure, one.since, one.bound)
    return law


def at_session(act: Act, name: str, session: CongressSession, roll: Roll | None) -> Figure:
    """The figure of a session: of its day, as it was known when `roll` was frozen."""
    return on(act, name, session.held_on, roll.frozen_at if roll else None)


def on_item(act: Act, name: str, motion: Motion) -> Figure:
    """The figure of the session and the roll by which an item is voted on."""
    session = act.db.get_one(CongressSession, motion.session_id)
    return at_session(act, name, session, roll_of(act, motion))


def roll_of(act: Act, motion: Motion) -> Roll | None:
    """The roll by which an item is voted on, or None while there is none."""
    if motion.roll_id:
        return act.db.get(Roll, motion.roll_id)
    return next((one for one in ROLLS.of(act.db, motion.session_id) if one.body == motion.body), None)
