"""The desk of whoever asks: tables of any make, hostile ones too; five hundred opinions; what the report says is what is kept."""

import io
from typing import cast

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader
from sqlmodel import select

from tests.web.consultation.desk import DESK, after, groups_of, keys_of, opened, places, write
from tests.web.house import House, Visitor, spoken
from workflow.records.consultation import EmployeeConsultation, Opinion, OpinionAnswer, OpinionGroup


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        cast("Worksheet", book.active).append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(visitor: Visitor, content: bytes, name: str = "意见.xlsx", **more: str):
    return visitor.post(f"{DESK}/add-opinions", more, {"file": (content, name)})


def kept(house: House) -> list[Opinion]:
    with house.records() as db:
        found = list(db.exec(select(Opinion)))
        db.expunge_all()
    return found


def test_a_table_with_any_headers(house: House):
    opened(house, "account")
    secretary = house.visitor("secretary")
    rows = (
        ("职工意见汇总表", None, None),
        ("序号", "提出人", "涉及条款", "修改意见"),
        (1, "名" * 40, "第三条", "提高标准\n并按季度公布"),
        (2, None, "第3条第二款", "同意"),
        (3, "李四", "全文", "长" * 2000),
        (4, None, None, "没有写条文"),
    )
    assert bring(secretary, sheet(*(row for row in rows))).status_code == 302
    found = {one.text: one for one in kept(house)}
    assert len(found) == 4
    assert next(one.name for one in found.values() if one.name.startswith("名")) == "名" * 40
    html = secretary.get(DESK).text
    third = places(html)["第三条"]
    assert found["同意"].provision == third
    assert "长" * 2000 in found, "nothing is cut"
    assert found["没有写条文"].provision == ""


def test_columns_that_are_not_recognised_are_said(house: House):
    opened(house, "account")
    secretary = house.visitor("secretary")
    content = sheet(("甲栏", "乙栏"), ("第三条", "改一改"))
    refused = bring(secretary, content)
    assert refused.status_code == 422
    assert kept(house) == []
    taken = bring(secretary, content, **{"column:opinion": "B", "column:about": "A"})
    if taken.status_code == 422:
        assert "表头" in taken.text
    else:
        assert [one.text for one in kept(house)] == ["改一改"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no book",
        b"%PDF-1.4",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"\x00\x01\x02" * 200,
        "意见\n".encode("utf-16") + b"\xff",
        sheet(("意见", "条文"), ("太长" * 2000, "第三条")),
        sheet(("意见", "条文"), ("好", "第九百条")),
        sheet(("意见", "条文")),
        sheet(("意见", "条文"), ("=1+1", "第三条")),
        sheet(("意见", "姓名"), ("好", "名" * 41)),
        ("意见,条文\n" + "好,第三条\n" * 5001).encode(),
    ],
    ids=[
        "empty",
        "broken zip",
        "pdf",
        "old",
        "noise",
        "utf-16",
        "too long",
        "no such article",
        "no rows",
        "formula",
        "long name",
        "rows",
    ],
)
def test_a_hostile_table_leaves_nothing_behind(house: House, content: bytes):
    opened(house, "account")
    answer = bring(house.visitor("secretary"), content)
    assert answer.status_code == 422
    assert answer.text.count('class="problems"') == 1
    assert kept(house) == []


def test_what_was_typed_from_paper_comes_back_when_it_cannot_be_taken(house: House):
    opened(house, "account")
    secretary = house.visitor("secretary")
    answer = secretary.post(f"{DESK}/add-opinions", {"about": "", "text": "好意见", "name": "名" * 41})
    assert answer.status_code == 422
    assert "好意见" in answer.text
    assert "名" * 41 in answer.text


