"""A comparison table 修订对照表, whatever it is written on: its words, and its rows with labels, words and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.text.comparing.compare import Change, Fate
from workflow.text.comparing.runs import Mark, Run
from workflow.words import Script, Words

HEADS = (Words("修改前", "Before"), Words("修改后", "After"), Words("修改理由", "Reason"))
#: How its marks are read.
LEGEND = Words(
    "（加删除线的文字删去，加下划线的黑体字新增；未改动的不列）",
    "Struck words were deleted; underlined words were added.",
)
#: Where nothing stood before, and where nothing stands any more.
NEW, GONE = Words("（新增）", "(new)"), Words("（删去）", "(deleted)")
_BAR_FIRST, _BAR_BEHIND = re.compile(r"(?:^|(?<=\n))\| "), re.compile(r"(?<=\n)\| ")
_BAR_LAST, _BAR_BEFORE = re.compile(r" \|(?=\n|$)"), re.compile(r" \|(?=\n)")
#: Characters of one side from which a row is not kept on one page.
LONG = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One row: labels before and after, what happened (kinds of workflow.text.comparing.compare), the runs, and the reason."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    kinds: tuple[Fate, ...]
    runs: tuple[Run, ...]
    reason: str = ""

    @property
    def inserted(self) -> bool:
        """True when nothing stood there before."""
        return Fate.INSERTED in self.kinds

    @property
    def long(self) -> bool:
        """True when the row takes so much of a page that it may run over to the next one."""
        return (
            max(sum(len(words) for kind, words in self.runs if kind != other) for other in (Mark.CAME, Mark.GONE))
            > LONG
        )

    @property
    def deleted(self) -> bool:
        """True when nothing stands there any more."""
        return Fate.DELETED in self.kinds


def heading(title: str, language: Script) -> str:
    """What the table of the text called `title` is called."""
    if language == Script.ENGLISH:
        return f"Comparison table of the {title.replace(chr(10), ' ')}"
    return f"《{title.replace(chr(10), '')}》修订对照表"


def lines_of(changes: Iterable[Change], reasons: Mapping[str, str] | None = None) -> list[Line]:
    """The rows of a comparison: what changed in words, place or number of provisions, not what was only renumbered.

    reasons  permanent key → why the provision is changed
    """
    given = reasons or {}
    rows = []
    for change in changes:
        if not change.is_listed:
            continue
        reason = next((given[key] for key in (*change.new_keys, *change.old_keys) if key in given), "")
        old, new = tuple(map(_shown, change.old)), tuple(map(_shown, change.new))
        rows.append(Line(old, new, tuple(change.kinds), _without_bars(change.runs), reason))
    return rows


def is_tight(labels: Sequence[str]) -> bool:
    """Whether words follow the last of `labels` without a blank: 三、, 四、（二）."""
    return bool(labels) and labels[-1].endswith(("、", "）"))


def _shown(label: str) -> str:
    """二、（一） of a clause that is called with the one above it."""
    return label.replace("、 （", "、（")


def _without_bars(runs: Sequence[Run]) -> tuple[Run, ...]:
    """`runs` without the bars at both ends of the rows of a table; those between its cells stay."""
    found: list[Run] = []
    for at, (kind, words) in enumerate(runs):
        sides = (Mark.GONE, Mark.CAME) if kind == Mark.KEPT else (kind,)
        before = [_beside(reversed(runs[:at]), side) for side in sides]
        behind = [_beside(runs[at + 1 :], side) for side in sides]
        begins, ends = all(one[-1:] in ("", "\n") for one in before), all(one[:1] in ("", "\n") for one in behind)
        plain = (_BAR_FIRST if begins else _BAR_BEHIND).sub("", words)
        found.append((kind, (_BAR_LAST if ends else _BAR_BEFORE).sub("", plain)))
    return tuple(found)


def _beside(runs: Iterable[Run], side: Mark) -> str:
    """The words that stand next to a place on one side; "" at its end."""
    return next((words for kind, words in runs if kind in (side, Mark.KEPT) and words), "")
