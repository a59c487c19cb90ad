"""A real server in this process with a clock that tests move, and people who use it in a real browser."""

from __future__ import annotations

import io
import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.web.house import House

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SIZE = {"width": 1280, "height": 900}


class _Silent(WSGIRequestHandler):
    def log(self, *_arguments: object) -> None:
        """Say nothing: the tests tell what they did."""


class Server:
    """The house at an address of this machine, until `stop`."""

    def __init__(self, house: House) -> None:
        self.house = house
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", 0, self._whole, threaded=True, request_handler=_Silent)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def _whole(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """An answer that is taken from the product whole: werkzeug's server leaves a file open when a browser hangs up."""
        answer = self.house.app(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.house.close()


@dataclass
class Actor:
    """One person at one browser."""

    page: Page
    server: Server

    def go(self, path: str) -> Actor:
        """Open a page; whatever it is, it must not be a fault."""
        answer = self.page.goto(self.server.address + path)
        assert answer is not None
        assert answer.status < 500, self.page.content()
        return self

    def press(self, verb: str, *, within: str = "") -> Actor:
        """Press the button of a verb and wait for the page it leads to."""
        button = self.page.locator(f'{within} button[data-verb="{verb}"]').first
        with self.page.expect_navigation():
            button.click()
        return self

    def fill(self, name: str, words: str, *, within: str = "") -> Actor:
        """Type into the field called `name`."""
        self.page.locator(f'{within} [name="{name}"]:not([type=hidden])').first.fill(words)
        return self

    def sees(self, words: str, seconds: float = 5) -> Actor:
        """The words stand on the page where the person can read them, or come to stand there while a paper is drawn."""
        expect(self.page.locator("main")).to_contain_text(words, timeout=seconds * 1000)
        return self

    def find(self, selector: str, **having: str) -> Locator:
        """The part of the page."""
        return self.page.locator(selector, **having)  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        """The address of the page without the machine."""
        return self.page.url.removeprefix(self.server.address)


def visitor(browser: Browser, server: Server, **options: object) -> Actor:
    """Somebody who has not signed in, at a browser of their own."""
    settings: dict[str, object] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": SIZE, **options}
    context: BrowserContext = browser.new_context(**settings)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)  # a machine under load is slow, not wrong
    return Actor(context.new_page(), server)


def signed_in(browser: Browser, server: Server, code: str, **options: object) -> Actor:
    """Somebody who has signed in with one click."""
    actor = visitor(browser, server, **options).go("/sign-in")
    with actor.page.expect_navigation():
        actor.find(f'button[data-person="{code}"]').click()
    return actor


def words_of_pdf(content: bytes) -> str:
    """The words on a paper, without blanks."""
    assert content.startswith(b"%PDF-")
    reader = pypdf.PdfReader(io.BytesIO(content))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def downloaded(actor: Actor, selector: str) -> bytes:
    """What the link leads to, fetched with the person's own cookies."""
    link = actor.find(selector).first.get_attribute("href")
    assert link
    answer = actor.page.request.get(actor.server.address + link)
    assert answer.ok
    return answer.body()


def scan(folder: Path) -> Path:
    """The signed paper of a consultation as a file to upload."""
    file = folder / "协商记录.pdf"
    file.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return file
