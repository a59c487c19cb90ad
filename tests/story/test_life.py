"""The whole life of a regulation through the verbs, on both databases: sent back, lost, revised, adopted, issued, amended."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import SESSION_DAY, House
from tests.count_sheets import sheet
from tests.databases import KINDS, Databases
from tests.prepared import prepared
from tests.story.replay import replayed
from workflow.lifecycle.congress import voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.adoptions import title_note
from workflow.lifecycle.review import discussing
from workflow.papers import shown_state
from workflow.records.congress import Result
from workflow.records.event import Event, broken_links
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.records.regulation import Edition, Regulation
from workflow.rules.congress.votes import Outcome
from workflow.rules.states import InTime, State

pytestmark = pytest.mark.both


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house where the first draft waits for its reviewers."""
    made = prepared(databases, request.param, "submit")
    yield made
    made.engine.dispose()


def meet(house: House, day: date, number: int, hq: int, south: int) -> None:
    """A session on `day` that votes on the newest edition; so many of six and of two are for it."""
    house.on(day - timedelta(days=20))
    house.convene(day, number)
    house.table()
    house.on(day - timedelta(days=7)).send()
    house.on(day).until("lock", first="freeze")
    house.count_both(hq=sheet(in_favour=hq, against=6 - hq), south=sheet(in_favour=south, against=2 - south))
    house.declare()
    with house.acting("secretary") as act:
        voting.close(act, house.session(act))


def test_the_whole_life(house: House):
    # Legal asks for changes on article 3; the union remarks on it; the drafter answers both.
    with house.acting("union") as act:
        head = texts.authentic(act.db, house.edition(act))
        assert head is not None
        third = next(one.key for one in texts.reviewable(act.db, head) if one.label == "第三条")
        discussing.comment(act, house.edition(act), head, third, "夜餐标准偏低。")
    house.request_changes("legal")
    better = TEXT.replace("十元，", "十二元，")
    house.save(better)
    house.submit()
    house.approve("legal")
    house.approve("union")
    house.consult()

    # The first vote is lost: five of nine were needed.
    meet(house, SESSION_DAY, 1, hq=3, south=1)
    assert house.state() is State.REJECTED
    with house.acting("drafter") as act:
        drafting.revise(act, house.edition(act), "按代表意见修改。")
    best = better.replace("夜班职工的夜餐标准与午餐相同。", "夜班职工的夜餐标准为每人每次二十五元。")
    house.save(best)
    house.submit()
    house.approve("legal")
    house.approve("union")
    house.consult()

    # The second vote carries it, and it is issued.
    second_day = SESSION_DAY + timedelta(days=30)
    meet(house, second_day, 2, hq=5, south=2)
    assert house.state() is State.ADOPTED
    in_force = second_day + timedelta(days=10)
    house.issue(in_force)

    # A year later the next edition: one figure changes, and takes the place of the first.
    house.on(in_force + timedelta(days=300))
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    house.save(best.replace("十二元，", "十五元，"))
    house.submit()
    house.approve("legal")
    house.approve("union")
    house.consult()
    third_day = in_force + timedelta(days=340)
    meet(house, third_day, 3, hq=6, south=2)
    turn = third_day + timedelta(days=1)
    house.issue(turn)

    with house.asking() as act:
        db = act.db
        first, newest = db.exec(select(Edition).order_by(Edition.number)).all()  # type: ignore[arg-type]
        assert (first.state, newest.state) == (State.ISSUED, State.ISSUED)
        assert shown_state(db, first, turn - timedelta(days=1)) is InTime.IN_FORCE
        assert shown_state(db, first, turn) is InTime.SUPERSEDED
        assert shown_state(db, newest, turn) is InTime.IN_FORCE

        # The remark still hangs on the article, through every edit.
        head = texts.authentic(db, newest)
        assert head is not None
        assert third in {one.key for one in texts.reviewable(db, head)}
        assert "十五元" in head.text

        # What is issued is what was voted on, to the byte; the note under the title tells the adoption and the revision.
        official = select(Paper.edition_id, Paper.language, PaperFile).join(PaperFile)
        papers = db.exec(official.where(Paper.kind == PaperKind.REGULATION)).all()
        results = db.exec(select(Result)).all()
        assert [one.outcome for one in results] == [Outcome.LOST, Outcome.CARRIED, Outcome.CARRIED]
        assert len(papers) == 4
        for edition, voted in ((first, results[1]), (newest, results[2])):
            chinese = next(file for number, language, file in papers if (number, language) == (edition.id, "zh"))
            assert chinese.kept.content == f"%PDF {voted.fingerprint}".encode()
        note = title_note(db, db.exec(select(Regulation)).one(), newest)
        assert note.zh.count("第一届职工代表大会") == 2
        assert "第二次会议通过" in note.zh
        assert note.zh.endswith("第三次会议修订）")
        assert note.en.startswith("(Adopted at the Second Session of the First Workers' Congress on ")

        # The record: every act once, whole, and enough to work out every state.
        verbs = Counter(one.verb for one in db.exec(select(Event)))
        assert (verbs["adopt"], verbs["conclude"], verbs["issue"], verbs["supersede"], verbs["close"]) == (
            3,
            3,
            2,
            1,
            3,
        )
        assert (verbs["submit"], verbs["approve"], verbs["request_changes"], verbs["consult"]) == (4, 6, 1, 3)
        assert replayed(db) == {f"edition:{one.id}": one.state for one in (first, newest)}
        assert broken_links(db) == []
