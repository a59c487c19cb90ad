"""A drafter who lives in Word: her file is read, looked over, corrected in one place, taken into the draft and saved."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.hall import Actor, Server, downloaded, signed_in, words_of_pdf
from tests.publishing.word.files.canteen import SAVED, canteen
from tests.web.house import in_language

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

DRAFT = "/regulations/canteen/editions/1/draft"


def begun(browser: Browser, server: Server, **options: object) -> Actor:
    """The drafter, with a text of the canteen's rules saved."""
    drafter = signed_in(browser, server, "drafter", **options).go("/regulations/new")
    drafter.fill("name_zh", "职工食堂管理办法").fill("name_en", "Canteen Rules").fill("slug", "canteen").press("create")
    return drafter.fill("words", SAVED).press("save").sees("已保存")


def bring(drafter: Actor, folder: Path, content: bytes = b"", name: str = "食堂终稿.docx") -> Actor:
    """Choose a file on the desk and import it."""
    file = folder / name
    file.write_bytes(content or canteen())
    if not drafter.find("#file").is_visible():
        drafter.find("details.import summary").click()
    drafter.find("#file").set_input_files(file)
    return drafter.press("import")


def line(drafter: Actor, number: int) -> str:
    """The words of a line of the page."""
    return " ".join(drafter.find(f"#l-{number}").inner_text().split())


def test_from_word_into_the_draft(browser: Browser, server: Server, tmp_path: Path):
    drafter = bring(begun(browser, server), tmp_path)
    drafter.sees("食堂终稿.docx").sees("自动编号").sees("还有3处推断没有确认或者改正。").sees("原有的条")
    expect(drafter.find('button[data-verb="take"]')).to_be_disabled()
    # The heading without a number becomes a chapter; the picture gets words; the numbers follow from the file.
    drafter.find('[name="as:5"]').select_option("chapter")
    drafter.press("settle", within="#l-5")
    assert "章 第二章 供餐" in line(drafter, 5)
    drafter.press("open", within="#l-11")
    expect(drafter.find('[name="typed:11"]')).to_be_focused()
    drafter.fill("typed:11", "第五条　食堂的位置由后勤部门公布。").press("settle", within="#l-11")
    assert "第五条　食堂的位置由后勤部门公布。" in drafter.find("#l-11").inner_text()
    drafter.sees("还有1处推断没有确认或者改正。").press("all")
    expect(drafter.find('button[data-verb="take"]')).to_be_enabled()
    drafter.press("show-changes").sees("修改").sees("新增")
    assert drafter.find("main del").count()
    drafter.press("take").sees("“食堂终稿.docx”已经放进草稿，还没有保存").sees("有没保存的修改")
    assert drafter.find("#f-note").input_value() == "从文件“食堂终稿.docx”导入"
    words = drafter.find("#words").input_value()
    assert "第二章　供餐" in words
    assert "食堂的位置由后勤部门公布" in words
    drafter.press("save").sees("已保存")
    # The articles are the same ones as before: their addresses, made of their permanent keys, still stand.
    drafter.go("/regulations/canteen/editions/1")
    labels = drafter.find(".law [data-label^='第']").count()
    assert labels >= 6


def test_keys_are_kept(browser: Browser, server: Server, tmp_path: Path):
    drafter = begun(browser, server)

    def addresses() -> dict[str, str]:
        drafter.go("/regulations/canteen/editions/1")
        found = drafter.page.evaluate(
            "() => Object.fromEntries([...document.querySelectorAll('.law .article[id]')]"
            ".map(one => [one.innerText.replace(/^#?第.条/, '').trim().slice(0, 6), one.id]))"
        )
        return dict(found)

    before = addresses()
    bring(drafter.go(DRAFT), tmp_path).press("all").press("take").press("save").sees("已保存")
    after = addresses()
    assert len(before) == 5
    for words in ("为了办好职工", "本办法适用于", "早餐标准为每", "本办法自20"):
        assert after[words] == before[words]
    assert set(after.values()) - set(before.values())


