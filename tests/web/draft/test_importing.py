"""A file on its way into a draft: shown as read beside the tree it became, and each guess answered where it stands."""

import re

import pytest
from sqlmodel import select

from tests.publishing.word.files.canteen import LINES, canteen
from tests.web.desk import begun, imported
from tests.web.house import House, Opening, Visitor, field_words, in_language, spoken
from tests.web.sheet import disabled, line, send
from workflow.publishing.word.reading.document import read_document
from workflow.records.text.incoming import Incoming

FILE = canteen()


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with a new regulation begun."""
    return begun(house)


# What is shown -------------------------------------------------------------------------------------------------------


def test_every_line_stands_beside_what_it_became(drafter: Visitor):
    page = drafter.get(imported(drafter, FILE)).text
    for number, words in enumerate(LINES, 1):
        assert words in line(page, number)
    for number, became in {1: "标题", 2: "章 第一章 总则", 3: "条 第一条", 5: "小标题 供餐", 7: "注", 9: "项 （一）",
                           12: "表 2行2列", 13: "表的一行"}.items():  # fmt: skip
        assert became in line(page, number)
    assert "读入14行" in spoken(page)


def test_the_page_speaks_english(drafter: Visitor):
    page = drafter.get(in_language(imported(drafter, FILE), "en")).text
    for words in ("Article 第一条", "Item （一）", "row of the table"):
        assert words in " ".join(spoken(page).split())
    assert "3 guesses wait for a yes or a correction." in page
    assert "“供餐” is a heading by its style" in page


def test_depth_in_the_tree_is_drawn(drafter: Visitor):
    page = drafter.get(imported(drafter, FILE)).text
    assert re.search(r'deep-0">\s*<span class="kind">章', page)
    assert re.search(r'deep-2">\s*<span class="kind">条', page)  # below the heading in the chapter
    assert re.search(r'deep-3">\s*<span class="kind">项', page)


def test_nothing_is_saved_by_bringing_a_file(house: House, drafter: Visitor):
    before = house.rows()
    imported(drafter, FILE)
    after = house.rows()
    assert after.pop("incoming") == before.pop("incoming") + 1
    assert after == before


def test_automatic_numbers_are_told_and_not_asked(drafter: Visitor):
    """What the file's definitions say is no guess; three things in it are."""
    page = drafter.get(imported(drafter, FILE)).text
    assert "第一条 … 第六条" in page
    assert "按文件本身推出，不需要确认。" in spoken(page)
    assert "还有3处推断没有确认或者改正。" in page
    assert "自动编号" in line(page, 3)
    assert "已核对" not in line(page, 3)
    assert "group:number" not in page


def test_the_person_says_how_tracked_changes_are_read(drafter: Visitor):
    """As accepted at first; read again as rejected, and what was taken over says so where it is saved."""
    from tests.publishing.word.ooxml import docx, gone, ins, p, r

    body = p("某某办法") + p(r("第一条　每天") + gone("两") + ins("三") + r("次。")) + p(ins("第二条　新的。"))
    address = imported(drafter, docx(body), "改稿.docx")
    page = drafter.get(address).text
    assert "第一条　每天三次。" in line(page, 2)
    assert "读入改后的文本" in spoken(page)
    drafter.post(f"{address}/settle", {"as": "rejected"})
    page = drafter.get(address).text
    assert "第一条　每天两次。" in line(page, 2)
    assert "新的" not in page
    taken = send(drafter, address, "take")
    assert "从文件“改稿.docx”导入（2处修订按拒绝读入）" in drafter.get(taken.headers["Location"]).text
    english = drafter.get(in_language(taken.headers["Location"], "en")).text
    assert "Imported from “改稿.docx” (tracked changes: 2, read as rejected)" in english


