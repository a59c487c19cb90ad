"""The editor in a real browser: numbers drawn, references that follow, structure as one types, and no word lost on the way."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Actor, Server, signed_in

pytestmark = pytest.mark.browser
#: A machine under load is slow, not wrong.
WAIT = 20_000
DRAFT = "/regulations/canteen/editions/1/draft"
TEXT = (
    "食堂管理办法\n\n第一章　总则\n第一条　为了办好食堂，制定本办法。\n第二条　食堂每日供应三餐，依照第三条执行。\n\n"
    "第二章　供应\n第三条　餐费见下表。\n| 项目 | 金额 |\n| 早餐 | 5元 |\n第四条　本办法自2026年5月1日起施行。\n"
)


def begun(browser: Browser, server: Server, **options: object) -> Actor:
    """The drafter, with a text saved and the editor open on it."""
    drafter = signed_in(browser, server, "drafter", **options).go("/regulations/new")
    drafter.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    drafter.fill("words", TEXT).press("save").go(DRAFT)
    drafter.find('[data-mode="editor"]').click()
    expect(drafter.find(".pen-text")).to_be_visible(timeout=WAIT)
    return drafter


def lines(page: Page) -> list[str]:
    """What stands in the editor, with its numbers."""
    drawn: list[str] = page.evaluate(
        "[...document.querySelectorAll('.pen-text .block')].map(one => (one.dataset.label || '') + one.textContent)"
    )
    return drawn


def caret_behind(page: Page, words: str) -> None:
    page.locator(".pen-text .block", has_text=words).first.click()
    page.keyboard.press("End")


def in_the_field(page: Page) -> str:
    """The words that the text area then has."""
    page.locator('[data-mode="words"]').click()
    field = page.locator("#words")
    expect(field).to_be_visible(timeout=WAIT)
    return field.input_value()


def test_an_article_is_inserted_with_two_actions_and_every_reference_follows(browser: Browser, server: Server):
    drafter = begun(browser, server)
    page = drafter.page
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    caret_behind(page, "为了办好食堂")
    page.keyboard.press("Enter")
    page.keyboard.type("就餐人员包括：")
    assert lines(page)[3:5] == ["第二条　就餐人员包括：", "第三条　食堂每日供应三餐，依照第四条执行。"]

    page.keyboard.press("Enter")
    page.keyboard.type("职工；")
    page.keyboard.press("Enter")
    page.keyboard.type("客人。")
    page.keyboard.press("Enter")
    page.keyboard.type("客人依照第五条，付费。")
    assert lines(page)[4:7] == ["（一）职工；", "（二）客人。", "客人依照第五条，付费。"]
    expect(page.locator(".reference", has_text="第五条")).to_have_count(1)
    page.keyboard.type("见@餐费")
    expect(page.locator(".picker li").first).to_contain_text("第四条")
    page.keyboard.press("Enter")
    page.keyboard.type("。")
    assert lines(page)[6] == "客人依照第五条，付费。见第四条。"

    page.keyboard.press("Alt+ArrowUp")
    assert lines(page)[2:4] == ["第一条　就餐人员包括：", "（一）职工；"], "the article goes with all that is in it"
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Control+f")
    page.keyboard.type("付费")
    expect(page.locator("[data-told]")).to_have_text("第1处，共1处")
    expect(page.locator("[data-by-article] button")).to_have_text("第二条")
    page.keyboard.press("Escape")
    drafter.sees("草稿已保留", 20)
    assert in_the_field(page) == (
        "食堂管理办法\n\n第一章　总则\n第一条　为了办好食堂，制定本办法。\n第二条　就餐人员包括：\n（一）职工；\n（二）客人。\n"
        "客人依照第五条，付费。见第四条。\n第三条　食堂每日供应三餐，依照第四条执行。\n\n第二章　供应\n第四条　餐费见下表。\n"
        "| 项目 | 金额 |\n| 早餐 | 5元 |\n第五条　本办法自2026年5月1日起施行。\n"
    )
    assert faults == []


def test_what_is_cited_and_gone_is_red_and_stops_the_submission(browser: Browser, server: Server):
    drafter = begun(browser, server)
    page = drafter.page
    caret_behind(page, "餐费见下表")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    gone = page.locator(".reference.gone")
    expect(gone).to_have_text("第三条")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(gone).to_have_count(0)
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    expect(gone).to_have_count(1)
    with page.expect_response("**/save"):
        page.keyboard.press("Control+s")
    expect(page.locator("#live-found")).to_contain_text("引用可能指错", timeout=WAIT)
    expect(page.locator(".submit-box button[data-verb=submit]")).to_be_disabled(timeout=WAIT)


@pytest.mark.thorough
def test_nothing_half_composed_is_sent_and_both_ways_of_editing_hold_the_same_words(browser: Browser, server: Server):
    drafter = begun(browser, server)
    page = drafter.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "/keep" in request.url else None)
    caret_behind(page, "为了办好食堂")
    composing = page.context.new_cdp_session(page)
    composing.send("Input.imeSetComposition", {"text": "shi", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(2500)
    assert sent == []
    composing.send("Input.insertText", {"text": "食"})
    drafter.sees("草稿已保留", 20)
    assert sent
    assert all("shi" not in one for one in sent)
    assert "制定本办法。食" in in_the_field(page)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("第五条　另行公布。\n")
    page.locator('[data-mode="editor"]').click()
    expect(page.locator(".pen-text .block").last).to_have_text("另行公布。", timeout=WAIT)
    drafter.sees("草稿已保留", 20)


@pytest.mark.thorough
def test_words_that_never_reached_the_server_come_back_into_the_editor(browser: Browser, server: Server):
    drafter = begun(browser, server)
    page = drafter.page
    page.route("**/keep", lambda route: route.abort())
    caret_behind(page, "为了办好食堂")
    page.keyboard.type("断网时写的。")
    drafter.sees("没有连接，正在重试", 20)
    page.on("dialog", lambda dialog: dialog.accept())
    drafter.go(DRAFT).sees("本浏览器里留有没能送出的文字", 20)
    page.unroute("**/keep")
    page.get_by_role("button", name="取回").click()
    expect(page.locator(".pen-text")).to_contain_text("断网时写的", timeout=WAIT)
    drafter.sees("草稿已保留", 20)
    assert "断网时写的" in in_the_field(page)
