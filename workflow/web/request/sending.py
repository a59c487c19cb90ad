"""Files on their way out: the name they carry, the part that was asked for, and whether the receiver has them already."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

from flask import Response, make_response, request

#: What a name may not hold on one system or another, beside what nobody sees.
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]+')
#: One part of a file; whatever else is asked for is answered by the whole.
_A_PART = re.compile(r"bytes=\s*(\d+-\d*|-\d+)\s*")
#: Bytes of a name; most file systems take 255, and browsers add a number to a second copy.
LONGEST_NAME = 200


def file_name(ending: str, title: str, *parts: str) -> str:
    """A name that says which paper it is: title, edition, state, number …; empty parts are left out, a long title is cut.

    file_name(".pdf", "考勤管理办法", "第2版", "施行中", "机字〔2025〕3号") → 考勤管理办法_第2版_施行中_机字〔2025〕3号.pdf
    """
    rest = "".join(f"_{part}" for part in map(_clean, parts) if part) + ending
    shown = _clean(title) or "file"
    while len((shown + rest).encode()) > LONGEST_NAME and len(shown) > 1:
        shown = shown.removesuffix("…")[:-1] + "…"
    return shown + rest


def send_pdf(content: bytes, name: str, plain_name: str) -> Response:
    """A PDF to show or to save."""
    return send_file(content, "application/pdf", name, plain_name, inline=True)


def send_file(content: bytes, media_type: str, name: str, plain_name: str, *, inline: bool) -> Response:
    """A file under its Chinese name where the browser understands one; `inline` lets the browser show it.

    A receiver that has it gets 304, one that asks for a part gets that part (RFC 9110, 13 and 14): one part, of a GET.
    """
    response = make_response(content)
    response.mimetype = media_type
    response.headers["Content-Disposition"] = disposition(name, plain_name, inline=inline)
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(hashlib.sha256(content).hexdigest())
    in_parts = request.method == "GET" and _A_PART.fullmatch(request.headers.get("Range", "")) is not None
    response.make_conditional(request, accept_ranges=in_parts, complete_length=len(content) if in_parts else None)
    return response


def disposition(name: str, plain_name: str, *, inline: bool) -> str:
    """What a browser is told of a file: to show it or to save it, and its name twice, as RFC 6266 has it: in ASCII, and in full
    (RFC 8187)."""
    full = quote(name, safe="")
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain_name}\"; filename*=UTF-8''{full}"


def _clean(words: str) -> str:
    """`words` without what no file name may hold and no reader can see."""
    seen = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in words)
    return " ".join(_NOT_IN_NAMES.sub(" ", seen).replace("_", " ").split()).strip(".")
