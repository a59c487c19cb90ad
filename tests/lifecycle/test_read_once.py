"""A review is read once in a transaction, and never told as it stood before something was written."""

import re

import pytest
from sqlalchemy import event
from sqlmodel import select

from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review.decisions import DECISIONS
from workflow.lifecycle.facts.submitted import COURSE_TABLES
from workflow.lifecycle.review import reviewing
from workflow.records.database import commitments
from workflow.records.review import Required
from workflow.rules.people.roles import Capacity
from workflow.rules.review import Ending


def test_a_review_names_every_table_that_it_is_read_from(reached: Reached, monkeypatch: pytest.MonkeyPatch):
    """A table left out of the list would let a review be told as it stood before something was written there."""
    house = reached("legal")
    house.approve("union")
    with house.asking() as act:
        edition = house.edition(act)
        for kept in ("_trees", "_worded"):  # nothing is known of any text
            monkeypatch.setattr(texts, kept, type(getattr(texts, kept))(9))
        asked: list[str] = []
        event.listen(house.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=False)
    tables = {table for one in asked for table in re.findall(r'(?:FROM|JOIN) "?(\w+)', one)}
    assert {"snapshot", "provision", "approval", "cover", "retraction"} <= tables, "the test sees the tables"
    assert tables <= set(approvals.REVIEW_TABLES)
    assert set(COURSE_TABLES) - {"entry"} <= tables, "what is in review came from no paper"


def test_what_is_known_of_a_decision_that_was_just_made_is_what_is_then_read(reached: Reached):
    house = reached("translate")
    house.submit()

    def told(act: Act) -> list[tuple[object, ...]]:
        rows = DECISIONS.of(act.db, house.edition(act).id)
        return [(one.id, one.opinion, one.at, number, *more) for one, number, *more in rows]

    for who, capacity in (("legal", Capacity.LEGAL), ("union", Capacity.UNION)):
        with house.acting(who) as act:
            edition = house.edition(act)
            shown = approvals.shown_of(act.db, edition)
            reviewing.request_changes(act, edition, capacity, "再议。", shown)
            reviewing.approve(act, edition, capacity, "同意。", shown)
            known = told(act)
        with house.asking() as act:
            assert told(act) == known
    assert len(known) == 8, "each of four decisions on two languages"


def test_a_review_is_told_as_it_stands_after_every_write_of_the_same_transaction(reached: Reached):
    house = reached("submit")
    with house.acting("legal") as act:
        edition = house.edition(act)
        before = approvals.review_of(act.db, edition, act.procedure, act.today)
        assert approvals.review_of(act.db, edition, act.procedure, act.today) is before
        one = reviewing.approve(act, edition, Capacity.LEGAL, "", approvals.shown_of(act.db, edition))
        after = approvals.review_of(act.db, edition, act.procedure, act.today)
        assert (len(before.given), len(after.given)) == (0, 1)
        reviewing.withdraw_decision(act, edition, one)
        ended = approvals.review_of(act.db, edition, act.procedure, act.today)
        assert [given.ending for given in ended.given] == [Ending.WITHDRAWN]
        # No verb takes away whom a round asked, and no trigger lets it: only so can a review be made to need fewer.
        act.db.connection().exec_driver_sql("DROP TRIGGER review_requirement_no_delete")
        for required in act.db.exec(select(Required).where(Required.capacity == Capacity.UNION)):
            act.db.delete(required)
        others = approvals.review_of(act.db, edition, act.procedure, act.today)
        assert len(others.standings) < len(ended.standings), "one is not asked any more"
        commitments.told(act.db, "00")  # no event speaks for what no verb does
