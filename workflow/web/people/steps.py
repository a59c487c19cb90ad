"""A page that grows while a long act is done: how far it has come, and at its end where to go on. No script is needed.

The act goes on when its reader goes away: what was begun is finished, or undone as a whole.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from flask import Response, stream_with_context
from markupsafe import Markup, escape

from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.people.staff import Progress
from workflow.rules.roster.values import Cell, words
from workflow.web.request import visit
from workflow.web.shapes.showing import page, t
from workflow.words import Words

#: Where in the page the steps stand.
_HERE = "<!-- steps -->"


def shell(title: Words) -> tuple[str, str]:
    """The page before and behind the steps."""
    before, _, behind = page("people/steps.html", title=visit.say(title))[0].partition(_HERE)
    return before, behind


def streamed(
    around: tuple[str, str],
    first: Progress | int | Markup,
    going: Iterator[Progress | int | Markup],
    led_on: Callable[[int], str],
) -> Response:
    """The answer that grows: a step for each that comes, then the way on (a number, through `led_on`), or words of its own."""

    def tell(one: Progress | int | Markup) -> str:
        if isinstance(one, Progress):
            return _step(one)
        if isinstance(one, Markup):
            return str(one)
        return _way_on(led_on(one))

    def grow() -> Iterator[str]:
        yield around[0]
        try:
            yield tell(first)
            for one in going:
                yield tell(one)
        except GeneratorExit:
            for _ in going:  # nobody reads any more: it is finished all the same
                pass
            raise
        except (Unusable, Refused) as error:
            yield _refused(error)
        yield around[1]

    answer = Response(stream_with_context(grow()), mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy in front passes each step on
    return answer


def _step(one: Progress) -> str:
    said = t(f"已办{one.done}人，共{one.of}人", f"{one.done} of {one.of} people")
    whole = t(
        "全部办完才生效，中途断电也不会只办一半。请不要重复提交。",
        "It counts as a whole when it is done; nothing is left half done. Do not send it again.",
    )
    return Markup(
        '<div class="step"><p><progress max="{}" value="{}"></progress> <span>{}</span></p><p class="meta">{}</p></div>\n'
    ).format(max(one.of, 1), one.done, said, whole)


def _way_on(address: str) -> str:
    said = t("办好了，查看结果", "Done: see what came of it")
    return Markup('<p class="step"><a class="btn main" href="{}" data-go-on>{}</a></p>\n').format(address, said)


def _refused(error: Unusable | Refused) -> str:
    several = error.problems.values() if isinstance(error, Unusable) else error.reasons
    nothing = t("没有办成，也没有改动任何内容。", "It was not done, and nothing was changed.")
    sentences = escape(" ".join(visit.say(one) for one in several))
    return Markup('<p class="step problem" role="alert">{} {}</p>\n').format(sentences, nothing)


def shown(cell: Cell) -> str:
    """A cell as a page shows it."""
    said = cell.isoformat()[:10] if isinstance(cell, date | datetime) else words(cell)
    return said if len(said) <= 60 else said[:59] + "…"