def test_one_number_among_many_is_answered_by_itself(drafter: Visitor):
    address = imported(drafter, FILE)
    answer = send(drafter, address, "open:3")
    assert answer.headers["Location"].endswith("?line=3&edit=1")
    page = drafter.get(answer.headers["Location"]).text
    assert "自动编号“第一条”由文件的编号定义推出。" in line(page, 3)
    assert field_words(page, "typed:3") == LINES[2]
    send(drafter, address, "settle:3", as_3="bare")
    assert "为了办好职工食堂，制定本办法。" in line(drafter.get(address).text, 3)
    assert "还有3处推断" in drafter.get(address).text


@pytest.mark.parametrize(
    ("number", "choice", "words"),
    [
        (5, "chapter", "第二章　供餐"),
        (5, "section", "第一节　供餐"),
        (5, "out", "（不读入）"),
        (7, "inside", "以门禁打卡的时间为准。 款"),
        (7, "out", "（不读入）"),
        (11, "bare", "第五条　食堂的位置如下图："),
    ],
)
def test_a_guess_is_corrected_by_a_choice(drafter: Visitor, number: int, choice: str, words: str):
    address = imported(drafter, FILE)
    assert f'<option value="{choice}">' in drafter.get(address).text
    send(drafter, address, f"settle:{number}", **{f"as_{number}": choice})
    page = drafter.get(address).text
    assert words in line(page, number)
    assert "原来：" in line(page, number)
    assert "改正1行" in page


def test_headings_without_numbers_become_chapters_together(drafter: Visitor):
    """Three headings at once take the numbers of their places, around the chapter that has one."""
    from tests.publishing.word.ooxml import docx, p, r, style

    heading = style("h", "heading 1", inside='<w:outlineLvl w:val="0"/>')
    body = p(r("某办法")) + "".join(
        p(r(words), "h" if len(words) < 5 else "")
        for words in ("第一章 总则", "第一条　甲乙丙丁。", "供餐", "第二条　戊己庚辛。", "监督", "第三条　壬癸子丑。")
    )
    address = imported(drafter, docx(body, styles=heading))
    assert "都改为章标题" in drafter.get(address).text
    send(drafter, address, "group:heading:chapter")
    page = drafter.get(address).text
    assert "章 第二章 供餐" in line(page, 4)
    assert "章 第三章 监督" in line(page, 6)
    assert not disabled(page)


def test_a_line_is_typed_otherwise_left_out_and_restored(drafter: Visitor):
    address = imported(drafter, FILE)
    send(drafter, address, "settle:4", line_4="第二条　本办法适用于各食堂。\n\n  送餐点参照执行。  ")
    page = drafter.get(address).text
    assert "第二条　本办法适用于各食堂。" in line(page, 4)
    assert "款 第二款" in line(page, 4)
    send(drafter, address, "settle:4", line_4="   ")
    assert "（不读入）" in line(drafter.get(address).text, 4)
    send(drafter, address, "open:4")
    send(drafter, address, "restore:4")
    page = drafter.get(address).text
    assert "原来" not in line(page, 4)
    assert LINES[3] in line(page, 4)
    assert "自动编号" in line(page, 4)


def test_what_is_typed_and_chosen_counts_whatever_button_is_pressed(drafter: Visitor):
    address = imported(drafter, FILE)
    send(drafter, address, "group:number", line_3="第一条　改过的话。", as_5="chapter")
    page = drafter.get(address).text
    assert "第一条　改过的话。" in line(page, 3)
    assert "章 第二章 供餐" in line(page, 5)
    send(drafter, address, "show:changes", line_6="第三条　也改过。")
    assert "第三条　也改过。" in line(drafter.get(address).text, 6)


def test_back_to_as_read(drafter: Visitor):
    address = imported(drafter, FILE)
    send(drafter, address, "all", line_3="第一条　改过的话。")
    send(drafter, address, "again")
    page = drafter.get(address).text
    assert "还有3处推断" in page
    assert LINES[2] in line(page, 3)
    assert "改过的话" not in page


