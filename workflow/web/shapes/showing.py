"""What every template may use: both languages, dates, states, fingerprints, buttons that know their reasons."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, render_template, request, url_for
from markupsafe import Markup

from workflow.lifecycle.draft.setting_aside import ASIDE_WORDS
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.sitting import session_words
from workflow.lifecycle.review.delegating import STANDS_WORDS
from workflow.publishing.engine.titles import balance
from workflow.publishing.engine.typesetting import Hand
from workflow.records.person import Person
from workflow.records.regulation import Regulation, RegulationKind
from workflow.rules.asking import may_hold, reasons
from workflow.rules.congress.secrecy import WITHHELD_WORDS
from workflow.rules.congress.votes import FIGURE_WORDS, HEARD_WORDS, OUTCOME_WORDS, Outcome
from workflow.rules.congress.words import (
    ACT_WORDS,
    BODY_WORDS,
    CATEGORY_WORDS,
    METHOD_WORDS,
    MODE_WORDS,
    SESSION_KIND_WORDS,
    MotionAct,
)
from workflow.rules.discussion.threads import CLOSING_WORDS, DISPOSITION_WORDS, Disposition
from workflow.rules.facts import Actor
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import CAPACITY_WORDS, ROLE_WORDS, Role
from workflow.rules.permissions import can_read_session
from workflow.rules.review import DECISION_WORDS, ENDING_WORDS
from workflow.rules.roster.values import DayOrder
from workflow.rules.situation import Situation
from workflow.rules.states import REPORT_STATE_WORDS, STATE_WORDS, InTime, State
from workflow.text.comparing.compare import Fate
from workflow.text.comparing.runs import Mark
from workflow.text.fingerprint import short
from workflow.text.labels.numerals import chinese
from workflow.text.tree import Kind
from workflow.web.request import visit
from workflow.web.request.fields import FIELD_WORDS
from workflow.web.shapes.dress import dress
from workflow.web.shapes.menu import menu
from workflow.web.shapes.redlines import clean, redline
from workflow.web.shapes.standing_words import TONES
from workflow.words import Language, Words

#: Vocabularies whose members a template names; what can be asked of a value is asked of the value itself (`outcome.is_carried`).
MEMBERS = (DayOrder, Disposition, Fate, Kind, Language, Mark, RegulationKind, Role)
#: Characters of a title that fit the sheet of the reading page.
SCREEN_TITLE = 19.0
VOCABULARIES = (
    STATE_WORDS,
    ROLE_WORDS,
    CAPACITY_WORDS,
    BODY_WORDS,
    ACT_WORDS,
    METHOD_WORDS,
    SESSION_KIND_WORDS,
    MODE_WORDS,
    CATEGORY_WORDS,
    DECISION_WORDS,
    ENDING_WORDS,
    DISPOSITION_WORDS,
    CLOSING_WORDS,
    FIGURE_WORDS,
    OUTCOME_WORDS,
    WITHHELD_WORDS,
    STANDS_WORDS,
    ASIDE_WORDS,
)


def t(zh: str, en: str) -> str:
    """The words of this visit's language. Both stand side by side where they are used, so that neither is forgotten."""
    return en if visit.language() == Language.EN else zh


def name(value: Any) -> str:
    """A value of a fixed vocabulary (a state, a role, a body …) in words."""
    for vocabulary in VOCABULARIES:
        if value in vocabulary and any(type(key) is type(value) for key in vocabulary):
            return visit.say(vocabulary[value])
    return str(value)


def came_to(outcome: Outcome | str, act: MotionAct) -> str:
    """What a vote came to, in the words of its act: a text is adopted, a report that was heard is agreed to."""
    words = HEARD_WORDS if act is MotionAct.HEAR_AND_DELIBERATE else OUTCOME_WORDS
    return visit.say(words[Outcome(outcome)])


def called(thing: Any, on: date | datetime | None = None) -> str:
    """The name of a row with `name_zh` and `name_en` (a person, an entity, a regulation, a site).

    on  the day of an act, for a person: the name of that day; else that of today
    """
    if isinstance(thing, Person):
        words = visit.names().get(thing.id)
        if words:
            day_of = visit.day_of(on or visit.now())
            found = next((one for one in words if one.since <= day_of), thing)
            return str(found.name_en if visit.language() == Language.EN else found.name_zh)
    return str(thing.name_en if visit.language() == Language.EN else thing.name_zh)


def named(things: Iterable[Any]) -> list[tuple[int, str]]:
    """Rows as the options of a choice: number and name."""
    return [(one.id, called(one)) for one in things]


