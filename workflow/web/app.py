"""Builds the application: the house it shares, the hooks every request passes, and one blueprint a desk."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from threading import BoundedSemaphore

import sqlalchemy as sa
from flask import Flask, Response, abort, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from workflow import paths
from workflow.config import Settings, session_key
from workflow.lifecycle.acting import Refused
from workflow.lifecycle.figures import procedure_of
from workflow.publishing.faces.fonts import faces
from workflow.publishing.pressroom.room import Pressroom, own_pressroom
from workflow.records.database.installation import engine_of
from workflow.records.database.logs import keep_values_out
from workflow.web.chain import papers as filed
from workflow.web.chain import steps
from workflow.web.congress import balloting, meeting, sessions
from workflow.web.consultation import asking, opinions
from workflow.web.desk import workbench
from workflow.web.draft import drafting, editor, importing, keeping, referring, returned, suggestions, word, written
from workflow.web.entry import correcting, entering
from workflow.web.issue import issuing, register, sealed
from workflow.web.library import bundling, history, library, record
from workflow.web.notices import notices
from workflow.web.people import (
    account,
    chain_rules,
    enterprise,
    figures,
    jobs,
    logos,
    people,
    person,
    required,
    signed_in,
    slips,
    staff,
    units,
    venues,
)
from workflow.web.request import bounds, visit
from workflow.web.request.again import Again
from workflow.web.request.fields import LAST_ROW
from workflow.web.request.folder import Folder
from workflow.web.request.guard import guard_of
from workflow.web.review import amending, calling, consulting, review, scoping, threads, viewing
from workflow.web.shapes import errors, showing
from workflow.web.specimens import specimens
from workflow.words import Language

#: No script, style, frame or font from anywhere else, and none written into a page.
SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DESKS = (
    library,
    account,
    workbench,
    drafting,
    editor,
    importing,
    amending,
    word,
    returned,
    suggestions,
    written,
    review,
    threads,
    calling,
    viewing,
    scoping,
    consulting,
    asking,
    steps,
    filed,
    opinions,
    sessions,
    balloting,
    meeting,
    issuing,
    register,
    sealed,
    keeping,
    history,
    record,
    bundling,
    referring,
    entering,
    correcting,
    people,
    enterprise,
    figures,
    required,
    chain_rules,
    venues,
    units,
    logos,
    signed_in,
    person,
    notices,
    jobs,
    staff,
    slips,
    specimens,
)


def moment() -> datetime:
    """The present moment in UTC; tests and the making of the demonstration give the application another clock."""
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    engine: sa.Engine | None = None,
    clock: Callable[[], datetime] = moment,
    pressroom: Pressroom | None = None,
) -> Flask:
    """The application for `settings`, on `engine` (made from the settings when None), with `clock` as its time.

    pressroom  where papers are drawn; one of this process alone when None
    """
    keep_values_out()
    app = Flask(__name__, template_folder=str(paths.templates()), static_folder="static")
    app.request_class = bounds.Counting
    engine = engine or engine_of(settings.database_url, settings.data_dir)
    installed = faces(settings)
    procedure = procedure_of(settings)
    app.extensions["house"] = visit.House(
        settings=settings,
        engine=engine,
        procedure=procedure,
        clock=clock,
        faces=installed,
        pressroom=pressroom or own_pressroom(),
        patience=BoundedSemaphore(max(1, settings.threads // 2)),
        folder=Folder(settings.data_dir / "papers") if settings.x_accel else None,
    )
    app.config.update(
        SECRET_KEY=session_key(settings),
        SESSION_COOKIE_NAME="workflow",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=settings.sign_in_longest,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + settings.max_text_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_text_bytes * 4,
        MAX_FORM_PARTS=20_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.url_map.strict_slashes = False
    visit.register(app)
    app.before_request(_let_in)
    CSRFProtect(app)
    app.after_request(_harden)
    app.after_request(_remember_language)
    showing.register(app)
    errors.register(app)
    for desk in DESKS:
        app.register_blueprint(desk.desk)
    _declare_static(app)
    app.wsgi_app = Again(app, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _declare_static(app: Flask) -> None:
    from workflow.web.request.guard import PUBLIC, guarded

    app.view_functions["static"] = guarded(PUBLIC)(app.view_functions["static"])


def _let_in() -> AnyResponse | str | tuple[str, int] | None:
    """Hold every request against the guard its view declares; a view without one is closed."""
    if request.endpoint is None:
        return None
    _require_an_address()
    guard = guard_of(_view(request.endpoint))
    if guard is None:
        logging.getLogger(__name__).error("the view %s declares no guard", request.endpoint)
        abort(404)
    bounds.let_in()
    if any("\0" in value for _, value in request.form.items(multi=True)):
        abort(400)  # no keyboard types it, and PostgreSQL cannot keep it
    bounds.require_room()
    if request.method == "POST" and request.endpoint != "account.sign_out":
        visit.require_clock()
    if not guard.signed_in:
        visit.in_own_name()
        return None
    if visit.person() is None:
        if request.method == "POST":
            return account.sign_in_and_go_on()
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    if visit.must_choose() and request.endpoint not in account.BEFORE_CHOOSING:
        if request.method == "POST":
            raise Refused("set_password", [account.CHOOSE_FIRST])
        return redirect(url_for("people.own"))
    if guard.roles is not None and not guard.roles & visit.roles():
        abort(403)
    visit.in_own_name()
    return None


def _require_an_address() -> None:
    """404 for what no page of ours links to, and no database can be asked for."""
    if "\0" in request.path or any("\0" in value for _, value in request.args.items(multi=True)):
        abort(404)
    if any(isinstance(one, int) and one > LAST_ROW for one in (request.view_args or {}).values()):
        abort(404)


def _view(endpoint: str) -> Callable[..., object] | None:
    from flask import current_app

    return current_app.view_functions.get(endpoint)


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if visit.person() else "no-cache"
    return response


def _remember_language(response: Response) -> Response:
    asked = Language.called(request.args.get("lang"))
    if asked is not None and asked != request.cookies.get(visit.LANGUAGE_COOKIE):
        response.set_cookie(
            visit.LANGUAGE_COOKIE,
            asked,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=visit.house().settings.secure_cookies,
            httponly=True,
        )
    return response
