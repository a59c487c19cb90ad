"""Employees by the link, without an account: what they read, what they write, what comes back when it cannot be taken."""

import io

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlmodel import select

from tests.web.consultation.desk import DESK, after, groups_of, keys_of, opened, places, write
from tests.web.house import House, Visitor, field_words, hidden, in_language, spoken
from workflow.records.consultation import BoxedOpinion, Opinion
from workflow.records.event import Event, Payload
from workflow.web.consultation import rate


def pdf_text(answer) -> str:
    assert answer.status_code == 200, answer.text[:300]
    assert answer.mimetype == "application/pdf"
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())


def test_from_the_poster_to_the_posted_answers(house: House):
    address = opened(house)
    phone = house.visitor()
    html = phone.get(address).text
    assert "不记名" in html
    assert "系统不统计人数" in html
    label, key = next((words, key) for words, key in places(html).items() if words.startswith("第"))
    for number in range(3):
        answer = write(phone, address, f"意见{number}", key)
        assert answer.status_code == 302
        assert "您的意见已经收下" in phone.get(answer.headers["Location"]).text
    secretary = house.visitor("secretary")
    poster = pdf_text(secretary.get(f"{DESK}/poster.pdf"))
    assert f"{house.settings.public_url}{address}" in poster
    assert "征求意见" in poster
    desk = secretary.get(DESK).text
    assert "意见箱里3条" in desk
    assert "意见0" not in desk
    after(house)
    assert "期限已满" in phone.get(address).text
    secretary = house.visitor("secretary")
    assert secretary.post(f"{DESK}/take-opinions").status_code == 302
    html = secretary.get(DESK).text
    assert all(f"意见{number}" in html for number in range(3))
    assert secretary.post(f"{DESK}/group-opinions", {"opinion": keys_of(html)[:2], "title": "两条"}).status_code == 302
    assert secretary.post(f"{DESK}/group-opinions", {"opinion": keys_of(html)[2:], "title": "一条"}).status_code == 302
    first, second = groups_of(secretary.get(DESK).text)
    answered = {"answer": "taken", "reason": "有道理", "became": [key, "", ""]}
    assert secretary.post(f"{first}/answer-opinions", answered).status_code == 302
    refused = secretary.post(f"{second}/answer-opinions", {"answer": "not_taken", "reason": ""})
    assert refused.status_code == 422
    declined = {"answer": "not_taken", "reason": "与国家规定不符"}
    assert secretary.post(f"{second}/answer-opinions", declined).status_code == 302
    assert phone.get(f"{address}/report.pdf").status_code == 404, "nothing is posted yet"
    assert secretary.post(f"{DESK}/close-consultation").status_code == 302
    posted = spoken(phone.get(address).text)
    for words in ("共收到意见3条", "归并为2组", "有道理", "与国家规定不符", f"这些意见写进了{label}"):
        assert words in posted
    report = pdf_text(phone.get(f"{address}/report.pdf"))
    for words in (
        "3条，归并为2组",
        "两条（2条）",
        "采纳",
        "未采纳",
        "与国家规定不符",
        f"写入{label}",
        "意见0",
        "意见2",
    ):
        assert words in report
    english = spoken(phone.get(in_language(address, "en")).text)
    assert "These words became part of" in english


def test_who_wrote_without_a_name_is_in_no_row_no_event_and_no_address(house: House):
    address = opened(house)
    employee = house.visitor("employee")
    before = house.rows()
    with house.records() as db:
        seen = db.exec(select(Event.seq)).all()
    answer = write(employee, address, "没有名字的意见")
    assert answer.status_code == 302
    changed = {table for table, many in house.rows().items() if many != before[table]}
    assert changed == {"boxed_opinion"}
    with house.records() as db:
        assert db.exec(select(Event.seq)).all() == seen
        key = db.exec(select(BoxedOpinion)).one().key
        assert not any(key in one.words for one in db.exec(select(Payload)))
    assert key not in answer.headers["Location"]
    assert key not in employee.get(address).text
    for person in ("secretary", "drafter", "admin"):
        visitor = house.visitor(person)
        for page in ("/regulations/member-welfare/record", DESK, "/people/register"):
            assert "没有名字的意见" not in visitor.get(page).text
            assert key not in visitor.get(page).text


@pytest.mark.parametrize("text", ["", "长" * 2001, "x" * 1_000_000, "<script>alert(1)</script>" * 200])
def test_what_cannot_be_taken_comes_back_with_one_sentence(house: House, text: str):
    address = opened(house)
    answer = write(house.visitor(), address, text)
    assert answer.status_code == 422
    assert field_words(answer.text.partition('id="write"')[2], "text").strip() == text.strip()
    assert answer.text.count('class="problems"') == 1
    assert "<script>alert" not in answer.text
    with house.records() as db:
        assert db.exec(select(BoxedOpinion)).all() == []


def test_sent_twice_it_is_one_and_too_many_are_asked_to_wait(house: House, monkeypatch: pytest.MonkeyPatch):
    address = opened(house)
    phone = house.visitor()
    html = phone.get(address).text
    form = {"mark": hidden(html, "mark"), "about": "", "text": "同一条"}
    assert [phone.post(f"{address}/write-opinion", form).status_code for _ in range(3)] == [302] * 3
    with house.records() as db:
        assert len(db.exec(select(BoxedOpinion)).all()) == 1
    monkeypatch.setattr(rate, "FROM_ONE", 3)
    answer = write(phone, address, "再来一条")
    assert answer.status_code == 429
    assert field_words(answer.text.partition('id="write"')[2], "text").strip() == "再来一条"
    house.clock.forward(minutes=11)
    assert write(phone, address, "再来一条").status_code == 302


def test_under_number_and_name(house: House):
    with house.engine.begin() as connection:
        connection.execute(sa.text("UPDATE person SET number = 'J-1' WHERE code = 'employee'"))
    address = opened(house, "number")
    phone = house.visitor()
    wrong = write(phone, address, "我的话", number="J-1", name="不对")
    assert wrong.status_code == 422
    assert field_words(wrong.text.partition('id="write"')[2], "text").strip() == "我的话"
    with house.records() as db:
        called = db.connection().execute(sa.text("SELECT name_zh FROM person WHERE number='J-1'")).scalar_one()
    assert write(phone, address, "我的话", number="J-1", name=called).status_code == 302
    with house.records() as db:
        assert db.exec(select(Opinion)).one().person_id is not None
    assert called in house.visitor("secretary").get(DESK).text
    assert called in house.visitor("drafter").get(DESK).text
    assert called not in phone.get(address).text


def test_under_an_account_strangers_are_led_to_sign_in(house: House):
    address = opened(house, "account")
    stranger = house.visitor()
    answer = stranger.get(address)
    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]
    assert stranger.post(f"{address}/write-opinion", {"text": "甲"}).status_code == 302
    with house.records() as db:
        assert db.exec(select(Opinion)).all() == []
    assert write(house.visitor("employee"), address, "登录后的意见").status_code == 302
    with house.records() as db:
        assert db.exec(select(Opinion)).one().text == "登录后的意见"


def test_an_address_that_was_made_up_is_not_there(house: House):
    opened(house)
    for token in ("x", "%00", "a" * 500, "' OR 1=1"):
        assert Visitor(house.app.test_client()).get(f"/opinions/{token}").status_code == 404
