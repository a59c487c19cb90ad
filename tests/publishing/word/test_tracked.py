"""Tracked changes and remarks: both views of the text, and every change on the provision it was made in."""

from __future__ import annotations

import random
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.publishing.word.files.any_file import any_file
from tests.publishing.word.files.lists import CHAPTERS
from tests.publishing.word.ooxml import definition, docx, gone, ins, level, mark, num, p, r, said, table
from workflow import paths
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.reading.tracked import TrackedChange
from workflow.publishing.word.remarks import WordComment
from workflow.publishing.word.writing.document import write_document
from workflow.text.reading.parse import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHEN = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
_ONE = definition(1, level(0, "chineseCountingThousand", "第%1条", suffix="space")) + num(1, 1)


def _article(inside: str, properties: str = "") -> str:
    return p(inside, listed=(1, 0), properties=properties)


def test_words_that_came_and_words_that_went():
    read = read_document(
        docx(p(r("第一条 应当在") + gone("三") + ins("五") + r("日内") + ins("书面", "李四") + r("答复。")))
    )
    assert read.text == "第一条 应当在五日内书面答复。\n"
    assert read.rejected == "第一条 应当在三日内答复。\n"
    first, second = read.changes
    assert (first.kind, first.old, first.new, first.author, first.at) == ("replace", "三", "五", "张三", _WHEN)
    assert (first.line, first.start, first.old_line, first.old_start) == (1, 7, 1, 7)
    assert (second.kind, second.new, second.author, second.start, second.old_start) == (
        "insert",
        "书面",
        "李四",
        10,
        10,
    )


def test_an_inserted_article_counts_in_one_view_only():
    body = _article("甲。") + _article(ins("乙。"), mark("ins")) + _article("丙。")
    read = read_document(docx(body, numbering=_ONE))
    assert read.text == "第一条　甲。\n第二条　乙。\n第三条　丙。\n"
    assert read.rejected == "第一条　甲。\n第二条　丙。\n"
    (change,) = read.changes
    assert (change.kind, change.whole, change.new, change.line, change.old_line) == ("insert", True, "乙。", 2, 2)


def test_a_paragraph_typed_behind_another_takes_over_its_end():
    """Word marks the end of the paragraph before as inserted, and the new paragraph keeps the old end."""
    body = _article("甲。", mark("ins")) + _article(ins("乙。")) + _article("丙。")
    read = read_document(docx(body, numbering=_ONE))
    assert read.rejected == "第一条　甲。\n第二条　丙。\n"
    (change,) = read.changes
    assert (change.kind, change.whole, change.new, change.line) == ("insert", True, "乙。", 2)


def test_a_deleted_article_counts_in_the_other_view_only():
    body = _article("甲。") + _article(gone("乙。"), mark("del")) + _article("丙。")
    read = read_document(docx(body, numbering=_ONE))
    assert read.text == "第一条　甲。\n第二条　丙。\n"
    assert read.rejected == "第一条　甲。\n第二条　乙。\n第三条　丙。\n"
    (change,) = read.changes
    assert (change.kind, change.whole, change.old, change.old_line) == ("delete", True, "乙。", 2)


@pytest.mark.parametrize(
    ("kind", "now", "then"),
    [
        ("ins", "第一条　甲，\n第二条　乙。\n", "第一条　甲，乙。\n"),
        ("del", "第一条　甲，乙。\n", "第一条　甲，\n第二条　乙。\n"),
    ],
)
def test_paragraphs_cut_and_joined(kind: str, now: str, then: str):
    read = read_document(docx(_article("甲，", mark(kind)) + _article("乙。"), numbering=_ONE))
    assert (read.text, read.rejected) == (now, then)
    (change,) = read.changes
    assert (change.kind, change.line, change.start) == ({"ins": "split", "del": "join"}[kind], 1, 6)


def test_words_inserted_and_deleted_again_are_in_neither_view():
    both = f"<w:ins {said()}><w:del {said('李四')}><w:r><w:delText>错</w:delText></w:r></w:del></w:ins>"
    read = read_document(docx(p(r("第一条 甲") + both + r("。"))))
    assert read.text == read.rejected == "第一条 甲。\n"
    assert read.changes == []


