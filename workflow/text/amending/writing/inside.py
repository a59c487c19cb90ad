"""What changed inside one article (or preamble), as clauses about its 款 and 项; None where the whole reads better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.text.amending.carrying.lists import members
from workflow.text.amending.writing.members import came_of, counted, own_lines, paired, shifts, stretches
from workflow.text.amending.writing.quoting import Exchange, Quoting
from workflow.text.amending.writing.voice import CannotSay, Lists, Voice
from workflow.text.tree import Kind, Provision
from workflow.text.units import lines_of

_WORTH = 0.6  # share of the new text that exchanged words may come to before the whole is quoted
_LATE = 1e6  # behind all 项 of a 款
_CLAUSES = 8  # about one article, before it is better restated

#: The numbers of a 款 and of a 项 in it, from 1; 0 for what is not named.
Where = tuple[int, int]


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


def words(voice: Voice, quoting: Quoting, old: Provision, new: Provision) -> list[Exchange] | None:
    """Exchanges of words that make `old` into `new`, if their form is the same and it is worth while."""
    if shape(old) != shape(new):
        return None
    found = quoting.exchanges(strings(old), strings(new))
    if (
        found is None
        or not voice.can_exchange(found)
        or sum(one.quoted for one in found) > _WORTH * sum(map(len, strings(new)))
    ):
        return None
    return found


@dataclass(slots=True)
class _Entry:
    """One thing to say: an exchange of words in some places, or a clause of its own that is worded when its turn comes.

    order   the 款 and the 项 of the old text that it stands at
    quoted  characters that it quotes
    """

    order: tuple[float, float]
    where: list[Where]
    exchange: Exchange | None = None
    say: Callable[[], str] | None = None
    quoted: int = 0


class Inside:
    """Clauses for one article: `place` is how the decision names it, "" where it was named before.

    restated  numbers of the 款 of which new wording is quoted, 0 for an article of one 款
    """

    def __init__(self, voice: Voice, quoting: Quoting, place: str, old: Provision, new: Provision) -> None:
        self.voice = voice
        self.quoting = quoting
        self.place = place
        self.old = old
        self.new = new
        self.section = old.kind == Kind.PREAMBLE
        self.restated: set[int] = set()
        self._entries: list[_Entry] = []
        self._named = False
        self._worth = _WORTH

    def read(self) -> list[str] | None:
        """The clauses, or None when the article is better restated as a whole. The voice counts what it quotes."""
        start = self.voice.quoted
        try:
            clauses = self._said() if self._read() else None
        except CannotSay:
            clauses = None
        total = sum(map(len, strings(self.new)))
        if clauses is None or len(clauses) > _CLAUSES or self.voice.quoted - start > self._worth * total + 4:
            self.voice.quoted = start
            return None
        return clauses

    def _read(self) -> bool:
        if self.old.heading != self.new.heading and self.old.kind == Kind.PREAMBLE:
            return False
        whole = words(self.voice, self.quoting, self.old, self.new)
        lists = self.voice.lists
        if lists is None or _beside_paragraphs(self.old, self.new):
            self._entries = [_Entry((0, 0), [(0, 0)], one) for one in whole or ()]
            return whole is not None
        done = self._paragraphs(lists)
        if whole is not None and (not done or len(whole) < sum(one.exchange is not None for one in self._entries)):
            wheres = _wheres(self.old, section=self.section)
            self.restated = set()
            self._entries = [
                _Entry(where[0], where, one)
                for one in whole
                if (where := _narrowest([wheres[node] for node in one.nodes]))
            ]
            return True
        return done

    # 款

    def _paragraphs(self, lists: Lists) -> bool:
        olds, news = members(self.old, Kind.PARAGRAPH), members(self.new, Kind.PARAGRAPH)
        single = len(olds) == 1 == len(news)
        pairs = paired(olds, news)
        kept = {j for _, j in pairs}
        gone = sorted(set(range(len(olds))) - {i for i, _ in pairs})
        if not self.section and self._divided(pairs, gone, olds, news):
            return True
        for i, j in pairs:
            if not same(olds[i], news[j]):
                where = (0 if single else i + 1, 0)
                if not self._paragraph(lists, where, olds[i], news[j]):
                    self._restate(where, own_lines(news[j]))
        if (gone and len(gone) == len(olds)) or (self.section and (gone or len(kept) < len(news))):
            return False
        if gone:
            self._delete([(i + 1, 0) for i in gone])
        old_of = {j: i for i, j in pairs}
        for first, last in stretches(sorted(set(range(len(news))) - kept)):
            added = news[first:last]
            if any(not one.text or (one.children and len(added) > 1) for one in added):
                return False
            lines = [line for one in added for line in own_lines(one)]
            # Behind what happens to the old 款, or 第二款 would be read as the one that has just come in.
            order = max([len(olds), *(old_of[j] + 1 for j in old_of if j < first)]) + 0.5
            self._add(lists, (0, 0), (order, 0), Kind.PARAGRAPH, first + 1, lines, len(added))
        return True

    def _divided(
        self, pairs: list[tuple[int, int]], gone: list[int], olds: list[Provision], news: list[Provision]
    ) -> bool:
        """One 款 that was divided in two, or two that were joined, where nothing else happened to the article."""
        changed = [(i, j) for i, j in pairs if not same(olds[i], news[j])]
        came = sorted(set(range(len(news))) - {j for _, j in pairs})
        if len(changed) != 1 or len(gone) + len(came) != 1:
            return False
        i, j = changed[0]
        if came and abs(came[0] - j) == 1:
            parts = news[min(came[0], j) : max(came[0], j) + 1]
            as_it_was = "".join(part.text for part in parts) == olds[i].text
            if came_of(olds[i], parts) and (as_it_was or len(olds) > 1):
                self._divide(i, parts)
                return True
        if gone and abs(gone[0] - i) == 1:
            first = min(gone[0], i)
            if came_of(news[j], olds[first : first + 2]):
                self._join(first, first + 1, news[j])
                return True
        return False

    def _divide(self, i: int, parts: list[Provision]) -> None:
        lines = [part.text for part in parts]
        where = (i + 1, 0)
        self.restated.add(i + 1)
        self._worth = 1.0
        self._clause(where, [where], lambda: self.voice.divide(self._name(where), lines), lines)

    def _join(self, i1: int, i2: int, new: Provision) -> None:
        lines = [new.text]
        wheres = [(i1 + 1, 0), (i2 + 1, 0)]
        self.restated |= {i1 + 1, i2 + 1}
        self._worth = 1.0
        self._clause(wheres[0], wheres, lambda: self.voice.join(self._names(wheres), lines), lines)

    def _paragraph(self, lists: Lists, where: Where, old: Provision, new: Provision) -> bool:
        """One 款 that changed: words, or its list; False when it is better restated."""
        found = words(self.voice, self.quoting, old, new)
        if found is not None:
            items = _wheres(old, section=self.section, paragraph=where[0])
            for one in found:
                place = _narrowest([items[node] for node in one.nodes])
                self._entries.append(_Entry(place[0], place, one))
            return True
        if (
            not members(old, Kind.ITEM)
            or not members(new, Kind.ITEM)
            or len(old.children) != len(members(old, Kind.ITEM))
            or len(new.children) != len(members(new, Kind.ITEM))
        ):
            return False
        start = len(self._entries)
        done = self._items(lists, where, old, new)
        if done and sum(one.quoted for one in self._entries[start:]) <= _WORTH * sum(map(len, strings(new))):
            return True
        del self._entries[start:]
        return False

    # 项

    def _items(self, lists: Lists, where: Where, old: Provision, new: Provision) -> bool:
        olds, news = members(old, Kind.ITEM), members(new, Kind.ITEM)
        if not counted(olds) or not counted(news) or old.text != new.text:
            return False
        paragraph = where[0]
        pairs = paired(olds, news)
        kept = {j for _, j in pairs}
        gone = sorted(set(range(len(olds))) - {i for i, _ in pairs})
        for i, j in pairs:
            if same(olds[i], news[j]):
                continue
            found = words(self.voice, self.quoting, olds[i], news[j])
            if found is not None:
                place = (paragraph, i + 1)
                self._entries += [_Entry(place, [place], one, quoted=one.quoted) for one in found]
            else:
                lines = own_lines(news[j])
                self._restate((paragraph, i + 1), [olds[i].label + lines[0], *lines[1:]])
        if gone:
            self._delete([(paragraph, i + 1) for i in gone])
        for first, last in stretches(sorted(set(range(len(news))) - kept)):
            lines = [line for one in news[first:last] for line in (one.label + one.text, *lines_of(one))]
            self._add(lists, where, (paragraph, _LATE), Kind.ITEM, first + 1, lines, last - first)
        for first, last, by in shifts(pairs):
            self._shift(lists, where, first, last, by)
        return True

    # entries

    def _clause(
        self, order: tuple[float, float], where: list[Where], say: Callable[[], str], lines: Sequence[str]
    ) -> None:
        self._entries.append(_Entry(order, where, say=say, quoted=sum(map(len, lines))))

    def _restate(self, where: Where, lines: list[str]) -> None:
        self.restated.add(where[0])
        self._clause(where, [where], lambda: self.voice.restate(self._name(where), lines), lines)

    def _delete(self, wheres: list[Where]) -> None:
        self._clause(wheres[0], wheres, lambda: self.voice.delete(self._names(wheres)), [])

    def _add(
        self,
        lists: Lists,
        where: Where,
        order: tuple[float, float],
        unit: Kind,
        first: int,
        lines: list[str],
        count: int,
    ) -> None:
        def say() -> str:
            return lists.add_inside(self._name(where), unit, first, lines, count)

        self._clause(order, [where], say, lines)

    def _shift(self, lists: Lists, where: Where, first: int, last: int, by: int) -> None:
        """Behind what came or went in the same list."""
        self._clause((where[0], _LATE), [where], lambda: lists.shift("", Kind.ITEM, first, last, by), [])

    # names

    def _name(self, where: Where) -> str:
        """How the decision names a 款 or 项; the article with it where it was not yet named."""
        lists = self.voice.lists
        name = "" if self._named else self.place
        self._named = True
        if lists is None:
            return name
        if where[0]:
            name = lists.paragraph(name, where[0], self.section)
        return lists.item(name, where[1]) if where[1] else name

    def _names(self, wheres: Sequence[Where]) -> list[str]:
        """Several of one article; what was named just before is not named again."""
        names: list[str] = []
        before = 0
        for where in wheres:
            names.append(self._name((0 if names and where[1] and where[0] == before else where[0], where[1])))
            before = where[0]
        return names

    def _said(self) -> list[str]:
        """All entries in the order of the old text, exchanges of words side by side in one sentence."""
        self._entries.sort(key=lambda one: one.order)
        clauses: list[str] = []
        groups: list[tuple[list[Where], list[Exchange]]] = []
        for entry in [*self._entries, None]:
            if entry is not None and entry.exchange is not None:
                if groups and groups[-1][0] == entry.where and len(entry.where) == 1:
                    groups[-1][1].append(entry.exchange)
                else:
                    groups.append((entry.where, [entry.exchange]))
                continue
            if groups:
                clauses.append(self.voice.worded(self._placed(groups)))
                groups = []
            if entry is not None and entry.say is not None:
                clauses.append(entry.say())
        return clauses

    def _placed(self, groups: list[tuple[list[Where], list[Exchange]]]) -> list[tuple[str, list[Exchange]]]:
        """The places of one sentence; a 款 that was named just before is not named again: 第一款第二项…，第六项…."""
        named: list[tuple[str, list[Exchange]]] = []
        before = 0
        for where, some in groups:
            goes_on = before and len(where) == 1 and where[0] == (before, where[0][1]) and where[0][1]
            named.append((self.voice.places(self._names([(0, where[0][1])] if goes_on else where)), some))
            before = where[-1][0] if where[-1][1] else 0
        return named


def _wheres(scope: Provision, *, section: bool, paragraph: int = -1) -> list[Where]:
    """Of every string of `scope` the 款 and 项 it stands in. `paragraph`: the number of the 款 that `scope` is."""
    known: dict[int, Where] = {}
    own = [scope] if paragraph >= 0 else members(scope, Kind.PARAGRAPH)
    for number, one in enumerate(own, 1):
        above = paragraph if paragraph >= 0 else number if len(own) > 1 else 0
        known |= {id(unit): (above, 0) for unit in one.walk()}
        items = members(one, Kind.ITEM)
        if not section and items and counted(items) and (above or len(own) == 1):
            known |= {id(unit): (above, k) for k, item in enumerate(items, 1) for unit in item.walk()}
    found: list[Where] = []
    for unit in scope.walk():
        count = bool(unit.text) + bool(unit.heading) + sum(bool(cell) for row in unit.rows for cell in row)
        found += [known.get(id(unit), (0, 0))] * count
    return found


def _narrowest(wheres: Sequence[Where]) -> list[Where]:
    """The smallest place, or the 款, that an exchange is made in."""
    distinct = sorted(set(wheres))
    if len(distinct) == 1:
        return distinct
    return sorted({(paragraph, 0) for paragraph, _ in distinct})


def same(one: Provision, other: Provision) -> bool:
    """Whether two provisions have the same words, labels and form below their own label."""
    return (
        one.kind == other.kind and one.text == other.text and one.heading == other.heading and one.rows == other.rows
        and len(one.children) == len(other.children)
        and all(a.label == b.label and same(a, b) for a, b in zip(one.children, other.children, strict=True))
    )  # fmt: skip


def _beside_paragraphs(old: Provision, new: Provision) -> bool:
    """Whether captions or tables changed, which no 款 holds."""
    return old.heading != new.heading or any(child.kind != Kind.PARAGRAPH for child in (*old.children, *new.children))
