"""Files that people brought, on their way out again: to download, under their sender's name, as what their bytes are."""

from flask import Response

from workflow.rules.entry.scanned import ENDINGS, delivered
from workflow.web.request.sending import send_file


def send_kept(content: bytes, name: str, plain_name: str) -> Response:
    """A file that somebody brought, to download and never to be shown inside our pages: under its sender's name, and as what
    its bytes are."""
    kind, called_ = delivered(content, name)
    response = send_file(content, kind, called_, f"{plain_name}{ENDINGS[kind][0]}", inline=False)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
