"""Tabling: a text comes on the agenda of a session, its papers go out, and the rare exception to the period is agreed."""

from datetime import date

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.situations.edition import of_tabling
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.lifecycle.facts.situations.session import of_session
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.congress import Motion, Waiver
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition, Regulation
from workflow.rules.congress.union_funds import spends_union_funds
from workflow.rules.congress.words import Body, Method, MotionAct
from workflow.words import Words


def table(
    act: Act,
    session: CongressSession,
    edition: Edition,
    *,
    body: Body,
    important: bool = True,
    method: Method = Method.PAPER,
) -> Motion:
    """Put `edition` on the agenda of `session`, after the items already there. What is done with it follows its kind.

    Raises Refused, or Unusable when an important matter would not be voted on by secret ballot.
    """
    ask("table", of_tabling(act, edition, session))
    if important and method is not Method.PAPER:
        raise Unusable(
            {
                "method": Words(
                    "重要事项应当采用无记名投票（《企业民主管理规定》第二十条）。",
                    "Important matters need a secret ballot (Provisions on Democratic Management of Enterprises, art. 20).",
                )
            }
        )
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    order = max((one.order for one in sitting.motions_of(act.db, session)), default=0) + 1
    motion = Motion(
        session_id=session.id,
        body=body,
        edition_id=edition.id,
        order=order,
        act=act.procedure.act(regulation.kind.value, act.today),
        important=important,
        method=method,
    )
    act.db.add(motion)
    act.db.flush()
    record(
        act,
        "table",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        session=sitting.session_words(session).zh,
        session_en=sitting.session_words(session).en,
        order=order,
        body=body.value,
        motion_act=motion.act.value,
    )
    return motion


def take_off(act: Act, motion: Motion, reason: str) -> None:
    """Take an item off the agenda before anything was counted on it; the row stays for the record."""
    ask("take_off", of_motion(act, motion))
    edition = act.db.get_one(Edition, motion.edition_id)
    motion.taken_off_at = act.now
    act.db.add(motion)
    record(act, "take_off", f"edition:{edition.id}", regulation_id=edition.regulation_id, reason=reason)


def send_papers(act: Act, session: CongressSession, sent_on: date | None) -> list[Motion]:
    """Record that the papers of every item not yet sent reached the delegates, pinning the text of each.

    sent_on  the day they were in the delegates' hands: not after today, and not before the text itself was saved
    """
    ask("send_papers", of_session(act, session))
    if sent_on is None or sent_on > act.today:
        raise Unusable({"sent_on": Words("请填写送达日期，不晚于今天。", "Give the day of delivery, not after today.")})
    sent = []
    for motion in sitting.motions_of(act.db, session):
        if motion.sent_on is not None:
            continue
        edition = act.db.get_one(Edition, motion.edition_id)
        snapshot = standing_text(act.db, edition)
        if snapshot is None:
            continue
        saved_on = snapshot.at.astimezone(act.zone).date()
        if sent_on < saved_on:
            name = standing.edition_words(act.db, edition)
            raise Unusable(
                {
                    "sent_on": Words(
                        f"{name.zh}的文本{saved_on.isoformat()}才保存，不可能更早送达。",
                        f"The text of {name.en} was saved on {saved_on.isoformat()}; it cannot have been sent earlier.",
                    )
                }
            )
        motion.sent_snapshot_id, motion.sent_fingerprint, motion.sent_on = snapshot.id, snapshot.fingerprint, sent_on
        act.db.add(motion)
        sent.append(motion)
        record(
            act,
            "send_papers",
            f"edition:{edition.id}",
            regulation_id=edition.regulation_id,
            fingerprint=snapshot.fingerprint,
            sent_on=sent_on.isoformat(),
        )
    act.db.flush()
    return sent


def ask_waiver(act: Act, motion: Motion, reason: str) -> Waiver:
    """Ask that the vote go on although the papers came late. It takes a second person, and stays on the record."""
    ask("ask_waiver", of_motion(act, motion))
    if not reason.strip():
        raise Unusable({"reason": Words("请写明理由，将载入记录。", "Give the reason; it goes on the record.")})
    edition = act.db.get_one(Edition, motion.edition_id)
    waiver = Waiver(
        motion_id=motion.id, rule=sitting.NOTICE, reason=reason.strip(), asked_by=act.person_id, asked_at=act.now
    )
    act.db.add(waiver)
    act.db.flush()
    record(act, "ask_waiver", f"edition:{edition.id}", regulation_id=edition.regulation_id, reason=waiver.reason)
    return waiver


def agree_waiver(act: Act, motion: Motion, waiver: Waiver) -> None:
    """Agree to an exception that somebody else asked for. Raises Refused."""
    ask("agree_waiver", of_motion(act, motion, waiver=waiver))
    edition = act.db.get_one(Edition, motion.edition_id)
    waiver.agreed_by, waiver.agreed_at = act.person_id, act.now
    act.db.add(waiver)
    record(act, "agree_waiver", f"edition:{edition.id}", regulation_id=edition.regulation_id, reason=waiver.reason)


def waivers_of(act: Act, motion: Motion) -> list[Waiver]:
    """The exceptions asked for on a motion, oldest first."""
    return list(sitting.WAIVERS.of(act.db, motion.id))


def body_note(motion: Motion, text: str) -> Words | None:
    """Union funds answer to the members: a note when the workers' congress alone decides on them, no refusal.

    text  what is put to the vote: whether it spends union funds is read from its own words

    Sources: 工会法 arts 10, 17, 45.
    """
    if motion.body is not Body.WORKERS_CONGRESS or motion.act is not MotionAct.DELIBERATE_AND_ADOPT:
        return None
    if not spends_union_funds(text):
        return None
    return Words(
        "提示：本文本有从工会经费列支的事项，工会经费收支应当向会员大会或者会员代表大会报告（工会法第十条、第十七条、第四十五条）。"
        "本议题由职工代表大会表决，建议同时提交工会会员代表大会。",
        "Note: this text spends union funds, which answer to the members' meeting or congress (Trade Union Law, "
        "arts 10, 17, 45). The workers' congress votes on this item; consider putting it to the members' congress as well.",
    )
