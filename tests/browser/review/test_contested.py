"""A contested amendment of sixty-four articles: three rounds, four reviewers and a deputy, each at a browser of their own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from tests.browser.hall import Actor, Server, signed_in
from tests.cast import SLUG, enrolled
from tests.databases import Databases
from tests.web.house import House
from tests.web.stories import Stories
from workflow.lifecycle.people import offices, people, units
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.lifecycle.review import delegating
from workflow.records.database.session import writing
from workflow.records.event import last_moment
from workflow.records.person import Entity, Mark
from workflow.records.regulation import Edition
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State
from workflow.text.labels.numerals import chinese

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
EDITION = f"/regulations/{SLUG}/editions/2"
REVIEW = f"{EDITION}/review"


def written(**changed: str) -> str:
    """Sixty-four articles in eight chapters, with other words where `changed` says so: a7 for the seventh article."""
    lines = ["职工考勤和休假管理办法", ""]
    for number in range(1, 65):
        if number % 8 == 1:
            lines += [f"第{chinese(number // 8 + 1)}章　第{chinese(number // 8 + 1)}类事项"]
        words = f"第{number}类假期由班组在{chinese(number % 9 + 1)}日内登记，由人力资源部核定。"
        lines.append(f"第{chinese(number)}条　{changed.get(f'a{number}', words)}")
    return "\n".join(lines) + "\n"


FIRST = {
    "a5": "第5类假期由班组当日登记。",
    "a12": "加班工资在次月发放。",
    "a23": "旷工三日的，给予警告处分。",
    "a31": "年休假可以分两次安排。",
    "a40": "高温作业的班组配备防护用品。",
}
SECOND = {**FIRST, "a12": "加班工资在当月发放。", "a23": "旷工三日的，经工会听取本人申辩后给予警告处分。"}
THIRD = {**SECOND, "a40": "高温作业的班组配备防护用品，每季度检查一次。"}


def _staged(url: str) -> None:
    enrolled(url)
    house = Stories(url)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=house.now.date().isoformat()))
    house.ready(SLUG, text=written())
    house.issued(SLUG)
    house.amend(SLUG)
    for code, name in (("safety", "安全环保部"), ("finance", "财务部")):
        with house.acting("admin") as act:
            units.name_unit(act, code, name, code.title(), None, act.today)
        with house.acting("admin") as act:
            company = act.db.get_one(Entity, 1)
            head = people.add_person(
                act, code=code, name_zh=name[:2], name_en=code, entity=company,
                roles=frozenset({Role.REVIEWER}), capacities=frozenset(),
            )  # fmt: skip
            offices.grant_office(act, head, Capacity.DEPARTMENT, act.today, unit=code)
    with house.acting("union") as act:
        deputy = people.person_by_code(act.db, "deputy")
        assert deputy is not None
        delegating.delegate(act, deputy, Capacity.UNION, act.today, act.today + timedelta(days=30))
    house.engine.dispose()


@pytest.fixture
def server(databases: Databases) -> Iterator[Server]:
    house = House(databases.copy("sqlite", "contested", _staged))
    with house.records() as db:
        house.clock.now = last_moment(db) or house.clock.now
    house.clock.forward(minutes=1)
    started = Server(house)
    yield started
    started.stop()


def state(server: Server) -> State:
    with server.house.records() as db:
        return db.exec(select(Edition).order_by(col(Edition.number).desc())).all()[0].state


def writes(drafter: Actor, text: str) -> None:
    """Type the text in the browser, save it and put it before the reviewers."""
    drafter.go(f"{EDITION}/draft").fill("words", text).press("save").press("submit")


def decides(who: Actor, verb: str, opinion: str = "", *, articles: tuple[str, ...] = ()) -> None:
    """Tick articles on their cards, or none for all of the text, and decide."""
    for one in articles:
        card = who.find("[data-card]", has_text=one)
        card.first.locator('input[name="item"]').check()
    if opinion:
        who.find("#opinion").fill(opinion)
    who.press(verb, within="#decide")


def test_three_rounds_four_reviewers_and_a_deputy(browser: Browser, server: Server):
    drafter, legal, union, deputy, safety, finance = (
        signed_in(browser, server, one) for one in ("drafter", "legal", "union", "deputy", "safety", "finance")
    )
    writes(drafter, written(**FIRST))
    drafter.go(REVIEW).sees("劳动报酬").sees("劳动纪律").sees("休息休假")

    # Legal asks for changes to one article and lets the others pass; the union asks about another; a department is called in.
    decides(legal.go(REVIEW), "request-changes", "处分之前应当听取本人意见。", articles=("第二十三条",))
    decides(legal.go(f"{REVIEW}?show=all"), "approve", articles=("第五条", "第十二条", "第三十一条", "第四十条"))
    decides(deputy.go(REVIEW), "request-changes", "工资应当当月发放。", articles=("第十二条",))
    legal.go(REVIEW).find("#calls summary", has_text="请别的一方审核").click()
    legal.page.select_option("#call-seat", "department:finance")
    legal.press("call-in")
    finance.go(REVIEW).find("#calls summary", has_text="转办").click()
    finance.page.select_option("#calls select[name=seat]", "department:safety")
    finance.fill("note", "防护用品由安全环保部管理。", within="#calls").press("hand-on")
    decides(safety.go(REVIEW), "approve", "按标准配备。")
    assert state(server) is State.IN_REVIEW

    # The next round is written beside it. What it leaves alone stays approved; what it changes waits for them again.
    drafter.go(f"{EDITION}/draft").sees("处分之前应当听取本人意见。").sees("工资应当当月发放。")
    writes(drafter, written(**SECOND))
    legal.go(REVIEW).sees("第二十三条")
    decides(legal, "approve", "已按意见修改。")
    decides(union.go(REVIEW), "approve", articles=("第五条", "第十二条", "第二十三条", "第三十一条"))
    decides(safety.go(f"{REVIEW}?show=all"), "request-changes", "应当规定检查的周期。", articles=("第四十条",))
    assert state(server) is State.IN_REVIEW

    # Third round: one article. Legal and the department decide on it alone, the deputy for the union; a reservation is kept.
    writes(drafter, written(**THIRD))
    decides(safety.go(REVIEW), "approve")
    decides(legal.go(REVIEW), "keep-reservation", "每季度一次是否足够，请一年后评估。")
    assert state(server) is State.IN_REVIEW, "the union has not read the new words"
    decides(deputy.go(REVIEW), "approve")
    assert state(server) is State.CONSULTING
    record = drafter.go(f"/regulations/{SLUG}/record")
    for words in ("deputy 代 union", "第3轮", "转办部门（安全环保部）", "保留意见", "听取本人意见"):
        record.sees(words)
    expect(record.find("main")).not_to_contain_text("None")
