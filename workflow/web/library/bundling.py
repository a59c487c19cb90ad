"""The evidence bundle by a button: made while one waits, the same file as `workflow bundle` writes, and kept nowhere."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from time import monotonic
from typing import NamedTuple

from flask import Blueprint, Response, make_response, request, url_for
from markupsafe import Markup
from sqlalchemy.exc import NoResultFound

from workflow.bundle.leaving import cosigned, note_over, signer_of
from workflow.bundle.making import NotMade, made
from workflow.config import SettingError
from workflow.lifecycle.acting import Unusable
from workflow.records.database.session import reading
from workflow.records.kept import Altered
from workflow.records.regulation import Regulation
from workflow.records.replaying.outside import leaves_of
from workflow.transparency.checkpoints import Checkpoint, checkpoint_of
from workflow.transparency.notes import LONGEST
from workflow.web.library import record
from workflow.web.request import visit
from workflow.web.request.fields import whole_in
from workflow.web.request.guard import SIGNED_IN, guarded
from workflow.web.request.long import long
from workflow.web.request.sending import disposition, file_name
from workflow.web.shapes import growing
from workflow.web.shapes.errors import not_as_kept
from workflow.web.shapes.paper_names import edition_words
from workflow.web.shapes.showing import called, t
from workflow.words import Words

desk = Blueprint("bundling", __name__)

#: Seconds that one looks at the page one came from; a bundle that takes longer says how far it has come.
QUICK = 1.0
#: Bytes of a bundle that a page can hold: beyond that some browsers do not save it.
IN_A_PAGE = 20_000_000
ZIP = "application/zip"
_TITLE = Words("证据包", "Evidence bundle")
NO_CHECKPOINT = Words(
    "这不是检查点。请粘贴检查点全文：第一行是记录的名称，第二行是事件数，第三行是校验值，下面是签名。",
    "This is no checkpoint. Paste all of it: the name of the record, the number of events, the root, and the signatures below.",
)
NO_KEY = Words(
    "本系统的记录现在不能签名，证据包没有做成。请通知管理员。",
    "The record of this house cannot be signed now, and no bundle was made. Tell the administrator.",
)
TOO_LARGE = Words(
    "证据包太大，浏览器保存不了。请只选一版，或者请管理员在服务器上执行 workflow bundle。",
    "The bundle is too large for a browser to save. Choose one edition, or ask an administrator to run workflow bundle on the server.",
)


class _Bundle(NamedTuple):
    """The file, and why witnesses that have an address did not sign its checkpoint."""

    content: bytes
    silent: str


@desk.post("/regulations/<slug>/record/bundle")
@long
@guarded(SIGNED_IN)
def make(slug: str) -> Response | tuple[str, int]:
    """The bundle of a regulation or of one edition: at once, or at the end of a page that says how far it has come."""
    regulation = visit.regulation_or_404(slug)
    typed = {name: request.form.get(name, "") for name in ("edition", "since")}
    since = _earlier(typed["since"])
    if isinstance(since, Words):
        return record.shown(slug, 422, {"since": visit.say(since)}, typed)
    begun, going = monotonic(), _made(regulation, whole_in(typed["edition"]), since)
    try:
        one = next(going)
        while isinstance(one, Markup) and monotonic() - begun < QUICK:
            one = next(going)
    except NotMade as error:
        return record.shown(slug, 422 if error.field else 409, {error.field: visit.say(error.words)}, typed)
    except (SettingError, NoResultFound) as error:  # the second: a database that no server was ever started on
        logging.getLogger(__name__).error("no bundle was made: %s", error)
        return record.shown(slug, 503, {"": visit.say(NO_KEY)}, typed)
    if isinstance(one, _Bundle) and not one.silent:
        return _sent(one.content, regulation, typed["edition"])
    rest = _offered(chain((one,), going), regulation, typed["edition"])
    return growing.streamed(growing.shell(_TITLE), next(rest), rest)


def _earlier(words: str) -> Checkpoint | Words | None:
    """The checkpoint that somebody keeps, None where none is given, or why it is none."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        return None
    try:
        return checkpoint_of(f"{words}\n") if len(words) <= LONGEST else NO_CHECKPOINT
    except ValueError:
        return NO_CHECKPOINT


def _made(regulation: Regulation, number: int | None, since: Checkpoint | None) -> Iterator[Markup | _Bundle]:
    """Each step, then the file, out of one reading session of its own, which lasts as long as it is made. Raises NotMade, Altered
    and SettingError."""
    act, settings = visit.reader(), visit.house().settings
    visit.close_db()
    with reading(visit.house().engine) as db:
        leaves, signer = leaves_of(db), signer_of(db, settings)
        yield _step(1, t(f"读过记录（{len(leaves)}条事件）", f"The record is read ({len(leaves)} events)"))
        note, silent, _ = cosigned(note_over(leaves, signer), leaves, settings)
        yield _step(2, t("检查点已经签好", "The checkpoint is signed"))
        of = db.get_one(Regulation, regulation.id)
        content = b"".join(made(replace(act, db=db), of, number, leaves, note, signer, since))
    yield _Bundle(content, " ".join(visit.say(one) for one in silent))


def _step(done: int, said: str) -> Markup:
    return growing.step(done, 3, said, t("请等一等，不要重复提交。", "It takes a moment. Do not send it again."))


def _offered(going: Iterator[Markup | _Bundle], regulation: Regulation, edition: str) -> Iterator[Markup]:
    """The steps of a bundle, and at the end the file inside the page. Raises Unusable."""
    try:
        for one in going:
            yield one if isinstance(one, Markup) else _at_the_end(one, regulation, edition)
    except NotMade as error:
        raise Unusable({"": error.words}) from error
    except Altered as error:
        raise Unusable({"": not_as_kept(error)}) from error


def _at_the_end(one: _Bundle, regulation: Regulation, edition: str) -> Markup:
    if len(one.content) > IN_A_PAGE:
        raise Unusable({"": TOO_LARGE})
    kept = t(
        "此文件不保存在系统里；以后可以再做，内容随检查点更新。",
        "The file is kept nowhere; it can be made again, over the checkpoint of that day.",
    )
    back = url_for("record.of", slug=regulation.slug), t("回到办理记录", "Back to the record")
    size = f"{len(one.content) / 1_000_000:.1f} MB"
    said = t(f"保存证据包（{size}）", f"Save the bundle ({size})")
    return growing.offered(one.content, ZIP, _name(regulation, edition), said, (f"{one.silent} {kept}".strip(), *back))


def _sent(content: bytes, regulation: Regulation, edition: str) -> Response:
    answer = make_response(content)
    answer.mimetype = ZIP
    answer.headers["Content-Disposition"] = disposition(
        _name(regulation, edition), f"bundle-{regulation.slug}.zip", inline=False
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(regulation: Regulation, edition: str) -> str:
    number = whole_in(edition)
    day = visit.now().astimezone(visit.house().settings.time_zone).date().isoformat()
    return file_name(
        ".zip",
        called(regulation),
        visit.say(edition_words(number)) if number is not None else "",
        visit.say(_TITLE),
        day,
    )
