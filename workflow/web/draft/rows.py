"""What the desk's editor sends in place of words: a row of keyed blocks, and the text that it is."""

import json
from dataclasses import dataclass

from flask import g, request

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.draft import keying
from workflow.text.comparing.compare import Change, Fate
from workflow.text.keyed.blocks import Row
from workflow.text.keyed.bridge import Spelled
from workflow.web.request import visit
from workflow.web.request.files import too_long
from workflow.words import Words

#: The field of a form that has what the editor holds.
ROW = "row"
_KEPT = "row as it was sent"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the engine says of a row, for whoever draws it: each by the key of a block.

    labels  what is printed before each block
    lines   the key of what stands on each line of the text
    marks   what became of a provision since the text that is amended: a word of `Fate`
    """

    labels: dict[str, str]
    lines: dict[str, str]
    marks: dict[str, str]


def sent_row() -> tuple[Row, Spelled] | None:
    """The row in the form that is being answered, and its text; None where it has words. Raises Unusable for what is no row."""
    if ROW not in request.form:
        return None
    if _KEPT not in g:
        g.setdefault(_KEPT, _read(request.form[ROW]))
    found: tuple[Row, Spelled] = g.get(_KEPT)
    return found


def _read(sent: str) -> tuple[Row, Spelled]:
    limit = visit.house().settings.max_text_bytes * 4
    if len(sent.encode("utf-8", "surrogatepass")) > limit:
        raise Unusable({"text": too_long(limit)})
    try:
        return keying.read(json.loads(sent))
    except (ValueError, RecursionError) as error:
        raise Unusable({"text": _NO_JSON}) from error


_NO_JSON = Words(
    "送来的内容不完整，没有保存；请再试一次。", "What was sent is incomplete and was not kept; please try again."
)


def drawn(row: Spelled, changes: list[Change] | None) -> Drawn:
    """What the engine says of `row`; `changes` are those since the text it amends, None where it amends none."""
    labels: dict[str, str] = {}
    lines: dict[str, str] = {}
    for unit in row.document.root.walk():
        if unit.label:
            labels[unit.key] = unit.label
        if unit.line:
            lines.setdefault(str(unit.line), unit.key)
    by_label = {unit.label: unit.key for unit in row.document.articles()}
    known = {unit.key for unit in row.document.root.walk()}
    marks = {}
    for change in changes or []:
        kinds = [kind for kind in change.kinds if kind not in (Fate.UNCHANGED, Fate.RENUMBERED)]
        for new in change.news if kinds else ():
            key = new.key if new.key in known else by_label.get(new.label, "")
            marks[key] = kinds[0].value
    return Drawn(labels, lines, marks)
