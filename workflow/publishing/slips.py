"""Slips with one-time codes: eight on an A4 page with lines to cut along. Drawn, never kept: the codes stand nowhere else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from queue import SimpleQueue
from unicodedata import east_asian_width

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pypdf import PdfReader, PdfWriter

from workflow import apart, paths
from workflow.publishing.engine import square_sign
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.values.faults import DrawingFailed
from workflow.text.reading.printable import printed, unprintable_in
from workflow.words import Language, Words

#: Two columns of four.
A_PAGE = 8
#: Slips that one call of the other process draws: a few seconds.
AT_ONCE = 12 * A_PAGE
#: 〓 stands where a face lacks a character, as in print: the number says whom it is for.
LACKING = "〓"
#: Modules that stay white around a sign (ISO/IEC 18004).
QUIET = 4
#: Millimetres, as in `print/slips.css`: a page's height and its edge; a slip; the sign on it. And points in one of them.
A4_HIGH, MARGIN, WIDE, HIGH = 297, 10, 95, 69
SIGN, SIGN_TOP, SIGN_RIGHT = 31, 10, 4
POINTS = 72 / 25.4
#: Half-widths that a name, a number with its department, and an enterprise have room for in their smallest letters.
NAME, NUMBER, ENTERPRISE = 60, 120, 58
NOT_DRAWN = Words(
    "密码条没有排好，也没有发放任何密码。请再试一次。",
    "The slips could not be drawn, and no code was handed out. Try once more.",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `place` is the department, "" for none; `link` what the sign holds: an address, behind # what it fills in."""

    name: str
    number: str
    place: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands on each slip: enterprise, where to sign in, until when the code is good; the language."""

    enterprise: str
    address: str
    until: str
    language: Language


def draw_all(slips: Sequence[Slip], around: Around, faces: Faces) -> Iterator[int | bytes]:
    """How many slips are drawn, as parts of them are done, and at the end one PDF with all; drawn in two other processes, so that
    this one goes on answering. Raises DrawingFailed and PrintingRefused."""
    if len(slips) <= AT_ONCE:
        yield draw_apart(slips, around, faces, apart.own(), is_part=False)
        return
    free: SimpleQueue[apart.Apart] = SimpleQueue()
    for one in apart.pair():
        free.put(one)

    def draw(some: Sequence[Slip]) -> bytes:
        one = free.get()
        try:
            return draw_apart(some, around, faces, one, is_part=True)
        finally:
            free.put(one)

    several = [slips[start : start + AT_ONCE] for start in range(0, len(slips), AT_ONCE)]
    drawn, done = list[bytes](), 0
    try:
        with ThreadPoolExecutor(2) as pool:
            try:
                for some, part in zip(several, pool.map(draw, several), strict=True):
                    drawn.append(part)
                    done += len(some)
                    yield done
            finally:
                pool.shutdown(cancel_futures=True)
        yield _over_there(apart.pair()[0], ":together", drawn)
    finally:
        for one in apart.pair():
            one.stop()


def draw_apart(slips: Sequence[Slip], around: Around, faces: Faces, there: apart.Apart, *, is_part: bool) -> bytes:
    """A PDF of some slips, drawn over there. Raises DrawingFailed and PrintingRefused."""
    return _over_there(there, ":draw_slips", tuple(slips), around, faces, is_part)


def _over_there(there: apart.Apart, name: str, *given: object) -> bytes:
    try:
        return bytes(there.do(f"{__name__}{name}", *given))
    except (apart.TookTooLong, apart.TookTooMuch, apart.Died) as error:
        raise DrawingFailed(NOT_DRAWN) from error


def together(parts: Sequence[bytes]) -> bytes:
    """Several PDFs as one, in this process."""
    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(io.BytesIO(part)))
    out = io.BytesIO()
    writer.write(out)
    writer.close()
    return out.getvalue()


def draw_slips(slips: Sequence[Slip], around: Around, faces: Faces, is_part: bool = False) -> bytes:
    """The same in this process. Raises PrintingRefused."""
    from workflow.publishing.engine import press
    from workflow.publishing.faces import typefaces

    several = [slips[start : start + A_PAGE] for start in range(0, len(slips), A_PAGE)]
    pages = [[_set(slip, faces) for slip in some] for some in several]
    environment = _environment()
    html = environment.get_template("print/slips.html").render(
        pages=pages, around=_plain(around, faces), english=around.language is Language.EN
    )
    css = environment.get_template("print/slips.css").render(typefaces.families(faces))
    signs = [b"".join(_sign(slip.link, *_place(at)) for at, slip in enumerate(some)) for some in several]
    return press.press(html, css, typefaces.case_of(faces), signs, tagged=not is_part)


def _set(slip: Slip, faces: Faces) -> Slip:
    number = _known(slip.number, faces)
    return replace(
        slip,
        name=_fitting(_known(slip.name, faces), NAME),
        number=number,
        place=_fitting(_known(slip.place, faces), NUMBER - _width(number)),
    )


def _plain(around: Around, faces: Faces) -> Around:
    enterprise = _fitting(_known(around.enterprise, faces), ENTERPRISE)
    return Around(enterprise, _known(around.address, faces), _known(around.until, faces), around.language)


def _fitting(words: str, room: int) -> str:
    """The words, or as many of them as there is room for with a sign that more stood there: nothing is cut unseen."""
    if _width(words) <= room:
        return words
    while words and _width(words) > room - 2:
        words = words[:-1]
    return f"{words}…"


def _width(words: str) -> int:
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in words)


def _known(words: str, faces: Faces) -> str:
    words = printed(words)
    for letter in unprintable_in(words, faces.printable):
        words = words.replace(letter, LACKING)
    return words


def _place(number: int) -> tuple[float, float]:
    """Where the sign of a slip stands on its page: its left and its upper edge in points, as `print/slips.css` leaves room for it."""
    row, column = divmod(number, 2)
    left, top = MARGIN + column * WIDE + WIDE - SIGN_RIGHT - SIGN, MARGIN + row * HIGH + SIGN_TOP
    return left * POINTS, (A4_HIGH - top) * POINTS


def _sign(link: str, left: float, top: float) -> bytes:
    """The sign as filled squares in the words of a page, a row's run of dark modules each: engines round the edges of strokes each
    their own way. It is an artifact: what it holds stands beside it in words."""
    rows = square_sign.rows_of(link)
    scale = SIGN * POINTS / (len(rows) + 2 * QUIET)
    runs = "".join(
        f"{run.start() + QUIET} {at + QUIET} {len(run[0])} 1 re "
        for at, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )
    return f"/Artifact BMC q 0 g {scale:.5f} 0 0 {-scale:.5f} {left:.3f} {top:.3f} cm {runs}f Q EMC\n".encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,
    )
