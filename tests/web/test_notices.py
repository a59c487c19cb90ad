"""The page of notices, what a person chooses, and what an administrator sees of work that failed."""

import re

import pytest
from sqlmodel import select

from tests.jobs.places import Place
from tests.web.house import IN_FORCE, IN_REVIEW, House, Opening, spoken
from workflow.jobs.kinds import KINDS as JOBS
from workflow.lifecycle.notices.addressing import Matter, rows
from workflow.lifecycle.notices.telling import Ways, send_out
from workflow.lifecycle.people.people import person_by_code
from workflow.records import job as jobs
from workflow.records.database.session import beside, writing
from workflow.records.event import Event
from workflow.records.notice import Notice, NoticeChoice
from workflow.records.regulation import Edition, Regulation
from workflow.rules.notices import NoticeKind
from workflow.words import Words


@pytest.fixture
def told(opening: Opening) -> House:
    """A house whose worker has told everybody of everything that was done in the demonstration."""
    house = opening()
    place = Place(house.url, house.clock)
    place.worker({"tell": JOBS["tell"]}).work_off()
    place.engine.dispose()
    return house


def bell(html: str) -> str:
    found = re.search(r'<a class="bell".*?</a>', html, re.S)
    assert found, html[:3000]
    return " ".join(spoken(found[0]).split())


def test_the_bell_tells_how_many_are_new_until_they_are_read(told: House):
    reviewer = told.visitor("reviewer-legal")
    many = int(re.sub(r"\D", "", bell(reviewer.get("/desk").text)))
    assert many > 0
    page = reviewer.get("/notices?lang=zh").text
    assert page.count('class="new"') == min(many, 30)
    assert reviewer.get("/notices").text.count('class="new"') == min(many, 30), "looking is not reading"
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    assert reviewer.post("/notices/read", {"number": number[1]}).status_code == 302
    assert bell(reviewer.get("/notices?lang=en").text) == f"Notices {many - 1} new"
    newest = re.search(r'name="up_to" value="(\d+)"', page)
    assert newest
    assert reviewer.post("/notices/read", {"up_to": newest[1]}).status_code == 302
    assert bell(reviewer.get("/notices?lang=zh").text) == "通知"


def test_a_notice_is_its_owners_alone(told: House):
    with told.records() as db:
        legal, drafter = (person_by_code(db, code) for code in ("reviewer-legal", "drafter"))
        assert legal is not None
        assert drafter is not None
        mine = db.exec(select(Notice.id).where(Notice.person_id == legal.id)).first()
    assert told.visitor("drafter").get(f"/notices/{mine}").status_code == 404
    assert told.visitor("reviewer-legal").get(f"/notices/{mine}").status_code == 302
    assert told.visitor().get(f"/notices/{mine}").status_code == 302  # to sign in first
    told.visitor("drafter").post("/notices/read", {"number": str(mine)})
    with told.records() as db:
        assert db.get_one(Notice, mine).read_at is None


def test_each_notice_leads_to_where_its_work_lies(told: House):
    for who in ("reviewer-legal", "drafter", "secretary", "delegate", "employee"):
        visitor = told.visitor(who)
        links = set(re.findall(r'<p><a class="link" href="([^"]+)"', visitor.get("/notices").text))
        assert links, who
        for link in links:
            assert visitor.get(link).status_code == 200, (who, link)


def test_a_day_is_told_as_what_it_is(told: House):
    employee = told.visitor("employee")
    assert "2025年5月1日起施行" in spoken(employee.get("/notices?lang=zh").text)
    assert "in force from 1 May 2025" in spoken(employee.get("/notices?lang=en").text)


def test_nobody_is_told_of_an_edition_that_they_may_not_see(told: House):
    with told.records() as db:
        employee = person_by_code(db, "employee")
        assert employee is not None
        slugs = db.exec(
            select(Regulation.slug, Edition.number, Notice.kind)
            .join(Edition, Edition.regulation_id == Regulation.id)  # type: ignore[arg-type]
            .join(Notice, Notice.edition_id == Edition.id)  # type: ignore[arg-type]
            .where(Notice.person_id == employee.id)
        ).all()
    assert {kind for _, _, kind in slugs} == {NoticeKind.ISSUED}
    assert IN_REVIEW not in {(slug, number) for slug, number, _ in slugs}
    assert IN_FORCE in {(slug, number) for slug, number, _ in slugs}


