"""What stands before the first article of a Chinese text: title, title note, table of contents, preamble."""

from __future__ import annotations

import re
from collections.abc import Callable

from workflow.text.labels.chinese import listed, numbered
from workflow.text.labels.marks import marked
from workflow.text.lines import Line
from workflow.text.reading.builder import Builder
from workflow.text.reading.head import head_stop
from workflow.text.tree import Kind

_YEAR = "(?:[12１２][0-9０-９]{3}|[一二][一二三四五六七八九〇○零Ｏ]{3})年|民國"
_ACT = (
    "通过|通過|公布|发布|發布|颁布|頒布|公告|修正|修订|修訂|修改|批准|核准|施行|实施|實施|印发|印發|审议|制定|废止|廢止"
)
_DATED = re.compile(f"(?:{_YEAR}).*?(?:{_ACT})")
_COUNT = "[ \u3000]*[0-9０-９一二三四五六七八九十]{1,3}[ \u3000]*"
_DATE = re.compile(
    f"^[（(]?(?:(?:{_YEAR}){_COUNT}月(?:{_COUNT}[日号])?|(?:19|20)[0-9]{{2}}[.．/-][0-9]{{1,2}}[.．/-][0-9]{{1,2}})[）)]?$"
)
_REFERENCE = re.compile(
    r"[〔\[［【（(](?:19|20)\d\d[〕\]］】）)][ \u3000]*第?[ \u3000]*\d{1,4}[ \u3000]*号"
    r"|令[ \u3000]*第?[ \u3000]*[0-9一二三四五六七八九十百〇零]{1,7}[ \u3000]*号"
)
_PURPOSE = re.compile("^(?:为|為|根据|根據|依据|依照|按照|鉴于)(?!.{0,80}(?:修正|修订|修訂|修改)[）)]?$)")
_AMENDED_BY = re.compile(rf"^[（(]?(?:根据|根據|依据|依照|按照)[ \u3000]*(?:{_YEAR})")
_AMENDED = re.compile("(?:修正|修订|修訂|修改)[）)]?$")
_DATED_HEAD = re.compile(rf"^[（(](?:根据|根據|依据|依照|按照)?[ \u3000]*(?:{_YEAR})")
#: What a paper is filed under, below its title: （编号：DCZD-AQ-11，第3版）.
_NUMBER_ONLY = re.compile("^[（(]?(?:文件|标准|制度|规程|预案)?(?:编号|版本号?|版次|文号|修订号)[：: \u3000].{1,60}$")
_MOST_LINES = 40  # of one note
_OFFICE = re.compile(
    "^(?:制定机关|发布机关|发布部门|颁布单位|发文字号|发布日期|实施日期|施行日期|生效日期|时效性|效力级别|修正日期|公布日期|字号)[：:]"
)
_PREAMBLE = re.compile("^(?:序[ \u3000]*言|前[ \u3000]*言|引[ \u3000]*言|序)$")
_CONTENTS = re.compile("^(?:目[ \u3000]*[录錄次])[：:]?$|^(?:table of )?contents$", re.I)
_NOUN = re.compile(
    "(?:条例|條例|办法|辦法|规定|規定|规则|規則|制度|细则|細則|章程|宪法|法|解释|解釋|决定|決定|意见|方案|规程|准则|準則|标准|通知|公约|合同|预案|规范|纲要|守则|指引|要点|答复|批复)"
    "(?:[（(〔][^（）()〔〕]{0,20}[）)〕])*$"
)
_PLAIN_HEADING = re.compile(
    "^(?:总[ \u3000]*则|總[ \u3000]*則|分[ \u3000]*则|分[ \u3000]*則|附[ \u3000]*则|附[ \u3000]*則|罚[ \u3000]*则|罰[ \u3000]*則)$"
)
#: What belongs to a title that stands on a line of its own: （试行）, （2025—2027年）.
_STAGE = re.compile("^[（(](?:试行|暂行|修订稿?|草案|送审稿|征求意见稿|20[0-9]{2}(?:[—－-]20[0-9]{2})?年度?)[）)]$")
#: A first line of a title that only says whose paper it is.
_ENTERPRISE = re.compile("^[\u4e00-\u9fff（）()]{2,40}(?:公司|集团|厂)$")
#: 某某公告〔2024〕第21号, which has no other title.
_ANNOUNCES = re.compile("^[\u4e00-\u9fff]{3,40}公告")
_FIELD = re.compile("^[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,6}[：:][^：:]")
_END = "。；：，、！？;:,"


def is_plain_heading(words: str) -> bool:
    """总则, 附则 and the like, which need no number to be a heading."""
    return len(words) < 8 and _PLAIN_HEADING.match(words) is not None


def is_date(words: str) -> bool:
    """A line that is a date and nothing else."""
    return len(words) < 30 and _DATE.match(words) is not None


def tells_of_adoption(words: str) -> bool:
    """Whether a note below the title may say how the text came about; （编号：DCZD-AQ-11，第3版） does not."""
    return _NUMBER_ONLY.match(words) is None


def is_contents(words: str) -> bool:
    """The word that opens a table of contents."""
    return len(words) < 20 and _CONTENTS.match(words) is not None


