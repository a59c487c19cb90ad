"""补录 in a real browser: a secretary enters two editions with their decision and a scan; a stranger reads what came of it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, signed_in, visitor, words_of_pdf
from tests.lifecycle.entry.entries import DECISION, FIRST, SECOND, png
from workflow.text.amending.amend import Amended, amend
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PAGE = "/regulations/training/editions"
FORMS = Path(__file__).parents[1] / "text/forms"
#: The paper, what it says of itself that its own paper says again, and what was changed in it.
CLAUSES = {
    "crane": (
        "caozuo_qizhongji",
        "（编号：DCZD-AQ-11，第3版）",
        [
            ("连续工作超过10小时", "连续工作超过8小时"),
            ("2.3\u3000有下列", "2.3\u3000实习人员应在师傅看护下操作。\n2.4\u3000有下列"),
        ],
    ),
    "power": (
        "tongzhi_tingdian",
        "桐川荣晟精细化工有限公司设备部2025.11.12",
        [("7:30至17:30", "8:00至17:30"), ("食堂冷库停电期间", "食堂冷库、化验室停电期间")],
    ),
}


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


@pytest.mark.parametrize("slug", CLAUSES)
def test_the_past_of_a_text_of_clauses(browser: Browser, server: Server, slug: str):
    """A standard numbered 1.1 and a notice numbered 1.: two editions, the decision between them carried out, their papers."""
    name, noted, changes = CLAUSES[slug]
    first = write(parse((FORMS / f"{name}.txt").read_text(encoding="utf-8")).document)
    second = first
    for before, after in changes:
        assert second.count(before) == 1
        second = second.replace(before, after)
    decided = amend(parse(first).document, parse(second).document)
    assert isinstance(decided, Amended)
    secretary = signed_in(browser, server, "secretary").go("/past")
    secretary.fill("name_en", "A Text of Clauses").fill("slug", slug)
    bring(secretary, first)
    shown_well(secretary)
    secretary.press("next").fill("adopted_on", "2019-05-20").fill("session", "职工代表大会第六次会议")
    secretary.fill("effective", "2019-06-01").press("preview")
    shown_well(secretary)
    secretary.press("enter").sees("已补录")
    secretary.go("/past").find('select[name="which"]').select_option(slug)
    bring(secretary, second)
    secretary.press("next").fill("adopted_on", "2021-06-14").fill("session", "职工代表大会第九次会议")
    secretary.fill("effective", "2021-08-01").fill("decision", decided.decision).press("preview")
    secretary.sees("得到的正是这份正文").press("enter").sees("已补录")
    stranger = visitor(browser, server).go(f"/regulations/{slug}/editions/2").sees("补录：由韩书昀于2026年3月16日录入")
    shown_well(stranger)
    words = words_of_pdf(downloaded(stranger, 'a[href*=".pdf"]'))
    assert "".join(noted.split()) in words
    assert "2019年5月20日职工代表大会第六次会议通过" in words
    assert all("".join(after.split()) in words for _, after in changes)
    stranger.go(f"/regulations/{slug}/compare?from=1&to=2")
    shown_well(stranger)
    assert stranger.find("main article ins").count() >= len(changes) - 1
