"""A comparison as a page of plain text for a terminal: what changed, renumbering folded away, risky words named."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.text.comparing.compare import Change, Comparison, Fate
from workflow.text.comparing.risk import risks
from workflow.text.comparing.runs import Mark, Run
from workflow.words import Script, Words

_KINDS = {
    Fate.MODIFIED: Words("修改", Fate.MODIFIED),
    Fate.RENUMBERED: Words("序号变动", Fate.RENUMBERED),
    Fate.INSERTED: Words("新增", Fate.INSERTED),
    Fate.DELETED: Words("删去", Fate.DELETED),
    Fate.MOVED: Words("移动", Fate.MOVED),
    Fate.SPLIT: Words("拆分", Fate.SPLIT),
    Fate.MERGED: Words("合并", Fate.MERGED),
    Fate.UNCHANGED: Words("未变", Fate.UNCHANGED),
}
_RISKS = {
    "date": Words("日期", "date"),
    "percentage": Words("比例", "percentage"),
    "amount": Words("金额", "amount"),
    "deadline": Words("期限", "deadline"),
    "modal": Words("情态词", "modal"),
    "reference": Words("引用", "reference"),
    "number": Words("数字", "number"),
}
_CONTEXT = 16  # equal characters shown on each side of a change


def page(comparison: Comparison, language: Script) -> str:
    """The changes in the order of the new text, in `language`; equal stretches are cut short."""
    lines: list[str] = []
    shifted: list[Change] = []
    for change in comparison.changes:
        if change.kinds == [Fate.RENUMBERED]:
            shifted.append(change)
            continue
        if change.is_unchanged:
            continue
        lines += [*_shifted(shifted, language), *_entry(change, language)]
        shifted = []
    lines += _shifted(shifted, language)
    marked = comparison.marked
    gone, came = marked[Fate.DELETED], marked[Fate.INSERTED]
    total = Words(f"删去{gone}字，增加{came}字。", f"{gone} characters deleted, {came} inserted.")
    same = Words("没有变化。", "Nothing changed.")
    return "\n".join([*lines, (total if lines or gone or came else same).in_language(language)]) + "\n"


def _entry(change: Change, language: Script) -> Iterator[str]:
    kinds = ("、" if language != Script.ENGLISH else ", ").join(
        _KINDS[kind].in_language(language) for kind in change.kinds
    )
    yield f"{_labels(change)}  {kinds}"
    shown = _marked(change.runs)
    if shown:
        yield "  " + shown.replace("\n", "\n  ")
    if not {Fate.INSERTED, Fate.DELETED} & set(change.kinds):
        for risk in risks(change):
            yield f"  ! {_RISKS[risk.kind].in_language(language)}  {risk.old or '—'} → {risk.new or '—'}"
    yield ""


def _labels(change: Change) -> str:
    old, new = "、".join(change.old), "、".join(change.new)
    return new if old == new or not old else old if not new else f"{old} → {new}"


def _marked(runs: list[Run]) -> str:
    """[-deleted-]{+inserted+} among some of the words around; "" when nothing is marked."""
    if all(kind is Mark.KEPT for kind, _ in runs):
        return ""
    shown = []
    for place, (kind, text) in enumerate(runs):
        if kind is not Mark.KEPT:
            shown.append(f"[-{text}-]" if kind is Mark.GONE else f"{{+{text}+}}")
            continue
        head = _head(text) if place else ""
        tail = _head(text[::-1])[::-1] if place < len(runs) - 1 else ""
        shown.append(text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}")
    return "".join(shown)


def _head(text: str) -> str:
    """The beginning of an equal stretch: some characters, or some whole words of Latin script."""
    head = text[:_CONTEXT]
    if not head.isascii():
        return head
    if len(text) <= 2 * _CONTEXT:
        return text
    return text[: 2 * _CONTEXT].rpartition(" ")[0] + " "


def _shifted(changes: list[Change], language: Script) -> list[str]:
    """One line for the provisions that only got another number."""
    if not changes:
        return []
    first, last = changes[0], changes[-1]
    to = " – " if language == Script.ENGLISH else "至"
    old, new = (
        (first.old[0], first.new[0])
        if first is last
        else (f"{first.old[0]}{to}{last.old[0]}", f"{first.new[0]}{to}{last.new[0]}")
    )
    return [f"{old} → {new}  {_KINDS[Fate.RENUMBERED].in_language(language)}", ""]
