"""One visit of one person: the clock, the reading and the writing transaction, the language, what they hold."""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import BoundedSemaphore
from typing import cast

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from workflow.config import Settings
from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Act, Refused, roles_of
from workflow.lifecycle.facts import submitted
from workflow.lifecycle.people.people import is_demonstration
from workflow.lifecycle.review import delegating
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pressroom.room import Pressroom
from workflow.records import event
from workflow.records.database.session import reading, writing
from workflow.records.database.unreachable import Unreachable
from workflow.records.enterprise import LogoShown, called_on, logo_on
from workflow.records.event import last_moment
from workflow.records.person import Delegation, Person, Renaming
from workflow.records.regulation import EDITIONS, Edition, Regulation
from workflow.records.sign_in import SignIn
from workflow.records.text.snapshot import Snapshot
from workflow.rules.asking import for_a_deputy, not_delegated
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.people.sign_ins import Lasting, Proof
from workflow.rules.procedure import Procedure
from workflow.rules.visibility import Reader
from workflow.web.request import cookies
from workflow.web.request.fields import row_in
from workflow.web.request.folder import Folder
from workflow.words import Language, Words

LANGUAGE_COOKIE = "lang"
#: Says that this visit began with a click in the demonstration.
BY_CLICK = "by click"
#: The field by which a form says that it acts in the name of whoever gave this delegation.
ON_BEHALF = "on_behalf_of"


class SignedOut(Exception):
    """The sign-in ended between the asking and the act: nothing was done, and what was typed is kept."""


@dataclass(frozen=True, slots=True)
class House:
    """What every visit shares: settings, database, procedure, clock, faces, pressroom."""

    settings: Settings
    engine: sa.Engine
    procedure: Procedure
    clock: Callable[[], datetime]
    faces: Faces
    pressroom: Pressroom
    #: One place for each request that may wait for a paper; the other threads are for pages and votes.
    patience: BoundedSemaphore
    #: Kept papers as files for the web server in front; None where there is none that hands them out.
    folder: Folder | None = None
    known: dict[str, bool] = field(default_factory=dict)

    @property
    def demonstration(self) -> bool:
        """Whether this is the demonstration; asked until the database answers, so that a server can start without it."""
        if "demonstration" not in self.known:
            try:
                with reading(self.engine) as database:
                    self.known["demonstration"] = is_demonstration(database)
            except (Unreachable, sa.exc.DBAPIError):
                return False
        return self.known["demonstration"]

    @property
    def lasting(self) -> Lasting:
        """How long a sign-in lasts, by the settings."""
        return Lasting(self.settings.sign_in_idle, self.settings.sign_in_longest, self.settings.sign_in_fresh)


def house() -> House:
    """The house this request came to."""
    return cast(House, current_app.extensions["house"])


def code_key() -> bytes:
    """The key under which codes of slips are kept: made from the one that signs sessions, which is not in the database."""
    return hmac.new(str(current_app.secret_key).encode(), b"one-time codes", hashlib.sha256).digest()


def db() -> Session:
    """The reading session of this request; nothing written through it lasts."""
    if "db" not in g:
        context = reading(house().engine)
        g.db = context.__enter__()
        g.db_context = context
    return cast(Session, g.db)


def close_db(_error: BaseException | None = None) -> None:
    """End the reading session of a request; what was read through it stays readable, as it was."""
    context = g.pop("db_context", None)
    database = g.pop("db", None)
    if context is not None and database is not None:
        database.expunge_all()
        context.__exit__(None, None, None)


def now() -> datetime:
    """The moment of this request: one and the same for all it does, and never before the last event.

    A clock that went back makes nothing young again: no code, no sign-in and no deadline that was over then.
    """
    if "now" not in g:
        clock = house().clock()
        last = last_moment(db())
        g.now, g.behind = max(clock, last or clock), max(timedelta(), (last or clock) - clock)
    return cast(datetime, g.now)


def behind() -> timedelta:
    """By how much the clock is behind the moment of this request."""
    now()
    return cast(timedelta, g.behind)


def require_clock() -> None:
    """Raise Unreachable when the clock is so far back that nothing can be done."""
    event.require_clock(now() - behind(), now())


