"""A draft goes out as a Word file and comes back edited: what was suggested is shown, taken in, accepted and declined."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.publishing.word.files.colleague import Colleague
from tests.publishing.word.ooxml import docx, gone, ins, p, r, said
from tests.web.house import AWAITING, IN_REVIEW, House, Visitor, spoken
from workflow.lifecycle.facts import texts
from workflow.publishing.word.reading.document import WordText, read_document
from workflow.publishing.word.writing.document import write_document
from workflow.records.event import Event
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Comment
from workflow.records.text.returned import RemarkOrigin, Suggestion, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.text.given import without
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind
from workflow.words import Language

SLUG, NUMBER = IN_REVIEW
PLACE = f"/regulations/{SLUG}/editions/{NUMBER}"


def newest(house: House, slug: str = SLUG, number: int = NUMBER) -> Snapshot:
    """The newest Chinese text of an edition."""
    with house.records() as db:
        regulation = db.exec(select(Regulation).where(Regulation.slug == slug)).one()
        edition = db.exec(select(Edition).where(Edition.regulation_id == regulation.id, Edition.number == number)).one()
        found = texts.latest(db, edition, Language.ZH)
        assert found is not None
        db.expunge(found)
        return found


def suggestions(house: House, status: SuggestionStatus | None = None) -> list[Suggestion]:
    """The suggestions in the records, in a state when one is named."""
    with house.records() as db:
        found = [one for one in db.exec(select(Suggestion)) if status is None or one.status is status]
        db.expunge_all()
        return found


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with the edition in review taken back into drafting."""
    visitor = house.visitor("drafter")
    assert visitor.post(f"{PLACE}/revise", {"reason": "同事要在Word里改"}).status_code == 302
    return visitor


def send_back(visitor: Visitor, content: bytes, name: str = "改过的稿子.docx") -> str:
    """Bring a file back; the address of the page that shows what is in it."""
    answer = visitor.post(f"{PLACE}/returned", {}, {"file": (content, name)})
    assert answer.status_code == 302, spoken(answer.text)
    return str(answer.headers["Location"])


