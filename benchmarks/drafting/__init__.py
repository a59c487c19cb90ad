"""Three people edit one draft at once, offline at times: nothing that was typed is lost, no key is there twice, all ends are equal.

`python -m benchmarks drafting --n 10000 --seed 1` plays histories of some sixty acts until so many acts were done, and ends
with `drafting N lost L twice T unequal U`; exit 1 when any of the three is not 0, or when a kind of act came in less than one
of a hundred. Every sign that is typed is another one, so what becomes of it is known without the engine.

--replay S  plays only the history of that seed and prints what was done
"""

import argparse

from benchmarks.drafting.clients import KINDS, Tally, history


def main(options: list[str]) -> int:
    """Play histories; see above."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks drafting")
    reader.add_argument("--n", type=int, default=2000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--replay", type=int)
    chosen = reader.parse_args(options)
    if chosen.replay is not None:
        return 1 if wrong(history(chosen.replay, say=print)) else 0
    whole = Tally()
    seed = chosen.seed * 1_000_000
    while sum(whole.acts.values()) < chosen.n:
        tally = history(seed)
        if wrong(tally):
            print(f"--replay {seed}: {tally}")
        whole.add(tally)
        seed += 1
    total = sum(whole.acts.values())
    for kind in KINDS:
        print(f"{kind:12} {whole.acts[kind]:6} {whole.acts[kind] / total:6.1%}")
    print("told", dict(whole.told), "typed", whole.typed, "came back unasked", whole.back, "doubled", whole.doubled)
    rare = [kind for kind in KINDS if whole.acts[kind] * 100 < total]
    if rare:
        print("too rare:", ", ".join(rare))
    print(f"drafting {total} lost {whole.lost} twice {whole.twice} unequal {whole.unequal}")
    return 1 if wrong(whole) or rare else 0


def wrong(tally: Tally) -> int:
    """How many things went wrong."""
    return tally.lost + tally.twice + tally.unequal
