"""Opening a consultation of employees on exactly the text that stands, and ending one before its time, with the reason."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import submitted
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import days_asked_for
from workflow.lifecycle.facts.situations.consultation import of_consultation
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.consultation import CONSULTATIONS, EmployeeConsultation
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS
from workflow.rules.consultation.words import DAYS, NOTE, Manner
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Plan:
    """What a secretary chose: how, whom (kind and what names it), from when until when, what employees are told."""

    manner: str
    audience: str
    audience_key: str
    since: date | None
    until: date | None
    note: str


def open_consultation(act: Act, edition: Edition, plan: Plan, *, shown: str) -> EmployeeConsultation:
    """Ask employees about the text shown. Raises Refused, or Unusable naming the field."""
    ask("open_consultation", of_edition(act, edition, shown=shown))
    asked = next(
        (
            one
            for one in audience.choices(act.db, act.today)
            if one.audience.value == plan.audience and one.key == plan.audience_key
        ),
        None,
    )
    problems = _problems(act, plan)
    if asked is None:
        problems["audience"] = Words("请选择征求意见的范围。", "Choose whom to ask.")
    head = submitted.standing_text(act.db, edition)
    if problems or asked is None or plan.since is None or plan.until is None or head is None:
        raise Unusable(problems)
    consultation = EmployeeConsultation(
        edition_id=edition.id,
        number=len(CONSULTATIONS.of(act.db, edition.id)) + 1,
        token=secrets.token_urlsafe(16),
        snapshot_id=head.id,
        base_id=ROUNDS.of(act.db, edition.id)[-1].base_id,
        manner=Manner(plan.manner),
        audience=asked.audience,
        audience_key=asked.key,
        audience_words=asked.words.zh,
        since=plan.since,
        until=plan.until,
        note=plan.note.strip(),
        opened_by=act.person_id,
        at=act.now,
    )
    act.db.add(consultation)
    act.db.flush()
    record(
        act,
        "open_consultation",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        consultation=consultation.id,
        number=consultation.number,
        manner=consultation.manner.value,
        whom=asked.words.zh,
        whom_en=asked.words.en,
        since=plan.since.isoformat(),
        until=plan.until.isoformat(),
    )
    return consultation


def stop_consultation(act: Act, consultation: EmployeeConsultation, reason: str) -> None:
    """End a consultation before its period has run. Raises Refused, or Unusable without a reason."""
    ask("stop_consultation", of_consultation(act, consultation))
    if not reason.strip() or len(reason) > NOTE:
        raise Unusable(
            {"reason": Words("请写明提前终止的理由（2000字以内）。", "Give the reason (up to 2,000 characters).")}
        )
    consultation.stopped_at, consultation.stopped_by = act.now, act.person_id
    consultation.stop_reason = reason.strip()
    act.db.add(consultation)
    act.db.flush()
    edition = act.db.get_one(Edition, consultation.edition_id)
    record(
        act,
        "stop_consultation",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        number=consultation.number,
        reason=consultation.stop_reason,
    )


def _problems(act: Act, plan: Plan) -> dict[str, Words]:
    problems = {}
    if plan.manner not in {one.value for one in Manner}:
        problems["manner"] = Words("请选择填写意见的方式。", "Choose how opinions are given.")
    if len(plan.note) > NOTE:
        problems["note"] = Words("说明不能超过2000字。", "At most 2,000 characters.")
    if plan.since is None or plan.since < act.today:
        problems["since"] = Words("请填写开始日期，不早于今天。", "Give the first day, not before today.")
    if plan.until is None:
        problems["until"] = Words("请填写截止日期。", "Give the last day.")
    elif plan.since is not None:
        least = days_asked_for(act).number
        first = plan.since + timedelta(days=max(least, 0))
        if plan.until < first:
            problems["until"] = (
                Words(
                    f"征求意见不少于{least}日（开始当日不计算在内）：最早到{first.isoformat()}。",
                    f"The period is at least {least} days, the first day not counted: until {first.isoformat()} or later.",
                )
                if least
                else Words("截止日期不能早于开始日期。", "The last day is before the first.")
            )
        elif plan.until > plan.since + timedelta(days=DAYS):
            problems["until"] = Words(f"征求意见最长{DAYS}日。", f"A period has at most {DAYS} days.")
    return problems
