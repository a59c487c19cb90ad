"""A second enterprise, from an empty database to its first issued regulation: only what people can click and type, and how much."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.browser.counting import PASSWORD, Counted, Tally, arrives
from tests.browser.enterprise import CODE, EMPLOYEE, NAME, OFFICE, OFFICES, SECOND, TITLE, regulation, roll, staff
from tests.browser.hall import Server, downloaded, scan, visitor, words_of_pdf
from tests.databases import Databases
from tests.running.terminal import at_the_terminal
from tests.web.house import KEY, Clock, House
from workflow.config import Settings
from workflow.records.database.session import make_engine
from workflow.web.app import create_app

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: What people do until their first vote is counted; signing in, and what is left empty, is not counted.
MOST = 60
SHEET = "form.sheet-form[action$='/count']"


class Own(House):
    """A house of its own: nothing in its settings names an enterprise."""

    def __post_init__(self) -> None:
        url = self.url.replace("postgresql+psycopg://", "postgresql://")
        self.settings = Settings.from_environ({"SESSION_KEY": KEY, "DATABASE_URL": url, **self.variables})
        self.engine = make_engine(self.url)
        self.app = create_app(self.settings, self.engine, self.clock)


@pytest.fixture
def fresh(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[tuple[Server, Tally]]:
    """A server on a database that was empty until somebody typed `workflow init` and answered."""
    url, tally = databases.empty(request.param), Tally()
    answers = [
        ("企业全称", NAME),
        ("英文全称", ""),
        ("发文代字", CODE),
        ("Password", PASSWORD),
        ("Once more", PASSWORD),
    ]
    status, said = at_the_terminal(["init", "admin"], tmp_path, url, answers)
    assert (status, "/sign-in" in said) == (0, True), said
    assert PASSWORD not in said
    for what in ("workflow init admin", "its name", "its code"):
        tally.add("host", what)
    server = Server(Own(url, Clock(datetime.now(UTC) + timedelta(seconds=1)), {"DATA_DIR": str(tmp_path)}))
    yield server, tally
    server.stop()


def printed(content: bytes) -> dict[str, str]:
    """Employee number → code, as the slips say."""
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    codes = re.findall(r"[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}", words)
    return dict(zip(re.findall(r"工号 (Y\d+)", words), codes, strict=True))


def bring_people(admin: Counted, folder: Path, many: int) -> dict[str, str]:
    """From the first-run list to slips in hand: the list, its odd header, a new employer, offices; the codes by number."""
    file = folder / "在册职工.xlsx"
    file.write_bytes(staff(many))
    admin.sees("还没有人担任", "起草人、法务审核人、工会审核人、职代会秘书、计票人、印发人").click(
        "main a", "人员：账号"
    )
    admin.bring("#f-file", file).press("begin").sees("没有找到“工号”列")
    admin.choose("#c-number", "B　厂牌号").press("choose").sees(f"名单共{many}人", f"单位“{SECOND}”系统里还没有")
    admin.press("new-employer").sees("段青云", "法务（审核身份）").press("tick-all").sees("授予8项岗位")
    admin.press("carry-out")
    admin.actor.page.wait_for_url("**/people/imports/1", timeout=200_000)
    admin.sees("还没有密码条").choose("#f-department", OFFICE).press("make-slips").sees("只有这一次")
    with admin.actor.page.expect_download() as waited:
        admin.actor.find("a[download]").click()
    admin.tally.add("admin", "save the slips")
    codes = printed(Path(waited.value.path()).read_bytes())
    assert set(codes) == {*OFFICES, EMPLOYEE[0]}
    return codes


def count(teller: Counted) -> None:
    """One's own sheet: what is not filled in already, then what was computed from it."""
    figures = {"issued": "60", "returned": "60", "spoiled": "0", "in_favour": "56", "against": "3"}
    for name, said in {**figures, "scrutineers": "何国强", "tellers": "杨丽仙"}.items():
        if teller.actor.find(f"{SHEET} [name={name}]").input_value() != said:
            teller.fill(name, said, within=SHEET)
    teller.press("count", within=SHEET).sees("有效60", "弃权1").press("count", within=SHEET)


