"""Three texts, two of them made from the first, put together: by provision, by paragraph, item and sentence, by words.

Two people who worked on two articles never conflict, nor do two who changed words of one sentence that do not touch. Where
both changed the same words, or put different words into one place, there is a conflict that shows all three texts; nothing
is ever guessed and nothing patched where it seems to fit. Where words of both came to stand in one sentence, `woven` says
so: what nobody wrote as a whole is to be read by somebody. What one side split or joined is followed word by word.
Numbers are computed anew where both sides moved them, and references follow the articles they name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from workflow.text.comparing.align import align
from workflow.text.comparing.pairing import Pair
from workflow.text.given import worded
from workflow.text.merging.flattened import nested
from workflow.text.merging.frame import breaks, loose, paths, without_units
from workflow.text.merging.fusing import Fused, fused
from workflow.text.merging.threeway import Hands, Stands, three_way
from workflow.text.merging.words_of_three import Clash, Putting, Woven, three_texts
from workflow.text.reading.write import write
from workflow.text.references.cited import Signs, with_signs
from workflow.text.references.renumber import renumber
from workflow.text.strings.collector import collector_at_rest
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import Unit, units
from workflow.words import Script


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that cannot be put together: where, and what the three texts say there ("" where one says nothing).

    text  words that were put together, but that somebody has to read before they stand; else ""
    """

    label: str
    base: str
    ours: str
    theirs: str
    text: str = ""

    @property
    def name(self) -> str:
        """What says in a form that this was read: another one as soon as the words are others."""
        return hashlib.sha256(f"{self.label}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Choice:
    """A clash for a person to settle: where, the words both began with there, and what would stand there either way.

    settled  nobody has to choose: each put in something of its own there, and both stand
    """

    name: str
    label: str
    base: str
    with_ours: str
    with_theirs: str
    settled: bool


@dataclass(slots=True)
class Merged:
    """The merged canonical text, or None and the conflicts in the order of the base text.

    woven    where words of both were put into one sentence, or into one provision that one of them split or joined
    settled  the text whatever conflicts: in each clash with the words of the side that was asked for
    clashes  what there is to choose for it, one for each place
    """

    text: str | None
    conflicts: list[Conflict] = field(default_factory=list)
    woven: list[Woven] = field(default_factory=list)
    settled: str = ""
    clashes: list[Choice] = field(default_factory=list)


def merge(base: Document, ours: Document, theirs: Document, *, take_theirs: Collection[str] = ()) -> Merged:
    """Puts what `ours` and what `theirs` changed in `base` together. The documents are not changed.

    take_theirs  names of clashes in which the settled text has their words; it has those of ours in all others
    merge(b, b, x), merge(b, x, b) and merge(b, x, x) are x; exchanging ours and theirs exchanges their texts in the
    conflicts and changes nothing else.
    """
    first, mine, yours = write(base), write(ours), write(theirs)
    if mine in (first, yours):
        return Merged(yours, settled=yours)
    if yours == first:
        return Merged(mine, settled=mine)
    with collector_at_rest():
        return _Merging((base, ours, theirs), take_theirs).run()


@dataclass(slots=True)
class _Thing:
    """A unit in one of the texts. `who` is the same in all three: the place in the base text, or side and place.

    more  units behind it that go with it, because a side split them off or joined them
    """

    who: object
    unit: Unit
    more: tuple[Unit, ...] = ()


#: Who a provision is, and what it became with what goes with it.
_Entry = tuple[object, list[Provision]]


class _Merging:
    def __init__(self, documents: tuple[Document, Document, Document], take_theirs: Collection[str]) -> None:
        self.documents = documents
        base = documents[0]
        self.rows: list[list[_Thing]] = [[_Thing(i, unit) for i, unit in enumerate(units(base))]]
        self.moved: list[set[int]] = [set()]
        self.pairs: list[list[Pair]] = []
        self.signs = Signs()
        for side in (1, 2):
            self._add_side(side)
        signed: dict[int, str] = {}
        for row, document in zip(self.rows, self.documents, strict=True):
            who = {id(thing.unit.provision): thing.who for thing in row}
            signed |= with_signs(document, self.signs, who)
        self.putting = Putting(signed, base.language == Script.ENGLISH, take_theirs)
        self.clashes = self.putting.clashes
        self.kept: list[list[_Entry]] = []  # what `paths` and `side` know by its id must not be let go
        self.side = {id(thing.unit.provision): side for side in (1, 2) for thing in self.rows[side]}
        self.forms = [{thing.who: thing.unit for thing in row} for row in self.rows]
        self.paths = {id(unit): path for document in self.documents for unit, path in paths(document.root)}

    def _add_side(self, side: int) -> None:
        origin = [thing.unit for thing in self.rows[0]]
        some = units(self.documents[side])
        self.pairs.append(align(origin, some))
        pairs = [pair.main for pair in self.pairs[-1]]
        kept = heaviest_chain([(i, j, 1.0 + len(origin[i].text) * 1e-7) for i, j in pairs])
        was = {j: i for i, j in pairs}
        self.rows.append([_Thing(was.get(j, (side, j)), unit) for j, unit in enumerate(some)])
        self.moved.append({i for i, _ in pairs} - {pairs[k][0] for k in kept})

    def run(self) -> Merged:
        """By provisions that stayed one; if that clashes, again with those as one that a side split or joined."""
        found = self._run([])
        if found.text is not None or not (several := fused(self.pairs, self.moved[1] | self.moved[2])):
            return found
        self.clashes.clear()
        self.putting.woven.clear()
        again = self._run(several)
        return found if again.text is None else again

    def _run(self, several: Sequence[Fused]) -> Merged:
        all_moved = self.moved[1] | self.moved[2]
        rows = [
            [thing for thing in row if thing.who not in all_moved or thing.who in moved]
            for row, moved in zip(self._as_one(several), self.moved, strict=True)
        ]
        hands: Hands[_Thing, list[_Entry]] = Hands(_pair, self._same, self._join, self._take, self._clash, beside=True)
        found = [entry for entries in three_way(rows, hands) for entry in entries]
        self.kept.append(found)
        found = self._in_one_place(found)
        placed, torn = self._labelled(found)
        articles = {who: provisions[0] for who, provisions in placed}
        document = Document(self.documents[0].language, self._tree(placed))
        given = self._numbers(document, torn)
        english = document.language == Script.ENGLISH

        def label_of(who: object) -> str | None:
            article = articles.get(who)
            return given.get(id(article), article.label) if article else None

        def shown(text: str) -> str:
            return self.signs.resolve(text, label_of, english)

        texts = {id(unit): shown(unit.text) for unit in document.root.walk()}
        text = write(worded(document, texts, given))
        if not self.clashes:
            return Merged(text, woven=[one._replace(text=shown(one.text)) for one in self.putting.woven], settled=text)
        conflicts = dict.fromkeys(Conflict(clash.label, *clash.texts) for clash in self.clashes)
        named = {one.name: one for one in self.clashes}
        clashes = []
        for name, one in named.items():
            was, mine, yours = map(shown, one.spots)
            clashes.append(Choice(name, one.label, was, mine, yours, one.settled))
        woven = [one._replace(text=shown(one.text)) for one in self.putting.woven]
        return Merged(None, list(conflicts), woven, text, clashes)

    def _as_one(self, several: Sequence[Fused]) -> list[list[_Thing]]:
        """The rows in which what belongs together is one thing."""
        rows = [list(row) for row in self.rows]
        for number, one in enumerate(several):
            for side, (row, places) in enumerate(zip(rows, one, strict=True)):
                things = [self.rows[side][place] for place in places]
                at = row.index(things[0])
                whole = _Thing(("several", number), things[0].unit, tuple(thing.unit for thing in things[1:]))
                row[at : at + len(things)] = [whole]
        return rows

    def _same(self, one: _Thing, other: _Thing) -> bool:
        if one.who == other.who and one.unit is not other.unit and one.who in self.moved[1] & self.moved[2]:
            return True  # both moved it here
        first, second = _all_own(one), _all_own(other)
        return len(first) == len(second) and all(map(self.putting.same, first, second))

    def _join(self, base: _Thing, ours: _Thing, theirs: _Thing) -> Iterable[list[_Entry]]:
        if base.more or ours.more or theirs.more:
            return [self._several(base, ours, theirs)]
        return [[(base.who, self._joined(base.unit, ours.unit, theirs.unit))]]

    def _several(self, *things: _Thing) -> list[_Entry]:
        """Provisions that one side split or joined: those of the side that did all, else word by word."""
        base, ours, theirs = things
        if self._same(base, ours) or self._same(base, theirs):
            side = 2 if self._same(base, ours) else 1
            who = {id(thing.unit.provision): thing.who for thing in self.rows[side]}
            return [
                entry
                for unit in (things[side].unit, *things[side].more)
                for entry in self._take(_Thing(who[id(unit.provision)], unit), as_it_is=True)
            ]
        wholes = self.putting.flattened(base.unit.label, *map(_all_own, things))
        if wholes is None:
            self._clash([base], [ours], [theirs], False)
            return []
        who = {id(thing.unit.provision): thing.who for row in self.rows for thing in row}
        tops = [one for one in wholes if not one.depth]
        found: list[_Entry] = []
        for whole, provision in zip(tops, nested(wholes), strict=True):
            forms = [form for form in whole.forms if form is not None]
            self.paths[id(provision)] = self.paths[id(forms[-1])]
            known = [who[id(form)] for form in forms]
            # which part of a split provision stays it is said by the side that split it
            identity = next((one for one in known if one != known[0]), known[0])
            taken = any(identity == other for other, _ in found)
            found.append((("part", len(found), known[0]) if taken else identity, [provision]))
        return found

    def _joined(self, base: Unit, ours: Unit, theirs: Unit) -> list[Provision]:
        label = base.label
        if base.more or ours.more or theirs.more:
            return self.putting.rows(label, *([unit.provision, *unit.more] for unit in (base, ours, theirs)))
        forms = base.provision, ours.provision, theirs.provision
        frame = self.putting.frame(label, *forms)
        merged = replace(frame, children=tuple(self.putting.rows(label, *(loose(form) for form in forms))))
        path = self._path(theirs if self._path(ours) == self._path(base) else ours)
        self.paths[id(merged)] = path
        return [merged]

    def _path(self, unit: Unit) -> tuple[Kind, ...]:
        return self.paths[id(unit.provision)]

    def _take(self, thing: _Thing, *, as_it_is: bool = False) -> list[_Entry]:
        """A unit that one side put in, or moved here: then with what the other side did to it."""
        found = self._taken(thing, as_it_is=as_it_is)
        for _, provisions in found:
            self.side[id(provisions[0])] = self.side.get(id(thing.unit.provision), 0)
        return found

    def _taken(self, thing: _Thing, *, as_it_is: bool) -> list[_Entry]:
        if thing.more:
            who = {id(one.unit.provision): one.who for row in self.rows for one in row}
            some = [_Thing(who[id(unit.provision)], unit) for unit in (thing.unit, *thing.more)]
            return [entry for one in some for entry in self._take(one, as_it_is=True)]
        if thing.who in self.moved[1] | self.moved[2] and not as_it_is:
            base, ours, theirs = (form.get(thing.who) for form in self.forms)
            if base and ours and theirs:
                return [(thing.who, self._joined(base, ours, theirs))]
            was, mine, yours = (form.text if form else "" for form in (base, ours, theirs))
            stands = self.putting.noted(Clash(thing.unit.label, (was, mine, yours), (was, mine, yours)))
            if self.side[id(thing.unit.provision)] != stands.value + 1:
                return []
        copies = []
        for provision in [thing.unit.provision, *thing.unit.more]:
            copy = self.putting.copy(without_units(provision))
            self.paths[id(copy)] = self._path(thing.unit)
            copies.append(copy)
        return [(thing.who, copies)]

    def _clash(self, base: Sequence[_Thing], ours: Sequence[_Thing], theirs: Sequence[_Thing], both: bool) -> Stands:
        labels = [unit.label for thing in base for unit in (thing.unit, *thing.more)]
        labels = labels or sorted({thing.unit.label for thing in (*ours, *theirs)})
        texts = three_texts(*([one for thing in some for one in _all_own(thing)] for some in (base, ours, theirs)))
        return self.putting.noted(Clash("、".join(labels), texts, texts, both))

    def _in_one_place(self, found: list[_Entry]) -> list[_Entry]:
        """The same where both sides moved a provision, each elsewhere: it stands where one of them put it."""
        times = Counter(who for who, _ in found if isinstance(who, int))
        for who in [who for who, many in times.items() if many > 1]:
            was, mine, yours = (form[who].label for form in self.forms)
            stands = self.putting.noted(Clash(was, (was, was, was), (was, mine, yours)))
            found = [
                (other, provisions)
                for other, provisions in found
                if other != who or self.side[id(provisions[0])] == stands.value + 1
            ]
        return found

    def _tree(self, found: list[_Entry]) -> Provision:
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

    def _labelled(self, found: list[_Entry]) -> tuple[list[_Entry], bool]:
        """The units with the numbers that one side gave, and whether both sides gave one of them another number."""
        torn = False
        out = []
        for who, provisions in found:
            first = provisions[0]
            if isinstance(who, int):
                was, mine, yours = (form.get(who, self.forms[0][who]).provision.label for form in self.forms)
                torn = torn or (was not in (mine, yours) and mine != yours)
                first = replace(first, label=yours if mine in (was, yours) else mine)
                self.paths[id(first)] = self.paths.get(id(provisions[0]), ())
            out.append((who, [first, *provisions[1:]]))
        return out, torn

    def _numbers(self, document: Document, torn: bool) -> dict[int, str]:
        """The numbers to give by the `id` of the unit: none, or where both sides moved the numbers, all computed anew."""
        rebuilt = all([thing.who for thing in row] != list(range(len(self.rows[0]))) for row in self.rows[1:])
        if torn or (rebuilt and breaks(document) > min(map(breaks, self.documents))):
            return renumber(document).given
        return {}


def _pair(base: Sequence[_Thing], side: Sequence[_Thing]) -> list[tuple[int, int]]:
    place = {thing.who: i for i, thing in enumerate(base)}
    return [(place[thing.who], j) for j, thing in enumerate(side) if thing.who in place]


def _own(unit: Unit) -> list[Provision]:
    return [without_units(provision) for provision in (unit.provision, *unit.more)]


def _all_own(thing: _Thing) -> list[Provision]:
    return [one for unit in (thing.unit, *thing.more) for one in _own(unit)]
