"""Acting in another name through the browser: only decisions, only by one's own running delegation, words kept."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.web.everywhere.test_guards import calls
from tests.web.house import AWAITING, IN_REVIEW, House, Opening, Visitor, hidden, in_language, spoken
from workflow.lifecycle.people.people import person_by_code
from workflow.records.event import Event
from workflow.records.person import Delegation
from workflow.rules.asking import for_a_deputy

REVIEW = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"
GIVER, HOLDER = "reviewer-legal", "deputy"


@pytest.fixture
def lent(opening: Opening) -> House:
    """The demonstration with another reviewer, to whom Legal's review is delegated; it is delegation 1."""
    from workflow.lifecycle.acting import Act
    from workflow.lifecycle.people import people
    from workflow.records.database.session import writing
    from workflow.records.person import Entity
    from workflow.rules.people.roles import Role

    house = opening()
    with writing(house.engine) as db:
        act = Act(db, None, house.clock(), house.settings.time_zone, house.app.extensions["house"].procedure)
        people.enrol(
            act,
            code=HOLDER,
            name_zh="代理人",
            name_en="Deputy",
            entity=db.exec(select(Entity)).first(),  # type: ignore[arg-type]
            roles=frozenset({Role.REVIEWER, Role.DRAFTER}),
        )
    answer = house.visitor(GIVER).post("/account/delegate", period(house, number_of(house, HOLDER)))
    assert answer.status_code == 302, answer.text
    return house


def number_of(house: House, code: str) -> int:
    with house.records() as db:
        found = person_by_code(db, code)
        assert found is not None
        return found.id or 0


def period(house: House, to: int, *, begins: int = 0, days: int = 3) -> dict[str, object]:
    first = house.clock().date() + timedelta(days=begins)
    return {
        "to": to,
        "capacity": "legal",
        "since": first.isoformat(),
        "until": (first + timedelta(days=days)).isoformat(),
    }


def decide(visitor: Visitor, verb: str, opinion: str, behalf: str = "1"):
    page = visitor.get(f"{REVIEW}/review").text
    fields = {"fingerprint": hidden(page, "fingerprint"), "opinion": opinion, "capacity": "legal"}
    return visitor.post(f"{REVIEW}/{verb}", {**fields, "on_behalf_of": behalf})


def in_anothers_name(house: House) -> list[str]:
    with house.records() as db:
        return [one.verb for one in db.exec(select(Event)) if one.on_behalf_of is not None]


def test_a_decision_in_another_name_goes_through(lent: House):
    answer = decide(lent.visitor(HOLDER), "request-changes", "第三条请写明依据。")
    assert answer.status_code == 302, spoken(answer.text)
    assert in_anothers_name(lent) == ["request_changes"]


def test_every_form_there_is_refuses_another_name_but_the_decisions(lent: House):
    """As somebody with every office; the same form in their own name shows that the refusal is about the name alone."""
    from tests.databases import planting
    from workflow.records.person import Grant
    from workflow.rules.people.roles import Role

    with planting(lent.engine) as db:
        me = person_by_code(db, HOLDER)
        assert me is not None
        for role in Role:
            db.add(Grant(person_id=me.id or 0, role=role, since=lent.clock().date()))
    visitor = lent.visitor(HOLDER)
    new = {"slug": "mine", "kind": "regulation", "name_zh": "某办法", "name_en": "Some Rules", "language": "zh"}
    before, tried = lent.rows(), 0
    for call in calls(lent):
        if "POST" not in (call.rule.methods or ()):
            continue
        verb = call.rule.endpoint.rpartition(".")[2]
        answer = visitor.post(call.path, {**new, "on_behalf_of": "1", "note": "写好的一段话"})
        tried += 1
        if for_a_deputy(verb):
            assert "其他事项请以本人名义办理" not in answer.text
        else:
            assert answer.status_code == 409, f"{call.path}: {answer.status_code}"
            assert "其他事项请以本人名义办理" in answer.text, call.path
            assert "写好的一段话" in answer.text, call.path
    assert tried > 100
    assert in_anothers_name(lent) == []
    assert lent.rows() == before
    assert visitor.post("/regulations/new", new).status_code == 302, "in their own name it goes through"


