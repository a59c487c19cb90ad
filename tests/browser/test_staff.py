"""An administrator brings a list of staff; what it would do is shown, done, and a new colleague signs in with the printed sign."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, expect
from pypdf import PdfReader

from tests.browser.hall import Actor, Server, signed_in, visitor
from tests.publishing.spreadsheet.files import workbook
from tests.web.house import in_language

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

LONG = "质量管理与计量检测中心第二联合实验室（含靖西基地理化检验站、标准物质库房和外协送检窗口）夜班第三小组"
ROWS: list[list[Any]] = [
    ["某某公司员工花名册", None, None, None],
    ["员工编号", "姓名", "部门/车间", "入职日期（以劳动合同上写明的日期为准，没有的写到岗日期）"],
    ["00012", "王一", "一车间", date(2020, 3, 5)],
    ["00013", "李二", "二车间", "2021/7/1"],
    ["00014", "", "二车间", None],
    ["00016", "阿不都热合曼·买买提艾力", LONG, "2022/7/1"],
]
OWN = "a password nobody else knows"


def list_on_desk(browser: Browser, server: Server, folder: Path, rows: list[list[Any]], **options: object) -> Actor:
    """The administrator, looking at the columns of a list."""
    file = folder / "花名册.xlsx"
    file.write_bytes(workbook(rows))
    admin = signed_in(browser, server, "admin", **options).go("/people")
    admin.find('a[href="/people/import"]').click()
    admin.find("#f-file").set_input_files(file)
    return admin.press("begin").sees("花名册.xlsx")


def saved(admin: Actor) -> bytes:
    """The slips, as a person saves them."""
    with admin.page.expect_download() as waited:
        admin.find("a[download]").click()
    found: Download = waited.value
    assert found.suggested_filename.endswith(".pdf")
    return Path(found.path()).read_bytes()


def test_from_a_list_to_a_colleague_who_has_signed_in(browser: Browser, server: Server, tmp_path: Path):
    admin = list_on_desk(browser, server, tmp_path, ROWS)
    expect(admin.find("#c-number")).to_have_value("0")
    expect(admin.find("#c-department")).to_have_value("2")
    admin.press("choose").sees("现在还什么都没有办").sees("第5行“姓名”（B列）是空的。")
    admin.find('a[href$="show=joins"]').click()
    admin.sees("王一").sees("2021年7月1日")
    admin.find('button[data-verb="carry-out"]').click()
    admin.page.wait_for_url("**/people/imports/1")
    admin.sees("还没有密码条").press("make-slips").sees("只有这一次")
    words = PdfReader(io.BytesIO(saved(admin))).pages[0].extract_text()
    code = next(line for line in words.split() if line.count("-") == 3 and len(line) == 19)
    # A telephone that reads the sign opens this address; the first slip is the first number's.
    worker = visitor(browser, server).go(f"/sign-in#00012&{code.replace('-', '')}")
    expect(worker.find("#f-code")).to_have_value("00012")
    assert "#" not in worker.page.url, "the code does not stay in the address"
    worker.find("form button.main").click()
    worker.page.wait_for_url("**/account")
    worker.fill("password", OWN).fill("again", OWN)
    worker.find('button[data-verb="set-password"]').click()
    worker.page.wait_for_url("**/desk")
    admin.go("/people/imports/1").sees("在用")


def test_the_pages_of_a_list_are_whole_on_a_phone_in_both_languages_and_for_everybody(
    browser: Browser, server: Server, tmp_path: Path
):
    admin = list_on_desk(browser, server, tmp_path, ROWS)
    number = admin.path.rsplit("/", 1)[1]
    admin.press("choose")
    faults = []
    for path in ("/people/import", f"/people/import/{number}", f"/people/import/{number}/changes?show=joins"):
        for language in ("zh", "en"):
            for width in (1440, 390):
                admin.page.set_viewport_size({"width": width, "height": 900})
                admin.go(in_language(path, language))
                wide = admin.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                if wide > 0:
                    faults.append(f"{path} {language} {width}: {wide} pixels too wide")
                hidden = admin.page.evaluate(
                    "[...document.querySelectorAll('.scroll:has(.changes)')].some(one => one.scrollWidth > one.clientWidth)"
                )
                if hidden:
                    faults.append(f"{path} {language} {width}: a change stands out of sight")
            for one in Axe().run(admin.page).response["violations"]:
                if one["impact"] in ("serious", "critical"):
                    faults += [f"{path} {language} {one['id']}: {node['target']}" for node in one["nodes"]]
    assert not faults, "\n".join(faults)
