"""Acts told in plain words, as far as whoever reads may know them: for the record, a desk's news, a person's page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from workflow.lifecycle.facts import disclosing
from workflow.lifecycle.facts.resolution import day_words
from workflow.records.event import Event, Payload
from workflow.records.paper import PaperKind
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.approvals import CAUSE_WORDS, Cause
from workflow.rules.chain.words import STEP_WORDS, VERDICT_WORDS, Step, Verdict
from workflow.rules.congress import secrecy
from workflow.rules.congress.votes import DECIDING, HEARD_WORDS, OUTCOME_WORDS, Outcome
from workflow.rules.congress.words import BODY_WORDS, Body
from workflow.rules.consultation.words import ANSWER_WORDS, Answer
from workflow.rules.discussion.threads import CLOSING_WORDS, Closing
from workflow.rules.people.roles import CAPACITY_WORDS, Capacity
from workflow.rules.review import CALL_WORDS, DECISION_WORDS, CallManner, Decision
from workflow.web.request import visit
from workflow.web.shapes.entered import SENTENCES as OF_THE_PAST
from workflow.web.shapes.entered import detail_of
from workflow.web.shapes.people_words import office_words, opened_with
from workflow.web.shapes.sentences import DECLARATIONS, NOTHING_DECIDED, OF_A_SHEET, PAPER_WORDS, SENTENCES, VOTES
from workflow.web.shapes.showing import called, t
from workflow.web.shapes.telling import SHUT, TOLD, Telling, of_clock
from workflow.words import Language, Words


@dataclass(frozen=True, slots=True)
class Told:
    """One event in plain words."""

    seq: int
    at: datetime
    who: str
    what: str
    detail: str
    edition: int | None
    fingerprint: str
    hash: str


def tell_all(db: Session, events: Sequence[Event], telling: Telling) -> list[Told]:
    """Events in plain words; what they name is read for all of them together."""
    edited = telling.ahead(events)
    disclosing.ahead(db, {one.id for event, one in edited if event.verb in DECLARATIONS})
    return [tell(db, one, telling) for one in events]


def tell(db: Session, event: Event, telling: Telling) -> Told:
    """An event in plain words of this visit's language; without the words that this visitor may not read."""
    payload = db.get(Payload, event.seq)
    said = json.loads(payload.words) if payload else {}
    kind, _, number = event.object.partition(":")
    edition = db.get(Edition, int(number)) if kind == "edition" else None
    clock = of_clock(said)
    name = ""
    if event.regulation_id:
        regulation = db.get_one(Regulation, event.regulation_id)
        name = t(f"《{regulation.name_zh}》", f"“{regulation.name_en}”")
    said = _allowed(event, edition, said)
    is_open = telling.is_open(event, edition, said)
    if not is_open:
        said = {key: value for key, value in said.items() if key in TOLD}
    if kind == "person":
        said |= _of_person(db, event, int(number), said)
    what, detail = _sentence(event.verb, said, edition, name, SENTENCES if is_open else SHUT)
    return Told(
        event.seq,
        event.at,
        _who(db, event),
        what,
        f"{detail}{clock}" if payload else t("（内容已依法删除）", "(erased)"),
        edition.number if edition else None,
        telling.fingerprint(event, edition),
        event.hash,
    )


def _allowed(event: Event, edition: Edition | None, said: dict[str, object]) -> dict[str, object]:
    """The words of an event without the figures that secrecy withholds, also of events written before it did.

    The counts in old minutes, entered afterwards, are those of a whole body. Why a sheet was corrected is read where the sheet
    is: such words often say how many votes went where.
    """
    if event.verb in OF_THE_PAST:
        return said
    if event.verb in DECLARATIONS and edition is not None:
        found = disclosing.at_declaration(visit.reader(), edition, event.at)
        return secrecy.told(said, declared=True, totals=found is not None and found.totals is not None)
    told = secrecy.told(said, declared=False, totals=False)
    if event.verb in OF_A_SHEET:
        told.pop("reason", None)
    return told


