"""What votes and pages wait for while a text of a thousand articles is drawn: `workflow serve` alone, in one run.

One person asks for /healthz, another saves a draft; first nothing else happens, then a third has the PDF of a long draft
drawn and asks how far it has come, as the page with the progress does, until it is there; then nothing happens again.

    python -m benchmarks drawing [--articles 1000] [--seconds 10]
"""

import argparse
import http.client
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks import slowloris
from benchmarks.render import regulation
from benchmarks.slowloris import Person, measured, serving, told
from workflow.text.reading.write import write

PAPER = "/regulations/lengthy/editions/1.pdf"


Cells = dict[str, tuple[list[float], int]]


def beside(person: Person, watchman: Person, seconds: float) -> Cells:
    """/healthz and a save, asked for at the same time for so long: what each took, and how often it failed."""
    cells: Cells = {}

    def into(name: str, one: Person, verb: str) -> None:
        cells[name] = measured(getattr(one, verb), time.monotonic() + seconds)

    asked = (("health", watchman, "health"), ("act", person, "act"))
    threads = [threading.Thread(target=into, args=one) for one in asked]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return cells


def row(name: str, cells: list[Cells]) -> int:
    """Print a line of the table; how many requests failed."""
    together = {
        verb: ([took for one in cells for took in one[verb][0]], sum(one[verb][1] for one in cells))
        for verb in ("health", "act")
    }
    print(f"| {name} | {' | '.join(told(*together[verb]) for verb in together)} |", flush=True)
    return sum(failed for _, failed in together.values())


def poll(drafter: Person) -> tuple[int, bytes]:
    """How far the paper has come, as the page asks."""
    call = http.client.HTTPConnection("127.0.0.1", drafter.port, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in drafter.cookies.items())
    call.request("GET", PAPER, headers={"Cookie": cookies, "Accept": "application/json"})
    answer = call.getresponse()
    body = answer.read()
    call.close()
    return answer.status, body


def main(options: list[str]) -> int:
    """Print a table and how long the drawing took; 1 when a request failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks drawing")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args(options)
    slowloris.PATIENCE = 30.0  # a text of a thousand articles takes seconds to save
    with (
        tempfile.TemporaryDirectory() as folder,
        serving([sys.executable, "-m", "workflow.cli", "serve"], Path(folder)) as port,
    ):
        person = Person(port)
        person.arrive()
        drafter = Person(port)
        drafter.cookies, drafter.token = dict(person.cookies), person.token
        drafter.ask("POST", "/regulations/new", slug="lengthy", name_zh="长办法", name_en="Lengthy")
        words = write(regulation(given.articles))
        drafter.ask("POST", "/regulations/lengthy/editions/1/save", words=words, base="0", language="zh")
        print("median / p95\n\n| Meanwhile | /healthz | an act |\n| --- | ---: | ---: |")
        failed = row("nothing", [beside(person, Person(port), given.seconds)])
        said: list[str] = []
        thread = threading.Thread(target=_draw, args=(drafter, said))
        begun, cells = time.monotonic(), []
        thread.start()
        while thread.is_alive():
            cells.append(beside(person, Person(port), 2.0))
        took = time.monotonic() - begun
        failed += row(f"a text of {given.articles} articles is drawn", cells)
        failed += row("nothing again", [beside(person, Person(port), given.seconds)])
        print(f"\nready within {took:.0f} s; asked {len(said)} times, last: {' '.join(said[-2:])}; {failed} failed")
    return 1 if failed else 0


def _draw(drafter: Person, said: list[str]) -> None:
    while True:
        status, body = poll(drafter)
        if status != 202:
            said.append(str(status))
            return
        said.append(body.decode().strip())
        time.sleep(1)
