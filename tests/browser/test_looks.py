"""How the pages stand on a phone and on a small screen, and what an automatic accessibility checker finds on them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.hall import Actor, Server, signed_in, visitor
from tests.web.house import IN_FORCE, IN_REVIEW, ON_PAPER, OPEN_SESSION, in_language

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PAGES = {
    "/": None,
    f"/regulations/{IN_FORCE[0]}": None,
    "/sign-in": None,
    "/desk": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2/review": "reviewer-legal",
    f"/sessions/{OPEN_SESSION}": "secretary",
    "/regulations/new": "drafter",
    f"/sessions/{OPEN_SESSION}/attendance": "secretary",
    f"/regulations/{IN_REVIEW[0]}/record": "drafter",
    f"/regulations/{ON_PAPER[0]}": None,
    f"/regulations/{ON_PAPER[0]}/editions/2/entry": "secretary",
    "/past": "secretary",
    "/demonstration/shapes": "drafter",  # every shape there is, also those that no page above shows today
}
DRAFT = "/regulations/notice-board/editions/1/draft"


def everybody(browser: Browser, server: Server) -> dict[str | None, Actor]:
    """One browser for each person who looks at a page; the drafter has begun a text."""
    people: dict[str | None, Actor] = {None: visitor(browser, server)}
    for code in sorted({one for one in PAGES.values() if one}):
        people[code] = signed_in(browser, server, code)
    return people


@pytest.fixture(scope="module")
def people(browser: Browser, standing: Server) -> dict[str | None, Actor]:
    """The people of these tests, with the drafter's text begun."""
    found = everybody(browser, standing)
    drafter = found["drafter"].go("/regulations/new")
    drafter.fill("name_zh", "宣传栏管理办法").fill("name_en", "Notice Boards").fill("slug", "notice-board").press(
        "create"
    )
    drafter.fill("words", "宣传栏管理办法\n\n第一章　总则\n\n第一条　为了管好宣传栏。\n\n第三条　跳号的一条。\n").press(
        "preview"
    )
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_serious_finding_of_the_accessibility_checker(people: dict[str | None, Actor], language: str):
    """WCAG by axe: nothing serious and nothing critical on the main pages, in both languages."""
    found = []
    for path, person in {**PAGES, DRAFT: "drafter"}.items():
        actor = people[person].go(in_language(path, language))
        for one in Axe().run(actor.page).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                found += [f"{path} {one['id']}: {node['target']} {node['failureSummary']}" for node in one["nodes"]]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_hangs_over_the_edge(people: dict[str | None, Actor], width: int):
    """No page scrolls sideways on a phone or on a small screen, in either language."""
    wide = []
    for path, person in {**PAGES, DRAFT: "drafter"}.items():
        actor = people[person]
        actor.page.set_viewport_size({"width": width, "height": 800})
        for language in ("zh", "en"):
            actor.go(in_language(path, language))
            inside = actor.page.evaluate("() => document.documentElement.scrollWidth")
            if inside > width:
                out = actor.page.evaluate(
                    "w => [...document.querySelectorAll('main *, header *')]"
                    ".filter(e => e.getBoundingClientRect().right > w + 1).slice(0, 3)"
                    ".map(e => e.tagName + '.' + e.className)",
                    width,
                )
                wide.append(f"{language} {path}: {inside} px: {out}")
    assert not wide, "\n".join(wide)


def test_the_policy_stops_nothing_of_ours(people: dict[str | None, Actor]):
    """No page breaks our own content policy or stumbles over its script: the console stays silent."""
    said: list[str] = []
    for path, person in {**PAGES, DRAFT: "drafter"}.items():
        page = people[person].page
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        people[person].go(path)
        assert [one for one in said if "Failed to load resource" not in one] == [], path


def test_what_is_typed_is_kept_by_itself(people: dict[str | None, Actor], standing: Server):
    """Two seconds after the last key the draft is on the server, and another browser of the same person has it."""
    drafter = people["drafter"].go(in_language(DRAFT, "zh"))
    drafter.find("#words").press_sequentially("第四条　自动保留的一条。")
    drafter.page.wait_for_function("() => document.getElementById('status').textContent.startsWith('草稿已保留')")
    other = signed_in(people[None].page.context.browser, standing, "drafter").go(DRAFT)  # type: ignore[arg-type]
    assert "自动保留的一条" in other.find("#words").input_value()
