"""Sign-ins in the browser: old cookies, two browsers, two processes, their ends to the minute, and the fresh sign-in."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.databases import KINDS
from tests.web.everywhere.test_safety import PASSWORD, give_password, sign_in
from tests.web.house import IN_REVIEW, House, Opening, Visitor, Watch
from workflow.lifecycle import sign_ins
from workflow.records.sign_in import SignIn
from workflow.records.tables import metadata
from workflow.web.request.device import device_words

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


def cookies_of(visitor: Visitor) -> dict[str, str]:
    return {cookie.key: cookie.value for cookie in (visitor.client._cookies or {}).values()}


def thief(house: House, stolen: dict[str, str]) -> Visitor:
    """Another browser with cookies copied from somebody."""
    visitor = house.visitor()
    for name, value in stolen.items():
        visitor.client.set_cookie(name, value)
    return visitor


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/account").status_code == 200


def rows(house: House) -> list[SignIn]:
    with house.records() as db:
        found = list(db.exec(select(SignIn).order_by(sa.asc(sa.column("id")))))
        db.expunge_all()
        return found


# Ending ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_cookies_copied_before_signing_out_open_nothing_in_any_process(opening: Opening, kind: str):
    house = opening(kind)
    other = opening(url=house.url)
    visitor = house.visitor("drafter")
    copied = cookies_of(visitor)
    assert is_in(thief(house, copied))
    assert is_in(thief(other, copied)), "the copy is a good one, in a second process too"
    visitor.post("/sign-out")
    assert not is_in(thief(house, copied))
    assert not is_in(thief(other, copied))
    assert rows(house) == []


def test_signing_in_begins_under_a_new_token_and_ends_the_sign_in_before(opening: Opening):
    house = opening()
    visitor = house.visitor()
    visitor.client.set_cookie("sign-in", "planted")
    visitor.post("/demonstration/sign-in", {"person": "drafter"})
    first = cookies_of(visitor)
    assert first["sign-in"] != "planted"
    visitor.token = ""
    visitor.post("/demonstration/sign-in", {"person": "secretary"})
    assert cookies_of(visitor)["sign-in"] != first["sign-in"]
    assert not is_in(thief(house, first))
    assert len(rows(house)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_two_browsers_are_listed_and_each_is_ended_from_the_other(opening: Opening, kind: str):
    house = opening(kind)
    other = opening(url=house.url)
    here = Visitor(house.app.test_client())
    here.client.environ_base["HTTP_USER_AGENT"] = CHROME
    here.post("/demonstration/sign-in", {"person": "drafter"})
    here.token = ""
    house.clock.forward(minutes=1)
    other.clock.now = house.clock.now
    there, stranger = other.visitor("drafter"), other.visitor("issuer")
    page = here.get("/account").text
    assert page.count('data-verb="end-sign-in"') == 2
    assert "Chrome · Windows" in page
    assert CHROME not in page
    mine, theirs, foreign = (one.id for one in rows(house))
    assert here.post(f"/account/sign-ins/{foreign}/end").status_code == 404
    assert is_in(stranger)
    assert here.post(f"/account/sign-ins/{theirs}/end").status_code == 302
    assert not is_in(there)
    again = [other.visitor("drafter") for _ in range(3)]
    assert here.post("/account/sign-ins/end-others").status_code == 302
    assert [is_in(one) for one in (*again, here, stranger)] == [False, False, False, True, True]
    assert here.post(f"/account/sign-ins/{mine}/end").headers["Location"] == "/"
    assert not is_in(here)


def test_a_cookie_from_before_signs_nobody_in_and_what_was_typed_is_kept(opening: Opening):
    """The signed cookie of earlier versions held the person's number."""
    house = opening()
    visitor = house.visitor()
    visitor.get("/sign-in")
    with visitor.client.session_transaction() as session:
        session["person"], session["generation"] = 1, 0
    assert not is_in(visitor)
    answer = visitor.post(f"/regulations/{IN_REVIEW[0]}/editions/2/withdraw", {"reason": "我的理由"})
    assert answer.status_code == 401
    assert "我的理由" in answer.text


def test_a_password_is_never_among_the_words_that_are_kept(opening: Opening):
    house = opening()
    for visitor, status in ((house.visitor(), 401), (house.visitor("drafter"), 422)):
        answer = visitor.post("/account/password", {"current": "my present secret", "password": "my next secret"})
        assert answer.status_code == status
        assert "present secret" not in answer.text
        assert "next secret" not in answer.text
    stale = house.visitor("drafter").client.post("/account/password", data={"current": "my present secret"})
    assert stale.status_code == 400
    assert "my present secret" not in stale.text


