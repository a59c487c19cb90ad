"""Word files out of the browser: the text, its changes to any other text that somebody may see, the comparison table."""

import io
import re
import zipfile
from html import unescape

from sqlmodel import col, select

from tests.web.desk import DESK, TEXT, begun, save
from tests.web.house import AWAITING, CAST, IN_FORCE, IN_REVIEW, House, Opening, in_language
from workflow.publishing.word.reading.document import WordText, read_document
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.text.fingerprint import fingerprint
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

WELFARE = "/regulations/member-welfare/editions/2"
WELFARE_BEFORE = "/regulations/member-welfare/editions/1"
MISSING = 404


def saves(house: House, place: tuple[str, int], language: str = "zh") -> list[Snapshot]:
    """The saves of an edition, oldest first."""
    slug, number = place
    with house.records() as db:
        rows = select(Snapshot).join(Edition).join(Regulation)
        rows = rows.where(Regulation.slug == slug, Edition.number == number, Snapshot.language == language)
        found = list(db.exec(rows.order_by(col(Snapshot.number))))
        db.expunge_all()
        return found


def redline(house: House, who: str | None, before: object, after: object, address: str = WELFARE) -> WordText | int:
    """The file with the changes between two texts as somebody gets it, or the status of the answer."""
    answer = house.visitor(who).get(f"{address}/redline.docx?from={before}&to={after}")
    return read_document(answer.data) if answer.status_code == 200 else answer.status_code


def choosing(html: str) -> str:
    """The choice of texts in the box of Word files; "" where there is nothing to choose."""
    found = re.search(r'<select id="word-from".*?</select>', html, re.DOTALL)
    return found[0] if found else ""


def choices(html: str) -> list[str]:
    """What the box of Word files lets somebody choose."""
    return [unescape(one) for one in re.findall(r"<option[^>]*>([^<]+)</option>", choosing(html))]


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


# against any other text


def test_the_changes_between_any_two_saves_come_out(opening: Opening):
    house = opening()
    first, second, third = saves(house, IN_REVIEW)
    (issued,) = saves(house, ("member-welfare", 1))
    for before, after in ((second, third), (issued, second), (first, third), (third, issued)):
        found = redline(house, "drafter", before.id, after.id)
        assert isinstance(found, WordText)
        assert write(parse(found.text).document) == after.text
        assert write(parse(found.rejected).document) == before.text
        assert (found.made_from, found.changed_from) == (after.fingerprint, before.fingerprint)


def test_a_clean_file_knows_its_text(opening: Opening):
    house = opening()
    *_, newest = saves(house, IN_REVIEW)
    second = saves(house, IN_REVIEW)[1]
    drafter = house.visitor("drafter")
    for path, text in ((f"{WELFARE}.docx?text=zh", newest), (f"{WELFARE}.docx?to={second.id}", second)):
        assert read_document(drafter.get(path).data).made_from == text.fingerprint == fingerprint(text.text)
    english = saves(house, IN_REVIEW, "en")[-1]
    assert read_document(drafter.get(f"{WELFARE}.docx?text=en").data).made_from == english.fingerprint


def test_reviewers_get_what_was_put_before_them(opening: Opening):
    """The second save was the first round, the third is the second; the first was the drafter's beginning."""
    house = opening()
    first, second, third = saves(house, IN_REVIEW)
    assert isinstance(redline(house, "reviewer-legal", second.id, third.id), WordText)
    assert redline(house, "reviewer-legal", first.id, third.id) == MISSING
    assert redline(house, "reviewer-legal", second.id, first.id) == MISSING
    assert house.visitor("reviewer-legal").get(f"{WELFARE}.docx?to={first.id}").status_code == MISSING


def test_a_draft_between_two_rounds_is_the_drafters_own(opening: Opening):
    house = opening()
    drafter = house.visitor("drafter")
    assert drafter.post(f"{WELFARE}/revise", {"reason": "再改一处。"}).status_code == 302
    *_, third = saves(house, IN_REVIEW)
    text = third.text.replace("第一条　为了", "第一条　为进一步")
    house.clock.forward(hours=1)
    assert drafter.post(f"{WELFARE}/save", {"words": text, "base": third.id, "language": "zh"}).status_code == 302
    fourth = saves(house, IN_REVIEW)[-1]
    assert fourth.number == 4
    assert isinstance(redline(house, "drafter", third.id, fourth.id), WordText)
    for who in (one for one in (None, *CAST) if one != "drafter"):
        assert redline(house, who, third.id, fourth.id) == MISSING, who
    assert isinstance(redline(house, "reviewer-legal", saves(house, IN_REVIEW)[1].id, third.id), WordText)
    # Nor by way of the review of another edition.
    for name in ("base", "head"):
        path = f"{WELFARE_BEFORE}/review?{name}={fourth.id}"
        assert "为进一步" not in house.visitor("reviewer-legal").get(path).text
        assert "为进一步" in house.visitor("drafter").get(path).text


def test_strangers_get_published_texts_only(opening: Opening):
    house = opening()
    (issued,) = saves(house, ("member-welfare", 1))
    third = saves(house, IN_REVIEW)[-1]
    assert redline(house, None, issued.id, third.id) == MISSING
    assert redline(house, None, issued.id, third.id, WELFARE_BEFORE) == MISSING
    assert redline(house, None, third.id, issued.id, WELFARE_BEFORE) == MISSING
    same = redline(house, None, issued.id, issued.id, WELFARE_BEFORE)
    assert isinstance(same, WordText)
    assert same.changes == []


