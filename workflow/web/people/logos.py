"""The picture in the head of the pages: brought by the administrator, by date; sent to whoever opens a page."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.people import logos as verbs
from workflow.publishing.picture import PictureRefused, rewritten
from workflow.records.enterprise import Logo, logos
from workflow.web.people.dated import holding
from workflow.web.people.people import ADMIN
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.fields import day_in
from workflow.web.request.files import sent_file
from workflow.web.request.guard import PUBLIC, guarded
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("logos", __name__)


@desk.get("/logo/<int:number>.png")
@guarded(PUBLIC)
def picture(number: int) -> AnyResponse:
    """One of the pictures that ever stood there. It never changes under its address."""
    found = visit.db().get(Logo, number)
    if found is None or not found.width:
        abort(404)
    answer = Response(found.content, mimetype="image/png")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@desk.get("/enterprise/logo")
@guarded(ADMIN)
def every() -> tuple[str, int]:
    """The pictures by date, and the forms."""
    return _page()


@desk.post("/enterprise/logo")
@counted
@guarded(ADMIN)
def set_logo() -> AnyResponse | tuple[str, int]:
    """Bring one from a day on."""
    try:
        sent, since = sent_file(), day_in(request.form.get("since", ""))
        if sent is None:
            raise Unusable({"file": Words("请先选择图片。", "Choose a picture first.")})
        try:
            found = rewritten(sent.content)
        except PictureRefused as error:
            raise Unusable({"file": error.words}) from error
        with visit.acting() as act:
            verbs.set_logo(act, found.png, found.width, found.height, since)
    except Unusable as error:
        return _page(said(error.problems), "set", 422)
    return redirect(url_for("logos.every"))


@desk.post("/enterprise/logo/end")
@guarded(ADMIN)
def end_logo() -> AnyResponse | tuple[str, int]:
    """None from a day on."""
    try:
        with visit.acting() as act:
            verbs.end_logo(act, day_in(request.form.get("since", "")))
    except Unusable as error:
        return _page(said(error.problems), "end", 422)
    return redirect(url_for("logos.every"))


def _page(problems: dict[str, str] | None = None, at: str = "", status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    rows = logos(act.db)
    return page(
        "people/logos.html",
        status,
        rows=holding(rows, act.today),
        problems=problems or {},
        at=at,
        typed=request.form,
        today=act.today.isoformat(),
    )
