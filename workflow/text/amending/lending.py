"""What decisions on texts of clauses lend: each clause a label that counts through the text, in the order of its own number.

The writer and the carrier of decisions know articles that count through a text; the manner of a language says what the lent
labels are and what a decision calls a clause.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workflow.text.labels.chinese import numbered
from workflow.text.labels.clauses import BELOW, Clause, Form, clause
from workflow.text.labels.standing import clause_paths
from workflow.text.tree import CONTAINERS, LISTED, Document, Kind, Provision

#: Where a clause stands: its form, the letter of its annex or the part it stands in, its numbers. （一） below 二、 is (2, 1).
Address = tuple[Form, str, tuple[int, ...]]

FIRST = 10_000  # of the lent numbers, beyond what texts number and decisions cite
_MOST = 40_000
_LONGEST_RANGE = 500  # clauses


@dataclass(slots=True)
class Group:
    """Clauses that a decision names side by side: 4.3、4.5至4.7."""

    start: int
    end: int
    clauses: list[Address]
    named: int = 1


def is_numbered(document: Document) -> bool:
    """Whether a text has clauses."""
    return any(clause(article.label) for article in document.articles())


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language lends and cites.

    forms   those in which its decisions are written
    label   the label that is lent with a number
    cited   how a decision names a clause
    heads   whether words that stand alone behind the label of a clause are its heading
    folds   whether a heading is the first paragraph of what is lent
    """

    forms: tuple[Form, ...]
    label: Callable[[int], str]
    cited: Callable[[Address], str]
    heads: Callable[[str], bool]
    folds: bool


class Lending:
    """The lent labels of one or two texts, and of what a decision brings in.

    Raises ValueError where a number stands twice, so that nobody could tell which clause is meant, or where numbers are of a
    form in which decisions are not written.
    """

    def __init__(self, documents: Iterable[Document], manner: Manner) -> None:
        self.manner = manner
        found: set[Address] = set()
        self.headed, self.wordy = set[Address](), set[Address]()  # a heading in the first text, words in any
        self.lists: dict[Address, str] = {}  # the first label of the list right below a clause
        self.chapters: dict[int, str] = {}  # of the first text, above clauses 5.1
        for number, document in enumerate(documents):
            own = list(addresses(document))
            self.chapters = self.chapters if number else chapters(document)
            for unit, address in own:
                self.lists.setdefault(address, next((one.label for one in unit.walk() if one.kind in LISTED), ""))
            self.headed = self.headed if found else {address for unit, address in own if unit.heading}
            self.wordy |= {address for unit, address in own if not unit.heading or unit.children}
            twice = len({address for _, address in own}) != len(own)
            if twice or any(form not in manner.forms for _, (form, _, _) in own):
                raise ValueError("a number stands twice")
            found |= {address for _, address in own}
        self.forms = {form for form, _, _ in found}
        self.above = {(part, path[0]) for form, part, path in found if form in BELOW}
        self.standing = frozenset(found)
        self._keys: dict[str, str] = {}

    def lend(self, found: set[Address]) -> None:
        """Gives each of `found`, and of the clauses that stand, its label."""
        found |= self.standing
        if len(found) > _MOST:
            raise ValueError("too many clauses")
        # No two are neighbours: a number that is left out between them is judged by `gap`, in the clauses' own numbers.
        ordered = sorted(found, key=lambda one: (_part(one[1]), one[1], one[2]))
        self.labels = {one: self.manner.label(FIRST + 2 * at) for at, one in enumerate(ordered, 1)}
        self.addresses = {label: one for one, label in self.labels.items()}

    def with_below(
        self, groups: Sequence[Group], said: Collection[Address], becomes: Callable[[int, int], bool]
    ) -> None:
        """With clauses that get other numbers go those below them, unless the decision speaks of these.

        becomes  whether the words from here to there say that what stands before them gets the numbers behind them
        """
        for old, new in pairwise(groups):
            if len(old.clauses) == len(new.clauses) and becomes(old.end, new.start):
                for one, goal in list(zip(old.clauses, new.clauses, strict=True)):
                    below = sorted(each for each in self.standing if is_below(each, one))
                    if one == goal or one[:2] != goal[:2] or any(each in said for each in below):
                        continue
                    old.clauses += below
                    new.clauses += [(each[0], goal[1], (*goal[2], *each[2][len(one[2]) :])) for each in below]

    # trees

    def to(self, document: Document, *, keyed: bool = False) -> Document:
        """`document` with lent labels; what heads a clause is its first paragraph. `keyed`: they are its clauses' keys too."""
        known = {id(unit): self.labels[address] for unit, address in addresses(document)}
        self._keys.update({known[id(unit)]: unit.key for unit, _ in addresses(document)})

        def lent(unit: Provision) -> Provision:
            children = tuple(lent(child) for child in unit.children)
            if id(unit) not in known:
                return replace(unit, children=children)
            label = known[id(unit)]
            lent_one = replace(unit, label=label, key=label if keyed else unit.key, children=children)
            if not (unit.heading and self.manner.folds):
                return lent_one
            head = Provision(Kind.PARAGRAPH, text=unit.heading, line=unit.line)
            return replace(lent_one, heading="", children=(head, *children))

        return Document(document.language, lent(document.root))

    def back(self, document: Document) -> Document:
        """`document` with its clauses' own labels again."""

        def own(unit: Provision) -> Provision:
            address = self.addresses.get(unit.label) if unit.kind == Kind.ARTICLE else None
            children = tuple(own(child) for child in unit.children)
            if address is None:
                return replace(unit, key=self.key(unit.key), children=children)
            first = children[0] if children else None
            heads = (
                not unit.heading
                and first is not None
                and first.kind == Kind.PARAGRAPH
                and not first.children
                and self.manner.heads(first.text)
            )
            return replace(
                unit,
                label=printed(address),
                key=self.key(unit.key),
                heading=first.text if heads and first is not None else unit.heading,
                children=children[1:] if heads else children,
            )

        return Document(document.language, own(document.root))

    def key(self, key: str) -> str:
        """A clause's own key."""
        return self._keys.get(key, key)

    def left_behind(self, old: Document, new: Document, told: Collection[str]) -> str:
        """A clause that stays as it is below one that went or got another number, which no decision means; "" for none.

        old, new  with lent labels, which are the keys of the old text's clauses
        told      labels of clauses of which the decision says where they go, be it to their own number
        """
        after = {unit.key: unit.label for unit in new.articles() if unit.key}
        before = [(unit.label, self.addresses[unit.label]) for unit in old.articles() if unit.label in self.addresses]
        stays = {address for label, address in before if after.get(label) == label and label not in told}
        for label, (_, part, path) in before:
            if after.get(label) != label:
                for below in stays:
                    if below[1] == part and len(below[2]) > len(path) and below[2][: len(path)] == path:
                        return self.manner.cited(below)
        return ""

    def gap(self, old: Document, new: Document) -> str:
        """A clause that came or got another number and stands behind one that is missing, where none was; "" for none."""
        before = {self.addresses[unit.label] for unit in old.articles() if unit.label in self.addresses}
        after = {self.addresses[unit.label] for unit in new.articles() if unit.label in self.addresses}
        for unit in new.articles():
            address = self.addresses.get(unit.label)
            if address is None or unit.key == unit.label or address[2][-1] == 1:
                continue
            form, part, path = address
            beside = sorted(one[2][-1] for one in before if (one[0], one[1], one[2][:-1]) == (form, part, path[:-1]))
            unbroken = beside == list(range(1, len(beside) + 1))
            if unbroken and (form, part, (*path[:-1], path[-1] - 1)) not in after:
                return self.manner.cited(address)
        return ""

    def misplaced(self, document: Document) -> str:
        """A clause with a lent label that stands in another chapter, or part, than its number says; "" for none."""
        for head, unit in _under_heads(document.root, ""):
            address = self.addresses.get(unit.label)
            if address is None or not head:
                continue
            form, part, path = address
            own = self.chapters.get(path[0], "") if form is Form.DOTTED and not part else part
            if own and own != head:
                return self.manner.cited(address)
        return ""


