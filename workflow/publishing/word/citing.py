"""What bookmarks of ours are called: which provision a reference cites, and which number that had when the file was written.

A file that comes back may show numbers that nobody brought up to date, and numbers that somebody typed over a field. The
number in the name tells the one from the other. Names that begin with a line are hidden by Word and kept by LibreOffice.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CITED = re.compile(r"_Cited([0-9]+)((?:_[0-9]+)*)$")
_CITES = re.compile(r"_Cites[0-9]+(_[0-9]+(?:_[0-9]+)*)$")
_REF = re.compile(r'\s*REF\s+"?(\w+)"?((?:\s.*)?)$', re.I)
_NUMBER = re.compile(r"\\[nrw]", re.I)


class Target(NamedTuple):
    """The bookmark that a reference names, and the numbers of the label there as it was written; () where nothing tells."""

    bookmark: str
    path: tuple[int, ...] = ()


def cited(place: int, path: tuple[int, ...]) -> str:
    """The bookmark at the provision that stands at `place` among those cited, whose label says the numbers `path`."""
    return "_".join((f"_Cited{place}", *map(str, path)))


def cites(number: int, bookmark: str) -> str:
    """The bookmark around the words of a reference that no field can print: `number` of the file, to `bookmark`."""
    return f"_Cites{number}_{bookmark.removeprefix('_Cited')}"


def target_of_words(name: str) -> Target | None:
    """What the words inside the bookmark `name` cite; None where it is no bookmark of ours around a reference."""
    match = _CITES.match(name)
    return _target("_Cited" + match[1].removeprefix("_")) if match else None


def target_of_field(instruction: str) -> Target | None:
    """What a field prints the number of: REF and a bookmark, with a switch that asks for the number; None for any other."""
    match = _REF.match(instruction)
    return _target(match[1]) if match and _NUMBER.search(match[2]) else None


def field(bookmark: str, numbered: bool) -> str:
    """The instruction of a field that prints the number of the paragraph at `bookmark`, or else the words inside it."""
    return f" REF {bookmark} \\n \\h " if numbered else f" REF {bookmark} \\h "


def _target(bookmark: str) -> Target:
    match = _CITED.match(bookmark)
    return Target(bookmark, tuple(int(one) for one in match[2].split("_")[1:]) if match else ())
