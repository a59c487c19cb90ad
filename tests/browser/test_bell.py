"""The bell: a notice appears, is opened, and is new no more; and what each person chose of how to be told is there again."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, signed_in
from tests.jobs.places import Place
from workflow.jobs.kinds import KINDS as JOBS

pytestmark = pytest.mark.browser


def new(actor: Actor) -> int:
    """How many new notices the bell tells of."""
    told = actor.find(".bell b")
    return int("".join(one for one in told.inner_text() if one.isdigit())) if told.count() else 0


def test_a_notice_appears_is_opened_and_is_gone_from_the_bell(browser: Browser, server: Server):
    reviewer = signed_in(browser, server, "reviewer-legal").go("/desk")
    assert new(reviewer) == 0
    place = Place(server.house.url, server.house.clock)
    place.worker({"tell": JOBS["tell"]}).work_off()
    place.engine.dispose()
    many = new(reviewer.go("/desk"))
    assert many > 1
    with reviewer.page.expect_navigation():
        reviewer.find(".bell").click()
    first = reviewer.find(".told .new").first
    words = first.locator(".what").inner_text()
    where = first.locator("a.link").get_attribute("href")
    with reviewer.page.expect_navigation():
        first.locator("a.link").click()
    assert reviewer.path == where
    assert new(reviewer) == many - 1, "opening it was reading it"
    reviewer.go("/notices").sees(words.removeprefix("新").strip())
    expect(reviewer.find(".told .new")).to_have_count(min(many - 1, 30))
    with reviewer.page.expect_navigation():
        reviewer.find('form:has([name="up_to"]) button').click()
    assert new(reviewer) == 0


@pytest.mark.thorough
def test_each_person_has_their_own_channels_digest_and_quiet_hours(browser: Browser, server: Server):
    def chosen(actor: Actor) -> dict[str, str]:
        page = actor.go("/notices/choices")
        names = ("mail", "address", "hook", "quiet_since", "quiet_until")
        return {name: page.find(f'[name="{name}"]').input_value() for name in names}

    drafter, secretary = (signed_in(browser, server, code) for code in ("drafter", "secretary"))
    usual = {"mail": "never", "address": "", "hook": "at_once", "quiet_since": "", "quiet_until": ""}
    assert chosen(drafter) == chosen(secretary) == usual
    wanted = {
        "mail": "daily", "address": "a@example.com", "hook": "never", "quiet_since": "12:00", "quiet_until": "13:30",
    }  # fmt: skip
    for name, value in wanted.items():
        field = drafter.find(f'[name="{name}"]')
        if name in ("mail", "hook"):
            field.select_option(value)
        else:
            field.fill(value)
    drafter.press("choose").sees("已保存")
    assert chosen(drafter) == wanted
    assert chosen(secretary) == usual
    drafter.fill("quiet_until", "").press("choose").sees("请填写从几点到几点")
    assert chosen(drafter) == wanted
