"""Guessing in the browser: slowed in every process, without telling who exists, and no owner is shut out."""

import re

import pytest

from tests.databases import KINDS
from tests.web.everywhere.test_safety import PASSWORD, give_password, sign_in
from tests.web.house import Opening
from workflow.lifecycle.people import people


@pytest.mark.parametrize("kind", KINDS)
def test_guessing_is_slowed_in_every_process_and_the_owner_gets_in(opening: Opening, kind: str):
    house = opening(kind)
    give_password(house, "secretary")
    other = opening(url=house.url)
    owner = house.visitor()
    assert sign_in(owner, "secretary").status_code == 302
    owner.post("/sign-out")
    owner.token = ""
    for turn in range(5):
        assert sign_in((house, other)[turn % 2].visitor(), "secretary", "wrong").status_code == 401
    for one in (house, other):
        answer = sign_in(one.visitor(), "secretary")
        assert answer.status_code == 429
        assert "失败次数过多，请30秒后再试。" in answer.text
        assert PASSWORD not in answer.text
    assert sign_in(owner, "secretary").status_code == 302, "on voting day, on their own computer"
    house.clock.forward(seconds=30)
    assert sign_in(house.visitor(), "secretary").status_code == 302


def test_an_unknown_account_is_slowed_like_one_that_exists(opening: Opening):
    house = opening()
    give_password(house, "drafter")
    told = {}
    for code in ("drafter", "nobody", "secretary"):
        answers = [sign_in(house.visitor(), code, "wrong") for _ in range(7)]
        told[code] = [(one.status_code, re.sub(r'value="[^"]*"', "", one.text)) for one in answers]
    assert told["drafter"] == told["nobody"] == told["secretary"]
    assert [status for status, _ in told["nobody"]] == [401] * 5 + [429] * 2


def test_a_password_is_compared_for_whoever_is_tried(opening: Opening, monkeypatch: pytest.MonkeyPatch):
    """An unknown account, one without a password and a closed one cost the same slow comparison."""
    house = opening()
    compared: list[object] = []

    def comparing(secret: str | None, password: str) -> bool:
        compared.append(secret)
        return matches(secret, password)

    matches = people.password_matches
    monkeypatch.setattr(people, "password_matches", comparing)
    for code in ("nobody", "drafter", ""):
        sign_in(house.visitor(), code, "wrong")
    assert len(compared) == 3


def test_the_present_password_cannot_be_guessed_without_pause(opening: Opening):
    """And strangers who try the same account do not delay whoever is signed in."""
    house = opening()
    give_password(house, "drafter")
    visitor = house.visitor("drafter")
    for _ in range(5):
        sign_in(house.visitor(), "drafter", "wrong")
    fields = {"current": "wrong", "password": "another long one"}
    assert [visitor.post("/account/password", fields).status_code for _ in range(7)] == [422] * 5 + [429] * 2
    right = {**fields, "current": PASSWORD}
    assert visitor.post("/account/password", right).status_code == 429, "not even the right one"
    house.clock.forward(seconds=30)
    assert visitor.post("/account/password", right).status_code == 302


def test_a_forwarded_address_is_believed_only_when_it_is_said_to_be(opening: Opening):
    """Without a proxy in front, nobody escapes the delay by inventing addresses."""
    for proxies, wanted in (("0", [401] * 5 + [429]), ("1", [401] * 6)):
        house = opening(TRUSTED_PROXIES=proxies)
        got = []
        for number in range(6):
            headers = {"X-Forwarded-For": f"10.0.0.{number}"}
            got.append(
                house.visitor().post("/sign-in", {"code": "x", "password": "wrong"}, headers=headers).status_code
            )
        assert got == wanted


@pytest.mark.parametrize(
    ("proxies", "forwarded", "said"),
    [
        ("0", None, False),
        ("0", "10.0.0.1", True),
        ("1", "10.0.0.1", False),
        ("1", None, True),
        ("1", "10.0.0.1, 10.0.0.2", True),
    ],
)
def test_the_administrator_is_told_of_a_wrong_proxy_setting(
    opening: Opening, proxies: str, forwarded: str | None, said: bool
):
    house = opening(TRUSTED_PROXIES=proxies)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    page = house.visitor("admin").get("/people", headers=headers).text
    assert ("TRUSTED_PROXIES" in page) is said
