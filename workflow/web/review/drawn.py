"""The cards of two texts as they are drawn: made once, because neither text ever changes. Nothing about a person is in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session

from workflow.lifecycle.facts.memory import Memory
from workflow.records.text.snapshot import Snapshot
from workflow.text.comparing.compare import Change, Fate
from workflow.text.comparing.risk import Risk, phrase, risks
from workflow.text.comparing.runs import Mark
from workflow.web.request import visit
from workflow.web.shapes.redlines import Seam, Spot, clean, redline
from workflow.web.shapes.showing import t
from workflow.web.shapes.shown_texts import compared

#: Characters of what is drawn and kept, some 60 MB at most.
MOST_CHARACTERS = 30_000_000
#: What makes a change risky, the most first; a change with none of these words comes last.
TIERS = ("money", "time", "duty", "figure", "other")
_TIER = {
    "amount": "money",
    "percentage": "money",
    "date": "time",
    "deadline": "time",
    "modal": "duty",
    "number": "figure",
    "reference": "other",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One changed figure, date or duty in a few words, and where it stands on the page."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One change as it is read: its words, its chips, and the tier of its risk, the smaller the riskier."""

    words: Markup
    chips: tuple[Chip, ...]
    tier: int

    @classmethod
    def of_nothing(cls, change: Change, text: Snapshot) -> "Drawn":
        """Of a provision that is the same in both texts, shown because of what was said about it."""
        return cls(redline(change.runs, "", text.language.script), (), len(TIERS) - 1)

    @property
    def has_figures(self) -> bool:
        """Whether money, time or another figure changed."""
        return TIERS[self.tier] in ("money", "time", "figure")


def drawn_of(
    db: Session, before: Snapshot, after: Snapshot, view: str, prefix: str
) -> tuple[list[Change], list[Drawn | None]]:
    """Every change between two texts, and each that is one as it is drawn; what is the same in both is not.

    prefix  what stands before the keys in the addresses of this list
    """
    changes = compared(db, before, after).changes
    name = (str(db.get_bind().engine.url), before.id, after.id, view, prefix, visit.language())
    found = _drawings.get(name)
    if found is None:
        tongue = after.language.script
        found = [None if one.is_unchanged else _drawn(one, view, tongue, prefix) for one in changes]
        _drawings.put(name, found)
    return changes, found


def _weight(several: Sequence[Drawn | None]) -> int:
    return 1000 + sum(500 + len(one.words) for one in several if one is not None)


_drawings: Memory[list[Drawn | None]] = Memory(MOST_CHARACTERS, _weight)


def address_of(change: Change, prefix: str) -> str:
    """The address of the card of a change on its page."""
    return f"{prefix}{(change.new_keys or change.old_keys)[0]}"


def _drawn(change: Change, view: str, tongue: str, prefix: str) -> Drawn:
    found = risks(change)
    address = address_of(change, prefix)
    spots = [
        Spot(side, *place, f"w-{address}-{number}")
        for number, one in enumerate(found)
        for side, place in ((Mark.CAME, one.to), (Mark.GONE, one.at if one.to is None else None))
        if place is not None
    ]
    told = [_told(change, one) for one in found]
    chips = tuple(
        Chip(words, f"w-{address}-{number}")
        for number, (one, words) in enumerate(zip(found, told, strict=True))
        if not _is_carried(change, one, found)
    )
    tiers = [TIERS.index(_TIER[one.kind]) for one in found]
    return Drawn(_words(change, view, tongue, spots), chips, min(tiers, default=len(TIERS) - 1))


def _words(change: Change, view: str, tongue: str, spots: list[Spot]) -> Markup:
    seams = [*_seams(change.olds, Mark.GONE), *_seams(change.news, Mark.CAME)]
    if view == "sides":
        return Markup('<div class="sides"><div><p class="meta">{}</p>{}</div><div><p class="meta">{}</p>{}</div></div>').format(
            t("修改前", "Before"),
            redline(change.runs, Mark.CAME, tongue, [one for one in spots if one.side is Mark.GONE], seams)
            if change.olds
            else Markup('<p class="empty">{}</p>').format(t("（新增）", "(new)")),
            t("修改后", "After"),
            redline(change.runs, Mark.GONE, tongue, spots, seams)
            if change.news and Fate.DELETED not in change.kinds
            else Markup('<p class="empty">{}</p>').format(t("（删去）", "(deleted)")),
        )  # fmt: skip
    if view == "clean" and change.news:
        return clean(change.runs, tongue)
    return redline(change.runs, "", tongue, spots, seams)


def _seams(units: Sequence[object], side: Mark) -> list[Seam]:
    """Where the second and each further provision of one side begins: the texts are joined by a line feed."""
    found, at = [], 0
    for number, unit in enumerate(units):
        label = unit.label  # type: ignore[attr-defined]
        if number:
            words = (
                t(f"以下为{label}", f"{label} begins here")
                if side is Mark.CAME
                else t(f"以下原为{label}", f"{label} began here")
            )
            found.append(Seam(side, at, words))
        at += len(unit.text) + 1  # type: ignore[attr-defined]
    return found


def _is_carried(change: Change, risk: Risk, several: Sequence[Risk]) -> bool:
    """Whether a word stands in the chip of the figure that carries it: 不得 in 不得少于三家 → 少于二家."""
    if risk.at is None or risk.to is not None:
        return False
    words = phrase(change.old_text, risk.at)
    return any(one is not risk and one.at and one.to and phrase(change.old_text, one.at) == words for one in several)


def _told(change: Change, risk: Risk) -> str:
    """One risky change in a few words: 不得少于二家 → 不得少于三家, “不超过”删去."""
    old = phrase(change.old_text, risk.at) if risk.at else ""
    new = phrase(change.new_text, risk.to) if risk.to else ""
    if old and new:
        return f"{old} → {new}"
    if old:
        return t(f"“{old}”删去", f"“{old}” deleted")
    return t(f"新增“{new}”", f"“{new}” added")
