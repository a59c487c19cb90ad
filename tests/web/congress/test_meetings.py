"""Decisions, rolls and counts that cannot be taken: old texts, broken lines, sums that do not add up, double clicks."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from tests.web.house import IN_REVIEW, OPEN_ITEM, OPEN_SESSION, House, Visitor, field_words, hidden, spoken
from workflow.records.congress import Result, RollEntry
from workflow.records.event import broken_links


def reviewing(house: House) -> tuple[Visitor, str, str]:
    """The legal reviewer, the address of the edition in review and the fingerprint shown to them."""
    legal = house.visitor("reviewer-legal")
    address = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"
    return legal, address, hidden(legal.get(f"{address}/review").text, "fingerprint")


@pytest.mark.parametrize("shown", ["", "0" * 64, "nonsense"])
def test_an_approval_of_an_older_text_is_refused(house: House, shown: str):
    legal, address, _ = reviewing(house)
    before = house.rows()
    answer = legal.post(f"{address}/approve", {"fingerprint": shown, "opinion": "写了很久的意见"})
    assert answer.status_code == 409
    assert "您看到的文本已经不是最新文本" in answer.text
    assert "写了很久的意见" in answer.text
    assert house.rows() == before


def test_changes_are_not_requested_without_saying_which(house: House):
    legal, address, shown = reviewing(house)
    answer = legal.post(f"{address}/request-changes", {"fingerprint": shown, "opinion": "  "})
    assert answer.status_code == 422
    assert "请写明需要怎样修改。" in answer.text


def test_nobody_speaks_for_an_office_they_do_not_hold(house: House):
    legal, address, shown = reviewing(house)
    before = house.rows()
    for fields in ({"capacity": "union"}, {"on_behalf_of": "1"}, {"on_behalf_of": "1; DROP TABLE person"}):
        answer = legal.post(f"{address}/approve", {"fingerprint": shown, **fields})
        assert answer.status_code in (403, 409, 422), fields  # 409: no delegation of that number stands
    assert house.rows() == before


HEAD = "name,employer,unit,delegation,category,front_line,mid_level,site\n"


@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        ("", ["名册的表头缺少栏目"]),
        ("name;unit\na;b\n", ["名册的表头缺少栏目"]),
        (HEAD, ["名册里没有代表。"]),
        (
            HEAD
            + "甲,hq,一车间,一团,worker,yes,no,hq\n"
            + ",hq,一车间,一团,worker,yes,no,hq\n"
            + "乙,nowhere,一车间,一团,worker,yes,no,hq\n"
            + "丙,hq,一车间,一团,wizard,yes,no,hq\n"
            + "丁,hq,一车间,一团,worker,perhaps,no,hq\n"
            + "戊,hq,一车间,一团,worker,yes,no,moon\n"
            + "甲,hq,一车间,一团,worker,yes,no,hq\n"
            + "己,hq,一车间,一团,worker,yes,no,hq,more,columns,than,there,are\n",
            [f"第{number}行：" for number in range(3, 10)],
        ),
    ],
    ids=["empty", "semicolons", "only a head", "seven broken lines"],
)
def test_every_broken_line_of_a_roll_is_named(house: House, lines: str, sentences: list[str]):
    secretary = house.visitor("secretary")
    fields = {"term": "1", "number": "9", "held_on": "2026-06-01", "site_1_code": "hq", "site_1_zh": "礼堂"}
    address = secretary.post("/sessions/new", fields).headers["Location"]
    answer = secretary.post(f"{address}/roll", {"lines": lines})
    assert answer.status_code == 422
    for sentence in sentences:
        assert sentence in answer.text
    assert "第2行：" not in answer.text
    if lines:
        assert field_words(answer.text, "lines").strip() == lines.strip()
    with house.records() as db:
        assert len(db.exec(select(RollEntry)).all()) == 182


def in_the_hall(house: House) -> Visitor:
    """The secretary in the open session: delegates signed in, the text locked, the ballot opened, casting ended."""
    secretary = house.visitor("secretary")
    page = secretary.get(f"/sessions/{OPEN_SESSION}/attendance").text
    for site, part in re.findall(r'name="site" value="(\d+)">(.*?)</form>', page, re.DOTALL):
        entries = re.findall(r'name="entry" value="(\d+)"', part)
        answer = secretary.post(f"/sessions/{OPEN_SESSION}/attend", {"site": site, "entry": entries, "way": "in"})
        assert answer.status_code == 302
    shown = hidden(secretary.get(f"/sessions/{OPEN_SESSION}").text, "fingerprint")
    assert secretary.post(f"/items/{OPEN_ITEM}/lock", {"fingerprint": shown}).status_code == 302
    for verb in ("open-ballot", "close-ballot"):
        assert secretary.post(f"/items/{OPEN_ITEM}/{verb}").status_code == 302
    return secretary


def sheets(person: Visitor) -> list[tuple[str, int]]:
    """The sites of which this person may enter a sheet, with how many were present at each."""
    page = person.get(f"/sessions/{OPEN_SESSION}").text
    forms = re.findall(
        rf'action="/items/{OPEN_ITEM}/count".*?name="site" value="(\d+)".*?<span class="meta">\D*(\d+)', page, re.DOTALL
    )
    return [(site, int(present)) for site, present in forms]


def sheet(site: str, present: int, **other: object) -> dict[str, object]:
    """A count sheet on which everybody voted for, with what the page computed confirmed."""
    figures = {"issued": present, "returned": present, "valid": present, "spoiled": 0}
    figures |= {"in_favour": present, "against": 0, "abstain": 0}
    return {"site": site, **figures, "scrutineers": "石桂香", "tellers": "许文韬", **other}


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"in_favour": 1}, "弃权应为"),
        ({"against": 1}, "多于有效"),
        ({"spoiled": 1000}, "多于收回"),
        ({"returned": 1, "valid": 1, "in_favour": 1}, "没有收回，请写明原因"),
        ({"issued": 1000, "returned": 1000, "valid": 1000, "in_favour": 1000}, "实到"),
        ({"against": "-1"}, "每一栏都要填写0以上的整数。"),
        ({"against": ""}, "每一栏都要填写0以上的整数。"),
        ({"against": "三"}, "每一栏都要填写0以上的整数。"),
        ({"against": "1" * 40}, "每一栏都要填写0以上的整数。"),
        ({"against": "1.5"}, "每一栏都要填写0以上的整数。"),
        ({"scrutineers": " "}, "请写明监票人和计票人。"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_and_stays_in_the_form(
    house: House, other: dict[str, object], sentence: str
):
    secretary = in_the_hall(house)
    site, present = sheets(secretary)[0]
    before = house.rows()
    answer = secretary.post(f"/items/{OPEN_ITEM}/count", sheet(site, present, **other))
    assert answer.status_code == 422
    assert sentence in spoken(answer.text)
    assert 'value="许文韬"' in answer.text
    assert house.rows() == before


def test_a_double_click_on_the_result_declares_it_once(either_house: House):
    """Two requests in the same moment, on both kinds of database: one result, and a sentence for the second."""
    house = either_house
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    for site, present in sheets(secretary):
        for person in (secretary, teller):
            assert person.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    visitors = [house.visitor("secretary") for _ in range(4)]
    for one in visitors:
        one.token = hidden(one.get("/desk").text, "csrf_token")
    together = Barrier(len(visitors))

    def declare(visitor: Visitor):
        together.wait()
        return visitor.post(f"/items/{OPEN_ITEM}/adopt", {})

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(declare, visitors))
    assert sorted(one.status_code for one in answers) == [302, 409, 409, 409]
    for one in answers:
        if one.status_code == 409:
            assert re.search("结果已经宣布|当前状态是|另一个人刚刚做了同样的操作", one.text)
    with house.records() as db:
        assert len(db.exec(select(Result).where(Result.motion_id == OPEN_ITEM)).all()) == 1
        assert broken_links(db) == []


def test_a_sheet_is_corrected_by_whoever_entered_it_until_the_result_is_declared(house: House):
    """One paper too many makes the vote void: the secretary is told before declaring, and both correct their own."""
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    every = sheets(secretary)
    for person in (secretary, teller):
        for site, present in every:
            wrong = {"returned": present + 1, "spoiled": 1} if site == every[0][0] else {}
            assert person.post(f"/items/{OPEN_ITEM}/count", sheet(site, present, **wrong)).status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "收回多于发出，表决无效" in page
    assert "更正自己的计票单" in page
    for person in (secretary, teller):
        fields = sheet(*every[0], reason="多数了一张。")
        assert person.post(f"/items/{OPEN_ITEM}/correct-sheet", fields).status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "收回多于发出" not in page
    assert secretary.post(f"/items/{OPEN_ITEM}/adopt", {}).status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "更正自己的计票单" not in page


def test_the_second_teller_sees_nothing_of_the_first_sheet(house: House):
    """Neither figures nor filled-in fields nor names: the page of the second is the same, whatever the first one typed."""
    pages: list[str] = []
    for abstain in (0, 7):
        one = house if not pages else House(house.url)
        secretary = in_the_hall(one) if not pages else one.visitor("secretary")
        teller = one.visitor("delegate")
        site, present = sheets(teller)[0]
        if pages:
            fields = sheet(site, present, in_favour=present - 7, abstain=7, reason="看错", scrutineers="甲甲")
            assert secretary.post(f"/items/{OPEN_ITEM}/correct-sheet", fields).status_code == 302
        else:
            assert secretary.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
        page = teller.get(f"/sessions/{OPEN_SESSION}").text
        form = page[page.index(f'name="site" value="{site}"') :].partition("</form>")[0]
        filled = dict(re.findall(r'<input name="(\w+)"[^>]* value="([^"]+)"', form))
        assert {name: filled.get(name) for name in ("issued", "returned", "spoiled", "in_favour", "against")} == {
            "issued": str(present), "returned": None, "spoiled": "0", "in_favour": None, "against": None
        }, "as many papers as are present, none spoiled: known before anybody counts"  # fmt: skip
        assert (abstain, "石桂香" in page, "甲甲" in page) == (abstain, False, False)
        pages.append(re.sub(r'name="csrf_token" value="[^"]*"', "", page))
    assert pages[0] == pages[1]
    own = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "甲甲" in own, "the test would see a leak: whoever entered a sheet sees it"


def test_two_sheets_that_differ_are_shown_once_both_are_in(house: House):
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    site, present = sheets(secretary)[0]
    assert secretary.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    fields = sheet(site, present, in_favour=present - 3, against=3)
    assert teller.post(f"/items/{OPEN_ITEM}/count", fields).status_code == 302
    for person in (secretary, teller):
        page = spoken(person.get(f"/sessions/{OPEN_SESSION}").text)
        assert "不一致" in page
        assert f"韩书昀 {present}" in re.sub(r"\s+", " ", page)
    for who in ("drafter", "reviewer-union", "admin", "issuer"):
        assert "不一致" not in house.visitor(who).get(f"/sessions/{OPEN_SESSION}").text
    assert secretary.post(f"/items/{OPEN_ITEM}/adopt", {}).status_code == 409


def test_valid_papers_and_abstentions_are_computed_and_confirmed(house: House):
    secretary = in_the_hall(house)
    site, present = sheets(secretary)[0]
    fields = sheet(site, present, in_favour=present - 5, against=1, spoiled=1)
    typed = {name: value for name, value in fields.items() if name not in ("valid", "abstain")}
    before = house.rows()
    answer = secretary.post(f"/items/{OPEN_ITEM}/count", typed)
    assert answer.status_code == 200
    assert f"有效{present - 1}（收回－废票），弃权3" in answer.text
    assert 'value="许文韬"' in answer.text
    assert house.rows() == before, "nothing is taken that was not confirmed"
    wrong = secretary.post(f"/items/{OPEN_ITEM}/count", {**typed, "valid": present - 1, "abstain": 2})
    assert wrong.status_code == 422
    assert f"有效应为{present - 1}" in wrong.text
    assert secretary.post(f"/items/{OPEN_ITEM}/count", {**typed, "valid": present - 1, "abstain": 3}).status_code == 302


def test_a_void_attempt_is_repeated_on_the_page(house: House):
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    every = sheets(secretary)
    for person in (secretary, teller):
        for site, present in every:
            fields = sheet(site, present, returned=present + 1, valid=present + 1, in_favour=present + 1)
            assert person.post(f"/items/{OPEN_ITEM}/count", fields).status_code == 302
    assert secretary.post(f"/items/{OPEN_ITEM}/adopt", {}).status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert 'data-verb="repeat-ballot"' in page
    assert secretary.post(f"/items/{OPEN_ITEM}/repeat-ballot").status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "第二次投票" in page
    assert "第一次投票" in page


def test_a_late_comer_is_let_in_on_the_page_while_no_paper_is_back(house: House):
    secretary = house.visitor("secretary")
    page = secretary.get(f"/sessions/{OPEN_SESSION}/attendance").text
    places = re.findall(r'name="site" value="(\d+)">(.*?)</form>', page, re.DOTALL)
    everybody = {site: re.findall(r'name="entry" value="(\d+)"', part) for site, part in places}
    for site, entries in everybody.items():
        secretary.post(f"/sessions/{OPEN_SESSION}/attend", {"site": site, "entry": entries[:-1], "way": "in"})
    shown = hidden(secretary.get(f"/sessions/{OPEN_SESSION}").text, "fingerprint")
    secretary.post(f"/items/{OPEN_ITEM}/lock", {"fingerprint": shown})
    assert secretary.post(f"/items/{OPEN_ITEM}/open-ballot").status_code == 302
    site, entries = next(iter(everybody.items()))
    secretary.post(f"/sessions/{OPEN_SESSION}/attend", {"site": site, "entry": entries, "way": "in"})
    assert "在场89人" in secretary.get(f"/sessions/{OPEN_SESSION}").text
    answer = secretary.post(f"/items/{OPEN_ITEM}/reopen-ballot", {"reason": "航班晚点"})
    assert answer.status_code == 422
    assert 'value="航班晚点"' in answer.text
    answer = secretary.post(f"/items/{OPEN_ITEM}/reopen-ballot", {"reason": "航班晚点", "none_back": "yes"})
    assert answer.status_code == 302
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    assert "在场90人" in page
    assert "航班晚点" in page
