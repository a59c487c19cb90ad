"""A file in which nothing has a number: the page asks which lines are headings, and the answer is kept with the text."""

import re
from pathlib import Path

from tests.web.desk import begun, imported
from tests.web.house import House, Visitor, spoken
from tests.web.sheet import disabled, line, send
from workflow.text.reading.parse import parse
from workflow.text.tree import Kind, Provision

DUTIES = (Path(__file__).parents[2] / "text/forms/gangwei_huayan.txt").read_text(encoding="utf-8")


def asked(page: str) -> dict[int, tuple[bool, int]]:
    """Every line that is asked about: whether it is ticked, and how deep."""
    rows = re.findall(r'<li class="deep-\d">\s*<input type="hidden" name="asked:(\d+)".*?</li>', page, re.DOTALL)
    found = {}
    for number in map(int, rows):
        box = re.search(rf'name="head:{number}" value="1"( checked)?', page)
        depth = re.search(rf'name="depth:{number}".*?<option value="(\d)" selected', page, re.DOTALL)
        assert box
        assert depth
        found[number] = (box[1] is not None, int(depth[1]))
    return found


def form(rows: dict[int, tuple[bool, int]]) -> dict[str, str]:
    """The fields that a browser sends for them."""
    sent: dict[str, str] = {}
    for number, (ticked, depth) in rows.items():
        sent |= {f"asked:{number}": "1", f"depth:{number}": str(depth)} | ({f"head:{number}": "1"} if ticked else {})
    return sent


def headings(text: str) -> list[tuple[int, str]]:
    """Depth and words of every heading without number."""
    found: list[tuple[int, str]] = []

    def below(unit: Provision, depth: int) -> None:
        for child in unit.children:
            if child.kind == Kind.HEADING:
                found.append((depth, child.heading))
                below(child, depth + 1)

    below(parse(text).document.root, 1)
    return found


def words_of(drafter: Visitor, address: str) -> str:
    """What stands in the field of the drafting page."""
    field = re.search(r'<textarea id="words"[^>]*>\n?(.*?)</textarea>', drafter.get(address).text, re.DOTALL)
    assert field
    return spoken(field[1])


def test_the_person_says_which_lines_are_headings_and_the_save_remembers(house: House):
    drafter = begun(house)
    address = imported(drafter, DUTIES.encode(), "职责.txt")
    page = drafter.get(address).text
    assert "哪些行是标题" in page
    rows = asked(page)
    assert list(rows) == [3, 4, 8, 12, 13, 21, 25, 26, 30, 34, 35, 40]
    assert all(ticked for ticked, _ in rows.values())
    assert disabled(page)
    # One is no heading after all; it stays said when another button is pressed, and nothing is made of it yet.
    rows[8] = (False, 2)
    send(drafter, address, "settle:1", **form(rows))
    page = drafter.get(address).text
    assert asked(page)[8][0] is False
    assert "小标题" not in line(page, 3)
    rows[8] = (True, 2)
    send(drafter, address, "head", **form(rows))
    page = drafter.get(address).text
    assert "哪些行是标题？" not in page
    assert "小标题 化验室主任" in line(page, 3)
    assert "基本职责与工作要求" in line(page, 35)
    assert not disabled(page)
    answer = send(drafter, address, "take")
    words = words_of(drafter, answer.headers["Location"])
    assert headings(words) == [
        (1, "化验室主任"), (2, "基本职责"), (2, "工作权限"),
        (1, "理化分析员"), (2, "基本职责"), (2, "安全职责"),
        (1, "微生物检验员"), (2, "基本职责"), (2, "安全职责"),
        (1, "样品管理员"), (2, "基本职责与工作要求"), (1, "共同要求"),
    ]  # fmt: skip
    drafter.post("/regulations/canteen/editions/1/save", {"words": words, "base": "", "note": "导入"})
    saved = words_of(drafter, "/regulations/canteen/editions/1/draft")
    assert headings(saved) == headings(words)
    reading = drafter.get("/regulations/canteen/editions/1").text
    assert "化验室主任" in spoken(reading)
    assert "# 化验室主任" not in spoken(reading)


def test_all_lines_stay_words_when_none_is_ticked_and_the_question_comes_back(house: House):
    drafter = begun(house)
    address = imported(drafter, DUTIES.encode(), "职责.txt")
    none = dict.fromkeys(asked(drafter.get(address).text), (False, 1))
    send(drafter, address, "head", **form(none))
    page = drafter.get(address).text
    assert "哪些行是标题？" not in page
    assert "小标题" not in line(page, 12)
    send(drafter, address, "again")
    assert "哪些行是标题？" in drafter.get(address).text


def test_foreign_lines_and_depths_are_let_fall(house: House):
    drafter = begun(house)
    address = imported(drafter, DUTIES.encode(), "职责.txt")
    sent = {
        "asked:5": "1",
        "head:5": "1",
        "depth:5": "1",
        "asked:3": "1",
        "head:3": "1",
        "depth:3": "99",
        "asked:x": "1",
    }
    send(drafter, address, "head", **sent)
    page = drafter.get(address).text
    assert "小标题" not in line(page, 5)
    assert "小标题 化验室主任" in line(page, 3)
