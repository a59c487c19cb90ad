"""Doubts about the numbers a text prints: missing, twice, out of order, oddly written."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.text.labels.chinese import is_division, numbered
from workflow.text.labels.clauses import BELOW, Form, clause
from workflow.text.labels.english import article as english_article
from workflow.text.labels.english import container as english_container
from workflow.text.labels.label import Number
from workflow.text.references.citation import items, paragraphs
from workflow.text.references.renumber import anew, relabel, relabel_item, value_of
from workflow.text.tree import Document, Kind, Problem, Provision

_CONTAINERS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING)


def number_problems(document: Document) -> Iterator[Problem]:
    """The problems of every sequence of numbers: articles, chapters, sections, lists."""
    yield from _scope(document.root)
    for unit in document.root.children:
        if unit.kind == Kind.ANNEX:
            yield from _scope(unit)
    counted: dict[str, int] = {}
    for article in document.articles():
        if clause(article.label) is None:
            counted = {}  # the list of one clause may go on in the next, as duties are counted through a paper
        yield from _lists(article, counted)


def _scope(root: Provision) -> Iterator[Problem]:
    inside = list(_walk_without_annexes(root))
    articles = [unit for unit in inside if unit.kind == Kind.ARTICLE]
    for run in runs_of_clauses(inside):
        yield from _sequence(run)
    yield from _sequence([unit for unit in articles if clause(unit.label) is None])
    for kind in _CONTAINERS:
        runs: list[list[Provision]] = [[]]
        restarts = (kind == Kind.CHAPTER and anew(root, Kind.CHAPTER)) or (
            kind in (Kind.SECTION, Kind.HEADING) and anew(root, Kind.SECTION)
        )
        outer = _CONTAINERS[: _CONTAINERS.index(kind)]
        for unit in inside:
            if unit.kind == kind and unit.label:
                if kind != Kind.PART or not is_division(unit.label):
                    runs[-1].append(unit)
            elif restarts and unit.kind in outer:
                runs.append([])
        for run in runs:
            yield from _sequence(run)


def runs_of_clauses(units: list[Provision]) -> list[list[Provision]]:
    """The clauses that are counted together: all 一、 of a part, all （一） below one of them, all 3.x below 3."""
    runs: dict[tuple[object, ...], list[Provision]] = {}
    part = above = 0
    for unit in units:
        part += unit.kind == Kind.PART
        label = clause(unit.label) if unit.kind == Kind.ARTICLE else None
        if label is None:
            continue
        outermost = label.form not in BELOW and label.form is not Form.DOTTED
        above += outermost
        within = 0 if label.form is Form.DOTTED else part if outermost else above
        runs.setdefault((label.form, label.letter, within, label.path[:-1]), []).append(unit)
    outer = {key: run for key, run in runs.items() if key[0] not in BELOW and key[0] is not Form.DOTTED}
    if all(_is_first(run) for run in outer.values()):
        return list(runs.values())
    joined = [unit for run in outer.values() for unit in run]  # they run through the parts
    return [joined, *(run for key, run in runs.items() if key not in outer)]


def _is_first(run: list[Provision]) -> bool:
    label = clause(run[0].label)
    return label is not None and label.number == 1


def _walk_without_annexes(unit: Provision) -> Iterator[Provision]:
    for child in unit.children:
        if child.kind == Kind.ANNEX:
            continue
        yield child
        if child.kind in _CONTAINERS:
            yield from _walk_without_annexes(child)


def _number(unit: Provision) -> Number | None:
    label = numbered(unit.label) or english_article(unit.label) or english_container(unit.label)
    if label:
        return label.number
    found = clause(unit.label)
    return None if found is None else Number(found.number)


def _sequence(units: list[Provision]) -> Iterator[Problem]:
    """Problems of units that should count 1, 2, 3 … with 之一, 之二 in between."""
    seen: dict[Number, Provision] = {}
    last: Number | None = None
    for unit in units:
        number = _number(unit)
        if number is None:
            continue
        if number in seen:
            yield twice(unit.label, seen[number].line, unit.line)
            continue
        seen[number] = unit
        if not number.follows(last):
            if last is not None and number < last:
                yield _order(unit, last)
            else:
                yield _missing(unit, last, number)
        last = max(number, last) if last else number
        if _odd(unit.label, number):
            usual = relabel(unit.label, number)
            yield Problem(
                "number-form",
                unit.line,
                f"“{unit.label}”通常写作“{usual}”。",
                f"“{unit.label}” is usually written “{usual}”.",
            )


def _odd(label: str, number: Number) -> bool:
    return label.startswith("第") and relabel(label, number) != label


def twice(label: str, first: int, second: int) -> Problem:
    """The same number for two units."""
    return Problem(
        "number-twice",
        second,
        f"{label}出现两次：第{first}行和第{second}行，请重新编号。",
        f"{label} stands twice, on lines {first} and {second}: renumber.",
        blocking=True,
    )


def _order(unit: Provision, last: Number) -> Problem:
    before = relabel(unit.label, last)
    return Problem(
        "number-order",
        unit.line,
        f"{unit.label}排在{before}之后，顺序不对，请重新编号。",
        f"{unit.label} comes after {before}: put it in order or renumber.",
        blocking=True,
    )


def _missing(unit: Provision, last: Number | None, number: Number) -> Problem:
    if number.sub > 1 or (number.sub and (last is None or last.main != number.main)):
        gap = relabel(unit.label, Number(number.main, number.sub - 1))
        zh, en = f"缺少{gap}", f"{gap} is missing"
    else:
        start, stop = (last.main if last else 0) + 1, number.main - 1
        first, final = relabel(unit.label, Number(start)), relabel(unit.label, Number(stop))
        zh = f"缺少{first}" if start == stop else f"缺少{first}至{final}"
        en = f"{first} is missing" if start == stop else f"{first} to {final} are missing"
    return Problem(
        "number-missing",
        unit.line,
        f"{unit.label}之前{zh}，请补上或重新编号。",
        f"{en} before {unit.label}: add it or renumber.",
        blocking=True,
    )


def _lists(article: Provision, last: dict[str, int]) -> Iterator[Problem]:
    for paragraph in paragraphs(article):
        yield from _list(article, items(paragraph), last)
        for unit in paragraph.walk():
            if unit is not paragraph and unit.children:
                yield from _list(article, items(unit), {})


def _list(article: Provision, units: list[Provision], last: dict[str, int]) -> Iterator[Problem]:
    """Problems of one list; `last` is where an earlier list of the article ended, which this one may continue."""
    if not units:
        return
    style = units[0].label
    first = value_of(style, style)
    family = relabel_item(style, 1, style)
    expected = last[family] + 1 if first is not None and first > 1 and family in last else 1
    seen: dict[int, Provision] = {}
    for unit in units:
        number = value_of(unit.label, style)
        if number is None:
            continue
        name = f"{article.label}{unit.label}"
        if number in seen:
            yield twice(name, seen[number].line, unit.line)
        elif number != expected:
            yield _missing_item(name, unit, relabel_item(style, expected, style), number > expected)
        seen[number] = unit
        expected = number + 1
    last[family] = expected - 1


def _missing_item(name: str, unit: Provision, expected: str, later: bool) -> Problem:
    if later:
        return Problem(
            "number-missing",
            unit.line,
            f"{name}之前缺少{expected}，请补上或重新编号。",
            f"{expected} is missing before {name}: add it or renumber.",
            blocking=True,
        )
    return Problem(
        "number-order",
        unit.line,
        f"{name}的顺序不对，此处应为{expected}。",
        f"{name} is out of order: {expected} is expected.",
        blocking=True,
    )
