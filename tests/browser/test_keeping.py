"""Words as they are typed: kept by the server or by the browser, never lost between windows, sessions and syllables."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, signed_in
from tests.databases import planting
from tests.web.desk import TEXT
from workflow.lifecycle.people import people
from workflow.records.person import Grant
from workflow.rules.people.roles import Role

pytestmark = pytest.mark.browser

DRAFT = "/regulations/canteen/editions/1/draft"


def begun(browser: Browser, server: Server) -> Actor:
    """The drafter with a text saved."""
    drafter = signed_in(browser, server, "drafter").go("/regulations/new")
    drafter.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    return drafter.fill("words", TEXT).press("save").sees("已保存")


def second_window(actor: Actor) -> Actor:
    """Another window of the same browser."""
    return Actor(actor.page.context.new_page(), actor.server)


def typed(actor: Actor, words: str) -> Actor:
    """Put the caret at the end and type."""
    field = actor.find("#words")
    field.focus()
    actor.page.keyboard.press("Control+End")
    actor.page.keyboard.insert_text(words)
    return actor


def test_two_windows_both_keep_their_words(browser: Browser, server: Server):
    one = begun(browser, server).go(DRAFT)
    two = second_window(one).go(DRAFT)
    typed(one, "第四条　甲窗。\n").sees("草稿已保留")
    typed(two, "第四条　乙窗。\n").sees("另一个窗口也在写这一稿")
    typed(two, "第五条　乙窗又写。\n")
    two.page.wait_for_timeout(2500)
    three = second_window(one).go(DRAFT).sees("另存的文字")
    assert "甲窗" in three.find("#words").input_value()
    three.press("take-back").sees("取回别的文字之前的文字")
    assert "乙窗又写" in three.find("#words").input_value()


@pytest.mark.thorough
def test_discarding_is_not_for_good(browser: Browser, server: Server):
    drafter = typed(begun(browser, server).go(DRAFT), "第四条　写了又不要。\n").sees("草稿已保留")
    drafter.go(DRAFT).press("discard").sees("放弃的修改")
    assert "写了又不要" not in drafter.find("#words").input_value()
    drafter.press("take-back")
    assert "写了又不要" in drafter.find("#words").input_value()


def test_signed_out_words_stay_and_are_sent_after_signing_in_again(browser: Browser, server: Server):
    drafter = begun(browser, server).go(DRAFT)
    drafter.page.context.clear_cookies()
    typed(drafter, "第四条　退出以后写的。\n").sees("您已退出登录，文字留在本浏览器")
    link = drafter.find("#status a")
    expect(link).to_have_attribute("target", "_blank")
    again = second_window(drafter).go("/sign-in")
    with again.page.expect_navigation():
        again.find('button[data-person="drafter"]').click()
    drafter.page.bring_to_front()
    drafter.page.evaluate("dispatchEvent(new Event('focus'))")
    drafter.sees("草稿已保留")
    assert "退出以后写的" in again.go(DRAFT).find("#words").input_value()


def test_words_that_never_reached_the_server_wait_in_the_browser(browser: Browser, server: Server):
    drafter = begun(browser, server).go(DRAFT)
    drafter.page.route("**/keep", lambda route: route.abort())
    typed(drafter, "第四条　断网时写的。\n").sees("没有连接，正在重试")
    drafter.page.on("dialog", lambda dialog: dialog.accept())
    drafter.go(DRAFT).sees("本浏览器里留有没能送出的文字")
    drafter.page.unroute("**/keep")
    drafter.page.get_by_role("button", name="取回").click()
    drafter.sees("草稿已保留")
    assert "断网时写的" in drafter.find("#words").input_value()


@pytest.mark.thorough
def test_unsent_words_are_offered_to_nobody_else(browser: Browser, server: Server):
    """Somebody else signs in at the same machine, and may write here too."""
    with planting(server.house.engine) as db:
        other = people.person_by_code(db, "employee")
        assert other is not None
        db.add(Grant(person_id=other.id or 0, role=Role.DRAFTER, since=server.house.clock.now.date()))
    drafter = begun(browser, server).go(DRAFT)
    drafter.page.route("**/keep", lambda route: route.abort())
    typed(drafter, "第四条　断网时写的。\n").sees("没有连接，正在重试")
    drafter.page.on("dialog", lambda dialog: dialog.accept())
    drafter.page.context.clear_cookies()
    drafter.page.unroute("**/keep")
    drafter.go("/sign-in")
    with drafter.page.expect_navigation():
        drafter.find('button[data-person="employee"]').click()
    drafter.go(DRAFT)
    expect(drafter.find("#words")).to_have_value(TEXT)
    drafter.page.wait_for_timeout(1500)
    assert "断网时写的" not in drafter.page.content()
    assert drafter.page.get_by_role("button", name="取回").count() == 0


@pytest.mark.thorough
def test_nothing_is_sent_in_the_middle_of_a_syllable(browser: Browser, server: Server):
    drafter = begun(browser, server).go(DRAFT)
    sent: list[str] = []
    drafter.page.on("request", lambda request: sent.append(request.post_data or "") if "/keep" in request.url else None)
    typed(drafter, "第四条　")
    session = drafter.page.context.new_cdp_session(drafter.page)
    session.send("Input.imeSetComposition", {"text": "shi", "selectionStart": 3, "selectionEnd": 3})
    drafter.page.wait_for_timeout(2500)
    assert sent == []
    session.send("Input.insertText", {"text": "食"})
    drafter.sees("草稿已保留")
    assert all("shi" not in body for body in sent)