def sign_in() -> SignIn | None:
    """The sign-in of this browser, or None when there is none, it was ended or its time is over."""
    if "sign_in" not in g:
        g.sign_in = None  # also when the database does not answer: the page that says so asks again who is here
        came = sign_ins.arrived(db(), cookies.token(cookies.SIGN_IN))
        found, g.new_notices = came or (None, 0)
        if found is not None:
            seen = max(found.seen_at, cookies.stamp(found.id) or found.seen_at)
            if house().lasting.is_over(found.started_at, seen, now()):
                found = None
        g.sign_in = found
    return cast(SignIn | None, g.sign_in)


def person() -> Person | None:
    """Who is signed in, or None; a closed account counts as nobody."""
    if "person" not in g:
        g.person = None
        one = sign_in()
        found = db().get(Person, one.person_id) if one else None
        g.person = None if found is None or found.closed else found
    return cast(Person | None, g.person)


def new_notices() -> int:
    """How many notices whoever is signed in has not read."""
    return int(g.get("new_notices", 0)) if person() is not None else 0


def is_seen_late() -> bool:
    """True when a page should say, by a form of its own, that its person is here: a page that is opened writes nothing."""
    one = sign_in() if person() else None
    return one is not None and sign_ins.is_seen_late(one, now())


def as_nobody() -> None:
    """Go on without asking who is here: the database does not answer, and the page that says so needs no name."""
    g.sign_in = g.person = None
    g.now, g.behind = g.get("now", house().clock()), g.get("behind", timedelta())
    g.called, g.logo = house().settings.enterprise_name, None
    close_db()


def enterprise() -> Words:
    """What the enterprise is called today; as the host's settings have it where the database does not answer, because the page
    that says so has a head as well."""
    if "called" not in g:
        try:
            g.called = called_on(db(), house().settings, reader().today).name
        except (SQLAlchemyError, Unreachable):
            g.called = house().settings.enterprise_name
    return cast(Words, g.called)


def logo() -> LogoShown | None:
    """The picture in the head of today's pages, or None: there is none, or the database does not answer."""
    if "logo" not in g:
        try:
            g.logo = logo_on(db(), reader().today)
        except (SQLAlchemyError, Unreachable):
            g.logo = None
    return cast(LogoShown | None, g.logo)


def begin_anew() -> None:
    """Forget who was here: somebody signed in or out within this request."""
    for name in ("sign_in", "person", "roles"):
        g.pop(name, None)
    close_db()


def _proof(one: SignIn | None) -> Proof | None:
    return Proof(one.id, one.proven_at, house().lasting) if one else None


def roles() -> frozenset[Role]:
    """The roles of whoever is signed in, on this day."""
    if "roles" not in g:
        g.roles = frozenset() if must_choose() else roles_of(db(), person(), reader().today)
    return cast(frozenset[Role], g.roles)


def reading_as() -> Reader:
    """The visitor as the rule of who reads what sees them."""
    who = person()
    return Reader(roles(), who.id if who else None, house().settings.public_reading)


def must_choose() -> bool:
    """True for somebody who signed in with a one-time code: nothing is theirs before they chose a password.

    In the demonstration anybody is anybody at one click, with no code and no password to choose.
    """
    who = person()
    return who is not None and who.one_time is not None and not session.get(BY_CLICK)


def names() -> dict[int, list[Renaming]]:
    """The changes of name of everybody who ever had one, by person, the last to hold first; read once a request."""
    if "names" not in g:
        found: dict[int, list[Renaming]] = {}
        for one in db().exec(select(Renaming).order_by(col(Renaming.since).desc(), col(Renaming.id).desc())):
            found.setdefault(one.person_id, []).append(one)
        g.names = found
    return cast(dict[int, list[Renaming]], g.names)


def day_of(value: date | datetime) -> date:
    """The day of a moment in the enterprise's zone; a day is itself."""
    return value.astimezone(house().settings.time_zone).date() if isinstance(value, datetime) else value


def reader() -> Act:
    """The visit as an act that only asks questions."""
    return _act(db(), person(), None, sign_in())


def _act(database: Session, who: Person | None, principal: Person | None, by: SignIn | None) -> Act:
    """An act of this visit."""
    return Act(
        database,
        who,
        now(),
        house().settings.time_zone,
        house().procedure,
        principal,
        _proof(by),
        house().faces.printable,
        behind(),
    )


