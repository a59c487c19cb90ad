"""References that name another provision than they did: asked of the permanent keys, never of the numbers.

When an article is put in and the labels behind it are moved along by hand, every untouched 第十七条 names another article
and still resolves. What a reference means was settled when it was written: it means the provision it named then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workflow.text.labels.numerals import chinese
from workflow.text.references.citation import Cell, Part, Reference, Standing, items, paragraphs
from workflow.text.references.find import lost, references
from workflow.text.strings.matching import common_blocks
from workflow.text.tree import WITHIN, Document, Kind, Provision

#: Stands for every reference while the words around it are compared: its number is not what tells which one it is.
_SIGN = "\ue0ff"
_PRINTED = re.compile("[^、，,；; \u3000]+")
#: More than a table has columns, and a cell signs: no two places of a table have one number.
_COLUMNS, _SIGNS = 1_000, 10_000
#: Where a reference stands: the key of the provision whose words hold it, and which of its references it is, from 0.
Place = tuple[str, int]
#: The keys of the provisions that a reference names: one, or several for 前两款.
Named = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retargeted:
    """One reference that names something else than it was meant to.

    place     where it stands
    within    the label of the article it stands in, "" outside the articles
    line      the line of the text it stands in, from 1
    printed   the reference as printed now
    meant     the keys it was meant to name, and `was` how that was cited when it was last right
    names     the keys it names now, () when it names none; `now` begins with the words of what it names
    gone      True when what was meant is not in the text any more; else `moved_to` is how it is cited now
    """

    place: Place
    within: str
    line: int
    printed: str
    meant: Named
    was: str
    names: Named
    now: str
    gone: bool
    moved_to: str


def retargeted(before: Document, after: Document, meant: Mapping[Place, Named] | None = None) -> list[Retargeted]:
    """The references of `after` that stood in `before` and name another provision, or none, in the order of the text.

    Both trees bear their permanent keys.
    meant  what references of `before` were meant to name where that is not what they name there: questions still open
    """
    found = {pair[1].place: pair for pair in _pairs(before, after, meant or {})}
    known = _by_key(after)
    old = _by_key(before)
    out = []
    for pair in found.values():
        one = _judge(*pair, old, known)
        if one is not None:
            out.append(one)
    return out


def follow(before: Document, after: Document, meant: Mapping[Place, Named] | None = None) -> list[Reference]:
    """The references of `after`, those that stood in `before` made to name what they were meant to.

    For writing them anew: `named` of such a reference is what was meant wherever that is still in the text.
    """
    known = _by_key(after)
    above = {id(child): unit for unit in after.root.walk() for child in unit.children}
    everything = {spot.place: spot.reference for spot in _spots(after, before)}  # those in cells too
    for _, spot, keys in _pairs(before, after, meant or {}):
        goal = [known[key] for key in keys if key in known]
        if len(goal) != len(keys) or not goal:
            continue
        reference = everything.setdefault(spot.place, spot.reference)
        named: list[list[Provision]] = []
        for part in reference.parts[:-1]:
            unit: Provision | None = goal[0]
            while unit is not None and unit.kind != part.kind:
                unit = above.get(id(unit))
            if unit is None:
                break
            named.append([unit])
        kinds = {goal[0].kind, reference.parts[-1].kind}
        # In English (2) may number a paragraph or an item; which one it is, the text it stands in tells.
        if len(named) == len(reference.parts) - 1 and (len(kinds) == 1 or kinds <= WITHIN):
            reference.named = [*named, goal]
            reference.fault = ""
    return list(everything.values())


@dataclass(frozen=True, slots=True)
class _Spot:
    """A reference with the name of the place where it stands."""

    place: Place
    reference: Reference


def _spots(document: Document, before: Document | None = None) -> list[_Spot]:
    """The references of a text. `before`: with those in cells that named something there and name nothing any more."""
    counts: dict[str, int] = {}
    out = []
    found = references(document)
    if before is not None and (gone := lost(before, document)):
        found = sorted([*found, *gone], key=lambda one: _in_table(one) or -1)
    for reference in found:
        key = reference.unit.key
        if (number := _in_table(reference)) is not None:
            out.append(_Spot((key, number), reference))
            continue
        out.append(_Spot((key, counts.get(key, 0)), reference))
        counts[key] = counts.get(key, 0) + 1
    return out


def _in_table(reference: Reference) -> int | None:
    """A number for the place of a reference in its table, whatever else cites there; None for one in no table."""
    cell = reference.standing.cell
    return (cell.row * _COLUMNS + cell.column) * _SIGNS + reference.start if cell else None


def _by_key(document: Document) -> dict[str, Provision]:
    return {unit.key: unit for unit in document.root.walk() if unit.key}


def _named(reference: Reference) -> Named:
    """The keys of what a reference into this text names; () for another law or when it names nothing."""
    if reference.law or reference.fault or not reference.named:
        return ()
    return tuple(unit.key for unit in reference.named[-1])


def _pairs(before: Document, after: Document, meant: Mapping[Place, Named]) -> Iterator[tuple[_Spot, _Spot, Named]]:
    """The references that stand in both texts, in the order of the new one, with what each was meant to name."""
    olds: dict[str, list[_Spot]] = {}
    for spot in _spots(before):
        olds.setdefault(spot.place[0], []).append(spot)
    news: dict[str, list[_Spot]] = {}
    for spot in _spots(after, before):
        news.setdefault(spot.place[0], []).append(spot)
    for key, here in news.items():
        for old, new in _together(olds.get(key, []), here):
            keys = meant.get(old.place) or _named(old.reference)
            if keys:
                yield old, new, keys
    stood = {spot.place for some in olds.values() for spot in some}
    yield from _still_lost(before, after, {at: keys for at, keys in meant.items() if at not in stood})


def _still_lost(
    before: Document, after: Document, meant: Mapping[Place, Named]
) -> Iterator[tuple[_Spot, _Spot, Named]]:
    """Cells that named nothing in the text before and still say what they said: what is asked about them stays open."""
    olds = {unit.key: unit for unit in before.root.walk() if unit.kind == Kind.TABLE and unit.key}
    news = {unit.key: unit for unit in after.root.walk() if unit.kind == Kind.TABLE and unit.key}
    taken: set[tuple[str, int, int]] = set()
    for (key, number), keys in meant.items():
        where, start = divmod(number, _SIGNS)
        row, column = divmod(where, _COLUMNS)
        if key not in olds or key not in news or row >= len(olds[key].rows) or column >= len(olds[key].rows[row]):
            continue
        words = olds[key].rows[row][column]
        for at, columns in enumerate(news[key].rows):
            if column < len(columns) and columns[column] == words and (key, at, column) not in taken:
                taken.add((key, at, column))
                old, new = (
                    _lost_at(before, olds[key], row, column, start),
                    _lost_at(after, news[key], at, column, start),
                )
                place = _in_table(new)
                if place is not None:
                    yield _Spot((key, number), old), _Spot((key, place), new), keys
                break


def _lost_at(document: Document, table: Provision, row: int, column: int, start: int) -> Reference:
    words = table.rows[row][column]
    printed = _PRINTED.match(words, start)
    unit = Provision(Kind.TABLE, text=words, key=table.key, line=table.line)
    standing = Standing(document.root, cell=Cell(table, row, column))
    end = printed.end() if printed else len(words)
    return Reference(
        unit,
        standing,
        start,
        end,
        words[start:end],
        parts=[Part(Kind.ARTICLE, None, start, end, token=words[start:end])],
        fault="no-article",
    )


def _together(olds: list[_Spot], news: list[_Spot]) -> Iterator[tuple[_Spot, _Spot]]:
    """Which reference of a provision's old words is which of its new words, told by the words around them.

    Where nothing but numbers changed, every number is asked about: labels moved along by hand are the common mistake.
    """
    if not olds or not news:
        return
    before, where = _signed(olds)
    after, there = _signed(news)
    if before == after:
        yield from zip(olds, news, strict=True)
        return
    for i, j, length in common_blocks(before, after):
        for offset in range(length):
            if i + offset in where and j + offset in there:
                old, new = olds[where[i + offset]], news[there[j + offset]]
                # In words that were worded anew, a number that was typed anew says what its writer means.
                if old.reference.text == new.reference.text:
                    yield old, new


def _signed(spots: list[_Spot]) -> tuple[str, dict[int, int]]:
    """The words with one sign for each reference, and which reference stands at which place of them."""
    words, starts = _words(spots[0].reference)
    out, places, end = "", {}, 0
    for number, spot in enumerate(spots):
        first = starts(spot.reference)
        start = max(first, end)  # 第三条第一款、第三款: the second leans on the first and prints its own part
        out += words[end:start]
        places[len(out)] = number
        out += _SIGN
        end = max(first + spot.reference.end - spot.reference.start, end)
    return out + words[end:], places


def _words(reference: Reference) -> tuple[str, Callable[[Reference], int]]:
    """The words that a reference stands in, all cells of its table, and where any reference in them begins."""
    cell = reference.standing.cell
    if cell is None:
        return reference.unit.text, lambda one: one.start
    before: dict[tuple[int, int], int] = {}
    words = ""
    for row, columns in enumerate(cell.table.rows):
        for column, text in enumerate(columns):
            before[row, column] = len(words)
            words += f"{text}\n"

    def start(one: Reference) -> int:
        there = one.standing.cell
        return one.start + (before[there.row, there.column] if there else 0)

    return words, start


def _judge(
    old: _Spot, new: _Spot, meant: Named, before: Mapping[str, Provision], after: Mapping[str, Provision]
) -> Retargeted | None:
    reference = new.reference
    names = _named(reference)
    if names == meant or reference.law:
        return None
    last = reference.parts[-1]
    if last.number is None and names and not set(meant) & set(after) and not set(names) & set(before):
        return None  # 前款, and the paragraph before was worded anew where it stands
    article = reference.standing.article
    return Retargeted(
        place=new.place,
        within=article.label if article else "",
        line=reference.unit.line,
        printed=reference.text,
        meant=meant,
        was=old.reference.text,
        names=names,
        now=_opening([after[key] for key in names if key in after]),
        gone=any(key not in after for key in meant),
        moved_to="" if any(key not in after for key in meant) else cited_in_full(after, meant[0]),
    )


_SHOWN = 18


def _opening(units: list[Provision]) -> str:
    """The first words of what a reference names, for somebody who has to tell two provisions apart."""
    for unit in units:
        for one in unit.walk():
            words = one.text or one.heading
            if words:
                return words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
    return ""


def cited_in_full(known: Mapping[str, Provision], key: str) -> str:
    """How a provision is cited in its text: 第五条, 第五条第二款, 第五条第一款第（三）项, Article 5(2)(a)."""
    goal = known[key]
    if goal.kind not in WITHIN:
        return goal.label or goal.heading
    for article in known.values():
        if article.kind != Kind.ARTICLE:
            continue
        english = article.label.isascii()
        for number, paragraph in enumerate(paragraphs(article), 1):
            step = f"({number})" if english else f"第{chinese(number)}款"
            several = len(paragraphs(article)) > 1
            if paragraph is goal:
                return article.label + step
            for item in items(paragraph):
                inside = article.label + (step if several else "")
                if item is goal:
                    return inside + _item(item, english)
                for sub in items(item):
                    if sub is goal:
                        return inside + _item(item, english) + _item(sub, english)
    return goal.label


def _item(unit: Provision, english: bool) -> str:
    bare = unit.label.strip("（）().、． ")
    return f"({bare})" if english else f"第（{bare}）项" if unit.kind == Kind.ITEM else f"第{bare}目"
