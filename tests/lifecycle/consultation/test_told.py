"""Who is told of a consultation of employees: everybody who is asked once, the secretary at its end, whoever gave a named opinion."""

from datetime import timedelta

from sqlmodel import select

from tests.cast import CAST, House
from tests.lifecycle.conftest import Reached
from tests.lifecycle.consultation import asked
from tests.lifecycle.consultation.asked import FIRST, LAST
from workflow.lifecycle.notices import reminding, telling
from workflow.lifecycle.notices.hearing import consultation_in
from workflow.records.event import Event
from workflow.records.notice import Notice
from workflow.records.person import Person
from workflow.rules.notices import OCCASIONS, NoticeKind

KINDS = (
    NoticeKind.EMPLOYEES_ASKED,
    NoticeKind.OPINIONS_DUE,
    NoticeKind.PERIOD_OVER,
    NoticeKind.OPINION_ANSWERED,
    NoticeKind.ANSWERS_POSTED,
)


def told(house: House) -> list[tuple[str, str]]:
    """Work off what acts and the day have to tell, twice; everything that people were told of consultations: kind, account."""
    for _ in range(2):
        with house.acting(None) as act:
            for event in act.db.exec(select(Event)).all():
                if event.verb in OCCASIONS:
                    telling.tell(act, event.seq, telling.Ways())
            telling.send_out(act, reminding.reminders(act, 5), telling.Ways())
    with house.asking() as act:
        rows = select(Notice, Person.code).join(Person, Person.id == Notice.person_id)  # type: ignore[arg-type]
        return sorted((one.kind.value, code) for one, code in act.db.exec(rows).all() if one.kind in KINDS)


def test_everybody_is_told_once_and_the_secretary_at_the_end(reached: Reached):
    house = reached("union").on(FIRST - timedelta(days=2))
    asked.ask(house, "account", since=FIRST, until=LAST)
    assert told(house) == [], "before it runs there is nothing to read"
    house.on(FIRST)
    everybody = sorted(("employees_asked", code) for code in CAST if code != "secretary")
    assert told(house) == everybody
    asked.write(house, "我的意见", who="employee")
    house.on(LAST - timedelta(days=1))
    due = sorted(("opinions_due", code) for code in CAST if code != "employee")
    assert told(house) == sorted([*everybody, *due]), "whoever wrote is not reminded"
    house.on(LAST + timedelta(days=1))
    secretaries = [("period_over", code) for code in CAST if code in ("secretary", "second-secretary", "both-offices")]
    assert told(house) == sorted([*everybody, *due, *secretaries])
    asked.answer(house, asked.group(house, ["我的意见"]))
    asked.close(house)
    posted = [("answers_posted", code) for code in CAST]
    mine = [("opinion_answered", "employee")]
    assert told(house) == sorted([*everybody, *due, *secretaries, *posted, *mine])


def test_where_nobody_is_known_nobody_is_reminded_and_nobody_is_told_of_an_answer(reached: Reached):
    house = reached("union").on(FIRST)
    asked.ask(house)
    asked.write(house, "不记名", who="employee")
    house.on(LAST)
    assert {kind for kind, _ in told(house)} == {"employees_asked"}
    house.on(LAST + timedelta(days=1))
    asked.take(house)
    asked.answer(house, asked.group(house, ["不记名"]))
    asked.close(house)
    assert {kind for kind, _ in told(house)} == {"employees_asked", "answers_posted", "period_over"} - {"period_over"}


def test_a_notice_names_its_consultation_and_no_text(reached: Reached):
    house = reached("union").on(FIRST)
    asked.ask(house)
    told(house)
    with house.asking() as act:
        rows = [one for one in act.db.exec(select(Notice)).all() if one.kind in KINDS]
        assert {(consultation_in(one.key), one.edition_id) for one in rows} == {(1, None)}
    assert [consultation_in(one) for one in ("review:1:2", "", "employees_asked", "employees_asked:x:1")] == [0] * 4