def test_a_move_is_told_as_two_halves_of_one():
    start, end = '<w:moveFromRangeStart w:id="1" w:name="m7"/>', '<w:moveFromRangeEnd w:id="1"/>'
    begin, stop = '<w:moveToRangeStart w:id="2" w:name="m7"/>', '<w:moveToRangeEnd w:id="2"/>'
    away = start + p(gone("甲。", tag="moveFrom"), properties=mark("moveFrom")) + end
    read = read_document(docx(away + p("乙。") + begin + p(ins("甲。", tag="moveTo")) + stop))
    assert (read.text, read.rejected) == ("乙。\n甲。\n", "甲。\n乙。\n")
    assert [(change.kind, change.old, change.new, change.move) for change in read.changes] == [
        ("move", "甲。", "", "m7"),
        ("move", "", "甲。", "m7"),
    ]


def test_rows_that_came_and_went():
    def row(words: str, kind: str) -> str:
        return f"<w:tr><w:trPr><w:{kind} {said()}/></w:trPr><w:tc>{p(words)}</w:tc><w:tc>{p('元')}</w:tc></w:tr>"

    whole = table(("项目", "标准"), ("甲", "1")).replace("</w:tbl>", row("乙", "ins") + row("丙", "del") + "</w:tbl>")
    read = read_document(docx(whole + p("第一条 丁。")))
    assert read.text == "| 项目 | 标准 |\n| 甲 | 1 |\n| 乙 | 元 |\n第一条 丁。\n"
    assert read.rejected == "| 项目 | 标准 |\n| 甲 | 1 |\n| 丙 | 元 |\n第一条 丁。\n"
    assert [(change.kind, change.old or change.new, change.line) for change in read.changes] == [
        ("insert", "乙", 3),
        ("insert", "元", 3),
        ("delete", "丙", 4),
        ("delete", "元", 4),
    ]


def test_a_number_that_was_given_or_taken_away_later():
    given = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {said()}/></w:numPr>'
    changed = (
        f'<w:pPrChange {said()}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    read = read_document(
        docx(p("甲。", properties=given) + p("乙。", properties=changed) + _article("丙。"), numbering=_ONE)
    )
    assert read.text == "第一条　甲。\n乙。\n第二条　丙。\n"
    assert read.rejected == "甲。\n第一条　乙。\n第二条　丙。\n"


def test_remarks_answers_and_what_they_are_about():
    start, end = (
        '<w:commentRangeStart w:id="{}"/>',
        '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>',
    )
    body = (
        p("第一条 甲。")
        + start.format(0)
        + p(r("第二条 ") + start.format(1) + gone("三日") + end.format(1) + r("答复。"))
    )
    body += p(r("第三条 乙") + end.format(0) + r("。") + '<w:r><w:commentReference w:id="2"/></w:r>')

    def remark(identity: int, words: str, paragraph: str) -> str:
        one = f'<w:p w14:paraId="{paragraph}">{r(words)}</w:p>'
        return f"<w:comment {said('李四', identity)}><w:p>{r('注意：')}</w:p>{one}</w:comment>"

    remarks = remark(0, "整段重写", "A0") + remark(1, "太短", "A1") + remark(2, "同意", "A2")
    threads = '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/>'
    read = read_document(docx(body, comments=remarks, commentsExtended=threads))
    whole, short, answer = read.comments
    assert (whole.quote, whole.line, whole.start, whole.text) == ("第二条 答复。\n第三条 乙", 2, 0, "注意：\n整段重写")
    assert (short.quote, short.line, short.start, short.done, short.answers) == ("三日", 2, 4, True, "")
    assert (answer.quote, answer.line, answer.start, answer.answers, answer.at) == ("", 3, 6, "1", _WHEN)


def test_a_file_that_libreoffice_saved_again():
    """Our own export with tracked changes, opened and saved by LibreOffice 7.4."""
    read = read_document((Path(__file__).parent / "libreoffice" / "tracked.docx").read_bytes())
    texts = paths.policies() / "texts"
    for text, name in ((read.text, "factory-transparency.2.zh"), (read.rejected, "factory-transparency.zh")):
        expected = parse((texts / f"{name}.txt").read_text(encoding="utf-8")).document
        assert parse(text).document == expected or [unit.text for unit in parse(text).document.root.walk()] == [
            unit.text for unit in expected.root.walk()
        ]
    assert {change.author for change in read.changes} == {"张三"}


