"""The seats that a text needs before anybody has been called in: one pure function of the rules, the topics and the unit in charge."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.procedure import TRANSLATION, Procedure
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic
from workflow.words import Language, Words

#: Before the name of a rule that the enterprise set down itself.
OWN = "own."


@dataclass(frozen=True, slots=True)
class Own:
    """That the enterprise asks for a seat besides: in texts of the kind, or only where they touch `topic`; `since` a day on."""

    seat: Seat
    topic: Topic | None
    since: date


@dataclass(frozen=True, slots=True)
class Requirement:
    """A seat that must approve the text in a language, the name of the rule that asks for it, and since when that rule holds."""

    seat: Seat
    language: Language
    rule: str
    since: date


def required(
    procedure: Procedure,
    kind: str,
    languages: list[Language],
    day: date,
    topics: frozenset[Topic],
    own: Iterable[Own],
    charge: Seat | None,
) -> tuple[Requirement, ...]:
    """Who must approve a text on `day`.

    languages  of the text, the authentic one first
    charge     the department in charge of the regulation, 归口部门, which 部门 means where one is named
    """
    authentic, *translations = languages
    found = [
        Requirement(_meant(Seat(one), charge), authentic, rule, since)
        for one, rule, since in procedure.review_rules(kind, day, frozenset(topic.value for topic in topics))
    ]
    found += [
        Requirement(_meant(one.seat, charge), authentic, OWN + (one.topic.value if one.topic else kind), one.since)
        for one in own
        if one.topic is None or one.topic in topics
    ]
    found += [
        Requirement(_meant(Seat(one), charge), language, TRANSLATION, since)
        for one, since in procedure.translation_rules(day)
        for language in translations
    ]
    return tuple(found)


def _meant(seat: Seat, charge: Seat | None) -> Seat:
    return charge if charge is not None and seat == Seat(Capacity.DEPARTMENT) else seat


def named(several: Iterable[Requirement], called: dict[str, Words]) -> tuple[Requirement, ...]:
    """The same with the names that units have."""
    return tuple(
        replace(one, seat=replace(one.seat, called=called[one.seat.unit])) if one.seat.unit in called else one
        for one in several
    )


def rules_words(procedure: Procedure, several: Iterable[Requirement]) -> list[Words]:
    """What the rules are called for people, those of one origin together, with where they come from and since when they hold."""
    found: dict[Words, dict[Words, None]] = {}
    for one in several:
        called, origin = _told(procedure, one)
        found.setdefault(origin, {})[called] = None
    return [
        Words(
            f"{'、'.join(one.zh for one in names)}：{origin.zh}",
            f"{', '.join(one.en for one in names)}: {origin.en}",
        )
        for origin, names in found.items()
    ]


def _told(procedure: Procedure, one: Requirement) -> tuple[Words, Words]:
    """What a rule is called, and where it comes from, since when."""
    day = one.since
    since = Words(f"自{day.year}年{day.month}月{day.day}日起", f"since {day.day} {day:%B} {day.year}")
    if one.rule.startswith(OWN):
        about = one.rule.removeprefix(OWN)
        called = TOPIC_WORDS[Topic(about)] if about in set(Topic) else procedure.kind_words(about, one.since)
        source = Words("本企业另行要求", "asked for by the enterprise")
    else:
        called, source = procedure.rule_words(one.rule, one.since)
    return called, Words(f"{source.zh}，{since.zh}", f"{source.en}, {since.en}")