def worded(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Values of a fixed vocabulary as the options of a choice."""
    return [(one.value, name(one)) for one in values]


def day(value: date | datetime | None) -> str:
    """A day as printed: 2025年4月22日, 22 April 2025. "" for None; a moment gives its day in the enterprise's zone."""
    if value is None:
        return ""
    return visit.say(day_words(visit.day_of(value)))


def moment(value: datetime | None) -> str:
    """A moment to the minute in the enterprise's zone."""
    if value is None:
        return ""
    local = value.astimezone(visit.house().settings.time_zone)
    return f"{day(value)} {local:%H:%M}"


def state_mark(value: State | InTime, regulation: Regulation | None = None) -> Markup:
    """The mark of a state: words in one shape, the same everywhere; a report that was heard was never up for adoption."""
    report = regulation is not None and regulation.kind is RegulationKind.REPORT
    words = (REPORT_STATE_WORDS if report else STATE_WORDS)[value]
    return Markup('<span class="state {}" data-state="{}">{}</span>').format(
        TONES[value], value.value, visit.say(words)
    )


def offer(verb: str, situation: Situation) -> dict[str, Any] | None:
    """What a page shows for `verb`: None when the person's offices never allow it, else its words and its reasons."""
    if not may_hold(verb, situation.of(Actor).roles):
        return None
    return {
        "verb": verb.replace("_", "-"),
        "words": visit.say(MOVES[verb].words),
        "reasons": [visit.say(one) for one in reasons(verb, situation)],
    }


def page(template: str, status: int = 200, **values: Any) -> tuple[str, int]:
    """Render a page of templates/web, with the style sheets and scripts of its room."""
    return render_template(f"web/{template}", menu=menu(template), **dress(template), **values), status


def said(problems: dict[str, Words] | None) -> dict[str, str]:
    """Problems by field in the language of this visit."""
    return {field: visit.say(words) for field, words in (problems or {}).items()}


def anchor(unit: Any) -> str:
    """The address of a provision inside its page: its permanent key, so that a link survives renumbering."""
    return f"p-{unit.key}"


def hand(language: Language) -> Hand:
    """How a text of `language` is drawn on the screen: words as they are, every unit with its permanent address."""
    return Hand(language == Language.EN, str, anchor)


def numeral(number: int) -> str:
    """A number as the texts of this visit's language write it: 三十九, 39."""
    return t(chinese(number), str(number))


def title_lines(title: str) -> list[str]:
    """The title of a text in lines that break between words; `SCREEN_TITLE` characters fit one line of the sheet."""
    return balance(title, SCREEN_TITLE)


def field_name(field: str) -> str:
    """What a form field is called, for words that are given back outside their own form."""
    words = FIELD_WORDS.get(field)
    return visit.say(words) if words else field


def _address_in(language: Language) -> str:
    """This page in the other language; a page that answers a form has no address of its own, so where it was sent from."""
    path, query = request.path, request.query_string.decode("ascii", "replace")
    if request.method not in ("GET", "HEAD"):
        sent_from = urlsplit(request.referrer or "")
        ours = sent_from.netloc == request.host
        path, query = (sent_from.path or "/", sent_from.query) if ours else (url_for("library.shelves"), "")
    pairs = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if key != "lang"]
    return f"{path}?{urlencode([*pairs, ('lang', language)])}"


def register(app: Flask) -> None:
    """Give the templates their words and shapes."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update({one.__name__: one for one in MEMBERS})

    @app.context_processor
    def _values() -> dict[str, Any]:
        found = visit.house()
        return {
            "t": t,
            "say": visit.say,
            "name": name,
            "called": called,
            "named": named,
            "worded": worded,
            "day": day,
            "moment": moment,
            "state_mark": state_mark,
            "short": short,
            "offer": offer,
            "lang": visit.language(),
            "html_lang": visit.language().script,
            "field_name": field_name,
            "other_language": _address_in(visit.language().other),
            "me": visit.person(),
            "new_notices": visit.new_notices(),
            "seen_late": visit.is_seen_late(),
            "my_roles": visit.roles() if visit.person() else frozenset(),
            "sees_sessions": can_read_session(visit.roles()) if visit.person() else False,
            "anchor": anchor,
            "hand": hand,
            "numeral": numeral,
            "title_lines": title_lines,
            "session_name": lambda session: visit.say(session_words(session)),
            "this_day": visit.reader().today,
            "came_to": came_to,
            "draw_redline": redline,
            "draw_clean": clean,
            "enterprise": visit.say(visit.enterprise()),
            "logo": visit.logo(),
            "demonstration": found.demonstration,
        }
