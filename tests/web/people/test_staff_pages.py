"""Lists of staff through the real application: brought, looked over, carried out, slips printed and used; two at once."""

import base64
import io
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.publishing.spreadsheet.files import separated, workbook
from tests.web.house import TODAY, House, Visitor, in_language
from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.people.people import person_by_code
from workflow.lifecycle.people.slips import SLIP_HOLDS
from workflow.publishing.slips import draw_all
from workflow.records.person import Entity, Person
from workflow.records.staff import StaffFile, StaffImport
from workflow.rules.people.roles import Role

OWN = "a password nobody else knows"
HEAD = ["员工编号", "姓名", "部门/车间", "用人单位", "岗位", "入职日期", "离职日期", "手机"]
FIRST: list[list[Any]] = [
    ["某某公司员工花名册", *[None] * 7],
    HEAD,
    ["00012", "王一", "一车间", None, "钳工", TODAY - timedelta(days=900), None, 13800000001],
    ["00013", "李二", "一车间", None, "电工", "2020/3/5", None, 13800000002],
    ["00014", "张三丰", "质检科", None, None, "2021.7.1", None, None],
    ["00015", "", "质检科", None, None, None, None, None],
]


def bring(admin: Visitor, rows: Sequence[Sequence[Any]], name: str = "花名册.xlsx") -> int:
    """Upload a list; its number."""
    answer = admin.post("/people/import", files={"file": (workbook(rows), name)})
    assert answer.status_code == 302, answer.text
    found = re.search(r"/people/import/(\d+)$", answer.headers["Location"])
    assert found
    return int(found[1])


def columns_of(page: TestResponse) -> dict[str, str]:
    """What the page of columns has chosen, as the form would send it."""
    fields = {}
    for name, body in re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', page.text, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected>', body) or re.search(r'<option value="([^"]*)"', body)
        fields[unescape(name)] = unescape(chosen[1]) if chosen else ""
    return fields


def look(admin: Visitor, number: int, language: str = "zh", **more: object) -> TestResponse:
    """Accept the columns as guessed, and see what would change."""
    page = admin.get(f"/people/import/{number}")
    assert page.status_code == 200, page.text
    answer = admin.post(f"/people/import/{number}/choose", {**columns_of(page), **more})
    assert answer.headers["Location"].endswith("/changes"), answer.headers["Location"]
    return admin.get(in_language(f"/people/import/{number}/changes", language))


def digest(page: TestResponse | str) -> str:
    """What the form on a page would send of the plan that it shows."""
    words = page if isinstance(page, str) else page.text
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', words)
    assert found, words
    return found[1]


def carry(admin: Visitor, number: int, page: TestResponse) -> TestResponse:
    return admin.post(f"/people/import/{number}/carry-out", {"digest": digest(page)})


def imported(admin: Visitor, rows: Sequence[Sequence[Any]]) -> int:
    """The whole way; the number of the import."""
    number = bring(admin, rows)
    answer = carry(admin, number, look(admin, number))
    found = re.search(r'href="/people/imports/(\d+)" data-go-on', answer.text)
    assert found, answer.text
    return int(found[1])


def printed(answer: TestResponse) -> tuple[bytes, dict[str, str]]:
    """The file of slips in an answer, and account → code as its words say."""
    return printed_in(answer.text)


def printed_in(page: str) -> tuple[bytes, dict[str, str]]:
    """The same of a page."""
    found = re.search(r'href="data:application/pdf;base64,([^"]+)"', page)
    assert found, page[-2000:]
    content = base64.b64decode(found[1])
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    accounts = re.findall(r"(?:工号|No\.) (\d+)", words)
    codes = re.findall(r"[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}", words)
    assert len(accounts) == len(codes)
    return content, dict(zip(accounts, codes, strict=True))


