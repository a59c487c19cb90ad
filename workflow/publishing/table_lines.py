"""A comparison table 修订对照表, whatever it is written on: its words, and its rows with labels, words and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        if set(change.kinds) <= {Fate.UNCHANGED, Fate.RENUMBERED}:
            continue
        reason = next((given[key] for key in (*change.new_keys, *change.old_keys) if key in given), "")
        rows.append(Line(tuple(change.old), tuple(change.new), tuple(change.kinds), tuple(change.runs), reason))
    return rows
