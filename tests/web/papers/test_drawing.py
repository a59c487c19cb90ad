"""A paper that takes longer than a moment: who looks at a screen is led to it, who asks for a file gets it, and nobody else waits."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from tests.web.congress.test_meetings import in_the_hall, sheet, sheets
from tests.web.house import AWAITING, IN_REVIEW, OPEN_ITEM, House
from workflow.publishing.pressroom.orders import Order
from workflow.publishing.pressroom.printer import DIED
from workflow.publishing.pressroom.room import FULL, Pressroom, Underway
from workflow.publishing.pressroom.spool import Spool
from workflow.publishing.values.faults import Busy, DrawingFailed, PrintingRefused

PAPER = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}.pdf"
A_SCREEN = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
A_POLL = {"Accept": "application/json"}


def slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """A screen waits no longer than this."""
    monkeypatch.setattr("workflow.web.shapes.drawing.QUICK", seconds)


def test_a_screen_is_led_to_the_paper_and_a_program_gets_it(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    slow(monkeypatch, 0)
    room = Pressroom(Spool(tmp_path))  # in which no test has drawn anything
    house.app.extensions["house"] = replace(house.app.extensions["house"], pressroom=room)
    legal = house.visitor("reviewer-legal")
    answer = legal.get(PAPER, headers=A_SCREEN)
    assert (answer.status_code, answer.mimetype) == (202, "text/html")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.vary.as_set() >= {"accept", "cookie"}
    assert '<noscript><meta http-equiv="refresh"' in answer.text
    assert f'href="{PAPER}"' in answer.text
    assert "福利" not in re.sub(r"<nav.*?</nav>", "", answer.text)  # it names no title
    polled = legal.get(PAPER, headers=A_POLL)
    assert polled.status_code in (200, 202)
    if polled.status_code == 202:
        assert set(polled.json or {}) == {"page", "pages"}
    file = legal.get(PAPER)
    assert file.status_code == 200
    assert file.data.startswith(b"%PDF")
    assert legal.get(PAPER, headers=A_SCREEN).data == file.data
    assert legal.get(PAPER, headers=A_POLL).data == b""
    room.stop()


def test_what_a_visitor_may_not_read_is_not_drawn_for_them(house: House, monkeypatch: pytest.MonkeyPatch):
    """The question how far it has come is the same question."""
    slow(monkeypatch, 0)
    asked: list[Order] = []
    monkeypatch.setattr(Pressroom, "ask", lambda _room, order, *_: asked.append(order))
    for headers in (A_SCREEN, A_POLL, {}):
        assert house.visitor().get(PAPER, headers=headers).status_code == 404
    assert asked == []


def test_a_full_queue_is_one_sentence_and_a_time_to_come_again(house: House, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise Busy(FULL)

    monkeypatch.setattr(Pressroom, "ask", full)
    for headers in (A_SCREEN, {}):
        answer = house.visitor("reviewer-legal").get(PAPER, headers=headers)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert FULL.zh in answer.text


def test_only_some_of_the_threads_wait_for_papers(house: House, monkeypatch: pytest.MonkeyPatch):
    """When the places are taken, a screen is told at once, and a program when to come again; a page is answered as ever."""
    patience = house.app.extensions["house"].patience
    taken = 0
    while patience.acquire(blocking=False):
        taken += 1
    assert 0 < taken < house.settings.threads
    monkeypatch.setattr(Pressroom, "ask", lambda *_: Underway(3))
    legal = house.visitor("reviewer-legal")
    assert legal.get(PAPER, headers=A_SCREEN).status_code == 202
    assert legal.get(PAPER).status_code == 503
    assert house.visitor().get("/healthz").status_code == 200


def test_a_fault_of_ours_is_told_under_a_number_and_a_dead_printer_in_a_sentence(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    legal = house.visitor("reviewer-legal")
    for trace, status, words in (("", 503, DIED.zh), ('  File "pdf.py", line 1, in render', 500, "编号")):
        why = DrawingFailed(DIED, trace)

        def failing(*_: object, why: DrawingFailed = why) -> None:
            raise why

        monkeypatch.setattr(Pressroom, "ask", failing)
        answer = legal.get(PAPER, headers=A_SCREEN)
        assert answer.status_code == status
        assert words in answer.text
        assert "pdf.py" not in answer.text


@pytest.mark.thorough
def test_issuing_a_long_text_keeps_the_form_until_its_papers_are_there(house: House, monkeypatch: pytest.MonkeyPatch):
    """Not finished, not taken, refused: nothing is issued and nothing typed is lost; then the same form issues it."""
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    for site, present in sheets(secretary):
        for person in (secretary, teller):
            assert person.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    assert secretary.post(f"/items/{OPEN_ITEM}/adopt").status_code == 302
    issuer, path = house.visitor("issuer"), f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/issue"
    fields = {"effective": "2026-05-01", "bind-1": "yes", "basis-1": "本公司“职工代表大会”通过"}
    before = house.rows()

    def failing(*_: object) -> None:
        raise why

    answers: list[tuple[int, Callable[..., object]]] = [(202, lambda *_: Underway(0)), (503, failing), (422, failing)]
    for status, asked in answers:
        why = DrawingFailed(DIED) if status == 503 else PrintingRefused(DIED)
        with monkeypatch.context() as patched:
            patched.setattr(Pressroom, "ask", asked)
            patched.setattr("workflow.web.issue.issuing.WHILE_ISSUING", 0)
            answer = issuer.post(path, fields, headers=A_SCREEN)
        assert answer.status_code == status
        assert status == 202 or DIED.zh in answer.text
        assert {name: field_value(answer.text, name) for name in ("effective", "basis-1")} == {
            name: fields[name] for name in ("effective", "basis-1")
        }
        # The number is kept from the first try on, so that every try draws the same paper.
        kept = {name: before[name] + 1 for name in ("document_number", "event", "payload")}
        assert house.rows() == before | kept
    again = issuer.post(
        path, {name: field_value(answer.text, name) for name in ("effective", "basis-1")} | {"bind-1": "yes"}
    )
    assert again.status_code == 302
    assert house.rows()["paper_file"] > before["paper_file"]


def field_value(html: str, name: str) -> str:
    """The value of the input called `name`."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*\bvalue="([^"]*)"', html)
    assert found, name
    return unescape(found[1])
