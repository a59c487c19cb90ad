"""Three texts, two of them made from the first, put together: by provision first, then by paragraph, item and sentence.

Two people who worked on two articles never conflict. Where both changed one sentence, or put different words into one
place, there is a conflict that shows all three texts; nothing is ever guessed and nothing patched where it seems to fit.
Numbers are computed anew where both sides moved them, and references follow the articles they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workflow.text.comparing.align import align
from workflow.text.given import worded
from workflow.text.merging.threeway import Hands, three_way
from workflow.text.merging.words_of_three import Clash, Putting, printed
from workflow.text.reading.write import write
from workflow.text.references.citation import number_of
from workflow.text.references.cited import Signs, with_signs
from workflow.text.references.renumber import renumber
from workflow.text.strings.collector import collector_at_rest
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import Unit, units
from workflow.words import Script


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that cannot be put together: where, and what the three texts say there ("" where one says nothing)."""

    label: str
    base: str
    ours: str
    theirs: str


@dataclass(slots=True)
class Merged:
    """The merged canonical text, or None and the conflicts in the order of the base text."""

    text: str | None
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Document, ours: Document, theirs: Document) -> Merged:
    """Puts what `ours` and what `theirs` changed in `base` together. The documents are not changed.

    merge(b, b, x), merge(b, x, b) and merge(b, x, x) are x; exchanging ours and theirs exchanges their texts in the
    conflicts and changes nothing else.
    """
    first, mine, yours = write(base), write(ours), write(theirs)
    if mine in (first, yours):
        return Merged(yours)
    if yours == first:
        return Merged(mine)
    with collector_at_rest():
        return _Merging(base, ours, theirs).run()


@dataclass(slots=True)
class _Thing:
    """A unit in one of the texts. `who` is the same in all three: the place in the base text, or side and place."""

    who: object
    unit: Unit


