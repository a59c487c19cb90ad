"""Guidance in a precedent: what its drafter still has to say, marked so that nobody takes it for the words of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.tree import Problem, Provision

#: 〔填：…〕 in a Chinese text, [Fill in: …] in an English one; the first may be typed with either colon.
GUIDANCE = re.compile(r"〔填[：:][^〔〕\n]*〕?|\[Fill in:[^\[\]\n]*\]?")
_SHOWN = 40


def guidance_left(root: Provision) -> Iterator[Problem]:
    """A problem for each unit that still holds guidance, which keeps the text from being submitted."""
    for unit in root.walk():
        words = "\n".join((unit.heading, unit.text, *(cell for row in unit.rows for cell in row)))
        if found := GUIDANCE.findall(words):
            first = found[0] if len(found[0]) <= _SHOWN else found[0][:_SHOWN] + "…"
            more = len(found) - 1
            zh = f"“{first}”是范本的提示" + (f"，这里还有{more}处" if more else "") + "，请换成自己的文字。"
            en = f"“{first}” is guidance of the precedent" + (f", with {more} more here" if more else "")
            yield Problem("guidance-left", unit.line, zh, f"{en}: replace it with your own words.", blocking=True)
