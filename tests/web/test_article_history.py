"""The page of an article's history tells each visitor what the texts that they may read did to it, and nothing else."""

import re

import pytest

from tests.web.house import House, spoken

PLACE = "/regulations/member-welfare"


def key_of(house: House, label: str) -> str:
    page = house.visitor("reviewer-legal").get(f"{PLACE}/editions/2").text
    return next(
        key
        for key, said in re.findall(r'<option value="([0-9a-f]{16})">([^<]*)</option>', page)
        if said.strip() == label
    )


@pytest.mark.parametrize(
    ("who", "steps"), [("drafter", 3), ("reviewer-legal", 3), ("employee", 1), ("delegate", 1), (None, 1)]
)
def test_each_visitor_sees_the_texts_that_they_may_read(shared: House, who: str | None, steps: int):
    visitor = shared.visitor(who) if who else shared.visitor()
    answer = visitor.get(f"{PLACE}/history?at={key_of(shared, '第九条')}&text=zh")
    assert answer.status_code == 200
    assert answer.text.count('<article class="card">') == steps
    told = spoken(answer.text)
    assert "生日蛋糕" in told
    assert "衡锰〔2025〕3号印发" in told
    for words in (
        "四百元",
        "公开选定",
        "第2版",
        "按职工代表提案",
    ):  # of the text under review, its numbers and its note
        assert (words in told) == (steps == 3), words
    assert ("沈若琳" in told) == (steps == 3), "who wrote is told in the workshop"


def test_english_labels_follow_the_same_key(shared: House):
    visitor = shared.visitor("drafter")
    told = spoken(visitor.get(f"{PLACE}/history?at={key_of(shared, '第九条')}&text=en&lang=en").text)
    assert "Article 9" in told
    assert "birthday" in told


@pytest.mark.parametrize("key", ["0123456789abcdef", "x' or 1=1", "第九条", "a" * 4000])
def test_a_key_of_nothing_is_no_page(shared: House, key: str):
    assert shared.visitor("drafter").get(f"{PLACE}/history", query_string={"at": key}).status_code == 404


def test_another_regulations_article_is_no_page_of_this_one(shared: House):
    key = key_of(shared, "第九条")
    assert shared.visitor("drafter").get(f"/regulations/factory-transparency/history?at={key}").status_code == 404
