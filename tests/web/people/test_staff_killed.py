"""A real server is killed in the middle of a list of staff, or of its slips: all of it was done or none, and the next try works."""

import os
import random
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import KINDS, Databases
from tests.web.house import House, csrf_token, stage_demonstration
from tests.web.people.test_staff_pages import bring, columns_of, digest, printed_in
from tests.web.serving.test_killed import OTHERS, Caller, serving
from workflow.records.database.session import make_engine, reading
from workflow.records.event import broken_links
from workflow.records.replaying import whole

pytestmark = pytest.mark.thorough

TABLES = ("person", "employment", "role_grant", "posting", "newcomer")
FEW, MANY = 1_200, 3_000
PATH = "/people/import/1"


def with_a_list(many: int, url: str) -> None:
    """The demonstration with a list of so many people on the administrator's desk, its columns settled and offices ticked."""
    stage_demonstration(url)
    house = House(url)
    admin = house.visitor("admin")
    rows = [["工号", "姓名", "部门", "系统岗位"]]
    rows += [
        [f"{at:05d}", f"职工{at}", f"车间{at % 100}", "起草人" if at % 100 == 0 else ""] for at in range(1, many + 1)
    ]
    number = bring(admin, rows)
    assert number == 1
    assert admin.post(f"{PATH}/choose", columns_of(admin.get(PATH))).status_code == 302
    assert admin.post(f"{PATH}/answer", {"every": "yes"}).status_code == 302
    house.close()


