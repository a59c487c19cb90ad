"""One exchange that is made in several articles is one item: 将第三条、第五条第二款中的“甲”修改为“乙”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from workflow.text.amending.carrying.lists import members
from workflow.text.amending.said.finding_words import occurrences
from workflow.text.amending.writing.changes import Change
from workflow.text.amending.writing.inside import Inside, same, shape, strings
from workflow.text.amending.writing.members import paired
from workflow.text.amending.writing.quoting import Exchange, Quoting, tells
from workflow.text.amending.writing.voice import Voice
from workflow.text.tree import Kind, Provision

_SEVERAL = 5  # articles from which on an exchange is said once for all, whatever else is said of them
_EVERYWHERE = 4  # places from which on 全文 is said, if it is all of them
_WIDEST = 20  # characters beside what comes in that an exchange leans on

#: An article of the old text, and what becomes of it.
Pair = tuple[Provision, Provision]


@dataclass(slots=True)
class Gathered:
    """One exchange, the articles it is made in, and the 款 of each (none named where the article has only one)."""

    exchange: Exchange
    places: list[tuple[Pair, list[int]]]
    everywhere: bool = False


@dataclass(slots=True)
class _Hit:
    """One change, in a 款 of an article: `strings` are those of the 款, `node` the one it stands in."""

    pair: Pair
    paragraph: int
    olds: list[str]
    node: int
    change: Change


@dataclass(slots=True)
class Gathering:
    """What was gathered, and what is left of each article for an item of its own."""

    found: list[Gathered] = field(default_factory=list)
    left: dict[int, Provision] = field(default_factory=dict)  # by id of the new article


def gather(voice: Voice, quoting: Quoting, pairs: Sequence[Pair], whole: Sequence[str]) -> Gathering:
    """Exchanges made in several of the articles `pairs`. `whole`: every string of the old text.

    A language that does not speak of 款 makes them in whole articles.
    """
    some = list(pairs)
    for _ in range(3):
        gathering = _gathered(quoting, some, whole, counts=voice.lists is not None)
        restated = {
            id(new) for old, new in some if _is_restated(voice, quoting, old, gathering.left.get(id(new)), gathering)
        }
        if not restated:
            return gathering if voice.can_exchange([one.exchange for one in gathering.found]) else Gathering()
        some = [(old, new) for old, new in some if id(new) not in restated]
    return Gathering()


def _is_restated(voice: Voice, quoting: Quoting, old: Provision, left: Provision | None, gathering: Gathering) -> bool:
    """Whether a wording is quoted in which words would have to stand that are exchanged elsewhere."""
    if left is None or same(old, left):
        return False
    inside = Inside(voice, quoting, old.label, old, left)
    start = voice.quoted
    clauses = inside.read()
    voice.quoted = start
    return clauses is None or any(
        inside.restated & set(numbers or [0])
        for one in gathering.found
        for (before, _), numbers in one.places
        if before is old
    )


def _gathered(quoting: Quoting, pairs: Sequence[Pair], whole: Sequence[str], *, counts: bool) -> Gathering:
    hits: dict[tuple[str, str], list[_Hit]] = {}
    count: dict[int, int] = {}  # changes of an article, by id of the new one
    for pair in pairs:
        count[id(pair[1])] = 0 if shape(pair[0]) == shape(pair[1]) else 1
        for hit, words in _hits(quoting, pair, counts=counts):
            count[id(pair[1])] += 1
            if words is not None:
                hits.setdefault(words, []).append(hit)
    gathering = Gathering()
    taken: dict[int, list[_Hit]] = {}
    for (before, after), some in sorted(hits.items(), key=lambda one: -len(one[1])):
        sure = [hit for hit in some if _is_told(hit, before, some)]
        articles = {id(hit.pair[1]) for hit in sure}
        done = [
            one
            for one in articles
            if count[one] == len(taken.get(one, ())) + sum(id(hit.pair[1]) == one for hit in sure)
        ]
        if len(articles) < 2 or (len(articles) < _SEVERAL and not done):
            continue
        for hit in sure:
            taken.setdefault(id(hit.pair[1]), []).append(hit)
        places: dict[int, tuple[Pair, list[int]]] = {}
        for hit in sure:
            numbers = places.setdefault(id(hit.pair[1]), (hit.pair, []))[1]
            if hit.paragraph and hit.paragraph not in numbers:
                numbers.append(hit.paragraph)
        everywhere = sum(len(numbers) or 1 for _, numbers in places.values()) >= _EVERYWHERE and sum(
            len(occurrences(text, before)) for text in whole
        ) == len(sure)
        often = len(sure) > sum(len(numbers) or 1 for _, numbers in places.values())
        gathering.found.append(Gathered(Exchange(before, after, often=often), list(places.values()), everywhere))
    for old, new in pairs:
        if id(new) in taken:
            gathering.left[id(new)] = _without(old, new, taken[id(new)], counts=counts)
    return gathering


def _hits(quoting: Quoting, pair: Pair, *, counts: bool) -> Iterator[tuple[_Hit, tuple[str, str] | None]]:
    """The changes inside the 款 that stay 款, each with the words that can be exchanged for it anywhere."""
    for paragraph, old, new in _paragraphs(pair, counts=counts):
        olds, news = strings(old), strings(new)
        for node, (before, after) in enumerate(zip(olds, news, strict=True)):
            if before == after:
                continue
            for change in quoting.changes(before, after):
                words = before[change.start : change.end], after[change.to : change.till]
                hit = _Hit(pair, paragraph, olds, node, change)
                yield hit, _apart(quoting, before, change, *words)


def _paragraphs(pair: Pair, *, counts: bool) -> Iterator[tuple[int, Provision, Provision]]:
    """The 款 that stay, changed; where these are not counted the article as a whole."""
    if not counts:
        if shape(pair[0]) == shape(pair[1]):
            yield 0, *pair
        return
    olds, news = members(pair[0], Kind.PARAGRAPH), members(pair[1], Kind.PARAGRAPH)
    single = len(olds) == 1
    for i, j in paired(olds, news):
        if not same(olds[i], news[j]) and shape(olds[i]) == shape(news[j]):
            yield 0 if single else i + 1, olds[i], news[j]


def _apart(quoting: Quoting, text: str, change: Change, before: str, after: str) -> tuple[str, str] | None:
    """The exchange in words that are enough by themselves: 甲乙 becomes 甲乙、丙, where 、丙 comes in."""
    if tells(before, text) and after:
        return before, after
    for left in quoting.steps(text, change.start, left=True):
        beside = text[change.start - left : change.start]
        if left > _WIDEST:
            return None
        if tells(beside, text) and beside.isalnum():
            return beside + before, beside + after
    return None


def _is_told(hit: _Hit, before: str, some: Sequence[_Hit]) -> bool:
    """Whether the words stand in the 款 of `hit` only where they are exchanged."""
    there = sum(one.pair is hit.pair and one.paragraph == hit.paragraph for one in some)
    return sum(len(occurrences(text, before)) for text in hit.olds) == there


def _without(old: Provision, new: Provision, hits: Sequence[_Hit], *, counts: bool) -> Provision:
    """`new` with the old words where the gathered exchanges are made."""
    numbers = {hit.paragraph for hit in hits}
    paragraphs = {
        id(after): (number, after) for number, _, after in _paragraphs((old, new), counts=counts) if number in numbers
    }

    def back(unit: Provision) -> Provision:
        if id(unit) not in paragraphs:
            return replace(unit, children=tuple(back(child) for child in unit.children))
        number, _ = paragraphs[id(unit)]
        texts = strings(unit)
        for node in range(len(texts)):
            here = [hit for hit in hits if hit.paragraph == number and hit.node == node]
            for hit in sorted(here, key=lambda one: one.change.start, reverse=True):
                words = hit.olds[node][hit.change.start : hit.change.end]
                texts[node] = texts[node][: hit.change.to] + words + texts[node][hit.change.till :]
        return _with(unit, iter(texts))

    return back(new)


def _with(unit: Provision, texts: Iterator[str]) -> Provision:
    """`unit` with other strings, in the order of `strings`."""
    text = next(texts) if unit.text else ""
    heading = next(texts) if unit.heading else ""
    rows = tuple(tuple(next(texts) if cell else "" for cell in row) for row in unit.rows)
    return replace(
        unit, text=text, heading=heading, rows=rows, children=tuple(_with(child, texts) for child in unit.children)
    )