def test_from_a_file_to_people_who_have_chosen_a_password(either_house: House):
    admin = either_house.visitor("admin")
    number = bring(admin, FIRST)
    page = admin.get(f"/people/import/{number}")
    assert columns_of(page) == {
        "sheet": "0", "header": "2", "column:number": "0", "column:name": "1", "column:name_en": "no-column",
        "column:department": "2", "column:entity": "3", "column:post": "4", "column:joined": "5", "column:left": "6",
        "column:phone": "7", "column:email": "no-column", "column:sex": "no-column", "column:office": "no-column",
        "employer": "1",
    }  # fmt: skip
    assert "13800000001" in page.text
    before = either_house.rows()
    for language, joins in (("zh", "入职 3"), ("en", "Joining 3")):
        seen = look(admin, number, language)
        assert joins in " ".join(seen.text.split())
    assert (
        "第6行“姓名”（B列）是空的。"
        in admin.get(in_language(f"/people/import/{number}/changes?show=questions", "zh")).text
    )
    shown = admin.get(f"/people/import/{number}/changes?show=joins").text
    for words in ("王一", "00013", "质检科", "2020年3月5日"):
        assert words in shown
    untouched = {name: rows for name, rows in either_house.rows().items() if not name.startswith("staff")}
    assert untouched == {name: rows for name, rows in before.items() if not name.startswith("staff")}
    answer = carry(admin, number, seen)
    assert answer.status_code == 200
    assert re.findall(r'<progress max="(\d+)" value="(\d+)"', answer.text)[-1] == ("3", "3")
    done = admin.get("/people/imports/1")
    assert "王一" in done.text
    with either_house.records() as db:
        assert not db.exec(select(StaffFile)).all(), "what the file said beside is not kept"
        for person in db.exec(select(Person).where(col(Person.number).is_not(None))):
            assert (person.secret, person.one_time) == (None, None)
    nobody = either_house.visitor()
    assert nobody.post("/sign-in", {"code": "00012", "password": ""}).status_code == 401
    content, codes = printed(admin.post("/people/imports/1/make-slips"))
    assert set(codes) == {"00012", "00013", "00014"}
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    with either_house.records() as db:
        kept = db.exec(select(Person.one_time).where(Person.code == "00012")).one()
        assert kept
        assert kept.startswith("hmac-sha256$")
        assert codes["00012"].replace("-", "") not in kept
    worker = either_house.visitor()
    assert worker.post("/sign-in", {"code": "00012", "password": codes["00013"]}).status_code == 401
    typed = codes["00012"].lower().replace("-", " ")
    assert worker.post("/sign-in", {"code": "00012", "password": typed}).status_code == 302
    worker.token = ""
    assert worker.get("/desk").headers.get("Location") == "/account", "nothing opens before a password is chosen"
    refused = worker.post("/account/password", {"password": codes["00012"], "again": codes["00012"]})
    assert refused.status_code == 422
    assert worker.post("/account/password", {"password": OWN, "again": OWN}).headers["Location"] == "/desk"
    again = either_house.visitor()
    assert again.post("/sign-in", {"code": "00012", "password": codes["00012"]}).status_code == 401, "used up"
    assert again.post("/sign-in", {"code": "00012", "password": OWN}).status_code == 302


def test_offices_in_a_list_are_shown_and_given_to_those_who_are_ticked(either_house: House):
    admin = either_house.visitor("admin")
    rows = [["工号", "姓名", "职务", "系统角色"], ["1", "王一", "厂长", "起草人、工会审核"]]
    rows += [["2", "李二", "职代会秘书", ""], ["3", "张三", "系统管理员", "管理员，超级用户"]]
    number = bring(admin, rows)
    said = look(admin, number).text
    assert "2人没有勾选，不授予" in said
    assert all(one in said for one in ("“管理员”", "“超级用户”"))
    offered = admin.get(f"/people/import/{number}/changes?show=offices").text
    assert re.findall(r'name="give" value="(\d)"', offered) == ["1", "2"]
    assert "checked" not in offered
    ticked = {"shown": ["1", "2"], "give": ["1", "2", "3"]}
    back = admin.post(f"/people/import/{number}/answer", ticked).headers["Location"]
    page = admin.get(in_language(back, "zh"))
    assert "授予4项岗位" in page.text
    assert admin.post(f"/people/import/{number}/answer", {"shown": ["2"]}).status_code == 302, "taken back once more"
    page = admin.get(in_language(back, "zh"))
    assert "授予3项岗位" in page.text
    assert re.findall(r'value="(\d)" checked', page.text) == ["1"]
    assert carry(admin, number, page).status_code == 200
    with either_house.records() as db:
        held = {
            one.code: roles_of(db, one, TODAY) for one in db.exec(select(Person).where(col(Person.number).is_not(None)))
        }
    assert held == {
        "1": {Role.EMPLOYEE, Role.DRAFTER, Role.REVIEWER}, "2": {Role.EMPLOYEE}, "3": {Role.EMPLOYEE}
    }  # fmt: skip
    told = admin.get(in_language("/people/record", "zh")).text
    assert "授予王一“起草人”" in told
    again = look(admin, bring(admin, rows))
    assert "1人没有勾选" in again.text, "whoever holds an office is not named for it once more"


