"""People at work while the server is killed: each does one kind of act, over and over, and says what was acknowledged."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

from benchmarks.killed.server import Answer, Browser, Server

Acknowledge = Callable[[str, str], None]
SAVED, KEPT = "/regulations/saved-text/editions/1", "/regulations/kept-text/editions/1"


class Worker(threading.Thread):
    """One person. `flying` while an act is sent and not answered; `ends` when the connection does."""

    kind = ""

    def __init__(self, server: Server, browser: Browser, number: int, acknowledge: Acknowledge) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.browser = Browser(server.port, browser.cookies, browser.token)
        self.number = number
        self.acknowledge = acknowledge
        self.flying = False
        self.strange: str = ""
        self._stopped = False

    def run(self) -> None:
        turn = 0
        try:
            self.begin()
            while not self._stopped:
                self.act(f"{self.number}-{turn}")
                turn += 1
        except (ConnectionError, TimeoutError):
            return
        finally:
            self.flying = False

    def begin(self) -> None:
        """What is looked at before the first act."""

    def act(self, name: str) -> None:
        """One act with a name that no other has."""
        raise NotImplementedError

    def stop(self) -> None:
        """Wait for its end; the server is gone."""
        self._stopped = True
        self.join(timeout=30)
        assert not self.is_alive(), f"{self.kind} hangs"

    def send(self, path: str, **fields: str) -> Answer:
        """Send the form of the act."""
        self.flying = True
        answer = self.browser.post(path, **fields)
        self.flying = False
        return answer

    def expect(self, answer: Answer, *statuses: int) -> bool:
        """True for one of `statuses`; anything else is noted as strange, once."""
        if answer.status in statuses:
            return True
        self.strange = self.strange or f"{self.kind}: {answer.status} {words_in(answer)}"
        return False


class Saves(Worker):
    """Saves a text of which each save has its own name in it."""

    kind = "save"

    newest: Callable[[], int]

    def act(self, name: str) -> None:
        base = str(self.newest())
        answer = self.send(f"{SAVED}/save", words=text_of("存稿办法", name), base=base, language="zh")
        if self.expect(answer, 302):
            self.acknowledge(self.kind, name)


class Types(Worker):
    """Types: each few words are kept in the background."""

    kind = "keep"
    #: Called with the words before they are sent.
    sent: Callable[[str], None]

    def begin(self) -> None:
        page = self.browser.get(f"{KEPT}/draft")
        self.base, self.known = hidden(page, "base"), hidden(page, "kept")

    def act(self, name: str) -> None:
        words = text_of("待存办法", name)
        self.sent(words)
        answer = self.send(f"{KEPT}/keep", words=words, base=self.base, kept=self.known, language="zh", window="one")
        if self.expect(answer, 200):
            self.acknowledge(self.kind, words)
            self.known = str(re.findall(r'"mark":\s*"(\w+)"', answer.text)[0])


class Begins(Worker):
    """Begins drafting regulations."""

    kind = "begin"

    def act(self, name: str) -> None:
        fields = {"slug": f"text-{name}", "name_zh": f"第{name}号办法", "name_en": f"Text {name}", "kind": "regulation"}
        if self.expect(self.send("/regulations/new", **fields), 302):
            self.acknowledge(self.kind, name)


class SignsIn(Worker):
    """Signs in anew, and will want to be known after the next start."""

    kind = "sign in"

    def act(self, _name: str) -> None:
        one = Browser(self.server.port)  # whoever signed in before stays signed in
        one.token = one.token_of(one.get("/sign-in"))
        self.flying = True
        answer = one.post("/demonstration/sign-in", person="secretary")
        self.flying = False
        if self.expect(answer, 302):
            self.acknowledge(self.kind, one.cookies["sign-in"])


class Draws(Worker):
    """Has papers drawn: of a text that stays as it is until that one is there, then of one that changes all the time."""

    kind = "draw"
    path = KEPT

    def act(self, _name: str) -> None:
        self.flying = True
        answer = self.browser.get(f"{self.path}.pdf")
        self.flying = False
        if answer.status in (202, 503):
            threading.Event().wait(0.1)  # on its way, or too many wait
        elif self.expect(answer, 200):
            whole = answer.body.startswith(b"%PDF-") and answer.body.rstrip().endswith(b"%%EOF")
            self.acknowledge(self.kind, "whole" if whole else "cut")
            self.path = SAVED


class BacksUp(Worker):
    """Makes one backup after the other, each by a command of its own."""

    kind = "backup"
    folder: Path
    #: How many saves were acknowledged so far.
    saved: Callable[[], int]

    def act(self, name: str) -> None:
        file = self.folder / f"{name}.backup"
        before = self.saved()
        self.flying = True
        process = self.server.run("backup", str(file))
        status = process.wait(timeout=120)
        self.flying = False
        if status == 0:
            self.acknowledge(self.kind, f"{before} {file.name}")
        elif status > 0:
            self.strange = self.strange or f"backup: exit {status}"


def hidden(page: Answer, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    if not found:
        raise ConnectionError(f"no field {name}")
    return found[1]


def words_in(page: Answer) -> str:
    """What a page says, without its tags."""
    return re.sub(r"<[^>]+>|\s+", " ", page.text.partition("<main")[2] or page.text)[:300]


def text_of(title: str, name: str) -> str:
    """A text with a name in it."""
    return f"{title}\n\n第一条　这是第{name}次。\n第二条　食堂每日供应三餐。\n"
