"""A regulation begun with what its drafter has at hand: a name, and the file that the text lies in."""

import pytest
from sqlmodel import select

from tests.publishing.word.files.canteen import canteen
from tests.web.house import House, field_words, hidden, spoken
from workflow.records.regulation import Regulation


def names(house: House) -> list[tuple[str, str, str]]:
    with house.records() as db:
        rows = db.exec(select(Regulation).order_by(Regulation.id))  # type: ignore[arg-type]
        return [(one.slug, one.name_zh, one.name_en) for one in rows][-5:]


def test_a_name_is_enough(house: House):
    drafter = house.visitor("drafter")
    for name, english in (
        ("考勤办法", ""),
        ("考勤，办法！", ""),
        ("《》", ""),
        ("食堂办法", "Canteen Rules (trial)"),
        ("食堂二", "canteen rules – Trial!"),
    ):
        answer = drafter.post("/regulations/new", {"name_zh": name, "name_en": english})
        assert answer.status_code == 302, spoken(answer.text)
    assert names(house) == [
        ("kaoqin-banfa", "考勤办法", "考勤办法"),
        ("kaoqin-banfa-2", "考勤，办法！", "考勤，办法！"),
        ("regulation-1", "《》", "《》"),
        ("canteen-rules-trial", "食堂办法", "Canteen Rules (trial)"),
        ("canteen-rules-trial-2", "食堂二", "canteen rules – Trial!"),
    ]
    assert drafter.post("/regulations/new", {"name_zh": "新", "name_en": "New"}).headers["Location"] == (
        "/regulations/new-2/editions/1/draft"
    ), "the address of this very form is nobody's"
    assert drafter.get("/regulations/regulation-1/editions/1/draft").status_code == 200


def test_where_the_english_text_counts_there_is_an_english_name(house: House):
    answer = house.visitor("drafter").post("/regulations/new", {"name_zh": "考勤办法", "language": "en"})
    assert answer.status_code == 422
    assert "请写明英文名称" in spoken(answer.text)


def test_with_its_file_at_once(either_house: House):
    drafter = either_house.visitor("drafter")
    fields = {"name_zh": "职工食堂管理办法", "kind": "regulation", "language": "zh"}
    answer = drafter.post("/regulations/new", fields, {"file": (canteen(), "食堂.docx")})
    assert answer.headers["Location"] == "/regulations/zhigongshitang-guanli-banfa/editions/1/import/1", spoken(
        answer.text
    )
    page = drafter.get(answer.headers["Location"])
    assert "食堂.docx" in page.text
    place = answer.headers["Location"]
    assert drafter.post(f"{place}/correct", {"do": "all"}).status_code == 302
    taken = drafter.post(f"{place}/take", {"base": hidden(drafter.get(place).text, "base")})
    assert taken.status_code == 302, spoken(taken.text)
    assert "为了办好职工食堂" in field_words(drafter.get(taken.headers["Location"]).text, "words")


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a file of Word", b"", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read_begins_nothing_and_loses_nothing(house: House, content: bytes):
    drafter, before = house.visitor("drafter"), house.rows()
    answer = drafter.post(
        "/regulations/new", {"name_zh": "考勤办法", "slug": "attendance"}, {"file": (content, "x.docx")}
    )
    assert answer.status_code == 422
    assert 'id="e-file"' in answer.text
    assert 'value="考勤办法"' in answer.text
    assert 'value="attendance"' in answer.text
    assert house.rows() == before
