"""A real server is killed again and again in the middle of work, and everything that it acknowledged is looked for.

`python -m benchmarks killed --n 200 --seed 1` starts `workflow serve` on a demonstration, lets people save, type, begin
texts, sign in, draw papers and make backups, kills the whole group of processes at a random moment (kill -9), and holds
what was acknowledged against the database, the backups and the next server. It ends with `killed N lost L`; exit 1 when
anything was lost, or when one kind of act was under way at fewer than one kill in a hundred.

--log FILE     where each kill is written, one line of JSON (otherwise beside the database, in a temporary folder)
--replay FILE  kill at the moments of such a log instead of drawing new ones (`--round K`: only that one)

What it cannot see: kill -9 takes the processes and not the machine. What the system had been given it still writes, so
`synchronous=OFF` loses nothing here; that takes a disk that forgets.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.killed.ledger import Ledger
from benchmarks.killed.server import Server

#: Seconds after which a server is killed: while it starts, or while it works.
STARTING, WORKING, LONG = (0.0, 3.0), (0.1, 1.5), (1.5, 5.0)
WHILE_STARTING, FOR_LONG, AIMED = 0.08, 0.1, 0.2
KINDS = ("save", "keep", "begin", "sign in", "draw", "backup")


class Moment(NamedTuple):
    """When one server is killed: while it starts, or after `delay` seconds of work; `aimed`: when a backup is being written."""

    starting: bool
    aimed: bool
    delay: float


def main(options: list[str]) -> int:
    """Run the trial; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks killed", description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=200, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8140)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--round", type=int)
    given = parser.parse_args(options)
    moments = replayed(given.replay, given.round) if given.replay else drawn(given.n, given.seed)
    with tempfile.TemporaryDirectory(prefix="killed-") as name:
        folder = Path(name)
        log = given.log or folder / "kills.jsonl"
        ledger = Ledger(folder)
        ledger.set_up()
        under_way: Counter[str] = Counter()
        begun = time.monotonic()
        with log.open("a", encoding="utf-8") as lines:
            for number, moment in enumerate(moments, 1):
                try:
                    flying = killed_once(ledger, given.port + number % 4, number, moment)
                except AssertionError as error:  # what was there is there no more, and the next server says so
                    ledger.lose(f"no server starts any more: {str(error).strip()}")
                    print(f"kill {number}: {ledger.lost[-1]}", flush=True)
                    break
                under_way.update(flying)
                lost = ledger.check()
                told = {"kill": number, **moment._asdict(), "under way": sorted(flying), "lost": lost}
                lines.write(json.dumps(told | {"acknowledged": dict(ledger.counted)}, ensure_ascii=False) + "\n")
                lines.flush()
                for one in lost:
                    print(f"kill {number}: {one}", flush=True)
                if number % 20 == 0:
                    print(
                        f"{number} kills, {sum(ledger.counted.values())} acknowledged, {time.monotonic() - begun:.0f} s",
                        flush=True,
                    )
        if not ledger.lost:
            ledger.serve_once_more(given.port)
    return told_at_the_end(len(moments), under_way, ledger)


def told_at_the_end(kills: int, under_way: Counter[str], ledger: Ledger) -> int:
    """Print the figures; the exit status."""
    print("\n| Kind | acknowledged | under way at a kill |\n| --- | ---: | ---: |")
    for kind in (*KINDS, "start"):
        share = under_way[kind] / kills
        print(f"| {kind} | {ledger.counted[kind]} | {under_way[kind]} ({share:.0%}) |")
    rare = [kind for kind in KINDS if kills >= 100 and under_way[kind] < kills / 100]
    if rare:
        print(f"\nToo seldom under way: {', '.join(rare)}")
    print(f"\nkilled {kills} lost {len(ledger.lost)}", flush=True)
    return 1 if ledger.lost or rare else 0


def drawn(count: int, seed: int) -> list[Moment]:
    """Moments to kill at."""
    dice = random.Random(seed)
    out = []
    for _ in range(count):
        starting, aimed = dice.random() < WHILE_STARTING, dice.random() < AIMED
        span = STARTING if starting else LONG if dice.random() < FOR_LONG else WORKING
        out.append(Moment(starting, aimed and not starting, round(dice.uniform(*span), 3)))
    return out


def replayed(log: Path, only: int | None) -> list[Moment]:
    """The moments in a log."""
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return [Moment(one["starting"], one["aimed"], one["delay"]) for one in lines if only in (None, one["kill"])]


def killed_once(ledger: Ledger, port: int, number: int, moment: Moment) -> set[str]:
    """One server, its crew, and its end; which kinds of act were under way."""
    server = Server(ledger.url, ledger.data, port, ledger.folder / "server.log")
    if moment.starting:
        time.sleep(moment.delay)
        server.kill()
        return {"start"}
    server.wait()
    crew = ledger.crew(server, number)
    for one in crew:
        one.start()
    time.sleep(moment.delay)
    if moment.aimed:
        ledger.wait_for_half_a_backup()
        time.sleep(moment.delay / 20)
    flying = {one.kind for one in crew if one.flying}
    server.kill()
    for one in crew:
        one.stop()
    return flying
