"""How far an act on many people has come, on a page that grows (`web/shapes/growing.py`), and cells as such pages show them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from flask import Response
from markupsafe import Markup

from workflow.lifecycle.people.staff import Progress
from workflow.rules.roster.values import Cell, words
from workflow.web.shapes import growing
from workflow.web.shapes.showing import t


def streamed(
    around: tuple[str, str],
    first: Progress | int | Markup,
    going: Iterator[Progress | int | Markup],
    led_on: Callable[[int], str],
) -> Response:
    """The answer that grows: a step for each that comes, then the way on (a number, through `led_on`), or words of its own."""

    def tell(one: Progress | int | Markup) -> Markup:
        if isinstance(one, Progress):
            return _step(one)
        return one if isinstance(one, Markup) else _way_on(led_on(one))

    return growing.streamed(around, tell(first), map(tell, going))


def _step(one: Progress) -> Markup:
    said = t(f"已办{one.done}人，共{one.of}人", f"{one.done} of {one.of} people")
    whole = t(
        "全部办完才生效，中途断电也不会只办一半。请不要重复提交。",
        "It counts as a whole when it is done; nothing is left half done. Do not send it again.",
    )
    return growing.step(one.done, one.of, said, whole)


def _way_on(address: str) -> Markup:
    said = t("办好了，查看结果", "Done: see what came of it")
    return Markup('<p class="step"><a class="btn main" href="{}" data-go-on>{}</a></p>\n').format(address, said)


def shown(cell: Cell) -> str:
    """A cell as a page shows it."""
    said = cell.isoformat()[:10] if isinstance(cell, date | datetime) else words(cell)
    return said if len(said) <= 60 else said[:59] + "…"