def exported(visitor: Visitor, address: str = f"{PLACE}.docx") -> bytes:
    """The draft as a Word file."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    return bytes(answer.data)


def accepted(read: WordText, changes: Iterable[int]) -> str:
    """The canonical text with these changes, without the title note that a file carries beside the text."""
    document = parse(read.taking(list(changes))).document
    return write(without(document, Kind.NOTE))


def take_in(visitor: Visitor, content: bytes) -> None:
    page = send_back(visitor, content)
    assert visitor.post(f"{page}/bring-back", {"all": "1"}).status_code == 302


def test_everything_a_colleague_did_is_shown_taken_in_and_accepted(house: House, drafter: Visitor):
    colleague = Colleague(exported(drafter), 7, 12)
    page = send_back(drafter, colleague.sends())
    before = house.rows()
    shown = spoken(drafter.get(page).text)
    assert "修订12处，没有留痕的改动0处，批注0条。" in shown
    assert f"这个文件由第{newest(house).number}次保存的文本" in shown
    for edit in colleague.edits:
        assert edit.author in shown
    assert house.rows() == before, "nothing is in the record before somebody confirms it"
    assert drafter.post(f"{page}/bring-back", {"all": "1"}).status_code == 302
    assert len(suggestions(house, SuggestionStatus.OPEN)) == 12
    assert drafter.get(page).status_code == 404, "the file was taken in"
    listed = drafter.get(f"{PLACE}/suggestions")
    assert spoken(listed.text).count("采纳勾选的") >= 1
    text_before = newest(house)
    file = re.search(r'name="all" value="(\d+)"', listed.text)
    assert file
    answer = drafter.post(f"{PLACE}/suggestions/accept", {"all": file[1]})
    assert answer.status_code == 302, spoken(answer.text)
    assert suggestions(house, SuggestionStatus.OPEN) == []
    text = newest(house)
    assert text.number == text_before.number + 1
    read = read_document(colleague.sends())
    assert text.text == accepted(read, range(len(read.changes)))
    with house.records() as db:
        verbs = [one.verb for one in db.exec(select(Event)) if one.verb in ("bring_back", "accept")]
    assert verbs == ["bring_back", "accept"]
    record = spoken(drafter.get(f"/regulations/{SLUG}/record").text)
    assert "收回" in record
    assert "采纳" in record


def test_one_is_accepted_and_one_declined_with_a_reason(house: House, drafter: Visitor):
    colleague = Colleague(exported(drafter), 3, 6)
    take_in(drafter, colleague.sends())
    first, second, *rest = suggestions(house)
    assert drafter.post(f"{PLACE}/suggestions/accept", {"only": str(first.id)}).status_code == 302
    answer = drafter.post(f"{PLACE}/suggestions/decline", {"only": str(second.id)})
    assert answer.status_code == 422
    assert "请写明不采纳的理由" in answer.text
    fields = {"only": str(second.id), f"reason:{second.id}": "标准由财务测算，不宜改动"}
    assert drafter.post(f"{PLACE}/suggestions/decline", fields).status_code == 302
    states = {one.id: one.status for one in suggestions(house)}
    assert (states[first.id], states[second.id]) == (SuggestionStatus.ACCEPTED, SuggestionStatus.DECLINED)
    assert len([one for one in states.values() if one is SuggestionStatus.OPEN]) == len(rest)
    only = next(at for at, edit in enumerate(colleague.edits) if edit.author == first.author)
    read = read_document(colleague.sends([only]))
    assert newest(house).text == accepted(read, range(len(read.changes)))
    again = drafter.post(f"{PLACE}/suggestions/accept", {"only": str(first.id)})
    assert again.status_code == 422
    assert "已经处理过" in again.text
    assert "标准由财务测算，不宜改动" in drafter.get(f"{PLACE}/suggestions").text


def test_open_suggestions_stand_against_submitting(house: House, drafter: Visitor):
    take_in(drafter, Colleague(exported(drafter), 4, 2).sends())
    assert "2处修改建议等待处理" in spoken(drafter.get("/desk").text)
    answer = drafter.post(f"{PLACE}/submit", {"fingerprint": newest(house).fingerprint})
    assert answer.status_code == 409
    assert "还有2处修改建议没有处理" in answer.text
    fields = {"chosen": [str(one.id) for one in suggestions(house)], "reason": "本轮不改"}
    assert drafter.post(f"{PLACE}/suggestions/decline", fields).status_code == 302
    answer = drafter.post(f"{PLACE}/submit", {"fingerprint": newest(house).fingerprint})
    assert answer.status_code == 302


def test_what_was_written_meanwhile_stays_and_what_collides_is_shown(house: House, drafter: Visitor):
    old = newest(house)
    exported_file = exported(drafter)
    every = [one.text for one in parse(old.text).document.root.walk() if one.kind == "paragraph"]
    words = next(one for one in every if "三十日" in one and "应当" in one)
    line = next(line for line in read_document(exported_file).text.splitlines() if line.endswith(words))
    other = next(line for line in read_document(exported_file).text.splitlines() if line.startswith("劳务派遣职工"))
    content = _with_edits(_with_edits(exported_file, line, ("三十日", "十日")), other, ("同等福利", "相同的福利"))
    take_in(drafter, content)
    # Meanwhile the drafter changes the same three words and another article.
    meanwhile = old.text.replace(words, words.replace("三十日", "六十日", 1)).replace(
        "第一条　", "第一条　新的开头，", 1
    )
    saved = drafter.post(f"{PLACE}/save", {"words": meanwhile, "base": str(old.id), "language": "zh"})
    assert saved.status_code == 302
    file = re.search(r'name="all" value="(\d+)"', drafter.get(f"{PLACE}/suggestions").text)
    assert file
    answer = drafter.post(f"{PLACE}/suggestions/accept", {"all": file[1]})
    assert answer.status_code == 409
    told = spoken(answer.text)
    assert "有1处与现在的正文冲突" in told
    assert "六十日" in told
    assert "已采纳1处" in told
    text = newest(house).text
    assert "第一条　新的开头，" in text
    assert "与其他会员享受相同的福利" in text
    assert "六十日" in text
    (left,) = suggestions(house, SuggestionStatus.OPEN)
    assert (left.old, left.new) == ("三十日", "十日")
    assert drafter.post(f"{PLACE}/suggestions/by-hand", {"only": str(left.id)}).status_code == 302
    assert suggestions(house, SuggestionStatus.OPEN) == []


def _with_edits(content: bytes, line: str, *edits: tuple[str, str]) -> bytes:
    """The file with tracked replacements in the paragraph that reads like `line`, by Li."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    document = files["word/document.xml"].decode()
    words = line.partition("　")[2] or line
    if r(words).replace("<w:rPr></w:rPr>", "") not in document:
        words = words[2:]  # something cites it: its second character is in a bookmark
    runs = words
    for old, new in edits:
        runs = runs.replace(old, f"\0{gone(old, '李四')}{ins(new, '李四')}\0", 1)
    drawn = "".join(part if part.startswith("<w:") else r(part) for part in runs.split("\0") if part)
    assert r(words).replace("<w:rPr></w:rPr>", "") in document
    files["word/document.xml"] = document.replace(r(words).replace("<w:rPr></w:rPr>", ""), drawn, 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return out.getvalue()


def test_untracked_edits_and_remarks_stand_under_their_heads(house: House, drafter: Visitor):
    text = newest(house).text
    article = parse(text).document.articles()[3]
    edited = text.replace("第二条　", "第二条　除另有规定外，", 1)
    remark = f"<w:comment {said('王律师', 0)}><w:p>{r('这一条请再斟酌')}</w:p></w:comment>"
    body = []
    for line in edited.splitlines():
        if not line:
            continue
        inside = r(line)
        if line.startswith(article.label):
            inside = f'<w:commentRangeStart w:id="0"/>{inside}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        body.append(p(inside))
    page = send_back(drafter, docx("".join(body), comments=remark))
    shown = spoken(drafter.get(page).text)
    assert "没有标明出自哪个文本" in shown
    assert "没有留痕的改动1处，批注1条" in shown
    assert "王律师" in shown
    assert drafter.post(f"{page}/bring-back", {"change:0": "1", "remark:0": "1"}).status_code == 302
    (found,) = suggestions(house)
    assert (found.kind.value, found.author, found.label) == ("untracked", "", "第二条")
    with house.records() as db:
        (origin,) = db.exec(select(RemarkOrigin)).all()
        comment = db.get_one(Comment, origin.comment_id)
        assert (origin.author, comment.label, comment.text) == ("王律师", article.label, "这一条请再斟酌")
    assert drafter.post(f"{PLACE}/suggestions/accept", {"only": str(found.id)}).status_code == 302
    assert "第二条　除另有规定外，" in newest(house).text
    for desk in (f"{PLACE}/draft", f"{PLACE}/review"):
        assert "王律师" in drafter.get(desk).text


def test_a_redline_that_comes_back_suggests_only_what_the_colleague_did(house: House, drafter: Visitor):
    content = exported(drafter, f"{PLACE}/redline.docx")
    ours = len(read_document(content).changes)
    assert ours > 0
    page = send_back(drafter, content)
    assert "文件与发出的文本完全一致" in drafter.get(page).text
    line = next(line for line in read_document(content).rejected.splitlines() if line.startswith("未加入工会的职工"))
    page = send_back(drafter, _with_edits(content, line, ("随时", "在任何时候")))
    shown = spoken(drafter.get(page).text)
    assert "修订1处，没有留痕的改动0处" in shown


def test_the_same_changes_twice_are_marked_as_known(house: House, drafter: Visitor):
    content = Colleague(exported(drafter), 5, 3).sends()
    take_in(drafter, content)
    page = send_back(drafter, content)
    html = drafter.get(page).text
    assert html.count("以前收下过") == 3
    assert "checked" not in html
    answer = drafter.post(f"{page}/bring-back", {})
    assert answer.status_code == 422
    assert "请至少勾选一处再收下" in answer.text
    assert drafter.post(f"{page}/drop", {}).status_code == 302
    assert drafter.get(page).status_code == 404


def test_a_file_that_was_imported_by_mistake_becomes_suggestions(house: House, drafter: Visitor):
    colleague = Colleague(exported(drafter), 12, 3)
    answer = drafter.post(f"{PLACE}/import", {"language": "zh"}, {"file": (colleague.sends(), "回来的稿子.docx")})
    assert answer.status_code == 302
    page = answer.headers["Location"]
    assert "列为修改建议" in drafter.get(page).text
    answer = drafter.post(f"{page}/instead")
    assert answer.status_code == 302
    assert "修订3处" in spoken(drafter.get(answer.headers["Location"]).text)
    assert drafter.get(page).status_code == 404


def test_a_file_of_another_regulation_says_where_it_belongs(house: House, drafter: Visitor):
    other = exported(drafter, "/regulations/{}/editions/{}.docx".format(*AWAITING))
    answer = drafter.post(f"{PLACE}/returned", {}, {"file": (other, "b.docx")})
    assert answer.status_code == 422
    assert "厂务公开" in answer.text
    assert "请到那一版收回" in answer.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "请选择Word文件"),
        (b"plain words", "请选择Word文件"),
        (b"%PDF-1.7 no word file", "PDF"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    ],
)
def test_what_is_no_word_file_is_one_sentence(drafter: Visitor, content: bytes, sentence: str):
    answer = drafter.post(f"{PLACE}/returned", {}, {"file": (content, "a.docx")})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count('class="problems"') == 1