def test_two_texts_of_different_kinds_are_not_set_against_one_another(opening: Opening):
    house = opening()
    third, english = saves(house, IN_REVIEW)[-1], saves(house, IN_REVIEW, "en")[-1]
    other = saves(house, IN_FORCE)[0]
    for before, after in (
        (english.id, third.id),
        (other.id, third.id),
        (third.id, other.id),
        ("", third.id),
        ("x", third.id),
        (third.id, 0),
        (third.id, -1),
        (third.id, 99_999_999_999),
        (third.id, "１２"),
    ):
        assert redline(house, "drafter", before, after) == MISSING, (before, after)


def test_one_text_named_is_set_against_the_usual_other(opening: Opening):
    house = opening()
    drafter = house.visitor("drafter")
    second, third = saves(house, IN_REVIEW)[1:]
    issued = saves(house, ("member-welfare", 1))[0]
    found = read_document(drafter.get(f"{WELFARE}/redline.docx?to={second.id}").data)
    assert (found.made_from, found.changed_from) == (second.fingerprint, issued.fingerprint)
    found = read_document(drafter.get(f"{WELFARE}/redline.docx?from={second.id}").data)
    assert (found.made_from, found.changed_from) == (third.fingerprint, second.fingerprint)
    english, before = saves(house, IN_REVIEW, "en")[-1], saves(house, ("member-welfare", 1), "en")[0]
    found = read_document(drafter.get(f"{WELFARE}/redline.docx?to={english.id}").data)
    assert (found.made_from, found.changed_from) == (english.fingerprint, before.fingerprint)


def test_a_new_regulation_has_the_changes_between_its_own_saves(opening: Opening):
    house = opening()
    drafter = begun(house)
    place = ("canteen", 1)
    save(drafter, TEXT)
    save(drafter, TEXT.replace("三餐", "四餐"))
    first, second = saves(house, place)
    found = redline(house, "drafter", first.id, second.id, DESK)
    assert isinstance(found, WordText)
    assert [(one.old, one.new) for one in found.changes] == [("三", "四")]
    assert drafter.get(f"{DESK}/redline.docx").status_code == MISSING
    page = drafter.get(f"{DESK}/draft").text
    assert [one.split("，")[0] for one in choices(page)] == ["第1次保存"]
    assert "table.docx" not in page


def test_the_changes_bear_the_name_of_the_one_who_made_them(opening: Opening):
    """For those who work here; to the public it is the enterprise that speaks."""
    house = opening()
    second, third = saves(house, IN_REVIEW)[1:]
    found = redline(house, "reviewer-legal", second.id, third.id)
    assert isinstance(found, WordText)
    assert {one.author for one in found.changes} == {"沈若琳"}
    english = saves(house, IN_REVIEW, "en")[-1]
    found = read_document(house.visitor("drafter").get(f"{WELFARE}/redline.docx?to={english.id}").data)
    assert {one.author for one in found.changes} == {"Shen Ruolin"}
    backwards = redline(house, "drafter", third.id, second.id)
    assert isinstance(backwards, WordText)
    assert {one.author for one in backwards.changes} == {house.settings.enterprise_short.zh}
    delegates = house.visitor("delegate").get(f"/regulations/{AWAITING[0]}/editions/2/redline.docx")
    assert {one.author for one in read_document(delegates.data).changes} == {house.settings.enterprise_short.zh}


# what the pages offer


def test_the_box_offers_what_the_person_may_see(opening: Opening):
    house = opening()
    drafter, reviewer = house.visitor("drafter"), house.visitor("reviewer-legal")
    every = ["第1轮送审稿，2026年2月20日 11:00", "第1次保存，2026年2月20日 09:00", "施行中的文本（2025年5月1日起施行）"]
    assert choices(drafter.get(f"{WELFARE}/draft").text) == every
    assert choices(drafter.get(WELFARE).text) == every
    assert choices(reviewer.get(f"{WELFARE}/review").text) == [every[0], every[2]]
    assert choices(reviewer.get(in_language(WELFARE, "en")).text)[-1] == "Text in force (effective 1 May 2025)"
    assert choices(house.visitor().get("/regulations/member-welfare").text) == []
    assert "editions/1.docx?to=" in house.visitor().get("/regulations/member-welfare").text


def test_every_file_in_the_box_is_there(opening: Opening):
    house = opening()
    for who, path in (
        ("drafter", f"{WELFARE}/draft"),
        ("reviewer-legal", f"{WELFARE}/review"),
        ("delegate", _awaiting()),
    ):
        visitor = house.visitor(who)
        page = visitor.get(path).text
        links = [unescape(one) for one in re.findall(r'href="([^"]+\.docx[^"]*)"', page)]
        form = re.search(r'<form action="([^"]+)">\s*<input type="hidden" name="to" value="(\d+)">', page)
        assert form
        given = re.findall(r'<option value="(\d+)"', choosing(page))
        assert links
        assert given
        for address in (*links, *(f"{form[1]}?to={form[2]}&from={one}" for one in given)):
            assert visitor.get(address).status_code == 200, address


def test_an_earlier_save_is_marked_as_a_draft(opening: Opening):
    """What was issued carries its note; the save before it was never more than a draft."""
    house = opening()
    first = saves(house, AWAITING)[0]
    newest = house.visitor("drafter").get(f"/regulations/{AWAITING[0]}/editions/2.docx").data
    earlier = house.visitor("drafter").get(f"/regulations/{AWAITING[0]}/editions/2.docx?to={first.id}").data
    assert _heads(newest) == "审议稿演示"
    assert _heads(earlier) == "草案演示"


def _awaiting() -> str:
    return f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}"


def _heads(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(re.sub("<[^>]*>", "", archive.read("word/header-default.xml").decode()).split())