def test_what_somebody_may_not_know_of_any_more_is_not_named(told: House):
    """They held an office when they were told; the page asks again."""
    place = Place(told.url, told.clock)
    with writing(place.engine) as db:
        act = place.at_hand.act(db)
        edition = db.exec(
            select(Edition)
            .join(Regulation, Regulation.id == Edition.regulation_id)  # type: ignore[arg-type]
            .where(Regulation.slug == IN_REVIEW[0], Edition.number == IN_REVIEW[1])
        ).one()
        drafter, employee = (person_by_code(db, code) for code in ("drafter", "employee"))
        assert drafter is not None
        assert employee is not None
        matter = Matter(NoticeKind.RETURNED, "returned:test", edition=edition)
        assert list(rows(act, matter, [employee])) == []
        row = next(rows(act, matter, [drafter])) | {"person_id": employee.id}
        assert send_out(act, [row], Ways()) == 1
        regulation = db.get_one(Regulation, edition.regulation_id).name_zh
    page = told.visitor("employee").get("/notices?lang=zh").text
    assert "有人要求修改" in page
    assert regulation not in spoken(page.split("有人要求修改")[1].split("</li>")[0])
    place.engine.dispose()


def test_a_choice_is_kept_and_what_cannot_be_used_is_said_beside_its_field(told: House):
    visitor = told.visitor("drafter")
    for fields, sentence in (
        ({"mail": "at_once", "hook": "never", "address": ""}, "Give an address"),
        ({"mail": "at_once", "hook": "never", "address": "no address"}, "no address for mail"),
        ({"mail": "at_once", "hook": "never", "address": "a@b\r\nBcc: c@d"}, "no address for mail"),
        ({"mail": "hourly", "hook": "never", "address": "a@example.com"}, "Choose one of these"),
    ):
        answer = visitor.post("/notices/choices?lang=en", fields)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert (
        visitor.post("/notices/choices", {"mail": "daily", "hook": "never", "address": " a@example.com "}).status_code
        == 302
    )
    page = visitor.get("/notices/choices?lang=zh").text
    assert re.search(r'<option value="daily" selected', page)
    assert 'value="a@example.com"' in page
    with told.records() as db:
        assert [(one.address, one.mail, one.hook) for one in db.exec(select(NoticeChoice))] == [
            ("a@example.com", "daily", "never")
        ]


def test_an_administrator_sees_what_was_given_up_and_has_it_tried_again(told: House):
    place = Place(told.url, told.clock)
    place.ask("deliver:1", kind="deliver", delivery=1)
    with beside(place.engine) as db:
        held = jobs.claim(db, "x", told.clock(), jobs.LONGEST, ("deliver",))
    assert held is not None
    with writing(place.engine) as db:
        jobs.give_up(
            db, held, told.clock(), Words("邮件服务器没有收下（550）。", "The mail server did not take it (550).")
        )
    admin = told.visitor("admin")
    page = admin.get("/people/jobs?lang=en").text
    assert "did not take it (550)" in page
    assert "Sending a notice out" in page
    assert admin.post(f"/people/jobs/{held.id}/again").status_code == 302
    assert admin.post(f"/people/jobs/{held.id}/again").status_code == 404
    assert "550" not in admin.get("/people/jobs?lang=en").text
    assert told.visitor("secretary").get("/people/jobs").status_code == 403
    place.engine.dispose()


def test_the_administrator_says_what_the_messenger_is_and_the_record_tells_it(told: House):
    admin = told.visitor("admin")
    page = admin.get("/enterprise/messenger?lang=zh").text
    assert "主机还没有设置地址和密钥" in page
    assert [one.partition("<")[0] for one in re.findall(r"<option value=.*? selected>([^<]*)", page)] == [
        "自己的程序（签名的 JSON）"
    ]
    assert admin.post("/enterprise/messenger", {"kind": "pigeon"}).status_code == 422
    for _ in range(2):
        assert admin.post("/enterprise/messenger", {"kind": "dingtalk"}).status_code == 302
    assert '<option value="dingtalk" selected>' in admin.get("/enterprise/messenger").text
    with told.records() as db:
        assert db.exec(select(Event.object).where(Event.verb == "choose_messenger")).all() == ["messenger:dingtalk"]
    assert "钉钉群机器人" in spoken(admin.get("/people/record?lang=zh").text)
    assert told.visitor("drafter").post("/enterprise/messenger", {"kind": "wecom"}).status_code == 403
