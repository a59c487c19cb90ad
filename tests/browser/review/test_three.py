"""Three changed articles decided in eight actions at most, counted; and a remark sent while the text is replaced, with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from tests.browser.counting import Counted, Tally
from tests.browser.hall import Server, signed_in
from tests.databases import Databases
from tests.web.house import House
from tests.web.review.amended import ADDRESS, THREE, WORDS, three, written
from tests.web.stories import Stories
from workflow.records.event import last_moment
from workflow.records.review import Approval
from workflow.rules.review import Decision

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
MOST = 8


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    """Three changed articles before their reviewers."""
    house = House(databases.copy("sqlite", "three_changed", three))
    with house.records() as db:
        house.clock.now = last_moment(db) or house.clock.now
    house.clock.forward(minutes=1)
    started = Server(house)
    yield started
    started.stop()


def decided(server: Server) -> list[tuple[Decision, str]]:
    with server.house.records() as db:
        made = [one for one in db.exec(select(Approval).order_by(col(Approval.id))) if one.partial]
        return [(one.decision, one.opinion) for one in made]


def test_three_changed_articles_are_decided_in_eight_actions(browser: Browser, server: Server):
    tally = Tally()
    actor = signed_in(browser, server, "legal").go("/desk")
    legal = Counted("legal", actor, tally)
    legal.click(".my-turn a.btn", "去审核")
    expect(actor.find("[data-card]")).to_have_count(3)
    first, second, third = (f"[data-card] >> nth={at}" for at in range(3))
    legal.tick(f"{first} >> .tick input").tick(f"{second} >> .tick input").press("approve")
    legal.tick(f"{third} >> .tick input").fill("opinion", "期限太短。").press("request-changes")
    assert decided(server) == [(Decision.APPROVE, ""), (Decision.REQUEST_CHANGES, "期限太短。")]
    legal.sees("法务要求修改")
    assert len(tally) <= MOST, tally.told()


def test_a_remark_sent_while_the_text_is_replaced_is_kept_with_scripts_and_without(browser: Browser, server: Server):
    pages = [
        signed_in(browser, server, who, java_script_enabled=scripts).go(f"{ADDRESS}/review")
        for who, scripts in (("legal", True), ("union", False))
    ]
    for one in pages:
        one.find("[data-card] .write summary").first.click()
        one.find("[data-card] [name=comment]").first.fill("依据是什么？\n请写明。")
    story = Stories(server.house.url)
    story.now = server.house.clock.now.astimezone(story.now.tzinfo)
    story.save(written({**THREE, "考勤": WORDS[3], "工资": WORDS[2]}))
    story.submit()
    server.house.clock.now = story.now
    story.engine.dispose()
    for one in pages:
        with one.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            one.find("[data-card] button[data-verb=comment]").first.click()
        assert sent.value.status == 409
        one.sees("意见没有提交")
        expect(one.find("[data-card]")).to_have_count(2)
        expect(one.find("[name=comment]:visible")).to_have_value("依据是什么？\n请写明。")
        with one.page.expect_navigation():
            one.find("button[data-verb=comment]:visible").first.click()
        one.sees("还有1条意见没有了结" if one is pages[0] else "还有2条意见没有了结")
