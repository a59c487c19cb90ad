"""Where an error came from, as a log may hold it: files, lines and kinds. Knows no database and quotes no message."""

import traceback
from collections.abc import Callable
from types import TracebackType

#: How many frames of each error a log tells.
FRAMES = 40


def kind(error: BaseException) -> str:
    """The kind of an error, without a word that somebody typed."""
    return type(error).__qualname__


def trace(
    error: BaseException, frames: TracebackType | None = None, told: Callable[[BaseException], str] = kind
) -> str:
    """Where an error came from, and what it came from: files, lines and kinds, and none of the messages.

    frames  where it was caught, for an error that carries no frames of its own
    told    what is said of each error in one line
    """
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        lines += ["from:"] if seen else []
        seen.add(id(at))
        stack = traceback.extract_tb(at.__traceback__ or (frames if at is error else None))[-FRAMES:]
        lines += [f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in stack]
        lines.append(told(at))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(lines)
