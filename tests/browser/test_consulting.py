"""Employees are asked, as people would do it: a phone of 390 pixels by the poster's link without scripts, the secretary's desk."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.hall import Actor, Server, downloaded, signed_in, visitor, words_of_pdf
from tests.web.consultation.desk import DESK
from tests.web.house import in_language

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "java_script_enabled": False}
#: Where pictures go for whoever wants to look at them; none are taken without it.
PICTURES = os.environ.get("PICTURES", "")


def picture(actor: Actor, name: str) -> None:
    if PICTURES:
        actor.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page="phone" not in name)


def no_wider_than_its_window(actor: Actor) -> None:
    box = actor.find("main").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 391


def sound(actor: Actor, where: str) -> None:
    serious = [
        f"{where} {one['id']}: {[(node['target'], node['failureSummary']) for node in one['nodes']]}"
        for one in Axe().run(actor.page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_from_the_poster_to_the_report(browser: Browser, server: Server):
    secretary = signed_in(browser, server, "secretary")
    secretary.go("/regulations/member-welfare/editions/2")
    secretary.page.click("text=征求职工意见")
    picture(secretary, "desk-1-open")
    sound(secretary, "opening")
    secretary.fill("note", "《工会会员福利办法》要修改，请大家在两周内提意见。")
    secretary.press("open-consultation").sees("正在征求意见")
    picture(secretary, "desk-2-running")
    poster = downloaded(secretary, 'a[href$="poster.pdf"]')
    link = secretary.find("a.address").get_attribute("href") or ""
    assert link in words_of_pdf(poster)
    phone = visitor(browser, server, **PHONE).go(link)
    no_wider_than_its_window(phone)
    picture(phone, "phone-1-read")
    phone.page.locator("text=对这一条提意见").first.click()
    phone.fill("text", "慰问金标准太低，应当提高。", within="details.on-it[open]")
    picture(phone, "phone-7-here")
    if PICTURES:
        phone.find("#write").screenshot(path=str(Path(PICTURES) / "phone-2-write.png"))
    phone.press("write-opinion", within="details.on-it[open]").sees("您的意见已经收下")
    assert "about" not in phone.path, "no address tells which article somebody wrote about"
    picture(phone, "phone-3-sent")
    for words in ("慰问金标准太低，应当提高！", "建议增加生日慰问。"):
        phone.fill("text", words, within="#write").press("write-opinion", within="#write").sees("您的意见已经收下")
    phone.fill("text", "太" * 2001, within="#write").press("write-opinion", within="#write").sees("最多2000字")
    assert phone.find('#write [name="text"]').input_value() == "太" * 2001
    picture(phone, "phone-4-too-long")
    phone.go(in_language(link, "en")).sees("Write what you think")
    picture(phone, "phone-5-english")
    no_wider_than_its_window(phone)
    employee = signed_in(browser, server, "employee").go(link)
    sound(employee, "reading")
    picture(employee, "wide-1-read")
    assert "意见箱里3条" in secretary.go(DESK).page.content()
    server.house.clock.forward(days=17)
    secretary = signed_in(browser, server, "secretary").go(DESK)
    picture(secretary, "desk-3-over")
    secretary.press("take-opinions").sees("未分组的意见（3条）")
    secretary.press("group-alike").sees("未分组的意见（3条）")  # the same words about another place are another matter
    picture(secretary, "desk-4-loose")
    for box in secretary.page.locator("label.opinion", has_text="慰问金").all():
        box.click()
    secretary.press("group-opinions").sees("未分组的意见（1条）")
    secretary.page.locator('[name="opinion"]').check()
    secretary.fill("title", "增加生日慰问").press("group-opinions")
    for at, (answer, reason) in enumerate(
        (("partly", "从五百元提高到六百元。"), ("not_taken", "经费不足，明年再议。"))
    ):
        secretary.page.locator("ul.bundles a").nth(at).click()
        if not at:
            picture(secretary, "desk-5-answer")
            sound(secretary, "answering")
        secretary.page.select_option('[name="answer"]', answer)
        secretary.fill("reason", reason).press("answer-opinions")
    sound(secretary, "desk")
    picture(secretary, "desk-6-answered")
    secretary.press("close-consultation").sees("已公布采纳情况")
    secretary.go(in_language(DESK, "en"))
    picture(secretary, "desk-7-english")
    phone.go(in_language(link, "zh")).sees("从五百元提高到六百元。").sees("归并为2组")
    picture(phone, "phone-6-posted")
    report = downloaded(phone, 'a[href$="report.pdf"]')
    said = words_of_pdf(report)
    for words in (
        "3条，归并为2组",
        "部分采纳",
        "未采纳",
        "经费不足，明年再议。",
        "建议增加生日慰问。",
        "慰问金标准太低，应当提高！",
    ):
        assert words in said
    english = phone.page.request.get(f"{server.address}{link}/report.pdf?lang=en")
    assert "Adoptedinpart" in words_of_pdf(english.body())
    if PICTURES:
        for name, content in (("poster", poster), ("report", report), ("report-en", english.body())):
            (Path(PICTURES) / f"{name}.pdf").write_bytes(content)
