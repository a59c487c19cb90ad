"""What is asked of a table of opinions: its fields, with the headers under which unions keep them; and which provision is meant."""

import re
import unicodedata
from collections.abc import Mapping

from workflow.rules.consultation.words import LONGEST, NAME
from workflow.rules.roster.fields import NAME as WHO
from workflow.rules.roster.fields import Field
from workflow.text.labels.numerals import chinese
from workflow.words import Words

OPINION = Field(
    "opinion",
    Words("意见", "Opinion"),
    (
        "意见", "意见和建议", "意见建议", "修改意见", "意见内容", "具体意见", "反馈意见", "建议", "修改建议", "内容", "反馈内容", "职工意见",
        "opinion", "opinions", "comment", "comments", "suggestion", "suggestions", "feedback", "remarks",
    ),
    required=True, longest=LONGEST,
)  # fmt: skip
ABOUT = Field(
    "about",
    Words("条文", "Article"),
    (
        "条文", "条款", "条目", "章节", "章节条款", "涉及条款", "涉及条文", "对应条款", "对应条文", "条号", "条款号", "位置", "article",
        "articles", "clause", "provision", "section", "about", "on",
    ),
    longest=100,
)  # fmt: skip
FROM = Field(
    "name", Words("姓名", "Name"), (*WHO.headers, "提出人", "意见人", "反馈人", "建议人", "from"), longest=NAME
)
#: In the order in which a line of it is written.
OPINIONS = (OPINION, ABOUT, FROM)
_WHOLE = frozenset({"", "全文", "整体", "总体", "全部", "无", "-", "—", "whole", "thewhole", "all", "general"})
_NUMBER = re.compile(r"\d{1,4}")


def place_meant(said: str, places: Mapping[str, str]) -> str | None:
    """The key of the provision that somebody named, "" for the whole; None where it cannot be told.

    places  permanent key → label. 第3条, 3 and 第三条第二款 all name 第三条
    """
    plain = _plain(said)
    if plain in _WHOLE:
        return ""
    by_label = {_plain(label): key for key, label in places.items()}
    numbered = _NUMBER.sub(lambda found: chinese(int(found[0])) if int(found[0]) else found[0], plain)
    for one in (plain, numbered, f"第{numbered}条", f"article{plain}", numbered.partition("条")[0] + "条"):
        if one in by_label:
            return by_label[one]
    return None


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold().rstrip(".、:")