def _kill(server: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


@dataclass
class Trial:
    """One house whose server is killed and started again."""

    url: str
    folder: Path
    many: int
    dice: random.Random
    before: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.before = self.counted()

    def counted(self) -> tuple[int, ...]:
        """How many rows there are of everything that a list writes; asked when the killed server's transactions are over."""
        engine = make_engine(self.url)
        for _ in range(600):
            with reading(engine) as db:
                if engine.dialect.name == "sqlite" or not db.execute(sa.text(OTHERS)).scalar_one():
                    break
            time.sleep(0.05)
        with reading(engine) as db:
            asked = [*(f"SELECT count(*) FROM {table}" for table in TABLES), "SELECT count(*) FROM staff_import"]
            asked += ["SELECT count(*) FROM event WHERE verb IN ('join', 'import_staff', 'grant_office')"]
            asked += ["SELECT count(*) FROM person WHERE one_time IS NOT NULL AND number IS NOT NULL"]
            found = tuple(db.execute(sa.text(one)).scalar_one() for one in asked)
            assert broken_links(db) == []
            assert whole.verify(db).different == []
        engine.dispose()
        return found

    @property
    def done(self) -> tuple[int, ...]:
        """What is there once the list is carried out."""
        offices = self.many // 100
        more = (self.many, self.many, self.many + offices, self.many, self.many, 1, self.many + 1 + offices, 0)
        return tuple(one + other for one, other in zip(self.before, more, strict=True))

    def admin(self, address: str) -> Caller:
        """The administrator at a browser."""
        caller = Caller(address)
        caller.opener.addheaders = [("Accept", "text/html"), ("Accept-Language", "zh")]
        caller.post("/demonstration/sign-in", csrf_token(caller.get("/sign-in")), person="admin")
        return caller

    def killed_while(
        self, caller: Caller, server: subprocess.Popen[bytes], path: str, page: str, **fields: str
    ) -> None:
        """Send a form, read some steps of its answer, and kill the server a little later; or before it answers anything."""
        body = urllib.parse.urlencode({"csrf_token": csrf_token(page), **fields}).encode()
        steps, later = self.dice.randrange(0, self.many // 500 + 3), self.dice.random() * 0.3
        if self.dice.random() < 0.25:
            threading.Timer(5 * later, _kill, (server,)).start()
        with (
            suppress(urllib.error.URLError, HTTPException, OSError),
            caller.opener.open(caller.server + path, body, timeout=120) as answer,
        ):
            while steps and (line := answer.readline()):
                steps -= b'class="step' in line
            time.sleep(later)
        _kill(server)
        server.wait(timeout=60)

    @property
    def imported(self) -> str:
        """The page of the list once it is carried out; a number that a killed server took is not given again everywhere."""
        engine = make_engine(self.url)
        with reading(engine) as db:
            number = db.execute(sa.text("SELECT max(id) FROM staff_import")).scalar_one()
        engine.dispose()
        return f"/people/imports/{number}"

    def carry_out_killed(self) -> bool:
        """Kill the server while it carries the list out; whether it was done."""
        with serving(self.address, self.folder) as (address, server):
            caller = self.admin(address)
            page = caller.get(f"{PATH}/changes")
            self.killed_while(caller, server, f"{PATH}/carry-out", page, digest=digest(page))
        found = self.counted()
        assert found in (self.before, self.done), (found, self.before, self.done)
        return found == self.done

    @property
    def address(self) -> str:
        """The database as a setting names it."""
        return self.url.replace("postgresql+psycopg://", "postgresql://")

    def goes_on(self, was_done: bool) -> None:
        """What the pages say after the server is back; the list is carried out where it was not."""
        with serving(self.address, self.folder) as (address, _):
            caller = self.admin(address)
            page = caller.get(f"{PATH}/changes")  # leads on to what came of the list when it was done
            assert ("已办理" in page, "现在还什么都没有办" in page) == (was_done, not was_done)
            if not was_done:
                assert f"涉及{self.many}人" in page
                page = caller.post(f"{PATH}/carry-out", csrf_token(page), digest=digest(page))
                assert "data-go-on" in page
            assert f"{self.many}人还没有设置密码" in caller.get(self.imported)
        assert self.counted() == self.done

    def slips_killed_then_made(self) -> None:
        """Kill the server while slips are drawn: no code or all of them; the next printing's codes let people in."""
        with serving(self.address, self.folder) as (address, server):
            caller = self.admin(address)
            page = caller.get(self.imported)
            self.many, many = 0, self.many  # few steps: one department
            self.killed_while(caller, server, f"{self.imported}/make-slips", page, department="车间3")
            self.many = many
        of_them = len([one for one in range(1, self.many + 1) if one % 100 == 3])
        assert self.counted()[-1] in (0, of_them)
        with serving(self.address, self.folder) as (address, _):
            caller = self.admin(address)
            page = caller.get(self.imported)
            _, codes = printed_in(caller.post(f"{self.imported}/make-slips", csrf_token(page), department="车间3"))
            assert len(codes) == of_them
            number = self.dice.choice(list(codes))
            worker = Caller(address)
            page = worker.post("/sign-in", csrf_token(worker.get("/sign-in")), code=number, password=codes[number])
            assert 'name="again"' in page, "a password is chosen first"
        assert self.counted()[-1] == of_them


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def test_a_list_that_a_killed_server_was_carrying_out_is_done_or_not(kind: str, databases: Databases, tmp_path: Path):
    url = databases.copy(kind, f"staff_list_{FEW}", lambda url: with_a_list(FEW, url))
    trial = Trial(url, tmp_path, FEW, random.Random(kind))
    trial.goes_on(trial.carry_out_killed())
    if kind == "sqlite":
        trial.slips_killed_then_made()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_three_thousand_is_done_or_not_whenever_the_server_dies(
    kind: str, seed: int, databases: Databases, tmp_path: Path
):
    url = databases.copy(kind, f"staff_list_{MANY}", lambda url: with_a_list(MANY, url))
    trial = Trial(url, tmp_path, MANY, random.Random(seed))
    kills, done = 0, False
    while not done and kills < 3:
        done, kills = trial.carry_out_killed(), kills + 1
    trial.goes_on(done)
    trial.slips_killed_then_made()
