"""Works out amending decisions, and carries them out, in bounded time: long texts in a process apart, with an end.

Reading a decision asks hundreds of questions of every clause. Short texts are answered at once; of long ones it is not
known beforehand how long they take, and neither a page nor an act may wait for them without end.
"""

import logging
from typing import Any, cast

from workflow import apart
from workflow.text.amend import Amended, Refusal, amend
from workflow.text.apply_operations import Undone
from workflow.text.fitting import Fit, fit
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
        return cast("Amended | Refusal", _apart("workflow.text.amend:amend", old, new))
    except _NotDone:
        return Refusal("", TOO_LONG)


def fitting(old: Document, decision: str, new: Document) -> Fit:
    """What `decision` comes to on `old`, held against `new`, as `fit` gives it; undone as a whole when it takes too long."""
    if _size(old) + len(decision) + _size(new) <= AT_ONCE:
        return fit(old, decision, new)
    try:
        return cast(Fit, _apart("workflow.text.fitting:fit", old, decision, new))
    except _NotDone:
        return Fit(carried=0, undone=[Undone("", "", TOO_LONG)])


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
