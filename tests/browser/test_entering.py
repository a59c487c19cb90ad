"""补录 in a real browser: a secretary enters two editions with their decision and a scan; a stranger reads what came of it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, signed_in, visitor, words_of_pdf
from tests.lifecycle.entry.entries import DECISION, FIRST, SECOND, png

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PAGE = "/regulations/training/editions"


def shown_well(actor: Actor) -> None:
    """Nothing hangs over the edge on a phone, and the accessibility checker finds nothing serious."""
    found = [one for one in Axe().run(actor.page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert not found, [(actor.path, one["id"], one["nodes"][0]["target"]) for one in found]
    actor.page.set_viewport_size({"width": 390, "height": 800})
    inside = actor.page.evaluate("() => document.documentElement.scrollWidth")
    actor.page.set_viewport_size({"width": 1280, "height": 900})
    assert inside <= 390, f"{actor.path}: {inside} px"


def bring(secretary: Actor, words: str) -> None:
    """Paste the text of a paper and go on to its lines."""
    secretary.fill("words", words).press("bring").sees("读成的结构")


def test_a_past_is_entered_and_read(browser: Browser, server: Server, tmp_path: Path):
    secretary = signed_in(browser, server, "secretary").go("/desk")
    with secretary.page.expect_navigation():
        secretary.find('a[data-verb="enter"]').click()

    # The first edition: the names, the text, what its paper says of itself, the rest of the facts.
    secretary.fill("name_en", "Measures for Staff Training").fill("slug", "training")
    bring(secretary, FIRST)
    secretary.sees("第六条")
    shown_well(secretary)
    secretary.press("next")
    expect(secretary.find('[name="adopted_on"]')).to_have_value("2016-05-20")
    expect(secretary.find('[name="session"]')).to_have_value("职工大会第六次会议")
    expect(secretary.find('[name="name_zh"]')).to_have_value("职工教育培训管理办法")
    secretary.fill("document_number", "衡锰〔2016〕12号").fill("all_delegates", "86").fill("present", "79")
    shown_well(secretary)
    secretary.fill("in_favour", "80").press("preview").sees("多于实到人数79")
    expect(secretary.find('[name="in_favour"]')).to_have_value("80")
    secretary.fill("in_favour", "77").press("preview").sees("衡锰〔2016〕12号").sees("职工教育培训管理办法")
    shown_well(secretary)
    secretary.press("enter").sees("已补录").sees("本系统没有见证，也不能证明")

    # Its scan: a page is refused in words, a picture is kept.
    with secretary.page.expect_navigation():
        secretary.find("main a", has_text="附上扫描件").first.click()
    for name, content, answer in (
        ("纪要.png", b"<html></html>", "不是完好的PDF"),
        ("纪要.png", png(), "会议记录、签到表"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        secretary.find('[name="scan"]').set_input_files(file)
        secretary.find('select[name="kind"]').select_option("minutes")
        secretary.press("attach").sees(answer)
    shown_well(secretary)

    # The second edition, with a slip of the pen that the decision finds; put right at its line.
    secretary.go("/past")
    secretary.find('select[name="which"]').select_option("training")
    bring(secretary, SECOND.replace("四十学时", "四十八学时"))
    secretary.press("next")
    secretary.fill("adopted_on", "2019-06-14").fill("session", "职工大会第九次会议").fill("effective", "2019-08-01")
    secretary.fill("decision", DECISION).press("preview").sees("不完全一致")
    expect(secretary.find("[data-differs]")).to_have_count(1)
    expect(secretary.find("[data-differs]")).to_contain_text("第五条")
    shown_well(secretary)
    with secretary.page.expect_navigation():
        secretary.find(".steps a", has_text="核对正文").click()
    line = secretary.find("li.line", has_text="四十八学时")
    with secretary.page.expect_navigation():
        line.locator("button[value^='open:']").click()
    opened = secretary.find("li.line.opened")
    opened.locator("textarea").fill("第五条　新录用的职工应当接受不少于四十学时的岗前培训。")
    with secretary.page.expect_navigation():
        opened.locator('button[data-verb="settle"]').click()
    secretary.press("next")
    expect(secretary.find('[name="decision"]')).to_have_value(DECISION)
    secretary.press("preview").sees("得到的正是这份正文").press("enter").sees("已补录")
    assert secretary.path.startswith(f"{PAGE}/2")

    # A stranger finds it, reads who entered it, and takes along a paper that says so.
    stranger = visitor(browser, server).go("/")
    entry = stranger.find("main article", has_text="职工教育培训管理办法").filter(has_text="职工大会第九次会议通过")
    expect(entry).to_contain_text("补录：由韩书昀于2026年3月16日录入")
    with stranger.page.expect_navigation():
        entry.locator("h3 a").click()
    stranger.sees("补录：由韩书昀于2026年3月16日录入").sees("三十六学时").sees("第1版")
    stranger.sees("根据2019年6月14日职工大会第九次会议《关于修改〈职工教育培训管理办法〉的决定》修正")
    shown_well(stranger)
    words = words_of_pdf(downloaded(stranger, 'a[href*=".pdf"]'))
    assert "补录：由韩书昀于2026年3月16日录入。不是正式印发的文件，以纸质原件为准。" in words
    stranger.go(f"{PAGE}/1").sees("已被替代").sees("会议记录、签到表")
    assert stranger.find('a[href*="/scans/"]').count() == 0
    stranger.go("/regulations/training/compare?from=1&to=2")
    assert stranger.find("main article ins").all_inner_texts() == [
        "三十六",
        "新录用的职工应当接受不少于四十学时的岗前培训。",
    ]
    delegate = signed_in(browser, server, "delegate").go(f"{PAGE}/1")
    assert downloaded(delegate, 'a[href*="/scans/"]') == png()


def test_without_javascript(browser: Browser, server: Server):
    """Every step is a plain form; what was typed is there after the browser was closed."""
    plain = {"java_script_enabled": False}
    secretary = signed_in(browser, server, "secretary", **plain).go("/past")
    secretary.fill("name_en", "Measures for Staff Training").fill("slug", "training")
    bring(secretary, FIRST)
    secretary.press("next").fill("kept_at", "公司档案室").press("keep")
    secretary.page.context.close()
    again = signed_in(browser, server, "secretary", **plain).go("/desk")
    with again.page.expect_navigation():
        again.find("main a.btn", has_text="接着录").click()
    again.press("next")
    expect(again.find('[name="kept_at"]')).to_have_value("公司档案室")
    again.press("preview").press("enter").sees("公司档案室")
