"""How long an administrator waits with 3,000 people in one file: until it is read, until its changes are shown, until it is carried
out, and until the slips of everybody are there. Through the real application; the steps of a page that grows are counted.

--postgresql  keep it in PostgreSQL, which is started for the run
--many N      so many people
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.databases import Databases, PostgreSQL
from tests.web.house import House, Visitor, stage_demonstration
from tests.web.people.test_staff_pages import bring, columns_of, digest, printed_in
from workflow.records.database.session import make_engine

MANY, GOAL = 3_000, 30.0
PATH = "/people/import/1"


def main(options: list[str]) -> int:
    """Print a table; 1 when anything took as long as it may not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks staff", description=__doc__.partition("\n")[0])
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--many", type=int, default=MANY)
    given = parser.parse_args(options)
    server = PostgreSQL() if given.postgresql else None
    with tempfile.TemporaryDirectory() as name:
        try:
            databases = Databases(Path(name), "staff", server.folder if server else Path(name))
            kind = "postgresql" if server else "sqlite"
            return _measured(databases.copy(kind, "demonstration_web", stage_demonstration), given.many)
        finally:
            if server:
                server.stop()


def _measured(url: str, many: int) -> int:
    make_engine(url).dispose()
    house = House(url)
    admin = house.visitor("admin")
    rows = [["工号", "姓名", "部门", "系统岗位"]]
    rows += [
        [f"{at:05d}", f"职工{at}", f"车间{at % 100}", "起草人" if at % 100 == 0 else ""] for at in range(1, many + 1)
    ]
    print(f"{many} people\n\n| Step | seconds | shown on the way |\n| --- | ---: | ---: |")
    slips = list[str]()
    spent = [
        _told("the file is read, its columns guessed", lambda: str(bring(admin, rows))),
        _told("columns accepted, changes shown", lambda: _looked(admin)),
        _told("offices ticked, carried out", lambda: _carried_out(admin)),
        _told("slips of everybody", lambda: _slips(admin, slips)),
    ]
    assert len(printed_in(slips[0])[1]) == many
    house.close()
    missed = sum(one >= GOAL for one in spent)
    print(f"\n{'each' if not missed else f'{missed} not'} in less than {GOAL:.0f} s")
    return 1 if missed else 0


def _told(step: str, do: Callable[[], str]) -> float:
    begun = time.perf_counter()
    page = do()
    spent = time.perf_counter() - begun
    print(f"| {step} | {spent:.1f} | {page.count('<progress')} |", flush=True)
    return spent


def _looked(admin: Visitor) -> str:
    assert admin.post(f"{PATH}/choose", columns_of(admin.get(PATH))).status_code == 302
    return str(admin.get(f"{PATH}/changes").text)


def _carried_out(admin: Visitor) -> str:
    assert admin.post(f"{PATH}/answer", {"every": "yes"}).status_code == 302
    page = admin.post(f"{PATH}/carry-out", {"digest": digest(admin.get(f"{PATH}/changes"))}).text
    assert "data-go-on" in page
    return str(page)


def _slips(admin: Visitor, kept: list[str]) -> str:
    kept.append(admin.post("/people/imports/1/make-slips").text)
    return kept[0]
