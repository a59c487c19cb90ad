"""Eight changed articles reviewed by keyboard alone in a real browser: nothing is recorded before it was said what will be."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from tests.browser.hall import Actor, Server, signed_in
from tests.databases import Databases
from tests.web.house import House
from tests.web.review.amended import ADDRESS, TOPICS, WORDS, stage
from workflow.records.event import last_moment
from workflow.records.review import Approval, Comment
from workflow.records.text.viewed import ViewedMark
from workflow.rules.review import Decision

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def _changed(url: str) -> None:
    stage(url, {topic: WORDS[1 + at % 3] for at, topic in enumerate(TOPICS)})


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    """Eight changed articles before their reviewers."""
    house = House(databases.copy("sqlite", "eight_changed", _changed))
    with house.records() as db:
        house.clock.now = last_moment(db) or house.clock.now
    house.clock.forward(minutes=1)
    started = Server(house)
    yield started
    started.stop()


def decided(server: Server) -> list[tuple[Decision, str]]:
    with server.house.records() as db:
        edition = [one for one in db.exec(select(Approval).order_by(col(Approval.id))) if one.partial]
        return [(one.decision, one.opinion) for one in edition]


def sound(actor: Actor) -> None:
    """An automatic accessibility checker finds nothing serious, and nothing hangs over the edge."""
    found = [
        (one["id"], one["nodes"][0]["html"][:300])
        for one in Axe().run(actor.page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert found == []
    assert actor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_eight_articles_by_keyboard_alone(browser: Browser, server: Server):
    legal = signed_in(browser, server, "legal").go(f"{ADDRESS}/review")
    page, keys = legal.page, legal.page.keyboard
    expect(page.locator("[data-card]")).to_have_count(8)
    keys.press("j")
    keys.press("Enter")
    assert decided(server) == [], "Enter alone records nothing"
    for _ in range(7):
        keys.press("a")
        with page.expect_response("**/viewed"):
            keys.press("v")
        page.wait_for_timeout(50)
    keys.press("n")
    expect(page.locator(".at")).to_be_focused()
    keys.press("x")
    expect(page.locator("#opinion")).to_be_focused()
    keys.type("ja，期限太短。")
    keys.press("Enter")
    assert page.locator("#opinion").input_value() == "ja，期限太短。\n", (
        "keys are words in a field, and Enter a new line"
    )
    keys.press("Control+Enter")
    said = page.locator("[data-confirm]")
    expect(said).to_contain_text("以法务身份")
    expect(said).to_contain_text("要求修改：第八条")
    expect(said).to_contain_text("期限太短")
    sound(legal)
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    assert decided(server) == [], "what will be recorded was said, and not yet recorded"
    with page.expect_navigation():
        keys.press("Control+Enter")
    assert decided(server) == [(Decision.APPROVE, ""), (Decision.REQUEST_CHANGES, "ja，期限太短。")]
    with server.house.records() as db:
        assert len(db.exec(select(ViewedMark)).all()) == 7
    expect(page.locator(".card.is-viewed")).to_have_count(7)


def test_keys_views_and_a_phone(browser: Browser, server: Server):
    union = signed_in(browser, server, "union").go(f"{ADDRESS}/review?order=text")
    page, keys = union.page, union.page.keyboard
    sound(union)
    keys.press("j")
    keys.press("j")
    keys.press("c")
    expect(page.locator("[data-card] textarea:focus")).to_have_count(1)
    page.locator("textarea:focus").dispatch_event("keydown", {"key": "j", "isComposing": True})
    keys.type("请核对。")
    with page.expect_navigation():
        page.locator('[data-card]:focus-within button[data-verb="comment"]').click()
    assert "order=text" in page.url, "a remark leaves the order where it was"
    with server.house.records() as db:
        assert [one.text for one in db.exec(select(Comment))] == ["请核对。"]
    for wanted in ("sides", "clean", "marks"):
        with page.expect_navigation():
            keys.press("t")
        assert f"view={wanted}" in page.url
    keys.press("?")
    expect(page.locator("[data-help]")).to_be_visible()
    sound(union)
    with page.expect_navigation():
        page.locator("[data-help] form button").click()
    keys.press("j")
    expect(page.locator("[data-card]:focus")).to_have_count(0)
    page.locator('[data-keys] [data-key="k"]').focus()
    keys.press("ArrowRight")
    expect(page.locator('[data-keys] [data-key="j"]')).to_be_focused()
    page.locator('[data-keys] [data-key="j"]').click()
    expect(page.locator("[data-card]:focus")).to_have_count(1)
    for language in ("zh", "en"):
        phone = signed_in(browser, server, "legal", viewport={"width": 390, "height": 844})
        phone.go(f"{ADDRESS}/review?lang={language}")
        sound(phone)
        for reached in ("[data-card] >> nth=0", "#decide button[data-verb=approve]"):
            box = phone.find(reached).bounding_box()
            assert box is not None
            assert box["y"] + min(box["height"], 60) <= 844, f"{reached} is on the first screen"
