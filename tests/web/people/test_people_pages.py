"""The pages of people through the real application: stories, two administrators at once, codes, who sees what."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.web.house import AWAITING, IN_REVIEW, TODAY, House, Opening, Visitor, chosen, in_language, spoken
from workflow.lifecycle.people.people import CODE_HOLDS, person_by_code
from workflow.records.event import Event
from workflow.records.person import Grant
from workflow.rules.people.roles import Role

OWN = "a password nobody else knows"
TOMORROW = TODAY + timedelta(days=1)


def number_of(house: House, code: str) -> int:
    with house.records() as db:
        found = person_by_code(db, code)
        assert found is not None
        return found.id or 0


def office(house: House, code: str, wanted: Role) -> str:
    """How the form to end an office names the one that somebody holds."""
    with house.records() as db:
        rows = db.exec(select(Grant).where(Grant.person_id == number_of(house, code), Grant.role == wanted)).all()
        return f"role:{rows[-1].id}"


def done(answer) -> None:
    assert answer.status_code == 302, re.findall(r'class="problem"[^>]*>([^<]*)<', answer.text)


def opened(house: House, code: str = "new", **fields: object) -> tuple[Visitor, int]:
    """Somebody new who chose a password, and their number."""
    given = {"code": code, "name_zh": "新同事", "name_en": "Newcomer", "entity": "1", **fields}
    visitor = chosen(house, code, house.visitor("admin").post("/people", given), OWN)
    return visitor, number_of(house, code)


def code_in(html: str) -> str:
    found = re.search(r"data-code>([^<]+)<", html)
    assert found
    return found[1]


def test_a_first_account_begins_with_a_code_and_nothing_opens_before_a_password_is_chosen(house: House):
    admin = house.visitor("admin")
    answer = admin.post(
        "/people", {"code": "new", "name_zh": "新同事", "entity": "1", "role": "drafter", "password": OWN}
    )
    code = code_in(answer.text)
    visitor = house.visitor()
    assert visitor.post("/sign-in", {"code": "new", "password": OWN}).status_code == 401, "nobody types it for another"
    assert visitor.post("/sign-in", {"code": "new", "password": code}).status_code == 302
    visitor.token = ""
    for path in ("/desk", "/people", "/people/record", f"/regulations/{IN_REVIEW[0]}/editions/2/draft", "/sessions"):
        assert visitor.get(path).headers.get("Location") == "/account", path
    assert visitor.get(f"/regulations/{IN_REVIEW[0]}/editions/2").status_code == 404, "what only the workshop reads"
    refused = visitor.post("/regulations/new", {"slug": "mine", "name_zh": "写好的名称", "name_en": "Mine"})
    assert refused.status_code == 409
    assert "请先在“我的账号”设置自己的密码" in refused.text
    assert "写好的名称" in refused.text
    for fields, wrong in (
        ({"password": "short", "again": "short"}, "password"),
        ({"password": OWN, "again": OWN + "!"}, "again"),
        ({"password": code, "again": code}, "password"),
    ):
        said = visitor.post("/account/password", fields)
        assert said.status_code == 422
        assert f'id="e-{wrong}"' in said.text
        assert OWN not in said.text
    assert visitor.post("/account/password", {"password": OWN, "again": OWN}).headers["Location"] == "/desk"
    visitor.token = ""
    assert visitor.get("/desk").status_code == 200
    again = house.visitor()
    assert again.post("/sign-in", {"code": "new", "password": code}).status_code == 401
    assert again.post("/sign-in", {"code": "new", "password": OWN}).status_code == 302


def test_a_code_stands_on_no_other_page(house: House):
    admin = house.visitor("admin")
    answer = admin.post("/people", {"code": "new", "name_zh": "新同事", "entity": "1"})
    code, number = code_in(answer.text), number_of(house, "new")
    assert answer.headers["Cache-Control"] == "no-store"
    for path in ("/people", f"/people/{number}", "/people/record", "/people?show=waiting"):
        assert code not in admin.get(path).text
    assert code not in "".join(answer.headers.getlist("Set-Cookie"))
    repeated = admin.post("/people", {"code": "new", "name_zh": "新同事", "entity": "1"})  # the page loaded again
    assert repeated.status_code == 422
    assert "data-code" not in repeated.text


def test_a_code_that_ran_out_says_so_to_whoever_has_it_and_to_nobody_else(house: House):
    code = code_in(house.visitor("admin").post("/people", {"code": "new", "name_zh": "新", "entity": "1"}).text)
    house.clock.now += CODE_HOLDS
    late = house.visitor().post("/sign-in", {"code": "new", "password": code})
    assert late.status_code == 401
    assert "已经过期" in late.text
    assert "已经过期" not in house.visitor().post("/sign-in", {"code": "new", "password": "guessed"}).text


def test_a_reset_ends_every_sign_in_and_the_administrator_learns_no_password(house: House):
    visitor, number = opened(house, role="drafter")
    assert visitor.get("/desk").status_code == 200
    answer = house.visitor("admin").post(f"/people/{number}/reset-password")
    assert visitor.get("/desk").status_code == 302
    assert house.visitor().post("/sign-in", {"code": "new", "password": OWN}).status_code == 401
    back = chosen(house, "new", answer, OWN + " again")
    assert back.get("/desk").status_code == 200
    assert house.visitor("admin").post("/account/password", {"password": OWN}).status_code == 422


def test_a_story_of_offices_by_date(house: House):
    """Given from tomorrow, held tomorrow, ended the day after; the page, the buttons and the rule say the same each day."""
    visitor, number = opened(house, role="reviewer")
    admin, place = house.visitor("admin"), f"/people/{number}"
    done(
        admin.post(
            f"{place}/grant-office", {"office": "role:drafter", "since": TOMORROW.isoformat(), "basis": "任〔2026〕1号"}
        )
    )
    assert visitor.get("/regulations/new").status_code == 403
    assert "待生效" in spoken(admin.get(place).text)
    house.clock.forward(days=1)
    visitor, admin = house.visitor("new"), house.visitor("admin")  # a sign-in does not last the night
    assert visitor.get("/regulations/new").status_code == 200
    assert "现任" in spoken(admin.get(place).text)
    after = TOMORROW + timedelta(days=1)
    done(admin.post(f"{place}/end-office", {"which": office(house, "new", Role.DRAFTER), "until": after.isoformat()}))
    assert visitor.get("/regulations/new").status_code == 200
    house.clock.forward(days=1)
    visitor, admin = house.visitor("new"), house.visitor("admin")
    assert visitor.get("/regulations/new").status_code == 403
    page = spoken(admin.get(place).text)
    assert "曾任" in page
    assert "任〔2026〕1号" in page
    register = spoken(house.visitor("drafter").get("/people/record").text)
    assert "授予新同事“起草人”，自2026年3月17日起" in register
    assert "结束新同事的“起草人”，自2026年3月18日起不再担任" in register


def test_a_name_of_today_does_not_reach_into_the_record_of_yesterday(house: House):
    admin, place = house.visitor("admin"), f"/people/{number_of(house, 'drafter')}"
    record = f"/regulations/{AWAITING[0]}/record"
    before = spoken(admin.get(record).text)
    assert "沈若琳" in before
    later = TODAY + timedelta(days=2)
    done(admin.post(f"{place}/rename", {"name_zh": "沈琳", "name_en": "Shen Lin", "since": later.isoformat()}))
    assert spoken(admin.get("/people").text).count("沈琳") == 0
    house.clock.forward(days=2)
    admin = house.visitor("admin")
    assert "沈琳" in spoken(admin.get("/people").text)
    assert "沈琳" not in spoken(admin.get(record).text)
    assert spoken(admin.get(record).text).count("沈若琳") == before.count("沈若琳")
    drafter = house.visitor("drafter")
    done(
        drafter.post(
            "/regulations/new", {"slug": "later", "name_zh": "以后的办法", "name_en": "Later", "kind": "regulation"}
        )
    )
    assert "沈琳" in spoken(drafter.get("/regulations/later/record").text)
    assert "Shen Lin" in spoken(drafter.get(in_language("/regulations/later/record", "en")).text)
    found = spoken(admin.get("/people?q=沈若琳").text)
    assert "drafter" in found, "found by the name of before"


def test_a_transfer_keeps_the_person(house: House):
    admin, number = house.visitor("admin"), number_of(house, "drafter")
    done(admin.post(f"/people/{number}/transfer", {"entity": "2", "since": TOMORROW.isoformat()}))
    row = re.compile(r"沈若琳</a></th>.*?</tr>", re.DOTALL)
    assert "衡锰新材料" in (row.search(admin.get("/people").text) or [""])[0]
    house.clock.forward(days=1)
    admin = house.visitor("admin")
    assert "衡锰南方" in (row.search(admin.get("/people").text) or [""])[0]
    assert house.visitor("drafter").get("/regulations/new").status_code == 200


def test_what_an_administrator_gives_themselves_is_seen_by_the_workshop(house: House):
    admin, number = house.visitor("admin"), number_of(house, "admin")
    assert admin.get("/sessions/new").status_code == 403
    done(admin.post(f"/people/{number}/grant-office", {"office": "role:secretary", "since": TODAY.isoformat()}))
    assert admin.get("/sessions/new").status_code == 200
    assert "本人授予本人" in spoken(admin.get(f"/people/{number}").text)
    for who in ("drafter", "reviewer-legal", "secretary", "issuer"):
        assert "本人授予本人" in spoken(house.visitor(who).get("/people/record").text)
        assert 'href="/people/record"' in house.visitor(who).get(f"/regulations/{AWAITING[0]}/record").text
    for who in ("employee", "delegate"):
        assert house.visitor(who).get("/people/record").status_code == 403
    assert "to themselves" in spoken(house.visitor("drafter").get("/people/record?lang=en").text)


def test_the_last_administrator_stays_and_is_told_why(house: House):
    admin, number = house.visitor("admin"), number_of(house, "admin")
    fields = {"which": office(house, "admin", Role.ADMIN), "until": TODAY.isoformat(), "basis": "写好的依据"}
    answer = admin.post(f"/people/{number}/end-office", fields)
    assert answer.status_code == 422
    assert "自2026年3月16日起将没有能登录的管理员" in answer.text
    assert 'value="写好的依据"' in answer.text
    assert admin.get("/people").status_code == 200


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("act", ["close", "end"])
def test_two_administrators_at_once_never_leave_none(opening: Opening, kind: str, act: str):
    """Each takes the other out in the same moment, from two tabs that both showed the button: one of them stays."""
    house = opening(kind)
    second, number = opened(house, "second", role="admin")
    first = house.visitor("admin")
    for visitor in (first, second):
        visitor.post("/account/seen")
    numbers = {"admin": number_of(house, "admin"), "second": number}
    rows = {code: office(house, code, Role.ADMIN) for code in numbers}

    def out(visitor: Visitor, code: str) -> int:
        fields = {} if act == "close" else {"which": rows[code], "until": TODAY.isoformat()}
        return visitor.post(
            f"/people/{numbers[code]}/{'close' if act == 'close' else 'end-office'}", fields
        ).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: out(*one), [(first, "second"), (second, "admin")]))
    assert sorted(answers)[0] == 302
    assert answers.count(302) == 1, answers
    left = [one for one in (first, second) if one.get("/people").status_code == 200]
    assert len(left) == 1


def test_nobody_else_opens_these_pages_or_forms(house: House):
    number = number_of(house, "employee")
    paths = ("grant-office", "end-office", "rename", "transfer", "reset-password", "close", "reopen")
    before = house.rows()
    for who in ("drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"):
        visitor = house.visitor(who)
        assert visitor.get(f"/people/{number}").status_code == 403
        for path in paths:
            assert visitor.post(f"/people/{number}/{path}", {"since": TODAY.isoformat()}).status_code == 403
    assert house.rows() == before


def test_a_closed_account_reopens_as_the_same_person_with_a_code(house: House):
    admin, number = house.visitor("admin"), number_of(house, "employee")
    done(admin.post(f"/people/{number}/close"))
    assert admin.post(f"/people/{number}/close").status_code == 422
    assert admin.post("/people", {"code": "employee", "name_zh": "别人", "entity": "1"}).status_code == 422
    assert (
        admin.post(f"/people/{number}/grant-office", {"office": "role:issuer", "since": TODAY.isoformat()}).status_code
        == 422
    )
    back = chosen(house, "employee", admin.post(f"/people/{number}/reopen"), OWN)
    assert number_of(house, "employee") == number
    assert back.get("/desk").status_code == 200
    assert back.get("/regulations/new").status_code == 403
    with house.records() as db:
        verbs = [one.verb for one in db.exec(select(Event).where(Event.object == f"person:{number}"))]
    assert verbs[-3:] == ["close_account", "reopen_account", "set_password"]


@pytest.mark.parametrize(
    "value", ["", "x", "role:", "role:king", "capacity:admin", "admin", "role:admin:x", "<b>", "角色"]
)
def test_an_office_that_is_none(house: House, value: str):
    answer = house.visitor("admin").post(
        "/people/1/grant-office", {"office": value, "since": "2026-03-20", "basis": "依据"}
    )
    assert answer.status_code == 422
    assert 'id="e-office"' in answer.text
    assert 'value="2026-03-20"' in answer.text
    assert 'value="依据"' in answer.text


@pytest.mark.parametrize(
    "value", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "二〇二六年三月", "2026-03-15", "' OR 1=1"]
)
@pytest.mark.parametrize("verb", ["grant-office", "rename", "transfer"])
def test_a_day_that_is_none_is_said_beside_the_field_and_nothing_typed_is_lost(shared: House, verb: str, value: str):
    fields = {"office": "role:issuer", "name_zh": "写好的姓名", "entity": "2", "basis": "写好的依据"}
    answer = shared.visitor("admin").post(f"/people/1/{verb}", {**fields, "since": value})
    assert answer.status_code == 422
    assert f'id="e-{verb}-since"' in answer.text
    assert 'value="写好的依据"' in answer.text
    if verb == "rename":
        assert 'value="写好的姓名"' in answer.text


@pytest.mark.parametrize("which", ["", "role:999", "role:x", "capacity:1", "person:1", "role:-1", f"role:{10**30}"])
def test_an_office_of_somebody_else_or_of_nobody_is_not_ended(shared: House, which: str):
    answer = shared.visitor("admin").post("/people/1/end-office", {"which": which, "until": TODAY.isoformat()})
    assert answer.status_code == 404


def test_many_people_cost_as_many_queries_as_few(house: House):
    """The list is paged and asks a fixed number of times; somebody on the last page is found."""
    import sqlalchemy as sa

    from workflow.records.database.session import writing
    from workflow.records.person import Person

    counted: list[str] = []
    sa.event.listen(house.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    admin = house.visitor("admin")

    def cost(path: str) -> int:
        counted.clear()
        assert admin.get(path).status_code == 200
        return len(counted)

    few = cost("/people")
    with writing(house.engine) as db:
        for one in range(1000):
            db.add(Person(code=f"staff-{one}", name_zh=f"职工{one}", name_en=f"Staff {one}", entity_id=1))
    assert cost("/people") == few <= 15
    assert cost("/people?page=21") == few
    assert "staff-999" in admin.get("/people?page=21").text
    assert "staff-777" in admin.get("/people?q=职工777").text
    assert "staff-1<" not in admin.get("/people?q=职工777").text


def test_the_day_of_an_office_is_the_day_of_the_enterprise(house: House):
    """23:30 in UTC is the next morning in Shanghai: the office holds from the enterprise's midnight."""
    visitor, number = opened(house)
    done(
        house.visitor("admin").post(
            f"/people/{number}/grant-office", {"office": "role:drafter", "since": date(2026, 3, 17).isoformat()}
        )
    )
    house.clock.now = house.clock.now.replace(hour=15, minute=59)
    visitor = house.visitor("new")
    assert visitor.get("/regulations/new").status_code == 403
    house.clock.forward(minutes=1)
    assert visitor.get("/regulations/new").status_code == 200