def test_more_changes_than_anybody_answers_are_one_sentence(drafter: Visitor):
    body = "".join(p(r(f"第{n}行") + ins("字", f"作者{n}")) for n in range(1_001))
    answer = drafter.post(f"{PLACE}/returned", {}, {"file": (docx(body), "a.docx")})
    assert answer.status_code == 422
    assert "1001处修订" in answer.text


def test_names_and_words_out_of_a_file_are_only_words(house: House, drafter: Visitor):
    hostile = '"><script>alert(1)</script>'
    body = p(r("第一条　甲") + ins(hostile, hostile.replace('"', "&quot;").replace("<", "&lt;")) + r("。"))
    remark = f"<w:comment {said('x', 0)}><w:p>{r(hostile)}</w:p></w:comment>"
    page = send_back(drafter, docx(body, comments=remark), 'a"><script>.docx')
    for address in (page, f"{PLACE}/suggestions", f"{PLACE}/review", f"{PLACE}/draft", f"/regulations/{SLUG}/record"):
        assert "<script>alert" not in drafter.get(address).text
        if address == page:
            assert drafter.post(f"{page}/bring-back", {"all": "1"}).status_code == 302
    assert len(suggestions(house)) > 0


def test_nobody_else_sees_a_file_before_it_is_taken_in(house: House, drafter: Visitor):
    page = send_back(drafter, Colleague(exported(drafter), 1, 1).sends())
    assert house.visitor("secretary").get(page).status_code == 404
    assert house.visitor("secretary").post(f"{page}/bring-back", {"all": "1"}).status_code == 404
    assert house.visitor("delegate").get(page).status_code == 403


