"""Many people's amendments of one text put together: what touches nobody else's words stands, the rest is laid out to choose.

Each amendment is the whole text as its proposer would have it. It is taken apart into what was done, provision by provision
and word by word; where all who touched a place did the same it is done, where they did different things all of them are
named side by side and the text stays as it was. The order in which amendments come in changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from workflow.text.comparing.keys import carry
from workflow.text.given import unkeyed, worded
from workflow.text.merging.choosing import insert_behind, signed, take_out
from workflow.text.merging.flattened import ABOUT, Laid, laid_out, nested, put_together
from workflow.text.merging.frame import without_units
from workflow.text.merging.weaving import Mark, clusters
from workflow.text.merging.words_of_three import all_numbered, printed
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.cited import Signs
from workflow.text.references.renumber import renumber
from workflow.text.strings.order import heaviest_chain
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.units import units
from workflow.text.workpiece import Workpiece, opened
from workflow.words import Script

Who = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way a provision could read, "" where it would go, and who proposed it."""

    text: str
    who: Who


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Proposals that cannot all be had: where, what stands there, and each of them."""

    label: str
    base: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The text with everything that stands by itself, what is left to choose, and who is behind what was done.

    behind  by the label that a provision has in `text`: who worded it anew, put it in or moved it
    gone    by the label that it had in the base: who took it out
    """

    text: str
    alternatives: tuple[Alternatives, ...]
    behind: Mapping[str, Who] = field(default_factory=dict)
    gone: Mapping[str, Who] = field(default_factory=dict)


def gather(base: Document, amendments: Mapping[str, Document]) -> Gathered:
    """Puts amendments of `base` together, by the names of their proposers."""
    return _Gathering(base, amendments).run()


def keyed_base(base: Document) -> Document:
    """`base` with keys for its provisions, the same each time."""
    numbers = count(1)
    return carry(None, unkeyed(base), lambda: f"b{next(numbers)}")[0]


