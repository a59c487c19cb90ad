"""Strangers' files are read in a process of their own: the same answer, and an end to those that cost too much."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.publishing.word.files.by_hand import FILES
from tests.publishing.word.files.hostile import FULL, KINDS, numbered, paragraphs, tracked
from tests.publishing.word.ooxml import docx, gone, ins, p, r
from workflow import apart
from workflow.apart import Apart
from workflow.publishing.word import unreadable
from workflow.publishing.word.reading import document
from workflow.publishing.word.reading.apart import read_apart
from workflow.publishing.word.reading.document import read_document
from workflow.publishing.word.reading.view import View
from workflow.publishing.word.unreadable import WordUnreadable


def test_the_answer_is_the_same():
    several = docx(p(r("第一条 ") + ins("甲", "张三") + gone("乙", "李四") + r("丙")) + p(ins("第二条 丁。")))
    for content in (several, *(content for content, *_ in FILES.values())):
        here, there = read_document(content), read_apart(content)
        for name in ("text", "rejected", "changes", "comments", "guesses", "shared", "made_from", "changed_from"):
            assert getattr(here, name) == getattr(there, name)
        assert here.unlisted == there.unlisted
        for chosen in ([], [0], list(range(len(here.changes)))):
            if len(here.changes) >= len(chosen):
                assert here.taking(chosen) == there.taking(chosen)


def test_what_our_own_export_wrote_is_no_change():
    content = docx(p(r("第一条 ") + ins("甲") + gone("乙") + r("丙")))
    assert len(read_apart(content).changes) == 1
    read = read_apart(content, datetime(2025, 3, 4, 5, 6, 40, tzinfo=UTC))
    assert not read.changes
    assert read.text == read.rejected == "第一条 甲丙\n"


def test_what_cannot_be_read_says_why():
    with pytest.raises(WordUnreadable) as refusal:
        read_apart(b"PK\x03\x04" + b"x" * 100)
    assert refusal.value.words == unreadable.DAMAGED


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_read_or_refused(kind: str):
    with contextlib.suppress(WordUnreadable):
        assert isinstance(read_apart(KINDS[kind](1_500)).text, str)


@pytest.mark.parametrize("make", [paragraphs, numbered])
def test_a_hundred_thousand_paragraphs_are_no_regulation(make):
    """Counted as they come: 100,000 numbered ones took 25 seconds and the thread with them."""
    with pytest.raises(WordUnreadable) as refusal:
        read_apart(make(FULL))
    assert refusal.value.words == unreadable.TOO_LONG


def test_what_takes_too_long_or_too_much_is_ended_with_a_sentence(monkeypatch: pytest.MonkeyPatch):
    content = tracked(FULL)
    for one, words in (
        (Apart(seconds=0.05), unreadable.TAKES_TOO_LONG),
        (Apart(memory=110_000_000), unreadable.TAKES_TOO_MUCH),
    ):
        monkeypatch.setattr(apart, "own", lambda one=one: one)
        try:
            with pytest.raises(WordUnreadable) as refusal:
                read_apart(content)
            assert refusal.value.words in (words, unreadable.NOT_READ)
        finally:
            one.stop()


def test_one_view_is_enough_where_nothing_is_tracked(monkeypatch: pytest.MonkeyPatch):
    made: list[View] = []

    class Counted(View):
        def __init__(self, *given: Any, **named: Any) -> None:
            made.append(self)
            super().__init__(*given, **named)

    monkeypatch.setattr(document, "View", Counted)
    read_document(docx(p("第一条 甲。")))
    assert len(made) == 1
    read_document(docx(p(r("第一条 ") + ins("甲"))))
    assert len(made) == 3
