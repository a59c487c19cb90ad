"""The whole life of a regulation in a real browser: written, reviewed, adopted, issued, amended, superseded."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, scan, signed_in, visitor, words_of_pdf
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
COLUMNS = "name,employer,unit,delegation,category,front_line,mid_level,site\n"
ROLL = COLUMNS + "".join(
    f"代表{number},hq,车间{number},一团,worker,yes,no,{'south' if number > 20 else 'hq'}\n" for number in range(1, 31)
)
BROKEN = ROLL.replace("代表3,hq", "代表3,moon").replace("代表7,hq", ",hq")
SITES = {"hq": 20, "south": 10}


def write(drafter: Actor, number: int, text: str) -> None:
    """Type a text on the drafting desk and save it; the problems are looked at first."""
    drafter.go(f"{EDITION}/{number}/draft").fill("words", text).press("preview").sees("没有发现问题")
    drafter.fill("note", "按工会意见修改").press("save").sees("已保存")


def submit(drafter: Actor, number: int, note: str) -> None:
    """Send the saved text to the reviewers."""
    drafter.go(f"{EDITION}/{number}/draft").fill("note", note, within="form[action$='/submit']").press("submit")
    drafter.sees("审核中")


def approve(reviewer: Actor, number: int) -> None:
    """Approve what is shown."""
    reviewer.go(f"{EDITION}/{number}/review").fill("opinion", "同意。").press("approve")
    reviewer.sees("已通过")


def consult(secretary: Actor, number: int, paper: Path) -> None:
    """Record equal consultation with the signed paper."""
    secretary.go(f"{EDITION}/{number}/consult").fill("enterprise_side", "副总经理 贺景行")
    secretary.fill("union_side", "工会主席 罗秀芝").fill("outcome", "双方协商一致。")
    secretary.find('[name="paper"]').set_input_files(paper)
    secretary.press("consult").sees("待审议")


def convene(secretary: Actor, session: int, held_on: str) -> str:
    """Call a session at two sites; gives its address."""
    secretary.go("/sessions/new").fill("term", "1").fill("number", str(session)).fill("held_on", held_on)
    secretary.fill("site_1_code", "hq").fill("site_1_zh", "总部礼堂").fill("site_1_en", "Auditorium")
    secretary.fill("site_2_code", "south").fill("site_2_zh", "南方基地").fill("site_2_en", "South Base")
    secretary.find('[name="site_2_remote"]').check()
    secretary.press("convene")
    return secretary.path.partition("?")[0]


def load_roll(secretary: Actor, session: str, folder: Path) -> None:
    """Load the roll: first with two broken lines, which are both named, then the right one."""
    file = folder / "名册.csv"
    for lines, right in ((BROKEN, False), (ROLL, True)):
        file.write_text(lines, encoding="utf-8")
        secretary.go(f"{session}/roll")
        secretary.find('[name="file"]').set_input_files(file)
        secretary.press("load-roll")
        if right:
            secretary.sees("代表30人")
        else:
            secretary.sees("第4行：").sees("第8行：")
    secretary.press("freeze-roll")


def table_and_send(secretary: Actor, session: str) -> None:
    """Put the text on the agenda and record that its papers were sent today."""
    secretary.go(session).press("table", within="form.tabling:has-text('食堂管理办法')")
    secretary.press("send-papers").sees("材料")


def sign_in_delegates(secretary: Actor, session: str) -> None:
    """Everybody at both sites."""
    for place in range(secretary.go(f"{session}/attendance").find("main form").count()):
        form = secretary.find("main form").nth(place)
        form.locator("[data-all]").check()
        with secretary.page.expect_navigation():
            form.locator('button[data-verb="attend"]').click()


def count(person: Actor, session: str) -> None:
    """Enter one's own sheet of every site: type five figures, look at what is computed from them, confirm."""
    person.go(session)
    while person.find("form.sheet-form[action$='/count']:visible").count():
        form = person.find("form.sheet-form[action$='/count']:visible").first
        present = int("".join(filter(str.isdigit, form.locator("h3 .meta").inner_text())))
        figures = {"issued": present, "returned": present, "spoiled": 0, "in_favour": present - 1, "against": 1}
        for name, figure in figures.items():
            form.locator(f'[name="{name}"]').fill(str(figure))
        form.locator('[name="scrutineers"]').fill("彭国栋")
        form.locator('[name="tellers"]').fill("许文韬")
        for _ in ("check", "confirm"):
            with person.page.expect_navigation():
                person.find("form.sheet-form[action$='/count']:visible").first.locator("button").click()