@dataclass(slots=True)
class _Side:
    """One text that somebody proposes, and all who propose the same."""

    who: Who
    document: Document
    forms: dict[str, list[Provision]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    bundles: list[frozenset[str]] = field(default_factory=list)  # keys that a split or a join ties together


class _Gathering:
    def __init__(self, base: Document, amendments: Mapping[str, Document]) -> None:
        self.signs = Signs()
        self.plain = keyed_base(base)
        same: dict[str, list[str]] = defaultdict(list)
        for name, document in amendments.items():
            same[write(document)].append(name)
        own = write(base)
        self.base = self._side(self.plain, (), [])
        self.sides = []
        for number, text in enumerate(sorted(text for text in same if text != own)):
            numbers = count(1)
            made, lines = carry(
                self.plain,
                unkeyed(parse(text).document),
                lambda numbers=numbers, number=number: f"{number}-{next(numbers)}",  # type: ignore[misc]
            )
            tied = [frozenset((line.old_key, line.new_key)) for line in lines]
            self.sides.append(self._side(made, tuple(sorted(same[text])), tied))
        self.labels = {unit.key: unit.label for unit in units(self.plain)}
        self.behind: dict[str, set[str]] = defaultdict(set)
        self.left: list[Alternatives] = []

    def _side(self, document: Document, who: Who, tied: list[frozenset[str]]) -> _Side:
        done = signed(document, self.signs)
        side = _Side(who, done, bundles=tied)
        for unit in units(done):
            side.forms[unit.key] = [without_units(one) for one in (unit.provision, *unit.more)]
            side.order.append(unit.key)
        return side

    def run(self) -> Gathered:
        contested = self._contested_bundles()
        result = opened(self.base.document.root)
        came_or_went = False
        for key in self.base.order:
            came_or_went |= self._provision(result, key, contested)
        came_or_went |= self._moves(result)
        came_or_went |= self._insertions(result, contested)
        document = Document(self.plain.language, result.closed())
        if came_or_went:
            document = renumber(document).document
        labels = {article.key: article.label for article in document.articles()}
        english = document.language == Script.ENGLISH

        def shown(text: str) -> str:
            return self.signs.resolve(text, lambda key: labels.get(str(key)), english)

        text = write(worded(document, {id(unit): shown(unit.text) for unit in document.root.walk()}))
        left = [
            Alternatives(
                one.label,
                shown(one.base),
                tuple(replace(wording, text=shown(wording.text)) for wording in one.wordings),
            )
            for one in self.left
        ]
        now = {unit.key: unit.label for unit in units(document)}
        behind, gone = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for key, names in self.behind.items():
            (behind[now[key]] if key in now else gone[self.labels[key]]).update(names)
        return Gathered(text, tuple(left), _in_order(behind), _in_order(gone))

    def _touched(self, key: str) -> list[tuple[_Side, list[Provision] | None]]:
        """Who worded a provision anew, and how; None where somebody took it out."""
        was = list(map(_all_words, self.base.forms[key]))
        found: list[tuple[_Side, list[Provision] | None]] = []
        for side in self.sides:
            form = side.forms.get(key)
            if form is None or list(map(_all_words, form)) != was:
                found.append((side, form))
        return found

    def _contested_bundles(self) -> set[tuple[int, str]]:
        """What somebody split or joined in a place that somebody else touched: the side, and each key it ties together."""
        found: set[tuple[int, str]] = set()
        for side in self.sides:
            for bundle in side.bundles:
                olds = [key for key in bundle if key in self.base.forms]
                others = {id(other) for key in olds for other, _ in self._touched(key)} - {id(side)}
                if others:
                    found |= {(id(side), key) for key in bundle}
        return found

    def _provision(self, result: Workpiece, key: str, contested: set[tuple[int, str]]) -> bool:
        """Does to one provision what can be done; whether it went."""
        touched = self._touched(key)
        if not touched:
            return False
        if any((id(side), key) in contested for side, _ in touched):
            self._lay_out(key, touched)
            return False
        forms = {None if form is None else "\n".join(map(_all_words, form)) for _, form in touched}
        if len(forms) == 1 and None in forms:
            take_out(result, key)
            self._names(key, [side for side, _ in touched])
            return True
        if None in forms:
            self._lay_out(key, touched)
            return False
        self._words(result, key, [(side, form) for side, form in touched if form is not None])
        return False

    def _lay_out(self, key: str, touched: Sequence[tuple[_Side, list[Provision] | None]]) -> None:
        ways: dict[str, set[str]] = defaultdict(set)
        for side, form in touched:
            ways["\n".join(map(printed, form or []))] |= set(side.who)
        self._note(key, ways)

    def _note(self, key: str, ways: Mapping[str, set[str]]) -> None:
        wordings = sorted((text, tuple(sorted(names))) for text, names in ways.items())
        base = "\n".join(map(printed, self.base.forms[key]))
        self.left.append(Alternatives(self.labels[key], base, tuple(Wording(*one) for one in wordings)))

    def _words(self, result: Workpiece, key: str, touched: Sequence[tuple[_Side, list[Provision]]]) -> None:
        was = laid_out(self.base.forms[key], _text)
        rows = [laid_out(form, _text) for _, form in touched]
        taken: list[tuple[Mark, ...]] = []
        for cluster in clusters(was.words, [row.words for row in rows], ABOUT):
            sides = [touched[mark.side][0] for mark in cluster]
            new = {
                (mark.start, mark.end, tuple(rows[mark.side].words[mark.edit.begin : mark.edit.stop]))
                for mark in cluster
            }
            if len(new) == 1 or len({id(side) for side in sides}) == 1:
                taken.append(tuple(cluster if len(new) > 1 else cluster[:1]))
                self._names(key, sides)
                continue
            ways: dict[str, set[str]] = defaultdict(set)
            for number in {mark.side for mark in cluster}:
                only = [mark for mark in cluster if mark.side == number]
                form = _formed(was, rows, only)
                ways["\n".join(map(printed, form or touched[number][1]))] |= set(touched[number][0].who)
            self._note(key, ways)
        form = _formed(was, rows, [mark for marks in taken for mark in marks])
        if form is None:
            self._lay_out(key, touched)
            return
        keys = [key, *(one.key for one in self.base.forms[key][1:])]
        for own, provision in zip(keys, all_numbered(form), strict=False):
            _exchange(result, own, provision)

    def _names(self, key: str, sides: Sequence[_Side]) -> None:
        self.behind[key] |= {name for side in sides for name in side.who}

    def _moves(self, result: Workpiece) -> bool:
        ways: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        place = {key: k for k, key in enumerate(self.base.order)}
        for side in self.sides:
            common = [key for key in side.order if key in place]
            kept = {common[k] for k in heaviest_chain([(place[key], k, 1.0) for k, key in enumerate(common)])}
            for k, key in enumerate(common):
                if key not in kept:
                    before = next((one for one in common[:k][::-1] if one in kept), "")
                    ways[key][before] |= set(side.who)
        moved = False
        for key in sorted(ways, key=lambda one: place[one]):
            if len(ways[key]) > 1:
                self._note(key, {f"→ {self.labels.get(before, '')}": names for before, names in ways[key].items()})
                continue
            (before, names) = next(iter(ways[key].items()))
            unit = next((one for one in result.walk() if one.key == key), None)
            if unit is not None and unit.kind not in CONTAINERS:
                again = unit.closed()
                take_out(result, key)
                insert_behind(result, again, [before] if before else [])
                self.behind[key] |= names
                moved = True
        return moved

    def _insertions(self, result: Workpiece, contested: set[tuple[int, str]]) -> bool:
        """What somebody put in, behind what stands before it there; several people's in the order of their words."""
        found: dict[tuple[int, str, str], tuple[list[Provision], set[str]]] = {}
        place = {key: k for k, key in enumerate(self.base.order)}
        for side in self.sides:
            before = ""
            block: list[Provision] = []
            for key in [*side.order, None]:
                if key is not None and key not in place:
                    if (id(side), key) not in contested:
                        block += side.forms[key]
                    continue
                if block:
                    words = "\n".join(map(_all_words, block))
                    found.setdefault((place.get(before, -1), before, words), (block, set()))[1].update(side.who)
                block = []
                before = key or ""
        for (_, before, _words), (block, names) in sorted(found.items(), key=lambda one: one[0], reverse=True):
            at = self.base.order[: self.base.order.index(before) + 1][::-1] if before else []
            for provision in block[::-1]:
                insert_behind(result, provision, at)
                self.behind[provision.key] |= names
        return bool(found)


def _in_order(some: Mapping[str, set[str]]) -> dict[str, Who]:
    return {label: tuple(sorted(names)) for label, names in sorted(some.items())}


def _text(unit: Provision) -> str:
    return unit.text


def _all_words(provision: Provision) -> str:
    """The words of a provision and what is below it, without numbers."""
    return "\n".join(f"{one.kind.value}|{one.heading}|{one.text}|{one.rows}" for one in provision.walk())


def _formed(was: Laid, rows: Sequence[Laid], marks: Sequence[Mark]) -> list[Provision] | None:
    """The provisions of a row with some edits made in it, None where that is no row of provisions."""
    made = Laid([], {})
    at = 0
    for mark in sorted(marks):
        _copy(was, at, mark.start, made)
        _copy(rows[mark.side], mark.edit.begin, mark.edit.stop, made)
        at = mark.end
    _copy(was, at, len(was.words), made)
    wholes = put_together(was, made, was)
    return None if wholes is None else nested(wholes)


def _copy(row: Laid, start: int, stop: int, made: Laid) -> None:
    for k in range(start, stop):
        if k in row.begins:
            made.begins[len(made.words)] = row.begins[k]
        made.words.append(row.words[k])


def _exchange(result: Workpiece, key: str, provision: Provision) -> None:
    """Other words for a provision; the units of a container stay in it."""
    place = next((one for one in result.walk() if one.key == key), None)
    if place is None:
        return
    wording = opened(provision)
    place.heading, place.text, place.rows = wording.heading, wording.text, wording.rows
    own = [one for one in place.children if place.kind in CONTAINERS and one.kind in (*CONTAINERS, Kind.ARTICLE)]
    place.children = wording.children + own
