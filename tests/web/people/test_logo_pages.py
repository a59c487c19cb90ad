"""The logo in the head of the pages: from its day on, for everybody, written anew; refused in one sentence otherwise."""

import io
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.publishing.test_picture import SECRET, drawn
from tests.web.house import House, in_language

PATH = "/enterprise/logo"


def brought(house: House, content: bytes, **fields: object) -> TestResponse:
    sent = {"since": str(house.clock().date()), **fields, "file": (io.BytesIO(content), "标志.png")}
    return house.visitor("admin").post(PATH, sent)


def test_it_stands_in_the_head_of_every_page_and_is_everybodys(house: House):
    assert 'class="logo"' not in house.visitor().get("/").text
    assert brought(house, drawn()).status_code == 302
    shown = house.visitor().get("/").text
    assert 'src="/logo/1.png"' in shown
    answer = house.visitor().get("/logo/1.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert SECRET.encode() not in answer.data
    assert house.visitor().get("/logo/2.png").status_code == 404
    assert 'src="/logo/1.png"' in house.visitor().get("/no-such-page").text


def test_it_begins_on_its_day_and_ends_on_another(house: House):
    today = house.clock().date()
    assert brought(house, drawn(), since=today + timedelta(days=3)).status_code == 302
    assert 'src="/logo/' not in house.visitor().get("/").text
    assert "To come" in house.visitor("admin").get(in_language(PATH, "en")).text
    ended = house.visitor("admin").post(f"{PATH}/end", {"since": today + timedelta(days=5)})
    assert ended.status_code == 302
    for days, stands in ((3, True), (1, True), (1, False)):
        house.clock.forward(days=days)
        assert ('src="/logo/1.png"' in house.visitor().get("/").text) == stands
    assert house.visitor().get("/logo/2.png").status_code == 404, "there is no picture of none"


def test_what_is_refused_is_said_and_keeps_the_day(house: House):
    later = str(house.clock().date() + timedelta(days=9))
    for content, words in ((b"<svg/>", "请用PNG图片"), (drawn()[:-20], "已损坏")):
        answer = brought(house, content, since=later)
        assert answer.status_code == 422
        assert words in answer.text
        assert later in answer.text
    answer = house.visitor("admin").post(PATH, {"since": later})
    assert answer.status_code == 422
    assert "请先选择图片" in answer.text
    assert brought(house, drawn(), since="2020-01-01").status_code == 422


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get(PATH).status_code == 403
    assert house.visitor(who).post(PATH, {}).status_code == 403
    assert house.visitor(who).post(f"{PATH}/end", {}).status_code == 403
