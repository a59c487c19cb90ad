"""Works out amending decisions, and carries them out, in bounded time: long texts in a process apart, with an end.

Reading a decision asks hundreds of questions of every clause. Short texts are answered at once; of long ones it is not
known beforehand how long they take, and neither a page nor an act may wait for them without end.
"""

import logging
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import Session

from workflow import apart
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.memory import Memory
from workflow.records.text.snapshot import Snapshot
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.fitting import Fit, fit
from workflow.text.amending.said.operations import Undone
from workflow.text.tree import Document, Provision
from workflow.words import Words

#: Characters of all texts together that are worked on at once.
AT_ONCE = 60_000
TOO_LONG = Words(
    "两个文本太长或者相差太多，在限定的时间内没有算完，已经停止",
    "the texts are too long or too different: it was not worked out in the time allowed, and was stopped",
)


def amending(old: Document, new: Document) -> Amended | Refusal:
    """The decision that makes `new` of `old`, as `amend` gives it; a refusal when it takes too long."""
    if _size(old) + _size(new) <= AT_ONCE:
        return amend(old, new)
    try:
        return cast("Amended | Refusal", _apart("workflow.text.amending.amend:amend", old, new))
    except _NotDone:
        return Refusal("", TOO_LONG)


def fitting(old: Document, decision: str, new: Document) -> Fit:
    """What `decision` comes to on `old`, held against `new`, as `fit` gives it; undone as a whole when it takes too long."""
    if _size(old) + len(decision) + _size(new) <= AT_ONCE:
        return fit(old, decision, new)
    try:
        return cast(Fit, _apart("workflow.text.amending.fitting:fit", old, decision, new))
    except _NotDone:
        return Fit(carried=0, undone=[Undone("", "", TOO_LONG)])


@dataclass(frozen=True, slots=True)
class Decision:
    """The amending decision between two texts: its words, or the place and the reason why none could be proved."""

    decision: str
    refusal: Words


_decisions: Memory[Decision] = Memory(texts.KEPT_TREES)


def decision(db: Session, before: Snapshot, after: Snapshot) -> Decision:
    """The amending decision that turns `before` into `after`, proved by the text engine; kept, because neither changes."""
    name = (before.fingerprint, after.fingerprint)
    found = _decisions.get(name)
    if found is None:
        written = amending(texts.tree_of(db, before), texts.tree_of(db, after))
        if isinstance(written, Refusal):
            place = f"{written.label}：" if written.label else ""
            found = Decision(
                "", Words(f"{place}{written.reason.zh}", f"{written.label}: {written.reason.en}".lstrip(": "))
            )
        else:
            found = Decision(written.decision, Words("", ""))
        _decisions.put(name, found)
    return found


class _NotDone(Exception):
    """It was not worked out."""


def _apart(place: str, *given: Any) -> Any:
    try:
        return apart.own().do(place, *given)
    except (apart.TookTooLong, apart.TookTooMuch, apart.Died) as error:
        logging.getLogger(__name__).warning("%s was not done: %s", place, type(error).__name__)
        raise _NotDone from error


def _size(document: Document) -> int:
    """About how many characters a text has."""
    found, todo = 0, [document.root]
    while todo:
        one: Provision = todo.pop()
        found += len(one.text) + len(one.heading) + len(one.label)
        todo += one.children
    return found
