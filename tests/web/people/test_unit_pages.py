"""The units in the browser: named, taken over from the staff, and a capacity given for one."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.web.house import IN_REVIEW, House, hidden, in_language
from workflow.records.person import Person

PATH = "/enterprise/units"


def test_a_unit_is_named_and_somebody_reviews_for_it(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    sent = {"code": "safety", "name_zh": "安全环保处", "name_en": "Safety Office", "since": today}
    assert admin.post(PATH, sent).status_code == 302
    with house.records() as db:
        number = db.exec(select(Person.id).where(Person.code == "employee")).one()
    page = admin.get(f"/people/{number}").text
    assert "安全环保处" in page
    given = {"office": "capacity:department", "unit": "safety", "since": today}
    assert admin.post(f"/people/{number}/grant-office", given).status_code == 302
    assert "：安全环保处" in admin.get(f"/people/{number}").text
    assert "Safety Office" in admin.get(in_language("/people/record", "en")).text
    wrong = admin.post(f"/people/{number}/grant-office", {**given, "office": "role:drafter"})
    assert wrong.status_code == 422
    assert "Only a capacity to review" in wrong.text


def test_what_is_refused_keeps_what_was_typed(house: House):
    admin = house.visitor("admin")
    answer = admin.post(PATH, {"at": "new", "code": "安", "name_zh": "安全环保处", "since": "2020-01-01"})
    assert answer.status_code == 422
    for words in ("代码用小写字母", "今天或者以后", 'value="安全环保处"', 'value="安"'):
        assert words in answer.text
    assert admin.post(f"{PATH}/take-over", {}).status_code == 422


def test_a_unit_is_renamed_and_dissolved(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    sent = {"code": "safety", "name_zh": "安全环保处", "since": today}
    admin.post(PATH, sent)
    admin.post(PATH, {**sent, "name_zh": "安全部", "since": today + timedelta(days=2)})
    assert "起：安全部" in admin.get(PATH).text
    assert admin.post(f"{PATH}/end", {"code": "safety", "since": today + timedelta(days=9)}).status_code == 302
    assert "起：撤销" in admin.get(PATH).text


def test_a_decision_names_the_unit_for_which_it_was_made(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    admin.post(PATH, {"code": "safety", "name_zh": "安全环保处", "since": today})
    with house.records() as db:
        number = db.exec(select(Person.id).where(Person.code == "reviewer-legal")).one()
    admin.post(f"/people/{number}/grant-office", {"office": "capacity:department", "unit": "safety", "since": today})
    address = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"
    legal = house.visitor("reviewer-legal")
    sent = {"fingerprint": hidden(legal.get(f"{address}/review").text, "fingerprint"), "opinion": "同意。"}
    assert legal.post(f"{address}/approve", {**sent, "capacity": "department"}).status_code == 302
    assert re.search(r"部门\s*：安全环保处", legal.get(f"{address}/review").text)


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get(PATH).status_code == 403
    for address in (PATH, f"{PATH}/end", f"{PATH}/take-over"):
        assert house.visitor(who).post(address, {}).status_code == 403
