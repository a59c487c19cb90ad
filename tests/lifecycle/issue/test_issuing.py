"""Issue: the adopted text and no other, from a day that is not past, once, and in the place of the edition before."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.canteen import ENGLISH, TEXT
from tests.cast import IN_FORCE, SLUG, House
from tests.count_sheets import sheet
from tests.lifecycle.conftest import Reached
from workflow.config import Settings
from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import kept_papers, standing, succeeding, texts
from workflow.lifecycle.issue import issuing
from workflow.papers import Press, facts_of, shown_state
from workflow.publishing.faces.fonts import faces
from workflow.records.event import Event
from workflow.records.paper import Paper
from workflow.records.regulation import Regulation
from workflow.rules.states import InTime, State
from workflow.words import Language

SECOND = TEXT.replace("十元，", "八元，").replace("5月1日", "6月1日")


def issue(house: House, who: str = "issuer", effective: date = IN_FORCE, number: str = "衡锰〔2026〕1号") -> None:
    with house.acting(who) as act:
        edition = house.edition(act)
        issuing.issue(act, edition, effective=effective, number=number, files=house.files(act, edition))


def test_issue_keeps_the_files_of_both_languages(reached: Reached):
    house = reached("issue")
    assert house.state() is State.ISSUED
    with house.asking() as act:
        papers = {one.language: one for one in act.db.exec(select(Paper))}
        assert set(papers) == {Language.ZH, Language.EN}
        assert {one.number for one in papers.values()} == {"衡锰〔2026〕1号"}
        assert house.edition(act).effective == IN_FORCE
        found = kept_papers.official(act.db, house.edition(act), Language.ZH)
        assert found is not None
        assert found.id == papers[Language.ZH].id
        kept = kept_papers.file_of(act.db, found)
        assert kept is not None
        assert kept.content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "delegate", "employee", "admin"])
def test_issue_is_for_the_issuer(reached: Reached, who: str):
    with pytest.raises(Refused, match="Only an issuer"):
        issue(reached("declare"), who)


@pytest.mark.parametrize("last", ["save", "submit", "consult", "count"])
def test_only_what_was_adopted_is_issued(reached: Reached, last: str):
    with pytest.raises(Refused, match="not open"):
        issue(reached(last))


def test_a_report_is_not_issued(reached: Reached):
    with pytest.raises(Refused, match="not open"):
        issue(reached("declare", report=True))


def test_files_of_another_text_are_not_issued(reached: Reached):
    house = reached("declare")
    with house.acting("issuer") as act:
        files = house.files(act, house.edition(act))
        files[Language.EN] = files[Language.ZH]
        with pytest.raises(Refused, match="not the one that was adopted"):
            issuing.issue(act, house.edition(act), effective=IN_FORCE, number="1", files=files)
    assert house.state() is State.ADOPTED
    with house.asking() as act:
        assert act.db.exec(select(Paper)).all() == []


def test_the_authentic_text_is_among_the_files(reached: Reached):
    house = reached("declare")
    with house.asking("issuer") as act:
        edition = house.edition(act)
        files = {Language.EN: house.files(act, edition)[Language.EN]}
        with pytest.raises(ValueError, match="authentic"):
            issuing.issue(act, edition, effective=IN_FORCE, number="1", files=files)


def test_it_takes_effect_today_at_the_earliest(reached: Reached):
    house = reached("declare")
    today = house.now.date()
    with pytest.raises(Unusable, match="before it is issued"):
        issue(house, effective=today - timedelta(days=1))
    issue(house, effective=today)
    assert house.state() is State.ISSUED


def test_it_takes_effect_on_some_day(reached: Reached):
    house = reached("declare")
    with house.asking("issuer") as act, pytest.raises(Refused, match="Give the day"):
        issuing.ready_to_issue(act, house.edition(act), None)


def test_issued_once(reached: Reached):
    with pytest.raises(Refused, match="Issued"):
        issue(reached("issue"))


def test_document_numbers_count_by_year_and_code(reached: Reached):
    house = reached("issue")
    with house.asking() as act:
        assert str(numbering.next_number(act.db, "衡锰", 2026)) == "衡锰〔2026〕2号"
        assert str(numbering.next_number(act.db, "衡锰", 2027)) == "衡锰〔2027〕1号"
        assert str(numbering.next_number(act.db, "衡_", 2026)) == "衡_〔2026〕1号", "a code is no pattern"


def second(house: House, text: str = SECOND) -> House:
    """Bring a second edition of the issued regulation up to its adoption."""
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    house.save(text)
    house.submit()
    house.approve("legal")
    house.approve("union")
    house.consult()
    house.convene(date(2026, 5, 20), number=2)
    house.table()
    house.send()
    house.on(date(2026, 5, 20))
    house.until("lock", first="freeze")
    house.count_both()
    house.declare()
    return house


def test_a_second_edition_takes_the_place_of_the_first(reached: Reached):
    house = second(reached("issue"))
    turn = date(2026, 6, 1)
    with pytest.raises(Unusable, match="was taken a moment ago"):
        issue(house, effective=turn, number="衡锰〔2026〕1号")
    house.issue(turn)
    with house.asking() as act:
        first, new = house.edition(act, 1), house.edition(act, 2)
        assert succeeding.previous_issued(act.db, new) == first
        assert succeeding.next_issued(act.db, first) == new
        day = timedelta(days=1)
        assert shown_state(act.db, first, turn - day) is InTime.IN_FORCE
        assert shown_state(act.db, new, turn - day) is InTime.NOT_YET
        assert shown_state(act.db, first, turn) is InTime.SUPERSEDED
        assert shown_state(act.db, new, turn) is InTime.IN_FORCE
        superseded = act.db.exec(select(Event).where(Event.verb == "supersede")).one()
        assert superseded.object == f"edition:{first.id}"
        assert superseded.actor_id is None
        assert {one.number for one in act.db.exec(select(Paper))} == {"衡锰〔2026〕1号", "衡锰〔2026〕2号"}


def test_a_second_edition_does_not_take_effect_before_the_first(reached: Reached):
    house = reached("declare")
    issue(house, effective=date(2026, 9, 1))
    second(house)
    with pytest.raises(Unusable, match="before the edition that it supersedes"):
        house.issue(date(2026, 8, 31))
    house.issue(date(2026, 9, 1))


def test_only_what_changed_needs_approval_in_a_second_edition(reached: Reached):
    house = reached("issue")
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    house.save(SECOND)
    house.submit()
    with house.asking() as act:
        found = standing.standings(act, house.edition(act))
        open_ = {one.capacity: tuple(card.label for card in one.open if card.language == Language.ZH) for one in found}
    assert set(open_.values()) == {("第三条", "第六条")}


def test_a_lost_vote_is_not_issued(reached: Reached):
    house = reached("lock")
    house.count_both(hq=sheet(against=6), south=sheet(against=2))
    house.declare()
    with pytest.raises(Refused, match="Not adopted"):
        issue(house)


def left_behind(act: Act, house: House) -> list[Language]:
    edition = house.edition(act)
    return texts.left_behind(act.db, edition, lambda language: texts.latest(act.db, edition, language))


def test_a_translation_that_did_not_follow_the_amendment_is_left_behind(reached: Reached):
    house = reached("issue")
    with house.acting("drafter") as act:
        assert left_behind(act, house) == []
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    with house.asking() as act:
        assert left_behind(act, house) == [], "nothing was amended yet"
    house.save(SECOND)
    with house.asking() as act:
        assert left_behind(act, house) == [Language.EN]
    house.save(ENGLISH.replace("10 yuan", "8 yuan"), Language.EN)
    with house.asking() as act:
        assert left_behind(act, house) == []
    house.save(SECOND.replace("第六条", "第六条　食堂每日消毒。\n第七条"))
    with house.asking() as act:
        assert left_behind(act, house) == [Language.EN], "an article more"


def test_the_paper_of_a_draft_names_no_session_that_adopted_another_edition(reached: Reached):
    house = reached("issue")
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == SLUG)).one())
    with house.asking() as act:
        settings = Settings.from_environ({})
        press = Press(settings, faces(settings), demonstration=False)
        for number, named in ((1, True), (2, False)):
            edition = house.edition(act, number)
            head = texts.authentic(act.db, edition)
            assert head is not None
            assert bool(facts_of(act.db, edition, head, act.today, press).session) is named
