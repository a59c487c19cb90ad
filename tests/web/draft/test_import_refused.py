"""Files that cannot be imported, through the real application: one sentence beside the field, and nothing typed is lost."""

import io
import random
import re
import socket
import tracemalloc
import zipfile

import pytest

from tests.publishing.word.files.by_hand import FILES
from tests.publishing.word.files.hostile import numbered
from tests.publishing.word.ooxml import docx, p, r
from tests.publishing.word.test_unreadable import BAD
from tests.web.desk import DESK, begun, imported, upload
from tests.web.house import House, Opening, Visitor, field_words, hidden, in_language, spoken
from tests.web.sheet import line
from workflow.lifecycle.facts.texts import too_many_lines
from workflow.publishing.word import legacy, unreadable
from workflow.web.request.bounds import LARGEST, _UpTo
from workflow.web.request.files import too_long
from workflow.words import Language, Words

pytestmark = pytest.mark.thorough

TYPED = "食堂管理办法\n第一条　打了一个下午的话。\n"
NO_TEXT = Words(
    "这个文件不是文本文件，或者编码无法识别。请另存为UTF-8文本后再上传。",
    "This file is no text, or its encoding is unknown. Save it as UTF-8 text and upload it again.",
)
#: What the Word reader refuses, under any name; plain text under such a name is read as the text it is.
REFUSED = {name: told for name, told in BAD.items() if name not in ("plain text", "more than 20 MB")} | {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, NO_TEXT),
    "blank lines": (b" \r\n\t\r\n", Words("文件里没有文字。", "There are no words in the file.")),
    "a text of crumbs": (b"# a\n" * 120_000, too_many_lines(120_000)),
    "a Word file of crumbs": (numbered(40_000), unreadable.TOO_LONG),
    "a Word file without words": (docx(p("")), Words("文件里没有文字。", "There are no words in the file.")),
}


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with a new regulation begun."""
    return begun(house)


def sentences(html: str) -> list[str]:
    """What the page has to say about the file."""
    assert 'role="alert"' not in html  # it stands beside the field, and nowhere else
    return [spoken(words) for words in re.findall(r'<p class="problem" id="e-file">(.*?)</p>', html, re.DOTALL)]


def upload_large(visitor: Visitor, content: bytes, words: str):
    """The same as `upload`, with a body made here: the test client leaves the files open that it makes of large ones."""
    fields = {"csrf_token": hidden(visitor.get("/sign-in").text, "csrf_token"), "base": "0", "words": words}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n' for name, one in fields.items()]
    parts.append('--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n')
    body = "".join(parts).encode() + content + b"\r\n--x--\r\n"
    return visitor.client.post(f"{DESK}/import", data=body, content_type="multipart/form-data; boundary=x")


@pytest.mark.parametrize("name", REFUSED)
def test_one_sentence_beside_the_field_and_the_words_are_there(house: House, drafter: Visitor, name: str):
    content, words = REFUSED[name]
    for language in Language:
        answer = drafter.post(
            f"{DESK}/import?lang={language}", {"words": TYPED, "base": "0"}, {"file": (content, "办法.docx")}
        )
        assert answer.status_code == 422
        assert sentences(answer.text) == [words.in_language(language)]
        assert field_words(answer.text, "words") == TYPED
        assert 'aria-invalid="true"' in answer.text
        assert '<details class="import" open>' in answer.text
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == TYPED
    assert house.rows()["incoming"] == 0


def test_no_file_at_all(drafter: Visitor):
    answer = drafter.post(f"{DESK}/import", {"words": TYPED, "base": "0"})
    assert sentences(answer.text) == ["请先选择文件。"]
    assert field_words(answer.text, "words") == TYPED


def test_the_note_is_given_back_too(drafter: Visitor):
    answer = drafter.post(f"{DESK}/import", {"words": TYPED, "base": "0", "note": "按工会意见修改"})
    assert 'value="按工会意见修改"' in answer.text


def test_a_file_beyond_the_bound_of_the_house(opening: Opening):
    """More than may be sent, and more than a request may hold: the same sentence, on the desk."""
    house = opening(MAX_UPLOAD="100000", MAX_TEXT="50000")
    drafter = begun(house)
    for size in (100_001, 160_000, 5_000_000):
        answer = upload_large(drafter, b"PK\x03\x04" + bytes(size), TYPED)
        assert answer.status_code == 422
        assert sentences(answer.text) == ["文件超过0.1 MB，没有收下：请删去或者压缩其中的图片后再试。"]
        assert field_words(answer.text, "words") == TYPED
    assert upload(drafter, docx(p(r("第一条　甲。")))).status_code == 302


def test_a_file_of_more_than_20_mb(opening: Opening):
    house = opening(MAX_UPLOAD="30000000")
    answer = upload_large(begun(house), BAD["more than 20 MB"][0], TYPED)
    assert sentences(answer.text) == [unreadable.TOO_LARGE.zh]


def test_a_request_without_end_is_one_sentence(opening: Opening):
    drafter = begun(opening())
    environ = {"CONTENT_LENGTH": str(LARGEST + 1), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = drafter.client.post(f"{DESK}/import", environ_overrides=environ)
    assert answer.status_code == 413
    assert spoken(answer.text).count("内容太大，没有收下：一个文件不超过10 MB，正文不超过1000 KB。") == 1


def test_only_whoever_is_signed_in_may_send_much(opening: Opening):
    house = opening(MAX_UPLOAD="100000", MAX_TEXT="50000")
    begun(house)
    answer = upload_large(house.visitor(), b"PK\x03\x04" + bytes(5_000_000), "")
    assert answer.status_code == 413


def test_of_a_large_file_only_the_bound_is_kept():
    tracemalloc.start()
    kept = _UpTo(100_001)
    for _ in range(1_000):
        assert kept.write(bytes(64_000)) == 64_000
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    kept.seek(0)
    assert len(kept.read()) == 100_001
    kept.close()
    assert most < 2_000_000


def test_a_text_beyond_the_bound(opening: Opening):
    drafter = begun(opening(MAX_TEXT="20000"))
    answer = upload(drafter, ("长" * 7_000).encode(), "a.txt", TYPED)
    assert sentences(answer.text) == ["正文超过上限（20 KB）。"]
    answer = upload(drafter, docx(p(r("长" * 7_000))), "a.docx", TYPED)
    assert sentences(answer.text) == ["正文超过上限（20 KB）。"]


def test_a_text_file_far_beyond_the_bound_is_not_even_read(drafter: Visitor):
    """Ten megabytes of it were decoded, searched for hypertext and cut into lines before anybody looked how long it was."""
    answer = upload_large(drafter, "第一条　甲。\n".encode() * 250_000, TYPED)
    assert sentences(answer.text) == [too_long(1_000_000).zh]
    assert field_words(answer.text, "words") == TYPED


def test_words_beyond_the_bound_come_back(opening: Opening):
    drafter = begun(opening(MAX_TEXT="20000"))
    answer = upload(drafter, docx(p(r("第一条　甲。"))), "a.docx", "长" * 7_000)
    assert answer.status_code == 422
    assert "正文超过上限（20 KB）。" in answer.text
    assert field_words(answer.text, "words") == "长" * 7_000


def test_an_old_file_goes_through_libreoffice_or_says_so(drafter: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(legacy, "program", lambda: None)
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "WordDocument".encode("utf-16-le")
    assert sentences(upload(drafter, old, "办法.doc").text) == [unreadable.OLD.zh]


# What is odd and comes in ---------------------------------------------------------------------------------------------


def test_plain_text_under_a_word_name_is_read(drafter: Visitor):
    assert "第一条 甲。" in line(drafter.get(imported(drafter, "第一条 甲。".encode(), "a.docx")).text, 1)


def test_nothing_outside_the_file_is_fetched(drafter: Visitor, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    outside = "".join(
        f'<Relationship Id="x{kind}" Type="T/{kind}" Target="http://192.0.2.1/{kind}.xml" TargetMode="External"/>'
        for kind in ("attachedTemplate", "styles", "numbering", "image")
    )
    picture = '<w:r><w:drawing><a:blip r:link="ximage"/></w:drawing></w:r>'
    content = docx(p(r("第一条 甲。") + picture), relations=outside)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert "第一条 甲。（图片1）" in line(drafter.get(imported(drafter, content)).text, 1)


def test_macros_beside_a_document_are_left_alone(drafter: Visitor):
    content = docx(p(r("第一条 甲。")), more={"word/vbaProject.bin": b"x"})
    assert "第一条 甲。" in line(drafter.get(imported(drafter, content)).text, 1)


def test_pictures_and_equations_are_named_where_they_stood(drafter: Visitor):
    content = FILES["picture and equations"][0]
    page = drafter.get(imported(drafter, content)).text
    for words in ("图片", "公式"):
        assert re.search(rf"（{words}\d）", page)
    english = drafter.get(in_language(imported(drafter, content), "en")).text
    assert "stands for a picture" in english
    assert "stands for an equation" in english


def test_text_from_right_to_left_keeps_its_order(drafter: Visitor):
    arabic = "المادة الأولى: يُعمل بهذا النظام."
    hebrew = "סעיף שני"
    page = drafter.get(
        imported(drafter, docx(p(r(arabic), properties="<w:bidi/>") + p(r(f"第一条　甲，{hebrew}。"))))
    ).text
    assert arabic in line(page, 1)
    assert hebrew in line(page, 2)
    assert page.count('dir="auto"') >= 2


def test_ten_thousand_paragraphs(drafter: Visitor):
    """Imported, looked over and taken, which a process of bounded time reads, and no page of it holds more than one sheet of lines."""
    content = docx("".join(p(r(f"第{at}条　经职工代表大会审议通过。")) for at in range(1, 10_001)))
    address = imported(drafter, content)
    page = drafter.get(address).text
    assert page.count('<li id="l-') == 300
    assert len(page) < 300_000
    assert page.count("<textarea") == 0
    answer = drafter.post(f"{address}/take", {"base": hidden(page, "base")})
    assert answer.status_code == 302
    assert "第10000条" in field_words(drafter.get(answer.headers["Location"]).text, "words")


def test_ten_thousand_guesses_are_bounded_on_the_page(drafter: Visitor):
    style = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'
    body = p(r("第一条　甲。")) + "".join(p(r(f"标题{at}"), "h") for at in range(1, 10_001))
    address = imported(drafter, docx(body, styles=style))
    page = drafter.get(address).text
    assert "还有10000处推断没有确认或者改正。" in page
    assert page.count("<select") == 299
    assert len(page) < 800_000
    assert drafter.post(f"{address}/correct", {"do": "group:heading:chapter"}).status_code == 302
    assert "第九千九百九十九章" in drafter.get(f"{address}?line=10000").text


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_a_page_or_a_sentence(drafter: Visitor, seed: int):
    chance = random.Random(seed)
    names = sorted(FILES)
    for _ in range(12):
        with zipfile.ZipFile(io.BytesIO(FILES[chance.choice(names)][0])) as archive:
            files = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        part = files[chance.choice(sorted(files))]
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(part))
            part[at : at + chance.randint(0, 3)] = chance.choice((b"9", b"-1", b"", b"w:", b"x", b'"'))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, inside in files.items():
                archive.writestr(name, bytes(inside))
        answer = upload(drafter, out.getvalue(), "a.docx")
        assert answer.status_code in (302, 422)
        if answer.status_code == 302:
            assert drafter.get(answer.headers["Location"]).status_code == 200
        else:
            assert len(sentences(answer.text)) == 1
