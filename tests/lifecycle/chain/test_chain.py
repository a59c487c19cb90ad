"""The steps of an enterprise's own chain through the verbs: before the agenda, before the issue, bound to the words, struck out."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from tests.canteen import SCAN, TEXT
from tests.cast import House
from tests.lifecycle.chain.taken import CHAIN, again, ask_for, lacking, no_longer, off_the_agenda, strike, take, typed
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.chain import recording
from workflow.lifecycle.facts.evidence import find
from workflow.lifecycle.notices import telling
from workflow.records.event import Event
from workflow.records.notice import Notice
from workflow.records.person import Person
from workflow.rules.chain.words import Step
from workflow.rules.notices import OCCASIONS, NoticeKind
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Reader

DAY = timedelta(days=1)
CHANGED = TEXT.replace("二十元", "二十二元")


def asked_for(reached: Reached, *steps: Step, last: str = "consult", **rule: str) -> House:
    """A text before which these steps were asked for, on its way."""
    house = ask_for(reached("translate"), *steps, **rule)  # type: ignore[arg-type]
    return house.until(last, first="submit")


def refused(house: House, act: str = "table") -> list[str]:
    with pytest.raises(Refused) as found:
        getattr(house, act)()
    return [one.zh for one in found.value.reasons]


def test_an_enterprise_that_asks_for_nothing_notices_nothing(reached: Reached):
    house = reached("table")
    assert lacking(house) == set()
    with pytest.raises(Refused) as found:
        take(house, Step.LEGALITY)
    assert [one.zh for one in found.value.reasons] == ["本企业没有对这个文本要求这一环节。"]


def test_each_step_is_named_with_its_rule_until_it_is_taken_in_order(reached: Reached):
    house = asked_for(reached, Step.LEGALITY, Step.BOARD, last="convene", basis="《规章制度管理办法》第十二条")
    rule = "（《规章制度管理办法》第十二条，自2026年3月2日起）。"
    assert refused(house) == [f"还没有登记“合法性审查”{rule}", f"还没有登记“董事会”{rule}"]
    with pytest.raises(Refused) as found:
        take(house, Step.BOARD)
    assert [one.zh for one in found.value.reasons] == [f"还没有登记“合法性审查”{rule}"]
    take(house, Step.LEGALITY)
    take(house, Step.BOARD, "refused")
    today = f"{house.now.year}年{house.now.month}月{house.now.day}日"
    assert refused(house) == [f"“董事会”的结果是不同意（{today}；《规章制度管理办法》第十二条，自2026年3月2日起）。"]
    take(house, Step.BOARD)
    house.table()


def test_a_text_changed_afterwards_opens_the_steps_again_and_the_old_words_have_theirs(reached: Reached):
    house = asked_for(reached, Step.COUNTERSIGN, Step.PARTY, last="convene")
    take(house, Step.COUNTERSIGN)
    take(house, Step.PARTY)
    again(house, CHANGED)
    assert refused(house)[0].startswith("文本在“会签”之后改动过，须就现在的文本再办一次")
    again(house, TEXT)
    assert lacking(house) == set(), "exactly these words went through both"
    house.table()


def test_what_is_asked_for_is_what_held_when_the_text_was_put_before_its_reviewers(reached: Reached):
    house = asked_for(reached, Step.LEGALITY, last="convene")
    ask_for(house, Step.BOARD)
    no_longer(house, Step.LEGALITY)
    assert lacking(house) == {Step.LEGALITY}, "neither what came later, nor that it went"
    again(house, CHANGED)
    assert lacking(house) == {Step.BOARD}


def test_signing_and_sealing_stand_between_the_adoption_and_the_issue(reached: Reached):
    house = asked_for(reached, Step.LEGALITY, Step.SIGNING, Step.SEALING, last="convene")
    legality = take(house, Step.LEGALITY)
    house.until("declare", first="table")
    assert [one[:9] for one in refused(house, "issue")] == ["还没有登记“签发”", "还没有登记“用印”"]
    with pytest.raises(Refused):
        take(house, Step.SEALING)
    with pytest.raises(Unusable) as found:
        take(house, Step.SIGNING, held_on=house.now.date() - DAY)
    assert "会议2026-03-31才通过" in found.value.problems["held_on"].zh
    take(house, Step.SIGNING)
    with pytest.raises(Unusable) as found:
        take(house, Step.SEALING, copies=0)
    assert list(found.value.problems) == ["copies"]
    take(house, Step.SEALING, copies=30)
    strike(house, legality)
    assert [one[:12] for one in refused(house, "issue")] == ["还没有登记“合法性审查”"]
    take(house, Step.LEGALITY)
    house.until("issue", first="issue")


def test_a_step_that_is_struck_out_on_the_agenda_stops_the_vote(reached: Reached):
    house = asked_for(reached, Step.PARTY, last="convene")
    row = take(house, Step.PARTY)
    house.until("sign_in", first="table")
    strike(house, row)
    assert [one[:14] for one in refused(house, "lock")] == ["还没有登记“党委前置研究”（"]
    off_the_agenda(house)
    take(house, Step.PARTY)
    house.table()


def test_a_wrong_record_is_struck_out_by_somebody_else_and_what_it_went_before_counts_again(reached: Reached):
    house = asked_for(reached, Step.MANAGERS)
    take(house, Step.MANAGERS, "refused")
    wrong = take(house, Step.MANAGERS, by="both-offices")
    assert lacking(house) == set()
    with pytest.raises(Refused):
        strike(house, wrong, who="both-offices")
    strike(house, wrong, who="secretary")
    assert lacking(house) == {Step.MANAGERS}, "the no stands"
    with pytest.raises(Refused):
        strike(house, wrong, who="issuer")


def test_opinions_on_legality_are_numbered_by_year_and_no_number_is_given_twice(reached: Reached):
    house = asked_for(reached, Step.LEGALITY)
    rows = [take(house, Step.LEGALITY, "refused"), take(house, Step.LEGALITY)]
    strike(house, rows[1])
    take(house, Step.LEGALITY)
    with house.asking() as act:
        from workflow.records.review import STEPS

        found = [(one.year, one.serial) for one, _ in STEPS.of(act.db, house.edition(act).id)]
    assert found == [(2026, 1), (2026, 2), (2026, 3)]
    with pytest.raises(Refused) as why:
        take(house, Step.LEGALITY, by="union")
    assert [one.zh for one in why.value.reasons] == ["只有法务身份的审核人可以办理。"]


def test_two_who_record_at_once_are_told_and_so_is_a_form_sent_twice(reached: Reached):
    house = asked_for(reached, Step.PARTY)
    for who, told in (("secretary", False), ("issuer", True), ("secretary", True)):
        with house.acting(who) as act:
            edition, paper = house.edition(act), typed(Step.PARTY, act.today)
            if told:
                with pytest.raises(Unusable):
                    recording.record_step(act, edition, Step.PARTY, paper, shown=house.shown(act), number=1)
            else:
                recording.record_step(act, edition, Step.PARTY, paper, shown=house.shown(act), number=1)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("held_on", {"held_on": date(2026, 3, 1)}),
        ("held_on", {"held_on": date(2026, 3, 17)}),
        ("minutes", {"minutes": " "}),
        ("minutes", {"minutes": "号" * 81}),
        ("who", {"who": "王" * 201}),
        ("opinion", {"verdict": "refused", "opinion": ""}),
        ("opinion", {"opinion": "长" * 2001}),
        ("verdict", {"verdict": "maybe"}),
        ("scan", {"scan": Sent("a.pdf", b"no scan at all")}),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field(reached: Reached, field: str, more: dict):
    house = asked_for(reached, Step.PARTY)
    with pytest.raises(Unusable) as found:
        take(house, Step.PARTY, **more)
    assert list(found.value.problems) == [field]
    assert lacking(house) == {Step.PARTY}


def test_a_step_is_not_earlier_than_the_one_before_it(reached: Reached):
    house = asked_for(reached, Step.LEGALITY, Step.PARTY)
    take(house, Step.LEGALITY)
    with pytest.raises(Unusable) as found:
        take(house, Step.PARTY, held_on=house.now.date() - DAY)
    assert list(found.value.problems) == ["held_on"]


def test_the_scan_of_a_step_is_read_in_the_workshop_alone(reached: Reached):
    house = asked_for(reached, Step.PARTY)
    take(house, Step.PARTY, scan=Sent("纪要.pdf", SCAN))
    with house.asking() as act:
        from workflow.records.review import STEPS

        number = STEPS.of(act.db, house.edition(act).id)[0][0].attachment_id
        assert number is not None
        readers = {role for role in Role if find(act.db, number, Reader(frozenset({role}), 1))}
    assert readers == {Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN}


def test_an_enterprise_asks_for_a_step_once_and_a_report_is_never_sealed(reached: Reached):
    house = ask_for(reached("create"), *CHAIN)
    for step, kind in ((Step.LEGALITY, "regulation"), (Step.SEALING, "report")):
        with pytest.raises(Unusable) as found:
            ask_for(house, step, kind=kind)
        assert list(found.value.problems) == ["step"]
    with pytest.raises(Unusable):
        no_longer(house, Step.SEALING)
    with pytest.raises(Unusable):
        ask_for(house, Step.SIGNING, since=house.now.date() - DAY)


def told(house: House, *kinds: NoticeKind) -> list[tuple[str, str]]:
    """Work off what acts have to tell, twice; what people were told of these: kind, account."""
    for _ in range(2):
        with house.acting(None) as act:
            for event in act.db.exec(select(Event)).all():
                if event.verb in OCCASIONS:
                    telling.tell(act, event.seq, telling.Ways())
    with house.asking() as act:
        rows = select(Notice, Person.code).join(Person, Person.id == Notice.person_id)  # type: ignore[arg-type]
        return sorted((one.kind.value, code) for one, code in act.db.exec(rows).all() if one.kind in kinds)


def test_whose_turn_it_is_is_told_once_and_the_agenda_waits_for_the_chain(reached: Reached):
    house = asked_for(reached, Step.LEGALITY, Step.BOARD)
    first = [("to_record", "legal"), ("to_record", "writing-reviewer")]  # who wrote nothing in this one
    assert told(house, NoticeKind.TO_RECORD, NoticeKind.TO_TABLE) == first, "no board yet"
    take(house, Step.LEGALITY)
    board = [("to_record", code) for code in ("both-offices", "issuer", "second-secretary", "secretary")]
    assert told(house, NoticeKind.TO_RECORD, NoticeKind.TO_TABLE) == sorted([*first, *board])
    take(house, Step.BOARD)
    table = [("to_table", code) for code in ("both-offices", "second-secretary", "secretary")]
    assert told(house, NoticeKind.TO_RECORD, NoticeKind.TO_TABLE) == sorted([*first, *board, *table])
