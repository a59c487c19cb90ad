"""The figures of the procedure as values: each dated, each with the clause it comes from.

Takes the text of policies/procedure.toml; reading the file is the caller's.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from workflow.rules.citing import Bound, OwnClause, first_source, says_number, says_share
from workflow.rules.congress.votes import Comparison, Share
from workflow.rules.congress.words import MotionAct
from workflow.rules.people.roles import Capacity
from workflow.words import Words

REQUIRED = ("zh", "en", "since")
#: The figures that an enterprise may set and by which this product judges; the others are recorded.
IN_USE = frozenset(
    {
        "quorum.present",
        "adoption.votes_for",
        "papers.days_before",
        "consultation.employees_days",
        "ballot.two_sheets_from",
        "ballot.recount_papers",
        "ballot.recount_percent",
        "ballot.hand_counts",
        "ballot.site_minimum",
        "roll.minimum",
        "roll.managers_percent",
    }
)
#: The largest number that can be meant where the file says nothing else.
MOST = 400
#: What a number counts, by the first words of its base; people where none of these comes first.
_COUNTED = {
    "working days": Words("个工作日", "working days"),
    "days": Words("日", "days"),
    "months": Words("个月", "months"),
    "years": Words("年", "years"),
    "sessions": Words("次", "sessions"),
    "papers": Words("张", "papers"),
}
#: The rule for the reviewers of a text that no other rule is about, and the one for translations.
OTHERWISE, TRANSLATION = "review.otherwise", "review.translation"
#: What is printed beside a figure of the enterprise's own whose clause is not in force on the day.
OWN_RULE = Words("本公司规定", "the rule of this enterprise")


class ProcedureError(ValueError):
    """The file of figures cannot be used; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A clause of the enterprise's own that states a figure.

    slug, clause  the address name of the regulation, and where the sentence stood when this was written: 第九条第二款
    words         the whole sentence that carries the figure, which alone proves that the clause still says so
    """

    slug: str
    clause: str
    words: str


#: By the name of an entry of the file of figures.
Clauses = Mapping[str, Stated]
_OWN = re.compile(r"[a-z0-9-]+ 第\S+")


@dataclass(frozen=True, slots=True)
class Set:
    """What an enterprise sets for a figure: a number, or a share with how it is held; nothing when the law's is enough again."""

    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    comparison: str = ""

    @property
    def size(self) -> Fraction | None:
        """The number or the share, exactly; None for nothing."""
        if self.numerator is not None and self.denominator:
            return Fraction(self.numerator, self.denominator)
        return None if self.value is None else Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry: a number, a word or a list (`value`) or a share, from `since` to `until` (excluded).

    own       the clause of the enterprise's own that states it; None where the enterprise has named none
    laws      the English names of the laws that the file cites
    stricter  which way stricter lies: "higher", "lower", or "none" when the entry is no quantity
    most      the largest number that can be meant
    bound     the provision on which a figure rests that the enterprise set itself
    is_own    true when such a figure is stricter than the one of the file, so that no law says it
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
    own: Stated | None
    source: str
    floor: bool
    laws: Mapping[str, str]
    stricter: str = "none"
    most: int = MOST
    bound: Bound | None = None
    is_own: bool = False

    @property
    def can_be_set(self) -> bool:
        """Whether an enterprise may set this figure: a quantity of which it is known which way stricter lies."""
        return self.stricter in ("higher", "lower") and self._as_set.size is not None

    @property
    def is_exceeded(self) -> bool:
        """Whether the figure is a share that people must reach or exceed, so that an enterprise may say which of the two."""
        return self.numerator is not None and self.comparison in (">", ">=")

    @property
    def _as_set(self) -> Set:
        whole = self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None
        return Set(whole, self.numerator, self.denominator, self.comparison)

    def is_looser(self, own: Set) -> bool:
        """Whether `own` would ask for less than this figure does."""
        return self._rank(own) < self._rank(self._as_set)

    def _rank(self, one: Set) -> tuple[Fraction, bool]:
        """The stricter the greater. Of two equal shares the one that must be exceeded is the harder to reach."""
        size = one.size if one.size is not None else Fraction()
        harder = one.comparison == ">"
        return (size, harder) if self.stricter == "higher" else (-size, not harder)

    def as_set(self, own: Set, since: date, bound: Bound | None) -> "Figure":
        """The figure that counts where the enterprise set `own`: never less strict than this one, which is the law's."""
        if own.size is None or not self.can_be_set or self.is_looser(own):
            return self
        stricter = self._rank(own) > self._rank(self._as_set)
        return replace(self.as_spelled(own), since=max(since, self.since), bound=bound, own=None, is_own=stricter)

    def as_spelled(self, own: Set) -> "Figure":
        """The same figure with the number or the share of `own`, whatever counts."""
        return replace(
            self,
            value=own.value,
            numerator=own.numerator,
            denominator=own.denominator,
            comparison=own.comparison or self.comparison,
        )

    def is_said_in(self, sentence: str) -> bool:
        """Whether a sentence carries this figure."""
        if self.numerator is not None and self.denominator:
            share = Fraction(self.numerator, self.denominator)
            return says_share(sentence, share, more_than=self.comparison == ">")
        return says_number(sentence, self.number)

    def said(self) -> Words:
        """The figure in words: 三分之二以上, 不少于7日, 不超过百分之二十."""
        if self.is_exceeded:
            return self.share.words()
        if self.value == 0 and self.numerator is None:
            return Words("不作要求", "not asked for")
        at_most = self.comparison == "<="
        limit = Words("不超过", "at most") if at_most else Words("不少于", "at least")
        if self.numerator is not None and self.denominator:
            return Words(f"{limit.zh}{self.percent:g}%", f"{limit.en} {self.percent:g} %")
        unit = next((words for head, words in _COUNTED.items() if self.base.startswith(head)), Words("人", ""))
        return Words(f"{limit.zh}{self.number}{unit.zh}", f"{limit.en} {self.number} {unit.en}".rstrip())

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
    def percent(self) -> float:
        """The same in percent."""
        above, below = self.ratio
        return 100 * above / below

    @property
    def number(self) -> int:
        """The figure as a whole number. Raises ProcedureError when it is none."""
        if not isinstance(self.value, int):
            raise ProcedureError(f"{self.name} is not a number")
        return self.value

    def clauses(self, own: OwnClause | None) -> Words:
        """What to print beside the figure: the law behind it, then our own clause when it was there and in force on the day.

        A figure without a law behind it names our own clause alone, and so does one that is stricter than the law.
        """
        ours = own.words() if own else None
        if self.is_own:
            return Words(f"本公司{ours.zh}", f"our {ours.en}") if ours else OWN_RULE
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

    def review_rules(
        self, kind: str, day: date, topics: frozenset[str] = frozenset()
    ) -> tuple[tuple[Capacity, str, date], ...]:
        """Who must review a text of `kind` that touches `topics`, each with the name of the rule and its first day.

        All capacities when no rule matches.
        """
        names = (f"review.kind_{kind}", *(f"review.topic_{topic}" for topic in sorted(topics)))
        matching = [self.figure(name, day) for name in names if name in self.figures]
        if not any(one.value for one in matching):
            since = self.figure(OTHERWISE, day).since if OTHERWISE in self.figures else date.min
            return tuple((one, OTHERWISE, since) for one in Capacity)
        return tuple((one, rule.name, rule.since) for rule in matching for one in Capacity if one.value in rule.value)

    def capacities(self, kind: str, day: date, topics: frozenset[str] = frozenset()) -> tuple[Capacity, ...]:
        """The capacities of `review_rules`, each once."""
        asked = {one for one, _, _ in self.review_rules(kind, day, topics)}
        return tuple(one for one in Capacity if one in asked)

    def rule_words(self, name: str, day: date) -> tuple[Words, Words]:
        """What a rule of `review_rules` that held on `day` is called, and where it comes from.

        Rounds name their rules for good: of one that the file does not have any more only the name is left.
        """
        try:
            rule = self.figure(name, day)
        except ProcedureError:
            return Words(name, name), OWN_RULE
        return rule.words, rule.clauses(None) if "第" in rule.source else OWN_RULE

    def kind_words(self, kind: str, day: date) -> Words:
        """What texts of `kind` are called."""
        return self.figure(f"review.kind_{kind}", day).words

    def translation_rules(self, day: date) -> tuple[tuple[Capacity, date], ...]:
        """Who answers for the translations of a text, and since when; legal when the file does not say."""
        if TRANSLATION not in self.figures:
            return ((Capacity.LEGAL, date.min),)
        rule = self.figure(TRANSLATION, day)
        return tuple((one, rule.since) for one in Capacity if one.value in rule.value)

    def act(self, kind: str, day: date) -> MotionAct:
        """What the congress does with a text of `kind`."""
        return MotionAct(self.figure(f"acts.{kind}", day).value)


