"""Values as their digests cover them: `settled_json` of rows, in the build of orjson where there is one, else in Python.

Half of what verifying a record costs is spelling its rows. Both ways give the same bytes; what orjson cannot spell (numbers
beyond 64 bits, words that are not Unicode) is spelled in Python.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

try:
    import orjson
except ImportError:  # no wheel for this Python; the answers are the same, more slowly
    orjson = None  # type: ignore[assignment]

Row = Sequence[Any]


def several_spelled(rows: Sequence[Row]) -> bytes:
    """Rows that go together, each spelled and the whole of it a string of JSON, in the order of their words: "[1]","[2]"."""
    # No line break is left within a spelled row, so that all of them are quoted at once.
    lines = _lines(rows).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"%b"' % lines.replace(b"\n", b'","')


def spelled(row: Row) -> bytes:
    """One row as a list of JSON."""
    return _lines((row,))


def read(words: str) -> Any:
    """The value of a JSON text. Raises ValueError, or RecursionError."""
    return orjson.loads(words) if orjson is not None else json.loads(words)


def _lines(rows: Sequence[Row]) -> bytes:
    """The spelled rows in the order of their words, one a line."""
    if orjson is not None:
        try:
            lines = b"\n".join(sorted(_apart(rows)))
        except (TypeError, ValueError):
            pass
        else:
            # orjson has null for an infinite number. It spells other fractions its own way, and like no whole number: no column
            # holds any.
            if b"null" not in lines or not any(float in map(type, row) for row in rows):
                return lines
    return b"\n".join(sorted([_plain(row) for row in rows]))


def _apart(rows: Sequence[Row]) -> list[bytes]:
    """Each row as orjson spells it. Raises TypeError, ValueError.

    Several are spelled at once and taken apart at what stands between two rows, which costs half; where a row's own words hold
    the same signs, there are more parts than rows, and each is spelled by itself.
    """
    if len(rows) > 1:
        several = _dumps(rows, None, _STRICTLY)[1:-1].replace(b"],[", b"]\n[").split(b"\n")
        if len(several) == len(rows):
            return several
    return [_dumps(row, None, _STRICTLY) for row in rows]


_STRICTLY = (
    orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS
    if orjson is not None
    else 0
)
_dumps = orjson.dumps if orjson is not None else None


def _unreadable(value: object) -> str:
    return f"unreadable: {value}"


#: What `settled_json` makes of a list, without its price for each call.
_encoded: Callable[[Row, int], Iterable[str]] = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, _unreadable, json.encoder.encode_basestring, None, ":", ",", True, False, True
)


def _plain(row: Row) -> bytes:
    return "".join(_encoded(row, 0)).encode("utf-8", "surrogatepass")
