"""What a person sees when something cannot be done: a sentence, the way on, and what they typed. Never a trace."""

import logging
import uuid

from flask import Flask, request
from flask_wtf.csrf import CSRFError
from markupsafe import Markup, escape
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from workflow.lifecycle.acting import Refused, Unusable
from workflow.publishing.values.faults import DrawingFailed, PrintingRefused
from workflow.records.database.collisions import is_our_fault, told, what_is_there
from workflow.records.database.installation import why_not
from workflow.records.database.unreachable import Unreachable, words_of
from workflow.records.kept import Altered
from workflow.web.request import visit
from workflow.web.shapes.showing import page, said, t
from workflow.words import Words

SENTENCES = {
    400: Words("这个请求不完整，请返回重试。", "The request was incomplete. Go back and try again."),
    403: Words("您目前的岗位不能打开这一页。", "Your present offices do not open this page."),
    404: Words("没有这一页，或者它不对外公开。", "There is no such page, or it is not public."),
    405: Words("请用页面上的按钮操作。", "Use the button on the page."),
    415: Words("不支持这种文件。", "This kind of file is not supported."),
    416: Words("文件没有所请求的这一部分。", "The file has no such part."),
    429: Words("尝试次数过多，请稍后再试。", "Too many attempts. Wait a while and try again."),
}
#: A page with headers of its own.
Sorry = tuple[str, int] | tuple[str, int, dict[str, str]]
#: Fields that hold nothing worth giving back.
SILENT = frozenset(
    {
        "csrf_token",
        "password",
        "current",
        "again",
        "fingerprint",
        "base",
        "language",
        "on_behalf_of",
        "capacity",
        "shown",
        "then",
    }
)


def kept_words() -> list[tuple[str, str]]:
    """What was typed into the form of this request: shown back whenever the form could not be taken."""
    if request.method != "POST":
        return []
    try:
        return [(key, value) for key, value in request.form.items(multi=True) if key not in SILENT and value.strip()]
    except (HTTPException, OSError):
        return []


def sorry(status: int, heading: str, sentences: list[str]) -> tuple[str, int]:
    """The page that says what cannot be done and gives back what was typed."""
    try:
        body, _ = page("shapes/sorry.html", heading=heading, sentences=sentences, kept=kept_words())
    except Exception:  # the page itself asks the database who is here, and that may be what is broken
        logging.getLogger(__name__).exception("the page for %s could not be drawn", status)
        told = [Markup("<p>{}</p>").format(one) for one in sentences]
        typed = [Markup("<textarea readonly>{}</textarea>").format(value) for _, value in kept_words()]
        body = "<!doctype html><meta charset=utf-8><title>{0}</title><h1>{0}</h1>{1}".format(
            escape(heading), Markup().join([*told, *typed])
        )
    return body, status


def _too_large() -> Words:
    settings = visit.house().settings
    file, text = f"{settings.max_upload_bytes / 1_000_000:.4g} MB", settings.max_text_bytes // 1000
    return Words(
        f"内容太大，没有收下：一个文件不超过{file}，正文不超过{text} KB。请返回上一页，改小以后再试。",
        f"That is too large and was not taken: a file may have {file}, a text {text} kB. Go back, make it smaller and try again.",
    )


def refused(error: Refused) -> tuple[str, int]:
    """A move the rules do not allow now: its reasons, the same as beside the greyed button."""
    return sorry(409, t("现在不能这样做", "This cannot be done now"), [visit.say(one) for one in error.reasons])


def unusable(error: Unusable) -> tuple[str, int]:
    """Input that cannot be used, when the view has no better place to say so."""
    return sorry(422, t("请改正后再提交", "Please correct this"), list(said(error.problems).values()))


def _both_at_once(there: Words | None = None) -> tuple[str, int]:
    """Somebody else was quicker; `there`: with what."""
    sentence = t(
        "同样的操作刚刚已经做过（可能是另一个人，也可能是您在另一个窗口），本次没有生效。请刷新后查看。",
        "The same thing was done a moment ago, by somebody else or by you in another window; this time nothing was done. "
        "Reload the page to see.",
    )
    said = [visit.say(there)] if there is not None else []
    return sorry(409, t("同时操作", "Two acts at once"), [*said, sentence])


def _fault(error: Exception) -> tuple[str, int]:
    """A fault of ours: the log tells where it came from, under the number on the page."""
    number = uuid.uuid4().hex[:8]
    elsewhere = error.trace if isinstance(error, DrawingFailed) else ""
    logging.getLogger(__name__).error("fault %s %s", number, elsewhere, exc_info=error)
    sentence = t(
        f"程序出了故障（编号 {number}），本次操作没有生效。您填写的内容在下面。",
        f"A fault of ours (number {number}); nothing was done. What you typed is below.",
    )
    return sorry(500, t("程序故障", "Our fault"), [sentence])


