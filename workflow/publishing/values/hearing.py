"""What is printed of a consultation of employees: the poster that leads to it, and the report of how opinions were answered."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.publishing.table_lines import Line
from workflow.words import Script


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """One A4 page to be hung up.

    heading  征求意见; title is the text's, nth its edition
    lines    who is asked, until when, how: a sentence each
    link     what the sign holds, printed below it as well
    """

    language: Script
    enterprise: str
    heading: str
    title: str
    nth: str
    lines: tuple[str, ...]
    link: str
    foot: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One group in the report: where it is about, what it says, how many said so, what became of it."""

    place: str
    title: str
    many: int
    opinions: tuple[str, ...]
    answer: str
    reason: str
    became: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The report 意见采纳情况报告: facts as label and words, the groups, and the consulted against the standing text.

    compared  what the two texts that are compared are called; lines are the rows, none where the words are the same
    """

    language: Script
    enterprise: str
    heading: str
    title: str
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, str, str, str]
    groups: tuple[Answered, ...]
    none: str
    compared: str
    sides: tuple[str, str]
    lines: tuple[Line, ...]
    same: str
    fingerprint: str
    marks: tuple[str, ...] = ()
