"""What changed inside one article (or preamble), as clauses about its 款 and 项; None where the whole reads better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from workflow.text.amending.carrying.lists import members
from workflow.text.amending.said.operations import Quotation
from workflow.text.amending.writing.quoting import Exchange, exchanges
from workflow.text.amending.writing.voice import CannotSay, Lists, Voice
from workflow.text.references.renumber import relabel_item, value_of
from workflow.text.tree import Kind, Provision
from workflow.text.units import lines_of

_ALIKE = 0.35  # alike enough to be the same 款 or 项, changed
_WORTH = 0.6  # share of the new text that exchanged words may come to before the whole is quoted
_CLAUSES = 8  # about one article, before it is better restated
_MANY = 250_000  # combinations of 款 or 项 beyond which they are taken one by one
_COMPARED = 3000  # characters of a paragraph that are compared to pair it


def own_lines(provision: Provision) -> Quotation:
    """The lines that restate `provision`, without its own label; indentation kept where a list is nested."""
    lines = [provision.text] if provision.text else []
    return lines + lines_of(provision)


def strings(scope: Provision) -> list[str]:
    """Every string below `scope` in which a reader of the decision looks for quoted words."""
    found: list[str] = []
    for unit in scope.walk():
        found += [text for text in (unit.text, unit.heading) if text]
        found += [cell for row in unit.rows for cell in row if cell]
    return found


def shape(scope: Provision) -> list[tuple[str, ...]]:
    """The form of `scope` without its words: two of one form differ in words only."""
    found: list[tuple[str, ...]] = []
    for unit in scope.walk():
        cells = str([[bool(cell) for cell in row] for row in unit.rows])
        label = unit.label if unit is not scope else ""
        found.append((unit.kind, label, str(bool(unit.text)), str(bool(unit.heading)), cells))
    return found


def words(voice: Voice, old: Provision, new: Provision) -> list[Exchange] | None:
    """Exchanges of words that make `old` into `new`, if their form is the same and it is worth while."""
    if shape(old) != shape(new):
        return None
    found = exchanges(strings(old), strings(new))
    if (
        found is None
        or not voice.can_exchange(found)
        or sum(one.quoted for one in found) > _WORTH * sum(map(len, strings(new)))
    ):
        return None
    return found


class Inside:
    """Clauses for one article: `place` is how the decision names it."""

    def __init__(self, voice: Voice, place: str, old: Provision, new: Provision) -> None:
        self.voice = voice
        self.place = place
        self.old = old
        self.new = new
        self.section = old.kind == Kind.PREAMBLE
        self.clauses: list[str] = []

    def read(self) -> list[str] | None:
        """The clauses, or None when the article is better restated as a whole. The voice counts what it quotes."""
        start = self.voice.quoted
        try:
            done = self._read()
        except CannotSay:
            done = False
        total = sum(map(len, strings(self.new)))
        if not done or len(self.clauses) > _CLAUSES or self.voice.quoted - start > _WORTH * total + 4:
            self.voice.quoted = start
            return None
        return self.clauses

    def _read(self) -> bool:
        if self.old.heading != self.new.heading and self.old.kind == Kind.PREAMBLE:
            return False
        paragraphs = members(self.old, Kind.PARAGRAPH), members(self.new, Kind.PARAGRAPH)
        single = len(paragraphs[0]) == 1 == len(paragraphs[1])
        whole = words(self.voice, self.old, self.new)
        if whole is not None and (single or _beside_paragraphs(self.old, self.new)):
            self.clauses.append(self.voice.exchange(self.place, whole))
            return True
        lists = self.voice.lists
        if lists is None:
            if whole is not None:
                self.clauses.append(self.voice.exchange(self.place, whole))
            return whole is not None
        if self.old.heading != self.new.heading or _beside_paragraphs(self.old, self.new):
            return False
        if any(child.kind != Kind.PARAGRAPH for child in (*self.old.children, *self.new.children)):
            return False
        return self._paragraphs(lists, *paragraphs, single)

    # 款

    def _paragraphs(self, lists: Lists, olds: list[Provision], news: list[Provision], single: bool) -> bool:
        pairs = paired(olds, news)
        kept = {j for _, j in pairs}
        gone = sorted(set(range(len(olds))) - {i for i, _ in pairs})
        for i, j in pairs:
            if not same(olds[i], news[j]):
                place = self.place if single else lists.paragraph(self.place, i + 1, self.section)
                if not self._paragraph(lists, place, olds[i], news[j]):
                    self.clauses.append(self.voice.restate(place, own_lines(news[j])))
        if (gone and len(gone) == len(olds)) or (self.section and (gone or len(kept) < len(news))):
            return False
        if gone:
            self.clauses.append(self.voice.delete([lists.paragraph(self.place, i + 1, self.section) for i in gone]))
        for first, last in _stretches(sorted(set(range(len(news))) - kept)):
            added = news[first:last]
            if any(not one.text or (one.children and len(added) > 1) for one in added):
                return False
            lines = [line for one in added for line in own_lines(one)]
            self.clauses.append(lists.add_inside(self.place, Kind.PARAGRAPH, first + 1, lines, len(added)))
        return True

    def _paragraph(self, lists: Lists, place: str, old: Provision, new: Provision) -> bool:
        """One 款 that changed: words, or its list; False when it is better restated."""
        found = words(self.voice, old, new)
        if found is not None:
            self.clauses.append(self.voice.exchange(place, found))
            return True
        if (
            not members(old, Kind.ITEM)
            or not members(new, Kind.ITEM)
            or len(old.children) != len(members(old, Kind.ITEM))
        ):
            return False
        if len(new.children) != len(members(new, Kind.ITEM)):
            return False
        start, quoted = len(self.clauses), self.voice.quoted
        if self._items(lists, place, old, new) and self.voice.quoted - quoted <= _WORTH * sum(map(len, strings(new))):
            return True
        del self.clauses[start:]
        self.voice.quoted = quoted
        return False

    # 项

    def _items(self, lists: Lists, place: str, old: Provision, new: Provision) -> bool:
        olds, news = members(old, Kind.ITEM), members(new, Kind.ITEM)
        if not _counted(olds) or not _counted(news) or old.text != new.text:
            return False
        pairs = paired(olds, news)
        kept = {j for _, j in pairs}
        gone = sorted(set(range(len(olds))) - {i for i, _ in pairs})
        for i, j in pairs:
            if same(olds[i], news[j]):
                continue
            name = lists.item(place, i + 1)
            found = words(self.voice, olds[i], news[j])
            if found is not None:
                self.clauses.append(self.voice.exchange(name, found))
            else:
                lines = own_lines(news[j])
                self.clauses.append(self.voice.restate(name, [news[j].label + lines[0], *lines[1:]]))
        if gone:
            self.clauses.append(self.voice.delete([lists.item(place, i + 1) for i in gone]))
        for first, last in _stretches(sorted(set(range(len(news))) - kept)):
            lines = [line for one in news[first:last] for line in (one.label + one.text, *lines_of(one))]
            self.clauses.append(lists.add_inside(place, Kind.ITEM, first + 1, lines, last - first))
        for first, last, by in _shifts(pairs):
            self.clauses.append(lists.shift("" if not self.clauses else place, Kind.ITEM, first, last, by))
        return True


def paired(olds: Sequence[Provision], news: Sequence[Provision]) -> list[tuple[int, int]]:
    """Which 款 or 项 is which, in order: what is the same, then what is alike in the gaps."""
    old_words, new_words = [_wording(one) for one in olds], [_wording(one) for one in news]
    pairs: list[tuple[int, int]] = []
    if len(olds) * len(news) > _MANY:
        return [(k, k) for k in range(min(len(olds), len(news)))]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            pairs += _alike(old_words, new_words, (i1, i2), (j1, j2))
    return pairs


def _alike(olds: list[str], news: list[str], rows: tuple[int, int], columns: tuple[int, int]) -> list[tuple[int, int]]:
    """Pairs in a gap, in order, each the best that is left."""
    if (rows[1] - rows[0]) * (columns[1] - columns[0]) > 400:
        return []
    if rows[1] - rows[0] == columns[1] - columns[0] == 1:
        return [(rows[0], columns[0])]
    scored = sorted(
        ((_likeness(olds[i], news[j]), i, j) for i in range(*rows) for j in range(*columns)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: list[tuple[int, int]] = []
    for likeness, i, j in scored:
        if likeness >= _ALIKE and all((i < a) == (j < b) and i != a and j != b for a, b in found):
            found.append((i, j))
    return sorted(found)


def _likeness(one: str, other: str) -> float:
    """Share of pairs of characters that two wordings have in common."""
    first, second = _pairs_of(one), _pairs_of(other)
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


@lru_cache(maxsize=1024)
def _pairs_of(words: str) -> Counter[str]:
    return Counter(words[k : k + 2] for k in range(min(len(words) - 1, _COMPARED)))


def _wording(provision: Provision) -> str:
    return "\n".join(own_lines(provision))


def same(one: Provision, other: Provision) -> bool:
    """Whether two provisions have the same words, labels and form below their own label."""
    return (
        one.kind == other.kind and one.text == other.text and one.heading == other.heading and one.rows == other.rows
        and len(one.children) == len(other.children)
        and all(a.label == b.label and same(a, b) for a, b in zip(one.children, other.children, strict=True))
    )  # fmt: skip


def _counted(units: Sequence[Provision]) -> bool:
    """Whether the labels count 1, 2, 3 … in one style."""
    first = units[0].label
    return all(
        value_of(unit.label, first) == k and relabel_item(first, k, first) == unit.label
        for k, unit in enumerate(units, 1)
    )


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of neighbours as (first, one past the last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def _shifts(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Units that only get another number: first, last (from 1) and by how much."""
    found: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if i == j:
            continue
        if found and found[-1][1] == i and found[-1][2] == j - i:
            found[-1] = (found[-1][0], i + 1, j - i)
        else:
            found.append((i + 1, i + 1, j - i))
    return found


def _beside_paragraphs(old: Provision, new: Provision) -> bool:
    """Whether captions or tables changed, which no 款 holds."""
    return old.heading != new.heading or any(child.kind != Kind.PARAGRAPH for child in (*old.children, *new.children))
