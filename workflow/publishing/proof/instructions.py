"""The instructions of a page of a PDF one after the other (ISO 32000-1, 7.8.2), read strictly: what is not known is refused.

A page of ours is a few kinds of tokens. Comments, pictures inside a page and strings between round brackets are none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What an instruction is given: a number, a name with its slash, a string of codes, a dictionary as it stands, or a list of these.
Operand = float | str | bytes | None | list["Operand"]

_BLANKS = rb"[\0\t\n\f\r ]*"
_ENDS = rb"(?=[\0\t\n\f\r \[\]<>/]|$)"
_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)" + _ENDS
_DIGITS = rb"[0-9A-Fa-f\0\t\n\f\r ]*"
_TOKEN = re.compile(
    _BLANKS
    # The glyphs of a line, nearly all of a page: strings of codes and the distances between them, taken at once.
    + rb"(?:\[(?P<line>(?:"
    + _BLANKS
    + rb"(?:<"
    + _DIGITS
    + rb">|"
    + _NUMBER
    + rb"))*+)"
    + _BLANKS
    + rb"\]"
    rb"|(?P<number>" + _NUMBER + rb")"
    rb"|(?P<operator>[A-Za-z][A-Za-z0-9]*\*?)" + _ENDS + rb"|<(?P<string>" + _DIGITS + rb")>"
    rb"|/(?P<name>[^\0\t\n\f\r \[\]<>(){}/%]*)"
    rb"|<<(?P<dictionary>[^<>()]*)>>"
    rb"|(?P<open>\[)|(?P<close>\])|(?P<end>$))"
)
_OF_A_LINE = re.compile(rb"<([^>]*)>|([-+.\d]+)")


def instructions(content: bytes) -> Iterator[tuple[list[Operand], str]]:
    """Operands and operator of every instruction. ValueError where something stands that is none."""
    outside: list[Operand] = []
    operands, at = outside, 0
    while at < len(content):
        found = _TOKEN.match(content, at)
        if found is None:
            raise ValueError(f"{content[at : at + 40]!r} on a page")
        kind, at = found.lastgroup, found.end()
        if kind == "operator":
            if operands is not outside:
                raise ValueError("an instruction inside a list")
            yield outside, found["operator"].decode("ascii")
            operands = outside = []
        elif kind in ("line", "open"):
            if operands is not outside:
                raise ValueError("a list inside a list")
            inside: list[Operand] = []
            if kind == "line":
                inside += [
                    float(number) if number else _codes(digits) for digits, number in _OF_A_LINE.findall(found["line"])
                ]
            else:
                operands = inside
            outside.append(inside)
        elif kind == "close":
            operands = outside
        elif kind != "end":
            operands.append(_value(kind, found))
    if outside:
        raise ValueError("operands without an instruction at the end of a page")


def _value(kind: str | None, found: re.Match[bytes]) -> Operand:
    if kind == "number":
        return float(found["number"])
    if kind == "string":
        return _codes(found["string"])
    if kind == "name":
        return "/" + found["name"].decode("latin-1")
    return None


def _codes(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:  # a blank between the halves of a byte, or the last half is missing and counts as 0
        digits = digits.translate(None, b"\0\t\n\f\r ")
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
