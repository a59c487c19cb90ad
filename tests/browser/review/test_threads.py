"""A remark and a suggestion on words that a reviewer selects, answered and accepted by the drafter, approved in the next round."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, signed_in
from tests.browser.ways import submit
from tests.web.house import IN_REVIEW

pytestmark = pytest.mark.browser

ADDRESS = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"
SELECT = """words => {
  for (const law of document.querySelectorAll('[id^="p-"][data-card] .redline')) {
    const walker = document.createTreeWalker(law, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0 || node.parentElement.closest("del")) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
      return law.closest("[data-card]").id;
    }
  }
}"""


def select(actor: Actor, words: str, button: str) -> str:
    """Select words on a card and press one of the two buttons beside them; gives the card."""
    card = actor.page.evaluate(SELECT, words)
    assert card, f"{words} stands on no card"
    actor.find(f"[data-on-words={button}]").click()
    return f"#{card}"


def words_on_a_card(actor: Actor) -> str:
    """Some words that a card keeps as they are, to be spoken of."""
    found = actor.page.evaluate(
        """() => [...document.querySelectorAll('[id^="p-"][data-card] .redline ins')].flatMap(one => [...one.childNodes])
             .map(one => one.data || "").find(words => words.length > 4 && words.length < 40)"""
    )
    assert found
    return str(found)


def test_words_are_selected_suggested_accepted_and_approved(browser: Browser, server: Server):
    legal = signed_in(browser, server, "reviewer-legal").go(f"{ADDRESS}/review?show=all")
    words = words_on_a_card(legal)
    card = select(legal, words, "words")
    expect(legal.find(f"{card} [name=quote]")).to_have_value(words)
    expect(legal.find(f"{card} [name=words]")).to_be_focused()
    legal.fill("words", f"甲{words}", within=card).fill("comment", "更清楚。", within=card)
    legal.press("suggest", within=card).sees("待采纳或者不采纳")
    select(legal, words, "comment")
    legal.page.keyboard.type("依据是什么？")
    legal.press("comment", within=card).sees("待起草人答复")
    expect(legal.find(".gate-threads li")).to_have_count(2)

    # Without a script the words are copied into the field; on a phone everything is in reach.
    union = signed_in(
        browser, server, "reviewer-union", java_script_enabled=False, viewport={"width": 390, "height": 844}
    ).go(f"{ADDRESS}/review?show=all")
    union.find(f"{card} .write summary").click()
    union.fill("quote", "没有的字", within=card).fill("comment", "这里不行。", within=card)
    union.find(f"{card} [value=blocking]").check()
    union.press("comment", within=card).sees("没有选定的文字")
    expect(union.find(f"{card} [name=comment]")).to_have_value("这里不行。")
    union.fill("quote", words, within=card)
    union.press("comment", within=card).sees("须解决")
    assert union.page.evaluate("document.documentElement.scrollWidth") <= 390

    drafter = signed_in(browser, server, "drafter").go("/desk").sees("2条审核意见等待答复").sees("1处修改建议等待处理")
    drafter.go(f"{ADDRESS}/review?show=all").press("accept-written", within=card).sees("已采纳，写入草稿")
    for _ in range(2):
        thread = (
            drafter.find(".thread[data-unresolved]").filter(has=drafter.page.locator("summary", has_text="答复")).first
        )
        thread.locator("summary", has_text="答复").click()
        thread.locator("[name=reply]").first.fill("已按您的意见修改。")
        with drafter.page.expect_navigation():
            thread.locator("[data-verb=answer]").click()
    submit(drafter, ADDRESS, "采纳建议。")

    legal.go(f"{ADDRESS}/review?show=all").sees(f"甲{words}").sees("已按您的意见修改。")
    union.go(f"{ADDRESS}/review?show=all").sees("待提出人确认已解决")
    union.press("resolve").sees("已由提出人了结")
    expect(union.find(".gate-threads")).to_have_count(0)
    expect(legal.find("button[data-verb=approve]")).to_be_enabled()
    legal.fill("opinion", "同意。").press("approve").sees("法务已通过")
