"""补录 in the browser, afterwards: scans are attached, entries corrected and struck out, and nobody undoes another's."""

import io
import re
import zipfile

import pytest
from sqlmodel import select

from tests.lifecycle.entry.entries import FIRST, PDF, SECOND, png
from tests.web.entries import FACTS, LATER, MARK, PAGE, attach, bring, enter
from tests.web.house import ON_PAPER, House, Visitor, field_words, hidden, spoken
from workflow.lifecycle.facts import entries
from workflow.records.entry import Scan
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot


@pytest.fixture
def secretary(house: House) -> Visitor:
    return house.visitor("secretary")


@pytest.fixture
def entered(house: House, secretary: Visitor) -> House:
    """Two editions, the second by a decision."""
    enter(secretary, bring(secretary), FACTS)
    enter(secretary, bring(secretary, SECOND, which="canteen"), LATER)
    return house


def test_scans_are_opened_by_those_who_see_the_papers_of_sessions(entered: House, secretary: Visitor):
    assert attach(secretary, (PDF, "会议记录.pdf"), (png(), "签到表.png")).status_code == 302
    page = secretary.get(f"{PAGE}/1").text
    links = re.findall(rf'href="({PAGE}/1/scans/\d+)"', page)
    assert len(links) == 2
    for code in ("secretary", "drafter", "delegate"):
        answer = entered.visitor(code).get(links[0])
        assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert entered.visitor("employee").get(links[0]).status_code == 403
    assert entered.visitor().get(links[0]).status_code == 302
    # Everybody learns which papers there are, by what they show and not by the names of their files.
    public = entered.visitor().get(f"{PAGE}/1").text
    assert "会议记录、签到表" in public
    assert "签到表.png" not in public
    assert "/scans/" not in public
    assert secretary.get(links[0].replace("/1/scans", "/2/scans")).status_code == 404
    assert "签到表.png" in secretary.get("/regulations/canteen/record").text
    told = entered.visitor("employee").get("/regulations/canteen/record").text
    assert "为第1版附上扫描件" in told
    assert "签到表.png" not in told


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<html></html>", "不是完好的PDF"), (b"", "不是完好的PDF|请选择扫描件"), (PDF, "已经附上了")],
)
def test_of_several_files_all_are_attached_or_none(entered: House, secretary: Visitor, content: bytes, words: str):
    answer = attach(secretary, (PDF, "a.pdf"), (content, "b.pdf"))
    assert answer.status_code == 422
    assert re.search(words, spoken(answer.text))
    assert 'value="共2页"' in answer.text
    with entered.records() as db:
        edition = entries.open_regulations(db)
        assert edition
        assert len(db.exec(select(Scan)).all()) == 2  # those of the demonstration


def test_a_scan_beyond_the_bound_is_refused_in_words(opening):
    house = opening(MAX_UPLOAD="20000")
    secretary = house.visitor("secretary")
    enter(secretary, bring(secretary), FACTS)
    answer = attach(secretary, (PDF[:-6] + b" " * 20000 + b"%%EOF\n", "大.pdf"))
    assert answer.status_code == 422
    assert "0.02 MB" in spoken(answer.text)


def test_a_correction_that_cannot_be_made_keeps_what_was_typed(entered: House, secretary: Visitor):
    form = {**FACTS, "effective": "2019-08-01", "reason": "核对", "words": FIRST.replace("照发", "全额照发")}
    answer = secretary.post(f"{PAGE}/1/correct", form)
    assert answer.status_code == 422
    assert "应当早于第2版的施行日期" in spoken(answer.text)
    assert 'value="2019-08-01"' in answer.text
    assert "全额照发" in field_words(answer.text, "words")
    assert field_words(answer.text, "reason") == "核对"


def test_a_text_that_was_typed_wrong_is_put_right(entered: House, secretary: Visitor):
    form = {**FACTS, "note": "（2016年5月20日职工大会第六次会议通过）", "reason": "录入有误"}
    assert secretary.post(f"{PAGE}/1/correct", {**form, "words": FIRST.replace("照发", "全额照发")}).status_code == 302
    assert "工资全额照发" in entered.visitor().get(f"{PAGE}/1").text
    assert "正文已更正" in spoken(secretary.get("/regulations/canteen/record").text)
    assert re.findall(r'data-differs="([^"]*)"', entered.visitor().get(f"{PAGE}/2").text) == ["第六条"]


def test_a_second_window_does_not_undo_a_correction(entered: House, secretary: Visitor):
    shown = hidden(secretary.get(f"{PAGE}/1/entry").text, "shown")
    form = {**FACTS, "note": "（2016年5月20日职工大会第六次会议通过）", "reason": "核对", "shown": shown}
    assert secretary.post(f"{PAGE}/1/correct", {**form, "kept_at": "市档案馆"}).status_code == 302
    answer = secretary.post(f"{PAGE}/1/correct", {**form, "document_number": "衡锰〔2016〕21号"})
    assert answer.status_code == 422
    assert "刚刚被更正过" in spoken(answer.text)
    assert "市档案馆" in spoken(answer.text)
    assert 'value="衡锰〔2016〕21号"' in answer.text
    again = {
        **form,
        "kept_at": "市档案馆",
        "document_number": "衡锰〔2016〕21号",
        "shown": hidden(answer.text, "shown"),
    }
    assert secretary.post(f"{PAGE}/1/correct", again).status_code == 302


def test_words_that_were_corrected_stay_marked(entered: House, secretary: Visitor):
    with entered.records() as db:
        edition = db.exec(
            select(Edition).join(Regulation).where(Regulation.slug == "canteen", Edition.number == 1)
        ).one()
        old = db.exec(select(Snapshot).where(Snapshot.edition_id == edition.id)).one().id
    form = {**FACTS, "note": "（2016年5月20日职工大会第六次会议通过）", "reason": "录入有误"}
    assert secretary.post(f"{PAGE}/1/correct", {**form, "words": FIRST.replace("照发", "全额照发")}).status_code == 302
    answer = entered.visitor("drafter").get(f"{PAGE}/1.docx?to={old}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        head = archive.read("word/header-default.xml").decode()
    assert MARK in head
    assert "更正前的文字" in head
    assert "草案" not in head
    # Tracked changes are set against the words as corrected.
    with zipfile.ZipFile(io.BytesIO(secretary.get(f"{PAGE}/2/redline.docx").data)) as archive:
        assert "全额" in archive.read("word/document.xml").decode()


def test_an_entry_is_struck_out_and_the_one_before_applies_again(entered: House, secretary: Visitor):
    page = secretary.get(f"{PAGE}/1/entry").text
    assert "后面的版本以这一版为基础" in page
    assert secretary.post(f"{PAGE}/1/strike", {"reason": "误录"}).status_code == 409
    assert secretary.post(f"{PAGE}/2/strike", {"reason": " "}).status_code == 422
    assert secretary.post(f"{PAGE}/2/strike", {"reason": "误录"}).status_code == 302
    stranger = entered.visitor()
    assert stranger.get(f"{PAGE}/2").status_code == 404
    assert "施行中" in stranger.get(f"{PAGE}/1").text
    assert "补录已经撤销" in secretary.get(f"{PAGE}/2").text
    assert "第1版重新适用" in secretary.get("/regulations/canteen/record").text


def test_what_came_through_the_house_has_no_entry(house: House, secretary: Visitor):
    assert secretary.get("/regulations/representative-assembly/editions/1/entry").status_code == 404
    assert "附扫描件、更正" not in secretary.get("/regulations/representative-assembly").text
    assert house.visitor().get(f"/regulations/{ON_PAPER[0]}").status_code == 200
