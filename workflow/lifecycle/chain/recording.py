"""A step of the company's own chain put on record: when, by which minutes, with which result, on exactly which words."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.attaching import Sent, judged, keep
from workflow.lifecycle.facts import chain
from workflow.lifecycle.facts.adoptions import own_adoption
from workflow.lifecycle.facts.chain import Taken
from workflow.lifecycle.facts.situations.chain import of_note, of_step
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.regulation import Edition
from workflow.records.review import StepRecord, StepStrike
from workflow.records.text.snapshot import Snapshot
from workflow.rules.chain.words import COPIES, MINUTES, OPINION, STEP_WORDS, VERBS, WHO, Step, Verdict
from workflow.text.reading.printable import refused
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the day on paper, the number of the minutes, who, the result, what was said, how many copies, a scan."""

    held_on: date | None
    minutes: str = ""
    who: str = ""
    verdict: str = ""
    opinion: str = ""
    copies: int | None = None
    scan: Sent | None = None


def record_step(
    act: Act, edition: Edition, step: Step, typed: Typed, *, shown: str, number: int | None = None
) -> StepRecord:
    """Record what `step` came to on the text shown. Raises Refused, or Unusable by field.

    number  which record of the step this is to be, as the page said; None for whichever comes next. One that is there
            already was somebody quicker, or the same form sent twice
    """
    verb = VERBS[step]
    ask(verb, of_step(act, edition, step, shown=shown))
    head = standing_text(act.db, edition)
    if head is None:  # only a text that was reviewed comes here
        raise ValueError("nothing to record a step of")
    coming = chain.next_number(act.db, edition, step)
    if number is not None and number != coming:
        raise Unusable(
            {
                "": Words(
                    "这个环节刚刚已经登记过了，请先看看上面登记的内容；确实要重新登记的，再提交一次。",
                    "This step was recorded a moment ago: look at the record above, and send the form again if it is still to be.",
                )
            }
        )
    problems, kind = _problems(act, edition, step, typed, head)
    if problems or typed.held_on is None:
        raise Unusable(problems)
    scan = keep(act, typed.scan, kind) if typed.scan is not None and kind else None
    row = StepRecord(
        edition_id=edition.id,
        step=step,
        number=coming,
        snapshot_id=head.id,
        fingerprint=head.fingerprint,
        held_on=typed.held_on,
        minutes=typed.minutes.strip(),
        who=typed.who.strip(),
        verdict=Verdict.AGREED if step.is_sealing else Verdict(typed.verdict),
        opinion=typed.opinion.strip(),
        copies=typed.copies if step.is_sealing else None,
        year=typed.held_on.year if step.is_legality else None,
        serial=_serial(act, typed.held_on.year) if step.is_legality else None,
        attachment_id=scan.id if scan else None,
        recorded_by=act.person_id,
        at=act.now,
    )
    act.db.add(row)
    act.db.flush()
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        step=step.value,
        record=row.id,
        held_on=typed.held_on.isoformat(),
        minutes=row.minutes,
        who=row.who,
        verdict=row.verdict.value,
        opinion=row.opinion,
        **({"copies": row.copies} if row.copies else {}),
        **({"year": row.year, "serial": row.serial} if row.serial else {}),
        **({"sha256": scan.sha256} if scan else {}),
    )
    return row


def strike_step(act: Act, edition: Edition, one: Taken, reason: str) -> StepStrike:
    """Strike out a record that is wrong; what was recorded before it counts again. Raises Refused, or Unusable without a reason."""
    ask("strike_step", of_note(act, edition, one))
    said = reason.strip()
    if not said or len(said) > OPINION:
        raise Unusable(
            {"reason": Words("请写明撤销的理由（2000字以内）。", "Give the reason (up to 2,000 characters).")}
        )
    row = StepStrike(record_id=one.record.id, person_id=act.person_id, reason=said, at=act.now)
    act.db.add(row)
    act.db.flush()
    record(
        act,
        "strike_step",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=one.record.fingerprint,
        step=one.record.step.value,
        record=one.record.id,
        held_on=one.record.held_on.isoformat(),
        reason=said,
    )
    return row


def _serial(act: Act, year: int) -> int:
    """The next number of an opinion in a year: those of records that were struck out are not given again."""
    last = act.db.exec(select(sa.func.max(col(StepRecord.serial))).where(col(StepRecord.year) == year)).one()
    return 1 if last is None else last + 1


def _problems(
    act: Act, edition: Edition, step: Step, typed: Typed, head: Snapshot
) -> tuple[dict[str, Words], str]:  # fmt: skip
    """What cannot be recorded so, by field; and the media type of the scan, "" for none."""
    problems = _day_problem(act, edition, step, typed.held_on, head)
    needs_who = not step.is_meeting
    for field, words, longest, needed in (
        ("minutes", typed.minutes.strip(), MINUTES, step.is_meeting),
        ("who", typed.who.strip(), WHO, needs_who),
        ("opinion", typed.opinion.strip(), OPINION, False),
    ):
        wrong = refused(words, act.printable)
        if needed and not words:
            problems[field] = Words("请填写这一项。", "Fill this in.")
        elif len(words) > longest:
            problems[field] = Words(f"不能超过{longest}个字符。", f"At most {longest} characters.")
        elif wrong is not None:
            problems[field] = wrong
    if step.is_sealing:
        if typed.copies is None or not 1 <= typed.copies <= COPIES:
            problems["copies"] = Words("请填写用印份数。", "Say how many copies carry the seal.")
    elif typed.verdict not in {one.value for one in Verdict}:
        problems["verdict"] = Words("请选择结果。", "Choose the result.")
    elif Verdict(typed.verdict).needs_words and not typed.opinion.strip():
        problems["opinion"] = Words(
            "请写明要修改什么，或者为什么不同意。", "Say what is to be changed, or why it was not agreed to."
        )
    kind: str | Words = judged(typed.scan) if typed.scan is not None and typed.scan.content else ""
    if isinstance(kind, Words):
        problems["scan"] = kind
        kind = ""
    return problems, kind


def _day_problem(act: Act, edition: Edition, step: Step, held_on: date | None, head: Snapshot) -> dict[str, Words]:
    """A step was taken on words that were there, after the steps before it, and not in the future."""
    if held_on is None or held_on > act.today:
        return {"held_on": Words("请填写日期，不晚于今天。", "Give the day, not after today.")}
    saved_on = head.at.astimezone(act.zone).date()
    if held_on < saved_on:
        return {
            "held_on": Words(
                f"这个文本{saved_on.isoformat()}才保存，不可能更早办理。",
                f"This text was saved on {saved_on.isoformat()}; nobody can have dealt with it before.",
            )
        }
    adopted = own_adoption(act.db, edition) if step.comes_after_adoption else None
    if adopted is not None and adopted.vote is not None and held_on < (met_on := adopted.vote[2].held_on):
        return {
            "held_on": Words(
                f"会议{met_on.isoformat()}才通过，不可能更早办理。",
                f"It was adopted on {met_on.isoformat()}; this cannot have been done before.",
            )
        }
    order = list(Step)
    for one in chain.chain_of(act, edition).asked:
        if order.index(one.step) < order.index(step) and one.held_on is not None and held_on < one.held_on:
            name = STEP_WORDS[one.step]
            return {
                "held_on": Words(
                    f"“{name.zh}”是{one.held_on.isoformat()}办理的，这一环节不能更早。",
                    f"“{name.en}” was on {one.held_on.isoformat()}; this step cannot be earlier.",
                )
            }
    return {}
