"""One decision on several regulations: whose each item is, lists under a heading that speaks for all of them, repeals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workflow.text.amending.decision.laws import LAWS, Names
from workflow.text.amending.decision.quotes import MASK, OPEN
from workflow.text.amending.said.operations import CannotCarry, Item

CALLED = (
    "法|法典|条例|條例|办法|辦法|规定|規定|细则|細則|规则|規則|章程|制度|准则|規程|规程|守则|规范|标准|方案|预案|公约"
)
_VERSION = "(?:[（(][^（）()]{1,60}[）)])?"
_NAME = "《(?:[^《》]|《[^《》]{0,120}》){1,200}》"
_PLAIN_NAME = rf"[^，。；：、“《》第{OPEN}]{{2,60}}?(?:{CALLED})"
_HEADING = re.compile(rf"(?:关于|对|修改)?(?P<name>{_PLAIN_NAME}){_VERSION}(?:的修改)?[：:]?$")
#: 将下列制度中的“甲”修改为“乙”： over a list of regulations and places.
_FOR_ALL = re.compile(
    rf"(?:将|对|把)?(?:下列|以下)[^，。；：:{OPEN}]{{0,20}}?(?:中|内|里)?的?(?P<what>{MASK.pattern}[^：:]{{1,200}})[：:]$"
)
#: 废止下列规章制度：, 修改的规章制度: what stands below says it.
_LIST_HEAD = re.compile(
    rf"(?:决定)?(?:废止|修改|修订)?(?:对|将)?(?:下列|以下)[^，。；：{OPEN}第]{{0,24}}?(?:予以|作出?|做出?|进行|宣布)?(?:如下|以下)?"
    r"(?:修改|修订|修正|废止|失效|清理|、|和|及)*[：:]?$"
    rf"|(?:予以|决定)?(?:修改|修订|废止|失效)(?:、|和|及|修改|废止|失效)*的?[^，。；：{OPEN}第]{{0,16}}(?:制度|文件|规章|法规|规定|办法)(?:目录)?[：:]?$"
)
_ONLY_PLACES = re.compile(rf"(?:{_NAME}|[第零〇一二三四五六七八九十百千0-9编章节条款项之、和及以（）()至]){{1,400}}$")
_REPEALS = re.compile("废止|失效|停止执行|停止施行")
_REPEALED = re.compile(
    rf"(?:决定|现|同时)?(?:将|对)?(?:废止|宣布|停止执行)?(?P<names>(?:(?:{_NAME}|{_PLAIN_NAME}){_VERSION}(?:、|和|及|以及)?){{1,40}})"
    r"(?:自[^，。；]{1,30}起)?，?(?:同时|予以|即行|一并|均)*(?:废止|失效|停止执行|停止施行)?[。；;]?$"
)


@dataclass(slots=True)
class Act:
    """One amending act: the law it names ("" when none), its items, what its closing sentences say, what asks elsewhere."""

    law: str = ""
    items: list[Item] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    strays: list[Item] = field(default_factory=list)
    also: list[str] = field(default_factory=list)  # other names in its heading and opening
    is_several: bool = False  # its heading or its opening speaks of several regulations


def name_headings(act: Act, names: Names) -> None:
    """一、车辆管理办法 over items is the name of a regulation where one such heading is the name of the text at hand."""
    if not act.is_several or not names.title:
        return
    heads: list[tuple[Item, str]] = []
    for item in act.items:
        match = _HEADING.match(item.words)
        if match is not None and not item.law and _below(act, item):
            heads.append((item, match["name"]))
    if not any(names.is_ours(name) for _, name in heads):
        return
    for item, name in heads:
        item.words = f"《{name}》"
        for one in (item, *_below(act, item)):
            one.law = one.law or name


def spread_heads(act: Act) -> None:
    """What a heading says of all that is listed below it is said of each: 将下列制度中的“甲”修改为“乙”：."""
    for head in act.items:
        match = _FOR_ALL.match(head.words)
        below = _below(act, head) if match is not None else []
        places = [item.words.rstrip("。；; ") for item in below]
        if match is None and _LIST_HEAD.match(head.words) and _below(act, head):
            head.words = ""
        if match is None or not below or not all(map(_ONLY_PLACES.match, places)):
            continue
        for item, place in zip(below, places, strict=True):
            item.words = f"将{place}中的{match['what']}。"
        head.words = ""


def _below(act: Act, head: Item) -> list[Item]:
    """The items that stand under `head`."""
    return [item for item in act.items if item.number.startswith(f"{head.number}、")]


def is_repeal(item: Item, names: Names) -> bool:
    """Whether an item only repeals other regulations. CannotCarry when it repeals the text at hand."""
    if not (_REPEALS.search(item.words) or _REPEALS.search(item.under)) or len(item.words) > _LONGEST_LIST:
        return False
    match = _REPEALED.match(item.words)
    if match is None:
        return False
    found = LAWS.findall(match["names"])
    if not found and _REPEALS.search(item.under) and not _NO_NAME.search(match["names"]):
        found = [re.sub("[（(].*$", "", match["names"])]
    if not found:
        return False
    if any(names.is_ours(name, item.line) for name in found):
        raise CannotCarry(
            "决定废止的正是本文件，没有新文本", "the decision repeals this very text: there is no new one"
        )
    return True


_NO_NAME = re.compile("^[本该此]|的|有关|相关|以上|上述")
_LONGEST_LIST = 2000  # characters of an item that lists what it repeals