def _away(words: Words) -> tuple[str, int]:
    """The database or the disk cannot be used: nobody here can help it, so it has no number."""
    visit.as_nobody()
    return sorry(503, t("系统暂时不能使用", "Not available now"), [visit.say(words)])


def not_as_kept(error: Altered) -> Words:
    """Kept bytes that are not what was kept are given to nobody; the log tells which, under the number in the sentence."""
    number = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).error("altered %s: %s is not what was kept", number, error.what)
    return Words(
        f"存档的文件与归档时的校验值不一致，可能被改动过，不予提供（编号 {number}）。请通知管理员。",
        f"The kept file does not match the digest taken when it was kept: it may have been altered and is not given out "
        f"(number {number}). Tell the administrator.",
    )


def _altered(error: Altered) -> Sorry:
    return sorry(500, t("文件与存档不符", "Not the file that was kept"), [visit.say(not_as_kept(error))])


def _not_drawn(error: DrawingFailed) -> Sorry:
    """No paper, for a reason that lies not in its text: one sentence, and when to come again."""
    if error.trace:
        return _fault(error)
    body, status = sorry(503, t("暂时无法排印", "Not drawn for now"), [visit.say(error.words)])
    return body, status, {"Retry-After": str(error.seconds)}


def register(app: Flask) -> None:
    """Catch everything."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Unusable, unusable)
    app.register_error_handler(Altered, _altered)
    app.register_error_handler(DrawingFailed, _not_drawn)

    @app.errorhandler(CSRFError)
    def _stale_form(_error: CSRFError) -> tuple[str, int]:
        sentence = t(
            "这一页打开得太久，或者您换了账号。下面是您填写的内容，请返回原页重新提交。",
            "This page was open too long, or you changed accounts. What you typed is below; go back and submit it again.",
        )
        return sorry(400, t("请重新提交", "Please submit again"), [sentence])

    @app.errorhandler(StaleDataError)
    def _overtaken(error: StaleDataError) -> tuple[str, int]:
        logging.getLogger(__name__).info("two acts at once: %s", told(error))
        return _both_at_once()

    @app.errorhandler(IntegrityError)
    def _not_kept(error: IntegrityError) -> tuple[str, int]:
        there = what_is_there(error)
        if there is None:
            return _fault(error)
        logging.getLogger(__name__).info("two acts at once: %s", told(error))
        return _both_at_once(there)

    @app.errorhandler(DataError)
    def _does_not_fit(error: DataError) -> tuple[str, int]:
        logging.getLogger(__name__).info("beyond a column: %s", told(error))
        sentence = t(
            "有一项太长，或者含有无法保存的字符。", "Something is too long, or holds characters that cannot be kept."
        )
        return sorry(422, t("请改正后再提交", "Please correct this"), [sentence])

    _register_places(app)

    @app.errorhandler(PrintingRefused)
    def _not_printed(error: PrintingRefused) -> tuple[str, int]:
        return sorry(422, t("无法排版", "This cannot be typeset"), [visit.say(error.words)])

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Sorry:
        code = error.code or 500
        words = _too_large() if code == 413 else SENTENCES.get(code)
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        body, status = sorry(code, t("无法打开", "Not possible"), [visit.say(words) if words else error.name])
        return body, status, headers  # what methods there are, how long the file is, when to come again

    app.register_error_handler(Exception, _fault)


def _register_places(app: Flask) -> None:
    """What is no fault of ours and nobody's at the browser: a database or a disk that cannot be used."""

    @app.errorhandler(DBAPIError)
    def _no_database(error: DBAPIError) -> tuple[str, int]:
        words = why_not(visit.house().engine, error)
        if words is not None:
            logging.getLogger(__name__).error("the database cannot be used: %s", told(error))
            return _away(words)
        if not isinstance(error, OperationalError) or is_our_fault(error):
            return _fault(error)
        logging.getLogger(__name__).warning("the database did not answer: %s", told(error))
        sentence = t(
            "系统正忙，没有保存。请稍候再试。", "The system is busy and nothing was saved. Try again in a moment."
        )
        return sorry(503, t("系统正忙", "Busy"), [sentence])

    @app.errorhandler(Unreachable)
    def _unreachable(error: Unreachable) -> tuple[str, int]:
        logging.getLogger(__name__).error("not available: %s", error.words.en)
        return _away(error.words)

    @app.errorhandler(OSError)
    def _no_room(error: OSError) -> tuple[str, int]:
        words = words_of(error)
        if words is None:
            return _fault(error)
        logging.getLogger(__name__).error("a file could not be kept", exc_info=error)
        return _away(words)
