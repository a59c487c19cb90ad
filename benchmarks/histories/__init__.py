"""Random edit histories: what the product counts as approved, held against a journal that shares nothing with it.

    python -m benchmarks histories --n 10000 --seed 1 [--minutes 30]
    python -m benchmarks histories --replay acts.jsonl

Every act goes through a verb on a real database, about one in twenty through HTTP. After each act the open items of every
capacity, the standing requests and the state are compared. A history is *wrong* when the product ever counts an approval for
other words than were shown, ignores a request, lets a decision through that must be refused, or concludes without one; it is
*needless* when something is asked for again, or refused, although nothing that is decided on changed. The last line is
`histories N wrong W needless U`; the exit status is 1 when one is not 0, or when, in five
hundred histories or more, a kind of act was rarer than one in a hundred.

A file of acts has one JSON object a line; the outcome is printed as JSON after each (`refused`, `state`, `open`, `asking`,
`counts`, `wrong`, `needless`). `{"do": "begin"}` begins an edition that amends the text in force: t title, p preamble, k1
chapter with a0 a1, k2 chapter with a2 a3 (cites a2) a4, x annex, in Chinese and, but for x, in English. Then:

    {"do": "save", "who": W, "language": "zh"|"en", "items": [{"name": "a0", "words": 0, "cites": "", "typography": false} …]}
        the whole text in order: `words` is the variant of an item's words (0 at first), `cites` the item it refers to by number,
        `typography` whether it is typed with a half-width comma; numbers of articles and of references always follow
    {"do": "submit"|"revise", "who": "drafter"}
        an item that was taken out comes back in words it had: in others it would be a new one, with a name of its own
        whoever submits first says of each reference that is asked about that it means the article it names now
    {"do": "approve"|"reserve"|"request", "only": ["zh a0"], "who": W, "for": P, "capacity": C, "languages": ["zh", "en"], "earlier": false}
        `only` names single items that the decision is about ("zh " for the order), left out for the whole text
        `for` is the principal of a deputy, left out otherwise; `languages` what the page showed (both when left out); `earlier`
        sends the page of the first round
    {"do": "conclude", "who": "drafter"}           the review ends on what was read, with a draft beside it
    {"do": "withdraw", "who": W, "decision": N}    N counts the decisions recorded in this edition from 0
    {"do": "dismiss", "who": "chair", "decision": N}

Any of the last six may have `"http": true`. People: drafter, second; writer (also legal), legal, legal2; union, union2; deputy
(for union), union2 also for legal; department; chair. Legal answers for both languages, the union for Chinese.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.histories.chances import KINDS, Chances, is_over
from benchmarks.histories.play import Play
from benchmarks.histories.world import TEXTS, World
from workflow.rules.states import State

#: Histories from which a run is long enough for every kind of act to have its share.
ENOUGH = 500


def main(options: list[str] | None = None) -> int:
    """Play histories, or those of a file; 0 when none is wrong or needless."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks histories")
    reader.add_argument("--n", type=int, default=100)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--minutes", type=float, default=24 * 60, help="begin no further history after so many")
    reader.add_argument("--replay", type=Path)
    given = reader.parse_args(options or [])
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        worlds = Worlds(Path(folder))
        return replay(worlds, given.replay) if given.replay else trial(worlds, given.n, given.seed, given.minutes)


def _memory() -> str | None:
    """A folder in memory where the machine has one."""
    shared = Path("/dev") / "shm"
    return str(shared) if shared.is_dir() else None


class Worlds:
    """One database after another, each a copy of one in which the texts were entered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        template = World(folder / "template.db")
        with template.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        template.engine.dispose()
        self._world: World | None = None
        self._played = 0

    def next(self) -> Play:
        """A history that begins."""
        if self._world is None or self._played % TEXTS == 0:
            if self._world is not None:
                self._world.close()
            self._world = World(self._folder / f"{self._played}.db", self._folder / "template.db")
        self._played += 1
        return Play(self._world, (self._played - 1) % TEXTS)


def trial(worlds: Worlds, histories: int, seed: int, minutes: float) -> int:
    """Play random histories and count, saying now and then how far it has come."""
    begun, counted = time.perf_counter(), Counter[str]()
    wrong = needless = played = 0
    for number in range(histories):
        if time.perf_counter() - begun > 60 * minutes:
            break
        played += 1
        faults = one_history(worlds.next(), random.Random(f"{seed} {number}"), counted)
        wrong += bool(faults["wrong"])
        needless += bool(faults["needless"])
        for kind in ("wrong", "needless"):
            for fault in faults[kind][:1]:
                print(f"{kind}: history {number}: {fault}", flush=True)
        if played % 250 == 0:
            print(
                f"{played} played in {time.perf_counter() - begun:.0f} s: wrong {wrong} needless {needless}", flush=True
            )
    acts = counted["acts"]
    rare = [kind for kind in KINDS if counted[kind] < 0.01 * acts]
    for kind in KINDS:
        print(f"{counted[kind]:8d}  {100 * counted[kind] / max(acts, 1):5.1f} %  {kind}")
    print(f"{acts} acts in {time.perf_counter() - begun:.0f} s")
    if rare:
        print(f"too rare: {', '.join(rare)}")
    print(f"histories {played} wrong {wrong} needless {needless}")
    return int(bool(wrong or needless or (rare and played >= ENOUGH)))


def one_history(play: Play, dice: random.Random, counted: Counter[str]) -> dict[str, list[str]]:
    """Play one history to its end, or to its first fault."""
    chances = Chances(dice, play)
    acts: list[dict[str, Any]] = []
    while not is_over(play, len(acts)):
        kind, act = chances.next()
        acts.append(act)
        counted["written beside"] += act["do"] == "save" and play.state is State.IN_REVIEW
        outcome = play.do(act)
        counted.update(
            {"acts": 1, kind: 1, "by http": int(bool(act.get("http"))), "refused": int(bool(outcome.refused))}
        )
        counted["concluded"] += play.state.value == "consulting" and act["do"] != "revise" and not outcome.refused
        if outcome.wrong or outcome.needless:
            told = " · ".join(json.dumps(one, ensure_ascii=False) for one in acts)
            return {
                "wrong": [f"{one} after {told}" for one in outcome.wrong],
                "needless": [f"{one} after {told}" for one in outcome.needless],
            }
    return {"wrong": [], "needless": []}


def replay(worlds: Worlds, file: Path) -> int:
    """Play the acts of a file and print what comes of each."""
    play: Play | None = None
    wrong: set[int] = set()
    needless: set[int] = set()
    histories = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        act = json.loads(line)
        if act["do"] == "begin" or play is None:
            play = worlds.next()
            histories += 1
            print(json.dumps({"act": {"do": "begin"}, **play.told()}, ensure_ascii=False))
            if act["do"] == "begin":
                continue
        outcome = play.do(act)
        if outcome.wrong:
            wrong.add(histories)
        if outcome.needless:
            needless.add(histories)
        found = {"refused": outcome.refused, "wrong": outcome.wrong, "needless": outcome.needless}
        print(json.dumps({"act": act["do"], **found, **play.told()}, ensure_ascii=False), flush=True)
    print(f"histories {histories} wrong {len(wrong)} needless {len(needless)}")
    return int(bool(wrong or needless))
