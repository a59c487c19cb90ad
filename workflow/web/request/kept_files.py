"""The one way out for kept bytes, whichever door hands them out once the right was asked: whole, in part, or that they are known
already; by this process, or by the web server in front.

Papers may stay in the browser of whoever read them, which asks each time whether they still may; evidence is stored nowhere.
"""

from collections.abc import Sequence

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed, RequestedRangeNotSatisfiable

from workflow.records.kept import Kept
from workflow.rules.entry.scanned import ENDINGS, delivered
from workflow.web.request import visit
from workflow.web.request.folder import Folder
from workflow.web.request.ranges import Part, part_of
from workflow.web.request.sending import disposition

Headers = list[tuple[str, str]]
#: Where a request says that its answer may be given again, and the view which kept bytes it gave.
AGAIN = "workflow.again"


def send_paper(kept: Kept, name: str, plain_name: str, *, again: bool = False) -> Response:
    """A kept paper, to show or to save.

    again  whether its right and its name rest on nothing but the record, the day and the offices of whoever asks, so that the
           same question needs not be worked out again while nothing of these changed (`again.py`)
    """
    response = _hand_over(kept, "application/pdf", disposition(name, plain_name, inline=True), "private, no-cache")
    if again and (offered := request.environ.get(AGAIN)) is not None:
        offered.append(kept)
    return response


def send_kept(kept: Kept, name: str, plain_name: str) -> Response:
    """A file that somebody brought, to download and never to be shown inside our pages: under its sender's name, and as what
    its bytes are."""
    kind, called_ = delivered(kept.content, name)
    shown = disposition(called_, f"{plain_name}{ENDINGS[kind][0]}", inline=False)
    response = _hand_over(kept, kind, shown, "private, no-store")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _hand_over(kept: Kept, media_type: str, shown: str, lasting: str) -> Response:
    part = part_of(request.method, request.environ, kept.sha256, len(kept.content))
    if part.status == 416:
        raise RequestedRangeNotSatisfiable(length=len(kept.content))
    if part.status == 412:
        raise PreconditionFailed
    status, changing, body = sent(part, kept, request.environ, visit.house().folder, visit.house().settings.x_accel)
    response = Response(b"".join(body), status=status, mimetype=media_type)
    response.headers["Content-Disposition"] = shown
    response.headers["Cache-Control"] = lasting
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = f'"{kept.sha256}"'
    response.headers["Vary"] = "Cookie"
    response.automatically_set_content_length = False
    response.headers.remove("Content-Length")
    for header, value in changing:
        response.headers[header] = value
    return response


def sent(
    part: Part, kept: Kept, environ: dict[str, str], folder: Folder | None, location: str, ready: str | None = None
) -> tuple[int, Headers, Sequence[bytes]]:
    """The status, the headers that differ from answer to answer, and the bytes; none where the web server in front sends them.

    It knows nothing of our tags: what is asked for on the condition of one is sent from here.

    ready  the name of its file in the folder, where that was looked at just now
    """
    if part.status == 304:
        return 304, [], ()
    if folder is not None and "HTTP_IF_RANGE" not in environ:
        return 200, [("X-Accel-Redirect", f"{location}{ready or folder.place(kept)}"), ("Content-Length", "0")], ()
    size = len(kept.content)
    headers = [("Content-Length", str(part.end - part.first))]
    if part.status == 206:
        headers.append(("Content-Range", f"bytes {part.first}-{part.end - 1}/{size}"))
    if environ["REQUEST_METHOD"] == "HEAD":
        return part.status, headers, ()
    return part.status, headers, (kept.content if part.status == 200 else kept.content[part.first : part.end],)
