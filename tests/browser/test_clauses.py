"""A standard numbered 1 / 1.1 / 1.1.1 and a notice numbered 一、（一）1. through their whole lives in a real browser."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.clauses_in_word import NOTICE_NAME, STANDARD_NAME, notice, standard
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
)

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

STANDARD, NOTICE = "/regulations/slings/editions", "/regulations/heat/editions"


def bring(drafter: Actor, name: str, slug: str, content: bytes, folder: Path) -> None:
    """Begin a text with its Word file, look over what was read and save it."""
    file = folder / f"{slug}.docx"
    file.write_bytes(content)
    drafter.go("/regulations/new").fill("name_zh", name).fill("slug", slug)
    drafter.find("[name=file]").set_input_files(file)
    drafter.press("create").sees(file.name)
    if drafter.find('button[data-verb="all"]').count():
        drafter.press("all")
    drafter.press("take").press("save").sees("已保存")


def write_and_submit(browser: Browser, server: Server, folder: Path) -> None:
    """Both papers from Word to the reviewers."""
    drafter = signed_in(browser, server, "drafter")
    bring(drafter, STANDARD_NAME, "slings", standard(), folder)
    bring(drafter, NOTICE_NAME, "heat", notice(), folder)
    for address in (STANDARD, NOTICE):
        submit(drafter, f"{address}/1", "请审核。")


def return_and_correct(browser: Browser, server: Server) -> None:
    """Remarks on single clauses; two are changed, and the reviewers look at nothing else again."""
    legal = signed_in(browser, server, "reviewer-legal").go(f"{STANDARD}/1/review")
    legal.find("details.say summary").first.click()
    legal.find('select[name="key"]').select_option(label="3.1.2")
    legal.fill("comment", "请写明由谁标识。").press("comment").sees("请写明由谁标识。")
    legal.fill("opinion", "3.1.2请补充。").press("request-changes").sees("要求修改，尚未解除")
    approve(signed_in(browser, server, "reviewer-union"), f"{NOTICE}/1")
    drafter = signed_in(browser, server, "drafter").go(f"{STANDARD}/1/draft").sees("请写明由谁标识。")
    answer(drafter, f"{STANDARD}/1", "已补充。")
    drafter.go(f"{STANDARD}/1/draft")
    words = drafter.find("#words").input_value()
    drafter.fill("words", words.replace("不应领用。", "不应领用，由设备动力科重新标识。")).press("save").sees("已保存")
    submit(drafter, f"{STANDARD}/1", "已补充。")


def approve_the_rest(browser: Browser, server: Server) -> None:
    """The round that follows shows one changed clause; whoever had approved the others is asked for it alone."""
    legal = signed_in(browser, server, "reviewer-legal").go(f"{STANDARD}/1/review")
    with legal.page.expect_navigation():
        legal.find(".views a", has_text="第1轮→第2轮").click()
    expect(legal.find("nav.list li")).to_have_text(["3.1.2修改"])
    for address in (f"{STANDARD}/1", f"{NOTICE}/1"):
        approve(legal, address)
    approve(signed_in(browser, server, "reviewer-union"), f"{STANDARD}/1")


def settle_and_put(
    browser: Browser, server: Server, folder: Path, session: int, *editions: tuple[str, str, str]
) -> None:
    """From the union's agreement to a counted vote and the issue, in a session that meets in ten days.

    editions  the address of each, its name, and its state after it was issued
    """
    clock = server.house.clock
    secretary = signed_in(browser, server, "secretary")
    for address, *_ in editions:
        consult(secretary, address, scan(folder))
    day = clock.now.astimezone(server.house.settings.time_zone).date() + timedelta(days=10)
    place = convene(secretary, session, day.isoformat())
    load_roll(secretary, place, folder)
    table_and_send(secretary, place, *(title for _, title, _ in editions))
    clock.forward(days=10)
    secretary, teller = signed_in(browser, server, "secretary"), signed_in(browser, server, "delegate")
    sign_in_delegates(secretary, place)
    for _ in editions:
        vote(secretary, teller, place)
    issuer = signed_in(browser, server, "issuer")
    for address, _, state in editions:
        issue(issuer, address, state)


def amend(browser: Browser, server: Server) -> None:
    """One clause comes in and one is changed; the reviewers see both, and what only took the next number apart."""
    drafter = signed_in(browser, server, "drafter").go("/desk")
    with drafter.page.expect_navigation():
        drafter.find("form[action='/regulations/slings/amend'] button").click()
    drafter.go(f"{STANDARD}/2/draft")
    words = drafter.find("#words").input_value()
    words = words.replace("4.2\u3000有下列", "4.2\u3000雨雪、大风天气停用后，使用前应重新检查。\n4.3\u3000有下列")
    words = words.replace("4.3\u3000按4.2报废", "4.4\u3000按4.3报废").replace("24小时内切断", "12小时内切断")
    drafter.fill("words", words).press("save").sees("已保存")
    submit(drafter, f"{STANDARD}/2", "增加停用后的检查。")
    legal = signed_in(browser, server, "reviewer-legal").go(f"{STANDARD}/2/review")
    expect(legal.find("nav.list li")).to_have_text(["4.2新增", "4.4修改序号变动"])
    legal.sees("4.2 → 4.3")
    approve(legal, f"{STANDARD}/2")
    approve(signed_in(browser, server, "reviewer-union"), f"{STANDARD}/2")


def test_the_life_of_a_standard_and_of_a_notice(browser: Browser, server: Server, tmp_path: Path):
    write_and_submit(browser, server, tmp_path)
    return_and_correct(browser, server)
    approve_the_rest(browser, server)
    first = (f"{STANDARD}/1", STANDARD_NAME, "尚未施行"), (f"{NOTICE}/1", NOTICE_NAME, "尚未施行")
    settle_and_put(browser, server, tmp_path, 4, *first)
    employee = signed_in(browser, server, "employee").go("/regulations/heat").sees("第一届职工代表大会第四次会议通过")
    words = words_of_pdf(downloaded(employee, 'a[href*=".pdf"]'))
    assert "（一）日最高气温达到40摄氏度以上的" in words
    employee.go("/regulations/slings").sees("不应领用，由设备动力科重新标识。").sees("自2026年5月1日起施行")
    words = words_of_pdf(downloaded(employee, 'a[href*=".pdf"]'))
    assert (
        "云岭精密机械股份有限公司企业标准吊具索具安全管理标准（2026年3月26日第一届职工代表大会第四次会议通过）" in words
    )
    assert "3.2.2两台起重机同吊一物的" in words

    amend(browser, server)
    settle_and_put(browser, server, tmp_path, 5, (f"{STANDARD}/2", STANDARD_NAME, "尚未施行"))
    server.house.clock.forward(days=40)
    stranger = visitor(browser, server).go("/regulations/slings").sees("雨雪、大风天气停用后")
    expect(stranger.find("main .outline li")).to_contain_text(["1\u3000范围", "2\u3000职责", "2.1"])
    stranger.go("/regulations/slings/compare?from=1&to=2")
    assert stranger.find("main article ins").all_inner_texts()[-1] == "12"
    drafter = signed_in(browser, server, "drafter").go(f"{STANDARD}/2/table")
    assert "4.2雨雪、大风天气停用后" in words_of_pdf(downloaded(drafter, 'a[href$="table.pdf"]'))
    drafter.go(f"{STANDARD}/2/decision")
    decision = words_of_pdf(downloaded(drafter, 'a[href$="decision.pdf"]'))
    assert "增加一条，作为4.2：“雨雪、大风天气停用后，使用前应重新检查。”" in decision
