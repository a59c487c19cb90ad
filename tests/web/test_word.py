"""Word files in and out of the browser: what comes out is the text, what comes in is shown before it is saved."""

from tests.web.house import AWAITING, IN_FORCE, Opening
from workflow.publishing.word.reading import read_document
from workflow.publishing.word.writing import write_document
from workflow.text.parse import parse
from workflow.text.write import write

SMALL = "食堂管理办法\n\n第一条　为了办好食堂，制定本办法。\n第二条　本办法自2027年1月1日起施行。\n"


def test_a_text_in_force_comes_out_as_it_is_stored(opening: Opening):
    house = opening()
    slug, number = IN_FORCE
    answer = house.visitor().get(f"/regulations/{slug}/editions/{number}.docx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "第一条" in read_document(answer.data).text


def test_the_changes_come_out_as_tracked_changes(opening: Opening):
    house = opening()
    slug, number = AWAITING
    visitor = house.visitor("drafter")
    answer = visitor.get(f"/regulations/{slug}/editions/{number}/redline.docx")
    found = read_document(answer.data)
    assert found.changes
    assert write(parse(found.text).document) != write(parse(found.rejected).document)
    assert visitor.get(f"/regulations/{slug}/editions/{number}/table.docx").status_code == 200


def test_a_word_file_is_read_into_the_draft_and_not_saved(opening: Opening):
    house = opening()
    visitor = house.visitor("drafter")
    visitor.post(
        "/regulations/new",
        {"slug": "canteen", "kind": "regulation", "name_zh": "食堂管理办法", "name_en": "Canteen", "language": "zh"},
    )
    content = write_document(parse(SMALL).document)
    answer = visitor.post(
        "/regulations/canteen/editions/1/preview", {"language": "zh", "words": ""}, {"file": (content, "a.docx")}
    )
    assert answer.status_code == 200
    assert "为了办好食堂" in answer.text


def test_a_broken_word_file_is_one_sentence(opening: Opening):
    house = opening()
    visitor = house.visitor("drafter")
    visitor.post(
        "/regulations/new",
        {"slug": "canteen", "kind": "regulation", "name_zh": "食堂管理办法", "name_en": "Canteen", "language": "zh"},
    )
    answer = visitor.post(
        "/regulations/canteen/editions/1/preview",
        {"language": "zh", "words": "已经写好的话"},
        {"file": (b"PK\x03\x04 no zip", "a.docx")},
    )
    assert answer.status_code == 422
    assert "已经写好的话" in answer.text
    assert "Traceback" not in answer.text
