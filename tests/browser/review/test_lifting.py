"""Before an approval is recorded that lifts one's own request for changes, the confirming line says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Server, signed_in
from tests.databases import Databases
from tests.web.house import IN_REVIEW, House, stage_demonstration

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
LIFTS = "您此前的修改要求随之解除。"


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    """The demonstration, in which legal asked for changes."""
    started = Server(House(databases.copy("sqlite", "demonstration_web", stage_demonstration)))
    yield started
    started.stop()


def test_the_confirming_line_says_what_is_lifted(browser: Browser, server: Server):
    review = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}/review"
    page = signed_in(browser, server, "reviewer-legal").go(review).page
    said = page.locator("[data-said]")
    page.keyboard.press("Control+Enter")
    expect(said).to_contain_text("通过：全文")
    expect(said).to_contain_text(LIFTS)
    page.keyboard.press("Escape")
    page.locator('input[name="item"]').first.check()
    page.keyboard.press("Control+Enter")
    expect(said).to_contain_text("通过：")
    expect(said).not_to_contain_text(LIFTS)
    other = signed_in(browser, server, "reviewer-union").go(review).page
    other.keyboard.press("Control+Enter")
    expect(other.locator("[data-said]")).to_contain_text("通过：全文")
    expect(other.locator("[data-said]")).not_to_contain_text(LIFTS)