def test_an_act_that_comes_after_its_sign_in_was_ended_is_not_done(opening: Opening, monkeypatch: pytest.MonkeyPatch):
    """Ended between the asking and the act: the words are kept, nothing is written."""
    house = opening()
    visitor = house.visitor("drafter")
    by = rows(house)[0]
    monkeypatch.setattr("workflow.web.request.visit.sign_in", lambda: by)
    with house.engine.begin() as connection:
        connection.execute(sa.delete(metadata.tables["sign_in"]))
    before = house.rows()
    path = f"/regulations/{IN_REVIEW[0]}/editions/2/withdraw"
    answer = visitor.post(path, {"reason": "我的理由"})
    assert answer.status_code == 401
    assert "我的理由" in answer.text
    assert house.rows() == before


# How long -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pause", "inside"), [(timedelta(hours=12) - timedelta(seconds=1), True), (timedelta(hours=12), False)]
)
def test_twelve_hours_without_a_sign_end_it(opening: Opening, pause: timedelta, inside: bool):
    house = opening()
    visitor = house.visitor("drafter")
    house.clock.now += pause
    assert is_in(visitor) is inside


def test_whoever_only_reads_stays_in_for_seven_days_and_not_a_second_longer(opening: Opening):
    """Opening pages renews the stamp in the cookie and writes nothing; the row ends it after seven days."""
    house = opening()
    visitor = house.visitor("drafter")
    begun, watch = house.clock.now, Watch(house.url)
    for _ in range(14):
        house.clock.now += timedelta(hours=11, minutes=59)
        assert is_in(visitor)
    assert not watch.changed()
    assert rows(house)[0].seen_at == begun
    house.clock.now = begun + timedelta(days=7) - timedelta(seconds=1)
    assert is_in(visitor)
    house.clock.now = begun + timedelta(days=7)
    assert not is_in(visitor)


def test_an_old_stamp_and_one_made_for_another_sign_in_help_nobody(opening: Opening):
    house = opening()
    visitor = house.visitor("drafter")
    old = cookies_of(visitor)
    house.clock.forward(hours=13)
    assert not is_in(thief(house, old))
    mine = cookies_of(house.visitor("employee"))
    assert not is_in(thief(house, {"sign-in": old["sign-in"], "workflow": mine["workflow"]}))
    assert not is_in(thief(house, {"sign-in": old["sign-in"]}))


def test_when_somebody_was_last_here_is_written_with_an_act_every_five_minutes(opening: Opening):
    house = opening()
    visitor = house.visitor("drafter")
    begun, seen = house.clock.now, []
    for minutes in (4.99, 0.01, 4.99, 0.01):
        house.clock.forward(minutes=minutes)
        visitor.get("/desk")
        visitor.post("/account/seen")
        seen.append(round((rows(house)[0].seen_at - begun).total_seconds() / 60, 2))
    assert seen == [0, 5, 5, 10]
    page = visitor.get("/desk").text
    assert 'data-seen="' not in page
    house.clock.forward(minutes=5)
    assert 'data-seen="/account/seen"' in visitor.get("/desk").text


def test_sign_ins_whose_time_is_over_are_cleared_away(opening: Opening):
    house = opening()
    house.visitor("drafter"), house.visitor("issuer")
    house.clock.forward(days=7)
    house.visitor("secretary")
    assert len(rows(house)) == 1


# No secret leaves -----------------------------------------------------------------------------------------------------


def test_no_token_and_no_password_is_in_the_database_the_record_or_the_log(
    opening: Opening, caplog: pytest.LogCaptureFixture
):
    house = opening()
    give_password(house, "drafter")
    visitor = house.visitor()
    with caplog.at_level(logging.DEBUG):
        sign_in(visitor, "drafter", "a wrong password")
        sign_in(visitor, "drafter")
        visitor.post("/account/password", {"current": PASSWORD, "password": "another long one"})
        visitor.post("/account/sign-ins/999/end")
    secrets = [cookies_of(visitor)[name] for name in ("sign-in", "device")]
    secrets += [PASSWORD, "a wrong password", "another long one"]
    with house.engine.connect() as connection:
        kept = "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(sa.select(table)))
    assert sign_ins.hashed(secrets[0]) in kept, "the search sees what is there"
    for secret in secrets:
        assert secret not in kept
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome · Windows"),
        (CHROME + " Edg/130.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit Safari/604.1 MicroMessenger/8.0",
            "WeChat · iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit Version/17 Safari/605.1", "Safari · Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_said_in_a_few_words(agent: str, words: str):
    assert device_words(agent) == words
