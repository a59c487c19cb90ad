"""Two people save one text at once, in a real browser: what goes together, what is read first, what is chosen."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, signed_in
from tests.databases import planting
from workflow.lifecycle.people import people
from workflow.records.person import Grant
from workflow.rules.people.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

DRAFT = "/regulations/canteen/editions/1/draft"
TEXT = """食堂管理办法

第一条　为了办好职工食堂，保障饮食安全，制定本办法。
第二条　食堂应当在三十日内书面答复职工意见，并将答复张贴公布。
第三条　每餐补贴五元，由财务部门按月结算。
第四条　食堂每日公布菜谱，接受职工监督。
第五条　本办法自2027年1月1日起施行。
"""


def changed(*exchanges: tuple[str, str]) -> str:
    words = TEXT
    for old, new in exchanges:
        assert words.count(old) == 1
        words = words.replace(old, new)
    return words


def stale(browser: Browser, server: Server, theirs: str, mine: str) -> Actor:
    """The page of whoever saved second."""
    with planting(server.house.engine) as db:
        other = people.person_by_code(db, "employee")
        assert other is not None
        db.add(Grant(person_id=other.id, role=Role.DRAFTER, since=server.house.clock.now.date()))
    first = signed_in(browser, server, "drafter").go("/regulations/new")
    first.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    first.fill("words", TEXT).press("save").sees("已保存")
    second = signed_in(browser, server, "employee").go(DRAFT)
    first.go(DRAFT).fill("words", theirs).press("save").sees("已保存")
    return second.fill("words", mine).press("save").sees("有人先保存了")


def test_words_of_both_in_one_sentence_are_read_before_they_are_saved(browser: Browser, server: Server):
    theirs = changed(("三十日", "十五日"), ("每日公布", "每周公布"))
    second = stale(browser, server, theirs, changed(("张贴公布", "公示"), ("保障饮食安全", "保障饮食卫生")))
    both = changed(
        ("三十日", "十五日"), ("每日公布", "每周公布"), ("张贴公布", "公示"), ("保障饮食安全", "保障饮食卫生")
    )
    expect(second.find("#words")).to_have_value(both)
    woven = second.find(".woven")
    expect(woven).to_contain_text("第二条")
    expect(woven).to_contain_text("请看一遍")
    assert second.find(".choose").count() == 0
    second.press("save").sees("已保存")
    expect(second.go(DRAFT).find("#words")).to_have_value(both)


def test_no_button_takes_back_what_the_other_did_elsewhere(browser: Browser, server: Server):
    theirs = changed(("五元", "八元"), ("按月", "按季度"), ("每日公布", "每周公布"))
    second = stale(browser, server, theirs, changed(("五元", "六元")))
    words = second.find("#words")
    expect(words).to_have_value(changed(("五元", "六元"), ("按月", "按季度"), ("每日公布", "每周公布")))
    expect(second.find(".choose")).to_contain_text("每餐补贴五元")
    second.find(".choose input[value=theirs]").check()
    second.press("choose").sees("已按您的选择合成")
    expect(words).to_have_value(theirs)
    second.find(".choose input[value=mine]").check()
    second.press("choose")
    expect(words).to_have_value(changed(("五元", "六元"), ("按月", "按季度"), ("每日公布", "每周公布")))
    second.press("save").sees("已保存")
