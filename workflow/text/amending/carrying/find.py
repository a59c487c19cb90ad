"""Finds the places an act speaks of in the numbers of the text as it was when the act began."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.text.amending.carrying.lists import members
from workflow.text.amending.said.body import head_words, rank
from workflow.text.amending.said.operations import CannotCarry, Place, Reach, Unit
from workflow.text.fingerprint import normalised
from workflow.text.labels.chinese import numbered
from workflow.text.labels.english import counted
from workflow.text.references.renumber import value_of
from workflow.text.tree import CONTAINERS, LISTED, WITHIN, Kind
from workflow.text.workpiece import Workpiece

_UNITS = {Kind.PARAGRAPH: ("款", "paragraph"), Kind.ITEM: ("项", "list unit"), Kind.SUBITEM: ("目", "sub-unit")}
_NAMES: dict[Unit, str] = {
    Kind.TITLE: "题目",
    Kind.NOTE: "题注",
    Kind.TOC: "目录",
    Kind.PREAMBLE: "引言",
    Kind.SIGNATURE: "署名",
    Kind.ANNEX: "附件",
    Reach.CONTAINER: "章节",
}


@dataclass(slots=True)
class Spot:
    """What a place names: the block, and the 款, 项 and 目 inside it as far as they were named."""

    block: Workpiece
    paragraph: Workpiece | None = None
    item: Workpiece | None = None
    subitem: Workpiece | None = None

    @property
    def scope(self) -> Workpiece:
        """The smallest of them."""
        return self.subitem or self.item or self.paragraph or self.block

    @property
    def owner(self) -> Workpiece:
        """What the smallest of them stands in."""
        if self.subitem is not None:
            return self.item or self.paragraph or self.block
        return (self.paragraph or self.block) if self.item is not None else self.block


class Finder:
    """Where the labels of one act lead. Lists are remembered as they were when they were first asked for."""

    def __init__(self, blocks: list[Workpiece], traditional: bool) -> None:
        self.blocks = blocks
        self.traditional = traditional
        self.articles: dict[tuple[str, str], Workpiece] = {}
        self.containers: dict[tuple[str, str], list[Workpiece]] = {}
        self._lists: dict[tuple[int, Kind], list[Workpiece]] = {}
        self._heads: dict[int, list[Workpiece]] = {}  # id of an article: the headings it stands under, outermost first
        annex = ""
        open_heads: list[Workpiece] = []
        above: dict[int, str] = {}
        for block in blocks:
            if block.kind == Kind.ANNEX:
                annex = block.label or block.heading
                open_heads = []
            elif block.kind == Kind.ARTICLE:
                self.articles.setdefault((annex, block.label), block)
                self._heads[id(block)] = open_heads
            elif block.kind in CONTAINERS:
                height = rank(block)
                above = {key: label for key, label in above.items() if key < height} | {height: block.label}
                open_heads = [*(head for head in open_heads if rank(head) < height), block]
                for label in above.values():
                    self.containers.setdefault((label if label != block.label else "", block.label), []).append(block)

    def spot(self, place: Place) -> Spot:
        """The spot of `place`; CannotCarry when there is none or more than one."""
        spot = Spot(self.block(place))
        if place.path:
            self._along(spot, place.path)
        if place.quoted:
            spot.paragraph = self._told(spot.block, place.quoted)
        if place.paragraph or place.item or place.subitem:
            self._inside(spot, place)
        return spot

    def block(self, place: Place) -> Workpiece:
        """The block that `place` names or stands in."""
        if place.unit == Kind.ARTICLE:
            block = self.article(place.label, place.within)
            self._check_heads(block, place)
            return block
        found: Workpiece | None = None
        if place.unit == Reach.CONTAINER:
            found = self._container(place)
        elif place.unit == Kind.ANNEX:
            found = self._annex(place.label)
        elif place.unit:
            several = [block for block in self.blocks if block.kind == place.unit]
            if place.unit == Kind.PREAMBLE and len(several) > 1:
                several = [block for block in several if bool(block.heading) is (place.label == "序言")]
            found = next(iter(several), None)
        if found is None:
            name = place.label or _NAMES.get(place.unit, "")
            raise CannotCarry(f"原文没有{name or '所说的位置'}", f"the text has no {name or 'such place'}")
        return found

    def _container(self, place: Place) -> Workpiece | None:
        found = self.containers.get((place.within, self._label(place.label)), [])
        if not found:
            return self.articles.get((place.within, place.label)) or self.articles.get(("", _signed(place.label)))
        if len(found) > 1:
            raise CannotCarry(f"{place.label}不止一处", f"there is more than one {place.label}")
        self._check_name(found[0], place.under[-1] if place.under else ("", ""))
        return found[0]

    def _annex(self, label: str) -> Workpiece | None:
        annexes = [block for block in self.blocks if block.kind == Kind.ANNEX]
        own = [one for one in annexes if one.label == label]
        if label == "附件" and len(annexes) > 1 and len(own) != 1:
            raise CannotCarry("附件不止一个，未写明是哪一个", "there is more than one annex; which is not said")
        if len(own) > 1:
            raise CannotCarry(f"{label}不止一处", f"there is more than one {label}")
        return next((one for one in own or annexes if label in ("附件", one.label, normalised(one.label))), None)

    def article(self, label: str, annex: str = "") -> Workpiece:
        """The article that had `label` when the act began."""
        found = self.articles.get((annex, self._label(label))) or self.articles.get((annex, _signed(label)))
        if found is None and not annex and _LENT.fullmatch(label):  # A.2.1, a number of its own in the whole text
            found = next((block for (_, known), block in self.articles.items() if known == label), None)
        if found is None:
            raise CannotCarry(f"原文没有{label}", f"the text has no {label}")
        return found

    def _check_heads(self, block: Workpiece, place: Place) -> None:
        """第二章第五条 is article 5 only where it stands in chapter 2."""
        heads = self._heads.get(id(block), [])
        for label, words in place.under:
            head = next((head for head in heads if head.label == self._label(label)), None)
            if head is None:
                raise CannotCarry(f"{block.label}不在{label}", f"{block.label} does not stand in {label}")
            self._check_name(head, (label, words))

    @staticmethod
    def _check_name(head: Workpiece, said: tuple[str, str]) -> None:
        if said[1] and normalised(said[1]) != normalised(head.heading).replace(" ", ""):
            raise CannotCarry(f"{said[0]}的名称不是“{said[1]}”", f"{said[0]} is not called “{said[1]}”")

    def heading(self, words: str) -> Workpiece | None:
        """The heading (or the title) that reads `words`."""
        sought = normalised(words)
        for block in self.blocks:
            if block.kind in CONTAINERS and sought in (head_words(block), normalised(block.heading)):
                return block
        return next(
            (block for block in self.blocks if block.kind == Kind.TITLE and normalised(block.text) == sought), None
        )

    def list_of(self, owner: Workpiece, unit: Kind) -> list[Workpiece]:
        """The 款, 项 or 目 of `owner` as they were when the act began."""
        key = (id(owner), unit)
        if key not in self._lists:
            self._lists[key] = members(owner, unit)
        return self._lists[key]

    def remember(self, owner: Workpiece) -> None:
        """Notes the lists of `owner` before they change."""
        for paragraph in self.list_of(owner, Kind.PARAGRAPH):
            for item in self.list_of(paragraph, Kind.ITEM):
                self.list_of(item, Kind.SUBITEM)

    def forget(self, owner: Workpiece) -> None:
        """Takes the lists of `owner` as they are now: it was restated."""
        for unit in WITHIN:
            self._lists.pop((id(owner), unit), None)

    def with_items(self, block: Workpiece) -> Workpiece:
        """The only 款 of `block` that has a list, else its last one."""
        owners = self.list_of(block, Kind.PARAGRAPH) or [block]
        having = [owner for owner in owners if self.list_of(owner, Kind.ITEM)]
        if len(having) > 1:
            raise CannotCarry(
                f"{block.label}有不止一款分项，未写明是哪一款",
                f"{block.label} has more than one list; which is not said",
            )
        return (having or owners[-1:])[0]

    def _label(self, label: str) -> str:
        return label.replace("条", "條").replace("节", "節").replace("编", "編") if self.traditional else label

    def _along(self, spot: Spot, path: tuple[str, ...]) -> None:
        """Goes down nested lists: subsection (b), paragraph (2), subparagraph (A)."""
        for label in path:
            found = _nearest(spot.scope, label)
            if found is None:
                raise CannotCarry(f"{spot.block.label}没有{label}", f"{spot.block.label} has no {label}")
            owner, unit = found
            spot.paragraph, spot.item, spot.subitem = owner, unit, None

    def _told(self, block: Workpiece, words: str) -> Workpiece:
        """The only 款 of `block` that has these words."""
        found = [one for one in self.list_of(block, Kind.PARAGRAPH) if normalised(words) in normalised(one.text)]
        if len(found) != 1:
            raise CannotCarry(
                f"{block.label}中有“{words[:20]}”的款不是恰好一款",
                f"{block.label} has not exactly one paragraph with “{words[:20]}”",
            )
        return found[0]

    def _inside(self, spot: Spot, place: Place) -> None:
        owner = spot.block
        if owner.kind == Kind.ANNEX:
            raise CannotCarry("附件中的这一处无法定位", "this place in the annex cannot be found")
        self.remember(owner)
        if place.paragraph:
            spot.paragraph = owner = self._member(owner, Kind.PARAGRAPH, place.paragraph, spot.block)
        if place.item:
            if spot.paragraph is None:
                spot.paragraph = owner = self.with_items(owner)
            spot.item = owner = self._member(owner, Kind.ITEM, place.item, spot.block)
        if place.subitem:
            spot.subitem = self._member(owner, Kind.SUBITEM, place.subitem, spot.block)

    def _member(self, owner: Workpiece, unit: Kind, number: int, block: Workpiece) -> Workpiece:
        found = self.list_of(owner, unit)
        if unit == Kind.PARAGRAPH:
            _check_counted(found, number, block)
        if number == -1 and found:
            return found[-1]
        if unit != Kind.PARAGRAPH:
            for member in found:
                if value_of(member.label, found[0].label) == number:
                    return member
        if 0 < number <= len(found) and (unit == Kind.PARAGRAPH or not any(member.label for member in found)):
            return found[number - 1]
        zh, en = _UNITS[unit]
        raise CannotCarry(f"{block.label}没有第{number}{zh}", f"{block.label} has no {en} {number}")


def _check_counted(paragraphs: list[Workpiece], number: int, block: Workpiece) -> None:
    """Lines after 下列情形： that have no （一） are no 款 to some and 款 to others: a number behind them tells nothing."""
    for place, one in enumerate(paragraphs[:-1], 1):
        if one.text.endswith("：") and not one.children and paragraphs[place].text.endswith("；"):
            if number == -1 or number > place:
                raise CannotCarry(
                    f"{block.label}有不带序号的分项，无法确定第几款",
                    f"{block.label} has a list without numbers: which paragraph is meant cannot be told",
                )
            return


def _nearest(scope: Workpiece, label: str) -> tuple[Workpiece, Workpiece] | None:
    """The list unit with `label` that lies highest below `scope`, and what holds it. CannotCarry when there are several."""
    level = [scope]
    while level:
        found = [
            (owner, child)
            for owner in level
            for child in owner.children
            if child.label == label and child.kind in LISTED
        ]
        if len(found) > 1:
            raise CannotCarry(f"{label}不止一处", f"there is more than one {label}")
        if found:
            return found[0]
        level = [child for owner in level for child in owner.children]
    return None


def _signed(label: str) -> str:
    """Section 9-102 as a code prints it, § 9-102; other labels stay as they are."""
    return f"§ {label[8:]}" if label.startswith("Section ") else label


def main_number(label: str) -> tuple[int, int]:
    """The number of an article's label, (0, 0) when it has none that can be counted: § 4-681.01. Article 3A is (3, 1)."""
    found = numbered(label)
    if found is not None and found.number is not None:
        return found.number.main, found.number.sub
    word = label.rstrip(".").split(" ", 1)[-1]
    if _LETTERED.fullmatch(word):
        between = counted(word)
        return (between.main, between.sub) if between is not None else (0, 0)
    digits = "".join(sign for sign in label if sign.isdecimal())
    if not digits or len(digits) > 8 or any(mark in word for mark in "-.") or _LETTER.search(label):
        return 0, 0
    return int(digits), 0


def is_between(label: str) -> bool:
    """Whether an English label says that its article came in between two others: Article 3A."""
    return _LETTERED.fullmatch(label.rsplit(" ", 1)[-1]) is not None


def code_number(label: str) -> tuple[tuple[int, str], ...]:
    """What a label that cannot be counted is sorted by: § 9-102.01 between § 9-102 and § 9-103, 3A between 3 and 4."""
    number = label.split(" ", 1)[-1]
    return tuple((int(digits), "") if digits else (0, letter.upper()) for digits, letter in _PIECES.findall(number))


_LENT = re.compile("Article [1-9][0-9]{4}")
_LETTER = re.compile("[0-9][A-Za-z]")
_LETTERED = re.compile("[0-9]{1,5}[A-Z]")
_PIECES = re.compile("([0-9]{1,8})|([A-Za-z])")
