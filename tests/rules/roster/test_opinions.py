"""Which provision somebody means in a table of opinions."""

import pytest

from workflow.rules.roster.opinions import place_meant

PLACES = {"a": "第三条", "b": "第十二条", "c": "附件1", "d": "Article 7", "e": "第三条之一"}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("第三条", "a"), ("第3条", "a"), ("3", "a"), ("３", "a"), ("三", "a"), ("第三条第二款", "a"), (" 第 三 条 ", "a"),
        ("第三条之一", "e"), ("12", "b"), ("第12条", "b"), ("附件1", "c"), ("article 7", "d"), ("ARTICLE 7", "d"), ("7", "d"),
        ("", ""), ("全文", ""), ("whole", ""), ("—", ""),
        ("第九百条", None), ("900", None), ("0", None), ("随便", None), ("条", None),
    ],
)  # fmt: skip
def test_what_is_meant(said: str, key: str | None):
    assert place_meant(said, PLACES) == key
