"""The register of numbers and the sealed copy, through the browser's own doors."""

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.canteen import SCAN
from tests.web.house import IN_FORCE, IN_REVIEW, House, in_language
from workflow.records.number import DocumentNumber
from workflow.records.paper import SealedCopy

PAGE = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}"
PEOPLE = ["drafter", "reviewer-legal", "secretary", "delegate", "employee", "admin"]


def keep(house: House, content: bytes = SCAN, name: str = "盖章件.pdf", who: str = "issuer") -> TestResponse:
    return house.visitor(who).post(f"{PAGE}/sealed", {"language": "zh"}, {"sealed": (content, name)})


def test_the_register_shows_what_was_issued(house: House):
    shown = house.visitor("issuer").get("/numbers?series=衡锰/2025").text
    for serial in (1, 2):
        assert f"衡锰〔2025〕{serial}号" in shown
    assert "已使用" in shown
    assert "没有登记的号" not in shown


def test_a_number_used_elsewhere_is_entered_and_nothing_typed_is_lost(house: House):
    refused = house.visitor("issuer").post("/numbers", {"number": "3号", "subject": "关于放假的通知"})
    assert refused.status_code == 422
    assert 'value="3号"' in refused.text
    assert 'value="关于放假的通知"' in refused.text
    done = house.visitor("issuer").post("/numbers", {"number": "衡锰（2024）第7号", "subject": "关于放假的通知"})
    assert done.status_code == 302
    shown = house.visitor("issuer").get(done.location).text
    assert "衡锰〔2024〕7号" in shown
    assert "关于放假的通知" in shown
    assert "没有登记的号" in shown, "1 to 6 of that year stand nowhere"
    english = house.visitor("issuer").get(in_language(done.location, "en")).text
    assert "Not accounted for" in english
    assert "Used elsewhere" in english


@pytest.mark.parametrize("who", PEOPLE)
def test_the_register_is_for_the_issuer(house: House, who: str):
    assert house.visitor(who).get("/numbers").status_code == 403
    assert house.visitor(who).post("/numbers", {"number": "衡锰〔2024〕9号", "subject": "通知"}).status_code == 403


def test_the_sealed_copy_stands_beside_the_file(house: House):
    assert keep(house).status_code == 302
    with house.records() as db:
        copy = db.exec(select(SealedCopy.id)).one()
    assert "盖章件.pdf" in house.visitor("employee").get(PAGE).text
    assert "盖章件.pdf" not in house.visitor(None).get(PAGE).text, "seals are not for everybody who passes by"
    answer = house.visitor("employee").get(f"{PAGE}/sealed/{copy}")
    assert answer.data == SCAN
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert house.visitor(None).get(f"{PAGE}/sealed/{copy}").status_code == 302
    elsewhere = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}/sealed/{copy}"
    assert house.visitor("drafter").get(elsewhere).status_code == 404
    again = keep(house)
    assert again.status_code == 422
    assert "已经附上了" in again.text


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "请选择"), (b"<svg onload=alert(1)>", "不是完好的"), (b"%PDF-1.7", "不是完好的")]
)
def test_what_is_no_scan_is_refused_in_words(house: House, content: bytes, why: str):
    answer = keep(house, content)
    assert answer.status_code == 422
    assert why in answer.text


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_issuer_keeps_one(house: House, who: str):
    assert keep(house, who=who).status_code == 403


def test_no_number_is_taken_by_looking(house: House):
    with house.records() as db:
        before = len(db.exec(select(DocumentNumber.id)).all())
    house.visitor("issuer").get("/numbers")
    house.visitor("issuer").get(f"{PAGE}/issue")
    with house.records() as db:
        assert len(db.exec(select(DocumentNumber.id)).all()) == before
