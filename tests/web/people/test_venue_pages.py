"""The sites in the browser: named by the administrator, offered to the secretary, kept when something else is refused."""

from datetime import timedelta

import pytest

from tests.web.house import House, in_language

PATH = "/enterprise/sites"


def named(house: House, **other: str) -> None:
    sent = {"code": "main", "name_zh": "职工礼堂", "name_en": "Staff Hall", "seats": "200", **other}
    assert house.visitor("admin").post(PATH, {"since": house.clock().date(), **sent}).status_code == 302


def test_a_site_is_named_changed_and_given_up(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    named(house)
    assert "200座" in admin.get(PATH).text
    named(house, name_zh="新礼堂", since=str(today + timedelta(days=4)))
    shown = admin.get(PATH).text
    assert "起：新礼堂" in shown
    assert "200 seats" in admin.get(in_language(PATH, "en")).text
    assert admin.post(f"{PATH}/end", {"code": "main", "since": today + timedelta(days=9)}).status_code == 302
    assert admin.post(f"{PATH}/end", {"code": "none", "since": today}).status_code == 422


def test_what_is_refused_keeps_what_was_typed(house: House):
    admin = house.visitor("admin")
    answer = admin.post(PATH, {"at": "new", "code": "大", "name_zh": "职工礼堂", "seats": "很多", "since": ""})
    assert answer.status_code == 422
    for words in ("代码用小写字母", "座位数应当是", "今天或者以后", 'value="职工礼堂"', 'value="很多"', 'value="大"'):
        assert words in answer.text


def test_the_secretary_ticks_it_and_may_type_another(house: House):
    named(house)
    named(house, code="south", name_zh="南方基地", remote="yes", seats="")
    secretary, day = house.visitor("secretary"), house.clock().date() + timedelta(days=20)
    assert "职工礼堂" in secretary.get("/sessions/new").text
    sent = {
        "body": "workers_congress",
        "term": "1",
        "number": "9",
        "kind": "ordinary",
        "held_on": day,
        "venue": ["main", "south"],
        "site_1_zh": "三楼会议室",
    }
    refused = secretary.post("/sessions/new", {**sent, "number": ""})
    assert refused.status_code == 422
    assert refused.text.count(" checked") == 2
    assert 'value="三楼会议室"' in refused.text
    answer = secretary.post("/sessions/new", sent)
    assert answer.status_code == 302
    shown = secretary.get(answer.headers["Location"]).text
    for words in ("职工礼堂", "南方基地", "三楼会议室"):
        assert words in shown


def test_without_any_the_form_is_as_before(house: House):
    page = house.visitor("secretary").get("/sessions/new").text
    assert 'name="venue"' not in page
    assert "其他会场" not in page


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get(PATH).status_code == 403
    assert house.visitor(who).post(PATH, {}).status_code == 403
    assert house.visitor(who).post(f"{PATH}/end", {}).status_code == 403
