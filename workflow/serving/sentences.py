"""The page for a request that never reached the product: one sentence in both languages, and nothing of the program."""

from html import escape

from workflow.words import Words

TOO_SLOW = Words(
    "请求发送得太慢，没有收完，什么也没有保存。请检查网络后返回重试。",
    "The request came in too slowly and was not taken; nothing was saved. Check the network, go back and try again.",
)
HEADERS = Words(
    "请求的地址或附加信息太长，没有收下。请清除本站的Cookie后再打开。",
    "The address, or what the browser sends with it, is too long. Clear this site's cookies and open it again.",
)
BODY = Words(
    "内容太大，没有收下，什么也没有保存。请返回上一页，改小以后再试。",
    "That is too large and was not taken; nothing was saved. Go back, make it smaller and try again.",
)
UNREADABLE = Words(
    "服务器读不懂这个请求。请检查地址是否以 http:// 开头，或者换一个浏览器再试。",
    "The server cannot read this request. See whether the address begins with http://, or try another browser.",
)
BUSY = Words(
    "系统正忙，没有收下，什么也没有保存。请稍候返回重试。",
    "The system is busy and took nothing; nothing was saved. Wait a moment, go back and try again.",
)
TOO_LONG = Words(
    "这件事做得太久，已经停下。请打开原来的页面，看看是否已经完成，再决定是否重试。",
    "This took too long and was stopped. Open the page again and see whether it was done before you try once more.",
)
OUR_FAULT = Words(
    "程序出了故障，本次操作没有完成。请返回重试。", "A fault of ours; this was not done. Go back and try again."
)
_REASONS = {
    200: "OK",
    206: "Partial Content",
    304: "Not Modified",
    400: "Bad Request",
    408: "Request Timeout",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}
_SAID = {408: TOO_SLOW, 413: BODY, 431: HEADERS, 500: OUR_FAULT}


def status_line(code: int) -> str:
    """The status and its reason phrase."""
    return f"{code} {_REASONS.get(code, 'Error')}"


def page(code: int, words: Words | None = None) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and bytes of the page for `code`; `words` instead of the usual sentence."""
    said = words or _SAID.get(code, UNREADABLE)
    body = (
        '<!doctype html><html lang="zh"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>无法打开 Not possible</title><link rel="stylesheet" href="/static/base.css">'
        '<main class="wrap"><section class="sorry"><h1>无法打开 <span lang="en">Not possible</span></h1>'
        f'<p class="reason">{escape(said.zh, quote=False)}</p><p class="reason" lang="en">{escape(said.en, quote=False)}</p>'
        '<p><a class="btn" href="/">回到规章制度 <span lang="en">Back to the library</span></a></p>'
        "</section></main></html>\n"
    ).encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
    ]
    return headers, body


def answer(code: int, words: Words | None = None) -> bytes:
    """The whole answer as it goes over the wire."""
    headers, body = page(code, words)
    lines = [f"HTTP/1.1 {status_line(code)}", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
