"""The form for what a paper says: what was typed into it, kept as typed, and the facts that it comes to."""

import re
from collections.abc import Mapping
from datetime import date

from workflow.rules.entry.paper_facts import COUNTS, FACTS, PaperFacts
from workflow.web.request.fields import day_in, whole_in
from workflow.words import Words

DAYS = ("adopted_on", "issued_on", "effective")
#: A day as people type it where the browser offers no calendar: 2016年5月20日, 2016/5/20, 2016.5.20.
_DAY = re.compile(r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*[月/.\-]\s*([0-9]{1,2})\s*日?")
#: What comes along when words are copied, and no face can print: control characters, marks of width nought and of direction.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: What is kept of one field; the rules say how long it may be.
_LONGEST = 1_000_001


def typed_in(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by field, whatever it is: it is kept until it makes sense."""
    return {name: form.get(name, "").replace("\r\n", "\n")[:_LONGEST] for name in FACTS}


def typed_of(facts: PaperFacts) -> dict[str, str]:
    """The facts as they stand in the fields."""
    return {name: _field(getattr(facts, name)) for name in FACTS}


def facts_of(typed: Mapping[str, str]) -> tuple[PaperFacts, dict[str, Words]]:
    """The facts that were typed, and by field what cannot be read as a day or a count."""
    out: dict[str, object] = {}
    problems = {}
    for name in FACTS:
        words = _UNSEEN.sub("", typed.get(name, "")).strip()
        if name in DAYS:
            out[name] = day_typed(words)
            if words and out[name] is None:
                problems[name] = Words(
                    "请写成日期，例如2016-05-20，年份在1900至2200之间。",
                    "Write it as a date, such as 2016-05-20, between the years 1900 and 2200.",
                )
        elif name in COUNTS:
            out[name] = whole_in(words)
            if words and out[name] is None:
                problems[name] = Words("请填写整数，不清楚就留空。", "Give a whole number, or leave it empty.")
        else:
            out[name] = words
    return PaperFacts(**out), problems  # type: ignore[arg-type]


def day_typed(words: str) -> date | None:
    """The day that somebody typed, or None."""
    match = _DAY.fullmatch(words.strip())
    return day_in(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}") if match else None


def _field(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
