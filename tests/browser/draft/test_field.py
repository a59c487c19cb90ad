"""The text area in a real browser: what is found follows what is typed, Ctrl+S saves in place, and one goes to an article."""

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

from tests.browser.hall import Server, signed_in
from tests.web.house import IN_FORCE
from workflow.records.text.snapshot import Snapshot

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
#: A machine under load is slow, not wrong.
WAIT = 20_000
READING = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}"


def saves(server: Server) -> int:
    with server.house.records() as db:
        return len(db.exec(select(Snapshot.id)).all())


def test_from_the_article_one_reads_to_a_save_without_leaving_the_page(browser: Browser, server: Server):
    drafter = signed_in(browser, server, "drafter").go(READING)
    page = drafter.page
    article = page.locator('[data-text] .article[data-label^="第九条"]')
    article.hover()
    with page.expect_navigation():
        article.locator(".amend-here").click()
    assert "/draft" in page.url
    field = page.locator("#words")
    chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert field.evaluate(chosen) == "第九条", "the caret stands at the article that was being read"
    counts, found = page.locator("#live-counts"), page.locator("#live-found")
    expect(counts).to_contain_text("改动0处", timeout=WAIT)

    page.keyboard.press("ArrowRight")
    page.keyboard.type("　甲。\n第三十条")
    expect(counts).not_to_contain_text("改动0处", timeout=WAIT)
    expect(found.locator("[data-line]").first).to_be_visible()
    expect(page.locator("#live-outline")).to_contain_text("第三十条", timeout=WAIT)
    for _ in range(len("　甲。\n第三十条")):
        page.keyboard.press("Backspace")
    expect(counts).to_contain_text("改动0处", timeout=WAIT)

    page.keyboard.press("End")
    page.keyboard.type("另行公布。")
    before, at = saves(server), field.evaluate("e => e.selectionStart")
    url = page.url
    with page.expect_response("**/save"):
        page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("最近保存", timeout=WAIT)
    expect(counts).to_contain_text("改动1处", timeout=WAIT)
    assert saves(server) == before + 1
    assert (page.url, field.evaluate("e => e.selectionStart")) == (url, at), "nothing moved"
    page.keyboard.type("且")
    page.keyboard.press("Control+s")
    expect(counts).to_contain_text("改动1处", timeout=WAIT)
    expect(page.locator(".submit-box button[data-verb=submit]")).to_be_enabled()

    page.route("**/save", lambda route: route.abort())
    page.keyboard.press("Control+s")
    page.wait_for_timeout(300)
    assert page.url == url, "without a connection one stays where the words are"
    page.unroute("**/save")

    go = page.locator(".go-to")
    for typed, label in (("3", "第三条"), ("第十一条", "第十一条")):
        go.fill(typed)
        go.press("Enter")
        assert field.evaluate(chosen) == label
        assert page.url == url, "Enter presses no button of the form"
    go.fill("900")
    go.press("Enter")
    expect(go).to_have_attribute("aria-invalid", "true")

    low = field.bounding_box()
    page.locator("[data-wide]").click()
    wide = field.bounding_box()
    assert low
    assert wide
    assert wide["height"] > low["height"] + 100
    page.locator("[data-wide]").click()
    expect(page.locator(".submit-box")).to_be_visible()
    page.wait_for_timeout(2_000)  # what was typed last is kept by now, and nobody asks any more
    page.wait_for_load_state("networkidle")
