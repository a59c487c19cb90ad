"""Places that are named otherwise than by 第X条 or 3.2: 见表1, 见附表, （一）2．（2）, Table 1, Annex A, I.A.2.

Only what this text has, once, is a reference: nobody could tell which of two tables 表1 is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.clauses import BELOW, Form, clause
from workflow.text.references.citation import Index, Part, Reference, Standing, items, paragraphs
from workflow.text.references.other_papers import other_paper
from workflow.text.tree import Document, Kind, Provision

_CAPTION = re.compile(r"(表[ \u3000]?(?:[A-Z][.．])?[0-9]{1,3})(?![0-9])|(Table (?:[A-Z]\.)?[0-9]{1,3})\b")
_TABLE = re.compile(
    r"(?<![代发列仪手钟电水外申填报附图量车])表[ \u3000]?(?:[A-Z][.．])?[0-9]{1,3}(?![0-9]|[.．][0-9]|[人名个份张种])"
    r"|\bTable (?:[A-Z]\.)?[0-9]{1,3}\b"
)
_FIGURE = re.compile(r"(?<![绘制附插视意看略草])图[ \u3000]?(?:[A-Z][.．])?[0-9]{1,3}(?![0-9]|[.．][0-9]|[张幅])")
#: A line that names a figure, which no text holds: 图1 穿带站位示意图.
_FIGURE_NAMED = re.compile(r"(图[ \u3000]?(?:[A-Z][.．])?[0-9]{1,3})[ \u3000]+[^，。；：]{2,40}$")
_BARE = re.compile(
    "附(?:表|录)(?![0-9A-Z零〇一二三四五六七八九十：:])|\\b(?:Annex|Appendix|Attachment) [A-Z0-9]{1,2}\\b"
)
_PATH = re.compile("[（(]([一二三四五六七八九十]{1,3})[）)]([0-9]{1,2})[.．、](?:[（(]([0-9]{1,2})[）)])?")
_ROMAN = re.compile(r"\b([IVX]{1,5})\.([A-Z])(?:\.([0-9]{1,2}))?\b(?!\.[0-9A-Z])")
#: What is called so and is no clause: Type II.A.
_SORT = re.compile(r"\b(?:types?|class|grade|model|form|category|version|no\.) $", re.I)
#: What makes a place one of another paper: 《…》附录B, section IV.B of the Inventory Rules.
_TITLED = re.compile("》(?:[（(][^（）()]{0,20}[）)])?[^，。；]{0,8}$")
_OF = re.compile(r"(?:\.\d+)? of (?!this\b)")
_LOOK_BACK = 40


def captions(document: Document) -> dict[str, Provision]:
    """表1 → the table below the line that calls it so, 图1 → that line itself; a name that stands twice is nobody's."""
    found: dict[str, Provision] = {}
    twice: set[str] = set()
    for unit in document.root.walk():
        if unit.kind == Kind.PARAGRAPH and (figure := _FIGURE_NAMED.match(unit.text)):
            name = _bare(figure[1])
            if name in found:
                twice.add(name)
            found[name] = unit
    for parent in document.root.walk():
        for above, below in zip(parent.children, parent.children[1:], strict=False):
            match = _CAPTION.match(above.text) if below.kind == Kind.TABLE else None
            if match:
                name = _bare(match[0])
                if name in found:
                    twice.add(name)
                found[name] = below
    return {name: table for name, table in found.items() if name not in twice}


class NamedPlaces:
    """Reads them in the texts of one document."""

    def __init__(self, document: Document, index: Index) -> None:
        self.index = index
        self.tables = captions(document)
        labels = [unit.label for unit in document.root.children if unit.kind == Kind.ANNEX]
        self.annexes = {
            unit.label: unit
            for unit in document.root.children
            if unit.kind == Kind.ANNEX and labels.count(unit.label) == 1
        }

    def of(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """The references in the words of `unit`, each kind in order."""
        words = unit.text
        for match in (*_TABLE.finditer(words), *_FIGURE.finditer(words)) if self.tables else ():
            table = self.tables.get(_bare(match[0]))
            is_name = match.start() == 0 and (_CAPTION.match(words) or _FIGURE_NAMED.match(words))
            if table is not None and not is_name:
                yield from self._named(unit, standing, match, table)
        for match in _BARE.finditer(words) if self.annexes else ():
            if match[0] in self.annexes:
                yield from self._named(unit, standing, match, self.annexes[match[0]])
        yield from self._paths(unit, standing)

    @staticmethod
    def _named(unit: Provision, standing: Standing, match: re.Match[str], target: Provision) -> Iterator[Reference]:
        before = unit.text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if other_paper(before) or _TITLED.search(before) or _OF.match(unit.text, match.end()):
            return
        part = Part(target.kind, None, match.start(), match.end(), token=match[0])
        yield Reference(unit, standing, *match.span(), match[0], parts=[part], named=[[target]], targets=[target])

    def _paths(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """（一）2．（2） below the same 一、 or in a text of （一） alone, and I.A.2."""
        for match in (*_PATH.finditer(unit.text), *_ROMAN.finditer(unit.text)):
            before = unit.text[max(0, match.start() - _LOOK_BACK) : match.start()]
            if not match.start() or _TITLED.search(before) or _OF.match(unit.text, match.end()):
                continue
            roman = match.re is _ROMAN
            if roman and _SORT.search(before):
                continue
            steps = self._roman(match, standing) if roman else self._bracketed(match[1], standing)
            for number in filter(None, match.groups()[2 if roman else 1 :]):
                steps = [*steps, *_item(steps[-1], number)] if steps else []
            wanted = len([one for one in match.groups() if one])
            if len(steps) == wanted:
                parts = [
                    Part(
                        Kind.ARTICLE if at < (2 if roman else 1) else Kind.ITEM,
                        None,
                        *match.span(at + 1),
                        token=match[at + 1],
                    )
                    for at in range(wanted)
                ]
                yield Reference(
                    unit, standing, *match.span(), match[0], parts=parts, named=[[one] for one in steps], targets=[steps[-1]]
                )  # fmt: skip

    def _bracketed(self, numeral: str, standing: Standing) -> list[Provision]:
        order = self.index.order.get(id(standing.scope), [])
        forms = [found.form if (found := clause(one.label)) else None for one in order]
        label = f"（{numeral}）"
        if Form.COMMA not in forms:
            return [one for one in order if one.label == label][:1]
        at = next((place for place, one in enumerate(order) if one is standing.article), -1)
        while at > 0 and forms[at] in BELOW:
            at -= 1
        below = self.index.below.get(id(order[at]), []) if at >= 0 else []
        return [one for one in below if one.label == label][:1]

    def _roman(self, match: re.Match[str], standing: Standing) -> list[Provision]:
        outer = self.index.labelled(standing.scope, f"{match[1]}.")
        inner = [one for one in self.index.below.get(id(outer), []) if one.label == f"{match[2]}."] if outer else []
        return [outer, inner[0]] if outer and inner else []


def _item(unit: Provision, number: str) -> list[Provision]:
    """The unit of a list of that number, right below a clause or another such unit."""
    lists = (
        [one for paragraph in paragraphs(unit) for one in items(paragraph)]
        if unit.kind == Kind.ARTICLE
        else items(unit)
    )
    return [one for one in lists if one.label.strip("（）().．、 ") == number][:1]


def _bare(name: str) -> str:
    return "".join(name.split()).replace("．", ".")
