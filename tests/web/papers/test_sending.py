"""Files on their way out: their names, parts of them, what is known already; and no byte that was not kept."""

import hashlib
import sqlite3
from urllib.parse import unquote

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.web.house import AWAITING, DECIDED_ITEM, IN_FORCE, IN_REVIEW, ISSUED_PAPER, ON_PAPER, House
from workflow.records.entry import Scan
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Consultation
from workflow.web.request.sending import LONGEST_NAME, file_name

HOUSE = "衡锰新材料股份有限公司"
PAPER = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}.pdf"


def name_in(answer: TestResponse) -> str:
    """The full name that a browser saves a file under (RFC 6266, RFC 8187)."""
    assert answer.status_code == 200, answer.text
    said = answer.headers["Content-Disposition"]
    plain = said.split('filename="', 1)[1].split('"', 1)[0]
    assert plain.isascii()
    assert "\\" not in plain
    full = said.partition("filename*=UTF-8''")[2]
    assert full.isascii()
    assert not set(full) & set("/\\\"' ;,")
    return unquote(full, errors="strict")


@pytest.mark.parametrize(
    ("path", "person", "zh", "en"),
    [
        (
            PAPER,
            None,
            f"{HOUSE}职工代表大会条例_第1版_施行中_衡锰〔2025〕2号.pdf",
            "Regulations on the Employee Representative Assembly of Hengmeng New Materials Co., Ltd_edition 1_In force_衡锰〔2025〕2号.pdf",
        ),
        (f"/regulations/{IN_FORCE[0]}.pdf", None, f"{HOUSE}职工代表大会条例_第1版_施行中_衡锰〔2025〕2号.pdf", None),
        (
            f"/regulations/{ON_PAPER[0]}/editions/1.pdf",
            None,
            "职工教育培训管理办法_第1版_已被替代_衡锰〔2016〕12号.pdf",
            None,
        ),
        (f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}.pdf", "drafter", f"{HOUSE}工会会员福利待遇制度_第2版_送审稿.pdf", None),
        (f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}.docx", "drafter", f"{HOUSE}工会会员福利待遇制度_第2版_送审稿.docx", None),
        (
            f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}/redline.docx",
            "drafter",
            f"{HOUSE}工会会员福利待遇制度_修订_第2版_送审稿.docx",
            None,
        ),
        (
            f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/table.pdf",
            "delegate",
            f"{HOUSE}厂务公开条例_修订对照表_第2版_审议稿.pdf",
            None,
        ),
        (
            f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/table.docx",
            "delegate",
            f"{HOUSE}厂务公开条例_修订对照表_第2版_审议稿.docx",
            None,
        ),
        (
            f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/decision.pdf",
            "delegate",
            f"关于修改《{HOUSE}厂务公开条例》的决定_第2版_草稿，未经表决.pdf",
            None,
        ),
        (
            f"/items/{DECIDED_ITEM}/resolution.pdf",
            None,
            "厂务公开条例_决议_第一届职工代表大会第二次会议_2025年4月22日.pdf",
            None,
        ),
    ],
)  # fmt: skip
def test_a_file_is_named_after_what_it_is(shared: House, path: str, person: str | None, zh: str, en: str | None):
    visitor = shared.visitor(person)
    assert name_in(visitor.get(f"{path}?lang=zh")) == zh
    if en:
        assert name_in(visitor.get(f"{path}?lang=en")) == en


def test_a_name_holds_nothing_that_a_disk_or_a_reader_stumbles_over():
    assert file_name(".pdf", 'a/b\\c:d*e?f"g<h>i|j', "", "第2版") == "a b c d e f g h i j_第2版.pdf"
    assert file_name(".pdf", "甲\u202e乙\n丙\t丁\0", "") == "甲 乙 丙 丁.pdf"
    assert file_name(".pdf", "..", "..") == "file.pdf"
    long = file_name(".docx", "厂" * 500, "第2版", "施行中", "衡锰〔2025〕3号")
    assert len(long.encode()) <= LONGEST_NAME
    assert long.endswith("…_第2版_施行中_衡锰〔2025〕3号.docx")


