"""What was entered is corrected beside what was said before, has scans attached to it, and is struck out from the end."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from tests.lifecycle.entry.entries import (
    FACTS,
    FIRST,
    LATER,
    NAMED,
    PDF,
    SECOND,
    entered,
    last_event,
    png,
)
from tests.story.replay import replayed
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries, texts
from workflow.lifecycle.facts.adoptions import adoptions
from workflow.papers import shown_state
from workflow.records.entry import Entry, Scan, ScanKind
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Attachment
from workflow.rules.states import InTime, State

SLUG = NAMED.slug
REASON = "与档案室原件核对"


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, reached: Reached) -> House:
    """An empty house on each kind of database."""
    return reached(None, request.param)


@pytest.fixture
def quick(reached: Reached) -> House:
    """An empty house where one kind of database is enough."""
    return reached()


def test_a_correction_stands_beside_what_was_said_before(house: House):
    entered(house, 2)
    with house.acting("issuer") as act:
        edition = house.edition(act, 1, SLUG)
        facts = replace(
            entries.facts_in(entries.entries_of(act.db, edition)[0]), effective=date(2016, 8, 1), present=80
        )
        entering.correct(act, edition, facts, REASON)
    with house.asking() as act:
        edition = house.edition(act, 1, SLUG)
        rows = entries.entries_of(act.db, edition)
        assert [(one.number, one.effective, one.present, one.reason) for one in rows] == [
            (1, date(2016, 7, 1), 79, ""),
            (2, date(2016, 8, 1), 80, REASON),
        ]
        assert edition.effective == date(2016, 8, 1)
        found = entries.entered(act.db, edition)
        assert found is not None
        assert (found.by.code, found.corrections) == ("secretary", 1)
        assert found.corrected_by is not None
        assert found.corrected_by.code == "issuer"
        _, said = last_event(act, "correct")
        assert said["changed"] == {"effective": ["2016-07-01", "2016-08-01"], "present": [79, 80]}
        assert said["reason"] == REASON


def test_the_text_is_corrected_by_a_further_snapshot(quick: House):
    entered(quick)
    with quick.acting("secretary") as act:
        edition = quick.edition(act, 2, SLUG)
        before = texts.authentic(act.db, edition)
        facts = entries.facts_in(entries.entries_of(act.db, edition)[-1])
        entering.correct(act, edition, facts, REASON, SECOND.replace("四十学时", "四十八学时"))
        after = texts.authentic(act.db, edition)
        assert before is not None
        assert after is not None
        assert (after.number, after.parent_id) == (2, before.id)
        # Both decisions that touch this text are held against it as it is now.
        assert [change.new for change in entries.fit_of(act.db, edition).differing] == [["第五条"]]  # type: ignore[union-attr]
        assert [change.new for change in entries.fit_of(act.db, quick.edition(act, 3, SLUG)).differing] == [["第五条"]]  # type: ignore[union-attr]
        assert entries.base_of(act.db, quick.edition(act, 3, SLUG)) == after


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"effective": date(2019, 8, 1)}, REASON, "effective"),
        ({"adopted_on": date(2019, 6, 14), "issued_on": None}, REASON, "adopted_on"),
        ({"present": 80}, " ", "reason"),
        ({"present": 80}, "理" * 2001, "reason"),
        ({}, REASON, ""),
    ],
)
def test_a_correction_keeps_the_order_and_says_why(quick: House, change: dict, reason: str, field: str):
    entered(quick, 2)
    with quick.acting("secretary") as act:
        edition = quick.edition(act, 1, SLUG)
        facts = replace(entries.facts_in(entries.entries_of(act.db, edition)[0]), **change)
        with pytest.raises(Unusable) as refused:
            entering.correct(act, edition, facts, reason)
    assert list(refused.value.problems) == [field]


def test_the_words_under_an_edition_of_the_house_are_not_changed(quick: House):
    """Facts may still be put right; the words are what the later edition was read and voted on against."""
    entered(quick, 1)
    with quick.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    with quick.acting("secretary") as act:
        edition = quick.edition(act, 1, SLUG)
        facts = entries.facts_in(entries.entries_of(act.db, edition)[0])
        with pytest.raises(Unusable, match="Edition 2 was made in the system"):
            entering.correct(act, edition, facts, REASON, FIRST.replace("照发", "全额照发"))
        entering.correct(act, edition, replace(facts, present=80), REASON)


def test_what_came_through_the_house_is_not_corrected(reached: Reached):
    house = reached("issue")
    with house.acting("both-offices") as act:
        edition = house.edition(act)
        for verb in (
            lambda: entering.correct(act, edition, FACTS, REASON),
            lambda: entering.attach(act, edition, Sent("a.pdf", PDF), ScanKind.TEXT),
            lambda: entering.strike(act, edition, REASON),
        ):
            with pytest.raises(Refused, match="not entered afterwards"):
                verb()


def test_scans_are_kept_with_what_they_show(house: House):
    entered(house, 1)
    with house.acting("secretary") as act:
        edition = house.edition(act, 1, SLUG)
        entering.attach(act, edition, Sent("C:\\扫描\\正文.pdf", PDF), ScanKind.TEXT, " 共3页 ")
        entering.attach(act, edition, Sent("会议.png", png()), ScanKind.MINUTES)
    with house.asking() as act:
        edition = house.edition(act, 1, SLUG)
        lines = entries.scans_of(act.db, edition)
        assert [(one.name, one.kind, one.about, one.media_type, one.size) for one in lines] == [
            ("正文.pdf", ScanKind.TEXT, "共3页", "application/pdf", len(PDF)),
            ("会议.png", ScanKind.MINUTES, "", "image/png", len(png())),
        ]
        kept = entries.scan_file(act.db, edition, lines[1].id)
        assert kept is not None
        assert kept.content == png()
        assert entries.scan_file(act.db, edition, 99) is None
        _, said = last_event(act, "attach")
        assert (said["kind"], said["file"], said["sha256"]) == ("minutes", "会议.png", lines[1].sha256)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose the scan"),
        (b"<html>%PDF-1.4 %%EOF", "no sound PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no sound PDF"),
        (b"MZ\x90\x00", "no sound PDF"),
        (b"%PDF-1.4 cut off", "no sound PDF"),
        (PDF + b"x" * 100, "beyond the limit"),
    ],
)
def test_what_is_no_scan_is_refused(quick: House, content: bytes, words: str):
    entered(quick, 1)
    with quick.acting("secretary") as act:
        edition, upload = quick.edition(act, 1, SLUG), Sent("a.pdf", content)
        with pytest.raises(Unusable, match=words):
            entering.attach(act, edition, upload, ScanKind.TEXT, largest=len(PDF) + 50)
    with quick.asking() as act:
        assert act.db.exec(select(Scan)).all() == []
        assert act.db.exec(select(Attachment)).all() == []


def test_the_same_file_is_attached_once(quick: House):
    entered(quick, 2)
    with quick.acting("secretary") as act:
        for number in (1, 2):  # the same paper may belong to two editions
            entering.attach(act, quick.edition(act, number, SLUG), Sent("a.pdf", PDF), ScanKind.TEXT)
        with pytest.raises(Unusable, match="attached already"):
            entering.attach(act, quick.edition(act, 1, SLUG), Sent("b.pdf", PDF), ScanKind.OTHER)


def test_an_entry_that_should_not_be_is_struck_out_from_the_end(house: House):
    entered(house, 2)
    with pytest.raises(Refused, match="later edition"), house.acting("secretary") as act:
        entering.strike(act, house.edition(act, 1, SLUG), REASON)
    with pytest.raises(Unusable, match="reason"), house.acting("secretary") as act:
        entering.strike(act, house.edition(act, 2, SLUG), "")
    with house.acting("secretary") as act:
        entering.strike(act, house.edition(act, 2, SLUG), REASON)
    with house.asking() as act:
        assert house.edition(act, 2, SLUG).state is State.WITHDRAWN
        assert shown_state(act.db, house.edition(act, 1, SLUG), act.today) is InTime.IN_FORCE
        regulation = act.db.exec(select(Regulation)).one()
        assert len(adoptions(act.db, regulation, 9)) == 1
        assert entries.open_regulations(act.db) == [regulation]
        assert replayed(act.db) == {f"edition:{one.id}": one.state for one in act.db.exec(select(Edition))}
    with house.acting("secretary") as act, pytest.raises(Refused, match="not open"):
        entering.correct(act, house.edition(act, 2, SLUG), LATER, REASON)
    # The next one entered has a number of its own, and follows the first.
    with house.acting("secretary") as act:
        third = entering.enter(act, act.db.exec(select(Regulation)).one(), SECOND, LATER)
        assert third.number == 3
        assert entries.fit_of(act.db, third).is_exact  # type: ignore[union-attr]
    with house.asking() as act:
        assert len(act.db.exec(select(Entry)).all()) == 3