class _Merging:
    def __init__(self, base: Document, ours: Document, theirs: Document) -> None:
        self.documents = base, ours, theirs
        self.rows: list[list[_Thing]] = [[_Thing(i, unit) for i, unit in enumerate(units(base))]]
        self.moved: list[set[int]] = [set()]
        self.signs = Signs()
        for side in (1, 2):
            self._add_side(side)
        signed: dict[int, str] = {}
        for row, document in zip(self.rows, self.documents, strict=True):
            who = {id(thing.unit.provision): thing.who for thing in row}
            signed |= with_signs(document, self.signs, who)
        self.clashes: list[Clash] = []
        self.putting = Putting(signed, base.language == Script.ENGLISH, self.clashes)
        self.forms = [{thing.who: thing.unit for thing in row} for row in self.rows]
        self.paths = {id(unit): path for document in self.documents for unit, path in _paths(document.root)}

    def _add_side(self, side: int) -> None:
        origin = [thing.unit for thing in self.rows[0]]
        some = units(self.documents[side])
        pairs = [pair.main for pair in align(origin, some)]
        kept = heaviest_chain([(i, j, 1.0 + len(origin[i].text) * 1e-7) for i, j in pairs])
        was = {j: i for i, j in pairs}
        self.rows.append([_Thing(was.get(j, (side, j)), unit) for j, unit in enumerate(some)])
        self.moved.append({i for i, _ in pairs} - {pairs[k][0] for k in kept})

    def run(self) -> Merged:
        all_moved = self.moved[1] | self.moved[2]
        rows = [
            [thing for thing in row if thing.who not in all_moved or thing.who in moved]
            for row, moved in zip(self.rows, self.moved, strict=True)
        ]
        hands: Hands[_Thing, list[tuple[object, list[Provision]]]] = Hands(
            _pair, self._same, self._join, self._take, self._clash
        )
        found = [entry for entries in three_way(rows, hands) for entry in entries]
        self._moved_twice([who for who, _ in found])
        if self.clashes:
            return Merged(None, [Conflict(*clash) for clash in self.clashes])
        placed, torn = self._labelled(found)
        articles = {who: provisions[0] for who, provisions in placed}
        document = Document(self.documents[0].language, self._tree(placed))
        given = self._numbers(document, torn)
        english = document.language == Script.ENGLISH

        def label_of(who: object) -> str | None:
            article = articles.get(who)
            return given.get(id(article), article.label) if article else None

        texts = {id(unit): self.signs.resolve(unit.text, label_of, english) for unit in document.root.walk()}
        return Merged(write(worded(document, texts, given)))

    def _same(self, one: _Thing, other: _Thing) -> bool:
        if one.who == other.who and one.unit is not other.unit and one.who in self.moved[1] & self.moved[2]:
            return True  # both moved it here
        first, second = _own(one.unit), _own(other.unit)
        return len(first) == len(second) and all(map(self.putting.same, first, second))

    def _join(self, base: _Thing, ours: _Thing, theirs: _Thing) -> Iterable[list[tuple[object, list[Provision]]]]:
        return [[(base.who, self._joined(base.unit, ours.unit, theirs.unit))]]

    def _joined(self, base: Unit, ours: Unit, theirs: Unit) -> list[Provision]:
        label = base.label
        if base.more or ours.more or theirs.more:
            return self.putting.rows(label, *([unit.provision, *unit.more] for unit in (base, ours, theirs)))
        forms = base.provision, ours.provision, theirs.provision
        frame = self.putting.frame(label, *forms)
        merged = replace(frame, children=tuple(self.putting.rows(label, *(_loose(form) for form in forms))))
        path = self._path(theirs if self._path(ours) == self._path(base) else ours)
        self.paths[id(merged)] = path
        return [merged]

    def _path(self, unit: Unit) -> tuple[Kind, ...]:
        return self.paths[id(unit.provision)]

    def _take(self, thing: _Thing) -> list[tuple[object, list[Provision]]]:
        """A unit that one side put in, or moved here: then with what the other side did to it."""
        if isinstance(thing.who, int):
            base, ours, theirs = (form.get(thing.who) for form in self.forms)
            if base and ours and theirs:
                return [(thing.who, self._joined(base, ours, theirs))]
            self.clashes.append(Clash(thing.unit.label, *(form.text if form else "" for form in (base, ours, theirs))))
            return []
        copies = []
        for provision in [thing.unit.provision, *thing.unit.more]:
            copy = self.putting.copy(_without_units(provision))
            self.paths[id(copy)] = self._path(thing.unit)
            copies.append(copy)
        return [(thing.who, copies)]

    def _clash(self, base: Sequence[_Thing], ours: Sequence[_Thing], theirs: Sequence[_Thing]) -> None:
        labels = [thing.unit.label for thing in base] or sorted({thing.unit.label for thing in (*ours, *theirs)})
        texts = ("\n".join(_shown(thing.unit) for thing in some) for some in (base, ours, theirs))
        self.clashes.append(Clash("、".join(labels), *texts))

    def _moved_twice(self, found: list[object]) -> None:
        for who in dict.fromkeys(found):
            if isinstance(who, int) and found.count(who) > 1:
                self.clashes.append(Clash(*([self.forms[0][who].label] * 4)))

    def _tree(self, found: list[tuple[object, list[Provision]]]) -> Provision:
        open_: list[tuple[Provision, list[Provision]]] = [(Provision(Kind.DOCUMENT), [])]

        def close() -> Provision:
            unit, below = open_.pop()
            return replace(unit, children=(*unit.children, *below)) if below else unit

        for _, provisions in found:
            for provision in provisions:
                path = self.paths.get(id(provision), ())
                while len(open_) > 1 and tuple(one.kind for one, _ in open_[1:]) != path[: len(open_) - 1]:
                    closed = close()
                    open_[-1][1].append(closed)
                if provision.kind in CONTAINERS:
                    open_.append((provision, []))
                else:
                    open_[-1][1].append(provision)
        while len(open_) > 1:
            closed = close()
            open_[-1][1].append(closed)
        return self._with_contents(close())

    def _with_contents(self, root: Provision) -> Provision:
        """A table of contents says nothing of its own: taken from the side that changed it, else made from the headings."""
        tables = [
            next((one for one in document.root.children if one.kind == Kind.TOC), None) for document in self.documents
        ]
        base, ours, theirs = (table.text if table else "" for table in tables)
        text = theirs if ours in (base, theirs) else ours
        if base not in (ours, theirs) and ours != theirs:
            headings = [one for one in root.walk() if one.kind in CONTAINERS and one.kind != Kind.DOCUMENT]
            text = "\n".join([ours.split("\n", 1)[0], *(f"{one.label}\u3000{one.heading}" for one in headings)])
        if not text:
            return root
        below = root.children
        at = next(
            (k for k, one in enumerate(below) if one.kind not in (Kind.LETTERHEAD, Kind.TITLE, Kind.NOTE)), len(below)
        )
        return replace(root, children=(*below[:at], Provision(Kind.TOC, text=text), *below[at:]))

    def _labelled(
        self, found: list[tuple[object, list[Provision]]]
    ) -> tuple[list[tuple[object, list[Provision]]], bool]:
        """The units with the numbers that one side gave, and whether both sides gave one of them another number."""
        torn = False
        out = []
        for who, provisions in found:
            first = provisions[0]
            if isinstance(who, int):
                was, mine, yours = (form[who].provision.label for form in self.forms)
                torn = torn or (was not in (mine, yours) and mine != yours)
                first = replace(first, label=yours if mine in (was, yours) else mine)
                self.paths[id(first)] = self.paths.get(id(provisions[0]), ())
            out.append((who, [first, *provisions[1:]]))
        return out, torn

    def _numbers(self, document: Document, torn: bool) -> dict[int, str]:
        """The numbers to give by the `id` of the unit: none, or where both sides moved the numbers, all computed anew."""
        rebuilt = all([thing.who for thing in row] != list(range(len(self.rows[0]))) for row in self.rows[1:])
        if torn or (rebuilt and _breaks(document) > min(map(_breaks, self.documents))):
            return renumber(document).given
        return {}