def test_slips_run_out_and_a_second_printing_voids_the_first(house: House):
    admin = house.visitor("admin")
    number = imported(admin, FIRST)
    _, first = printed(admin.post(f"/people/imports/{number}/make-slips"))
    page = admin.get(f"/people/imports/{number}").text
    assert "全部作废" in page
    assert not any(code in page for code in first.values())
    _, second = printed(admin.post(in_language(f"/people/imports/{number}/make-slips", "en")))
    visitor = house.visitor()
    assert visitor.post("/sign-in", {"code": "00012", "password": first["00012"]}).status_code == 401
    house.clock.forward(days=SLIP_HOLDS.days - 1)
    assert house.visitor().post("/sign-in", {"code": "00012", "password": second["00012"]}).status_code == 302
    house.clock.forward(days=2)
    late = house.visitor().post(in_language("/sign-in", "zh"), {"code": "00013", "password": second["00013"]})
    assert late.status_code == 401
    assert "已经过期" in late.text


def test_a_second_list_shows_who_left_moved_and_was_renamed_before_it_is_done(house: House):
    admin = house.visitor("admin")
    imported(admin, FIRST)
    second: list[list[Any]] = [
        HEAD,
        ["00012", "王一", "二车间", None, "钳工", None, None, None],
        ["00014", "张三峰", "质检科", None, None, "2021-07-01", None, None],
        ["00020", "赵六", "二车间", "另一家有限公司", None, TODAY, None, None],
    ]
    number = bring(admin, second)
    page = look(admin, number, everybody=["1"])
    assert "另一家有限公司" in page.text
    key = re.search(r'name="(answer:employer:[^"]+)"', page.text)
    assert key
    assert admin.post(f"/people/import/{number}/answer", {unescape(key[1]): "new"}).status_code == 302
    said = {
        "joins": ("赵六", "另一家有限公司"),
        "leaves": ("李二", "不在名单上"),
        "moves": ("王一", "二车间"),
        "names": ("张三丰", "张三峰"),
    }
    for show, words in said.items():
        shown = admin.get(in_language(f"/people/import/{number}/changes?show={show}", "zh"))
        assert all(one in shown.text for one in words), show
    answer = carry(admin, number, shown)
    assert "data-go-on" in answer.text
    with house.records() as db:
        closed = person_by_code(db, "00013")
        assert closed is not None
        assert closed.closed
        assert db.exec(select(Entity.name_zh).order_by(col(Entity.id).desc())).first() == "另一家有限公司"
        done = db.exec(select(StaffImport).order_by(col(StaffImport.id).desc())).first()
        assert done is not None
        assert (done.joined, done.left, done.moved, done.renamed) == (1, 1, 1, 1)
        number = closed.id
    for language, told in (("zh", "登记李二离职"), ("en", "left, ")):
        assert told in admin.get(in_language(f"/people/{number}", language)).text
        assert told in admin.get(in_language("/people/record", language)).text


def test_a_second_administrator_and_a_person_added_meanwhile_are_met_with_a_sentence(house: House):
    admin, other = house.visitor("admin"), house.visitor("admin")
    number = bring(admin, FIRST)
    page = look(admin, number)
    assert other.post("/people", {"code": "00013", "name_zh": "李二", "entity": "1"}).status_code == 200
    refused = carry(admin, number, page)
    assert refused.status_code == 409
    assert "已经有了变动" in refused.text
    assert digest(refused) != digest(page)
    with house.records() as db:
        assert db.exec(select(StaffImport)).all() == []
    page = admin.get(f"/people/import/{number}/changes")
    assert "data-go-on" in carry(other, number, page).text
    late = carry(admin, number, page)
    assert late.status_code == 409
    assert "另一位管理员" in late.text
    assert admin.get(f"/people/import/{number}").headers["Location"] == "/people/imports/1"
    for form in ("choose", "answer"):
        assert admin.post(f"/people/import/{number}/{form}").status_code == 409
    with house.records() as db:
        linked = person_by_code(db, "00013")
        assert linked is not None
        assert linked.number == "00013", "the account that was opened meanwhile is the same person's"


def test_what_was_chosen_is_remembered_for_the_next_list_with_the_same_headers(house: House):
    admin = house.visitor("admin")
    rows = [
        ["编码", "姓名", "名称", "一级部门", "二级部门"],
        ["1", "王一", "x", "a", "b"],
        ["2", "李二", "x", "a", "b"],
    ]
    number = bring(admin, rows)
    page = admin.get(f"/people/import/{number}")
    assert "没有找到“工号”列" in page.text
    chosen = {**columns_of(page), "column:number": "0", "column:department": "4"}
    assert admin.post(f"/people/import/{number}/choose", chosen).headers["Location"].endswith("/changes")
    again = columns_of(admin.get(f"/people/import/{bring(admin, rows)}"))
    assert (again["column:number"], again["column:department"]) == ("0", "4")


