"""Rolls of delegates as unions keep them: any headers in any order, employers and sites by name, accounts by employee number."""

import random
import re
from typing import Any

import pytest
from sqlmodel import select

from tests.publishing.spreadsheet.files import separated, workbook
from tests.web.house import House, Visitor, spoken
from workflow.records.congress import RollEntry, Site
from workflow.records.person import Entity, Person

#: What a union may call its columns; written down here and not taken from the reader.
CALLED = {
    "name": ("姓名", "代表姓名", "Name", "name"),
    "employer": ("用人单位", "单位", "所属公司", "employer"),
    "unit": ("选举单位", "选区", "所在部门", "unit"),
    "delegation": ("代表团", "代表团（组）", "所属代表团", "delegation"),
    "category": ("类别", "代表类别", "人员类别", "category"),
    "front_line": ("一线", "是否一线职工", "front_line"),
    "mid_level": ("是否中层以上", "中层以上管理人员", "mid_level"),
    "site": ("会场", "参会会场", "site"),
    "sex": ("性别", "sex"),
    "account": ("账号", "工号", "员工编号", "account"),
}
KINDS = {"工人": "worker", "技术人员": "technician", "管理人员": "manager", "leader": "leader", "worker": "worker"}
SITES = {"site_1_code": "hq", "site_1_zh": "礼堂", "site_2_zh": "南方基地", "site_2_en": "South"}


def convened(house: House, **sites: str) -> tuple[Visitor, str]:
    """The secretary and the address of a new session."""
    secretary = house.visitor("secretary")
    fields = {"term": "1", "number": "9", "held_on": "2026-06-01", **(sites or SITES)}
    answer = secretary.post("/sessions/new", fields)
    assert answer.status_code == 302, spoken(answer.text)
    return secretary, answer.headers["Location"]


def load(secretary: Visitor, address: str, content: bytes, name: str = "代表.xlsx") -> Any:
    return secretary.post(f"{address}/roll", files={"file": (content, name)})


