"""Lines that official papers set in a way of their own, told by their words: on paper, on screen and in Word alike."""

import re

_TABLE_NAME = re.compile(r"(?:表|图|Table |Figure )[ \u3000]?(?:[A-Z][.．])?[0-9０-９]{1,2}(?=[ \u3000]|$)")
_LONGEST_NAME = 40
#: Whom papers are addressed to: 各部门、各车间：, 公司全体职工：, 集团公司：
_TO = re.compile("(?:各|全体)[^。；]*[：:]$|(?:公司|厂|委员会|办公室|[部处科局])[：:]$")
_LEADS_ON = re.compile("如下|下列|以下")
_LONGEST_ADDRESS = 120


def names_table(words: str) -> bool:
    """Whether a line is the name of a table or figure, which is centred (GB/T 1.1-2020, 9.9 and 9.10): 表1　检查记录."""
    return 0 < len(words) <= _LONGEST_NAME and words[-1] not in "。；：，.;:," and _TABLE_NAME.match(words) is not None


def is_line_of_head(words: str) -> bool:
    """Whether what stands above a title is a line by itself (whose paper, its number) and no sentence of an order."""
    return len(words) <= _LONGEST_NAME and words[-1] not in "。；：，、.;:,"


def addresses(words: str) -> bool:
    """Whether the first line of a paper says to whom it goes: it begins at the edge (GB/T 9704-2012, 7.3.2)."""
    return len(words) <= _LONGEST_ADDRESS and _TO.search(words) is not None and _LEADS_ON.search(words) is None
