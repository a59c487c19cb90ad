"""Runs the measurements named on the command line, or all of them: every module here has a `main()` that prints.

A trial takes options after its name (`histories --n 200 --seed 3`): its `main(options)` answers with the exit status.
"""

import sys
from importlib import import_module
from inspect import signature
from itertools import dropwhile
from pkgutil import iter_modules

import benchmarks

#: Folders that hold measurements, each called by its own name; any other folder is one measurement.
ROOMS = ("files", "text")


def measurements() -> dict[str, str]:
    """Every measurement by its name, and the module whose `main` it is."""
    found = {module.name: f"benchmarks.{module.name}" for module in iter_modules(benchmarks.__path__)}
    for room in ROOMS:
        within = import_module(found.pop(room)).__path__
        found |= {module.name: f"benchmarks.{room}.{module.name}" for module in iter_modules(within)}
    return {name: place for name, place in found.items() if not name.startswith("_")}


def main(names: list[str]) -> int:
    """Run each named measurement; 2 when a name is none of them, else the worst of what they answer."""
    options = list(dropwhile(lambda name: not name.startswith("-"), names))
    names = names[: len(names) - len(options)]
    places = measurements()
    known = sorted(places)
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No such measurement: {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    if options and len(names) != 1:
        print("Options belong to one measurement: name it first.", file=sys.stderr)
        return 2
    worst = 0
    for name in names or known:
        print(f"\n# {name}\n", flush=True)
        measure = import_module(places[name]).main
        status = measure(options) if signature(measure).parameters else measure()
        worst = max(worst, status or 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