@pytest.mark.parametrize("seed", range(6))
def test_every_change_made_anywhere_is_placed_where_it_was_made(seed: int):
    """A colleague edits an exported regulation at fifty places; each change is told on the line it was made on."""
    text = (paths.policies() / "texts" / "representative-assembly.zh.txt").read_text(encoding="utf-8")
    clean = write_document(parse(text).document)
    edited, expected = _edited(clean, random.Random(seed))
    read = read_document(edited)
    assert read.rejected == read_document(clean).text
    placed = [(change.kind, change.old, change.new, change.old_line) for change in read.changes]
    assert placed == expected


def _edited(content: bytes, chance: random.Random) -> tuple[bytes, list[tuple[str, str, str, int]]]:
    """The file with fifty tracked changes, and for each what and in which line it was made."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = ElementTree.fromstring(files["word/document.xml"])  # noqa: S314
    body = root[0]
    paragraphs = [element for element in body if element.tag == f"{_W}p"]
    expected = []
    for at in sorted(chance.sample(range(len(paragraphs) - 1), 50)):
        paragraph = paragraphs[at]
        kind = chance.choice(("insert", "delete", "replace", "new", "gone"))
        words = "".join(item.text or "" for item in paragraph.iter(f"{_W}t"))
        start = chance.randrange(len(words))
        stop = chance.randint(start + 1, len(words))
        new = chance.choice(("新的规定", "100元", "三十日", "不得"))
        if kind == "new":
            added = ElementTree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}"><w:pPr>{mark("ins")}</w:pPr>{ins(new)}</w:p>')  # noqa: S314
            body.insert(list(body).index(paragraph), added)
            expected.append(("insert", "", new, at + 1))
            continue
        old = words if kind == "gone" else "" if kind == "insert" else words[start:stop]
        start, stop = (0, len(words)) if kind == "gone" else (start, start + len(old))
        properties = paragraph[0]
        runs = r(words[:start]) + (gone(old) if old else "") + (ins(new) if kind in ("insert", "replace") else "")
        for run in list(paragraph)[1:]:
            paragraph.remove(run)
        whole = ElementTree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{runs}{r(words[stop:])}</w:p>')  # noqa: S314
        paragraph.extend(list(whole))
        if kind == "gone":
            properties.append(ElementTree.fromstring(f'<a xmlns:w="{_W[1:-1]}">{mark("del")}</a>')[0])  # noqa: S314
        told = {"gone": "delete"}.get(kind, kind)
        expected.append((told, old, new if kind in ("insert", "replace") else "", at + 1))
    files["word/document.xml"] = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return out.getvalue(), expected


def test_chapters_are_counted_apart_in_both_views():
    body = p("总则", listed=(1, 0)) + p("甲。", listed=(1, 1)) + p(gone("中间"), listed=(1, 0), properties=mark("del"))
    read = read_document(docx(body + p("附则", listed=(1, 0)) + p("乙。", listed=(1, 1)), numbering=CHAPTERS))
    assert read.text.splitlines() == ["第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。"]
    assert read.rejected.splitlines() == [
        "第一章　总则",
        "第一条　甲。",
        "第二章　中间",
        "第三章　附则",
        "第二条　乙。",
    ]


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_every_place_is_in_the_text_and_holds_the_words(start: int):
    for seed in range(start, start + 50):
        read = read_document(any_file(seed))
        now, then = (text.split("\n") for text in (read.text, read.rejected))
        places: list[TrackedChange | WordComment] = [*read.changes, *(one for one in read.comments if one.paragraph)]
        for told in places:
            assert 0 <= told.start <= len(now[told.line - 1]), seed
            assert 0 <= told.old_start <= len(then[told.old_line - 1]), seed
        for change in read.changes:
            _holds(now[change.line - 1], change.start, change.new, seed)
            _holds(then[change.old_line - 1], change.old_start, change.old, seed)


def _holds(line: str, start: int, words: str, seed: int) -> None:
    """Whether `words` stand at that place: those of a cell or of several lines are written otherwise there."""
    if words.strip() and not set(words) & set("|\t\n") and "|" not in line:
        assert line[start:].lstrip().startswith(words.strip()), seed
