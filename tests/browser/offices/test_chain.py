"""The enterprise's own chain as offices would work with it: asked for, recorded with a scan, refused, struck out, by phone as well."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.hall import Actor, Server, downloaded, scan, signed_in, words_of_pdf
from tests.databases import planting
from tests.web.house import OPEN_SESSION, in_language
from workflow.records.enterprise import RequiredStep
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import Step

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
EDITION = "/regulations/factory-transparency/editions/2"
PAGE = f"{EDITION}/steps"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PICTURES = os.environ.get("PICTURES", "")


def picture(actor: Actor, name: str) -> None:
    if PICTURES:
        actor.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def sound(actor: Actor) -> None:
    found = [one for one in Axe().run(actor.page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    inside, width = actor.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert inside <= width


def asked_for(server: Server, *steps: Step) -> None:
    """As if the administrator had asked for them before this text was put before its reviewers."""
    now, kind, basis = server.house.clock() - timedelta(days=400), RegulationKind.REGULATION, "《规章制度管理办法》"
    with planting(server.house.engine) as db:
        for step in steps:
            db.add(RequiredStep(kind=kind, step=step, ended=False, basis=basis, since=now.date(), set_by=1, at=now))


def test_from_the_rule_to_the_vote(browser: Browser, server: Server, tmp_path: Path):
    admin = signed_in(browser, server, "admin").go("/enterprise/steps")
    admin.page.locator("#regulation summary").first.click()
    admin.page.select_option('#regulation select[name="step"]', "signing")
    admin.fill("basis", "《公文处理办法》", within="#regulation").press("require-step", within="#regulation").sees(
        "签发"
    )
    sound(admin)
    asked_for(server, Step.LEGALITY, Step.PARTY, Step.BOARD)
    picture(admin.go("/enterprise/steps"), "rules")

    secretary = signed_in(browser, server, "secretary")
    secretary.go(f"/sessions/{OPEN_SESSION}").sees("还没有登记“合法性审查”（《规章制度管理办法》")
    secretary.go(PAGE).sees("还没有登记“合法性审查”")
    picture(secretary, "before")
    sound(secretary)

    legal = signed_in(browser, server, "reviewer-legal").go("/desk")
    legal.page.click("text=出具合法性审查意见")
    legal.fill("who", "法务部　方维正").fill("opinion", "未发现与法律、行政法规相抵触之处。")
    legal.page.select_option('#legality select[name="verdict"]', "agreed")
    legal.press("review-legality", within="#legality").sees("法审〔2026〕1号")
    opinion = words_of_pdf(downloaded(legal, 'a[href*="legality.pdf"]'))
    assert "法审〔2026〕1号" in opinion
    assert "未发现与法律、行政法规相抵触之处。" in opinion
    picture(legal, "legal")

    secretary.go(EDITION)
    secretary.page.click("text=登记党委前置研究")
    secretary.page.select_option('#party select[name="verdict"]', "refused")
    secretary.fill("minutes", "党委会纪要〔2026〕4号", within="#party").press("study-by-party", within="#party")
    secretary.sees("请写明要修改什么，或者为什么不同意。")
    assert secretary.page.input_value('#party input[name="minutes"]') == "党委会纪要〔2026〕4号"
    picture(secretary, "wrong")
    secretary.fill("opinion", "第三条的公开范围要再研究。", within="#party").press("study-by-party", within="#party")
    secretary.sees("不同意")

    phone = signed_in(browser, server, "issuer", **PHONE).go(PAGE)
    phone.page.click("text=重新登记")
    phone.page.select_option('#party select[name="verdict"]', "agreed")
    phone.fill("minutes", "党委会纪要〔2026〕6号", within="#party")
    phone.page.set_input_files('#party input[name="scan"]', scan(tmp_path))
    phone.press("study-by-party", within="#party").sees("已被后来的登记取代")
    picture(phone, "phone")
    sound(phone)

    secretary.go(PAGE)
    secretary.page.locator("#party a", has_text="登记有误").first.click()
    picture(secretary, "strike")
    secretary.fill("reason", "录错了会议", within="#party").press("strike-step", within="#party")
    secretary.sees("已撤销").sees("录错了会议")
    picture(secretary, "struck")
    english = secretary.go(in_language(PAGE, "en"))
    picture(english.sees("Prior study by the Party committee"), "english")
    sound(english)
    secretary.go(f"/sessions/{OPEN_SESSION}").sees("“Prior study by the Party committee” did not agree")
    picture(secretary, "session")
    picture(secretary.go(in_language(EDITION, "zh")), "reading")
    picture(secretary.go("/regulations/factory-transparency/record"), "record")
    picture(signed_in(browser, server, "issuer").go("/desk"), "desk")