def _is_note(words: str, title: str) -> bool:
    if _PURPOSE.match(words):
        return False
    if words[0] in "（(" and words[-1] in "）)":
        return listed(words) is None
    head = words[:2000]
    return bool(
        _DATE.match(head)
        or _OFFICE.match(head)
        or _DATED.search(head)
        or _REFERENCE.search(head[:200])
        or (title and words.startswith(title))
    )


def read_front(lines: list[Line], begins_body: Callable[[int], bool], build: Builder) -> int:
    """Builds title, notes and table of contents; returns the index of the first line of the preamble or the body."""
    at = head_stop(lines, begins_body, _is_prose)
    for line in lines[:at]:
        build.front(Kind.LETTERHEAD, line.text, line.number)
    at = _title(lines, at, begins_body, build)
    title = next((unit.text for unit in build.root.children if unit.kind == Kind.TITLE), "")
    contents = False
    while at < len(lines):
        line = lines[at]
        stop = contents_end(lines, at) if is_contents(line.text) else 0 if contents else _unnamed_contents(lines, at)
        if stop:
            build.front(Kind.TOC, "\n".join(entry.text for entry in lines[at:stop]), line.number)
            at, contents = stop, True
        elif stop := _long_note(lines, at, begins_body):
            for line in lines[at:stop]:
                build.front(Kind.NOTE, line.text, line.number)
            at = stop
        elif not begins_body(at) and not is_preamble(line.text) and _is_note(line.text, title):
            build.front(Kind.NOTE, line.text, line.number)
            at += 1
        else:
            break
    return at


def _long_note(lines: list[Line], at: int, begins_body: Callable[[int], bool]) -> int:
    """The index after a note that takes several lines (根据甲年的决定、 / 乙年的决定修正), or 0."""
    first = lines[at].text
    bracket = first[0] in "（(" and _open(first) > 0 and _DATED_HEAD.match(first) is not None
    if not bracket and not _AMENDED_BY.match(first):
        return 0
    words = ""
    for index in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[index].text
        if begins_body(index) or is_preamble(line) or line[-1] in "。；：" or len(words) > 2000:
            return 0
        words += line
        if _open(words) <= 0 if bracket else _AMENDED.search(line):
            return index + 1
    return 0


def _open(words: str) -> int:
    """How many brackets are open at the end of `words`."""
    return sum((sign in "（(") - (sign in "）)") for sign in words)


def is_preamble(words: str) -> bool:
    """序言 and the like, standing alone."""
    return len(words) < 8 and _PREAMBLE.match(words) is not None


def _is_prose(words: str) -> bool:
    """Whether words that stand in front are no title."""
    return bool(_PURPOSE.match(words)) or is_date(words) or is_contents(words) or is_preamble(words) or _is_field(words)


def _is_field(words: str) -> bool:
    """时间：……, 主持人：…… behind the title of minutes."""
    return _FIELD.match(words) is not None


def _title(lines: list[Line], start: int, begins_body: Callable[[int], bool], build: Builder) -> int:
    """Builds the lines of the title, which begins at `start`; returns the index after them."""
    title = ""
    for at, line in enumerate(lines[start : start + 6], start):
        words = line.text
        whole = _NOUN.search(title) is not None and title.count("《") <= title.count("》")
        if whole and at == start + 1 and _STAGE.match(words):
            build.front(Kind.TITLE, words, line.number)
            return at + 1
        if whole or len(words) > 120 or words[-1] in _END or _PURPOSE.match(words):
            return at
        if begins_body(at) or is_contents(words) or is_preamble(words) or (title and _is_field(words)):
            return at
        if _is_note(words, title) and (
            (title and not _ENTERPRISE.match(title)) or not (_NOUN.search(words) or _ANNOUNCES.match(words))
        ):
            return at
        title += words
        build.front(Kind.TITLE, words, line.number)
    return min(start + 6, len(lines))


def _unnamed_contents(lines: list[Line], at: int) -> int:
    """The index after headings at `at` that come again in the body, or 0: a table of contents without its name."""
    first = _contents_entry(lines[at].text)
    for index in range(at + 1, len(lines)) if first else ():
        entry = _contents_entry(lines[index].text)
        if not entry:
            return 0
        if entry == first:
            return index if index > at + 1 else 0
    return 0


def _contents_entry(words: str) -> str:
    """What tells a heading from the others in a table of contents, or "" when `words` are none."""
    if is_preamble(words) or is_plain_heading(words):
        return "".join(words.split())
    label = numbered(words) if words[0] == "第" and len(words) <= 60 else None
    return label.text if label and label.kind != Kind.ARTICLE else ""


def contents_end(lines: list[Line], at: int) -> int:
    """The index after the table of contents that begins at `at`: where its first entry comes again, or prose begins."""
    first = ""
    seen: set[str] = set()
    for index in range(at + 1, len(lines)):
        if marked(lines[index].text):
            return index
        words = "".join(lines[index].text.split())
        label = numbered(words)
        name = words
        if label and label.kind in (Kind.PART, Kind.CHAPTER):
            name = label.text
        if (first and name == first) or words in seen or len(words) > 60 or words[-1] in "。；：":
            return index
        if label and label.kind == Kind.ARTICLE and first and not first.endswith(("条", "條")):
            return index
        first = first or name
        seen.add(words)
    return len(lines)