def _of_person(db: Session, event: Event, number: int, said: dict[str, object]) -> dict[str, object]:
    """The words that only acts on people need: whom, which office, until when, and whether it was their own."""
    english = visit.language() == Language.EN
    opened = t("、", ", ").join(visit.say(one) for one in opened_with(said))
    until = _day(said.get("until"))
    return {
        "person": called(db.get_one(Person, number), event.at),
        "with_offices": t(f"（{opened}）", f" ({opened})") if opened else "",
        "on_host": t("在主机上", " on the host") if said.get("by") == "host" else "",
        "as_office": visit.say(office_words(said.get("kind"), said.get("office"))),
        "for_unit": t(f"：{said['unit']}", f": {said.get('unit_en')}") if said.get("unit") else "",
        "up_to": t(f"至{until}（不含当日）", f" until {until}, that day not included") if until else "",
        "end_day": until,
        "to_oneself": t("——本人授予本人", " – to themselves") if said.get("oneself") else "",
        "of_oneself": t("——本人办理", " – their own") if said.get("oneself") else "",
        "new_name": said.get("new_en" if english else "new", ""),
        "desk": "".join(t(f"，{one}", f", {one}") for one in (said.get("department"), said.get("post")) if one),
        "at_desk": t(" ", ", ").join(str(one) for one in (said.get("department"), said.get("post")) if one),
        "last_day": _day(said.get("left")),
        "not_in_list": "" if said.get("in_list", True) else t("（不在名单中）", " (not in the list)"),
        "new_employer": said.get("entity_en" if english else "entity", ""),
    }


def _who(db: Session, event: Event) -> str:
    if event.actor_id is None:
        return t("系统", "The system")
    actor = called(db.get_one(Person, event.actor_id), event.at)
    if event.on_behalf_of is None:
        return actor
    principal = called(db.get_one(Person, event.on_behalf_of), event.at)
    return t(f"{actor} 代 {principal}", f"{actor} for {principal}")


def _sentence(
    verb: str, said: dict[str, object], edition: Edition | None, name: str, sentences: Mapping[str, Words]
) -> tuple[str, str]:
    """What was done, and the words that go with it."""
    nth = t(f"第{edition.number}版", f"edition {edition.number}") if edition else ""
    heard = edition is not None and visit.db().get_one(Regulation, edition.regulation_id).kind is RegulationKind.REPORT
    text = str(next((said[one] for one in ("note", "opinion", "reason", "text", "basis") if said.get(one)), ""))
    template = sentences.get(verb)
    if template is None:
        return verb, text
    figures = {key: str(value) for key, value in said.items()}
    values = {
        **figures,
        "name": name,
        "nth": nth,
        "in_language": t("英文文本", "English text")
        if said.get("language") == Language.EN
        else t("中文文本", "Chinese text"),
        "at_labels": _listed(said.get("labels")),
        "by_authors": _authors(said),
        "exchange": _exchange(said),
        "as_closing": _of(CLOSING_WORDS, Closing, said.get("manner")),
        "as_answer": _of(ANSWER_WORDS, Answer, said.get("answer")),
        "as_capacity": _of(CAPACITY_WORDS, Capacity, said.get("capacity")),
        "as_step": _of(STEP_WORDS, Step, said.get("step")),
        "as_verdict": _of(VERDICT_WORDS, Verdict, said.get("verdict")),
        "by_minutes": t(f"，纪要号{said['minutes']}", f", minutes {said['minutes']}") if said.get("minutes") else "",
        "as_seat": str(said.get("seat" if visit.language() == Language.ZH else "seat_en") or "")
        or _of(CAPACITY_WORDS, Capacity, said.get("capacity")),
        "about": _about(said),
        "asked_of": _asked_of(said),
        "as_manner": _of(CALL_WORDS, CallManner, said.get("manner")),
        "as_decision": _of(DECISION_WORDS, Decision, said.get("decision")),
        "at_items": _items(said.get("items")),
        "as_body": _of(BODY_WORDS, Body, said.get("body")),
        "as_paper": _of(PAPER_WORDS, PaperKind, said.get("paper")),
        "at_site": t(str(said.get("site", "")), str(said.get("site_en") or said.get("site", ""))),
        "came_to": _of(HEARD_WORDS if heard else OUTCOME_WORDS, Outcome, said.get("outcome")),
        "votes": visit.say(VOTES).format_map(_Blank(figures)) if "in_favour" in said else "",
        "on_day": _day(said.get("held_on") or said.get("sent_on") or said.get("effective") or said.get("since")),
        "in_session": str(said.get("session", ""))
        if visit.language() == Language.ZH
        else str(said.get("session_en", "")),
    }
    if said.get("outcome") and said["outcome"] not in DECIDING and verb in NOTHING_DECIDED:
        template = NOTHING_DECIDED[verb]
    sentence = visit.say(template).format_map(_Blank(values))
    if verb in OF_THE_PAST:
        return sentence, detail_of(verb, said, edition)
    if verb == "consult":
        text = t("企业方：{e}；工会方：{u}。{o}", "Enterprise: {e}; union: {u}. {o}").format(
            e=said.get("enterprise", ""), u=said.get("union", ""), o=said.get("outcome", "")
        )
    return sentence, text


