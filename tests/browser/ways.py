"""The ways that every edition goes, as people click them: saved, submitted, approved, settled, put to a session, issued."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.hall import Actor

COLUMNS = "name,employer,unit,delegation,category,front_line,mid_level,site\n"
ROLL = COLUMNS + "".join(
    f"代表{number},hq,车间{number},一团,worker,yes,no,{'south' if number > 20 else 'hq'}\n" for number in range(1, 31)
)
BROKEN = ROLL.replace("代表3,hq", "代表3,moon").replace("代表7,hq", ",hq")
SITES = {"hq": 20, "south": 10}


def write(drafter: Actor, address: str, text: str) -> None:
    """Type a text on the drafting desk and save it; the problems are looked at first."""
    drafter.go(f"{address}/draft").fill("words", text).press("preview").sees("没有发现问题")
    drafter.fill("note", "按工会意见修改").press("save").sees("已保存")


def submit(drafter: Actor, address: str, note: str) -> None:
    """Send the saved text to the reviewers."""
    drafter.go(f"{address}/draft").fill("note", note, within="form[action$='/submit']").press("submit")
    drafter.sees("审核中")


def answer(drafter: Actor, address: str, words: str) -> None:
    """Answer the first remark that waits for it."""
    drafter.go(f"{address}/review")
    drafter.find(".thread summary", has_text="答复").first.click()
    drafter.fill("reply", words, within="form[action$='/answer']").press("answer").sees(words)


def approve(reviewer: Actor, address: str) -> None:
    """Approve what is shown."""
    reviewer.go(f"{address}/review").fill("opinion", "同意。").press("approve")
    reviewer.sees("已通过")


def consult(secretary: Actor, address: str, paper: Path) -> None:
    """Record equal consultation with the signed paper."""
    secretary.go(f"{address}/consult").fill("enterprise_side", "副总经理 贺景行")
    secretary.fill("union_side", "工会主席 罗秀芝").fill("outcome", "双方协商一致。")
    secretary.find('[name="paper"]').set_input_files(paper)
    secretary.press("consult").sees("待审议")


def convene(secretary: Actor, session: int, held_on: str) -> str:
    """Call a session at two sites; gives its address."""
    secretary.go("/sessions/new").fill("term", "1").fill("number", str(session)).fill("held_on", held_on)
    secretary.fill("site_1_code", "hq").fill("site_1_zh", "总部礼堂").fill("site_1_en", "Auditorium")
    secretary.fill("site_2_code", "south").fill("site_2_zh", "南方基地").fill("site_2_en", "South Base")
    secretary.find('[name="site_2_remote"]').check()
    secretary.press("convene")
    return secretary.path.partition("?")[0]


def load_roll(secretary: Actor, session: str, folder: Path) -> None:
    """Load the roll: first with two broken lines, which are both named, then the right one."""
    file = folder / "名册.csv"
    for lines, right in ((BROKEN, False), (ROLL, True)):
        file.write_text(lines, encoding="utf-8")
        secretary.go(f"{session}/roll")
        secretary.find('[name="file"]').set_input_files(file)
        secretary.press("load-roll")
        if right:
            secretary.sees("代表30人")
        else:
            secretary.sees("第4行：").sees("第8行：")
    secretary.press("freeze-roll")


def table_and_send(secretary: Actor, session: str, *titles: str) -> None:
    """Put the texts on the agenda and record that their papers were sent today."""
    for title in titles:
        secretary.go(session).press("table", within=f"form.tabling:has-text('{title}')")
    secretary.press("send-papers").sees("材料")


def sign_in_delegates(secretary: Actor, session: str) -> None:
    """Everybody at both sites."""
    for place in range(secretary.go(f"{session}/attendance").find("main form").count()):
        form = secretary.find("main form").nth(place)
        form.locator("[data-all]").check()
        with secretary.page.expect_navigation():
            form.locator('button[data-verb="attend"]').click()


def count(person: Actor, session: str) -> None:
    """Enter one's own sheet of every site: type five figures, look at what is computed from them, confirm."""
    person.go(session)
    while person.find("form.sheet-form[action$='/count']:visible").count():
        form = person.find("form.sheet-form[action$='/count']:visible").first
        present = int("".join(filter(str.isdigit, form.locator("h3 .meta").inner_text())))
        figures = {"issued": present, "returned": present, "spoiled": 0, "in_favour": present - 1, "against": 1}
        for name, figure in figures.items():
            form.locator(f'[name="{name}"]').fill(str(figure))
        form.locator('[name="scrutineers"]').fill("彭国栋")
        form.locator('[name="tellers"]').fill("许文韬")
        for _ in ("check", "confirm"):
            with person.page.expect_navigation():
                person.find("form.sheet-form[action$='/count']:visible").first.locator("button").click()


def vote(secretary: Actor, teller: Actor, session: str, verb: str = "adopt") -> None:
    """Lock, open, end casting; two people count both sites on their own; declare."""
    secretary.go(session).press("lock").press("open-ballot").press("close-ballot")
    count(secretary, session)
    count(teller, session)
    secretary.go(session).press(verb)
    expect(secretary.find(".verdict")).to_contain_text("通过")


def issue(issuer: Actor, address: str, state: str = "施行中") -> None:
    """Issue with effect from the day that the form proposes: the one in the text, or today."""
    issuer.go(f"{address}/issue").press("issue").sees(state, seconds=60)
