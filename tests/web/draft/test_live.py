"""What the desk finds in words while they are typed: nothing is kept by asking, and the counts are those of the table."""

import re

from tests.web.house import IN_REVIEW, House, Visitor, hidden
from workflow.records.text.snapshot import WorkingCopy

ADDRESS = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"


def desk(house: House) -> tuple[Visitor, str, str]:
    """The drafter, the page, and the words in its field."""
    drafter = house.visitor("drafter")
    html = drafter.get(f"{ADDRESS}/draft").text
    field = re.search(r'<textarea id="words".*?>\n(.*?)</textarea>', html, re.S)
    assert field is not None
    return drafter, html, field[1]


def counted(html: str) -> int:
    """In how many places the text is said to differ."""
    found = re.search(r"改动(\d+)处", html)
    assert found is not None
    return int(found[1])


def test_the_count_is_that_of_the_comparison_table(house: House):
    drafter, html, _ = desk(house)
    table = drafter.get(f"{ADDRESS}/table").text
    rows = len(re.findall(r"<tr>", table.partition("<tbody>")[2]))
    assert counted(html) == rows


def test_asking_keeps_nothing_and_follows_what_is_typed(house: House):
    drafter, html, words = desk(house)
    sent = {"words": words, "base": hidden(html, "base"), "language": "zh"}
    before = house.rows()
    same = drafter.post(f"{ADDRESS}/look", sent)
    assert same.status_code == 200
    assert counted(same.text) == counted(html)
    changed = words.replace("第三条", "第三十条", 1)
    told = drafter.post(f"{ADDRESS}/look", {**sent, "words": changed}).text
    assert "第三十条" in told.partition('id="live-outline"')[2].partition('id="live-counts"')[0]
    assert "data-line" in told.partition('id="live-found"')[2], "the number that is out of order is a problem"
    shorter = re.sub(r"\n第二条.*?\n第三条", "\n第三条", words, count=1, flags=re.S)
    assert counted(drafter.post(f"{ADDRESS}/look", {**sent, "words": shorter}).text) == counted(html) + 1
    assert house.rows() == before
    with house.records() as db:
        assert db.get(WorkingCopy, 1) is None or words not in db.get_one(WorkingCopy, 1).text
    empty = drafter.post(f"{ADDRESS}/look", {**sent, "words": ""})
    assert "还没有正文" in empty.text


def test_nobody_else_looks_through_it(house: House):
    for who in ("reviewer-legal", "secretary", "delegate", ""):
        answer = house.visitor(who).post(f"{ADDRESS}/look", {"words": "第一条　甲。", "language": "zh"})
        assert answer.status_code in (302, 401, 403), who
