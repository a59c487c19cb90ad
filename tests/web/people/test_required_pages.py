"""Who must review besides, in the browser: asked for, ended, refused with what was typed kept."""

from datetime import timedelta

import pytest

from tests.web.house import House, in_language

PATH = "/enterprise/reviews"


def test_one_more_is_asked_for_and_ended(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    sent = {"kind": "report", "capacity": "department", "since": today.isoformat()}
    assert "不再要求" not in admin.get(PATH).text
    assert admin.post(PATH, sent).status_code == 302
    shown = admin.get(PATH).text
    assert "本企业要求" in shown
    assert "不再要求" in shown
    assert "Ask for one no longer" in admin.get(in_language(PATH, "en")).text
    assert admin.post(f"{PATH}/end", {**sent, "since": today + timedelta(days=3)}).status_code == 302
    assert "待生效" in admin.get(in_language(PATH, "zh")).text


def test_what_is_refused_is_said_beside_what_was_chosen(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    for sent, words in (
        ({"kind": "regulation", "capacity": "union", "since": today}, "通用的规定已经要求这一审核"),
        ({"kind": "regulation", "capacity": "department", "since": today - timedelta(days=1)}, "今天或者以后的日期"),
        ({"kind": "regulation", "capacity": "nobody", "since": today}, "请选择审核身份"),
        ({"kind": "nothing", "capacity": "union", "since": today}, ""),
    ):
        answer = admin.post(PATH, sent)
        assert answer.status_code == 422
        assert words in answer.text
    assert admin.post(f"{PATH}/end", {"kind": "report", "capacity": "union", "since": today}).status_code == 422


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get(PATH).status_code == 403
    assert house.visitor(who).post(PATH, {}).status_code == 403
    assert house.visitor(who).post(f"{PATH}/end", {}).status_code == 403
