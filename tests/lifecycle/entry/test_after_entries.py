"""What follows from an entered past: the title note, the paper, and the next edition, drafted here and brought to its end."""

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
    LATEST,
    NAMED,
    SECOND,
    THIRD,
    enter_past,
    entered,
)
from workflow.config import Settings
from workflow.lifecycle import numbering
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries, texts
from workflow.lifecycle.facts.adoptions import adoptions, title_note
from workflow.lifecycle.people import people
from workflow.papers import Press, facts_of, shown_state
from workflow.publishing.faces.fonts import faces
from workflow.records.person import Entity
from workflow.records.regulation import Regulation
from workflow.rules.people.roles import Capacity, Role
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


def press() -> Press:
    settings = Settings.from_environ({})
    return Press(settings, faces(settings), demonstration=False)


def test_the_title_note_tells_the_past_in_order(quick: House):
    entered(quick)
    with quick.asking() as act:
        regulation = act.db.exec(select(Regulation)).one()
        notes = [title_note(act.db, regulation, quick.edition(act, number, SLUG)) for number in (1, 2, 3)]
    assert notes[0].zh == "（2016年5月20日职工大会第六次会议通过）"
    assert notes[0].en == "(Adopted at the Sixth General Meeting of Employees on 20 May 2016)"
    assert notes[1].zh == (
        "（2016年5月20日职工大会第六次会议通过　根据2019年6月14日职工大会第九次会议《关于修改〈职工教育培训管理办法〉的决定》修正）"
    )
    assert "》第一次修正　根据2021年12月3日第一届职工代表大会第一次会议" in notes[2].zh
    assert notes[2].zh.endswith("》第二次修正）")
    assert "amended by a decision of the First Session of the First Workers' Congress of 3 December 2021" in notes[2].en


def test_a_whole_revision_is_told_apart_from_an_amendment(quick: House):
    with quick.acting("secretary") as act:
        enter_past(act, 1)
        regulation = act.db.exec(select(Regulation)).one()
        entering.enter(act, regulation, SECOND, replace(LATER, decision=""))
        third = entering.enter(act, regulation, THIRD, LATEST)
        note = title_note(act.db, regulation, third).zh
    assert "职工大会第九次会议修订　根据2021年12月3日" in note
    assert note.endswith("的决定》修正）")


def test_the_paper_carries_the_mark_and_never_the_look_of_an_issued_file(quick: House):
    entered(quick, 2)
    with quick.asking() as act:
        edition = quick.edition(act, 1, SLUG)
        head = texts.authentic(act.db, edition)
        assert head is not None
        facts = facts_of(act.db, edition, head, act.today, press())
    assert facts.entered == "补录：由secretary于2026年3月2日录入"
    assert (facts.document_number, facts.session) == ("衡锰〔2016〕12号", "职工大会第六次会议")
    assert (facts.superseded, facts.superseded_by) == (date(2019, 8, 1), "第2版")


def test_the_next_edition_is_drafted_here_and_goes_to_the_end(house: House):
    """Review, consultation, vote and issue on top of an entered edition; the note lists the past, then the house's own."""
    entered(house, 2)
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    house.save(SECOND.replace("三十六学时", "四十八学时").replace("2016年7月1日", "2026年5月1日"), slug=SLUG)
    house.until("issue", first="submit", slug=SLUG)
    with house.asking() as act:
        regulation = act.db.exec(select(Regulation)).one()
        third = house.edition(act, 3, SLUG)
        assert third.state is State.ISSUED
        assert [one.vote is None for one in adoptions(act.db, regulation, 3)] == [True, True, False]
        note = title_note(act.db, regulation, third).zh
        assert note == (
            "（2016年5月20日职工大会第六次会议通过　根据2019年6月14日职工大会第九次会议《关于修改〈职工教育培训管理办法〉的决定》修正　"
            "2026年3月31日第一届职工代表大会第一次会议修订）"
        )
        assert shown_state(act.db, house.edition(act, 2, SLUG), date(2026, 5, 1)) is InTime.SUPERSEDED
        head = texts.authentic(act.db, third)
        assert head is not None
        facts = facts_of(act.db, third, head, act.today, press())
        assert facts.entered == ""
        assert facts.session == "第一届职工代表大会第一次会议"
        assert entries.base_of(act.db, third) == texts.authentic(act.db, house.edition(act, 2, SLUG))


def test_what_the_paper_tells_of_lost_editions_stays_in_the_note(quick: House):
    """Only the edition in force was entered; its own note tells of the adoption before it, and so do the next ones."""
    earlier = "2010年3月1日职工大会第一次会议通过　2016年5月20日职工大会第六次会议修订"
    with quick.acting("secretary") as act:
        entering.enter(act, NAMED, FIRST, replace(FACTS, note=f"（{earlier}）"))
        regulation = act.db.exec(select(Regulation)).one()
        second = entering.enter(act, regulation, SECOND, LATER)
        third = entering.enter(act, regulation, THIRD, replace(LATEST, decision=""))
        notes = [title_note(act.db, regulation, one).zh for one in (second, third)]
        english = title_note(act.db, regulation, third).en
    assert english.startswith(f"(As its paper says: {earlier}; amended by a decision of the")
    assert "dopted at" not in english, "the first edition entered was not the first adopted"
    amended = "　根据2019年6月14日职工大会第九次会议《关于修改〈职工教育培训管理办法〉的决定》修正"
    assert notes[0] == f"（{earlier}{amended}）"
    assert notes[1] == (
        f"（{earlier.replace('修订', '第一次修订')}{amended}　2021年12月3日第一届职工代表大会第一次会议第二次修订）"
    )


def test_whoever_entered_the_past_may_review_what_follows(quick: House):
    """The words of the past are nobody's in a later edition: who typed them in can still approve changes to them."""
    with quick.acting(None) as act:
        people.enrol(
            act,
            code="keeper",
            name_zh="档案员",
            name_en="Keeper",
            entity=act.db.exec(select(Entity)).one(),
            roles=frozenset({Role.SECRETARY, Role.REVIEWER}),
            capacities=frozenset({Capacity.LEGAL}),
        )
    entered(quick, 1, "keeper")
    with quick.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    quick.save(FIRST.replace("二十四学时", "三十学时"), slug=SLUG)
    quick.submit(SLUG)
    quick.approve("keeper", SLUG)
    quick.approve("union", SLUG)
    assert quick.state(2, SLUG) is State.CONSULTING


def test_numbers_on_old_papers_are_not_given_again(quick: House):
    with quick.acting("secretary") as act:
        facts = replace(FACTS, adopted_on=date(2026, 1, 9), issued_on=None, effective=date(2026, 2, 1))
        entering.enter(act, NAMED, FIRST, replace(facts, document_number="衡锰〔2026〕4号"))
        assert str(numbering.next_number(act.db, "衡锰", 2026)) == "衡锰〔2026〕5号"
        assert str(numbering.next_number(act.db, "衡锰", 2025)) == "衡锰〔2025〕1号"
