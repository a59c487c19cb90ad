"""Papers of a consultation of employees, the poster with its sign and the report, and papers for the file of a review. Drawn from
values, kept nowhere.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from markupsafe import Markup

from workflow.publishing.engine import square_sign
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.values.filed import Filed
from workflow.publishing.values.hearing import Poster, Report
from workflow.text.reading.printable import printed, unprintable_in
from workflow.words import Script

#: Modules that stay white around a sign (ISO/IEC 18004), and what stands where a face lacks a character, as in print.
QUIET, LACKING = 4, "〓"
Value = TypeVar("Value")


def render_poster(poster: Poster, faces: Faces) -> bytes:
    """The PDF of a poster. Raises PrintingRefused."""
    return _press("poster", poster, faces, sign=_sign(poster.link))


def render_report(report: Report, faces: Faces) -> bytes:
    """The PDF of a report. Raises PrintingRefused."""
    return _press("consultation", report, faces)


def render_filed(filed: Filed, faces: Faces) -> bytes:
    """The PDF of a paper for the file. Raises PrintingRefused."""
    return _press("filed", filed, faces)


def _press(name: str, value: Poster | Report | Filed, faces: Faces, **more: object) -> bytes:
    from workflow.publishing import page
    from workflow.publishing.engine import press
    from workflow.publishing.faces import typefaces

    environment = page.environment()
    html = environment.get_template(f"print/{name}.html").render(
        paper=_known(value, faces), english=value.language is Script.ENGLISH, **more
    )
    css = environment.get_template(f"print/{name}.css").render(typefaces.families(faces))
    return press.press(html, css, typefaces.case_of(faces))


def _known(value: Value, faces: Faces) -> Value:
    """The same with a sign in the place of what no face can draw: an opinion may hold any character there is."""
    found: Any = value
    if isinstance(found, str) and type(found) is str:
        found = printed(found)
        for letter in unprintable_in(found, faces.printable):
            found = found.replace(letter, LACKING)
    elif type(found) is tuple:
        found = tuple(_known(one, faces) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(found, **{one.name: _known(getattr(found, one.name), faces) for one in fields(found)})
    return found  # type: ignore[no-any-return]


def _sign(link: str) -> Markup:
    """The sign as filled shapes, a row's run of dark modules each."""
    rows = square_sign.rows_of(link)
    path = "".join(
        f"M{run.start() + QUIET} {at + QUIET}h{len(run[0])}v1h-{len(run[0])}z"
        for at, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )
    side = len(rows) + 2 * QUIET
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><path d="{1}"/></svg>').format(
        side, path
    )
