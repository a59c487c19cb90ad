"""Draft → Word → edited by a colleague → back, in a real browser: with tracked changes, a remark and an untracked edit."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, signed_in
from tests.publishing.word.files.colleague import Colleague
from tests.web.house import IN_REVIEW

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SLUG, NUMBER = IN_REVIEW
PLACE = f"/regulations/{SLUG}/editions/{NUMBER}"


def drafting(browser: Browser, server: Server, **options: object) -> Actor:
    """The drafter, with the edition in review taken back into drafting."""
    drafter = signed_in(browser, server, "drafter", **options).go(f"{PLACE}/draft")
    drafter.fill("reason", "同事要在Word里改").press("revise")
    return drafter


def edited(folder: Path, sent: bytes, count: int, untracked: tuple[str, str] = ("", "")) -> tuple[Path, Colleague]:
    """The file as the colleague sends it back."""
    colleague = Colleague(sent, 11, count)
    content = colleague.sends()
    if untracked[0]:
        files = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        old, new = (words.encode() for words in untracked)
        assert old in files["word/document.xml"]
        files["word/document.xml"] = files["word/document.xml"].replace(old, new, 1)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, inside in files.items():
                archive.writestr(name, inside)
        content = out.getvalue()
    file = folder / "会员福利-王工改.docx"
    file.write_bytes(content)
    return file, colleague


def test_a_draft_goes_out_as_word_and_comes_back(browser: Browser, server: Server, tmp_path: Path):
    drafter = drafting(browser, server)
    drafter.go(f"{PLACE}/suggestions").sees("也没有收回过Word稿")
    sent = downloaded(drafter, 'a[href*=".docx"]')
    file, colleague = edited(tmp_path, sent, 6, ("未加入工会的职工不享受", "没有加入工会的职工不享受"))
    drafter.find('input[name="file"]').set_input_files(file)
    drafter.press("returned").sees("修订6处，没有留痕的改动1处，批注0条。")
    for edit in colleague.edits:
        drafter.sees(edit.author)
    expect(drafter.find(".suggestion input:checked")).to_have_count(7)
    drafter.press("bring-back-all").sees("已收下")
    drafter.sees("没有留痕，由比对找出")
    # One is declined with a reason, the rest are accepted together.
    signed = drafter.find(".suggestion", has_text="同事").first
    identity = signed.get_attribute("id")
    signed.locator("summary").click()
    drafter.fill(f"reason:{str(identity)[2:]}", "与省总工会的规定不符", within=f"#{identity}")
    drafter.press("decline-one", within=f"#{identity}").sees("待处理6")
    drafter.press("accept-all").sees("已采纳6处，写入正文并保存。")
    drafter.find("summary", has_text="已处理7处").click()
    drafter.sees("与省总工会的规定不符")
    drafter.go(f"{PLACE}/draft")
    words = drafter.find("textarea#words").input_value()
    assert "没有加入工会的职工不享受" in words
    drafter.go(f"/regulations/{SLUG}/record").sees("收回").sees("不采纳")
    drafter.go(f"{PLACE}/draft").press("submit").sees("审核中")


def test_the_round_trip_by_keyboard_and_without_scripts(browser: Browser, server: Server, tmp_path: Path):
    drafter = drafting(browser, server, java_script_enabled=False)
    drafter.go(f"{PLACE}/suggestions")
    file, _ = edited(tmp_path, downloaded(drafter, 'a[href*=".docx"]'), 3)
    drafter.find('input[name="file"]').set_input_files(file)
    drafter.press("returned").sees("修订3处")
    boxes = drafter.find('.suggestion input[type="checkbox"]')
    boxes.nth(0).focus()
    drafter.page.keyboard.press("Space")
    drafter.find('button[data-verb="bring-back"]').focus()
    with drafter.page.expect_navigation():
        drafter.page.keyboard.press("Enter")
    drafter.sees("待处理2")
    drafter.find('.suggestion input[type="checkbox"]').nth(0).focus()
    drafter.page.keyboard.press("Space")
    drafter.find('button[data-verb="accept"]').focus()
    with drafter.page.expect_navigation():
        drafter.page.keyboard.press("Enter")
    drafter.sees("已采纳1处").sees("待处理1")


def test_enter_in_the_field_of_a_reason_answers_nothing(browser: Browser, server: Server, tmp_path: Path):
    """Many buttons stand in one form; Enter must not press the first of them."""
    drafter = drafting(browser, server)
    drafter.go(f"{PLACE}/suggestions")
    file, _ = edited(tmp_path, downloaded(drafter, 'a[href*=".docx"]'), 2)
    drafter.find('input[name="file"]').set_input_files(file)
    drafter.press("returned").press("bring-back-all").sees("待处理2")
    drafter.find(".suggestion summary").first.click()
    drafter.find(".suggestion input[maxlength]").first.fill("一个理由")
    drafter.page.keyboard.press("Enter")
    drafter.page.wait_for_timeout(300)
    drafter.go(f"{PLACE}/suggestions").sees("待处理2")
