"""How much computing something takes, in a unit that is the same on a slow machine, a fast one and a busy one.

The unit is a fixed piece of Python's own work, timed right before and after in the same process; both are CPU time, so that
waiting counts for nothing. It is for what must be bounded, a hundred times over when it is not; how fast a thing is, the
benchmarks say.
"""

import re
from collections.abc import Callable
from time import process_time

_TEXT = "第一条　经职工代表大会审议通过。" * 400
_SIGNS = re.compile(r"[一二三四五六七八九十]+|经.|。")


def effort(work: Callable[[], object]) -> float:
    """How many units `work` takes; a unit is some milliseconds."""
    before = _unit()
    begin = process_time()
    work()
    taken = process_time() - begin
    return taken / max(before, _unit())


def least_effort(work: Callable[[], object], times: int = 3) -> float:
    """The same, of the best of several times: for a small thing, which whatever happens beside it disturbs most."""
    return min(effort(work) for _ in range(times))


def _unit() -> float:
    begin = process_time()
    counted: dict[str, int] = {}
    for _ in range(4):
        for found in _SIGNS.findall(_TEXT):
            counted[found] = counted.get(found, 0) + 1
        for number, sign in enumerate(_TEXT):
            counted[sign] = counted.get(sign, 0) + number % 7
    return process_time() - begin
