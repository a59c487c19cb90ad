"""What paper and the way from it put into a text that is not the text: page numbers, labels printed several times over.

For files only: what somebody typed, or what was stored, is words to the last character. Nothing goes without being told.
Also where one file holds several papers. Patterns and lines only.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from workflow.text.labels.chinese import NUMERAL
from workflow.text.lines import Line, Normalisation
from workflow.text.reading.english_papers import english_starts

PAGE, OVERPRINTED = "page number", "printed over"

_DASH = "[—－–―-]"
_NUMBER = "[ \u3000]*[0-9]{1,3}[ \u3000]*"
_PAGE = re.compile(
    f"{_DASH}{{1,2}}{_NUMBER}{_DASH}{{1,2}}|第{_NUMBER}页(?:[ \u3000]*[,，/]?[ \u3000]*共{_NUMBER}页)?|[Pp]age [0-9]{{1,3}}(?: of [0-9]{{1,3}})?"
)
#: In the middle of words only the form of GB/T 9704-2012, 7.5, between two long dashes.
_PAGE_INSIDE = re.compile(r"[ \u3000]*—[ \u3000]?[0-9]{1,3}[ \u3000]?—[ \u3000]*")
_HAN = "\u3400-\u9fff。；：，、！？）》”"
_LABEL = rf"第{NUMERAL}{{1,9}}[条條编編章节節款](?:之{NUMERAL}{{1,4}})?|[（(][一二三四五六七八九十]{{1,4}}[）)]|[一二三四五六七八九十]{{1,4}}、"
_OVER = re.compile(rf"({_LABEL})(?:[ \u3000]*\1)+(?![之的、和及至])")
_HEADED_OVER = re.compile(rf"(第{NUMERAL}{{1,9}}[编編章节節][ \u3000]*\S.{{0,30}}?)(?:[ \u3000]*\1)+$")
_ENDS = "。；：！？;:!?）)”》|"
_BEGINS = re.compile(rf"{_LABEL}|[0-9A-Z]+[.．、）)]|[（(][0-9]+[）)]|[|附表图注]|[0-9]+(?:\.[0-9]+)+")
_BROKEN = 18  # characters that a line of prose has at least when a page ends in it

_NOUN = "(?:条例|办法|规定|规则|制度|细则|章程|方案|规程|准则|标准|预案|规范|守则|指引|手续|程序|公约|手册)"
_NAMED = re.compile(f"^[^。；：，！？|]{{4,60}}{_NOUN}(?:[（(][^（）()]{{1,20}}[）)])?$")
_FIRST = re.compile(r"第[一1][编編章条條](?![款项、，。的规])|(?:一、|1[ \u3000]+[^0-9]|1\.1|（一）)")
_LABELLED = re.compile(rf"{_LABEL}|[0-9]+[.．、]")
_RULED = re.compile("第[零〇一二三四五六七八九十百0-9]{1,5}[章条條](?![款项、，。的规])")
_ANNEX = re.compile("附(?:件|录|表)[0-9A-Z一二三四五六七八九十]{0,3}[：:]?")
_QUOTED = re.compile("《([^《》]{2,80}(?:《[^《》]{1,60}》[^《》]{0,40})?)》")


class Part(NamedTuple):
    """One paper of several in a file: the index of its first line, the index behind its last one, and what it is called."""

    start: int
    stop: int
    name: str


def without_paper(lines: list[Line]) -> tuple[list[Line], list[Normalisation]]:
    """`lines` without page numbers and with every label once, and what was taken out, each with the line that it was in.

    A paragraph that a page number cut in two becomes one again.
    """
    told: list[Normalisation] = []
    found: list[Line] = []
    cut = False  # whether the last line was a page number
    for line in lines:
        words = line.text
        if _PAGE.fullmatch(words):
            told.append(Normalisation(line.number, words, "", PAGE))
            cut = bool(found)
            continue
        words = _without_pages(_once(words, line, told), line, told)
        if cut and _goes_on(found[-1].text, words):
            glue = " " if found[-1].text[-1].isascii() and words[0].isascii() else ""
            found[-1] = found[-1]._replace(text=found[-1].text + glue + words)
        elif words:
            found.append(line._replace(text=words))
        cut = False
    return found, told


def _once(words: str, line: Line, told: list[Normalisation]) -> str:
    for pattern in (_HEADED_OVER, _OVER):
        if match := pattern.match(words):
            told.append(Normalisation(line.number, match[0], match[1], OVERPRINTED))
            words = match[1] + words[match.end() :]
    return words


def _without_pages(words: str, line: Line, told: list[Normalisation]) -> str:
    """`words` without numbers of pages between two Han characters or at either end: a range 1—3—5 stays."""

    def gone(match: re.Match[str]) -> str:
        before, after = words[: match.start()][-1:], words[match.end() :][:1]
        if (before and not re.match(f"[{_HAN}]", before)) or (after and not re.match(f"[{_HAN}]", after)):
            return match[0]
        told.append(Normalisation(line.number, match[0].strip(), "", PAGE))
        return ""

    return _PAGE_INSIDE.sub(gone, words) if "—" in words and words[0] != "|" else words


def _goes_on(above: str, words: str) -> bool:
    """Whether `words` go on with a sentence that the end of a page cut."""
    if words[0].isascii() and words[0].isalpha() and not (words[0].islower() and above[-1] != "."):
        return False
    return len(above) >= _BROKEN and above[-1] not in _ENDS and above[0] != "|" and not _BEGINS.match(words)


def parts(lines: list[Line]) -> list[Part]:
    """The papers of a file that holds several: a notice or an order and what it issues, or one regulation behind another.

    A paper begins with its name alone in a line, where the numbering begins anew behind it, and where its name was quoted
    above or an article stood there already. An annex of a regulation is part of it. Empty when there is but one paper.
    """
    quoted: set[str] = set()
    alone: set[str] = set()  # lines as they stand: a title that comes again behind a foreword begins no other paper
    starts: list[int] = []
    labelled = ruled = False
    for at, line in enumerate(lines):
        words = _bare(line.text)
        plain = re.sub("[（(][^（）()]{1,30}[）)]$", "", words)
        is_name = _NAMED.match(words) is not None and not _LABELLED.match(words)
        known = labelled or words in quoted or plain in quoted
        annexed = ruled and at and _ANNEX.fullmatch(_bare(lines[at - 1].text))
        if at and is_name and known and words not in alone and not annexed and _numbers_anew(lines, at):
            starts.append(at)
            ruled = False
        alone.add(words)
        ruled = ruled or _RULED.match(words) is not None
        quoted |= {_bare(name) for name in _QUOTED.findall(line.text)}
        quoted |= {_bare(name) for name in _attached(line.text)}
        labelled = labelled or _LABELLED.match(words) is not None
    starts = starts or english_starts(lines)
    if not starts:
        return []
    edges = [0, *starts, len(lines)]
    return [Part(start, stop, _name(lines, start)) for start, stop in pairwise(edges)]


def _bare(words: str) -> str:
    return "".join(words.split())


def _attached(words: str) -> list[str]:
    """The names in a list of attachments: 附件：1. 甲办法2. 乙细则, or one of its lines."""
    match = re.match(r"附[ \u3000]*件[ \u3000]*[：:]|[0-9]{1,2}[.．、]", words)
    return re.split(r"[0-9]{1,2}[.．、]", words[match.end() :]) if match else []


def _numbers_anew(lines: list[Line], at: int) -> bool:
    return any(_FIRST.match(_bare(one.text)) or _FIRST.match(one.text) for one in lines[at + 1 : at + 5])


def _name(lines: list[Line], start: int) -> str:
    return " ".join(lines[start].text.split())[:60]
