"""The doors of the desk's editor: words become a row, a row stands for words in every form of the desk, nothing else is a row."""

import json
import re
from html import unescape
from typing import Any

import pytest
from sqlmodel import select

from tests.web.desk import DESK, TEXT, begun, save, saved
from tests.web.house import House, Visitor, hidden
from workflow.records.text.snapshot import ProvisionRow

CITING = TEXT.replace("食堂每日供应三餐。", "食堂每日供应三餐，依照第三条执行。")


def form(visitor: Visitor) -> dict[str, object]:
    page = visitor.get(f"{DESK}/draft").text
    return {name: hidden(page, name) for name in ("base", "kept", "language")}


def opened(visitor: Visitor, words: str, **more: object) -> Any:
    answer = visitor.post(f"{DESK}/draft/row", {**form(visitor), "words": words, **more})
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)["row"]


def sent(visitor: Visitor, row: Any, door: str, **more: object):
    return visitor.post(f"{DESK}{door}", {**form(visitor), "row": json.dumps(row), **more})


@pytest.fixture
def drafter(house: House) -> Visitor:
    visitor = begun(house)
    assert save(visitor, CITING).status_code == 302
    return visitor


def test_words_go_through_the_editor_to_the_letter(house: House, drafter: Visitor):
    row = opened(drafter, CITING)
    assert [one["label"] for one in row["blocks"]] == ["", "第一条", "第二条", "第三条"]
    assert json.loads(sent(drafter, row, "/draft/words").text) == {"words": CITING}


def test_what_the_editor_holds_is_kept_looked_at_and_saved(house: House, drafter: Visitor):
    row = opened(drafter, CITING)
    row["blocks"].insert(2, {"key": "n" * 20, "kind": "article", "label": "", "content": ["食堂在厂区。"]})
    assert "mark" in json.loads(sent(drafter, row, "/keep").text)
    told = unescape(sent(drafter, row, "/look").text)
    labels = json.loads(re.findall(r"data-labels='([^']*)'", told)[0])
    lines = json.loads(re.findall(r"data-lines='([^']*)'", told)[0])
    assert labels["n" * 20] == "第二条"
    assert "n" * 20 in lines.values()
    assert sent(drafter, row, "/save").status_code == 302
    assert saved(house)[-1].split("\n")[3:6] == [
        "第二条　食堂在厂区。",
        "第三条　食堂每日供应三餐，依照第四条执行。",
        "第四条　本办法自2026年5月1日起施行。",
    ]


def test_a_kept_row_comes_back_and_its_keys_are_those_of_the_saved_text(house: House, drafter: Visitor):
    row = opened(drafter, CITING)
    row["blocks"].insert(2, {"key": "n" * 22, "kind": "article", "label": "", "content": ["食堂在厂区。"]})
    sent(drafter, row, "/keep")
    words = unescape(drafter.get(f"{DESK}/draft").text.split("</textarea>")[0].split('">\n')[-1])
    assert [one["key"] for one in opened(drafter, words)["blocks"]] == [one["key"] for one in row["blocks"]]
    assert sent(drafter, row, "/save").status_code == 302
    with house.records() as db:
        keys = set(db.exec(select(ProvisionRow.key)))
    assert {one["key"] for one in row["blocks"]} <= keys


def test_words_from_elsewhere_have_keys_of_their_own(drafter: Visitor):
    keys = {one["key"] for one in opened(drafter, CITING)["blocks"]}
    apart = {one["key"] for one in opened(drafter, CITING, apart="1")["blocks"]}
    assert not keys & apart


def test_an_empty_field_opens_empty(drafter: Visitor):
    assert opened(drafter, "")["blocks"] == []


@pytest.mark.parametrize(
    "row",
    ["", "{", "[]", "{}", "null", "[" * 5000, '{"language": "zh-Hans", "blocks": [{"key": "a", "kind": "article"}, 1]}',
     '{"language": "zh-Hans", "blocks": [{"key": "a", "kind": "article"}, {"key": "a", "kind": "article"}]}'],
)  # fmt: skip
@pytest.mark.parametrize("door", ["/keep", "/draft/words"])
def test_what_is_no_row_is_one_sentence_and_changes_nothing(house: House, drafter: Visitor, row: str, door: str):
    before = house.rows()
    answer = drafter.post(f"{DESK}{door}", {**form(drafter), "row": row})
    assert answer.status_code == 422
    assert set(json.loads(answer.text)) == {"why"}
    assert house.rows() == before
