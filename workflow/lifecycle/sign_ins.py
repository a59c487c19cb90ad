"""Beginning, finding and ending sign-ins, the devices known from before, and the fresh sign-in that some acts need."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from workflow.lifecycle.acting import GRANTS, Act
from workflow.records.notice import how_many_new
from workflow.records.person import Grant, Person
from workflow.records.sign_in import KnownDevice, Presiding, SignIn
from workflow.rules.people.sign_ins import EACH_TIME, ONCE_A_SESSION, SEEN_EVERY

#: A device that nobody has used for so long is a stranger again.
DEVICE_KNOWN_FOR = timedelta(days=180)
MOST_DEVICES = 20
#: People named in one statement.
AT_ONCE = 5_000


class ProveFirst(Exception):
    """The act needs a fresh sign-in: nothing was done, and the password is asked for once more."""

    def __init__(self, verb: str) -> None:
        super().__init__(f"{verb} needs a fresh sign-in")
        self.verb = verb


def new_token() -> str:
    """A token for a cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token. Fast on purpose: 256 random bits cannot be guessed, only stolen."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def begin(db: Session, person_id: int, token: str, now: datetime, *, device: str, address: str) -> SignIn:
    """A new sign-in behind `token`, fresh from now on."""
    one = SignIn(
        person_id=person_id,
        token_hash=hashed(token),
        device=device[:40],
        address=address[:64],
        started_at=now,
        seen_at=now,
        proven_at=now,
    )
    db.add(one)
    db.flush()
    return one


def find(db: Session, token: str) -> SignIn | None:
    """The sign-in behind `token`, or None when there is none or it was ended. Whether its time is over is not asked."""
    return db.exec(select(SignIn).where(SignIn.token_hash == hashed(token))).first() if token else None


def arrived(db: Session, token: str) -> tuple[SignIn, int] | None:
    """The same, with how many notices its person has not read: what every page asks first, in one statement."""
    if not token:
        return None
    asked = select(SignIn, how_many_new(col(SignIn.person_id))).where(SignIn.token_hash == hashed(token))
    found = db.exec(asked).first()
    return (found[0], int(found[1])) if found else None


def at_the_door(db: Session, person_id: int | None, number: int | None) -> tuple[Person, SignIn] | None:
    """Who begins an act: the account and the sign-in, read with what the person holds; None when either is gone."""
    asked = (
        select(Person, SignIn, Grant)
        .join(SignIn, col(SignIn.person_id) == col(Person.id))
        .outerjoin(Grant, col(Grant.person_id) == col(Person.id))
        .where(Person.id == person_id, SignIn.id == number)
    )
    rows = db.exec(asked).all()
    if not rows:
        return None
    GRANTS.know(db, {person_id: [grant for _, _, grant in rows if grant is not None]})
    return rows[0][0], rows[0][1]


def sign_ins_of(db: Session, person_id: int, now: datetime, longest: timedelta) -> list[SignIn]:
    """Where this person may still be signed in, the newest first."""
    wanted = select(SignIn).where(SignIn.person_id == person_id, col(SignIn.started_at) > now - longest)
    return list(db.exec(wanted.order_by(col(SignIn.started_at).desc(), col(SignIn.id).desc())))


def is_seen_late(one: SignIn, now: datetime) -> bool:
    """True when it was last noted at least five minutes ago that the person was here."""
    return now - one.seen_at >= SEEN_EVERY


def see(one: SignIn, now: datetime) -> None:
    """Note that the person was here, at most once in five minutes."""
    if is_seen_late(one, now):
        one.seen_at = now


def prove_again(one: SignIn, token: str, now: datetime) -> None:
    """The password was given once more: the sign-in is fresh, and goes on under a new token."""
    one.token_hash, one.proven_at, one.seen_at = hashed(token), now, max(one.seen_at, now)


def end(db: Session, one: SignIn) -> None:
    """End one sign-in: its cookie opens nothing any more."""
    db.exec(delete(Presiding).where(col(Presiding.sign_in_id) == one.id))
    db.delete(one)
    db.flush()


def end_all(db: Session, person_id: int, *, but: int | None = None) -> int:
    """End all sign-ins of this person (all `but` one), in every browser and process at once. Says how many they were."""
    ended = [one for one in db.exec(select(SignIn).where(SignIn.person_id == person_id)) if one.id != but]
    for one in ended:
        end(db, one)
    return len(ended)


def end_all_of(db: Session, people: Sequence[int]) -> None:
    """End all sign-ins of many people and forget their browsers, in a few statements."""
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        ended = select(SignIn.id).where(col(SignIn.person_id).in_(some))
        db.exec(delete(Presiding).where(col(Presiding.sign_in_id).in_(ended)))
        db.exec(delete(SignIn).where(col(SignIn.person_id).in_(some)))
        db.exec(delete(KnownDevice).where(col(KnownDevice.person_id).in_(some)))


def clear_away(db: Session, now: datetime, longest: timedelta) -> None:
    """Forget sign-ins whose time is over, and devices that nobody uses."""
    for one in db.exec(select(SignIn).where(col(SignIn.started_at) <= now - longest)).all():
        end(db, one)
    db.exec(delete(KnownDevice).where(col(KnownDevice.used_at) <= now - DEVICE_KNOWN_FOR))


def know_device(db: Session, person_id: int, token: str, address: str, now: datetime) -> str:
    """Remember that this person signed in by password in the browser with `token`; the token that it keeps from now on.

    A token that we never gave, or have forgotten, is replaced: nobody brings one along.
    """
    ours = token and db.exec(select(KnownDevice.id).where(KnownDevice.token_hash == hashed(token))).first()
    token = token if ours else new_token()
    mine = list(db.exec(select(KnownDevice).where(KnownDevice.person_id == person_id)))
    one = next((one for one in mine if one.token_hash == hashed(token)), None)
    one = one or KnownDevice(person_id=person_id, token_hash=hashed(token), address="", used_at=now)
    one.address, one.used_at = address[:64], now
    db.add(one)
    for old in sorted((other for other in mine if other is not one), key=lambda device: device.used_at)[
        : 1 - MOST_DEVICES
    ]:
        db.delete(old)
    db.flush()
    return token


def forget_devices(db: Session, person_id: int, *, but: str = "") -> None:
    """All devices of this person are strangers again, `but` the one with this token."""
    kept = hashed(but)
    db.exec(delete(KnownDevice).where(col(KnownDevice.person_id) == person_id, col(KnownDevice.token_hash) != kept))


def prove(act: Act, verb: str, session_id: int | None = None) -> None:
    """Raise ProveFirst unless the person who acts signed in a short while ago; asked by the verbs themselves.

    A verb that declares a result at a congress session is asked once for that session, in that browser. Acts that come
    from no browser (the terminal, the making of the demonstration) have no sign-in that could be old.
    """
    once = verb in ONCE_A_SESSION and session_id is not None
    if not once and verb not in EACH_TIME:
        raise ValueError(f"{verb} asks for no fresh sign-in")
    if act.proof is None:
        return
    key = (act.proof.sign_in_id, session_id)
    if once and act.db.get(Presiding, key) is not None:
        return
    if not act.proof.lasting.is_fresh(act.proof.proven_at, act.now):
        raise ProveFirst(verb)
    if once and session_id is not None:
        act.db.add(Presiding(sign_in_id=act.proof.sign_in_id, session_id=session_id))
        act.db.flush()