def _pair(base: Sequence[_Thing], side: Sequence[_Thing]) -> list[tuple[int, int]]:
    place = {thing.who: i for i, thing in enumerate(base)}
    return [(place[thing.who], j) for j, thing in enumerate(side) if thing.who in place]


def _own(unit: Unit) -> list[Provision]:
    return [_without_units(provision) for provision in (unit.provision, *unit.more)]


def _without_units(provision: Provision) -> Provision:
    """A container without the articles and containers in it; anything else as it is."""
    if provision.kind not in CONTAINERS:
        return provision
    return Provision(
        provision.kind, provision.label, provision.heading, provision.text, _loose(provision), provision.rows
    )  # fmt: skip


def _loose(provision: Provision) -> tuple[Provision, ...]:
    if provision.kind not in CONTAINERS:
        return provision.children
    return tuple(
        one
        for one in provision.children
        if one.kind not in CONTAINERS and one.kind not in (Kind.ARTICLE, Kind.SIGNATURE, Kind.TOC)
    )


def _shown(unit: Unit) -> str:
    return "\n".join(printed(provision) for provision in _own(unit))


def _paths(parent: Provision, path: tuple[Kind, ...] = ()) -> Iterable[tuple[Provision, tuple[Kind, ...]]]:
    for child in parent.children:
        yield child, path
        if child.kind in CONTAINERS:
            yield from _paths(child, (*path, child.kind))


def _breaks(document: Document) -> int:
    """How many articles and containers do not follow the one before them."""
    english = document.language == Script.ENGLISH
    count = 0
    before = None
    for article in document.articles():
        number = number_of(article, english)
        count += number is not None and not number.follows(before)
        before = number
    for parent in document.root.walk():
        last: dict[Kind, int] = {}
        for child in parent.children:
            number = number_of(child, english) if child.kind in CONTAINERS and child.label else None
            if number:
                count += child.kind in last and number.main != last[child.kind] + 1
                last[child.kind] = number.main
    return count
