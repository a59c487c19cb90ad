"""The outline as data and as a page."""

import json

from workflow.text.reading.outline import outline, page
from workflow.text.reading.parse import parse

TEXT = "条例\n第一章　总则\n第一条　甲：\n(一)乙。\n第三条　自公布之日起施行。\n| 甲 | 乙 |\n"


def test_the_outline_is_plain_data():
    told = outline(parse(TEXT))
    assert json.loads(json.dumps(told)) == told
    assert list(told) == ["language", "title", "units", "problems", "changes", "counts"]
    assert (told["language"], told["title"]) == ("zh-Hans", "条例")
    chapter = told["units"][1]
    assert {key: chapter[key] for key in ("kind", "label", "heading", "text", "line")} == {
        "kind": "chapter", "label": "第一章", "heading": "总则", "text": "", "line": 2,
    }  # fmt: skip
    assert [child["label"] for child in chapter["children"]] == ["第一条", "第三条"]
    assert chapter["children"][1]["children"][1]["rows"] == [["甲", "乙"]]
    assert [(found["code"], found["line"], found["blocking"]) for found in told["problems"]] == [
        ("number-missing", 5, True)
    ]
    assert told["changes"] == [{"line": 4, "before": "(一)", "after": "（一）", "why": "label"}]
    assert told["counts"] == {
        "article": 2, "chapter": 1, "item": 1, "paragraph": 2, "table": 1, "title": 1, "problems": 1, "blocking": 1,
    }  # fmt: skip


def test_the_page_is_indented_and_ends_with_the_problems():
    assert page(parse(TEXT)).split("\n") == [
        "title      条例",
        "chapter    第一章  总则",
        "  article    第一条  甲：",
        "    item       （一）  乙。",
        "  article    第三条  自公布之日起施行。",
        "    table      甲 | 乙",
        "",
        "问题",
        "  ! 第5行  第三条之前缺少第二条，请补上或重新编号。  [number-missing]",
        "",
    ]


def test_an_english_page_speaks_english():
    assert "Problems\n  · text  There is no effective date" in page(parse("Rules\nArticle 1 One is enough.\n"))