class _Blank(dict[str, str]):
    """A value that an old event does not have reads as nothing."""

    def __missing__(self, _key: str) -> str:
        return ""


def _listed(words: object) -> str:
    """Names in a row; at most ten of them."""
    names = [str(one) for one in words] if isinstance(words, list) else []
    more = t("等", " and others") if len(names) > 10 else ""
    return t("、", ", ").join(names[:10]) + more


def _authors(said: dict[str, object]) -> str:
    """Who suggested what an act settles: by the names in a Word file, or by their accounts."""
    people = said.get("people")
    numbers = [one for one in people if isinstance(one, int)] if isinstance(people, list) else []
    named = [called(visit.db().get_one(Person, one)) for one in numbers]
    authors = said.get("authors")
    listed = _listed([*named, *(authors if isinstance(authors, list) else [])])
    return t(f"（{listed}）", f" ({listed})") if listed else ""


def _exchange(said: dict[str, object]) -> str:
    """Which words somebody wants instead of which."""
    old, new = said.get("old"), said.get("new")
    if not new:
        return t(f"删去“{old}”", f"delete “{old}”")
    return t(f"“{old}”改为“{new}”", f"“{new}” instead of “{old}”")


def _items(items: object) -> str:
    """Items with the cause of each; at most ten of them."""
    told = []
    for one in items if isinstance(items, list) else []:
        label = str(one.get("label") or t("条文顺序", "the order of the provisions"))
        label += t("（英文）", " (English)") if one.get("language") == Language.EN else ""
        told.append(
            t(
                f"{label}（{_of(CAUSE_WORDS, Cause, one.get('cause'))}）",
                f"{label} ({_of(CAUSE_WORDS, Cause, one.get('cause'))})",
            )
        )
    return _listed(told)


def _asked_of(said: dict[str, object]) -> str:
    """Whom a round needed; of a round from before that was kept with it, that it was judged as reviews were then."""
    who = str(said.get("required" if visit.language() == Language.ZH else "required_en") or "")
    if not who:
        return t("；按当时的审核办法判断", "; judged as reviews were judged then")
    return t(f"；须审核：{who}", f"; to be approved by: {who}")


def _about(said: dict[str, object]) -> str:
    """What a round is about and who is in charge, as far as the event says so."""
    english = visit.language() == Language.EN
    topics, charge = (str(said.get(f"{one}_en" if english else one) or "") for one in ("topics", "charge"))
    told = [
        t(f"涉及{topics}", f"about {topics.lower()}") if topics else "",
        t(f"归口{charge}", f"in charge: {charge}") if charge else "",
    ]
    return "；".join(filter(None, told)) if not english else "; ".join(filter(None, told))


def _of(words: object, kind: type, value: object) -> str:
    try:
        return visit.say(words[kind(value)])  # type: ignore[index]
    except (ValueError, KeyError):
        return ""


def _day(value: object) -> str:
    try:
        return visit.say(day_words(date.fromisoformat(str(value))))
    except ValueError:
        return ""
