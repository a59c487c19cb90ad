"""People at browsers whose actions are counted: every click, every field, every answer at a terminal. Signing in is not counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, visitor

PASSWORD = "a password that nobody else knows"


@dataclass
class Tally:
    """What people did, one line an action, in order."""

    lines: list[str] = field(default_factory=list)

    def add(self, who: str, what: str) -> None:
        """Note one action."""
        self.lines.append(f"{who}: {what}")

    def __len__(self) -> int:
        return len(self.lines)

    def told(self) -> str:
        """All of it, numbered."""
        return "\n".join(f"{number:3} {line}" for number, line in enumerate(self.lines, 1))


@dataclass
class Counted:
    """One person at one browser, who finds the way by what the pages show: no address is typed but the house's."""

    who: str
    actor: Actor
    tally: Tally

    def click(self, selector: str, words: str = "") -> Counted:
        """Click what can be seen: a link or a button, and wait for where it leads."""
        found = self.actor.find(selector, **({"has_text": words} if words else {})).locator("visible=true").first
        with self.actor.page.expect_navigation():
            found.click(timeout=200_000)
        self.tally.add(self.who, f"click {words or selector}")
        return self

    def open(self, selector: str) -> Counted:
        """Click what opens in the page."""
        self.actor.find(selector).locator("visible=true").first.click()
        self.tally.add(self.who, f"open {selector}")
        return self

    def fill(self, name: str, words: str, within: str = "") -> Counted:
        """Type into a field."""
        self.actor.find(f'{within} [name="{name}"]:not([type=hidden])').locator("visible=true").first.fill(words)
        self.tally.add(self.who, f"type {name}")
        return self

    def choose(self, selector: str, words: str) -> Counted:
        """Choose from a list what begins with these words."""
        place = self.actor.find(selector).locator("visible=true").first
        option = place.locator("option", has_text=words).first.get_attribute("value")
        place.select_option(option)
        self.tally.add(self.who, f"choose {words}")
        return self

    def tick(self, selector: str) -> Counted:
        """Tick a box."""
        self.actor.find(selector).locator("visible=true").first.check()
        self.tally.add(self.who, f"tick {selector}")
        return self

    def bring(self, selector: str, file: Path) -> Counted:
        """Choose a file."""
        self.actor.find(selector).first.set_input_files(file)
        self.tally.add(self.who, f"choose the file {file.name}")
        return self

    def press(self, verb: str, within: str = "") -> Counted:
        """Press the button of a verb that can be seen, and wait for where it leads."""
        button = self.actor.find(f'{within} button[data-verb="{verb}"]').locator("visible=true").first
        expect(button).to_be_enabled()
        with self.actor.page.expect_navigation(timeout=200_000):
            button.click(timeout=200_000)
        self.tally.add(self.who, f"press {verb}")
        return self

    def sees(self, *words: str, seconds: float = 5) -> Counted:
        """The words stand on the page."""
        for one in words:
            self.actor.sees(one, seconds)
        return self


def arrives(browser: Browser, server: Server, tally: Tally, code: str, password: str, **options: object) -> Counted:
    """Somebody signs in with account and password, and chooses an own one where the first was a code; not counted."""
    actor = visitor(browser, server, **options).go("/")
    with actor.page.expect_navigation():
        actor.find("header a[href^='/sign-in'], a[href^='/sign-in']").locator("visible=true").first.click()
    actor.fill("code", code).fill("password", password)
    with actor.page.expect_navigation():
        actor.find("main form button.main").first.click()
    if "/account" in actor.page.url:
        actor.fill("password", PASSWORD).fill("again", PASSWORD).press("set-password")
    actor.page.wait_for_url("**/desk")
    return Counted(code, actor, tally)