def test_a_reviewer_answers_in_word_during_the_review(house: House):
    """The last suggestion that is declined lets a review that is otherwise complete go on."""
    reviewer = house.visitor("reviewer-legal")
    content = Colleague(exported(reviewer), 6, 1).sends()
    take_in(reviewer, content)
    (found,) = suggestions(house)
    assert reviewer.post(f"{PLACE}/suggestions/accept", {"only": str(found.id)}).status_code == 403
    drafter = house.visitor("drafter")
    fields = {"only": str(found.id), f"reason:{found.id}": "与上位法一致，不改"}
    assert drafter.post(f"{PLACE}/suggestions/decline", fields).status_code == 302
    assert suggestions(house, SuggestionStatus.OPEN) == []


def test_unsaved_words_are_not_run_over(house: House, drafter: Visitor):
    take_in(drafter, Colleague(exported(drafter), 8, 1).sends())
    old = newest(house)
    typed = old.text.replace("第一条　", "第一条　没有保存的话，", 1)
    assert drafter.post(f"{PLACE}/preview", {"words": typed, "base": str(old.id), "language": "zh"}).status_code == 200
    (found,) = suggestions(house)
    answer = drafter.post(f"{PLACE}/suggestions/accept", {"only": str(found.id)})
    assert answer.status_code == 422
    assert "没保存的修改" in answer.text
    assert "没有保存的话" in drafter.get(f"{PLACE}/draft").text


def test_the_pages_speak_english(house: House, drafter: Visitor):
    house.clock.forward(seconds=timedelta(minutes=1).seconds)
    page = send_back(drafter, Colleague(exported(drafter), 9, 3).sends())
    shown = spoken(drafter.get(f"{page}?lang=en").text)
    assert "3 tracked, 0 untracked, 0 remarks." in shown
    drafter.post(f"{page}/bring-back", {"all": "1"})
    listed = spoken(drafter.get(f"{PLACE}/suggestions?lang=en").text)
    assert "Accept all 3" in listed


def test_a_draft_in_english_comes_back_too(house: House, drafter: Visitor):
    content = exported(drafter, f"{PLACE}.docx?text=en")
    document = parse(read_document(content).text).document
    assert document.language == "en"
    page = send_back(drafter, write_document(document))
    assert "文件与发出的文本完全一致" in drafter.get(page).text