@contextmanager
def acting() -> Iterator[Act]:
    """The visit as an act that changes things: one writing transaction, committed when the block ends well.

    A form may name `on_behalf_of` a delegation of the day; any other value is refused. Which forms may name one at all is
    asked before any view runs (`in_own_name`). Raises SignedOut when the sign-in was ended meanwhile.
    """
    who, by = person(), sign_in()
    close_db()  # a reading transaction held open beside the writing one would show an older database
    with writing(house().engine) as session_:
        actor, current = None, None
        if who is not None:
            here = sign_ins.at_the_door(session_, who.id, by.id if by else None)
            if here is None or here[0].closed:
                raise SignedOut
            actor, current = here
        if current is not None:
            sign_ins.see(current, now())
        principal, _ = on_behalf(session_, actor)
        try:
            yield _act(session_, actor, principal, current)
        except BaseException:
            session_.expunge_all()  # the rows that an error carries stay readable after everything was undone
            raise


@contextmanager
def acting_as_nobody() -> Iterator[Act]:
    """An act that is nobody's, whoever is signed in: nothing is noted of the sign-in, and nothing of it can be found out later."""
    moment, late = now(), behind()
    close_db()
    with writing(house().engine) as session_:
        yield Act(
            session_,
            None,
            moment,
            house().settings.time_zone,
            house().procedure,
            None,
            _proof(None),
            house().faces.printable,
            late,
        )


def on_behalf(database: Session, actor: Person | None) -> tuple[Person | None, Capacity | None]:
    """For whom this form acts: the principal and the one capacity delegated, or nobody. Raises Refused, in a sentence."""
    wanted = request.form.get(ON_BEHALF, "")
    if not wanted or actor is None:
        return None, None
    act = _act(database, actor, None, sign_in())
    given = database.get(Delegation, row_in(wanted))
    why = delegating.why_unusable(act, given)
    if why is not None or given is None:
        raise Refused("delegate", [why] if why else [])
    return database.get(Person, given.from_id), given.capacity


def in_own_name() -> None:
    """Raise Refused when this form names a delegation and its verb is none that a delegation covers.

    A view is called like its verb, so the page of moves answers for every form there is, and for those to come.
    """
    if request.method == "POST" and request.form.get(ON_BEHALF):
        verb = (request.endpoint or "").rpartition(".")[2]
        if not for_a_deputy(verb):
            raise Refused(verb, [not_delegated()])


def language() -> Language:
    """The language of this visit: asked for in the address, else remembered, else the setting."""
    if "language" not in g:  # a page asks a thousand times
        asked = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        g.language = Language.called(asked) or house().settings.language
    spoken: Language = g.language
    return spoken


def say(words: Words) -> str:
    """`words` in the language of this visit."""
    return words.in_language(language())


def regulation_or_404(slug: str) -> Regulation:
    """The regulation at an address; 404 when there is none, or when this person may not know of any edition of it."""
    found = db().exec(select(Regulation).where(Regulation.slug == slug)).first() or abort(404)
    return found if any(may_know(one) for one in EDITIONS.of(db(), found.id)) else abort(404)


def edition_or_404(regulation: Regulation, number: int) -> Edition:
    """An edition of a regulation by its number; 404 when there is none, or when this person may not know of it."""
    found = next((one for one in EDITIONS.of(db(), regulation.id) if one.number == number), None)
    return found if found and may_know(found) else abort(404)


def shown_text(edition: Edition, language: Language) -> Snapshot | None:
    """The text of an edition that this visitor may read: what stands, and while it is drafted the newest save."""
    return submitted.readable_text(db(), edition, language, reading_as())


def newest_text(edition: Edition, language: Language) -> Snapshot | None:
    """The newest save of an edition that this visitor may read: what a draft goes on from."""
    return submitted.newest_text(db(), edition, language, reading_as())


def may_know(edition: Edition) -> bool:
    """True when this visitor may know of an edition: its title, its number and where it stands."""
    return submitted.can_read_edition(db(), edition, reading_as())


def register(app: Flask) -> None:
    """End the reading session after each request; give and renew the cookies of the visit."""
    app.teardown_request(close_db)

    @app.after_request
    def _cookies(response: Response) -> Response:
        if request.endpoint != "static" and (one := sign_in()) is not None and person() is not None:
            cookies.renew_stamp(one.id, now())
        return cookies.send(response, secure=house().settings.secure_cookies)
