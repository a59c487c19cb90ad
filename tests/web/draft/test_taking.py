"""Taking a file over into a draft: only when every guess is answered, never over words that were typed, keys kept by content."""

import re

import pytest
from sqlmodel import col, select

from tests.publishing.word.files.canteen import SAVED, canteen
from tests.web.desk import DESK, begun, imported, save, upload
from tests.web.house import House, Visitor, chosen, field_words, hidden, spoken
from tests.web.sheet import disabled, keys, line, send, texts
from workflow.records.event import Event
from workflow.records.text.incoming import Incoming
from workflow.records.text.snapshot import WorkingCopy

FILE = canteen()


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with a new regulation begun."""
    return begun(house)


def test_it_is_taken_only_when_every_guess_is_answered(house: House, drafter: Visitor):
    address = imported(drafter, FILE)
    assert disabled(drafter.get(address).text)
    answer = send(drafter, address, "take")
    assert answer.status_code == 422
    assert "还有3处推断没有确认或者改正。" in answer.text
    with house.records() as db:
        assert not db.exec(select(WorkingCopy)).all()
    send(drafter, address, "all")
    assert not disabled(drafter.get(address).text)
    assert send(drafter, address, "take").status_code == 302


def test_it_comes_before_the_drafter_unsaved_and_is_saved_as_any_text(house: House, drafter: Visitor):
    address = imported(drafter, FILE, "食堂 终稿.docx")
    answer = send(drafter, address, "all", as_5="chapter")
    answer = send(drafter, address, "take")
    page = drafter.get(answer.headers["Location"]).text
    assert "“食堂 终稿.docx”已经放进草稿，还没有保存" in page
    assert 'value="从文件“食堂 终稿.docx”导入"' in page
    words = field_words(page, "words")
    assert "\n\n第二章　供餐\n" in words
    assert texts(house) == []
    fields = {"words": words, "base": hidden(page, "base"), "note": "从文件“食堂 终稿.docx”导入"}
    assert drafter.post(f"{DESK}/save", fields).status_code == 302
    newest = texts(house)[-1]
    assert (newest.text, newest.note) == (words, "从文件“食堂 终稿.docx”导入")
    with house.records() as db:
        assert list(db.exec(select(Event.verb).order_by(col(Event.seq).desc()).limit(1))) == ["save"]
        assert not db.exec(select(Incoming)).all()  # it has done its work
    assert drafter.get(address).status_code == 404


def test_on_either_database(either_house: House):
    """From the file to the saved text: what is kept on the way holds every character that a file may have."""
    drafter = begun(either_house)
    words = "第一条　“𠮷”野家的😀\\、%、'、\"和{}[]。"
    address = imported(drafter, f"职工食堂管理办法\n{words}\n第二条　乙。\n".encode(), "甲'\\😀.txt")
    send(drafter, address, "settle:3", line_3="第二条　改过的'\\😀。")
    page = drafter.get(send(drafter, address, "take").headers["Location"]).text
    save(drafter, field_words(page, "words"), hidden(page, "base"))
    assert words in texts(either_house)[-1].text
    assert "第二条　改过的'\\😀。" in texts(either_house)[-1].text
    assert drafter.get(address).status_code == 404


def test_keys_stay_by_content_and_what_changes_is_shown(house: House, drafter: Visitor):
    save(drafter, SAVED)
    before = keys(house)
    address = imported(drafter, FILE)
    page = drafter.get(address).text
    said = " ".join(spoken(page).split())
    assert "原有的条 4条 其中1条改了文字 新增 2条 删去 1条" in said
    changes = drafter.get(f"{address}?shows=changes").text
    assert re.search(r"<del>八元?</del><ins>十元?</ins>", changes)
    assert re.search(r"第四条</b>.*?删去", changes, re.DOTALL)
    send(drafter, address, "all")
    page = drafter.get(send(drafter, address, "take").headers["Location"]).text
    save(drafter, field_words(page, "words"), hidden(page, "base"))
    after = keys(house)
    assert {words: key for words, key in after.items() if key in before.values()} == {
        words: before[words] for words in ("为了办好职工", "本办法适用于", "早餐标准为每", "本办法自20")
    }


def test_unsaved_words_are_kept_first_and_never_overwritten(house: House, drafter: Visitor):
    save(drafter, SAVED)
    typed = SAVED + "第六条　打了一个下午的一条。\n"
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    answer = drafter.post(f"{DESK}/import", {"words": typed, "base": base}, {"file": (FILE, "a.docx")})
    address = answer.headers["Location"]
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == typed
    send(drafter, address, "all")
    page = drafter.get(address).text
    assert disabled(page)
    assert "起草页上还有没保存的修改" in page
    answer = send(drafter, address, "take")
    assert answer.status_code == 422
    assert "起草页上还有没保存的修改" in answer.text
    page = drafter.get(f"{DESK}/draft").text
    assert field_words(page, "words") == typed
    assert f'href="{address}"' in page  # the way back to the file
    save(drafter, typed, hidden(page, "base"))
    assert send(drafter, address, "take").status_code == 302


def test_an_empty_field_holds_nothing_to_lose(drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, FILE, words="  \r\n")
    send(drafter, address, "all")
    assert send(drafter, address, "take").status_code == 302


def test_taken_over_corrected_and_taken_over_again(drafter: Visitor):
    address = imported(drafter, FILE)
    send(drafter, address, "all")
    send(drafter, address, "take")
    send(drafter, address, "settle:3", line_3="第一条　又改过的话。")
    page = drafter.get(send(drafter, address, "take").headers["Location"]).text
    assert "第一条　又改过的话。" in field_words(page, "words")
    typed = field_words(page, "words").replace("又改过", "在起草页上改过")
    drafter.post(f"{DESK}/preview", {"words": typed, "base": hidden(page, "base"), "kept": hidden(page, "kept")})
    assert send(drafter, address, "take").status_code == 422
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == typed


def test_given_up_it_waits_again(house: House, drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, FILE)
    send(drafter, address, "all")
    send(drafter, address, "take")
    drafter.post(f"{DESK}/discard", {})
    page = drafter.get(f"{DESK}/draft").text
    save(drafter, SAVED.replace("八元", "九元"), hidden(page, "base"))
    assert drafter.get(address).status_code == 200


def test_somebody_saved_meanwhile(house: House, drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, FILE)
    send(drafter, address, "all")
    base = hidden(drafter.get(address).text, "base")
    other = house.visitor("drafter")
    save(other, SAVED.replace("行政部", "后勤部"))
    answer = drafter.post(f"{address}/take", {"base": base})
    assert answer.status_code == 409
    assert "有人先保存了，您的文字没有丢" in answer.text
    plain = re.sub(r"<[^>]+>|\s", "", answer.text)
    assert "后勤部" in plain
    assert "每日公布菜谱" in plain
    assert "每日公布菜谱" in field_words(drafter.get(f"{DESK}/draft").text, "words")
    again = save(drafter, field_words(answer.text, "words"), hidden(answer.text, "base"))
    assert again.status_code == 302


def test_the_same_text_again_needs_no_saving(house: House, drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, SAVED.encode(), "a.txt")
    page = drafter.get(f"{address}?shows=changes").text
    assert "条文的文字与已保存的文本完全相同。" in page
    page = drafter.get(send(drafter, address, "take").headers["Location"]).text
    assert "与已保存的文本相同，不需要再保存。" in page
    assert len(texts(house)) == 1


def test_a_translation_is_imported_beside_the_text_that_decides(drafter: Visitor):
    save(drafter, SAVED)
    english = "Canteen Rules\n\nArticle 1 These Rules are made.\nArticle 2 They apply to every canteen.\n"
    answer = drafter.post(
        f"{DESK}/import", {"words": "", "base": "0", "language": "en"}, {"file": (english.encode(), "e.txt")}
    )
    address = answer.headers["Location"]
    page = drafter.get(address).text
    assert "条 Article 1" in line(page, 2)
    assert drafter.post(f"{address}/take", {"base": ""}).headers["Location"].startswith(f"{DESK}/draft?text=en")


def test_leaving_everything_out_leaves_nothing_to_take(drafter: Visitor):
    address = imported(drafter, "只有一行。".encode(), "a.txt")
    answer = send(drafter, address, "take", line_1="")
    assert answer.status_code == 422
    assert "没有留下任何文字。" in answer.text


def test_drop(house: House, drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, FILE)
    assert send(drafter, address, "drop").headers["Location"] == f"{DESK}/draft?text=zh"
    assert drafter.get(address).status_code == 404
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == SAVED


def test_a_file_belongs_to_whoever_brought_it(house: House, drafter: Visitor):
    address = imported(drafter, FILE)
    admin = house.visitor("admin")
    fields = {"code": "d2", "name_zh": "另一人", "entity": "1", "role": "drafter"}
    other = chosen(house, "d2", admin.post("/people", fields), "long enough to pass")
    assert other.get(f"{DESK}/draft").status_code == 200
    assert other.get(address).status_code == 404
    for end in ("correct", "take", "drop"):
        assert other.post(f"{address}/{end}", {"do": "all"}).status_code == 404
    assert drafter.get(address.replace("canteen", "member-welfare")).status_code == 404


def test_an_edition_that_is_no_longer_drafted_takes_nothing(house: House, drafter: Visitor):
    save(drafter, SAVED)
    address = imported(drafter, FILE)
    page = drafter.get(f"{DESK}/draft").text
    assert drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint")}).status_code == 302
    for who in ("reviewer-legal", "reviewer-union"):
        shown = hidden(house.visitor(who).get(f"{DESK}/review").text, "fingerprint")
        assert house.visitor(who).post(f"{DESK}/approve", {"fingerprint": shown}).status_code == 302
    assert disabled(drafter.get(address).text)
    assert send(drafter, address, "all").status_code == 409
    assert upload(drafter, FILE).status_code == 409
