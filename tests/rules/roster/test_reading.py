"""Tables of people read under any headers, against a model that wrote them; and every question there is."""

from datetime import date

import pytest

from tests.rules.roster.tables import made
from workflow.rules.roster.choosing import sheet_of
from workflow.rules.roster.fields import NAME, NUMBER, SEX, STAFF, Field, Says
from workflow.rules.roster.questions import Asks, letters
from workflow.rules.roster.reading import read
from workflow.rules.roster.values import Cell, DayOrder, Formula
from workflow.words import Words

HEAD: list[Cell] = ["工号", "姓名", "部门", "入职日期", "离职日期"]


def asked(rows, **more):
    return [(one.asks, one.row, one.field) for one in read(rows, STAFF, **more).questions]


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("block", range(4))
def test_whatever_a_table_looks_like_what_was_written_is_read(block: int, typed: bool):
    for seed in range(block * 100, block * 100 + 100):
        table = made(seed, typed=typed)
        found = read(table.rows, STAFF)
        assert [one.words.en for one in found.questions] == [], seed
        assert found.header == table.header, seed
        assert dict(found.columns) == {one: table.columns[one] for one in found.columns}, seed
        assert set(found.columns) == set(table.columns), (seed, found.headers)
        assert {one.row: dict(one.said) for one in found.people} == table.people, seed


def test_what_cannot_be_understood_is_a_question_that_names_row_and_column():
    rows: list[list[Cell]] = [
        HEAD,
        ["1", "张三", "", "2024-01-05", ""],
        ["2", "", "", "", ""],
        ["", "李四", "", "", ""],
        ["1", "王五", "", "", ""],
        ["001", "赵六", "", "昨天", ""],
        ["7", "孙七", "", "2024-05-01", "2024-04-30"],
        [1.5, "周八", "", "2024-02-30", ""],
        [123456789012345678, "吴九", Formula("=A1"), "", ""],
        ["11", "x" * 201, "", "", ""],
        ["1 2", "郑十", "", "", ""],
        ["13", Formula("=B2"), "", Formula("=TODAY()"), ""],
    ]
    assert asked(rows) == [
        (Asks.EMPTY, 3, "name"),
        (Asks.EMPTY, 4, "number"),
        (Asks.UNREAD, 6, "joined"),
        (Asks.UNREAD, 8, "number"),
        (Asks.UNREAD, 8, "joined"),
        (Asks.DIGITS_LOST, 9, "number"),
        (Asks.FORMULA, 9, "department"),
        (Asks.TOO_LONG, 10, "name"),
        (Asks.UNREAD, 11, "number"),
        (Asks.FORMULA, 12, "name"),
        (Asks.FORMULA, 12, "joined"),
        (Asks.TWICE, 5, "number"),
        (Asks.ZEROS, 6, "number"),
        (Asks.LEFT_EARLY, 7, "left"),
    ]
    said = [one.words for one in read(rows, STAFF).questions]
    assert said[0] == Words("第3行“姓名”（B列）是空的。", "Row 3, “Name” (column B), is empty.")
    assert said[11].zh == "第5行和第2行的“工号”都是1。"
    assert all(one.zh.endswith("。") and one.en.endswith(".") for one in said)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([], [(Asks.NO_HEADER, 0, "")]),
        ([["a", "b"], ["c", "d"]], [(Asks.NO_HEADER, 0, "")]),
        ([["姓名", "部门"], ["张三", "一车间"]], [(Asks.MISSING, 0, "number")]),
        ([["工号", "姓名", "姓名"], ["1", "张三", "李四"]], [(Asks.AMBIGUOUS, 0, "name")]),
        ([["工号", "姓名", "一级部门", "二级部门"], ["1", "张三", "a", "b"]], [(Asks.AMBIGUOUS, 0, "department")]),
        ([["工号", "姓名"]], [(Asks.NOBODY, 0, "")]),
    ],
)
def test_a_table_whose_columns_are_in_doubt_is_asked_about_as_a_whole(rows, wanted):
    assert asked(rows) == wanted


def test_what_a_person_chose_goes_before_what_is_guessed():
    rows = [["工号", "姓名", "姓名"], ["1", "张三", "李四"], ["2", "王五", "赵六"]]
    assert asked(rows, chosen={"name": 2}) == []
    assert [one.words("name") for one in read(rows, STAFF, chosen={"name": 2}).people] == ["李四", "赵六"]
    assert asked(rows, chosen={"name": 0, "number": 0}) == [(Asks.SAME_COLUMN, 0, "name")]
    assert asked(rows, chosen={"name": 1, "number": None}) == [(Asks.MISSING, 0, "number")]
    assert read(rows, STAFF, header=2, chosen={"number": 0, "name": 1}).people[0].row == 3


def test_a_number_of_a_column_before_a_mere_number():
    found = read([["编号", "工号", "姓名"], ["x1", "7", "张三"]], STAFF)
    assert found.columns["number"] == 1
    assert found.questions == ()


def test_a_day_with_its_year_last_is_read_when_its_column_tells_and_asked_about_when_not():
    rows: list[list[Cell]] = [HEAD, ["1", "张三", "", "5/3/2024", ""], ["2", "李四", "", "6/3/2024", ""]]
    assert asked(rows) == [(Asks.DOUBTFUL_DAY, 2, "joined"), (Asks.DOUBTFUL_DAY, 3, "joined")]
    told: list[list[Cell]] = [*rows, ["3", "王五", "", "25/3/2024", ""]]
    assert [one.day("joined") for one in read(told, STAFF).people] == [
        date(2024, 3, 5),
        date(2024, 3, 6),
        date(2024, 3, 25),
    ]
    american = read(rows, STAFF, order=DayOrder.MONTH_FIRST)
    assert [one.day("joined") for one in american.people] == [date(2024, 5, 3), date(2024, 6, 3)]


def test_headers_over_two_rows_are_put_together():
    rows: list[list[Cell]] = [
        ["工号", "姓名", "任职情况", "任职情况"],
        [None, None, "部门", "岗位"],
        ["1", "张三", "一车间", "钳工"],
    ]
    found = read(rows, STAFF)
    assert found.questions == ()
    assert dict(found.people[0].said) == {"number": "1", "name": "张三", "department": "一车间", "post": "钳工"}


def test_the_sheet_that_holds_people_is_chosen():
    cover: list[list[Cell]] = [["说明"], ["请填写下一张表"]]
    people: list[list[Cell]] = [["工号", "姓名"], ["1", "张三"]]
    assert sheet_of([cover, people, people], STAFF) == 1
    assert sheet_of([cover], STAFF) == 0


def test_the_same_reader_serves_another_list():
    group = Field("group", Words("代表团", "Delegation"), ("代表团", "代表团组", "delegation"), required=True)
    share = Field("born", Words("出生日期", "Born on"), ("出生日期", "出生年月", "born"), Says.DAY)
    rows = [["第三届职工代表名册"], ["姓名", "性别", "代表团", "出生日期"], ["张三", "男", "一车间", "1980.1.2"]]
    found = read(rows, (NAME, SEX, group, share))
    assert found.questions == ()
    assert dict(found.people[0].said) == {"name": "张三", "sex": "男", "group": "一车间", "born": date(1980, 1, 2)}
    assert [one.field for one in read(rows, (NUMBER, NAME)).questions] == ["number"]


def test_columns_are_named_as_spreadsheets_name_them():
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