def entries(house: House, address: str) -> list[dict[str, Any]]:
    """What the roll says, in the model's words."""
    with house.records() as db:
        employers = {one.id: one.name_zh for one in db.exec(select(Entity))}
        sites = {one.id: one.name_zh for one in db.exec(select(Site))}
        number = int(address.rpartition("/")[2])
        here = {one.id for one in db.exec(select(Site).where(Site.session_id == number))}
        return [
            {
                "name": one.name, "employer": employers[one.entity_id], "unit": one.unit, "delegation": one.delegation,
                "category": str(one.category.value), "front_line": one.front_line, "mid_level": one.mid_level,
                "site": sites[one.site_id], "sex": one.sex, "account": one.person_id,
            }
            for one in db.exec(select(RollEntry).order_by(RollEntry.number))  # type: ignore[arg-type]
            if one.site_id in here
        ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_roll_under_any_headers_says_what_the_union_wrote(house: House, seed: int):
    dice = random.Random(seed)
    secretary, address = convened(house)
    with house.records() as db:
        employers = [(one.code, one.name_zh) for one in db.exec(select(Entity))]
        people = [(one.code, one.id) for one in db.exec(select(Person))][:4]
    order = [one for one in CALLED if one not in ("sex", "account") or dice.random() < 0.7]
    dice.shuffle(order)
    rows: list[list[Any]] = [["代表名册"], []] if dice.random() < 0.5 else []
    rows.append([dice.choice(CALLED[one]) for one in order])
    model = []
    for at in range(1, 31):
        kind = dice.choice(list(KINDS))
        code, employer = dice.choice(employers)
        place = dice.choice(["礼堂", "南方基地"])
        account, number = people.pop() if people and "account" in order and dice.random() < 0.2 else ("", None)
        front, mid = dice.random() < 0.5, dice.random() < 0.1
        said = {
            "name": f"代表{at}", "employer": dice.choice([code, employer, f" {employer}"]), "unit": f"车间{at % 4}",
            "delegation": "一团", "category": kind, "front_line": dice.choice(["是", "yes", "√"] if front else ["否", "", "no"]),
            "mid_level": "是" if mid else dice.choice(["", "否"]), "site": {"礼堂": dice.choice(["礼堂", "hq"])}.get(place, place),
            "sex": "女" if at % 2 else "", "account": account,
        }  # fmt: skip
        rows.append([said[one] for one in order])
        model.append(
            {
                "name": f"代表{at}", "employer": employer, "unit": f"车间{at % 4}", "delegation": "一团", "category": KINDS[kind],
                "front_line": front, "mid_level": mid, "site": place, "sex": said["sex"] if "sex" in order else "",
                "account": number,
            }
        )  # fmt: skip
    rows += [["合计", *[""] * (len(order) - 2), 30]] if order[0] != "name" and order[-1] != "name" else []
    content = (
        workbook(rows)
        if dice.random() < 0.6
        else separated(rows, dice.choice(",;\t"), dice.choice(["utf-8", "gb18030"]))
    )
    answer = load(secretary, address, content)
    assert answer.status_code == 302, spoken(answer.text)
    assert entries(house, address) == model


HEADERS = ["姓名", "用人单位", "选举单位", "代表团", "类别", "一线", "中层以上", "会场", "工号"]


def test_where_there_is_one_site_nobody_writes_it(house: House):
    secretary, address = convened(house, site_1_zh="礼堂")
    rows = [HEADERS[:7], *(["甲", "hq", "一车间", "一团", "工人", "是", "否"] for _ in range(1))]
    assert load(secretary, address, workbook(rows)).status_code == 302
    assert [one["site"] for one in entries(house, address)] == ["礼堂"]
    page = spoken(secretary.get(f"{address}/roll").text)
    assert "代表1人" in page


def test_a_column_that_is_needed_and_missing_is_named(house: House):
    secretary, address = convened(house)
    rows = [["姓名", "用人单位", "选举单位", "代表团", "类别"], ["甲", "hq", "一车间", "一团", "工人"]]
    answer = load(secretary, address, workbook(rows))
    assert answer.status_code == 422
    assert "名册的表头缺少栏目：一线、中层以上、会场。" in spoken(answer.text)
    refused = load(secretary, address, b"%PDF-1.7", "x.pdf")
    assert "这不是表格文件" in spoken(refused.text)


def test_an_employee_number_links_the_account_of_somebody_called_so(house: House):
    with house.engine.execution_options(writing=True).begin() as db:
        db.exec_driver_sql("UPDATE person SET number = '0042' WHERE code = 'delegate'")
    with house.records() as db:
        person = db.exec(select(Person).where(Person.code == "delegate")).one()
        owner, number = person.name_zh, person.id
    secretary, address = convened(house, site_1_zh="礼堂")
    line = ["hq", "一车间", "一团", "工人", "是", "否", "", "0042"]
    wrong = load(secretary, address, workbook([HEADERS, ["别人", *line], ["乙", *line[:-1], "999"]]))
    assert wrong.status_code == 422
    told = spoken(wrong.text)
    assert f"第2行：工号0042在系统里是{owner}，名册里是别人。" in told
    assert "第3行：没有账号或者工号“999”。" in told
    assert entries(house, address) == []
    assert load(secretary, address, workbook([HEADERS, [owner, *line]])).status_code == 302
    assert [one["account"] for one in entries(house, address)] == [number]


def test_namesakes_in_one_unit_are_told_apart_by_their_numbers_and_nobody_stands_twice(house: House):
    with house.engine.execution_options(writing=True).begin() as db:
        db.exec_driver_sql("UPDATE person SET number = '1', name_zh = '王伟' WHERE code = 'delegate'")
        db.exec_driver_sql("UPDATE person SET number = '2', name_zh = '王伟' WHERE code = 'employee'")
    secretary, address = convened(house, site_1_zh="礼堂")
    line = ["王伟", "hq", "一车间", "一团", "工人", "是", "否", ""]
    twice = load(secretary, address, workbook([HEADERS, [*line, "1"], [*line, "2"], [*line, "1"]]))
    assert "第4行：王伟（一车间）重复。" in spoken(twice.text)
    assert load(secretary, address, workbook([HEADERS, [*line, "1"], [*line, "2"]])).status_code == 302
    assert len({one["account"] for one in entries(house, address)}) == 2


def test_the_page_of_a_session_without_a_roll_begins_with_it(house: House):
    secretary, address = convened(house, site_1_zh="礼堂")
    page = secretary.get(address).text
    assert re.search(r'action="[^"]*/roll"', page)
    assert "下一步：代表名册" in page
    rows = [HEADERS[:7], ["甲", "hq", "一车间", "一团", "工人", "是", "否"]]
    assert load(secretary, address, workbook(rows)).status_code == 302
    assert "下一步：代表名册" not in secretary.get(address).text
    assert "下一步：代表名册" not in house.visitor("delegate").get(address).text


def test_everybody_of_a_site_is_signed_in_at_once_and_the_last_leads_to_the_session(house: House):
    secretary, address = convened(house)
    rows = [
        HEADERS[:8],
        *(
            [f"代表{at}", "hq", "一车间", "一团", "工人", "是", "否", "礼堂" if at < 3 else "南方基地"]
            for at in range(5)
        ),
    ]
    assert load(secretary, address, workbook(rows)).status_code == 302
    assert secretary.post(f"{address}/freeze-roll").status_code == 302
    with house.records() as db:
        number = int(address.rpartition("/")[2])
        first, second = (one.id for one in db.exec(select(Site).where(Site.session_id == number).order_by(Site.id)))  # type: ignore[arg-type]
    once = secretary.post(f"{address}/attend", {"site": first, "way": "all"})
    assert once.headers["Location"].endswith(f"/attendance#site-{first}")
    last = secretary.post(f"{address}/attend", {"site": second, "way": "all"})
    assert last.headers["Location"] == address
    assert "实到5人" in secretary.get(address).text
