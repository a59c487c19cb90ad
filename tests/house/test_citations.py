"""Citations of outside law in words that are shown or printed: only articles whose number was seen in print or in quotation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.product import trees, walked
from workflow import paths

ROOT = Path(__file__).parents[2]
#: Law → the articles that were read in full text, or seen in quotation under that number.
CONFIRMED = {
    "劳动合同法": {"第四条"},
    "工会法": {"第十条", "第十七条", "第四十五条"},
    "企业民主管理规定": {"第一条", "第二条", "第三条", "第十九条", "第二十条", "第二十四条"},
    "Labour Contract Law": {"4"},
    "Trade Union Law": {"10", "17", "45"},
    "Democratic Management of Enterprises": {"1", "2", "3", "19", "20", "24"},
}
_CHINESE = re.compile("([一-龥]{2,}(?:法|规定|条例|办法))》?((?:[、和]?第[零〇一二三四五六七八九十百]+条)+)")
_ENGLISH = re.compile(
    r"([A-Z]\w+(?: (?:of|on|the|and|[A-Z]\w+))* ?\w*)\)?, (?:art\.|arts|[Aa]rticles?) ((?:\d+(?:, | and )?)+)"
)


def cited(words: str) -> Iterator[tuple[str, str]]:
    """Law and article, for every article that `words` cite."""
    for law, articles in _CHINESE.findall(words):
        yield from ((law, one) for one in re.findall("第[零〇一二三四五六七八九十百]+条", articles))
    for law, articles in _ENGLISH.findall(words):
        yield from ((law, one) for one in re.findall(r"\d+", articles))


def is_confirmed(law: str, article: str) -> bool:
    return any(law.endswith(known) and article in articles for known, articles in CONFIRMED.items())


def shown_words() -> Iterator[tuple[str, str]]:
    """Every string of the program that is no docstring, and every template, with where it stands."""
    for name, tree in sorted(trees().items()):
        documentation = {
            id(node.body[0].value)
            for node in walked(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in walked(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                yield f"{name}:{node.lineno}", node.value
    for path in sorted(paths.templates().rglob("*.html")):
        yield path.name, path.read_text(encoding="utf-8")


def test_no_words_name_an_article_that_nobody_has_seen():
    found = [(place, law, article) for place, words in shown_words() for law, article in cited(words)]
    assert len(found) >= 10, "the citations are not found any more"
    assert [one for one in found if not is_confirmed(*one[1:])] == []


@pytest.mark.parametrize(
    "words",
    [
        "不足法定人数（《企业民主管理规定》第十七条）。",
        "不足法定人数（企业民主管理规定第十七条）。",
        "工会法第十条、第十八条",
        "No quorum (Provisions on Democratic Management of Enterprises, art. 17).",
        "(Trade Union Law, arts 10, 18)",
    ],
)
def test_an_unseen_article_would_be_found(words: str):
    assert [one for one in cited(words) if not is_confirmed(*one)]