def parse_procedure(text: str, own: Clauses | None = None) -> Procedure:
    """Read the figures from TOML. Raises ProcedureError naming the first entry that cannot be used.

    own  by the name of an entry, the clause of the enterprise's own that states it
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(f"procedure.toml: {error}") from error
    stated = dict(own or {})
    figures: dict[str, list[Figure]] = {}
    laws = sections.pop("laws", {})
    if not isinstance(laws, dict) or not all(isinstance(one, str) for one in laws.values()):
        raise ProcedureError("procedure.toml: [laws] gives each law its English name")
    for section, entries in sections.items():
        for entry, fields in entries.items():
            name = f"{section}.{entry}"
            figure = _figure(name, fields, laws, stated.pop(name, None))
            figures.setdefault(figure.name, []).append(figure)
    if stated:
        raise ProcedureError(f"there is no figure [{next(iter(stated))}] that a clause could state")
    return Procedure({name: tuple(sorted(many, key=lambda one: one.since)) for name, many in figures.items()})


def parse_clauses(text: str) -> Clauses:
    """Read from TOML which clauses of an enterprise's own state which figures: a table [section.name] of `own`, the address name
    of the regulation and the clause, and `words`, the whole sentence. Raises ProcedureError naming the first that cannot be used.
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(str(error)) from error
    clauses = {}
    for section, entries in sections.items():
        for entry, fields in entries.items() if isinstance(entries, dict) else [("", None)]:
            given = fields if isinstance(fields, dict) else {}
            own, words = given.get("own"), given.get("words")
            if not isinstance(own, str) or not isinstance(words, str) or not _OWN.fullmatch(own) or not words.strip():
                raise ProcedureError(
                    f"[{section}.{entry}] needs own = 'name-in-addresses 第…条' and words = 'the whole sentence'"
                )
            slug, clause = own.split(" ")
            clauses[f"{section}.{entry}"] = Stated(slug, clause, words)
    return clauses


def _figure(name: str, fields: Any, laws: Mapping[str, str], own: Stated | None) -> Figure:
    if not isinstance(fields, dict) or any(field not in fields for field in REQUIRED):
        raise ProcedureError(f"procedure.toml: [{name}] needs {', '.join(REQUIRED)}")
    if not fields.get("source"):
        raise ProcedureError(f"procedure.toml: [{name}] names no source")
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
        own=own,
        source=fields.get("source", ""),
        floor=bool(fields.get("floor", False)),
        laws=laws,
        stricter=fields.get("stricter", "none"),
        most=fields.get("most", MOST),
    )
