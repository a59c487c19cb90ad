"""Characters that no paper can show, as problems at their place. Which can be printed depends on the installed faces, and is handed in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workflow.text.tree import Document, Kind, Problem, Provision
from workflow.words import Words

#: Code points that the faces of an installation print in every role.
Printable = frozenset[int]

#: Characters that print nothing; they are dropped on the way to the paper.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_BLANKS = re.compile(r"[^\S\n\u3000\u00a0]+")
#: Characters that are named of one line; lines that are named of a text.
_NAMED, _LINES = 5, 50
#: Kinds of Unicode that look like nothing: other marks say which character they are by name.
_UNSEEN = frozenset("CMZ")


def printed(text: str) -> str:
    """`text` as it will be printed: NFC, invisible characters dropped, every odd blank an ordinary one."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE))


def unprintable_in(text: str, printable: Printable) -> str:
    """The characters of `text` that cannot be printed, each once, in their order."""
    marks = dict.fromkeys(printed(text))
    return "".join(mark for mark in marks if ord(mark) not in printable and not mark.isspace())


def named(character: str) -> Words:
    """A character in a sentence: itself where it can be seen, else its name; with its code."""
    code = f"U+{ord(character):04X}"
    seen = unicodedata.category(character)[0] not in _UNSEEN
    shown = f"“{character}”" if seen else unicodedata.name(character, "")
    return Words(f"{shown}（{code}）", f"{shown} ({code})".lstrip())


def unprintable_problems(document: Document, printable: Printable) -> list[Problem]:
    """A blocking problem for every line that holds characters which no paper can show."""
    found: list[Problem] = []
    for label, line, words in _lines(document.root, ""):
        wrong = unprintable_in(words, printable)
        if wrong:
            found.append(_problem(label, line, wrong))
            if len(found) == _LINES:
                break
    return found


def refused(text: str, printable: Printable | None) -> Words | None:
    """Why words outside a text (a name, a number, a reason) could not stand on paper; None when they can, or nothing is known."""
    wrong = unprintable_in(text, printable) if printable is not None else ""
    return _sentence("", wrong) if wrong else None


def _problem(label: str, line: int, wrong: str) -> Problem:
    told = _sentence(label, wrong)
    return Problem("not-printable", line, told.zh, told.en, blocking=True)


def _sentence(label: str, wrong: str) -> Words:
    names = [named(mark) for mark in wrong[:_NAMED]]
    zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
    if len(wrong) > _NAMED:
        zh, en = f"{zh}等{len(wrong)}个字符", f"{en} and {len(wrong) - _NAMED} more"
    return Words(
        f"{f'{label}：' if label else ''}{zh}无法排印，请改用其他字符。",
        f"{f'{label}: ' if label else ''}{en} cannot be printed: use other characters.",
    )


def _lines(unit: Provision, label: str) -> Iterator[tuple[str, int, str]]:
    """Every line of a text with the label that it stands under."""
    if unit.kind in (Kind.ARTICLE, Kind.ANNEX) and unit.label:
        label = unit.label
    yield label, unit.line, f"{unit.label}{unit.heading}"
    for at, words in enumerate(unit.text.split("\n")):
        yield label, unit.line + at if unit.line else 0, words
    for at, row in enumerate(unit.rows):
        # The bar below the head of a table is a line of its own.
        yield label, unit.line + at + (at > 0) if unit.line else 0, "".join(row)
    for child in unit.children:
        yield from _lines(child, label)
