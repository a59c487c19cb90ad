"""Precedents: a text to begin from for each kind of regulation, in both languages, sound but for its guidance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.house import House, field_words, hidden, spoken
from workflow import paths
from workflow.lifecycle.draft.precedents import Precedent, text_of
from workflow.rules.requiring.topics import Topic, proposed
from workflow.text.reading.parse import parse
from workflow.words import Language

FOLDER = paths.policies() / "precedents"
#: What a drafter has to replace, said here again.
MARKS = {Language.ZH: re.compile("〔填：[^〕]+〕"), Language.EN: re.compile(r"\[Fill in: [^\]]+\]")}


def test_every_kind_has_a_file_in_each_language_and_no_file_is_without_a_kind():
    for language in Language:
        assert {one.stem for one in (FOLDER / language).iterdir()} == {one.value for one in Precedent}


@pytest.mark.parametrize("kind", Precedent, ids=str)
def test_a_precedent_is_sound_but_for_its_guidance(kind: Precedent):
    shapes = []
    for language, mark in MARKS.items():
        text = (FOLDER / language / f"{kind}.txt").read_text(encoding="utf-8")
        read = parse(text)
        assert {one.code for one in read.problems} == {"guidance-left"}
        assert all(one.blocking for one in read.problems)
        lines = {number for number, line in enumerate(text.split("\n"), 1) if mark.search(line)}
        assert {one.line for one in read.problems} == lines
        rest = mark.sub("若干" if language is Language.ZH else "Something", text)
        assert not [one for one in parse(rest).problems if one.blocking]
        shapes.append([unit.kind for unit in read.document.articles()])
    assert len(shapes[0]) == len(shapes[1]) or kind is Precedent.NOTICE, "both languages have the same articles"


def test_the_eight_matters_of_the_law_have_a_precedent_that_is_about_them():
    about = {
        topic
        for kind in Precedent
        for topic in proposed([("", (FOLDER / "zh" / f"{kind}.txt").read_text(encoding="utf-8"))])
    }
    assert about == set(Topic)


@given(st.text(alphabet="〔〕填：:[]Fil n甲\n第一条　", max_size=60))
def test_any_words_round_a_mark_are_read(words: str):
    text = f"办法\n第一条　{words}"
    found = [one for one in parse(text).problems if one.code == "guidance-left"]
    assert bool(found) == ("〔填：" in words or "〔填:" in words or "[Fill in:" in words)


def test_a_drafter_begins_from_one_and_cannot_submit_before_it_is_filled_in(house: House):
    drafter = house.visitor("drafter")
    fields = {"name_zh": "考勤管理办法", "precedent": "attendance", "language": "zh"}
    place = drafter.post("/regulations/new", fields).headers["Location"]
    page = drafter.get(place).text
    words = field_words(page, "words")
    assert words.startswith("衡锰新材料股份有限公司考勤管理办法\n\n第一章　总则\n第一条　为了规范工作时间")
    assert "〔填：企业名称〕" not in words
    saved = drafter.post(place.replace("/draft", "/save"), {"base": "0", "language": "zh", "words": words})
    assert saved.status_code == 302, spoken(saved.text)
    page = drafter.get(place).text
    assert "是范本的提示" in spoken(page)
    refused = drafter.post(
        place.replace("/draft", "/submit"), {"language": "zh", "fingerprint": hidden(page, "fingerprint")}
    )
    assert refused.status_code == 409, spoken(refused.text)


def test_a_file_or_a_precedent(house: House):
    drafter, before = house.visitor("drafter"), house.rows()
    answer = drafter.post(
        "/regulations/new", {"name_zh": "办法", "precedent": "pay"}, {"file": ("第一条　甲。".encode(), "办法.txt")}
    )
    assert answer.status_code == 422
    assert "文件和范本只能选一个" in spoken(answer.text)
    assert 'value="pay" selected' in answer.text
    assert house.rows() == before


def test_an_english_one_is_called_by_its_english_name():
    text = text_of(Precedent.NOTICE, Language.EN, "Example Ltd", "Plan of Savings")
    assert text.splitlines()[0] == "Plan of Savings"
    assert text_of(Precedent.PAY, Language.ZH, "甲公司", "甲公司薪酬办法").splitlines()[0] == "甲公司薪酬办法"