def test_what_stands_on_the_desk_is_kept_beside_a_file_that_cannot_be_read(
    browser: Browser, server: Server, tmp_path: Path
):
    drafter = begun(browser, server)
    drafter.fill("words", SAVED + "第六条　打了一个下午的话。")
    bring(drafter, tmp_path, b"%PDF-1.7\n%", "办法.docx")
    expect(drafter.find("#e-file")).to_have_text("这是PDF，不是Word文件：请使用原来的Word文件。")
    expect(drafter.find("#file")).to_be_focused()
    assert "打了一个下午的话" in drafter.find("#words").input_value()


@pytest.mark.thorough
def test_by_keyboard_alone(browser: Browser, server: Server, tmp_path: Path):
    """From the list of numbers to one line, its field, and back, without a mouse."""
    drafter = bring(begun(browser, server), tmp_path)
    drafter.find('[data-kind="number"] summary').focus()
    drafter.page.keyboard.press("Enter")
    drafter.page.keyboard.press("Tab")
    with drafter.page.expect_navigation():
        drafter.page.keyboard.press("Enter")
    field = drafter.find('[name="typed:3"]')
    expect(field).to_be_focused()
    drafter.page.keyboard.press("Control+A")
    drafter.page.keyboard.type("第一条　键盘改的一条。")
    drafter.page.keyboard.press("Tab")
    drafter.page.keyboard.press("Tab")
    with drafter.page.expect_navigation():
        drafter.page.keyboard.press("Enter")
    assert "键盘改的一条" in line(drafter, 3)


def test_without_script(browser: Browser, server: Server, tmp_path: Path):
    drafter = bring(begun(browser, server, java_script_enabled=False), tmp_path)
    drafter.press("all").press("take").sees("已经放进草稿")


@pytest.mark.thorough
def test_on_a_phone_and_for_the_accessibility_checker(browser: Browser, server: Server, tmp_path: Path):
    drafter = bring(begun(browser, server), tmp_path)
    address = drafter.path.partition("?")[0]
    serious = []
    for end in ("", "?line=5&edit=1", "?shows=changes"):
        for language in ("zh", "en"):
            for width in (1280, 390):
                drafter.page.set_viewport_size({"width": width, "height": 844})
                drafter.go(in_language(address + end, language))
                assert drafter.page.evaluate("() => document.documentElement.scrollWidth") <= width
            for one in Axe().run(drafter.page).response["violations"]:
                if one["impact"] in ("serious", "critical"):
                    serious += [f"{end} {one['id']}: {node['target']}" for node in one["nodes"]]
    assert not serious, "\n".join(serious)


def test_which_lines_are_headings_is_ticked_and_printed(browser: Browser, server: Server, tmp_path: Path):
    """Duties of posts in which nothing has a number: from the question to the review, on a narrow screen too."""
    file = tmp_path / "职责.txt"
    file.write_bytes((Path(__file__).parents[1] / "text/forms/gangwei_huayan.txt").read_bytes())
    drafter = signed_in(browser, server, "drafter", viewport={"width": 390, "height": 800}).go("/regulations/new")
    drafter.fill("name_zh", "化验室各岗位职责").fill("slug", "duties")
    drafter.find("[name=file]").set_input_files(file)
    drafter.press("create").sees("哪些行是标题？").sees("还有12处推断没有确认或者改正。")
    assert drafter.page.evaluate("document.documentElement.scrollWidth") <= 390
    drafter.find('[name="head:40"]').uncheck()
    drafter.press("head").sees("没有发现问题")
    assert "小标题 基本职责与工作要求" in line(drafter, 35)
    assert "小标题" not in line(drafter, 40)
    drafter.press("take").press("save").sees("已保存")
    drafter.go("/regulations/duties/editions/1")
    expect(drafter.find(".law h4").first).to_have_text("化验室主任")
    expect(drafter.find(".law h4")).to_have_count(11)
    words = words_of_pdf(downloaded(drafter, 'a[href*=".pdf"]'))
    assert "化验室主任基本职责" in words
    assert "#" not in words
