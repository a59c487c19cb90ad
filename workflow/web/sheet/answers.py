"""What a person sends from the page of an import: words typed, choices made, and the button that was pressed.

Whatever button it was, the words and choices of the whole page count: none is lost because another line was settled.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from workflow.text.lines import lines_of
from workflow.text.tree import Document
from workflow.web.sheet.imported import Imported

#: Names of the fields of one line, followed by its number; and the name of every button.
TYPED, CHOSEN, BUTTON = "typed:", "as:", "do"
#: Of a line that may be a heading: that it was asked about, that it is one, and how deep it stands.
ASKED, HEAD, DEPTH = "asked:", "head:", "depth:"
_DIGITS = 7


class Turn(NamedTuple):
    """Where the page goes on: the line that is open or was just settled (0: none), the sheet of lines, and what is shown."""

    line: int = 0
    opened: bool = False
    sheet: int = 1
    shows: str = ""


def answer(brought: Imported, form: Mapping[str, str], read: Callable[[str], Document]) -> Turn:
    """Put what `form` says into `imported`; `read` gives the tree of a text."""
    _type(brought, form)
    _choose(brought, form, read)
    _tick(brought, form)
    turn = Turn(
        sheet=max(1, number_in(form.get("sheet", ""))), shows="changes" if form.get("shows") == "changes" else ""
    )
    verb, _, about = form.get(BUTTON, "").partition(":")
    return _BUTTONS[verb](brought, about, turn, read) if verb in _BUTTONS else turn


def number_in(words: str) -> int:
    """The number of a line or sheet; 0 for anything else."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= _DIGITS else 0


def _type(brought: Imported, form: Mapping[str, str]) -> None:
    for name, words in form.items():
        line = number_in(name.removeprefix(TYPED)) if name.startswith(TYPED) else 0
        if 1 <= line <= len(brought.lines) and lines_of(words) != lines_of(brought.words(line)):
            brought.type(line, words)


def _choose(brought: Imported, form: Mapping[str, str], read: Callable[[str], Document]) -> None:
    chosen = {
        number_in(name.removeprefix(CHOSEN)): choice
        for name, choice in form.items()
        if name.startswith(CHOSEN) and choice
    }
    if chosen:
        brought.choose(chosen, read(brought.text()))


def _tick(brought: Imported, form: Mapping[str, str]) -> None:
    asked = [number_in(name.removeprefix(ASKED)) for name in form if name.startswith(ASKED)]
    brought.tick({line: number_in(form.get(f"{DEPTH}{line}", "1")) if f"{HEAD}{line}" in form else 0 for line in asked})


# One function a button ------------------------------------------------------------------------------------------------


def _settle(brought: Imported, about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    line = number_in(about)
    brought.confirm(brought.by_line.get(line, ()))
    return turn._replace(line=line)


def _open(_imported: Imported, about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    return turn._replace(line=number_in(about), opened=True, shows="")  # the line stands among the lines


def _restore(brought: Imported, about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    line = number_in(about)
    brought.restore([line])
    return turn._replace(line=line)


def _group(brought: Imported, about: str, turn: Turn, read: Callable[[str], Document]) -> Turn:
    kind, _, choice = about.partition(":")
    left = [one for one in brought.left() if one.kind == kind]
    if choice:
        brought.choose({one.line: choice for one in left}, read(brought.text()))
    else:
        brought.confirm(left)
    return turn


def _head(brought: Imported, _about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    brought.head()
    return turn


def _all(brought: Imported, _about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    brought.head()  # as it is ticked before everybody's eyes
    brought.confirm(brought.left())
    return turn


def _again(brought: Imported, _about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    brought.start_again()
    return turn._replace(sheet=1)


def _leaf(_imported: Imported, about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    return turn._replace(sheet=max(1, number_in(about)))


def _show(_imported: Imported, about: str, turn: Turn, _read: Callable[[str], Document]) -> Turn:
    return turn._replace(shows="changes" if about == "changes" else "", sheet=1)


_BUTTONS: dict[str, Callable[[Imported, str, Turn, Callable[[str], Document]], Turn]] = {
    "settle": _settle,
    "open": _open,
    "restore": _restore,
    "group": _group,
    "head": _head,
    "all": _all,
    "again": _again,
    "sheet": _leaf,
    "show": _show,
}
