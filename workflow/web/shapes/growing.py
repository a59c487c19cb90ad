"""A page that grows while something long is done: how far it has come, and at its end where to go on. No script is needed.

What is done goes on when its reader goes away: what was begun is finished, or undone as a whole.
"""

import base64
from collections.abc import Iterator

from flask import Response, stream_with_context
from markupsafe import Markup, escape

from workflow.lifecycle.acting import Refused, Unusable
from workflow.web.request import visit
from workflow.web.shapes.showing import page, t
from workflow.words import Words

#: Where in the page the steps stand.
_HERE = "<!-- steps -->"


def shell(title: Words) -> tuple[str, str]:
    """The page before and behind the steps."""
    before, _, behind = page("shapes/steps.html", title=visit.say(title))[0].partition(_HERE)
    return before, behind


def streamed(around: tuple[str, str], first: Markup, going: Iterator[Markup]) -> Response:
    """The answer that grows: a step for each that comes; the last one says where to go on. Unusable and Refused are told at the
    end of the page."""

    def grow() -> Iterator[str]:
        yield around[0]
        try:
            yield first
            for one in going:
                yield str(one)  # not `yield from`: what is under way would end with its reader
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


def step(done: int, of: int, said: str, whole: str) -> Markup:
    """How far it has come: so many of all, in words, and what is to be known of the whole."""
    return Markup(
        '<div class="step"><p><progress max="{}" value="{}"></progress> <span>{}</span></p><p class="meta">{}</p></div>\n'
    ).format(max(of, 1), done, said, whole)


def offered(content: bytes, media_type: str, name: str, said: str, around: tuple[str, str, str]) -> Markup:
    """A file inside the page: it stands at no address, and nobody else is given it.

    around  what is to be known of it; where to go on, and what that is called
    """
    return Markup(
        '<div class="step"><p><a class="btn main" download="{}" href="data:{};base64,{}">{}</a></p>'
        '<p class="notice">{}</p><p><a class="link" href="{}">{}</a></p></div>\n'
    ).format(name, media_type, base64.b64encode(content).decode(), said, *around)


def _refused(error: Unusable | Refused) -> str:
    several = error.problems.values() if isinstance(error, Unusable) else error.reasons
    nothing = t("没有办成，也没有改动任何内容。", "It was not done, and nothing was changed.")
    sentences = escape(" ".join(visit.say(one) for one in several))
    return Markup('<p class="step problem" role="alert">{} {}</p>\n').format(sentences, nothing)
