"""补录 in the browser's forms: three steps that lose nothing, a last look, and the mark wherever the edition shows."""

import io
import re
import zipfile

import pypdf
import pytest
from sqlmodel import select

from tests.lifecycle.entry.entries import DECISION, FIRST, SECOND
from tests.publishing.word.files.canteen import canteen
from tests.web.entries import FACTS, LATER, MARK, NAMES, PAGE, bring, enter, step
from tests.web.house import ON_PAPER, House, Visitor, field_words, hidden, in_language, spoken
from workflow.records.entry import Entry
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.incoming import Incoming
from workflow.rules.states import State


@pytest.fixture
def secretary(house: House) -> Visitor:
    return house.visitor("secretary")


@pytest.fixture
def entered(house: House, secretary: Visitor) -> House:
    """Two editions, the second by a decision."""
    enter(secretary, bring(secretary), FACTS)
    enter(secretary, bring(secretary, SECOND, which="canteen"), LATER)
    return house


# The way in ---------------------------------------------------------------------------------------------------------


def test_a_past_is_entered_step_by_step(house: House, secretary: Visitor):
    address = bring(secretary)
    text = secretary.get(f"{address}/text").text
    assert "第六条" in text
    facts = secretary.get(f"{address}/facts").text
    # What the paper itself says is there already.
    for words in ('value="2016-05-20"', 'value="职工大会第六次会议"', 'value="2016-07-01"'):
        assert words in facts
    assert field_words(facts, "note") == "（2016年5月20日职工大会第六次会议通过）"
    landed = enter(secretary, address, FACTS)
    assert landed == f"{PAGE}/1?entered=1"
    assert "附上扫描件" in secretary.get(landed).text
    with house.records() as db:
        edition = db.exec(select(Edition).join(Regulation).where(Regulation.slug == "canteen")).one()
        entry = db.exec(select(Entry).where(Entry.edition_id == edition.id)).one()
        assert (edition.state, entry.present, entry.session_en) == (
            State.ISSUED,
            79,
            "Sixth General Meeting of Employees",
        )
        assert db.exec(select(Incoming)).all() == []


def test_a_word_file_comes_in_as_well(secretary: Visitor):
    answer = secretary.post("/past", {**NAMES, "words": ""}, {"file": (canteen(), "食堂.docx")})
    assert answer.status_code == 302
    page = secretary.get(answer.headers["Location"]).text
    assert "食堂.docx" in page
    address = answer.headers["Location"].removesuffix("/text")
    # What was guessed is confirmed before one goes on.
    refused = secretary.post(f"{address}/text", {"then": "facts"})
    assert refused.status_code == 422
    assert "推断没有确认" in spoken(refused.text)
    assert secretary.post(f"{address}/text", {"do": "all"}).status_code == 302
    assert enter(secretary, address, FACTS) == f"{PAGE}/1?entered=1"


