"""Messages that leave the house: signed, the same at every attempt, taken together, refused for good or for now, and said so."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import enrolled
from tests.databases import KINDS, Databases
from tests.jobs.places import NOON, Place
from tests.jobs.post import Mailbox, Messenger, mail_server, messenger
from workflow.jobs import delivering
from workflow.jobs.kinds import KINDS as JOBS
from workflow.jobs.message import Line, Message
from workflow.jobs.telling import ways_of
from workflow.jobs.workplace import Again
from workflow.lifecycle.notices import telling
from workflow.lifecycle.people.people import person_by_code
from workflow.records.database.session import reading, writing
from workflow.records.job import Held
from workflow.records.notice import Delivery, NoticeChoice
from workflow.rules.notices import NOTICE_WORDS, NoticeKind, Pace
from workflow.words import Words

SECRET = "a secret of these tests"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture
def kept() -> Iterator[Messenger]:
    with messenger() as found:
        yield found


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, databases: Databases, box: Mailbox, kept: Messenger) -> Iterator[Place]:
    variables = {
        "MAIL_URL": box.address,
        "MAIL_FROM": "rules@example.com",
        "WEBHOOK_URL": kept.address,
        "WEBHOOK_SECRET": SECRET,
    }
    made = Place(databases.copy(request.param, "cast", enrolled), variables=variables)
    made.clock.now = NOON
    yield made
    made.engine.dispose()


def choose(place: Place, mail: Pace, hook: Pace, address: str = "legal@example.com") -> None:
    with writing(place.engine) as db:
        person = person_by_code(db, "legal")
        assert person is not None
        db.add(NoticeChoice(person_id=person.id, address=address, mail=mail, hook=hook))


def notify(place: Place, *keys: str) -> None:
    """Tell `legal` of these things."""
    with writing(place.engine) as db:
        act = place.at_hand.act(db)
        person = person_by_code(db, "legal")
        assert person is not None
        rows = [
            {
                "person_id": person.id, "kind": NoticeKind.ASKED_FOR_REVIEW, "key": key, "edition_id": None,
                "session_id": None, "day": None, "at": act.now, "read_at": None,
            }
            for key in keys
        ]  # fmt: skip
        telling.send_out(act, rows, ways_of(place.at_hand))


def work(place: Place) -> None:
    place.worker({"deliver": JOBS["deliver"]}).work_off()


def deliveries(place: Place) -> list[Delivery]:
    with reading(place.engine) as db:
        found = list(db.exec(select(Delivery).order_by(col(Delivery.id))))
        db.expunge_all()
    return found


def test_what_is_due_together_goes_in_one_message(place: Place, box: Mailbox):
    choose(place, Pace.DAILY, Pace.NEVER)
    for key in ("one", "two", "three"):
        notify(place, key)
        place.clock.forward(hours=1)
    notify(place, "one")
    work(place)
    assert box.taken == [], "not before the morning"
    place.clock.now = NOON + timedelta(hours=20)
    work(place)
    assert [(address, mail.get_content().count("/notices/") - 1) for address, mail in box.taken] == [
        ("legal@example.com", 3)
    ]
    assert len({one.message for one in deliveries(place)}) == 1
    assert {one.sent_at for one in deliveries(place)} == {place.clock.now}
    work(place)
    assert len(box.taken) == 1


def test_a_message_is_signed_over_its_sign_its_moment_and_its_body(place: Place, kept: Messenger):
    choose(place, Pace.NEVER, Pace.AT_ONCE)
    notify(place, "one")
    work(place)
    headers, body = kept.posted[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 600
    said = json.loads(body)
    assert set(said) == {"id", "at", "notices"}
    assert set(said["notices"][0]) == {"kind", "zh", "en", "link"}
    assert said["notices"][0]["link"].startswith(place.at_hand.settings.public_url + "/notices/")


def test_an_attempt_after_a_fault_is_the_same_message_without_what_came_since(
    place: Place, box: Mailbox, kept: Messenger
):
    choose(place, Pace.AT_ONCE, Pace.AT_ONCE)
    box.answers, kept.answers = ["451 later"], [503]
    notify(place, "one")
    work(place)
    assert (box.taken, kept.posted) == ([], [])
    first = {one.message for one in deliveries(place)}
    notify(place, "two")
    place.clock.forward(minutes=1)
    work(place)
    assert sorted(mail.get_content().count("/notices/") - 1 for _, mail in box.taken) == [1, 1]
    assert [len(one["notices"]) for one in kept.taken.values()] == [1, 1]
    assert first < {one.message for one in deliveries(place)}
    assert all(one.sent_at for one in deliveries(place))


def test_a_worker_that_died_after_sending_sends_the_same_again_under_the_same_sign(
    place: Place, box: Mailbox, kept: Messenger
):
    """It is the receiver who can tell; the mail keeps its Message-ID, its date and its words."""
    choose(place, Pace.AT_ONCE, Pace.AT_ONCE)
    notify(place, "one")
    for one in deliveries(place):
        held = Held(0, "deliver", f"deliver:{one.id}", {"delivery": one.id}, "a worker that died", 1, 0)
        delivering.deliver(place.at_hand, held)  # and its ending is never written
    notify(place, "two")
    work(place)
    for several in (
        [(mail["Message-ID"], mail["Date"], mail.get_content()) for _, mail in box.taken],
        [(headers["webhook-id"], body) for headers, body in kept.posted],
    ):
        assert len(several) == 3
        assert len(set(several)) == 2, several
    assert all(one.sent_at for one in deliveries(place))


@pytest.mark.parametrize("channel", ["mail", "hook"])
def test_what_is_refused_for_good_is_said_to_the_administrator(
    place: Place, box: Mailbox, kept: Messenger, channel: str
):
    at = Pace.AT_ONCE
    choose(place, at if channel == "mail" else Pace.NEVER, at if channel == "hook" else Pace.NEVER)
    box.answers, kept.answers = ["550 nobody of that name"], [410]
    notify(place, "one")
    work(place)
    job = next(iter(place.jobs().values()))
    assert job.failed_at is not None
    assert ("550" if channel == "mail" else "410") in job.said.en
    assert [one.failed_at for one in deliveries(place)] == [place.clock.now]
    with writing(place.engine) as db:
        from workflow.records import job as jobs

        assert jobs.revive(db, job.id, place.clock())
    work(place)
    assert [(one.failed_at, one.sent_at) for one in deliveries(place)] == [(None, place.clock.now)]


def test_nobody_who_answers_is_tried_for_hours_and_then_said(place: Place, box: Mailbox, kept: Messenger):
    choose(place, Pace.NEVER, Pace.AT_ONCE)
    kept.answers = [500] * 20
    notify(place, "one")
    begun = place.clock()
    for _ in range(20):
        work(place)
        place.clock.forward(hours=1)
    job = next(iter(place.jobs().values()))
    assert job.failed_at is not None
    assert job.errors == JOBS["deliver"].tries
    assert job.failed_at - begun >= timedelta(hours=5)


def test_an_address_that_was_taken_back_meanwhile_is_no_fault_of_the_server(place: Place, box: Mailbox):
    choose(place, Pace.DAILY, Pace.NEVER)
    notify(place, "one")
    with writing(place.engine) as db:
        for one in db.exec(select(NoticeChoice)):
            one.address = ""
    place.clock.forward(days=1)
    work(place)
    assert box.taken == []
    assert "no address" in next(iter(place.jobs().values())).said.en
    assert deliveries(place)[0].failed_at is not None


def test_a_server_that_is_not_there_comes_again(place: Place):
    message = Message(
        "0" * 32, "a@example.com", NOON, (Line(*_line()),), Words("某厂", "Works"), "http://localhost/notices"
    )
    for name, address in (("mail_url", "smtp://127.0.0.1:9"), ("webhook_url", "http://127.0.0.1:9/")):
        settings: Any = _with(place, **{name: address})
        with pytest.raises(Again) as fault:
            delivering.SEND["mail" if name == "mail_url" else "hook"](settings, message)  # type: ignore[index]
        assert not fault.value.hopeless


def _line() -> tuple[NoticeKind, Any, str]:
    return NoticeKind.ISSUED, NOTICE_WORDS[NoticeKind.ISSUED], "http://localhost/notices/1"


def _with(place: Place, **changed: str) -> object:
    from dataclasses import replace

    return replace(place.at_hand.settings, **changed)  # type: ignore[arg-type]
