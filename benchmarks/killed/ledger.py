"""What was acknowledged, and whether it is there: asked of the database itself, of the backups, and of the next server."""

import hashlib
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from threading import Lock

from benchmarks.killed.crew import Acknowledge, BacksUp, Begins, Draws, Saves, SignsIn, Types, Worker, text_of
from benchmarks.killed.server import Browser, Server
from tests.web.house import stage_demonstration
from workflow.records.copies.archive import opened_archive
from workflow.records.database.session import make_engine, reading
from workflow.records.database.unreachable import Unreachable
from workflow.records.event import broken_links


class Ledger:
    """Everything that the servers of one trial acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.backups = folder / "backups"
        self.file = self.data / "workflow.sqlite"
        self.url = f"sqlite:///{self.file}"
        self.counted: Counter[str] = Counter()
        self.lost: list[str] = []
        self._names: dict[str, list[str]] = {}
        self._checked: Counter[str] = Counter()
        self._lock = Lock()
        self._sent: list[str] = []
        self._head = (0, "")
        self._browser = Browser(0)
        self._crew: list[Worker] = []

    def set_up(self) -> None:
        """The demonstration, two texts to work on, and a drafter who stays signed in over every kill."""
        self.data.mkdir()
        self.backups.mkdir()
        stage_demonstration(self.url)

    def acknowledge(self, kind: str, name: str) -> None:
        """An act was answered as done."""
        with self._lock:
            self.counted[kind] += 1
            self._names.setdefault(kind, []).append(name)

    def crew(self, server: Server, number: int) -> list[Worker]:
        """The people who work on one server."""
        self._enter(server)
        take: Acknowledge = self.acknowledge
        backs_up = BacksUp(server, self._browser, number, take)
        backs_up.folder = self.backups
        backs_up.saved = lambda: len(self._names.get("save", []))
        types = Types(server, self._browser, number, take)
        types.sent = self._sent.append
        saves = Saves(server, self._browser, number, take)
        saves.newest = self._newest_save
        kinds = (Begins, SignsIn, Draws)
        self._crew = [saves, types, *(one(server, self._browser, number, take) for one in kinds), backs_up]
        return self._crew

    def _enter(self, server: Server) -> None:
        """Sign in once; afterwards the same cookie must do, and so must one of those who signed in last."""
        self._browser.port = server.port
        first = "sign-in" not in self._browser.cookies
        if first:
            assert self._browser.sign_in("drafter").status == 302
        elif self._browser.get("/desk").status != 200:
            self.lose("the drafter's sign-in")
            self._browser.cookies.clear()
            self._browser.sign_in("drafter")
        self._browser.take_token()
        if first:
            for slug, name in (("saved-text", "存稿办法"), ("kept-text", "待存办法")):
                self._browser.post("/regulations/new", slug=slug, name_zh=name, name_en=slug, kind="regulation")
                words = text_of(name, "0")
                self._browser.post(f"/regulations/{slug}/editions/1/save", words=words, base="0", language="zh")
        for token in self._names.get("sign in", [])[-1:]:
            if Browser(server.port, {"sign-in": token}).get("/desk").status != 200:
                self.lose("a sign-in that the next server does not know")

    def check(self) -> list[str]:
        """What is missing since the last time, one sentence each."""
        before = len(self.lost)
        for one in self._crew:
            if one.strange:
                self.lose(f"strange answer: {one.strange}")
        with closing(sqlite3.connect(self.file)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                self.lose("the database is damaged")
            if database.execute("PRAGMA foreign_key_check").fetchall():
                self.lose("rows point at rows that are not there")
            seq, _ = self._head
            newest = database.execute("SELECT hash FROM event WHERE seq = ?", (seq,)).fetchone()
            if seq and newest != (self._head[1],):
                self.lose(f"event {seq}, which was there before")
            self._head = database.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
            for kind, names in self._names.items():
                for name in names[self._checked[kind] :]:
                    self._look_for(database, kind, name)
                self._checked[kind] = len(names)
        self._look_at_kept()
        self._look_at_backups()
        engine = make_engine(self.url)
        with reading(engine) as db:
            for broken in broken_links(db):
                self.lose(broken)
        engine.dispose()
        return self.lost[before:]

    def _look_for(self, database: sqlite3.Connection, kind: str, name: str) -> None:
        if kind == "save":
            text = text_of("存稿办法", name)
            rows = database.execute("SELECT count(*) FROM snapshot WHERE text = ?", (text,)).fetchone()[0]
            if rows != 1:
                self.lose(f"save {name} ({rows} rows)")
        elif kind == "begin":
            asked = "SELECT count(*) FROM event JOIN regulation ON regulation.id = regulation_id WHERE slug = ? AND verb = 'create'"
            if database.execute(asked, (f"text-{name}",)).fetchone() != (1,):
                self.lose(f"regulation text-{name} with its event")
        elif kind == "sign in":
            token = hashlib.sha256(name.encode()).hexdigest()
            if database.execute("SELECT count(*) FROM sign_in WHERE token_hash = ?", (token,)).fetchone() != (1,):
                self.lose("a sign-in")
        elif kind == "draw" and name != "whole":
            self.lose("half a paper was called whole")

    def _newest_save(self) -> int:
        with closing(sqlite3.connect(self.file)) as database:
            return int(database.execute("SELECT max(id) FROM snapshot WHERE text LIKE '存稿办法%'").fetchone()[0])

    def _kept(self) -> str:
        with closing(sqlite3.connect(self.file)) as database:
            asked = (
                "SELECT text FROM working_copy JOIN edition ON edition.id = edition_id "
                "JOIN regulation ON regulation.id = regulation_id WHERE slug = 'kept-text'"
            )
            found = database.execute(asked).fetchone()
            return str(found[0]) if found else ""

    def _look_at_kept(self) -> None:
        """The words on the desk are those acknowledged last, or some that were sent after them and never answered."""
        names = self._names.get("keep", [])
        if names and self._kept() not in self._sent[self._sent.index(names[-1]) :]:
            self.lose(f"the words kept last: {names[-1]}")

    def _look_at_backups(self) -> None:
        """What has a backup's name is whole; one that was acknowledged is there, with every save acknowledged before it."""
        pairs = [one.split(" ") for one in self._names.get("backup", [])]
        acknowledged = {name: before for before, name in pairs}
        here = {one.name: one for one in self.backups.glob("*.backup")}
        for name in set(acknowledged) - set(here):
            self.lose(f"backup {name}")
        for name, file in here.items():
            try:
                with opened_archive(file) as archive:
                    archive.check()
                    if name in acknowledged:
                        self._look_into(b"".join(archive.parts("database.sqlite")), int(acknowledged[name]), name)
            except Unreachable as error:
                self.lose(f"backup {name}: {error.words.en}")
            file.unlink()
        self._names["backup"] = []
        self._checked["backup"] = 0

    def wait_for_half_a_backup(self) -> None:
        """Return when a backup has begun to write, or after three seconds without one."""
        for _ in range(1500):
            if any(one.name.startswith(".") for one in self.backups.iterdir()):
                return
            time.sleep(0.002)

    def _look_into(self, content: bytes, saves: int, name: str) -> None:
        copy = self.folder / "copy.sqlite"
        copy.write_bytes(content)
        with closing(sqlite3.connect(copy)) as database:
            there = {row[0] for row in database.execute("SELECT text FROM snapshot WHERE text LIKE '存稿办法%'")}
        missing = [one for one in self._names.get("save", [])[:saves] if text_of("存稿办法", one) not in there]
        if missing:
            self.lose(f"backup {name} misses {len(missing)} saves acknowledged before it began")

    def serve_once_more(self, port: int) -> None:
        """A last server: everything that was ever acknowledged is looked for again, and the pages are served."""
        server = Server(self.url, self.data, port, self.folder / "server.log")
        server.wait()
        self._enter(server)
        for path in ("/", "/desk", "/regulations/saved-text/record"):
            if (answer := self._browser.get(path)).status != 200:
                self.lose(f"{path}: {answer.status}")
        server.kill()
        self._checked.clear()
        self._crew = []
        self.check()

    def lose(self, what: str) -> None:
        """Something that was acknowledged is not there."""
        self.lost.append(what)
