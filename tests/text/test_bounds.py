"""No text is too odd or too long: nothing is raised and the time grows with the length, no faster."""

from collections.abc import Callable

import pytest

from tests.effort import effort, least_effort
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.words import Script

pytestmark = pytest.mark.thorough
UNITS = 3_000  # of effort: five times the dearest of these; a quadratic step would take a hundred times as much


def lines(form: str, count: int) -> str:
    return "\n".join(form.format(number=number) for number in range(1, count + 1))


TEXTS: dict[str, Callable[[], str]] = {
    "10 MB of brackets": lambda: "（" * 5_000_000 + "(" * 5_000_000,
    "2 MB on one line": lambda: "第一条　" + "甲乙丙，" * 500_000,
    "100,000 items": lambda: "条例\n第一条　下列：\n" + lines("（一）甲{number}；", 100_000),
    "nested quotations": lambda: "条例\n第一条　“" + "‘“" * 200_000 + "\n" + "“第二条　甲\n" * 50_000,
    "20,000 articles that refer": lambda: (
        "条例\n" + lines("第{number}条　依照第{number}条、前条第一款第（一）项办理。", 20_000)
    ),
    "articles on one line": lambda: "".join(f"第{number}条 甲乙丙。" for number in range(1, 30_000)),
    "chapters": lambda: "条例\n" + lines("第{number}章　总则", 20_000),
    "references on one line": lambda: "条例\n第一条　" + "本法第一条第一款第一项、" * 20_000,
    "numerals out of range": lambda: f"第{'九' * 500_000}条 甲\n第{'十' * 9}条 乙\n（{'百' * 7}）丙\n999999999. 丁",
    "comments that never end": lambda: "<!--" * 200_000 + "<script>" * 50_000,
    "tags that never end": lambda: "<p" * 300_000 + "<p " * 100_000,
    "links that never end": lambda: "# 甲\n" + "[a](" * 200_000 + "**" * 100_000,
    "entities in entities": lambda: "&amp;" * 100_000 + "&" + "amp;" * 100_000 + "lt;",
    "bars": lambda: "|" * 500_000 + "\n" + "| a " * 100_000 + "|",
    "rule of a table": lambda: "| a |\n|" + " :-" * 200_000,
    "names above a date": lambda: "甲\n" * 100_000 + "2025年1月1日",
    "annexes": lambda: "条例\n" + "附件\n" * 50_000,
    "binary": lambda: bytes(number * number % 256 ^ number % 251 for number in range(200_000)).decode("latin-1"),
    "any character": lambda: "".join(chr(number * 7919 % 0x110000) for number in range(100_000)),
    "nul": lambda: "\0" * 300_000,
    "English labels on one line": lambda: "Article 1 x\n" + "(a)(1)(A)(i)" * 50_000,
    "English items": lambda: "Rules\nArticle 1 The:\n" + "(a) x\n" * 50_000,
    "English references": lambda: "Rules\nArticle 1 Words Article 1" + ", 2" * 50_000 + " of the A" + " of A" * 50_000,
    "English sections": lambda: "§ 1. X.\n" * 30_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_too_much(name: str):
    text = TEXTS[name]()

    def read_and_written() -> None:
        parsed = parse(text)
        assert isinstance(parsed.problems, list)
        assert write(parsed.document).endswith("\n")

    assert effort(read_and_written) < UNITS


@pytest.mark.parametrize(
    "form", ["第{number}条　依照前条和第{number}条第一款办理。", "第{number}章　总则\n第{number}条　甲。\n（一）乙；"]
)
def test_ten_times_the_text_takes_about_ten_times_the_time(form: str):
    def effort_of(count: int) -> float:
        text = "条例\n" + lines(form, count)
        return least_effort(lambda: parse(text).problems)

    assert effort_of(9_000) < 20 * effort_of(900)  # 12 is the bar of the benchmark; a quadratic step would take 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "　",
        "第",
        "第条",
        "第一",
        "（",
        "（）",
        "附",
        "|",
        "||",
        "“",
        "目录",
        "Article",
        "§",
        "(",
        "(a",
        "a)",
        "\ufeff",
        "<",
        "&",
        "#",
    ],
)
@pytest.mark.parametrize("language", [None, Script.SIMPLIFIED, Script.TRADITIONAL, Script.ENGLISH])
def test_the_shortest_texts(text: str, language: Script | None):
    parsed = parse(text, language)
    assert isinstance(parsed.problems, list)
    assert write(parse(write(parsed.document), language).document) == write(parsed.document)
