"""Lets a long calculation on plain values run without the cyclic garbage collector, and nothing else.

A comparison makes many small values and no cycles. The collector would walk through every tree in memory again and
again to find none: a third of the time at 10,000 articles, and the reason why it grew faster than the text.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Inside the block the collector does not start by itself. With several threads, whoever found it running starts it
    again; nothing depends on its being at rest."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