def chapters(document: Document) -> dict[int, str]:
    """The chapters 第5章 above clauses 5.1, by their number."""
    found: dict[int, str] = {}
    for unit in document.root.walk():
        label = numbered(unit.label) if unit.kind == Kind.CHAPTER else None
        own = [one.path[0] for child in unit.children if (one := clause(child.label)) and one.form is Form.DOTTED]
        if label is not None and label.number is not None and set(own) <= {label.number.main}:
            found[label.number.main] = unit.label
    return found


def _under_heads(parent: Provision, head: str) -> Iterator[tuple[str, Provision]]:
    """Every clause with the label of the chapter, or part, that it stands in; "" in none."""
    for child in parent.children:
        if child.kind == Kind.ARTICLE:
            yield head, child
        elif child.kind in CONTAINERS:
            yield from _under_heads(child, child.label if child.kind in (Kind.CHAPTER, Kind.PART) else head)


def addresses(document: Document) -> Iterator[tuple[Provision, Address]]:
    """Every clause with where it stands, but for those of an annex that numbers as the text does (附件1 with its own 一、)."""
    paths = clause_paths(document.root)
    for unit in document.articles():
        label = clause(unit.label)
        in_annex = any(above.kind == Kind.ANNEX for above in paths.get(id(unit), ()))
        if label is not None and not (in_annex and not label.letter):
            yield unit, _address(label, paths[id(unit)])


def strays(document: Document) -> bool:
    """Whether a clause of an annex, A.1, stands in the text, or one of the text in an annex with such clauses."""
    for unit in document.root.children:
        letters = {label.letter for one in unit.walk() if one.kind == Kind.ARTICLE and (label := clause(one.label))}
        if len(letters) > 1 or (unit.kind != Kind.ANNEX and letters - {""}):
            return True
    return False


def _address(label: Clause, above: tuple[Provision, ...]) -> Address:
    part = next((unit.label for unit in above if unit.kind == Kind.PART), "")
    if label.form not in BELOW:
        return label.form, label.letter or ("" if label.form is Form.DOTTED else part), label.path
    outer = next((found for unit in reversed(above) if (found := clause(unit.label))), None)
    return label.form, part, ((*outer.path, label.number) if outer else (0, label.number))


def _part(name: str) -> int:
    """What the clauses of a part are sorted by; 0 for those of a text without parts, or of an annex with a letter."""
    found = numbered(name) if name else None
    return found.number.main if found and found.number else 0


def printed(address: Address) -> str:
    """The label that a clause prints: 3.2.1, 二、, （一）."""
    form, letter, path = address
    return Clause(form, path, "", "", 0, letter if form is Form.DOTTED else "").counted(path[-1])


def between(one: Address, other: Address) -> list[Address]:
    """The clauses behind `one` up to `other`, which stands beside it."""
    first, last = one[2], other[2]
    if one[:2] != other[:2] or first[:-1] != last[:-1] or not first[-1] < last[-1] <= first[-1] + _LONGEST_RANGE:
        return [other]
    return [(*one[:2], (*first[:-1], number)) for number in range(first[-1] + 1, last[-1] + 1)]


def is_below(address: Address, above: Address) -> bool:
    """Whether one clause stands below another."""
    return address[1] == above[1] and len(address[2]) > len(above[2]) and address[2][: len(above[2])] == above[2]
