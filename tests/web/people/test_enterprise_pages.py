"""The enterprise's page: names by date that stand on pages and papers, entities that people work for and texts bind."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.web.house import IN_FORCE, House, in_language
from workflow.papers import Press, facts_of
from workflow.publishing.faces.fonts import faces
from workflow.records.person import Entity
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot

NAMES = {
    "name_zh": "南山机械股份有限公司",
    "name_en": "Nanshan Machinery Co., Ltd.",
    "short_zh": "南山",
    "code": "南机",
}


def test_a_new_name_stands_on_every_page_and_in_the_next_number(house: House):
    admin = house.visitor("admin")
    today = house.clock().date()
    assert admin.post("/enterprise", {**NAMES, "since": today.isoformat()}).status_code == 302
    assert "南山机械股份有限公司" in house.visitor().get("/").text
    assert "Nanshan Machinery" in house.visitor().get(in_language("/", "en")).text
    assert f"南机〔{today.year}〕1号" in house.visitor("issuer").get("/numbers").text
    shown = admin.get("/enterprise").text
    assert "南机" in shown
    assert "现用" in shown


def test_a_name_to_come_stands_nowhere_yet(house: House):
    later = house.clock().date() + timedelta(days=9)
    house.visitor("admin").post("/enterprise", {**NAMES, "since": later.isoformat()})
    assert "南山机械股份有限公司" not in house.visitor().get("/").text
    assert "待生效" in house.visitor("admin").get("/enterprise").text
    house.clock.forward(days=10)
    assert "南山机械股份有限公司" in house.visitor().get("/").text


def test_a_paper_keeps_the_name_of_its_day(house: House):
    """A superseded edition is set again under a mark: with the name of the day on which it was issued."""
    with house.records() as db:
        edition = db.exec(
            select(Edition).join(Regulation).where(Regulation.slug == IN_FORCE[0], Edition.number == IN_FORCE[1])
        ).one()
        saves = select(Snapshot).where(Snapshot.edition_id == edition.id).order_by(col(Snapshot.id))
        snapshot = db.exec(saves).all()[-1]
        press = Press(house.settings, faces(house.settings), demonstration=True)
        numbers = edition.id, snapshot.id
        before = facts_of(db, edition, snapshot, house.clock().date(), press).enterprise
    house.visitor("admin").post("/enterprise", {**NAMES, "since": house.clock().date().isoformat()})
    with house.records() as db:
        edition, snapshot = db.get_one(Edition, numbers[0]), db.get_one(Snapshot, numbers[1])
        after = facts_of(db, edition, snapshot, house.clock().date(), press)
        assert after.enterprise == before != NAMES["name_zh"]


def test_what_is_wrong_is_said_beside_what_was_typed(house: House):
    answer = house.visitor("admin").post(
        "/enterprise", {**NAMES, "name_zh": "", "code": "机字〔2025〕", "since": "2020-01-01"}
    )
    assert answer.status_code == 422
    for words in (
        "请填写企业全称",
        "这个代字不能用在文号里",
        "从今天或者以后的日期起",
        'value="Nanshan Machinery Co., Ltd."',
    ):
        assert words in answer.text


def test_an_entity_is_added_and_can_be_bound(house: House):
    admin = house.visitor("admin")
    sent = {"entity_code": "west", "entity_zh": "西山机械有限公司", "entity_en": "Xishan Machinery Co., Ltd."}
    assert admin.post("/enterprise/entities", sent).status_code == 302
    again = admin.post("/enterprise/entities", sent)
    assert again.status_code == 422
    assert 'value="西山机械有限公司"' in again.text
    with house.records() as db:
        number = db.exec(select(Entity.id).where(Entity.code == "west")).one()
    assert admin.post(f"/enterprise/entities/{number}", {**sent, "entity_zh": "西山重工有限公司"}).status_code == 302
    assert "西山重工有限公司" in admin.get("/people").text, "people can be employed there"
    assert admin.post("/enterprise/entities/999", sent).status_code == 404


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get("/enterprise").status_code == 403
    assert house.visitor(who).post("/enterprise", NAMES).status_code == 403
