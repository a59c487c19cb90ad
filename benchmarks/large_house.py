"""What pages and searches cost in a large house: statements, milliseconds and their p95, on both kinds of databases.

The demonstration enterprise is copied until it has 2,000 regulations with their editions, sessions and acts, and 3,000
people (`--regulations`, `--people`, `--only sqlite`). `--texts 10000` measures the search alone, over that many texts.
The time is that of the processor of this process, so that what else the machine does is left out, and by the clock.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa

from tests.databases import KINDS, PostgreSQL
from tests.web.counted import counted
from tests.web.house import House, stage_demonstration
from tests.web.multiplied import enlist, multiply
from workflow.records.text.finding import SearchText

TIMES, GOAL = 30, 100.0
PAGES = (
    ("library", None, "/"),
    ("library, page 9", None, "/?show=in-force&page=9"),
    ("library, newest first", "drafter", "/?show=in-force&sort=day"),
    ("search, two characters", None, "/?q=福利"),
    ("search, a common word", None, "/?q=职工"),
    ("search, a long common word", None, "/?q=职工代表大会"),
    ("search, three words", "drafter", "/?q=代表+福利+生日&in=all"),
    ("search, a name", None, "/?q=厂务公开条例"),
    ("search, an English word", None, "/?q=birth&lang=en"),
    ("desk of a drafter", "drafter", "/desk"),
    ("desk of a reviewer", "reviewer-legal", "/desk"),
    ("desk of the secretary", "secretary", "/desk"),
    ("sessions", "secretary", "/sessions"),
    ("session", "secretary", "/sessions/2"),
    ("reading", None, "/regulations/representative-assembly"),
    ("record", "drafter", "/regulations/member-welfare/record"),
    ("people", "admin", "/people?page=20"),
    ("people, a name", "admin", "/people?q=职工29"),
    ("register of people", "admin", "/people/record"),
)


@contextmanager
def databases(only: str) -> Iterator[dict[str, str]]:
    """An empty database of each kind, by its address."""
    with tempfile.TemporaryDirectory() as folder:
        urls, server = {}, None
        if only in ("", "sqlite"):
            urls["sqlite"] = f"sqlite:///{Path(folder) / 'large.db'}"
        if only in ("", "postgresql"):
            server = PostgreSQL()
            with server.connect() as connection:
                connection.execute(b"CREATE DATABASE large")
            urls["postgresql"] = server.url("large")
        try:
            yield urls
        finally:
            if server is not None:
                server.stop()


def filled(url: str, regulations: int, people: int) -> House:
    """The demonstration, many times over."""
    stage_demonstration(url)
    small = House(url)
    with small.engine.connect() as connection:
        there = connection.execute(sa.text("SELECT count(*) FROM regulation")).scalar_one()
    small.close()
    multiply(url, -(-regulations // there))
    enlist(url, people)
    house = House(url)
    if house.engine.dialect.name == "postgresql":
        with house.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    return house


def measure(house: House, pages: tuple[tuple[str, str | None, str], ...]) -> None:
    """Print a row for each page: statements, median and p95 of the processor, p95 by the clock."""
    gc.collect()
    gc.freeze()  # as each process of the server does when it starts
    for name, person, path in pages:
        visitor = house.visitor(person)
        spent = []
        for number in range(TIMES + 2):
            clock, worked = time.perf_counter(), time.process_time()
            with counted(house.engine) as asked:
                answer = visitor.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            if number >= 2:
                spent.append((1000 * (time.process_time() - worked), 1000 * (time.perf_counter() - clock)))
        worked_p95, clock_p95 = (statistics.quantiles([one[place] for one in spent], n=20)[-1] for place in (0, 1))
        median = statistics.median(one[0] for one in spent)
        within = "" if worked_p95 <= GOAL else " (beyond)"
        print(
            f"| {house.engine.dialect.name} | {name} | {len(asked)} | {median:.0f} ms | {worked_p95:.0f} ms{within} | "
            f"{clock_p95:.0f} ms |",
            flush=True,
        )


def main(options: list[str]) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="large_house")
    parser.add_argument("--regulations", type=int, default=2000)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--texts", type=int, default=0)
    parser.add_argument("--only", choices=KINDS, default="")
    parser.add_argument("--pages", default="", help="those alone whose name begins so")
    chosen = parser.parse_args(options)
    named = tuple(one for one in PAGES if one[0].startswith(chosen.pages))
    pages = tuple(one for one in named if not chosen.texts or one[2].startswith("/?q="))
    print("| Database | Page | Statements | Median | p95 of the processor | p95 by the clock |")
    print("| --- | --- | ---: | ---: | ---: | ---: |", flush=True)
    with databases(chosen.only) as urls, patch("workflow.demonstration.draw", lambda *_, **__: b"%PDF-1.4"):
        for url in urls.values():
            begun = time.perf_counter()
            house = filled(url, chosen.texts or chosen.regulations, chosen.people)
            with house.engine.connect() as connection:
                texts = connection.execute(sa.select(sa.func.count()).select_from(SearchText)).scalar_one()
            measure(house, pages)
            print(f"{texts} texts in the index; made in {time.perf_counter() - begun:.0f} s", flush=True)
            house.close()
    return 0
