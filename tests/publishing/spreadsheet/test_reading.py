"""Table files: what was written is read back, whatever encoding and separator; hostile and foreign files get one sentence."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.publishing.spreadsheet.files import as_excel_writes, separated, with_parts, workbook
from tests.rules.roster.tables import made
from workflow.publishing.spreadsheet import unreadable
from workflow.publishing.spreadsheet.book import packed, unpacked
from workflow.publishing.spreadsheet.reading import read_apart, read_table
from workflow.publishing.spreadsheet.unreadable import TableUnreadable
from workflow.publishing.spreadsheet.workbook import MOST_COLUMNS, MOST_ROWS
from workflow.rules.roster.fields import STAFF
from workflow.rules.roster.reading import read
from workflow.rules.roster.values import Formula

ROWS: list[list[Any]] = [["工号", "姓名", "部门"], ["0012", "张三", "一车间"], [13, "李四", "二车间"]]


def refused(content: bytes):
    with pytest.raises(TableUnreadable) as found:
        read_table(content)
    assert found.value.words.zh.endswith("。")
    return found.value.words


@pytest.mark.parametrize("seed", range(12))
def test_a_random_table_comes_back_from_a_workbook_as_it_was_written(seed: int):
    table = made(seed, typed=True)
    book = read_table(workbook(table.rows))
    found = read(book.sheets[0].rows, STAFF, epoch=book.epoch)
    assert found.questions == ()
    assert {one.row: dict(one.said) for one in found.people} == table.people
    assert unpacked(packed(book)) == book


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_random_table_comes_back_from_a_text_file(encoding: str, separator: str):
    for seed in range(12):
        table = made(seed, typed=False)
        book = read_table(separated(table.rows, separator, encoding))
        found = read(book.sheets[0].rows, STAFF, epoch=book.epoch)
        assert found.questions == ()
        assert {one.row: dict(one.said) for one in found.people} == table.people, seed


def test_merged_cells_say_the_same_in_each_of_their_rows():
    rows: list[list[Any]] = [
        ["某某公司花名册", None, None],
        *ROWS[:1],
        ["1", "张三", "一车间"],
        ["2", "李四", None],
        ["3", "王五", "二车间"],
    ]
    book = read_table(workbook(rows, merged=["A1:C1", "C3:C4"]))
    assert [one.words("department") for one in read(book.sheets[0].rows, STAFF).people] == [
        "一车间",
        "一车间",
        "二车间",
    ]


def test_numbers_keep_the_zeros_that_are_shown():
    rows: list[list[Any]] = [["工号", "姓名"], [12, "张三"], [7, "李四"]]
    book = read_table(workbook(rows, A2="00000"))
    assert [one.words("number") for one in read(book.sheets[0].rows, STAFF).people] == ["00012", "7"]


def test_days_of_a_file_that_counts_from_1904():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in (["工号", "姓名", "入职日期"], [1, "张三", datetime(2024, 1, 5)], [2, "李四", 43834]):  # noqa: DTZ001
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_table(out.getvalue())
    people = read(found.sheets[0].rows, STAFF, epoch=found.epoch).people
    assert [one.day("joined") for one in people] == [date(2024, 1, 5), date(2024, 1, 5)]


def test_formulas_are_told_and_neither_worked_out_nor_believed():
    book = read_table(
        workbook(
            [["工号", "姓名", "年龄"], ["1", '=HYPERLINK("http://x","张三")', "=1+1"], ["2", "=cmd|'/c calc'!A1", 3]]
        )
    )
    cells = book.sheets[0].rows
    assert cells[1][1] == Formula('=HYPERLINK("http://x","张三")')
    assert [(one.row, one.field) for one in read(cells, STAFF).questions] == [(2, "name"), (3, "name")]


def test_hidden_and_empty_sheets_are_passed_over():
    book = Workbook()
    first, hidden, people = book.active, book.create_sheet("旧"), book.create_sheet("新")
    assert first is not None
    hidden.sheet_state = "hidden"
    for sheet in (hidden, people):
        for row in ROWS:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert [one.name for one in read_table(out.getvalue()).sheets] == ["新"]


def test_a_quoted_cell_keeps_its_separators_and_line_ends():
    book = read_table('sep=;\r\n工号;姓名;部门\r\n"1";"张;三";"一\r\n车间"\r\n'.encode())
    assert book.sheets[0].rows[1] == ("1", "张;三", "一\r\n车间")


def test_foreign_and_broken_files_get_a_sentence():
    good = workbook(ROWS)
    assert refused(b"") == unreadable.EMPTY
    assert refused(b"%PDF-1.7 ...") == unreadable.NOT_A_TABLE
    assert refused(b"<html><table></table></html>") == unreadable.NOT_A_TABLE
    assert refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600) == unreadable.OLD
    assert refused(b"\xd0\xcf\x11\xe0" + b"\0" * 60 + "EncryptedPackage".encode("utf-16-le")) == unreadable.PASSWORD
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") == unreadable.NOT_A_TABLE
    assert refused(bytes(range(256)) * 4) == unreadable.NOT_A_TABLE
    assert refused(b" \n \n") == unreadable.NOTHING
    assert refused(workbook([])) == unreadable.NOTHING
    for cut in range(4, len(good) - 1, 97):
        refused(good[:cut])
    for at in range(40, len(good), 211):  # one byte in each place
        try:
            read_table(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        except TableUnreadable:
            continue
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refused(out.getvalue()) == unreadable.NOT_A_TABLE


def test_what_would_unpack_to_far_too_much_is_not_unpacked():
    good = workbook(ROWS)
    assert refused(with_parts(good, xl_media_x__xml=b"0" * 200_000_000)) == unreadable.UNPACKS_TOO_LARGE
    many = b"<row><c><v>1</v></c></row>" * 200_000
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + many
    packed_rows = with_parts(good, xl_worksheets_sheet1__xml=sheet + b"</sheetData></worksheet>")
    with pytest.raises(TableUnreadable) as found:
        read_apart(packed_rows)
    assert found.value.words in (unreadable.too_many_rows(MOST_ROWS), unreadable.UNPACKS_TOO_LARGE)


def test_entities_are_refused_and_a_false_size_is_not_believed():
    good = as_excel_writes([["工号", "姓名"], ["1", "张三"], ["2", "李四"]])
    assert read_table(good).sheets[0].rows == (("工号", "姓名"), ("1", "张三"), ("2", "李四"))
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        strings = package.read("xl/sharedStrings.xml")
        sheet = package.read("xl/worksheets/sheet1.xml")
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + strings.partition(b"?>")[2]
    )
    assert refused(with_parts(good, xl_sharedStrings__xml=bomb)) == unreadable.ENTITIES
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">' + strings.partition(b"?>")[2]
    assert refused(with_parts(good, xl_sharedStrings__xml=outside)) == unreadable.ENTITIES
    for false in (b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="A1"/>'):
        lying = with_parts(good, xl_worksheets_sheet1__xml=sheet.replace(b"<sheetData>", false + b"<sheetData>"))
        assert len(read_table(lying).sheets[0].rows) == 3


def test_more_rows_and_columns_than_a_list_of_people_has_are_refused():
    assert refused(separated([["1", "a"]] * (MOST_ROWS + 1))) == unreadable.too_many_rows(MOST_ROWS)
    assert refused(separated([["1"] * (MOST_COLUMNS + 1)])) == unreadable.too_many_columns(MOST_COLUMNS)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(MOST_ROWS + 1):
        sheet.append(["1"])
    out = io.BytesIO()
    book.save(out)
    assert refused(out.getvalue()) == unreadable.too_many_rows(MOST_ROWS)


def test_a_long_cell_is_cut_and_the_file_can_still_be_opened_elsewhere():
    content = workbook([["工号", "姓名"], ["1", "张" * 5_000]])
    assert load_workbook(io.BytesIO(content)).active is not None
    assert len(str(read_table(content).sheets[0].rows[1][1])) == 2_500


def test_three_thousand_people_are_read_in_the_other_process():
    rows: list[list[Any]] = [["工号", "姓名", "部门"], *([f"{at:05d}", "张三", "一车间"] for at in range(3_000))]
    book = read_apart(workbook(rows))
    assert len(read(book.sheets[0].rows, STAFF).people) == 3_000
