"""The structure of a text as plain data and as an indented page: what `workflow outline` shows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from workflow.text.labels.clauses import clause
from workflow.text.labels.standing import clause_paths
from workflow.text.reading.parse import Parsed
from workflow.text.tree import Kind, Provision
from workflow.text.units import units
from workflow.words import Script

_SHOWN = 60  # characters of a unit's words on the page


def outline(parsed: Parsed) -> dict[str, Any]:
    """The tree, the problems and the counts of `parsed`, made of what JSON can hold.

    Keys: language, title, units (nested), problems, changes (what the canonical text prints differently), counts by kind.
    A clause (3.2.1, （一）) has beside its `label` a `name`, which tells it from every other one: 二、 （一）.
    """
    document = parsed.document
    names = {id(unit.provision): unit.label for unit in units(document) if clause(unit.provision.label)}
    counts = Counter(unit.kind for unit in document.root.walk() if unit is not document.root)
    return {
        "language": document.language,
        "title": document.title,
        "units": [_unit(child, names) for child in document.root.children],
        "problems": [
            {"code": found.code, "line": found.line, "zh": found.zh, "en": found.en, "blocking": found.blocking}
            for found in parsed.problems
        ],
        "changes": [
            {"line": change.line, "before": change.before, "after": change.after, "why": change.why}
            for change in parsed.changes
        ],
        "counts": {
            **dict(sorted(counts.items())),
            "problems": len(parsed.problems),
            "blocking": sum(found.blocking for found in parsed.problems),
        },
    }


def _unit(unit: Provision, names: dict[int, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": unit.kind,
        "label": unit.label,
        "heading": unit.heading,
        "text": unit.text,
        "children": [_unit(child, names) for child in unit.children],
        "line": unit.line,
    }
    if id(unit) in names:
        told["name"] = names[id(unit)]
    if unit.rows:
        told["rows"] = [list(cells) for cells in unit.rows]
    return told


def page(parsed: Parsed) -> str:
    """The outline for a reader: one unit a line, indented, then the problems."""
    lines: list[str] = []
    above = clause_paths(parsed.document.root)
    below = {key: sum(unit.kind == Kind.ARTICLE for unit in path) for key, path in above.items()}
    for child in parsed.document.root.children:
        _describe(child, 0, below, lines)
    if parsed.problems:
        english = parsed.document.language == Script.ENGLISH
        lines += ["", "Problems" if english else "问题"]
        for found in parsed.problems:
            place = (
                (f"line {found.line}" if english else f"第{found.line}行")
                if found.line
                else ("text" if english else "全文")
            )
            lines.append(
                f"  {'!' if found.blocking else '·'} {place}  {found.en if english else found.zh}  [{found.code}]"
            )
    return "\n".join(lines) + "\n"


def _describe(unit: Provision, depth: int, below: dict[int, int], lines: list[str]) -> None:
    """One line a unit; a clause stands in as many steps as it has clauses above it."""
    depth += below.get(id(unit), 0)
    words = unit.heading or unit.text or (" | ".join(unit.rows[0]) if unit.rows else "")
    first = unit.children[0] if unit.children else None
    folded = unit.kind == Kind.ARTICLE and not unit.heading and first is not None and first.kind == Kind.PARAGRAPH
    if folded and first is not None:
        words = first.text
    words = words.replace("\n", " / ")
    if len(words) > _SHOWN:
        words = words[: _SHOWN - 1] + "…"
    lines.append("  " * depth + "  ".join(part for part in (f"{unit.kind:<9}", unit.label, words) if part).rstrip())
    children = unit.children
    if folded and first is not None:
        children = (*first.children, *unit.children[1:])
    for child in children:
        _describe(child, depth + 1, below, lines)
