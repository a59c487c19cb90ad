"""补录: a past is entered in order, under somebody's name, its decisions held against its texts, and claims nothing more."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from tests.lifecycle.entry.entries import (
    DECISION,
    FACTS,
    FIRST,
    LATER,
    LATEST,
    NAMED,
    SECOND,
    SECOND_DECISION,
    THIRD,
    entered,
    last_event,
)
from tests.story.replay import replayed
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries, texts
from workflow.papers import shown_state
from workflow.records.congress import Motion, Result
from workflow.records.event import Event, Payload, broken_links
from workflow.records.paper import Paper
from workflow.records.regulation import Edition, Regulation
from workflow.rules.states import InTime, State

SLUG = NAMED.slug


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, reached: Reached) -> House:
    """An empty house on each kind of database."""
    return reached(None, request.param)


@pytest.fixture
def quick(reached: Reached) -> House:
    """An empty house where one kind of database is enough."""
    return reached()


def test_a_whole_past_is_entered_in_order(house: House):
    entered(house)
    with house.asking() as act:
        editions = [house.edition(act, number, SLUG) for number in (1, 2, 3)]
        assert {one.state for one in editions} == {State.ISSUED}
        assert [one.effective for one in editions] == [date(2016, 7, 1), date(2019, 8, 1), date(2022, 1, 1)]
        shown = [shown_state(act.db, one, act.today) for one in editions]
        assert shown == [InTime.SUPERSEDED, InTime.SUPERSEDED, InTime.IN_FORCE]
        # What would claim a proof is not there.
        for table in (Paper, Motion, Result):
            assert act.db.exec(select(table)).all() == []
        # The keys of the first text live on in the third.
        first, third = (texts.authentic(act.db, one) for one in (editions[0], editions[2]))
        assert first is not None
        assert third is not None
        keys = [{one.label: one.key for one in texts.reviewable(act.db, snapshot)} for snapshot in (first, third)]
        assert keys[0]["第六条"] == keys[1]["第六条"]
        assert keys[0]["第三条"] == keys[1]["第三条"]
        assert third.parent_id == texts.authentic(act.db, editions[1]).id  # type: ignore[union-attr]


def test_the_event_holds_every_fact_and_the_record_can_be_replayed(house: House):
    entered(house)
    with house.asking() as act:
        first = act.db.exec(select(Event).where(Event.verb == "enter").order_by(col(Event.seq))).first()
        assert first is not None
        said = json.loads(act.db.get_one(Payload, first.seq).words)
        assert {name: said[name] for name in ("adopted_on", "session", "document_number", "present")} == {
            "adopted_on": "2016-05-20",
            "session": "职工大会第六次会议",
            "document_number": "衡锰〔2016〕12号",
            "present": 79,
        }
        assert said["note"] == "（2016年5月20日职工大会第六次会议通过）"
        assert (said["fits"], said["blocking"]) == (None, 0)
        _, later = last_event(act, "enter")
        assert later["fits"] is True
        assert later["decision"] == SECOND_DECISION.strip()
        assert replayed(act.db) == {f"edition:{one.id}": one.state for one in act.db.exec(select(Edition))}
        assert broken_links(act.db) == []


def test_the_title_note_is_kept_apart_from_the_text(quick: House):
    entered(quick, 1)
    with quick.asking() as act:
        edition = quick.edition(act, 1, SLUG)
        head = texts.authentic(act.db, edition)
        assert head is not None
        assert "通过" not in head.text
        assert head.text.startswith("职工教育培训管理办法\n")
        assert (
            entries.facts_in(entries.entries_of(act.db, edition)[0]).note == "（2016年5月20日职工大会第六次会议通过）"
        )


@pytest.mark.parametrize("who", ["drafter", "legal", "delegate", "employee", "admin", "stranger"])
def test_enter_is_for_those_who_keep_the_papers(quick: House, who: str):
    with pytest.raises(Refused, match="Only an issuer or congress secretary"), quick.acting(who) as act:
        entering.enter(act, NAMED, FIRST, FACTS)


def test_an_issuer_enters_as_well(quick: House):
    entered(quick, 1, "issuer")
    assert quick.state(1, SLUG) is State.ISSUED


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "adopted_on": ({"adopted_on": None}, "Give the day"),
    "adopted_on ": ({"adopted_on": date(2026, 3, 3), "issued_on": None}, "after today"),
    "session": ({"session": "  "}, "Name the session"),
    "effective": ({"effective": None}, "in force"),
    "issued_on": ({"issued_on": date(2016, 5, 19)}, "before it was adopted"),
    "issued_on ": ({"issued_on": date(2026, 3, 3)}, "after today"),
    "present": ({"present": 87}, "were due"),
    "in_favour": ({"abstain": 2}, "who were present"),
    "in_favour ": ({"present": None, "in_favour": 85}, "who were due"),
    "document_number": ({"document_number": "号" * 81}, "At most 80"),
    "session ": ({"session": "会" * 201}, "At most 200"),
    "kept_at": ({"kept_at": "档" * 301}, "At most 300"),
}


@pytest.mark.parametrize("field", BAD)
def test_what_no_paper_can_say_is_refused(quick: House, field: str):
    change, words = BAD[field]
    with pytest.raises(Unusable) as refused, quick.acting("secretary") as act:
        entering.enter(act, NAMED, FIRST, replace(FACTS, **change))
    assert list(refused.value.problems) == [field.strip()]
    assert words in refused.value.problems[field.strip()].en
    with quick.asking() as act:
        assert act.db.exec(select(Regulation)).all() == []


@pytest.mark.parametrize("present", [79, None])
def test_counts_at_their_edges(quick: House, present: int | None):
    """As many votes as people in the room, and as many people as there are; where the room is not known, as are due."""
    facts = replace(FACTS, all_delegates=79, present=present, in_favour=79, against=0, abstain=0)
    with quick.acting("secretary") as act:
        entering.enter(act, NAMED, FIRST, facts)
    assert quick.state(1, SLUG) is State.ISSUED


def test_today_is_not_the_future(quick: House):
    today = quick.now.date()
    facts = replace(FACTS, adopted_on=today, issued_on=today, effective=today + timedelta(days=30), document_number="")
    with quick.acting("secretary") as act:
        edition = entering.enter(act, NAMED, FIRST, facts)
        assert shown_state(act.db, edition, act.today) is InTime.NOT_YET


@pytest.mark.parametrize("text", ["", " \n\n", "（2016年5月20日通过）\n"])
def test_an_empty_text_is_refused(quick: House, text: str):
    with pytest.raises(Unusable) as refused, quick.acting("secretary") as act:
        entering.enter(act, NAMED, text, FACTS)
    assert "text" in refused.value.problems


def test_a_faulty_text_is_entered_as_it_reads(quick: House):
    with quick.acting("secretary") as act:
        edition = entering.enter(act, NAMED, FIRST.replace("第五条", "第七条"), FACTS)
        _, said = last_event(act, "enter")
        assert said["blocking"] >= 1
        assert "第七条" in texts.authentic(act.db, edition).text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"adopted_on": FACTS.adopted_on}, "adopted_on"),
        ({"effective": FACTS.effective}, "effective"),
        ({"adopted_on": date(2016, 5, 19)}, "adopted_on"),
    ],
)
def test_each_edition_comes_after_the_one_before(quick: House, change: dict, field: str):
    entered(quick, 1)
    with pytest.raises(Unusable) as refused, quick.acting("secretary") as act:
        entering.enter(act, act.db.exec(select(Regulation)).one(), SECOND, replace(LATER, **change))
    assert list(refused.value.problems) == [field]
    assert "edition 1" in refused.value.problems[field].en


def test_nothing_is_entered_around_an_edition_of_the_house(reached: Reached):
    house = reached("issue")
    with pytest.raises(Refused, match="was made in the system"), house.acting("secretary") as act:
        entering.enter(act, act.db.exec(select(Regulation)).one(), FIRST, FACTS)
    with house.asking() as act:
        assert entries.open_regulations(act.db) == []


def test_a_report_is_not_entered(reached: Reached):
    house = reached("declare", report=True)
    with pytest.raises(Refused, match="not reports"), house.acting("secretary") as act:
        entering.enter(act, act.db.exec(select(Regulation)).one(), FIRST, FACTS)


def test_names_are_checked_as_for_a_new_regulation(reached: Reached):
    house = reached("create")
    with pytest.raises(Unusable) as refused, house.acting("secretary") as act:
        entering.enter(act, entering.Named("canteen", "", "Rules", None), FIRST, FACTS)
    assert set(refused.value.problems) == {"slug", "name_zh", "language"}


def test_decisions_are_carried_out_and_fit(quick: House):
    entered(quick)
    with quick.asking() as act:
        fits = [entries.fit_of(act.db, quick.edition(act, number, SLUG)) for number in (1, 2, 3)]
        assert fits[0] is None
        assert [(one.is_exact, one.carried) for one in fits[1:] if one] == [(True, 2), (True, 2)]


def test_a_planted_mistake_is_found_at_its_article_and_blocks_nothing(quick: House):
    entered(quick, 2)
    with quick.acting("secretary") as act:
        regulation = act.db.exec(select(Regulation)).one()
        draft = entries.fit_of_draft(act.db, regulation, SECOND_DECISION, THIRD.replace("四十学时", "四十八学时"))
        edition = entering.enter(act, regulation, THIRD.replace("四十学时", "四十八学时"), LATEST)
        found = entries.fit_of(act.db, edition)
        _, said = last_event(act, "enter")
    for one in (draft, found):
        assert one is not None
        assert not one.is_exact
        assert [change.new for change in one.differing] == [["第五条"]]
        assert ("+", "四十八") in one.differing[0].runs
    assert said["fits"] is False


def test_an_item_that_cannot_be_carried_out_is_named(quick: House):
    entered(quick, 1)
    with quick.acting("secretary") as act:
        regulation = act.db.exec(select(Regulation)).one()
        edition = entering.enter(
            act, regulation, SECOND, replace(LATER, decision=DECISION.replace("第三条中", "第九条中"))
        )
        found = entries.fit_of(act.db, edition)
    assert found is not None
    assert [one.number for one in found.undone] == ["一"]
    assert [change.new for change in found.differing] == [["第三条"]]
