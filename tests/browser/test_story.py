"""The whole life of a regulation in a real browser: written, reviewed, adopted, issued, amended, superseded."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, scan, signed_in, visitor, words_of_pdf
from tests.browser.ways import (
    answer,
    approve,
    consult,
    convene,
    issue,
    load_roll,
    sign_in_delegates,
    submit,
    table_and_send,
    vote,
    write,
)
from tests.web.house import AWAITING, OPEN_SESSION, TODAY

pytestmark = pytest.mark.browser

EDITION = "/regulations/canteen/editions"
FIRST = """食堂管理办法

第一章　总则

第一条　为了办好职工食堂，制定本办法。

第二条　食堂每日供应三餐。

第二章　附则

第三条　本办法由工会负责解释。

第四条　本办法自印发之日起施行。
"""


def test_the_life_of_a_regulation(browser: Browser, server: Server, tmp_path: Path):
    """Two editions, two sessions, seven days between papers and vote each time."""
    clock = server.house.clock
    drafter, legal, union, secretary, issuer = (
        signed_in(browser, server, code)
        for code in ("drafter", "reviewer-legal", "reviewer-union", "secretary", "issuer")
    )
    # Written and submitted.
    drafter.go("/desk").find('[data-verb="create"]').click()
    drafter.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    write(drafter, f"{EDITION}/1", FIRST)
    submit(drafter, f"{EDITION}/1", "请审核。")

    # Sent back with a remark on the article, revised, approved by both.
    legal.go(f"{EDITION}/1/review")
    legal.find("details.say summary").first.click()
    legal.find('select[name="key"]').select_option(label="第二条")
    legal.fill("comment", "请写明早中晚三餐的时间。").press("comment").sees("请写明早中晚三餐的时间。")
    legal.fill("opinion", "第二条请补充时间。").press("request-changes").sees("要求修改，尚未解除")
    drafter.go(f"{EDITION}/1/draft").sees("请写明早中晚三餐的时间。").sees("第二条请补充时间。")
    answer(drafter, f"{EDITION}/1", "已补充。")
    revised = FIRST.replace("每日供应三餐", "每日七时、十二时、十八时供应三餐")
    write(drafter, f"{EDITION}/1", revised)
    submit(drafter, f"{EDITION}/1", "已补充时间。")
    approve(legal, f"{EDITION}/1")
    approve(union, f"{EDITION}/1")

    # Settled with the union, put to a session that meets eight days later.
    consult(secretary, f"{EDITION}/1", scan(tmp_path))
    session = convene(secretary, 4, (TODAY + timedelta(days=8)).isoformat())
    load_roll(secretary, session, tmp_path)
    table_and_send(secretary, session, "食堂管理办法")
    secretary.go(session)
    expect(secretary.find('button[data-verb="lock"]')).to_be_disabled()
    secretary.sees("尚未到会期")
    clock.forward(days=8)
    secretary = signed_in(browser, server, "secretary")
    sign_in_delegates(secretary, session)
    vote(secretary, signed_in(browser, server, "delegate"), session)
    issuer = signed_in(browser, server, "issuer")
    issue(issuer, f"{EDITION}/1")

    # Everybody finds it, reads it and takes the official paper along.
    stranger = visitor(browser, server).go("/")
    stranger.find("main a", has_text="食堂管理办法").first.click()
    stranger.sees("每日七时、十二时、十八时供应三餐").sees("第一届职工代表大会第四次会议通过")
    words = words_of_pdf(downloaded(stranger, 'a[href*=".pdf"]'))
    assert "每日七时、十二时、十八时供应三餐" in words
    assert "第一届职工代表大会第四次会议通过" in words

    # Amended: one article, a second session, and the first edition is superseded.
    drafter = signed_in(browser, server, "drafter")
    with drafter.page.expect_navigation():
        drafter.go("/desk").find("form[action='/regulations/canteen/amend'] button").click()
    write(drafter, f"{EDITION}/2", revised.replace("供应三餐", "供应三餐和夜宵"))
    submit(drafter, f"{EDITION}/2", "增加夜宵。")
    for code in ("reviewer-legal", "reviewer-union"):
        approve(signed_in(browser, server, code), f"{EDITION}/2")
    consult(secretary, f"{EDITION}/2", scan(tmp_path))
    session = convene(secretary, 5, (TODAY + timedelta(days=20)).isoformat())
    load_roll(secretary, session, tmp_path)
    table_and_send(secretary, session, "食堂管理办法")
    clock.forward(days=12)
    secretary = signed_in(browser, server, "secretary")
    sign_in_delegates(secretary, session)
    vote(secretary, signed_in(browser, server, "delegate"), session)
    issue(signed_in(browser, server, "issuer"), f"{EDITION}/2")

    stranger.go("/")
    expect(stranger.find("main article", has_text="食堂管理办法").filter(has_text="施行中")).to_contain_text("第2版")
    expect(stranger.find("main article", has_text="食堂管理办法").filter(has_text="已被替代")).to_contain_text("第1版")
    stranger.go("/regulations/canteen").sees("供应三餐和夜宵")
    stranger.go("/regulations/canteen/compare?from=1&to=2")
    expect(stranger.find("main article")).to_have_count(1)
    expect(stranger.find("main article")).to_contain_text("第二条")
    assert stranger.find("main article ins").all_inner_texts() == ["和夜宵"]
    assert stranger.find("main article del").count() == 0
    assert "三餐和夜宵" in words_of_pdf(downloaded(stranger.go("/regulations/canteen"), 'a[href*=".pdf"]'))

    # The record tells all of it, in order.
    record = signed_in(browser, server, "employee").go("/regulations/canteen/record")
    told = record.find("main").inner_text()
    steps = [
        "开始起草",
        "提交第1版审核（第1轮）",
        "要求修改",
        "第2轮",
        "审核完成",
        "平等协商",
        "列入",
        "送达",
        "锁定",
        "宣布",
        "印发",
    ]
    steps += ["提交第2版审核", "印发第2版", "由第2版替代"]
    places = [told.find(step) for step in steps]
    assert -1 not in places, dict(zip(steps, places, strict=True))
    assert "完好" in told


@pytest.mark.thorough
def test_the_open_session_of_the_demonstration(browser: Browser, server: Server):
    """What a visitor of the demonstration can do at once, on the day it is opened: attendance to issue."""
    slug, number = AWAITING
    address = f"/regulations/{slug}/editions/{number}"
    secretary = signed_in(browser, server, "secretary")
    session = f"/sessions/{OPEN_SESSION}"
    sign_in_delegates(secretary, session)
    secretary.go(session).sees("91")
    vote(secretary, signed_in(browser, server, "delegate"), session)
    secretary.press("close").sees("已闭幕")
    issuer = signed_in(browser, server, "issuer")
    issue(issuer, address)
    stranger = visitor(browser, server).go(f"/regulations/{slug}")
    stranger.sees("第一届职工代表大会第三次会议修订")
    assert "修订" in words_of_pdf(downloaded(stranger, 'a[href*=".pdf"]'))
    english = visitor(browser, server).go(f"/regulations/{slug}?text=en&lang=en").sees("Article 1")
    assert words_of_pdf(downloaded(english, 'a[href*=".pdf"]'))


@pytest.mark.thorough
def test_without_javascript(browser: Browser, server: Server):
    """Every page works with plain forms: write, save, submit, approve."""
    plain = {"java_script_enabled": False}
    drafter = signed_in(browser, server, "drafter", **plain).go("/regulations/new")
    drafter.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    write(drafter, f"{EDITION}/1", FIRST)
    submit(drafter, f"{EDITION}/1", "请审核。")
    for code in ("reviewer-legal", "reviewer-union"):
        approve(signed_in(browser, server, code, **plain), f"{EDITION}/1")
    expect(visitor(browser, server, **plain).go("/sign-in").find("[data-person]")).to_have_count(8)


@pytest.mark.thorough
def test_with_the_keyboard_alone(browser: Browser, server: Server):
    """Sign in and approve without touching the mouse; the focus is always to be seen."""
    actor = visitor(browser, server).go("/sign-in")
    tab_to(actor, '[data-person="reviewer-legal"]')
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")
    tab_to(actor, 'main a[href$="/review"]')
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")
    # However much was changed: past all of it by the second link, and the keys of the page are one stop.
    tab_to(actor, 'a[href="#decide"]', within=2)
    actor.page.keyboard.press("Enter")
    tab_to(actor, '[name="opinion"]', within=3)
    actor.page.keyboard.type("同意。")
    tab_to(actor, 'button[data-verb="approve"]', within=4)
    actor.page.keyboard.press("Enter")
    expect(actor.find("[data-confirm]")).to_contain_text("通过：全文")
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Control+Enter")
    actor.sees("法务已通过")


def tab_to(actor: Actor, selector: str, within: int = 150) -> None:
    """Press the tab key, so many times at most, until the element has the focus, which must be visible."""
    for _ in range(within):
        actor.page.keyboard.press("Tab")
        focused = actor.page.evaluate("selector => document.activeElement?.matches(selector)", selector)
        if focused:
            ring = actor.page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            assert ring, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"the tab key never comes to {selector}")
