"""Finds the places an act speaks of in the numbers of the text as it was when the act began."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.text.apply_body import head_words, rank
from workflow.text.apply_lists import members
from workflow.text.apply_operations import CannotCarry, Place
from workflow.text.fingerprint import normalised
from workflow.text.labels import numbered
from workflow.text.number import value_of
from workflow.text.tree import CONTAINERS, Provision

_UNITS = {"paragraph": ("款", "paragraph"), "item": ("项", "list unit"), "subitem": ("目", "sub-unit")}
_NAMES = {
    "title": "题目",
    "note": "题注",
    "toc": "目录",
    "preamble": "引言",
    "signature": "署名",
    "annex": "附件",
    "container": "章节",
}


@dataclass(slots=True)
class Spot:
    """What a place names: the block, and the 款, 项 and 目 inside it as far as they were named."""

    block: Provision
    paragraph: Provision | None = None
    item: Provision | None = None
    subitem: Provision | None = None

    @property
    def scope(self) -> Provision:
        """The smallest of them."""
        return self.subitem or self.item or self.paragraph or self.block

    @property
    def owner(self) -> Provision:
        """What the smallest of them stands in."""
        if self.subitem is not None:
            return self.item or self.paragraph or self.block
        return (self.paragraph or self.block) if self.item is not None else self.block


class Finder:
    """Where the labels of one act lead. Lists are remembered as they were when they were first asked for."""

    def __init__(self, blocks: list[Provision], traditional: bool) -> None:
        self.blocks = blocks
        self.traditional = traditional
        self.articles: dict[tuple[str, str], Provision] = {}
        self.containers: dict[tuple[str, str], list[Provision]] = {}
        self._lists: dict[tuple[int, str], list[Provision]] = {}
        annex = ""
        above: dict[int, str] = {}
        for block in blocks:
            if block.kind == "annex":
                annex = block.label or block.heading
            elif block.kind == "article":
                self.articles.setdefault((annex, block.label), block)
            elif block.kind in CONTAINERS:
                height = rank(block)
                above = {key: label for key, label in above.items() if key < height} | {height: block.label}
                for label in above.values():
                    self.containers.setdefault((label if label != block.label else "", block.label), []).append(block)

    def spot(self, place: Place) -> Spot:
        """The spot of `place`; CannotCarry when there is none or more than one."""
        spot = Spot(self.block(place))
        if place.path:
            self._along(spot, place.path)
        if place.paragraph or place.item or place.subitem:
            self._inside(spot, place)
        return spot

    def block(self, place: Place) -> Provision:
        """The block that `place` names or stands in."""
        if place.unit == "article":
            return self.article(place.label, place.within)
        if place.unit == "container":
            found = self.containers.get((place.within, self._label(place.label)), [])
            if not found and (place.within, place.label) in self.articles:
                return self.articles[place.within, place.label]
            if len(found) > 1:
                raise CannotCarry(f"{place.label}不止一处", f"there is more than one {place.label}")
            if found:
                return found[0]
        elif place.unit == "annex":
            for block in self.blocks:
                if block.kind == "annex" and place.label in ("附件", block.label, normalised(block.label)):
                    return block
        elif place.unit:
            found = [block for block in self.blocks if block.kind == place.unit]
            if place.unit == "preamble" and len(found) > 1:
                found = [block for block in found if bool(block.heading) is (place.label == "序言")]
            if found:
                return found[0]
        name = place.label or _NAMES.get(place.unit, "")
        raise CannotCarry(f"原文没有{name or '所说的位置'}", f"the text has no {name or 'such place'}")

    def article(self, label: str, annex: str = "") -> Provision:
        """The article that had `label` when the act began."""
        found = self.articles.get((annex, self._label(label)))
        if found is None:
            raise CannotCarry(f"原文没有{label}", f"the text has no {label}")
        return found

    def heading(self, words: str) -> Provision | None:
        """The heading (or the title) that reads `words`."""
        sought = normalised(words)
        for block in self.blocks:
            if block.kind in CONTAINERS and sought in (head_words(block), normalised(block.heading)):
                return block
        return next(
            (block for block in self.blocks if block.kind == "title" and normalised(block.text) == sought), None
        )

    def list_of(self, owner: Provision, unit: str) -> list[Provision]:
        """The 款, 项 or 目 of `owner` as they were when the act began."""
        key = (id(owner), unit)
        if key not in self._lists:
            self._lists[key] = members(owner, unit)
        return self._lists[key]

    def remember(self, owner: Provision) -> None:
        """Notes the lists of `owner` before they change."""
        for paragraph in self.list_of(owner, "paragraph"):
            for item in self.list_of(paragraph, "item"):
                self.list_of(item, "subitem")

    def forget(self, owner: Provision) -> None:
        """Takes the lists of `owner` as they are now: it was restated."""
        for unit in ("paragraph", "item", "subitem"):
            self._lists.pop((id(owner), unit), None)

    def with_items(self, block: Provision) -> Provision:
        """The only 款 of `block` that has a list, else its last one."""
        owners = self.list_of(block, "paragraph") or [block]
        having = [owner for owner in owners if self.list_of(owner, "item")]
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

    def _inside(self, spot: Spot, place: Place) -> None:
        owner = spot.block
        if owner.kind == "annex":
            raise CannotCarry("附件中的这一处无法定位", "this place in the annex cannot be found")
        self.remember(owner)
        if place.paragraph:
            spot.paragraph = owner = self._member(owner, "paragraph", place.paragraph, spot.block)
        if place.item:
            if spot.paragraph is None:
                spot.paragraph = owner = self.with_items(owner)
            spot.item = owner = self._member(owner, "item", place.item, spot.block)
        if place.subitem:
            spot.subitem = self._member(owner, "subitem", place.subitem, spot.block)

    def _member(self, owner: Provision, unit: str, number: int, block: Provision) -> Provision:
        found = self.list_of(owner, unit)
        if number == -1 and found:
            return found[-1]
        if unit != "paragraph":
            for member in found:
                if value_of(member.label, found[0].label) == number:
                    return member
        if 0 < number <= len(found) and (unit == "paragraph" or not any(member.label for member in found)):
            return found[number - 1]
        zh, en = _UNITS[unit]
        raise CannotCarry(f"{block.label}没有第{number}{zh}", f"{block.label} has no {en} {number}")


def _nearest(scope: Provision, label: str) -> tuple[Provision, Provision] | None:
    """The list unit with `label` that lies highest below `scope`, and what holds it."""
    level = [scope]
    while level:
        for owner in level:
            for child in owner.children:
                if child.label == label and child.kind in ("item", "subitem"):
                    return owner, child
        level = [child for owner in level for child in owner.children]
    return None


def main_number(label: str) -> tuple[int, int]:
    """The number of an article's label, (0, 0) when it has none that can be read."""
    found = numbered(label)
    if found is not None and found.number is not None:
        return found.number.main, found.number.sub
    digits = "".join(sign for sign in label if sign.isdecimal())
    return (int(digits), 0) if digits and len(digits) < 9 and not any(mark in label for mark in ".-") else (0, 0)
