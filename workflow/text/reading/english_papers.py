"""The papers of an English file that holds several: an order and the rules it issues, or one regulation behind another.

Told by lines alone. A paper begins with its name in a line of its own, where the numbering begins anew behind it, and where
its name stood above or something was numbered there already. An annex is part of what it is annexed to.
"""

from __future__ import annotations

import re

from workflow.text.lines import Line

_NOUN = (
    "Rules|Regulations?|Measures|Policy|Policies|Provisions|Procedures?|Code|Standard|Notice|Manual|Guidelines?|Scheme|Plan"
    "|Instructions?|Specification|Handbook|Charter|Bylaws|By-laws|Statutes?|Act|Order|Circular"
)
_BEGINS = "Notice|Circular|Order|Rules|Regulations|Measures|Provisions|Code|Charter|Manual|Guidelines"
_NAMED = re.compile(
    rf"(?=[A-Z0-9“])(?:(?:{_BEGINS}) (?:on|of|for|concerning) .{{3,110}}|.{{3,110}} (?:{_NOUN})(?: (?:of|for|on) [A-Z][^.;:]{{2,60}})?)"
    r"(?: \((?:Trial|Interim|Provisional|for Trial Implementation)\))?"
)
_ANEW = re.compile(
    r"(?:Article|Art\.|Section|Sec\.|Chapter|Part|Title) (?:1|I|One)(?![0-9A-Za-z]|\.[0-9])"
    r"|§ ?[0-9A-Za-z.-]*1\.?(?= )|1\.1(?= )|1\.? (?=[A-Z])|I\. (?=[A-Z])",
    re.I,
)
_LABELLED = re.compile(
    r"(?:Article|Art\.|Section|Sec\.|Chapter|Part) (?:[0-9]+|[IVX]+)\b|§ ?[0-9]|[0-9]+(?:\.[0-9]+)*\.? |\([0-9a-z]{1,4}\)|[IVX]+\. |[A-Z]\. "
)
_ANNEX = re.compile(r"(?:Annex|Appendix|Schedule|Attachment|Exhibit)(?: [0-9A-Z]{1,3})?[:.]?", re.I)
_NEAR = 6  # lines behind a name in which its numbering begins
_CONTENTS = re.compile(r"(?:table of )?contents:?", re.I)


def english_starts(lines: list[Line]) -> list[int]:
    """The indices of the lines with which a further paper begins; none in a text that is one paper."""
    above = ""  # what was said so far, to find the name of what an order issues
    alone: set[str] = set()  # lines as they stand: a title that comes again begins no other paper
    starts: list[int] = []
    labelled = ruled = False
    for at, line in enumerate(lines):
        words = _plain(line.text)
        bare = re.sub(r" \([^()]{1,40}\)$", "", words)
        is_name = _NAMED.fullmatch(line.text) is not None and not _LABELLED.match(line.text)
        annexed = ruled and at and _ANNEX.fullmatch(lines[at - 1].text)
        known = labelled or bare in above
        if at and is_name and known and words not in alone and not annexed and _numbers_anew(lines, at):
            starts.append(at)
            ruled = False
        if not _CONTENTS.fullmatch(line.text):
            alone.add(words)
        above += f" {words}"
        found = _LABELLED.match(line.text) is not None
        ruled = ruled or found
        labelled = labelled or found
    return starts


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _numbers_anew(lines: list[Line], at: int) -> bool:
    """Whether the numbering begins anew right behind the name, before anything else of the paper is numbered."""
    for line in lines[at + 1 : at + _NEAR]:
        if _ANEW.match(line.text):
            return True
        if _LABELLED.match(line.text):
            return False
    return False