def test_problems_stand_at_their_lines(drafter: Visitor):
    """Under the numbers the lines were read with, whatever was left out or put in before them."""
    address = imported(drafter, "办法\n第一条　甲。\n多余的一行。\n第二条　乙。\n第二条　丙。\n".encode(), "a.txt")
    page = drafter.get(address).text
    assert "第二条出现两次：第4行和第5行，请重新编号。" in line(page, 5)
    assert "（须改正才能提交）" in page
    for words in ("", "第一款。\n第二款。\n第三款。"):
        send(drafter, address, "settle:3", line_3=words)
        assert "第二条出现两次：第4行和第5行，请重新编号。" in line(drafter.get(address).text, 5)
        assert "stands twice, on lines 4 and 5: renumber." in line(drafter.get(f"{address}?lang=en").text, 5)
        drafter.get(f"{address}?lang=zh")


def test_what_no_paper_can_show_stands_at_its_line(drafter: Visitor):
    page = drafter.get(imported(drafter, "办法\n第一条　甲\U0001f600。\n第二条　MnO₂每m³。\n".encode(), "a.txt")).text
    assert "第一条：“\U0001f600”（U+1F600）无法排印，请改用其他字符。" in line(page, 2)
    assert "无法排印" not in line(page, 3)


def test_tracked_changes_and_remarks_are_told(drafter: Visitor):
    from tests.publishing.word.ooxml import docx, gone, ins, p, r

    page = drafter.get(imported(drafter, docx(p(r("第一条　甲") + ins("乙") + gone("丙") + r("。"))))).text
    assert "第一条　甲乙。" in line(page, 1)
    assert "按接受修订读入" in page


# Long files ----------------------------------------------------------------------------------------------------------


def test_a_long_file_comes_in_sheets(drafter: Visitor):
    text = "办法\n" + "".join(f"第{number}条　甲乙丙丁戊己。\n" for number in range(1, 1_000))
    address = imported(drafter, text.encode(), "a.txt")
    page = drafter.get(address).text
    assert page.count('class="line') < 320
    assert "1–300" in page
    assert "901–1000" in page
    answer = send(drafter, address, "sheet:3")
    page = drafter.get(answer.headers["Location"]).text
    assert "第601条" in line(page, 602)
    answer = send(drafter, address, "open:950")
    assert "第949条" in field_words(drafter.get(answer.headers["Location"]).text, "typed:950")


@pytest.mark.parametrize(
    "odd", ["line=0", "line=99999", "line=-1", "line=x", "sheet=99", "sheet=x", "shows=x", "line=3&edit"]
)
def test_an_odd_address_is_a_page_all_the_same(drafter: Visitor, odd: str):
    address = imported(drafter, FILE)
    assert drafter.get(f"{address}?{odd}").status_code == 200


@pytest.mark.parametrize(
    "do", ["settle:99", "open:x", "restore:0", "group:", "group:nothing:chapter", "sheet:0", "no", "", "all:"]
)
def test_an_odd_button_does_nothing(drafter: Visitor, do: str):
    address = imported(drafter, FILE)
    answer = drafter.post(
        f"{address}/correct", {"do": do, "typed:0": "x", "typed:999": "x", "typed:x": "x", "as:3": "no", "as:99": "out"}
    )
    assert answer.status_code == 302
    page = drafter.get(answer.headers["Location"]).text
    assert "改正" not in spoken(page).partition("读入14行")[2][:60]


def test_a_line_that_is_too_long_comes_back(opening: Opening):
    house = opening(MAX_TEXT="20000")
    drafter = begun(house)
    address = imported(drafter, FILE)
    answer = drafter.post(f"{address}/correct", {"do": "settle:3", "line": "3", "typed:3": "长" * 20_000})
    assert answer.status_code == 422
    assert "正文超过上限（20 KB）。" in answer.text
    assert field_words(answer.text, "typed:3") == "长" * 20_000


def test_the_file_is_kept_as_it_came(house: House, drafter: Visitor):
    imported(drafter, FILE, "drafts/食堂.docx")
    with house.records() as db:
        one = db.exec(select(Incoming)).one()
        assert (one.name, one.content) == ("食堂.docx", FILE)
        assert one.text == read_document(FILE).text
