"""The figures of the procedure as values: each dated, each with the clause it comes from.

Takes the text of policies/procedure.toml; reading the file is the caller's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.rules.citing import OwnClause, first_source
from workflow.rules.congress.votes import Comparison, Share
from workflow.rules.congress.words import MotionAct
from workflow.rules.people.roles import Capacity
from workflow.words import Words

REQUIRED = ("zh", "en", "since")


class ProcedureError(ValueError):
    """The file of figures cannot be used; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry: a number, a word or a list (`value`) or a share, from `since` to `until` (excluded).

    laws  the English names of the laws that the file cites
    """

    name: str
    words: Words
    since: date
    until: date | None
    value: Any
    numerator: int | None
    denominator: int | None
    comparison: str
    base: str
    own: str
    own_words: str
    source: str
    floor: bool
    laws: Mapping[str, str]

    @property
    def share(self) -> Share:
        """The figure as a share of all delegates. Raises ProcedureError when it is none."""
        if self.numerator is None or self.denominator is None or self.comparison not in (">", ">="):
            raise ProcedureError(f"{self.name} is not a share")
        return Share(self.numerator, self.denominator, Comparison(self.comparison))

    @property
    def ratio(self) -> tuple[int, int]:
        """The figure as a part of something, above and below the line. Raises ProcedureError when it is none."""
        if self.numerator is None or self.denominator is None:
            raise ProcedureError(f"{self.name} is not a part of something")
        return self.numerator, self.denominator

    @property
    def number(self) -> int:
        """The figure as a whole number. Raises ProcedureError when it is none."""
        if not isinstance(self.value, int):
            raise ProcedureError(f"{self.name} is not a number")
        return self.value

    @property
    def own_clause(self) -> tuple[str, str] | None:
        """Slug and clause of the enterprise's own regulation, or None when it states no such figure."""
        slug, _, clause = self.own.partition(" ")
        return (slug, clause) if clause else None

    def clauses(self, own: OwnClause | None) -> Words:
        """What to print beside the figure: the law behind it, then our own clause when it was there and in force on the day.

        A figure without a law behind it names our own clause alone.
        """
        ours = own.words() if own else None
        if "第" not in self.source and ours:
            return ours
        law = first_source(self.source, self.laws)
        return Words(f"{law.zh}、本公司{ours.zh}", f"{law.en}; our {ours.en}") if ours else law


@dataclass(frozen=True, slots=True)
class Procedure:
    """All figures, by name such as "quorum.present"."""

    figures: Mapping[str, tuple[Figure, ...]]

    def figure(self, name: str, day: date) -> Figure:
        """The figure `name` as it held on `day`. Raises ProcedureError when there is none."""
        for figure in self.figures.get(name, ()):
            if figure.since <= day and (figure.until is None or day < figure.until):
                return figure
        raise ProcedureError(f"no figure {name} on {day.isoformat()}")

    def capacities(self, kind: str, day: date, topics: frozenset[str] = frozenset()) -> tuple[Capacity, ...]:
        """Who must review a text of `kind` that touches `topics`; all capacities when no rule matches."""
        wanted: set[str] = set()
        for name in (f"review.kind_{kind}", *(f"review.topic_{topic}" for topic in sorted(topics))):
            if name in self.figures:
                wanted.update(self.figure(name, day).value)
        return tuple(one for one in Capacity if not wanted or one.value in wanted)

    def translation_capacities(self, day: date) -> tuple[Capacity, ...]:
        """Who answers for the translations of a text; legal when the file does not say."""
        if "review.translation" not in self.figures:
            return (Capacity.LEGAL,)
        wanted = set(self.figure("review.translation", day).value)
        return tuple(one for one in Capacity if one.value in wanted)

    def act(self, kind: str, day: date) -> MotionAct:
        """What the congress does with a text of `kind`."""
        return MotionAct(self.figure(f"acts.{kind}", day).value)


def parse_procedure(text: str) -> Procedure:
    """Read the figures from TOML. Raises ProcedureError naming the first entry that cannot be used."""
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(f"procedure.toml: {error}") from error
    figures: dict[str, list[Figure]] = {}
    laws = sections.pop("laws", {})
    if not isinstance(laws, dict) or not all(isinstance(one, str) for one in laws.values()):
        raise ProcedureError("procedure.toml: [laws] gives each law its English name")
    for section, entries in sections.items():
        for entry, fields in entries.items():
            figure = _figure(f"{section}.{entry}", fields, laws)
            figures.setdefault(figure.name, []).append(figure)
    return Procedure({name: tuple(sorted(many, key=lambda one: one.since)) for name, many in figures.items()})


def _figure(name: str, fields: Any, laws: Mapping[str, str]) -> Figure:
    if not isinstance(fields, dict) or any(field not in fields for field in REQUIRED):
        raise ProcedureError(f"procedure.toml: [{name}] needs {', '.join(REQUIRED)}")
    if not fields.get("own") and not fields.get("source"):
        raise ProcedureError(f"procedure.toml: [{name}] names neither a clause of our own nor a source")
    return Figure(
        name=fields.get("of", name),
        words=Words(fields["zh"], fields["en"]),
        since=fields["since"],
        until=fields.get("until"),
        value=fields.get("value"),
        numerator=fields.get("numerator"),
        denominator=fields.get("denominator"),
        comparison=fields.get("comparison", ""),
        base=fields.get("base", ""),
        own=fields.get("own", ""),
        own_words=fields.get("words", ""),
        source=fields.get("source", ""),
        floor=bool(fields.get("floor", False)),
        laws=laws,
    )