def vote(secretary: Actor, teller: Actor, session: str, verb: str = "adopt") -> None:
    """Lock, open, end casting; two people count both sites on their own; declare."""
    secretary.go(session).press("lock").press("open-ballot").press("close-ballot")
    count(secretary, session)
    count(teller, session)
    secretary.go(session).press(verb)
    expect(secretary.find(".verdict")).to_contain_text("通过")


def issue(issuer: Actor, address: str) -> None:
    """Issue with effect from today."""
    issuer.go(f"{address}/issue").press("issue").sees("施行中", seconds=60)


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
    write(drafter, 1, FIRST)
    submit(drafter, 1, "请审核。")

    # Sent back with a remark on the article, revised, approved by both.
    legal.go(f"{EDITION}/1/review")
    legal.find("details.say summary").first.click()
    legal.find('select[name="key"]').select_option(label="第二条")
    legal.fill("comment", "请写明早中晚三餐的时间。").press("comment").sees("请写明早中晚三餐的时间。")
    legal.fill("opinion", "第二条请补充时间。").press("request-changes").sees("退回修改")
    drafter.go(f"{EDITION}/1/draft").sees("请写明早中晚三餐的时间。").sees("第二条请补充时间。")
    revised = FIRST.replace("每日供应三餐", "每日七时、十二时、十八时供应三餐")
    write(drafter, 1, revised)
    submit(drafter, 1, "已补充时间。")
    approve(legal, 1)
    approve(union, 1)

    # Settled with the union, put to a session that meets eight days later.
    consult(secretary, 1, scan(tmp_path))
    session = convene(secretary, 4, (TODAY + timedelta(days=8)).isoformat())
    load_roll(secretary, session, tmp_path)
    table_and_send(secretary, session)
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
    write(drafter, 2, revised.replace("供应三餐", "供应三餐和夜宵"))
    submit(drafter, 2, "增加夜宵。")
    for code in ("reviewer-legal", "reviewer-union"):
        approve(signed_in(browser, server, code), 2)
    consult(secretary, 2, scan(tmp_path))
    session = convene(secretary, 5, (TODAY + timedelta(days=20)).isoformat())
    load_roll(secretary, session, tmp_path)
    table_and_send(secretary, session)
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


def test_without_javascript(browser: Browser, server: Server):
    """Every page works with plain forms: write, save, submit, approve."""
    plain = {"java_script_enabled": False}
    drafter = signed_in(browser, server, "drafter", **plain).go("/regulations/new")
    drafter.fill("name_zh", "食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    write(drafter, 1, FIRST)
    submit(drafter, 1, "请审核。")
    for code in ("reviewer-legal", "reviewer-union"):
        approve(signed_in(browser, server, code, **plain), 1)
    expect(visitor(browser, server, **plain).go("/sign-in").find("[data-person]")).to_have_count(8)


def test_with_the_keyboard_alone(browser: Browser, server: Server):
    """Sign in and approve without touching the mouse; the focus is always to be seen."""
    actor = visitor(browser, server).go("/sign-in")
    tab_to(actor, '[data-person="reviewer-legal"]')
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")
    tab_to(actor, 'main a[href$="/review"]')
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")
    tab_to(actor, '[name="opinion"]')
    actor.page.keyboard.type("同意。")
    tab_to(actor, 'button[data-verb="approve"]')
    with actor.page.expect_navigation():
        actor.page.keyboard.press("Enter")
    actor.sees("法务已通过")


def tab_to(actor: Actor, selector: str) -> None:
    """Press the tab key until the element has the focus, which must be visible."""
    for _ in range(150):
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
