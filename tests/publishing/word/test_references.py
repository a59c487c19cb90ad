"""References of our Word files: an article that somebody puts in moves them along, whether or not Word brought its fields up
to date, and what somebody typed over one stays. The model is a made-up regulation whose references are known by object."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.office import TEXT, Office
from tests.text.cited import ARTICLES, Article, Paragraph, Regulation
from workflow.publishing.word.reading.document import WordText, read_document
from workflow.publishing.word.reading.guessing import Guessed
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write

_DOCUMENT = "word/document.xml"
_BY = 'w:id="901" w:author="李四" w:date="2026-03-04T05:06:07Z"'
_AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_PLACES = range(ARTICLES + 1)
_SHARE = (0, 1, 17, 40, ARTICLES - 1, ARTICLES)


def _regulation(language: str) -> Regulation:
    return Regulation(random.Random(f"word {language}"), language)


def _written(regulation: Regulation) -> str:
    return write(parse(regulation.text()).document)


def _again(text: str) -> str:
    return write(parse(text).document)


def _body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(_DOCUMENT).decode()


def _with(content: bytes, body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, body if name == _DOCUMENT else source.read(name))
    return out.getvalue()


def _put_in(content: bytes, place: int, words: str, tracked: bool = False) -> bytes:
    """The file with a numbered paragraph more before the article at `place`, as Word writes what is typed there."""
    body = _body(content)
    articles = list(re.finditer(r'<w:p>(<w:pPr><w:pStyle w:val="WorkflowArticle"/><w:numPr>.*?</w:pPr>)', body))
    look = articles[min(place, len(articles) - 1)][1]
    at = articles[place].start() if place < len(articles) else body.index("<w:sectPr>")
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    if tracked:
        run, look = f"<w:ins {_BY}>{run}</w:ins>", look.replace("</w:pPr>", f"<w:rPr><w:ins {_BY}/></w:rPr></w:pPr>")
    return _with(content, f"{body[:at]}<w:p>{look}{run}</w:p>{body[at:]}")


def _grown(regulation: Regulation, place: int) -> str:
    """The words of a new article at `place`; the model has it from now on, and its references the numbers they need."""
    article = Article([Paragraph(regulation.phrase())])
    regulation.articles.insert(place, article)
    regulation.print_numbers()
    return article.paragraphs[0].words + ("。" if regulation.language == "zh" else ".")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "place", [one if one in _SHARE else pytest.param(one, marks=pytest.mark.soak) for one in _PLACES]
)
def test_an_article_put_in_moves_every_reference_along(language: str, place: int):
    regulation = _regulation(language)
    before, content = _written(regulation), write_document(parse(regulation.text()).document)
    assert _again(read_document(content).text) == before
    words = _grown(regulation, place)
    clean = read_document(_put_in(content, place, words))
    assert _again(clean.text) == _written(regulation)
    assert not any(one.kind == Guessed.REFERENCE for one in clean.guesses)
    tracked = read_document(_put_in(content, place, words, tracked=True))
    assert [(one.kind, one.new) for one in tracked.changes] == [("insert", words)]
    assert (_again(tracked.text), _again(tracked.rejected)) == (_written(regulation), before)
    assert _again(tracked.taking([0])) == _written(regulation)


@pytest.mark.soak
@pytest.mark.parametrize("language", ["zh", "en"])
def test_libreoffice_shows_and_keeps_every_reference(language: str, tmp_path: Path):
    """An article typed there at each place: what it shows after bringing its fields up to date, and what comes back."""
    office = Office(tmp_path)
    for place in _PLACES[:-1]:
        regulation = _regulation(language)
        content = write_document(parse(regulation.text()).document)
        head = regulation.articles[place].paragraphs[0].words
        words = _grown(regulation, place)
        assert _again(read_document(office.inserted(content, head, words)).text) == _written(regulation)
        told = read_document(office.inserted(content, head, words, tracked=True))
        assert (len(told.changes), _again(told.text)) == (1, _written(regulation))
        if place % 8 == 0:
            shown = "".join(office.inserted(content, head, words, form=TEXT).decode("utf-8-sig").split())
            cites = [cite.words for _, _, cite in regulation.spots()]
            assert [one for one in cites if "".join(one.split()) not in shown] == []


def _small(shown: str, inside: str = "") -> WordText:
    """第三条 cites 第一条, and somebody put an article before that; the field shows `shown`, or what `inside` says."""
    content = write_document(parse("某某办法\n\n第一条　甲事。\n第二条　乙事。\n第三条　依照第一条办理。\n").document)
    body = _body(_put_in(content, 0, "新事。"))
    told = inside or f"<w:r><w:t>{shown}</w:t></w:r>"
    return read_document(_with(content, re.sub(r"<w:r><w:t [^>]*>第一条</w:t></w:r>", told, body, count=1)))


def test_a_field_may_have_been_brought_up_to_date():
    assert "依照第二条办理" in _small("第一条").text
    assert "依照第二条办理" in _small("第二条").text


def test_word_marks_what_it_brings_up_to_date_and_nobody_changed_anything():
    was, now = ("<w:r><w:delText>第一条</w:delText></w:r>", "<w:r><w:t>第二条</w:t></w:r>")
    read = _small("", f"<w:del {_BY}>{was}</w:del><w:ins {_BY}>{now}</w:ins>")
    assert "依照第二条办理" in read.text
    assert read.changes == []


def test_a_number_typed_over_a_field_is_asked_about_and_one_that_was_tracked_is_a_change():
    read = _small("第四条")
    assert "依照第二条办理" in read.text
    assert [one.about for one in read.guesses if one.kind == Guessed.REFERENCE] == ["第四条"]
    was, now = ("<w:r><w:delText>第一条</w:delText></w:r>", "<w:r><w:t>第四条</w:t></w:r>")
    tracked = _small("", f"<w:del {_BY}>{was}</w:del><w:ins {_BY}>{now}</w:ins>")
    assert [(one.old, one.new) for one in tracked.changes] == [("第一条", "第四条")]


def test_words_that_no_field_can_print_follow_when_the_file_comes_back():
    """第一项 for （一）, Articles 1 to 3, and 第一条 for 一、: bookmarks around the numerals."""
    text = "某某办法\n\n第一条　甲事：\n（一）乙；\n（二）丙。\n第二条　依照第一条第二项办理。\n"
    content = write_document(parse(text).document)
    body = _body(content)
    item = re.search(r'<w:p>(<w:pPr><w:pStyle w:val="WorkflowItem"/><w:numPr>.*?</w:pPr>)', body)
    assert item
    new = f"<w:p>{item[1]}<w:r><w:t>新；</w:t></w:r></w:p>"
    read = read_document(_with(content, body[: item.start()] + new + body[item.start() :]))
    assert "依照第一条第三项办理" in read.text
    english = "Rules\n\nArticle 1 One.\nArticle 2 Two.\nArticle 3 Three.\nArticle 4 See Articles 1 to 3.\n"
    put = read_document(_put_in(write_document(parse(english).document), 1, "New."))
    assert "See Articles 1 to 4." in put.text


@pytest.mark.parametrize(
    ("text", "start", "shown"),
    [
        ("某某规程\n\n1　范围\n总的要求。\n\n2　要求\n2.1　甲事。\n2.2　按照2.1办理。\n", "甲", "按照2.2办理"),
        ("某某意见\n\n一、总的要求\n总的话。\n\n二、做法\n（一）甲事。\n（二）按照第一条办理。\n", "总的要求", "按照第二条办理"),
        ("某某办法\n\n第一章　总则\n第一条　甲事。\n\n第二章　分则\n第二条　按照第一章办理。\n", "总则", "按照第二章办理"),
    ],
)  # fmt: skip
def test_every_way_of_numbering_counts_on(text: str, start: str, shown: str):
    """What is put in before the provision that is cited takes its number."""
    content = write_document(parse(text).document)
    assert _again(read_document(content).text) == _again(text)
    body = _body(content)
    blocks = re.findall(r"<w:p>.*?</w:p>", body)
    one = next(
        block for block in blocks if "<w:numPr>" in block and start in "".join(re.findall(r">([^<]+)</w:t>", block))
    )
    look = re.search(r"<w:pPr>.*?</w:pPr>", one)
    assert look
    put = body.replace(one, f"<w:p>{look[0]}<w:r><w:t>新的。</w:t></w:r></w:p>{one}", 1)
    assert shown in read_document(_with(content, put)).text


def test_a_field_of_somebody_else_follows_too():
    """Word's own cross-references; what is shown and what is counted may differ, and then the person is asked."""
    content = write_document(parse("某某办法\n\n第一条　甲事。\n第二条　依照第一条办理。\n").document)
    foreign = _body(content).replace("_Cited1_1", "_Ref123456789")
    read = read_document(_with(content, foreign.replace(">第一条<", ">第三条<")))
    assert "依照第一条办理" in read.text
    assert [one.about for one in read.guesses if one.kind == Guessed.REFERENCE] == ["第三条"]


def test_a_comparison_keeps_both_texts():
    old = "某某办法\n\n第一条　甲事。\n第二条　依照第一条办理。\n"
    new = "某某办法\n\n第一条　新事。\n第二条　甲事。\n第三条　依照第二条办理。\n"
    read = read_document(write_tracked(parse(old).document, parse(new).document, "张三", _AT))
    assert (_again(read.text), _again(read.rejected)) == (new, old)