def test_text_files_foreign_files_and_none_at_all(house: House):
    admin = house.visitor("admin")
    good = separated([HEAD, ["7", "王一", *[""] * 6]], ";", "gb18030")
    assert admin.post("/people/import", files={"file": (good, "x.csv")}).status_code == 302
    for content, words in ((b"%PDF-1.7", "这不是表格文件"), (b"", "文件是空的"), (b"PK\x03\x04xxxx", "文件已损坏")):
        refused = admin.post(in_language("/people/import", "zh"), files={"file": (content, "x.xlsx")})
        assert refused.status_code == 422
        assert words in refused.text
    assert admin.post("/people/import").status_code == 422
    assert admin.get("/people/import/999").status_code == 404
    assert admin.get("/people/imports/999").status_code == 404


def test_a_list_waits_until_it_is_carried_out_or_let_go(house: House):
    admin = house.visitor("admin")
    number = bring(admin, FIRST, "三月.xlsx")
    look(admin, number)
    house.clock.forward(days=9)
    admin = house.visitor("admin")
    assert "三月.xlsx" in admin.get("/people/import").text
    assert admin.get(f"/people/import/{number}/changes").status_code == 200
    assert admin.post(f"/people/import/{number}/drop").status_code == 302
    assert "三月.xlsx" not in admin.get("/people/import").text


@pytest.mark.parametrize("who", ["secretary", "drafter", "reviewer-legal", "delegate", None])
def test_nobody_but_an_administrator_gets_near_a_list(house: House, who: str | None):
    admin = house.visitor("admin")
    waiting, number = bring(admin, FIRST), imported(admin, FIRST)
    visitor = house.visitor(who)
    before = house.rows()
    for path in (
        "/people/import",
        f"/people/import/{waiting}",
        f"/people/import/{waiting}/changes",
        f"/people/imports/{number}",
    ):
        assert visitor.get(path).status_code == (403 if who else 302)
    forms = [f"/people/import/{waiting}/{one}" for one in ("choose", "answer", "drop", "carry-out")]
    for path in ("/people/import", *forms, f"/people/imports/{number}/make-slips"):
        assert visitor.post(path).status_code == (403 if who else 401), path
    assert {k: v for k, v in house.rows().items() if k != "sign_in"} == {
        k: v for k, v in before.items() if k != "sign_in"
    }


def test_whoever_goes_away_finds_it_done(house: House):
    admin = house.visitor("admin")
    number = bring(admin, FIRST)
    page = look(admin, number)
    answer = admin.client.post(
        f"/people/import/{number}/carry-out", data={"csrf_token": admin.token, "digest": digest(page)}, buffered=False
    )
    assert answer.iter_encoded is not None
    chunks = iter(answer.response)
    next(chunks)
    next(chunks)
    answer.close()
    with house.records() as db:
        assert db.exec(select(StaffImport)).one().joined == 3


def test_slips_that_cannot_be_drawn_hand_out_nothing(house: House, monkeypatch: pytest.MonkeyPatch):
    admin = house.visitor("admin")
    number = imported(admin, FIRST)

    def slow(*given: Any) -> Iterator[int | bytes]:
        with house.engine.execution_options(
            writing=True
        ).begin() as db:  # an account is closed while the slips are drawn
            db.execute(sa.text("UPDATE person SET closed = true WHERE code = '00013'"))
        yield from draw_all(*given)

    monkeypatch.setattr("workflow.web.people.slips.draw_all", slow)
    answer = admin.post(in_language(f"/people/imports/{number}/make-slips", "zh"))
    assert "没有发放任何密码" in answer.text
    assert "data:application/pdf" not in answer.text
    with house.records() as db:
        assert not db.exec(
            select(Person).where(col(Person.number).is_not(None), col(Person.one_time).is_not(None))
        ).all()


def test_slips_are_printed_for_a_department_and_in_the_order_of_departments(house: House):
    admin = house.visitor("admin")
    rows = [
        ["工号", "姓名", "部门"],
        ["1", "王一", "质检科"],
        ["2", "李二", "总装车间"],
        ["3", "张三", "质检科"],
        ["4", "赵四", ""],
    ]
    number = imported(admin, rows)
    page = admin.get(in_language(f"/people/imports/{number}", "zh")).text
    assert re.findall(r'<option value="([^"]*)">', page) == ["", "总装车间", "质检科"]
    _, first = printed(admin.post(f"/people/imports/{number}/make-slips", {"department": "质检科"}))
    assert list(first) == ["1", "3"]
    _, second = printed(admin.post(f"/people/imports/{number}/make-slips", {"department": "总装车间"}))
    assert list(second) == ["2"]
    assert house.visitor().post("/sign-in", {"code": "1", "password": first["1"]}).status_code == 302, "still good"
    _, every = printed(admin.post(f"/people/imports/{number}/make-slips"))
    assert list(every) == ["4", "2", "1", "3"]