def first_vote(browser: Browser, server: Server, tally: Tally, codes: dict[str, str], folder: Path) -> Counted:
    """From a .docx to a vote that two people counted; the secretary, before the declaration."""

    def person(number: str) -> Counted:
        return arrives(browser, server, tally, number, codes[number])

    file = folder / "考勤办法.docx"
    file.write_bytes(regulation())
    drafter = person("Y0001").click("main a", "新建规章制度").fill("name_zh", TITLE).bring("#f-file", file)
    drafter.press("create").sees("考勤办法.docx", "0处问题").press("take").press("save").press("submit").sees("审核中")
    for number in ("Y0002", "Y0003"):
        person(number).click("main a", "去审核").press("approve").sees("已通过")
    secretary = person("Y0004").click("main a", "登记平等协商").fill("enterprise_side", "副总经理 王云")
    secretary.fill("union_side", "工会主席 李雪梅").fill("outcome", "双方协商一致。").bring(
        "[name=paper]", scan(folder)
    )
    secretary.press("consult").sees("待审议")
    secretary.actor.find("nav a", has_text="我的工作").first.click()
    day = (server.house.clock.now + timedelta(days=9)).astimezone(server.house.settings.time_zone).date()
    secretary.click("main a", "召集会议").fill("held_on", day.isoformat()).fill("site_1_zh", "总部礼堂").press(
        "convene"
    )
    file = folder / "代表名单.xlsx"
    file.write_bytes(roll())
    secretary.sees("下一步：代表名册").bring("#file", file).press("load-roll").sees("代表60人").press("freeze-roll")
    secretary.press("table").press("send-papers").sees("材料于")
    server.house.clock.forward(days=9)
    secretary = arrives(browser, server, tally, "Y0004", PASSWORD).click("main a", "打开会议").click("main a", "去签到")
    secretary.press("attend-all").press("lock").press("open-ballot").press("close-ballot")
    count(secretary)
    teller = person("Y0005").click("main a", "打开会议").sees("已交1张")
    count(teller)
    return secretary


@pytest.mark.parametrize(
    ("fresh", "many"), [("sqlite", 3000), pytest.param("postgresql", 80, marks=pytest.mark.soak)], indirect=["fresh"]
)
def test_from_an_empty_database_to_the_first_issued_regulation(
    browser: Browser, fresh: tuple[Server, Tally], many: int, tmp_path: Path
):
    server, tally = fresh
    admin = arrives(browser, server, tally, "admin", PASSWORD).sees("开始使用")
    codes = bring_people(admin, tmp_path, many)
    secretary = first_vote(browser, server, tally, codes, tmp_path)
    assert len(tally) <= MOST, tally.told()
    secretary.actor.page.reload()
    secretary.press("adopt")
    expect(secretary.actor.find(".verdict")).to_contain_text("通过")
    issuer = arrives(browser, server, tally, "Y0006", codes["Y0006"]).click("main a", "印发").sees(SECOND, f"{CODE}〔")
    issuer.press("issue").sees("施行中", seconds=120)
    employee = arrives(browser, server, tally, *(EMPLOYEE[0], codes[EMPLOYEE[0]])).click("nav a", "规章制度")
    employee.click("main a", TITLE).sees("每周工作四十小时", "第一届职工代表大会第一次会议通过", f"适用于{NAME}")
    words = words_of_pdf(downloaded(employee.actor, 'a[href*=".pdf"]'))
    assert "参加职工代表大会的" in words
    assert NAME in words
    again = visitor(browser, server).go("/sign-in").fill("code", "Y0001").fill("password", codes["Y0001"])
    again.find("main form button.main").first.click()
    again.sees("账号或者密码不对")
    admin.actor.go("/desk")
    expect(admin.actor.find("main")).not_to_contain_text("开始使用")
