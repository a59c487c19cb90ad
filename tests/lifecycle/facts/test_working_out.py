"""Decisions are worked out in bounded time: short texts at once, long ones apart, and what does not end is a refusal."""

import pytest

from tests.text.hostile_texts import KINDS, edited
from workflow import apart
from workflow.apart import Apart
from workflow.lifecycle.facts import working_out
from workflow.lifecycle.facts.working_out import TOO_LONG, amending, fitting
from workflow.text.amending.amend import Refusal, amend
from workflow.text.amending.fitting import fit
from workflow.text.reading.parse import parse

OLD = "食堂管理办法\n\n第一条　食堂每日供应三餐。\n第二条　价格由工会确定。\n"
NEW = "食堂管理办法\n\n第一条　食堂每日供应四餐。\n第二条　价格由工会确定。\n"


def test_apart_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch):
    old, new = parse(OLD).document, parse(NEW).document
    monkeypatch.setattr(working_out, "AT_ONCE", 0)
    written = amending(old, new)
    assert written == amend(old, new)
    assert not isinstance(written, Refusal)
    fits = fitting(old, written.decision, new)
    assert fits == fit(old, written.decision, new)
    assert fits.is_exact


def test_what_does_not_end_is_a_refusal_in_words(monkeypatch: pytest.MonkeyPatch):
    one = Apart(seconds=0.2)
    monkeypatch.setattr(apart, "own", lambda: one)
    text = KINDS["items"](150_000)
    old, new = parse(text).document, parse(edited(text)).document
    try:
        assert amending(old, new) == Refusal("", TOO_LONG)
        assert [undone.reason for undone in fitting(old, text, new).undone] == [TOO_LONG]
    finally:
        one.stop()


def test_a_total_revision_of_thousands_of_places_is_no_amendment():
    """Each place was looked for among all the others: 100 kB took minutes."""
    text = KINDS["articles"](100_000)
    written = amend(parse(text).document, parse(edited(text)).document)
    assert isinstance(written, Refusal)
    assert "全面修订" in written.reason.zh


def test_a_decision_without_a_full_stop_is_read_in_its_own_time():
    """A clause of 100 kB was tried from each of its places to its end."""
    old = parse(OLD).document
    assert not fit(old, KINDS["cites_far"](100_000), old).carried