@pytest.mark.parametrize("number", ["2", "999", "0", "-1", "x", "1 OR 1=1", "一", "9" * 40, "<script>"])
def test_a_delegation_that_is_not_mine_or_none_is_refused_in_a_sentence(lent: House, number: str):
    before = lent.rows()
    answer = decide(lent.visitor(HOLDER), "request-changes", "写好的意见", number)
    assert answer.status_code == 409
    assert "没有这样一项给您的委托" in answer.text
    assert "写好的意见" in answer.text
    english = lent.visitor(HOLDER).post(in_language(f"{REVIEW}/approve", "en"), {"on_behalf_of": number})
    assert "There is no such delegation to you." in english.text
    foreign = decide(lent.visitor("reviewer-union"), "request-changes", "写好的意见")
    assert foreign.status_code == 409
    assert "没有这样一项给您的委托" in foreign.text
    assert lent.rows() == before


def test_one_that_ran_out_or_was_taken_back_is_refused_with_the_day(lent: House):
    before = lent.rows()
    now = lent.clock.now
    lent.clock.forward(days=3)
    late = decide(lent.visitor(HOLDER), "request-changes", "写好的意见")
    assert late.status_code == 409
    assert "已经到期" in late.text
    assert "写好的意见" in late.text
    assert lent.rows() == before
    lent.clock.now = now
    held = lent.visitor(HOLDER)
    page = held.get(f"{REVIEW}/review").text  # open in a tab while the other side takes it back
    assert lent.visitor(GIVER).post("/account/delegations/1/end").status_code == 302
    answer = held.post(
        f"{REVIEW}/request-changes",
        {"fingerprint": hidden(page, "fingerprint"), "opinion": "写好的意见", "on_behalf_of": "1"},
    )
    assert answer.status_code == 409
    assert "收回或者交回" in answer.text
    assert "写好的意见" in answer.text


def test_both_sides_see_it_and_end_it_and_others_do_not(lent: House):
    for who, words in ((GIVER, "委托给代理人"), (HOLDER, "代")):
        page = lent.visitor(who).get("/account").text
        assert words in spoken(page)
        assert 'action="/account/delegations/1/end"' in page
        assert 'data-verb="end-delegation"' in page
    assert "delegations/1/end" not in lent.visitor("reviewer-union").get("/account").text
    assert lent.visitor("reviewer-union").post("/account/delegations/1/end").status_code == 404
    assert lent.visitor("admin").post("/account/delegations/1/end").status_code == 404
    assert lent.visitor(HOLDER).post("/account/delegations/1/end").status_code == 302
    assert "由对方终止" in spoken(lent.visitor(GIVER).get("/account").text)
    assert lent.visitor(GIVER).post("/account/delegations/1/end").status_code == 409
    with lent.records() as db:
        assert db.get_one(Delegation, 1).ended_by == number_of(lent, HOLDER)


def test_each_field_of_the_form_says_its_own_fault_and_keeps_what_was_typed(lent: House):
    visitor = lent.visitor(GIVER)
    answer = visitor.post("/account/delegate", {"to": "no", "capacity": "no", "since": "2026-03-20", "until": ""})
    assert answer.status_code == 422
    for field in ("to", "capacity", "until"):
        assert f'id="e-{field}"' in answer.text
    assert 'id="e-since"' not in answer.text
    assert 'value="2026-03-20"' in answer.text
    again = visitor.post("/account/delegate", period(lent, number_of(lent, HOLDER), begins=1, days=1))
    assert again.status_code == 422
    assert re.search(r'id="e-to">[^<]*已经委托', again.text)
    assert lent.visitor(HOLDER).post(f"/regulations/{AWAITING[0]}/editions/2/approve").status_code == 409