def test_a_part_of_a_file_is_that_part(shared: House):
    """RFC 9110: one range of bytes; several are answered by the whole; outside of it 416 with its length; HEAD has no parts."""
    visitor, whole = shared.visitor(), ISSUED_PAPER
    full = visitor.get(PAPER)
    assert (full.data, full.headers["Accept-Ranges"]) == (whole, "bytes")
    for asked, first, last in (("0-3", 0, 4), ("5-", 5, len(whole)), ("-7", len(whole) - 7, len(whole))):
        answer = visitor.get(PAPER, headers={"Range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer.data == whole[first:last]
        assert answer.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(whole)}"
        assert answer.headers["Content-Length"] == str(last - first)
    beyond = visitor.get(PAPER, headers={"Range": "bytes=100000-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole)}"
    for asked in ("bytes=0-1,4-5", "pages=1", "bytes=x"):
        answer = visitor.get(PAPER, headers={"Range": asked})
        assert (answer.status_code, answer.data) == (200, whole)
    head = visitor.client.head(PAPER, headers={"Range": "bytes=0-3"})
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(whole)))


def test_what_the_receiver_has_is_not_sent_again(shared: House):
    visitor = shared.visitor()
    tag = visitor.get(PAPER).headers["ETag"]
    assert tag == f'"{hashlib.sha256(ISSUED_PAPER).hexdigest()}"'
    known = visitor.get(PAPER, headers={"If-None-Match": tag})
    assert (known.status_code, known.data) == (304, b"")
    same = visitor.get(PAPER, headers={"Range": "bytes=0-3", "If-Range": tag})
    assert (same.status_code, same.data) == (206, ISSUED_PAPER[:4])
    other = visitor.get(PAPER, headers={"Range": "bytes=0-3", "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, ISSUED_PAPER)


def overwrite(house: House, statement: str, *values: object) -> None:
    """Change a row behind the back of the program, as somebody does who rules the file of the database."""
    with sqlite3.connect(house.url.removeprefix("sqlite:///")) as connection:
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
            assert sql
        assert connection.execute(statement, values).rowcount > 0
    connection.close()


@pytest.mark.parametrize("too", ["the bytes", "the digest too", "and the words of the event"])
def test_a_changed_byte_is_given_out_by_no_door(house: House, too: str):
    """One sentence and a number instead, whole, in part, its head, to who has it already; and the record says so."""
    other = ISSUED_PAPER[:-1] + b"!"
    mark = hashlib.sha256(other).hexdigest()
    overwrite(house, "UPDATE paper_file SET bytes = ?", other)
    if too != "the bytes":
        overwrite(house, "UPDATE paper_file SET sha256 = ?", mark)
    if too == "and the words of the event":
        overwrite(
            house, "UPDATE payload SET json = replace(json, ?, ?)", hashlib.sha256(ISSUED_PAPER).hexdigest(), mark
        )
    visitor = house.visitor("secretary")
    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": f'"{mark}"'}, {"Accept": "text/html"}):
        for path in (PAPER, f"{PAPER}?as=issued", f"/regulations/{IN_FORCE[0]}.pdf"):
            answer = visitor.get(path, headers=headers)
            assert answer.status_code == 500
            assert "可能被改动过" in answer.text
            assert "编号" in answer.text
            assert other[:30] not in answer.data
    assert visitor.client.head(PAPER).status_code == 500
    assert house.visitor().get(PAPER).status_code == 500
    record = visitor.get(f"/regulations/{IN_FORCE[0]}/record").text
    assert "与归档时的校验值不一致：paper:" in record
    assert "内部一致性：完好" not in record


def test_a_changed_paper_of_a_text_that_nobody_outside_may_know_is_told_to_the_workshop_alone(house: House):
    """Who may not read the record of an edition is not told that it has papers, whatever became of them."""
    slug, number = AWAITING
    with house.records() as db:
        own = select(Edition.id).join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
        one = db.exec(own.where(Regulation.slug == slug, Edition.number == number)).one()
        paper = db.exec(select(Consultation.attachment_id).where(Consultation.edition_id == one)).one()
    overwrite(house, "UPDATE attachment SET bytes = ? WHERE id = ?", b"another paper", paper)
    record = f"/regulations/{slug}/record"
    assert f"attachment:{paper}" in house.visitor("secretary").get(record).text
    told = house.visitor("employee").get(record)
    assert told.status_code == 200
    assert "attachment:" not in told.text


def test_a_scan_with_a_changed_byte_is_not_given_out_either(house: House):
    with house.records() as db:
        scan = db.exec(select(Scan.attachment_id).order_by(col(Scan.id))).first()
    secretary = house.visitor("secretary")
    before = secretary.get(f"/evidence/{scan}")
    assert before.status_code == 200
    overwrite(house, "UPDATE attachment SET bytes = ? WHERE id = ?", before.data + b" ", scan)
    answer = secretary.get(f"/evidence/{scan}")
    assert answer.status_code == 500
    assert before.data not in answer.data
    assert f"attachment:{scan}" in secretary.get(f"/regulations/{ON_PAPER[0]}/record").text


def test_the_stored_bytes_are_read_nowhere_but_where_they_are_checked():
    """`stored` is the column; every door reads `content`, which holds it against the digest."""
    import ast

    from tests.house.product import trees

    readers = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "stored" and isinstance(node.ctx, ast.Load)
    }
    assert readers == {
        "records/enterprise.py",
        "records/paper.py",
        "records/review.py",
        "lifecycle/facts/entries.py",  # asks for the length
    }
