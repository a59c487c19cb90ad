"""The enterprise's own figures, put down by its administrator: from a day on, only towards the stricter, each with its clause.

What was set binds no session whose roll was frozen before.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import standing, texts
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.congress import Roll
from workflow.records.enterprise import OwnFigure
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.rules.citing import Bound, OwnClause, saying
from workflow.rules.procedure import Figure, Set
from workflow.rules.states import State
from workflow.words import Words

LONGEST, SHORTEST = 500, 6
#: A share is said in small figures.
LARGEST_PART = 1000
#: Clauses that are offered where a sentence stands in many.
OFFERED = 20


@dataclass(frozen=True, slots=True)
class Saying:
    """A provision in force that says a sentence."""

    bound: Bound
    clause: OwnClause

    @property
    def mark(self) -> str:
        """How a form names it."""
        return f"{self.bound.regulation}:{self.bound.key}"


def set_figure(act: Act, name: str, own: Set, since: date | None, words: str, chosen: str = "") -> OwnFigure:
    """Set a figure from `since` on, as a provision of the enterprise's own says it. Raises Refused, or Unusable by field.

    words   the sentence of an own regulation in force on that day that carries the figure
    chosen  which provision is meant, where several say it
    """
    ask("administer", of_actor(act))
    words = words.strip()
    law = act.procedure.figure(name, since or act.today)
    if not law.is_exceeded:
        own = Set(own.value, own.numerator, own.denominator, law.comparison)
    problems = _size_problems(law, own)
    if since is None or since < act.today:
        problems["since"] = Words(
            "从今天或者以后的日期起：以前的会议按当时的规定。",
            "From today or a later day: earlier sessions keep their figures.",
        )
    if not SHORTEST <= len(words) <= LONGEST or "\n" in words:
        problems["words"] = Words(
            f"请抄录本企业规章制度中写明这一规定的那句话（{SHORTEST}至{LONGEST}个字，不换行）。",
            f"Copy the sentence of an own regulation that says so: {SHORTEST} to {LONGEST} characters in one line.",
        )
    elif not problems and not law.as_set(own, act.today, None).is_said_in(words):
        said = law.as_set(own, act.today, None).said()
        problems["words"] = Words(f"这句话里没有写明“{said.zh}”。", f"This sentence does not say “{said.en}”.")
    if problems or since is None:
        raise Unusable(problems)
    found = saying_on(act, words, since)
    meant = [one for one in found if one.mark == chosen] or found
    if not meant:
        day = since.isoformat()
        raise Unusable(
            {
                "words": Words(
                    f"{day}施行的本企业规章制度里没有哪一款、哪一项有这句话。",
                    f"No paragraph or item of an own regulation in force on {day} has this sentence.",
                )
            }
        )
    if len(meant) > 1:
        raise Unusable(
            {"clause": Words("有几处条文都有这句话，请选定一处。", "Several provisions say this; choose one.")}
        )
    row = _row(act, name, own, since, meant[0].bound)
    said, clause = law.as_set(own, since, None).said(), meant[0].clause.words()
    _tell(act, "set_figure", law, since, said=said.zh, said_en=said.en, clause=clause.zh, clause_en=clause.en)
    return row


def end_figure(act: Act, name: str, since: date | None) -> OwnFigure:
    """From `since` on the law's figure is enough again. Raises Refused or Unusable."""
    ask("administer", of_actor(act))
    if since is None or since < act.today:
        raise Unusable({"end": Words("请填写今天或者以后的日期。", "Give today or a later day.")})
    row = _row(act, name, Set(), since, None)
    _tell(act, "end_figure", act.procedure.figure(name, since), since)
    return row


def saying_on(act: Act, words: str, day: date) -> list[Saying]:
    """The provisions of own regulations in force on `day` that say `words`, some of them where there are many."""
    rows = (
        select(Edition)
        .join(Snapshot, col(Snapshot.edition_id) == col(Edition.id))
        .where(Edition.state == State.ISSUED, col(Snapshot.text).contains(words, autoescape=True))
    )
    out = []
    for number in dict.fromkeys(one.regulation_id for one in act.db.exec(rows.order_by(col(Edition.id))).unique()):
        issued = [one for one in EDITIONS.of(act.db, number) if one.state is State.ISSUED]
        edition = standing.in_force_on(sorted(issued, key=lambda one: one.number), day)
        text = standing_text(act.db, edition) if edition else None
        regulation = act.db.get_one(Regulation, number)
        name = Words(regulation.name_zh, regulation.name_en)
        for key, place in saying(texts.tree_of(act.db, text), words) if text else ():
            out.append(Saying(Bound(number, key, words), OwnClause(name, place)))
        if len(out) >= OFFERED:
            break
    return out[:OFFERED]


def _size_problems(law: Figure, own: Set) -> dict[str, Words]:
    """Why this cannot be a figure, or is one that the law does not leave to the enterprise."""
    if not law.can_be_set:
        return {"": Words("这一项不能由企业另行规定。", "An enterprise cannot set this one.")}
    if law.numerator is not None:
        above, below = own.numerator, own.denominator
        if own.value is not None or above is None or below is None or not 1 <= above <= below <= LARGEST_PART:
            return {"size": Words("请填写分数，例如四分之三。", "Give a share, such as three quarters.")}
        if own.comparison not in (">", ">=", "<=") or (above == below and own.comparison == ">"):
            return {"size": Words("没有人数能够达到这个比例。", "No number of people can reach this share.")}
    elif own.value is None or own.numerator is not None or not 1 <= own.value <= law.most:
        return {"size": Words(f"请填写1至{law.most}的整数。", f"Give a whole number from 1 to {law.most}.")}
    if law.is_looser(own):
        said, source = law.said(), law.clauses(None)
        return {
            "size": Words(
                f"企业只能规定得更严：{source.zh}是{said.zh}。",
                f"An enterprise may only be stricter: {source.en} asks for {said.en}.",
            )
        }
    return {}


def _row(act: Act, name: str, own: Set, since: date, bound: Bound | None) -> OwnFigure:
    row = OwnFigure(
        name=name,
        value=own.value,
        numerator=own.numerator,
        denominator=own.denominator,
        comparison=own.comparison,
        since=since,
        regulation_id=bound.regulation if bound else None,
        provision_key=bound.key if bound else "",
        words=bound.words if bound else "",
        set_by=act.person_id,
        at=_known_from(act),
    )
    act.db.add(row)
    act.db.flush()
    return row


def _known_from(act: Act) -> datetime:
    """The moment of the act, and never before the last freezing of a roll: who asked earlier may get his turn later."""
    last = act.db.exec(select(sa.func.max(Roll.frozen_at))).one()
    return max(act.now, last + timedelta(microseconds=1)) if last else act.now


def _tell(act: Act, verb: str, law: Figure, since: date, **said: object) -> None:
    subject = f"figure:{law.name}"
    words = {"figure": law.words.zh, "figure_en": law.words.en, "since": since.isoformat()}
    record(act, verb, subject, regulation_id=None, fingerprint="", **words, **said)
