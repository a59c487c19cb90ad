"""The facts about the company's own chain that a rule may ask for, as plain values in small groups."""

from dataclasses import dataclass
from datetime import date

from workflow.rules.chain.words import STEP_WORDS, Step, Verdict
from workflow.rules.entry.paper_facts import day_named
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """One step that is asked for of a text, and how it stands on exactly the words of that text.

    since    from which day on the enterprise asks for it; `basis` is where it says so, "" where it did not write that down
    verdict  what was recorded last and not struck out; None for nothing
    held_on  the day of that
    earlier  it was agreed to on other words of this edition
    """

    step: Step
    since: date
    basis: str
    verdict: Verdict | None = None
    held_on: date | None = None
    earlier: bool = False

    @property
    def done(self) -> bool:
        """Whether the text may go on from here."""
        return self.verdict is not None and self.verdict.passes

    def rule(self) -> Words:
        """Where it comes from: 本企业自2026年1月1日起要求."""
        day = day_named(self.since)
        return Words(
            f"{self.basis or '本企业规定'}，自{day.zh}起",
            f"{self.basis or 'a rule of this enterprise'}, since {day.en}",
        )

    def lacking(self) -> Words:
        """What is still to be done, with the rule that asks for it."""
        name, rule = STEP_WORDS[self.step], self.rule()
        if self.verdict is None and self.earlier:
            return Words(
                f"文本在“{name.zh}”之后改动过，须就现在的文本再办一次（{rule.zh}）。",
                f"The text was changed after “{name.en}”; it has to be done again on these words ({rule.en}).",
            )
        if self.verdict is None:
            return Words(f"还没有登记“{name.zh}”（{rule.zh}）。", f"“{name.en}” has not been recorded ({rule.en}).")
        day = day_named(self.held_on) if self.held_on else Words("", "")
        if self.verdict is Verdict.REFUSED:
            return Words(
                f"“{name.zh}”的结果是不同意（{day.zh}；{rule.zh}）。",
                f"“{name.en}” did not agree ({day.en}; {rule.en}).",
            )
        return Words(
            f"“{name.zh}”要求修改后再报（{day.zh}；{rule.zh}）。",
            f"“{name.en}” asked for changes and to see it again ({day.en}; {rule.en}).",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Every step that is asked for of a text, in order."""

    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One step for somebody who wants to record it.

    step_asked  it is asked for of this text
    before_it   what is asked for before it and still lacks
    wrote_text  whoever acts wrote in this edition
    """

    step_asked: bool
    before_it: tuple[Asked, ...]
    wrote_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One record of a step for somebody who wants it struck out: struck already; written by whoever acts."""

    is_struck: bool
    noted_myself: bool