def test_a_drafter_answers_and_does_not_open_or_post(house: House):
    opened(house, "account")
    drafter = house.visitor("drafter")
    assert drafter.get(DESK).status_code == 200
    for verb in ("open-consultation", "stop-consultation", "add-opinions", "group-opinions", "close-consultation"):
        assert drafter.post(f"{DESK}/{verb}", {}).status_code == 403
    secretary = house.visitor("secretary")
    secretary.post(f"{DESK}/add-opinions", {"about": "", "text": "好意见"})
    html = secretary.get(DESK).text
    secretary.post(f"{DESK}/group-opinions", {"opinion": keys_of(html)})
    place = groups_of(secretary.get(DESK).text)[0]
    assert drafter.post(f"{place}/answer-opinions", {"answer": "partly", "reason": "可以"}).status_code == 302
    for outside in ("employee", "reviewer-legal", "issuer", "admin"):
        visitor = house.visitor(outside)
        assert visitor.get(DESK).status_code == 403
        assert visitor.get(place).status_code == 403


def words_of(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.thorough
def test_five_hundred_opinions_are_grouped_and_answered_and_the_report_says_what_is_kept(house: House):
    address = opened(house, "account")
    secretary = house.visitor("secretary")
    rows = [("条文", "意见", "姓名")]
    rows += [(f"第{'一二三四五'[at % 5]}条", f"第{at % 25}类意见，编号{at:03}", f"职工{at:03}") for at in range(500)]
    assert bring(secretary, sheet(*rows)).status_code == 302
    with house.records() as db:
        keys = {one.text: one.key for one in db.exec(select(Opinion))}
    assert len(keys) == 500
    html = secretary.get(DESK).text
    assert "未分组的意见（500条）" in html
    for kind in range(25):
        mine = [key for text, key in keys.items() if text.startswith(f"第{kind}类")]
        form = {"opinion": mine, "title": f"第{kind}类"}
        assert secretary.post(f"{DESK}/group-opinions", form).status_code == 302
    html = secretary.get(DESK).text
    assert "未分组的意见" not in html
    third = places(secretary.get(address).text)["第三条"]
    for at, place in enumerate(groups_of(html)):
        form = {"answer": ("taken", "partly", "not_taken")[at % 3], "reason": f"理由{at:02}。", "became": [third]}
        assert secretary.post(f"{place}/answer-opinions", form).status_code == 302
    after(house)
    secretary = house.visitor("secretary")
    assert secretary.post(f"{DESK}/close-consultation").status_code == 302
    posted = spoken(house.visitor("employee").get(address).text)
    assert "共收到意见500条" in posted
    said = words_of(secretary.get(f"{address}/report.pdf").data)
    with house.records() as db:
        row = db.exec(select(EmployeeConsultation)).one()
        groups = {one.id: one.title for one in db.exec(select(OpinionGroup))}
        answers = db.exec(select(OpinionAnswer)).all()
        assert len(answers) == 25
        assert "500条，归并为25组" in said
        assert row.since.isoformat() == "2026-03-16"
        assert "2026年3月16日至2026年3月31日" in said
        for one in answers:
            assert f"{groups[one.group_id]}（20条）" in said
            assert one.reason in said
        for text in keys:
            assert "".join(text.split()) in said
        assert "职工001" not in said, "no name is in the report"
    assert "职工001" not in posted


def test_characters_that_no_face_has_do_not_stop_the_report(house: House):
    address = opened(house)
    words = "生僻字𪚥和表情😀，零宽\u200b，右向\u202e左，<b>标记</b>"
    assert write(house.visitor(), address, words).status_code == 302
    after(house)
    secretary = house.visitor("secretary")
    secretary.post(f"{DESK}/take-opinions")
    said = words_of(secretary.get(f"{DESK}/report.pdf").data)
    assert "0组" in said
    secretary.post(f"{DESK}/group-opinions", {"opinion": keys_of(secretary.get(DESK).text)})
    said = words_of(secretary.get(f"{DESK}/report.pdf").data)
    assert "<b>标记</b>" in said
    assert "〓" in said
