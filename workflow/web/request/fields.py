"""Reading what was typed into a form field: a day, a whole number, the number of a row. Nothing here refuses."""

from datetime import date

from workflow.rules.entry.paper_facts import FACT_WORDS
from workflow.words import Words

#: Longer than any figure of a meeting, short enough for an integer column.
DIGITS = 7
#: The largest number of a row: what an integer column holds.
LAST_ROW = 2**31 - 1
#: What a field is called where its words are given back outside their own form.
FIELD_WORDS = {
    **FACT_WORDS,
    "about": Words("说明", "Remark"),
    "words": Words("正文", "Text"),
    "note": Words("说明", "Note"),
    "opinion": Words("审核意见", "Opinion"),
    "comment": Words("意见", "Remark"),
    "text": Words("意见", "Opinion"),
    "reason": Words("理由", "Reason"),
    "lines": Words("名册", "Lines of the roll"),
    "enterprise_side": Words("企业方代表", "For the enterprise"),
    "union_side": Words("工会方代表", "For the union"),
    "outcome": Words("协商结果", "What was settled"),
    "held_on": Words("日期", "Day"),
    "sent_on": Words("送达日期", "Day of delivery"),
    "effective": Words("施行日期", "Takes effect on"),
    "name_zh": Words("中文名称", "Name in Chinese"),
    "name_en": Words("英文名称", "Name in English"),
    "slug": Words("网址名", "Address name"),
    "code": Words("账号", "Account"),
    "scrutineers": Words("监票人", "Scrutineers"),
    "tellers": Words("计票人", "Tellers"),
}


def day_in(words: str) -> date | None:
    """The day in an ISO date field, or None; years from 1900 to 2200."""
    try:
        found = date.fromisoformat(words.strip())
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def whole_in(words: str) -> int | None:
    """The whole number in a field, full-width digits allowed, or None."""
    words = words.strip()
    if not words.isdecimal() or len(words) > DIGITS:
        return None
    return int(words)


def row_in(words: str) -> int:
    """The number of a row that a form names; 0, which no row has, when it is none."""
    found = int(words) if words.isascii() and words.isdecimal() and len(words) <= 10 else 0
    return found if found <= LAST_ROW else 0
