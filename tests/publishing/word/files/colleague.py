"""A colleague who answers only in Word: edits an exported regulation with tracked changes, each under a name of its own.

Every edit knows in which provision it is made, so that what is read back can be held against it.
"""

from __future__ import annotations

import random
import zipfile
from bisect import bisect_right
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.publishing.word.ooxml import gone, ins, mark, p, r, said
from workflow.publishing.word.reading.document import read_document
from workflow.text.reading.parse import parse
from workflow.text.units import Unit, units

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NEW = ("新的规定", "100元", "三十日内", "不得", "依照第三条办理", "，但另有约定的除外")
_SENTENCES = (
    "新的规定由工会解释。",
    "依照第三条办理。",
    "标准为每人每年100元。",
    "应当在三十日内答复，但另有约定的除外。",
)
Kind = Literal[
    "insert", "delete", "replace", "gone", "unit gone", "new paragraph", "new article", "typed behind", "split", "join",
    "move", "cell", "row",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "insert", "delete", "replace", "insert", "replace", "gone", "unit gone", "new paragraph", "new article",
    "typed behind", "split", "join", "move", "cell", "row",
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """One edit: what is done, at which block of the file, by whom, and the provision it is in.

    unit    its place among the units of the text; of a new one the unit before it
    is_new  whether it puts in a provision
    """

    kind: Kind
    at: int
    author: str
    unit: int
    is_new: bool
    start: int = 0
    stop: int = 0
    words: str = ""
    to: int = 0


class Colleague:
    """Somebody with the exported file before them, making `count` edits by chance, the same for the same seed."""

    def __init__(self, clean: bytes, seed: int, count: int) -> None:
        self.clean = clean
        with zipfile.ZipFile(BytesIO(clean)) as archive:
            self._files = {name: archive.read(name) for name in archive.namelist()}
        text = read_document(clean).text
        self._units: list[Unit] = units(parse(text).document)
        starts = [unit.provision.line for unit in self._units]
        self._blocks: list[Element] = [one for one in self._body() if one.tag in (f"{W}p", f"{W}tbl")]
        self._unit_at: list[int] = []
        line = 1
        for block in self._blocks:
            self._unit_at.append(bisect_right(starts, line) - 1)
            line += bool(_words(block)) if block.tag == f"{W}p" else len(block.findall(f"{W}tr"))
        assert line == text.count("\n") + 1, "a line for every paragraph and row"
        self.edits = self._edits(random.Random(seed), count)

    def sends(self, only: Collection[int] | None = None) -> bytes:
        """The file with all of the edits, or with those at some places only."""
        root = _parsed(self._files["word/document.xml"])
        body = root[0]
        blocks = [one for one in body if one.tag in (f"{W}p", f"{W}tbl")]
        for place, edit in enumerate(self.edits):
            if only is None or place in only:
                self._make(edit, body, blocks)
        files = {
            **self._files,
            "word/document.xml": ElementTree.tostring(root, encoding="utf-8", xml_declaration=True),
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, inside in files.items():
                archive.writestr(name, inside)
        return out.getvalue()

    def _body(self) -> Element:
        return _parsed(self._files["word/document.xml"])[0]

    # what to do

    def _edits(self, chance: random.Random, count: int) -> list[Edit]:
        first = next(at for at, unit in enumerate(self._unit_at) if self._units[unit].kind == "article")
        places = list(range(first + 1, len(self._blocks) - 2))
        chance.shuffle(places)
        taken: set[int] = set()
        found: list[Edit] = []
        for at in places:
            if len(found) == count:
                break
            edit = self._edit(chance, at, f"同事{len(found)}")
            touched = {at - 1, at, at + 1} | set(range(at, edit.to + 1)) if edit else set()
            if edit is not None and not touched & taken:
                taken |= touched
                found.append(edit)
        return found

    def _edit(self, chance: random.Random, at: int, author: str) -> Edit | None:
        block, unit = self._blocks[at], self._unit_at[at]
        if block.tag == f"{W}tbl":
            kind: Kind = chance.choice(("cell", "row"))
            return Edit(kind, at, author, unit, False, words=chance.choice(_NEW))
        words = _words(block)
        if not words:
            return None
        kind = chance.choice([kind for kind in KINDS if kind not in ("cell", "row")])
        start = chance.randrange(len(words))
        stop = chance.randint(start + 1, len(words))
        new, sentence = chance.choice(_NEW), chance.choice(_SENTENCES)
        head = at == 0 or self._unit_at[at - 1] != unit
        article = self._units[unit].kind == "article"
        new = new if article else "事项"  # a heading with a comma in it is none
        if kind == "unit gone":
            last = max(place for place, one in enumerate(self._unit_at) if one == unit)
            if not head or not article or any(one.tag != f"{W}p" for one in self._blocks[at : last + 1]):
                return None
            return Edit(kind, at, author, unit, False, to=last)
        if kind == "new paragraph":
            return Edit(kind, at, author, self._unit_at[at - 1], False, words=sentence)
        if kind == "new article":
            if not head or not article:
                return None
            return Edit(kind, at, author, self._unit_at[at - 1], True, words=sentence)
        if kind == "typed behind":
            return Edit(kind, at, author, unit, article and start % 2 == 0, words=sentence)
        if kind == "delete" and head and stop - start == len(words):
            return None  # a number without words is no provision
        if kind in ("split", "join", "gone", "move") and (head or not article or self._unit_at[at + 1] != unit):
            return None
        return Edit(kind, at, author, unit, False, start, stop, new, at + 1 if kind in ("join", "move") else 0)

    # how Word writes it down

    def _make(self, edit: Edit, body: Element, blocks: list[Element]) -> None:
        block = blocks[edit.at]
        by = edit.author
        if block.tag == f"{W}tbl":
            self._in_table(edit, block)
            return
        words = _words(block)
        cut = words[: edit.start], words[edit.start : edit.stop], words[edit.stop :]
        if edit.kind in ("insert", "delete", "replace"):
            old = "" if edit.kind == "insert" else gone(cut[1], by)
            new = "" if edit.kind == "delete" else ins(edit.words, by)
            rest = cut[1] + cut[2] if edit.kind == "insert" else cut[2]
            _rewrite(block, r(cut[0]) + old + new + r(rest))
        elif edit.kind in ("gone", "unit gone"):
            for one in blocks[edit.at : max(edit.to, edit.at) + 1]:
                _rewrite(one, gone(_words(one), by))
                _mark(one, mark("del", by))
        elif edit.kind == "new paragraph":
            body.insert(_place(body, block), _paragraph(edit.words, by, None))
        elif edit.kind == "new article":
            self._new_article(edit, body, block)
        elif edit.kind == "typed behind":
            _mark(block, mark("ins", by))
            new_one = _element(p(ins(edit.words, by)))
            if edit.is_new:
                new_one[0].extend(deepcopy(list(self._article_properties())))
            body.insert(_place(body, block) + 1, new_one)
        elif edit.kind == "split":
            second = deepcopy(block)
            middle = max(1, edit.start)
            _rewrite(second, r(words[middle:]))
            _rewrite(block, r(words[:middle]))
            _mark(block, mark("ins", by))
            body.insert(_place(body, block) + 1, second)
        elif edit.kind == "join":
            _mark(block, mark("del", by))
        elif edit.kind == "move":
            self._move(edit, body, block, blocks[edit.to])

    def _in_table(self, edit: Edit, block: Element) -> None:
        by, row = edit.author, block.findall(f"{W}tr")[-1]
        if edit.kind == "cell":
            paragraph = row.findall(f"{W}tc")[0].findall(f"{W}p")[0]
            words = _words(paragraph)
            _rewrite(paragraph, (gone(words, by) if words else "") + ins(edit.words, by))
            return
        row = deepcopy(row)
        for paragraph in row.iter(f"{W}p"):
            _rewrite(paragraph, ins(edit.words, by))
        row.insert(0, _element(f"<w:trPr><w:ins {said(by)}/></w:trPr>"))
        block.append(row)

    def _new_article(self, edit: Edit, body: Element, block: Element) -> None:
        """Two paragraphs, the first with the list of the articles."""
        at = _place(body, block)
        body.insert(at, _paragraph(edit.words, edit.author, self._article_properties()))
        body.insert(at + 1, _paragraph("前款规定适用于南方公司。", edit.author, None))

    def _move(self, edit: Edit, body: Element, block: Element, before: Element) -> None:
        name, words = f"m{edit.at}", _words(block)
        properties = [one for one in block[0] if one.tag != f"{W}rPr"]
        moved = _paragraph_of(ins(words, edit.author, "moveTo"), mark("moveTo", edit.author), properties)
        place = _place(body, before) + 1
        body.insert(place, _element(f'<w:moveToRangeEnd w:id="{edit.at}2"/>'))
        body.insert(place, moved)
        body.insert(place, _element(f'<w:moveToRangeStart w:id="{edit.at}2" {said(edit.author)[9:]} w:name="{name}"/>'))
        _rewrite(block, gone(words, edit.author, "moveFrom"))
        _mark(block, mark("moveFrom", edit.author))
        place = _place(body, block)
        body.insert(place + 1, _element(f'<w:moveFromRangeEnd w:id="{edit.at}1"/>'))
        body.insert(place, _element(f'<w:moveFromRangeStart w:id="{edit.at}1" w:name="{name}"/>'))

    def _article_properties(self) -> Element:
        """The properties of a paragraph that begins an article."""
        at = next(
            place
            for place, unit in enumerate(self._unit_at)
            if self._units[unit].kind == "article" and self._unit_at[place - 1] != unit
        )
        return self._blocks[at][0]


def _words(paragraph: Element) -> str:
    return "".join(item.text or "" for item in paragraph.iter(f"{W}t"))


def _parsed(xml: str | bytes) -> Element:
    return ElementTree.fromstring(xml)  # noqa: S314 - our own file


def _element(xml: str) -> Element:
    return _parsed(f'<a xmlns:w="{W[1:-1]}">{xml}</a>')[0]


def _rewrite(paragraph: Element, runs: str) -> None:
    """Other runs in a paragraph, its properties as they are."""
    for run in [one for one in paragraph if one.tag != f"{W}pPr"]:
        paragraph.remove(run)
    paragraph.extend(list(_parsed(f'<a xmlns:w="{W[1:-1]}">{runs}</a>')))


def _mark(paragraph: Element, properties: str) -> None:
    paragraph[0].append(_element(properties))


def _paragraph(words: str, author: str, properties: Element | None) -> Element:
    return _paragraph_of(ins(words, author), mark("ins", author), list(properties) if properties is not None else [])


def _paragraph_of(runs: str, marked: str, properties: list[Element]) -> Element:
    made = _element(p(runs, properties=marked))
    for at, one in enumerate(properties):
        made[0].insert(at, deepcopy(one))
    return made


def _place(body: Element, block: Element) -> int:
    return next(at for at, one in enumerate(body) if one is block)
