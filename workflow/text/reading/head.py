"""What stands above the title of a Chinese paper: its letterhead, its number, the order that promulgates it. Told by lines alone.

Sources: GB/T 9704-2012, 7.2 (版头) and 10.2 (命令); what 600 official papers and the papers of enterprises print there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workflow.text.lines import Line

_HAN = "[\u4e00-\u9fff（）()]"
_YEAR = r"[〔\[［（(](?:19|20)[0-9]{2}[〕\]］）)]"
#: What is printed above a title and is never one, without its blanks.
_MARKS = re.compile(
    "(?:特急|加急|平急|特提|(?:绝密|机密|秘密)(?:[★☆].{0,8})?|[0-9]{6})"
    "|(?:文件|标准|预案|制度|规程)?(?:编号|版本号?|版次|文号)[：:].{1,40}|(?:签发人|密级|发文字号)[：:].{1,30}"
    r"|Q[/／][A-Z]{1,8}[A-Z0-9./—－-]{1,30}"
)
#: Whose paper it is: 某某公司文件, 某某令, 会议纪要, 某某公司企业标准.
_PAPERS = re.compile(f"{_HAN}{{2,60}}(?:文件|企业(?:技术|管理|工作)?标准)|{_HAN}{{3,40}}令|会议纪要")
_NUMBER = re.compile(
    f"(?:{_HAN}{{0,30}}(?:令|公告)|[0-9]{{0,4}}{_HAN}{{0,12}}){_YEAR}第?[0-9]{{1,4}}号(?:[（(].{{1,60}}[）)])?"
    f"|[（(]?第[0-9]{{1,4}}号[）)]?|[0-9]{{0,4}}{_HAN}{{1,10}}字第[0-9]{{1,4}}号"
)
_NOTICE = re.compile(f"{_HAN}{{3,60}}公告")
_ATTACHED = re.compile("附[ \u3000]*件[ \u3000]*[0-9０-９一二三四五六七八九十]{0,2}[：:]?")
_NOUNS = re.compile(
    "(?:条例|办法|规定|规则|制度|细则|章程|决定|意见|方案|规程|准则|标准|通知|预案|规范|守则|指引)(?:[（(].{0,20}[）)])?$"
)
_STOPS = "。；：，、！？;:,!?"
_LONGEST_TITLE = 100
_ABOVE = 8  # lines that a letterhead has at most
_ORDER = 40  # lines that an order has at most
_NAMES = re.compile("《([^《》]{2,80}(?:《[^《》]{1,60}》[^《》]{0,40})?)》")
_PROMULGATES = re.compile("(?:公布|发布|颁布|印发|废止|施行|实施)")
_LISTED = re.compile("[（(]?[一二三四五六七八九十]{1,3}(?:、|[）)])")
_TRAILING = re.compile(
    f"(?P<title>.{{4,}}?)(?P<number>[（(][^（）()]{{0,20}}(?:{_YEAR})?[ \u3000]?第?[ \u3000]?[0-9]{{1,4}}[ \u3000]?号[）)])$"
)
_ADDRESSED = re.compile("(?:通知|意见|公告|决定|通报|函|批复)(?=[\u4e00-\u9fff])")
_OUTSIDE = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def _bare(words: str) -> str:
    return "".join(words.split())


def opened(lines: list[Line]) -> list[Line]:
    """`lines` with a line of its own for whom a paper is addressed to, and for its number, where they stand behind the title."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        if at >= _ABOVE or (found and _NOUNS.search(found[-1].text) and "关于" in found[-1].text):
            return found + lines[at:]
        found += [line._replace(text=words) for words in _apart(line.text)]
    return found


def _apart(words: str) -> list[str]:
    if _is_mark(_bare(words)):
        return [words]
    if (match := _TRAILING.match(words)) and _NOUNS.search(match["title"]):
        return [match["title"].rstrip(), match["number"]]
    if words[-1] in "：:" and "关于" in words:
        outside = _OUTSIDE.sub(lambda name: "□" * len(name[0]), words)  # the same places, without the names of papers
        start = outside.find("关于")
        match = _ADDRESSED.search(outside, start) if start >= 0 else None
        if match:
            return [words[: match.end()], words[match.end() :].lstrip()]
    return [words]


def head_stop(lines: list[Line], begins_body: Callable[[int], bool], is_prose: Callable[[str], bool]) -> int:
    """The index of the line with which the title begins, where something stands above it; else 0.

    begins_body  whether the body begins with the line at an index
    is_prose     whether words are no title: a date, a table of contents, a sentence of purpose
    """

    def may_be_title(at: int) -> bool:
        if at >= len(lines) or begins_body(at):
            return False
        words = _bare(lines[at].text)
        prose = words[-1] in _STOPS or words[0] == "|" or is_prose(lines[at].text) or _is_mark(words)
        return not prose and len(words) <= _LONGEST_TITLE

    at = 0
    while at < min(len(lines), _ABOVE) and not begins_body(at) and _is_mark(_bare(lines[at].text)):
        at += 1
    numbered = next((k for k in range(at, min(len(lines), _ABOVE)) if _NUMBER.fullmatch(_bare(lines[k].text))), -1)
    if numbered > 0 and may_be_title(numbered + 1) and _is_short_head(lines[:numbered]):
        at = numbered + 1
    if may_be_title(at):
        words = _bare(lines[at].text)
        if at == 0 and _ATTACHED.fullmatch(lines[at].text) and may_be_title(at + 1):
            at += 1
        order = _below_order(lines, at, begins_body) if _NOTICE.fullmatch(words) else 0
        return order or at
    return _below_order(lines, at, begins_body)


def _is_mark(words: str) -> bool:
    return (
        _MARKS.fullmatch(words) is not None
        or _PAPERS.fullmatch(words) is not None
        or _NUMBER.fullmatch(words) is not None
    )


def _is_short_head(lines: list[Line]) -> bool:
    """Whether lines above a number say whose paper it is, and none of them is a title."""
    return all(len(line.text) <= 60 and line.text[-1] not in _STOPS and not _NOUNS.search(line.text) for line in lines)


def _below_order(lines: list[Line], at: int, begins_body: Callable[[int], bool]) -> int:
    """The index of the title of what the order at `at` promulgates: a line that is the name it quotes; 0 without one."""
    names: set[str] = set()
    promulgates = False
    for index in range(at, min(len(lines), _ORDER)):
        words = _bare(lines[index].text)
        if _LISTED.match(words) or begins_body(index):
            return 0
        plain = re.sub("[（(][^（）()]{0,30}[）)]$", "", words)
        if promulgates and plain in names and index + 1 < len(lines):
            return index
        names |= {name for name in map(_bare, _NAMES.findall(words)) if _NOUNS.search(name) or name.endswith("法")}
        promulgates = promulgates or _PROMULGATES.search(words) is not None
    return 0