@pytest.mark.parametrize(
    ("fields", "files", "words"),
    [
        ({"words": ""}, None, "请选择文件"),
        ({"words": ""}, {"file": (b"%PDF-1.4 scan", "扫描.pdf")}, "PDF"),
        ({"words": ""}, {"file": (b"\x00\x01\x02", "a.bin")}, "不是文本文件"),
        ({"words": "第一条　甲。", "language": "fr"}, None, "请选择中文或者英文。"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_stays(secretary: Visitor, fields: dict, files: dict, words: str):
    answer = secretary.post("/past", {**NAMES, **fields}, files)
    assert answer.status_code == 422
    assert words in spoken(answer.text)
    assert 'value="Canteen Rules"' in answer.text


def test_pasted_words_stay_when_the_file_cannot_be_read(secretary: Visitor):
    answer = secretary.post("/past", {**NAMES, "words": FIRST}, {"file": (b"\x00", "a.bin")})
    assert answer.status_code == 422
    assert field_words(answer.text, "words").strip() == FIRST.strip()


def test_whatever_is_typed_into_the_facts_is_kept(house: House, secretary: Visitor):
    address = bring(secretary)
    wrong = {**FACTS, "adopted_on": "the twentieth of May", "present": "many", "decision": DECISION, "effective": ""}
    answer = secretary.post(f"{address}/facts", {**NAMES, **wrong})
    assert answer.status_code == 422
    said = spoken(answer.text)
    for words in ("请写成日期", "请填整数", "请填写施行日期"):
        assert words.replace("填整数", "填写整数") in said
    # It is there tomorrow, from another browser, and as it was typed.
    page = house.visitor("secretary").get(f"{address}/facts").text
    for value in ("the twentieth of May", "many", "公司档案室"):
        assert f'value="{value}"' in page
    assert field_words(page, "decision") == DECISION
    with house.records() as db:
        assert db.exec(select(Entry).join(Edition).join(Regulation).where(Regulation.slug == "canteen")).all() == []


def test_a_lost_session_loses_nothing(house: House, secretary: Visitor):
    address = bring(secretary)
    stranger = house.visitor()
    answer = stranger.post(f"{address}/facts", {**NAMES, **FACTS})
    assert answer.status_code == 401
    assert field_words(answer.text, "kept:session") == "职工大会第六次会议"


def test_what_is_on_its_way_is_its_owner_s_alone(house: House, secretary: Visitor):
    address = bring(secretary)
    issuer = house.visitor("issuer")
    for path in ("", "/text", "/facts"):
        assert issuer.get(f"{address}{path}").status_code == 404
    for path in ("/text", "/facts", "/enter", "/drop"):
        assert issuer.post(f"{address}{path}", {}).status_code == 404
    assert "职工食堂管理办法" in secretary.get("/desk").text
    assert "职工食堂管理办法" not in issuer.get("/desk").text
    assert secretary.post(f"{address}/drop").status_code == 302
    assert secretary.get(address).status_code == 404


def test_what_cannot_be_seen_is_left_out_of_the_facts(house: House, secretary: Visitor):
    """Copied from a file, and no face could print it."""
    enter(secretary, bring(secretary), {**FACTS, "document_number": "\u202a衡锰〔2016〕\u200b20号\x07\u202c"})
    with house.records() as db:
        assert "衡锰〔2016〕20号" in db.exec(select(Entry.document_number)).all()
    assert house.visitor().get(f"{PAGE}/1.pdf").status_code == 200


def test_only_what_was_shown_is_entered(house: House, secretary: Visitor):
    """A second window changed the facts after the preview was shown."""
    address = bring(secretary)
    shown = hidden(step(secretary, address, FACTS), "shown")
    secretary.post(f"{address}/facts", {**NAMES, **FACTS, "present": "80"})
    answer = secretary.post(f"{address}/enter", {"shown": shown})
    assert answer.status_code == 422
    assert "在别处改过" in spoken(answer.text)
    assert secretary.get(f"{PAGE}/1").status_code == 404
    assert secretary.post(f"{address}/enter", {"shown": hidden(answer.text, "shown")}).status_code == 302


def test_a_preview_holds_only_after_the_edition_that_it_was_held_against(entered: House, secretary: Visitor):
    """Somebody else entered an edition in between: the decision was checked against another text."""
    facts = {"adopted_on": "2023-01-06", "session": "职工大会第十二次会议", "effective": "2023-02-01"}
    address = bring(secretary, SECOND.replace("四十学时", "五十学时"), which="canteen")
    page = step(secretary, address, facts)
    between = {"adopted_on": "2021-01-06", "session": "职工大会第十一次会议", "effective": "2021-02-01"}
    enter(secretary, bring(secretary, SECOND.replace("四十学时", "六十学时"), which="canteen"), between)
    answer = secretary.post(f"{address}/enter", {"shown": hidden(page, "shown")})
    assert answer.status_code == 422
    assert "在别处改过" in spoken(answer.text)
    assert "接在第3版之后" in spoken(answer.text)
    assert secretary.post(f"{address}/enter", {"shown": hidden(answer.text, "shown")}).status_code == 302


def test_a_number_that_was_let_go_is_not_given_again(secretary: Visitor):
    """A window left open on one entry never writes into the next one."""
    first = bring(secretary)
    secretary.post(f"{first}/drop")
    assert bring(secretary) != first


def test_the_preview_tells_what_is_odd_and_where_the_decision_does_not_fit(secretary: Visitor):
    enter(secretary, bring(secretary), FACTS)
    address = bring(secretary, SECOND.replace("四十学时", "四十八学时"), which="canteen")
    page = step(secretary, address, {**LATER, "all_delegates": "90", "present": "50", "in_favour": "40"})
    said = spoken(page)
    assert "得到的与这份正文不完全一致" in said
    assert re.findall(r'data-differs="([^"]*)"', page) == ["第五条"]
    assert "<ins>四十八</ins>" in page
    assert "不足法定人数60人" in said
    assert "不到通过所需的46票" in said
    # None of it stands against entering, and all of it stays on the page of the edition.
    answer = secretary.post(f"{address}/enter", {"shown": hidden(page, "shown")})
    assert answer.status_code == 302
    assert re.findall(r'data-differs="([^"]*)"', secretary.get(f"{PAGE}/2").text) == ["第五条"]


def test_the_decision_may_come_from_a_file(secretary: Visitor):
    enter(secretary, bring(secretary), FACTS)
    address = bring(secretary, SECOND, which="canteen")
    fields = {**LATER, "decision": "", "then": "stay"}
    assert (
        secretary.post(f"{address}/facts", fields, {"decision_file": (DECISION.encode(), "决定.txt")}).status_code
        == 302
    )
    assert "修改为“三十六学时”" in field_words(secretary.get(f"{address}/facts").text, "decision")
    assert "得到的正是这份正文" in secretary.get(address).text


def test_the_order_of_time_is_kept(secretary: Visitor):
    enter(secretary, bring(secretary), FACTS)
    address = bring(secretary, SECOND, which="canteen")
    answer = secretary.post(f"{address}/facts", {**LATER, "adopted_on": "2016-05-20"})
    assert answer.status_code == 422
    assert "应当晚于第1版的通过日期（2016年5月20日）" in spoken(answer.text)


def test_a_regulation_of_the_house_is_not_offered_and_not_taken(secretary: Visitor):
    assert 'value="staff-training"' in secretary.get("/past").text
    assert 'value="member-welfare"' not in secretary.get("/past").text
    address = bring(secretary, which="member-welfare")
    answer = secretary.post(f"{address}/facts", FACTS)
    assert answer.status_code == 409
    assert "是在系统中办理的" in spoken(answer.text)


# The mark -----------------------------------------------------------------------------------------------------------


def test_the_mark_stands_wherever_the_edition_does(entered: House, secretary: Visitor):
    stranger = entered.visitor()
    for path in (
        "/",
        "/?q=培训",
        f"{PAGE}/1",
        f"{PAGE}/2",
        "/regulations/canteen/compare?from=1&to=2",
        f"{PAGE}/2/table",
    ):
        assert MARK in spoken(stranger.get(path).text), path
    for path in (f"{PAGE}/1/entry", f"{PAGE}/2/decision"):
        assert MARK in spoken(secretary.get(path).text), path
    page = stranger.get(f"{PAGE}/2").text
    assert "下载PDF（补录）" in page
    assert "正式PDF" not in page
    assert "本系统没有见证，也不能证明" in page
    assert re.search(r"第1版</a> · 已印发 · <span class=\"entered-mark\">补录", page)
    assert "第1版 · 已印发 · 补录" in " ".join(stranger.get("/regulations/canteen/compare").text.split())
    english = spoken(stranger.get(in_language(f"{PAGE}/2", "en")).text)
    assert "Entered afterwards by Han Shuyun on 16 March 2026" in english
    assert "proves none of it" in english
    assert "Sixth General Meeting" not in english
    assert "Ninth General Meeting of Employees" in english


def test_the_papers_carry_it_on_every_page(entered: House):
    stranger = entered.visitor()
    reader = pypdf.PdfReader(io.BytesIO(stranger.get(f"{PAGE}/1.pdf").data))
    for page in reader.pages:
        assert "补录" in page.extract_text()
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert f"{MARK}。不是正式印发的文件，以纸质原件为准。" in words
    assert "衡锰〔2016〕20号" in words
    # The generated decision is no paper of that time, and is not given out as one.
    assert stranger.get(f"{PAGE}/2/decision.pdf").status_code == 404


def test_a_word_file_of_it_says_who_entered_it_above_every_page(house: House):
    slug, number = ON_PAPER
    answer = house.visitor().get(f"/regulations/{slug}/editions/{number}.docx")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        for side in ("default", "even"):
            assert "补录：由韩书昀于2025年5月19日录入" in archive.read(f"word/header-{side}.xml").decode()


def test_the_record_tells_what_was_entered_and_what_was_corrected(entered: House, secretary: Visitor):
    form = {**FACTS, "present": "80", "note": "（2016年5月20日职工大会第六次会议通过）", "reason": "与会议记录核对"}
    assert secretary.post(f"{PAGE}/1/correct", form).status_code == 302
    said = spoken(secretary.get("/regulations/canteen/record").text)
    assert "补录《职工食堂管理办法》第1版（据纸质材料录入，本系统没有见证）" in said
    assert "应到人数86，实到人数79" in said
    assert "执行修改决定，与正文一致" in said
    assert "更正第1版的补录" in said
    assert "实到人数：79 → 80；理由：与会议记录核对" in said
    english = spoken(secretary.get(in_language("/regulations/canteen/record", "en")).text)
    assert "Present: 79 → 80; reason:" in english
    assert f"{MARK}，由韩书昀于2026年3月16日更正" in spoken(entered.visitor().get(in_language(f"{PAGE}/1", "zh")).text)


def test_the_old_text_is_marked_wherever_a_new_one_is_set_against_it(entered: House):
    drafter = entered.visitor("drafter")
    drafter.post("/regulations/canteen/amend")
    for page in ("table", "decision"):
        assert f"修改前：第2版，{MARK}" in spoken(drafter.get(in_language(f"{PAGE}/3/{page}", "zh")).text)
        said = spoken(drafter.get(in_language(f"{PAGE}/3/{page}", "en")).text)
        assert "Before: edition 2. Entered afterwards by Han Shuyun" in said
    reader = pypdf.PdfReader(io.BytesIO(drafter.get(in_language(f"{PAGE}/3/table.pdf", "zh")).data))
    said = "修改前的文本是补录的，由韩书昀于2026年3月16日录入"
    assert said in "".join("".join(page.extract_text() for page in reader.pages).split())
    with zipfile.ZipFile(io.BytesIO(drafter.get(f"{PAGE}/3/table.docx").data)) as archive:
        assert said in archive.read("word/document.xml").decode()
    with zipfile.ZipFile(io.BytesIO(drafter.get(f"{PAGE}/3/redline.docx?text=zh").data)) as archive:
        assert f"修改前：{MARK}" in archive.read("word/header-default.xml").decode()
    assert "起施行），补录" in spoken(drafter.get(in_language(f"{PAGE}/3", "zh")).text)


def test_no_page_tells_how_far_it_has_come_on_its_way(entered: House, secretary: Visitor):
    """It was never reviewed or settled here: a page that says what is still missing would be untrue."""
    drafter = entered.visitor("drafter")
    for visitor, page in ((drafter, "draft"), (drafter, "review"), (drafter, "suggestions"), (secretary, "consult")):
        assert visitor.get(f"{PAGE}/2/{page}").status_code == 404


def test_the_next_edition_is_drafted_here(entered: House):
    drafter = entered.visitor("drafter")
    assert "修改《职工食堂管理办法》" in drafter.get("/desk").text
    assert drafter.post("/regulations/canteen/amend").headers["Location"] == f"{PAGE}/3/draft"
    assert "三十六学时" in field_words(drafter.get(f"{PAGE}/3/draft").text, "words")
